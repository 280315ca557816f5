"""NFCMS (南方网): a directory whose page 2 is `index_2.html`, counted from 1; past the end there is nothing.

Articles are `content/post_123.html` below the directory. The date of a row is an `<i>` inside its `<a>`.
Some rows lead to an account of a messenger: they are no entries of the stock, `external` names them.
Pages are counted by a script that puts the address together from `NFCMS_…` variables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from gongkai.demo.twins.base import article_meta, files_linked, hexed, html, page, paragraphs
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

_PAGE = re.compile(r"/zwgk/tzgg/(?:index(?:_(\d{1,4}))?\.html)?")


@dataclass(frozen=True, slots=True)
class Outside:
    """A row that leads to another site."""

    title: str
    url: str
    day: str


class Nfcms(Restless):
    NAME: ClassVar[str] = "nfcms"
    section: ClassVar[str] = "/zwgk/tzgg/"
    page_rows: ClassVar[int] = 20

    @property
    def rows(self) -> list[Entry | Outside]:
        """All rows, newest first: every eleventh entry is followed by a row that leads elsewhere."""
        rows: list[Entry | Outside] = []
        for entry in self.stock.entries:
            rows.append(entry)
            if entry.number % 11 == 0:
                rows.append(_outside(entry))
        return rows

    @property
    def external(self) -> list[str]:
        return [row.url for row in self.rows if isinstance(row, Outside)]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // self.page_rows))

    def address(self, entry: Entry) -> str:
        return f"{self.section}content/post_{entry.number}.html"

    def file_address(self, entry: Entry, at: int) -> str:
        return f"/attachment/0/306/{306_000 + at}/{entry.number}.{entry.text.files[at].kind}"

    def listing(self, ask: Ask) -> Reply | None:
        asked = _PAGE.fullmatch(ask.path)
        number = int(asked[1] or 1) if asked else 0
        if not 1 <= number <= self.pages or (asked and asked[1] == "1"):
            return None
        content = f"""<div class="today">{self.clock()}</div>
<div class="lists"><h2>{self.stock.name}</h2><ul>
{self._lines(number)}
</ul></div>
<div class="page">{self.pager(number)}</div>
{_counter("cat", 306)}"""
        return html(page(self.stock.name, content))

    def _lines(self, number: int) -> str:
        lines = []
        for row in self.rows[(number - 1) * self.page_rows : number * self.page_rows]:
            url = row.url if isinstance(row, Outside) else self.base + self.address(row)
            lines.append(
                f'<li><a href="{url}" target="_blank" title="{row.title}">'
                f"{row.title}<i>{row.day}</i></a></li>"
            )
        return "\n".join(lines)

    def pager(self, number: int) -> str:
        """First, previous, numbers, next, last; the steps that lead nowhere lead to where one is."""
        last = self.pages
        numbers = "".join(
            f'<span class="current">{at}</span>' if at == number else f'<a href="{self._page(at)}">{at}</a>'
            for at in range(max(1, number - 3), min(last, number + 3) + 1)
        )
        return (
            f'<a class="first" href="{self._page(1)}">首页</a>'
            f'<a class="prev" href="{self._page(max(1, number - 1))}">上一页</a>{numbers}'
            f'<a class="next" href="{self._page(min(last, number + 1))}">下一页</a>'
            f'<a class="last" href="{self._page(last)}">尾页</a>'
        )

    def _page(self, number: int) -> str:
        name = "index.html" if number == 1 else f"index_{number}.html"
        return f"{self.base}{self.section}{name}"

    def article(self, entry: Entry) -> str:
        content = f"""<div class="today">{self.clock()}</div>
<h1 class="content_title">{entry.title}</h1>
<div class="info_fbt"><span class="ly">来源：青石街道</span>
<span class="time">发布时间：{entry.published:%Y-%m-%d %H:%M:%S}</span>
<span class="ll">浏览次数：<i id="visit">{self.hits + 12}</i></span></div>
<div class="article-content">
{paragraphs(entry)}
{files_linked(self, entry, "nfw-cms-attachment")}
</div>
{self.neighbours(entry)}
{_counter("post", entry.number)}"""
        return page(entry.title, content, article_meta(entry))


def _outside(entry: Entry) -> Outside:
    title = f"青石街道微信推文：{entry.text.title.removeprefix('关于')}"
    return Outside(title, f"https://mp.weixin.qq.com/s/{hexed(entry, 22)}", entry.day)


def _counter(kind: str, number: int) -> str:
    return f"""<script>
window.NFCMS_SITE_ID = 755099; window.NFCMS_PUB_TYPE = '{kind}'; window.NFCMS_{kind.upper()}_ID = {number};
(function(window){{ var a = '//statistics.yunling.example/visit/';
a += '{kind}?site=' + window.NFCMS_SITE_ID + '&{kind}=' + window.NFCMS_{kind.upper()}_ID;
setTimeout(function(){{ new Image().src = a + '&t=' + Math.random(); }}, 100); }})(window);
</script>"""
