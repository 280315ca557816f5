"""A site somebody made by hand: `/list.asp?classid=3`, page 2 is `&page=2` behind 下一页; rows are a table's.

It says gb2312 and sends characters that only GB18030 has. Pinned rows stand on top of every page. Some rows
have an address without a scheme, some have theirs only in an `onclick`, and some have none at all: those are
no entries of the stock, `unaddressed` names them. A page past the end is the last page once more.
"""

from __future__ import annotations

from typing import ClassVar

from gongkai.demo.twins.base import files_linked, page, paragraphs
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

_PINNED = 2
SIGNED = "李喆、王䶮、陈镕"
"""Names of which two have characters that gb2312 lacks; one takes four bytes in GB18030."""


class Generic(Restless):
    NAME: ClassVar[str] = "generic"
    section: ClassVar[str] = "/list.asp?classid=3"

    @property
    def pinned(self) -> list[Entry]:
        """The entries on top of every page: the oldest."""
        return self.stock.entries[-_PINNED:]

    @property
    def unaddressed(self) -> list[str]:
        """The titles of the rows that lead nowhere."""
        return [_unaddressed(entry) for entry in self._ordinary if _has_companion(entry)]

    @property
    def _ordinary(self) -> list[Entry]:
        return self.stock.entries[:-_PINNED]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self._ordinary) // self.page_rows))

    def window(self, number: int) -> list[Entry]:
        return self._ordinary[(number - 1) * self.page_rows : number * self.page_rows]

    def address(self, entry: Entry) -> str:
        return f"/show.asp?id={entry.number}"

    def file_address(self, entry: Entry, at: int) -> str:
        return f"/uploadfile/{entry.published:%Y%m}/{entry.number}-{at}.{entry.text.files[at].kind}"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path != "/list.asp" or ask.query.get("classid") != "3":
            return None
        stated = ask.query.get("page", "")
        number = min(max(int(stated[:6]) if stated.isdigit() else 1, 1), self.pages)
        rows = [*map(self._pinned_row, self.pinned), *map(self._rows_of, self.window(number))]
        content = f"""<div class="today">{self.clock()}</div>
<table width="700" border="0" cellspacing="0">
<tr><th></th><th>标题</th><th>日期</th></tr>
{"".join(rows) or '<tr><td colspan="3">暂无信息！</td></tr>'}
</table>
<p align="center">{self._pager(number)}</p>"""
        return _sent(page(self.stock.name, content))

    def _pinned_row(self, entry: Entry) -> str:
        return self._row(f'<font color="red">[置顶]</font>{self._linked(entry)}', entry)

    def _rows_of(self, entry: Entry) -> str:
        rows = self._row(self._linked(entry), entry)
        if _has_companion(entry):
            rows += self._row(f'<a href="javascript:void(0);">{_unaddressed(entry)}</a>', entry)
        return rows

    def _row(self, cell: str, entry: Entry) -> str:
        return f'<tr><td width="20">·</td><td>{cell}</td><td>[{entry.published:%Y-%m-%d}]</td></tr>\n'

    def _linked(self, entry: Entry) -> str:
        """A row's link: as it should be, without scheme, or by script only."""
        path, title = self.address(entry), entry.title
        if entry.number % 5 == 0:
            return f'<a href="//{self.base.partition("//")[2]}{path}" target="_blank">{title}</a>'
        if entry.number % 5 == 1:
            return f'<a href="javascript:void(0)" onclick="window.open(\'{path}\')">{title}</a>'
        return f'<a href="{path[1:]}" target="_blank">{title}</a>'

    def _pager(self, number: int) -> str:
        back = self._step("首页", 1, number > 1) + self._step("上一页", number - 1, number > 1)
        more = number < self.pages
        on = self._step("下一页", number + 1, more) + self._step("尾页", self.pages, more)
        return f"{back}{on}页次：{number}/{self.pages}页"

    def _step(self, label: str, number: int, leads: bool) -> str:
        return f'<a href="?classid=3&amp;page={number}">{label}</a> ' if leads else f"{label} "

    def article(self, entry: Entry) -> str:
        content = f"""<div class="today">{self.clock()}</div>
<table width="900" align="center"><tr><td align="center"><b>{entry.title}</b></td></tr>
<tr><td align="center">作者：{SIGNED}　发布时间：{entry.published:%Y/%m/%d %H:%M:%S}
　点击：{55 + self.hits}次</td></tr>
<tr><td id="content">
{paragraphs(entry)}
{files_linked(self, entry)}
</td></tr></table>
{self.neighbours(entry)}"""
        return page(entry.title, content)

    def _entry(self, ask: Ask) -> Reply | None:
        reply = super()._entry(ask)
        return _sent(reply.body.decode()) if reply and "text/html" in reply.media_type else reply


def _has_companion(entry: Entry) -> bool:
    return entry.number % 13 == 3


def _unaddressed(entry: Entry) -> str:
    return f"{entry.text.title.removeprefix('关于')}见办事处公告栏"


def _sent(text: str) -> Reply:
    """The page in the bytes of GB18030, under the name of gb2312."""
    stated = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    body = text.replace('<meta charset="utf-8">', stated).encode("gb18030")
    return Reply(body, "text/html; charset=gb2312")
