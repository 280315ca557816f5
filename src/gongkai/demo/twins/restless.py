"""What changes on a page at every request, or when a neighbour comes: none of it is the text."""

from __future__ import annotations

from html import escape

from gongkai.demo.twins.base import Twin
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply


class Restless(Twin):
    """A twin whose pages carry counters, a clock and their neighbours' titles."""

    hits = 0
    """How many requests the site has had when this one came."""

    def answer(self, ask: Ask) -> Reply:
        self.hits = ask.hits
        return super().answer(ask)

    def clock(self) -> str:
        """The clock that sites print on top, a second further at every request."""
        minutes, seconds = divmod(self.hits, 60)
        return f"今天是：2026年11月23日 星期一 09:{minutes % 60:02}:{seconds:02}"

    def neighbours(self, entry: Entry, before: str = "上一篇", after: str = "下一篇") -> str:
        """Links to the entries above and below in the column."""
        at = self.stock.entries.index(entry)
        above = self.stock.entries[at - 1] if at else None
        below = self.stock.entries[at + 1] if at + 1 < len(self.stock.entries) else None
        return f"<p>{before}：{self._link(above)}</p>\n<p>{after}：{self._link(below)}</p>"

    def _link(self, entry: Entry | None) -> str:
        if entry is None:
            return "没有了"
        return f'<a href="{escape(self.address(entry))}">{escape(entry.title)}</a>'
