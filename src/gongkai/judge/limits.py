"""The last day on which nothing new is still in time: by interval, or by a yearly deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gongkai.base.states import VisitSeen
from gongkai.base.values import Section


@dataclass(frozen=True, slots=True)
class DueRules:
    """How many days before a limit a section counts as due. Warnings only; no rule states them.

    `short` serves intervals up to 31 days (4 before 14, the line at which monitoring products warn),
    `long` longer ones, `deadline` the yearly deadlines.
    """

    short: int = 4
    long: int = 14
    deadline: int = 14


@dataclass(frozen=True, slots=True)
class Limit:
    """`last_day` is still in time; from `warn_from` on the section is due. A visit shows nothing newer
    while nothing it showed can be after `newest`."""

    last_day: date
    warn_from: date
    newest: str
    by: Literal["interval", "deadline"]


def binding_limit(section: Section, last: VisitSeen, due: DueRules) -> Limit | None:
    """The earliest limit that holds for the section after its last understood visit; None if there is
    none: both count from what the column shows, and a column without any date proves nothing."""
    limits = []
    if section.interval_days is not None and last.newest:
        limits.append(_interval_limit(section.interval_days, last.shown, due))
    if section.deadline and (last.newest or last.years):
        limits.append(_deadline_limit(section.deadline, last, due))
    return min(limits, key=lambda limit: limit.last_day, default=None)


def _interval_limit(interval_days: int, newest: str, due: DueRules) -> Limit:
    last_day = date.fromisoformat(newest) + timedelta(days=interval_days)
    ahead = due.short if interval_days <= 31 else due.long
    return Limit(last_day, last_day - timedelta(days=ahead - 1), newest, "interval")


def _deadline_limit(deadline: str, last: VisitSeen, due: DueRules) -> Limit:
    """The first deadline that is still owed after the latest year that was served; the one coming, if
    none was missed.

    What is owed in year Y (the report on Y-1) counts as there once anything in the column is dated in
    Y or a report title names Y-1: sorting may rescue, never accuse.
    """
    year = int(last.shown[:4] or min(last.years))
    while _served(last, year):
        year += 1
    month, day = map(int, deadline.split("-"))
    last_day = date(year, month, day)
    return Limit(last_day, last_day - timedelta(days=due.deadline - 1), f"{year - 1}-12-31", "deadline")


def _served(last: VisitSeen, year: int) -> bool:
    newest = int(last.shown[:4] or 0)
    return newest >= year or (year - 1) in last.years or max(last.years, default=0) >= year
