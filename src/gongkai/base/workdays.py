"""Working days in China: weekends, public holidays and make-up working days (调休). Pure arithmetic.

Which days are off is an argument (`Calendar`), put together in `config.holidays`. Of a year that no calendar
knows only weekends and the statutory holidays are left out, and whatever is counted there is approximate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

_LAST_DAYS = (12, 25)
"""From this day of December on the next year's notice says what is off: 2018-12-29 was worked and 12-31 was
off by the notice for 2019. The earliest day that a notice for 2004–2026 reached back to is 29 December."""


@dataclass(frozen=True, slots=True)
class DayKind:
    """Whether a day is worked, in words why (`周六`, `春节放假`, `春节调休上班`; empty for a plain working
    day), and whether that is known or only supposed."""

    working: bool
    why: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days that differ from their weekday, by day; `years` are those whose notice is known (`notice_year`).

    `sources` tells by year where its days come from.
    """

    days: Mapping[date, DayKind] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    sources: Mapping[int, str] = field(default_factory=dict)

    def kind(self, day: date) -> DayKind:
        """What a day is."""
        known = notice_year(day) in self.years
        said = self.days.get(day)
        if said is not None:
            return said if said.known == known else replace(said, known=known)
        if day.weekday() >= 5:
            return DayKind(working=False, why=weekday(day), known=known)
        return DayKind(working=True, why="", known=known)


def notice_year(day: date) -> int:
    """The year whose notice says whether a day is off: its own, from 25 December on the next."""
    return day.year + ((day.month, day.day) >= _LAST_DAYS)


def notice_days(year: int) -> Iterator[date]:
    """The days that the notice for a year is about, in order."""
    day, end = date(year - 1, *_LAST_DAYS), date(year, *_LAST_DAYS)
    while day < end:
        yield day
        day += timedelta(days=1)


def weekday(day: date) -> str:
    """周一 … 周日"""
    return "周" + "一二三四五六日"[day.weekday()]


@dataclass(frozen=True, slots=True)
class Counted:
    """One day of a reckoning: its number among the working days, None where it is skipped."""

    day: date
    number: int | None
    kind: DayKind


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Working days counted one by one; at least one day. `last` is the day on which the count is full;
    `about` tells that a day of a year without a calendar was among them."""

    days: tuple[Counted, ...]

    @property
    def last(self) -> date:
        return self.days[-1].day

    @property
    def about(self) -> bool:
        return any(not counted.kind.known for counted in self.days)


def reckon(start: date, count: int, calendar: Calendar, *, first_counts: bool = False) -> Reckoning:
    """The `count` working days from a day on; with `first_counts` that day is the first if it is worked,
    else the next day is.

    Every year has an answer, `about` where no calendar knows it. A count that would go beyond 9999-12-31, the
    last day there is, ends there. ValueError for a count below 1.
    """
    if count < 1:
        raise ValueError(f"no count of working days: {count}")
    days: list[Counted] = []
    for counted in _counted(start, calendar, first_counts=first_counts):
        days.append(counted)
        if counted.number == count:
            break
    return Reckoning(tuple(days))


def between(start: date, end: date, calendar: Calendar, *, first_counts: bool = False) -> Reckoning | None:
    """Every day after `start` (from it on with `first_counts`) up to `end`, numbered; None if none."""
    days: list[Counted] = []
    if start < end or (first_counts and start == end):
        for counted in _counted(start, calendar, first_counts=first_counts):
            days.append(counted)
            if counted.day == end:
                break
    return Reckoning(tuple(days)) if days else None


def _counted(start: date, calendar: Calendar, *, first_counts: bool) -> Iterator[Counted]:
    """The days after `start`, or from it on, to the last there is: at least one, for nothing comes after
    9999-12-31 but itself."""
    day = start if first_counts or start == date.max else start + timedelta(days=1)
    number = 0
    while True:
        kind = calendar.kind(day)
        number += kind.working
        yield Counted(day, number if kind.working else None, kind)
        if day == date.max:
            return
        day += timedelta(days=1)
