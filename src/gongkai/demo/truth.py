"""What the state of every column is as of a day, worked out from the timeline by small arithmetic.

This is the answer the judge must come to by crawling, and therefore shares nothing with it. Assumed:
sight 3 days; due in the last 4 days before a limit for intervals up to 31 days, the last 14 else;
stale proved by two understood visits after the limit day, at least six hours apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gongkai.demo.times import crawl_times, day_end
from gongkai.demo.values import OUTCOMES, Column, Outcome
from gongkai.demo.world import World

SIGHT_DAYS = 3
PROOF = timedelta(hours=6)
SHORT_INTERVAL, SHORT_DUE, LONG_DUE = 31, 4, 14


@dataclass(frozen=True, slots=True)
class Look:
    """One visit of a crawl to a column, as the timeline says it must come out."""

    at: datetime
    outcome: Outcome
    listed: int = 0
    newest: date | None = None


def truth(world: World, as_of: date) -> dict[str, str]:
    """State by section id."""
    return {column.key: _state(column, looks(world, column, as_of), as_of) for column in world.columns}


def looks(world: World, column: Column, as_of: date) -> list[Look]:
    """Every visit before 24:00 of the day, oldest first."""
    return [_look(world, column, at) for at in crawl_times(world.end) if at < day_end(as_of)]


def _look(world: World, column: Column, at: datetime) -> Look:
    trouble = world.trouble(column.site, at, column.id)
    if trouble:
        return Look(at, OUTCOMES[trouble.kind])
    if column.frame == "lost-stub":
        return Look(at, "failed")
    rows = world.listed(column, at)
    return Look(at, "seen", len(rows), max((row.published.date() for row in rows), default=None))


def _state(column: Column, visits: Sequence[Look], as_of: date) -> str:
    if visits and visits[-1].outcome != "seen":
        return visits[-1].outcome
    seen = [look for look in visits if look.outcome == "seen"]
    if not seen or (as_of - seen[-1].at.date()).days > SIGHT_DAYS:
        return "unseen"
    if len(seen) >= 2 and seen[-1].listed == seen[-2].listed == 0:
        return "empty"
    if column.interval is None and column.deadline is None:
        return "unwatched"
    return _timed(column, seen, as_of)


def _timed(column: Column, seen: Sequence[Look], as_of: date) -> str:
    newest = seen[-1].newest
    if newest is None:
        return "fresh"
    if column.interval is not None:
        limit = newest + timedelta(days=column.interval)
        ahead = SHORT_DUE if column.interval <= SHORT_INTERVAL else LONG_DUE
    else:
        limit, ahead = _deadline(column, newest, as_of), LONG_DUE
    after = [look.at for look in seen if look.at >= day_end(limit) and look.newest == newest]
    if after and after[-1] - after[0] >= PROOF:
        return "stale"
    return "due" if as_of > limit - timedelta(days=ahead) else "fresh"


def _deadline(column: Column, newest: date, as_of: date) -> date:
    """The yearly deadline still owed: last year's if nothing came since, else the next unserved one."""
    month, day = map(int, (column.deadline or "12-31").split("-"))
    return date(max(newest.year + 1, as_of.year - 1), month, day)
