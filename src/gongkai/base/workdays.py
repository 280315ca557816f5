"""Working days in China: weekends, public holidays and make-up working days (调休). Pure arithmetic.

Which days are off is an argument (`Calendar`), put together in `config.holidays`. Of a year that no calendar
knows only weekends and the statutory holidays are left out, and whatever is counted there is approximate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DayKind:
    """Whether a day is worked, in words why (`周六`, `春节放假`, `春节调休上班`), and whether that is known
    or only supposed."""

    working: bool
    why: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days that differ from their weekday, by day; `years` are those for which all of them are known.

    `sources` tells by year where its days come from.
    """

    days: Mapping[date, DayKind] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    sources: Mapping[int, str] = field(default_factory=dict)

    def kind(self, day: date) -> DayKind:
        """What a day is."""
        known = day.year in self.years
        said = self.days.get(day)
        if said is not None:
            return said if said.known == known else DayKind(said.working, said.why, known)
        if day.weekday() >= 5:
            return DayKind(working=False, why="周六" if day.weekday() == 5 else "周日", known=known)
        return DayKind(working=True, why="", known=known)


@dataclass(frozen=True, slots=True)
class Counted:
    """One day of a reckoning: its number among the working days, None where it is skipped."""

    day: date
    number: int | None
    kind: DayKind


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Working days counted one by one. `last` is the day on which the count is full; `about` tells that a day
    of a year without a calendar was among them."""

    days: tuple[Counted, ...]

    @property
    def last(self) -> date:
        return self.days[-1].day

    @property
    def about(self) -> bool:
        return any(not counted.kind.known for counted in self.days)


def reckon(start: date, count: int, calendar: Calendar, *, first_counts: bool = False) -> Reckoning:
    """The `count` (≥ 1) working days from a day on; with `first_counts` that day is the first if it is
    worked, else the next day is."""
    days: list[Counted] = []
    number = 0
    for day in _days_from(start if first_counts else start + timedelta(days=1)):
        kind = calendar.kind(day)
        number += kind.working
        days.append(Counted(day, number if kind.working else None, kind))
        if number == count:
            break
    return Reckoning(tuple(days))


def between(start: date, end: date, calendar: Calendar, *, first_counts: bool = False) -> Reckoning | None:
    """Every day after `start` (from it on with `first_counts`) up to `end`, numbered; None if there is
    none."""
    days: list[Counted] = []
    number = 0
    for day in _days_from(start if first_counts else start + timedelta(days=1)):
        if day > end:
            break
        kind = calendar.kind(day)
        number += kind.working
        days.append(Counted(day, number if kind.working else None, kind))
    return Reckoning(tuple(days)) if days else None


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)
