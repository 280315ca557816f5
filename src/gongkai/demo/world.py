"""The district at a moment: what each column lists, what each page says, what does not work."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from gongkai.demo.cast import COLUMNS, columns_of
from gongkai.demo.timeline import make_timeline
from gongkai.demo.times import moment
from gongkai.demo.values import Column, Item, Text, Trouble

SITE_BACK = 1500
"""The sites were put up this many days before the end: when an empty column last changed."""


class World:
    """The timeline, looked at by moment. Answers are the same for the same end and moment."""

    def __init__(self, end: date) -> None:
        timeline = make_timeline(end)
        self.end = end
        self.columns = COLUMNS
        self.items = timeline.items
        self.troubles = timeline.troubles
        self._of_column: dict[str, list[Item]] = defaultdict(list)
        for item in reversed(timeline.items):
            self._of_column[item.column.key].append(item)
        self._by_number = {(item.column.site, item.number): item for item in timeline.items}

    def listed(self, column: Column, now: datetime) -> list[Item]:
        """The rows of a column: pinned first, then newest first."""
        rows = [item for item in self._of_column[column.key] if item.listed(now)]
        return [item for item in rows if item.pinned] + [item for item in rows if not item.pinned]

    def item(self, site: str, number: int, now: datetime) -> tuple[Item, Text] | None:
        """An item whose page answers, and what it says."""
        item = self._by_number.get((site, number))
        return (item, item.text_at(now)) if item and item.there(now) else None

    def standing(self, column: Column) -> Item:
        """The one text of a column that is one page."""
        return self._of_column[column.key][0]

    def latest(self, site: str, now: datetime, count: int) -> list[Item]:
        """The newest items of a site, for its home page."""
        rows = [item for column in columns_of(site) for item in self.listed(column, now)]
        rows = [item for item in rows if item.kind == "page"]
        return sorted(rows, key=lambda item: item.published, reverse=True)[:count]

    def changed(self, columns: tuple[Column, ...], now: datetime) -> datetime:
        """The last moment, not after `now`, at which one of the columns changed."""
        items = [item for column in columns for item in self._of_column[column.key] if item.published <= now]
        keys = {column.key for column in columns}
        turns = [at for t in self.troubles if f"{t.site}/{t.column}" in keys for at in (t.since, t.until)]
        put_up = moment(self.end - timedelta(days=SITE_BACK), time())
        return max([put_up, *(item.changed(now) for item in items), *(at for at in turns if at <= now)])

    def trouble(self, site: str, now: datetime, column: str | None = None) -> Trouble | None:
        """What is wrong with a site, or with one of its columns, at a moment."""
        return next((t for t in self.troubles if t.site == site and t.holds(now, column)), None)
