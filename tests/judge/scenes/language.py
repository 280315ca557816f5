"""The words in which scenes are told: columns, days, what is shown from when on, and what must be found.

Days are China days, written `12-25`; from July on they are of 2025, before of 2026, and `2025-06-01` is
itself. Everything that a day brings is there before its first crawl."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.judge.scenes.stage import Stage

FIRST_DAY, LAST_DAY = date(2025, 12, 1), date(2026, 4, 15)
SHORT_END = date(2026, 1, 9)
"""The last day of the short selection, which the usual tests play."""

Act = Callable[["Stage"], None]
"""Changes what a site shows, or how it answers, or what its operator says of it."""

Timeline = tuple[tuple[date, tuple[Act, ...]], ...]


def on(text: str) -> date:
    """The day that `12-25` or `2025-12-25` means."""
    if len(text) == 10:
        return date.fromisoformat(text)
    month, day = map(int, text.split("-"))
    return date(2025 if month >= 7 else 2026, month, day)


def at(day: str, *acts: Act) -> Timeline:
    return ((on(day), acts),)


def each(step: int, first: str, last: str, *acts: Act) -> Timeline:
    """The same every `step` days."""
    found, day = [], on(first)
    while day <= on(last):
        found.append((day, acts))
        day += timedelta(days=step)
    return tuple(found)


def back(newest: str, count: int = 6, step: int = 5) -> tuple[str, ...]:
    """So many days, the newest first."""
    return tuple((on(newest) - timedelta(days=step * n)).isoformat() for n in range(count))


@dataclass(frozen=True)
class Column:
    """A column as its operator configured it, and the stated days of the rows that it has at first,
    with titles where they matter."""

    path: str = "gzdt"
    name: str = "工作动态"
    category: str | None = "business"
    interval: int | None = 14
    deadline: str | None = None
    rows: tuple[str, ...] = field(default_factory=lambda: back("11-28"))
    titles: tuple[str, ...] = ()
    obliged: bool = True
    may_be_empty: bool = False
    first_level: bool = False


@dataclass(frozen=True)
class Must:
    """A finding that must be there. `subject`: the path of a column, the name of an item, empty for the
    site."""

    rule: str
    subject: str
    since: str
    opened: str
    closed: str | None = None
    reason: str | None = None

    def told(self, until: date) -> Told | None:
        """As it stands at the end of a day; None if it is not open by then."""
        if on(self.opened) > until:
            return None
        over = self.closed is not None and on(self.closed) <= until
        closed = on(self.closed).isoformat() if over and self.closed else None
        days = (on(self.since).isoformat(), on(self.opened).isoformat())
        return (self.rule, self.subject, *days, closed, (self.reason or "rectified") if over else None)


Told = tuple[str, str, str, str, str | None, str | None]
"""A finding in short: rule, subject, since, opened, closed, why closed."""


@dataclass(frozen=True)
class Scene:
    """`en` and `zh` say what happens. `must` is all that may be found; `at_end` what is found by who
    judges only on the last day, where that differs since the operator has changed the configuration.
    `why`: the reason where the truth is a matter of judgement. After `until` its site is not crawled
    any more, so that all of them can be played. `short` scenes are played by the usual tests too.
    `rules`: its robots.txt is asked for; `tls`: it has a second server, an encrypted one."""

    id: str
    en: str
    zh: str
    days: Timeline = ()
    columns: tuple[Column, ...] = (Column(),)
    must: tuple[Must, ...] = ()
    at_end: tuple[Must, ...] | None = None
    why: str = ""
    until: str = "01-09"
    short: bool = False
    tls: bool = False
    rules: bool = False

    def truth(self, until: date, *, only_at_end: bool = False) -> set[Told]:
        musts = self.at_end if only_at_end and self.at_end is not None else self.must
        return {told for told in (must.told(until) for must in musts) if told}


def stale(since: str, opened: str = "", closed: str | None = None, column: str = "gzdt") -> Must:
    return Must("stale-section", column, since, opened or since, closed)


def missed(since: str, opened: str = "", closed: str | None = None, column: str = "ndbg") -> Must:
    return Must("deadline-missed", column, since, opened or since, closed)


def empty(since: str, opened: str = "", closed: str | None = None, column: str = "gzdt") -> Must:
    return Must("empty-section", column, since, opened or since, closed)


def site_is(rule: str, since: str, closed: str | None = None) -> Must:
    return Must(rule, "", since, since, closed)


def undated(item: str, since: str, opened: str, closed: str | None = None) -> Must:
    return Must("undated-item", item, since, opened, closed)


def late(item: str, since: str, opened: str) -> Must:
    return Must("late-item", item, since, opened)


def backdated(item: str, since: str, opened: str) -> Must:
    return Must("backdated-item", item, since, opened)


def removed(item: str, since: str, closed: str | None = None) -> Must:
    return Must("removed-item", item, since, since, closed)


def altered(item: str, since: str, opened: str) -> Must:
    return Must("altered-item", item, since, opened)
