"""The last day on which nothing new is still in time: by interval, or by deadlines on days of the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gongkai.base.states import VisitSeen
from gongkai.base.values import Section


@dataclass(frozen=True, slots=True)
class DueRules:
    """How many days before a limit a section counts as due. Warnings only; no rule states them.

    `short` serves intervals up to 31 days (4 before 14, the line at which monitoring products warn),
    `long` longer ones, `deadline` the dated deadlines.
    """

    short: int = 4
    long: int = 14
    deadline: int = 14


LimitKind = Literal["interval", "deadline"]


@dataclass(frozen=True, slots=True)
class Limit:
    """`last_day` is still in time; from `warn_from` on the section is due. A visit shows nothing newer
    while nothing it showed can be after `newest`."""

    last_day: date
    warn_from: date
    newest: str
    by: LimitKind


def limits(section: Section, last: VisitSeen, due: DueRules) -> Iterator[Limit]:
    """Every limit that holds for the section after its last understood visit. All count from what the column
    shows: a column without any date proves nothing."""
    if section.interval_days is not None and last.newest:
        yield _interval_limit(section.interval_days, last.shown, due)
    if section.deadline and (last.newest or last.years):
        yield _deadline_limit(section.deadline, last, due)


def _interval_limit(interval_days: int, newest: str, due: DueRules) -> Limit:
    last_day = date.fromisoformat(newest) + timedelta(days=interval_days)
    ahead = due.short if interval_days <= 31 else due.long
    return Limit(last_day, last_day - timedelta(days=ahead - 1), newest, "interval")


def _deadline_limit(deadline: str, last: VisitSeen, due: DueRules) -> Limit:
    """The first deadline that is still owed after what was served; the one coming, if none was missed."""
    shown = last.shown
    for last_day, begins in _periods(deadline, int(shown[:4] or min(last.years))):
        yearly = "," not in deadline
        if shown < begins.isoformat() and not (yearly and _reported(last, last_day.year)):
            before = (begins - timedelta(days=1)).isoformat()
            return Limit(last_day, last_day - timedelta(days=due.deadline - 1), before, "deadline")
    raise AssertionError("periods never end")


def _periods(deadline: str, year: int) -> Iterator[tuple[date, date]]:
    """The deadlines from a year on, each with the first day of what serves it: 1 January for one a year, the
    first of its month for several, since what a quarter owes exists only once the quarter is over."""
    days = sorted(tuple(map(int, day.split("-"))) for day in deadline.split(","))
    while True:
        for month, day in days:
            yield date(year, month, day), date(year, month if len(days) > 1 else 1, 1)
        year += 1


def _reported(last: VisitSeen, year: int) -> bool:
    """What is owed in year Y (the report on Y-1) counts as there once a report title names Y-1, or Y: sorting
    may rescue, never accuse."""
    return (year - 1) in last.years or max(last.years, default=0) >= year
