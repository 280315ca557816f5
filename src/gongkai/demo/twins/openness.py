"""openness (CodeIgniter and MongoDB): `/opennessTarget/?branch_id=…&column_code=…&tag=&page=1`, from 1.

Known of the family: those addresses, articles under MongoDB's ids (the first 8 digits are Unix seconds of the
creation), titles cut with `...`, dates of a list without the year, rows that carry an address on another
site, a table whose fourth row has the date, a counter of views.

This twin's own choice: the markup of list and body, no `title=`, where titles are cut, page links, the last
page again past the end, the place of the rows that lead elsewhere, the paths of files.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import ClassVar
from urllib.parse import urlsplit

from gongkai.demo.twins.base import SITE, files_linked, hexed, html, page, paragraphs
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import FIRST, Entry
from gongkai.demo.values import Ask, Reply

_CUT = 18
_BRANCH = "5a3c9e07d2b1846f70e9c5ad"
_COLUMN = f"/opennessTarget/?branch_id={_BRANCH}&column_code=10000&tag=&page="


class Openness(Restless):
    NAME: ClassVar[str] = "openness"
    section: ClassVar[str] = f"{_COLUMN}1"
    page_rows: ClassVar[int] = 20
    outside: ClassVar[tuple[tuple[str, str], ...]] = (
        (
            "云岭区人民政府办公室关于印发年度工作要点的通知",
            "http://www.yunling.example/zwgk/2025/0901/1001.html",
        ),
        ("市政府常务会议", "https://www.shizheng.example/art/2025/9/1/art_12_3456.html"),
    )
    """Rows that lead to other sites, as (title, address): beyond the stock, below the newest entry as long
    as there is one."""

    @property
    def external(self) -> list[str]:
        return [address for _, address in self.outside] if self.stock.entries else []

    def address(self, entry: Entry) -> str:
        return f"/openness/detail/content/{object_id(entry)}.html"

    def file_address(self, entry: Entry, at: int) -> str:
        return f"/upload/openness/{entry.published:%Y%m}/{object_id(entry)}{at}.{entry.text.files[at].kind}"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path != urlsplit(self.section).path:
            return None
        ours = ask.query.get("branch_id") == _BRANCH and ask.query.get("column_code") == "10000"
        rows = self.rows() if ours else []
        pages = max(1, -(-len(rows) // self.page_rows))
        asked = ask.query.get("page", "")
        number = min(int(asked), pages) if re.fullmatch("[1-9][0-9]{0,5}", asked) else 1
        shown = rows[(number - 1) * self.page_rows : number * self.page_rows]
        return html(page(self.stock.name, _list_box(shown, number, pages, len(rows))))

    def rows(self) -> list[str]:
        """All rows, newest first."""
        rows = [_row(entry.title, self.address(entry), entry.published) for entry in self.stock.entries]
        if rows:
            rows[1:1] = [_row(title, address, FIRST) for title, address in self.outside]
        return rows

    def article(self, entry: Entry) -> str:
        rows = (
            ("索引号", f"000000000/{entry.published:%Y%m}-{entry.number:05}"),
            ("信息分类", f"{self.stock.name} / 其他"),
            ("发布机构", SITE),
            ("发布日期", f"{entry.published:%Y-%m-%d %H:%M:%S}"),
            ("信息名称", entry.title),
            ("文号", "无"),
        )
        cells = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in rows)
        content = f"""<div class="today">{self.clock()}</div>
<table class="openness_info">{cells}</table>
<h1>{entry.title}</h1>
<div class="info">发布时间：{entry.day}　阅读次数：<span id="views">{1000 + self.hits}</span></div>
<div class="content">
{paragraphs(entry)}
</div>
{files_linked(self, entry)}
{self.neighbours(entry)}"""
        return page(entry.title, content)


def object_id(entry: Entry) -> str:
    """An id as MongoDB makes them: seconds, then what tells apart."""
    return f"{int(entry.published.timestamp()):08x}{hexed(entry, 16)}"


def _row(title: str, address: str, day: datetime) -> str:
    cut = title if len(title) <= _CUT else f"{title[:_CUT]}..."
    return f'<tr><td><a href="{address}" target="_blank">{cut}</a></td><td>{day:%m-%d}</td></tr>'


def _list_box(rows: list[str], number: int, pages: int, count: int) -> str:
    shown = "\n".join(rows) or '<tr><td colspan="2">暂无信息</td></tr>'
    address = _COLUMN.replace("&", "&amp;")
    links = " ".join(
        f"<strong>{at}</strong>" if at == number else f'<a href="{address}{at}">{at}</a>'
        for at in range(1, pages + 1)
    )
    return f"""<h2>信息公开目录</h2>
<table class="openness_list">
<tr><th>信息名称</th><th>日期</th></tr>
{shown}
</table>
<div class="page">共 {count} 条 {links}</div>"""
