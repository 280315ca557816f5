"""When a section is to be looked at: its rhythm, its deadlines, its turn for a full walk. Pure.

A section is visited four times as often as it changes, within bounds. Around the day by which it must have
published it is visited as often as judging needs: the day before, and after it twice, `proof_hours` apart,
without a condition. Once in `full_walk_days` its list is walked whole, each section on a day of its own.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gongkai.archive import SectionPast
from gongkai.base.times import day_end, parse_utc
from gongkai.base.values import Section

LOOKS_PER_CHANGE = 4
"""Visits for each change: what is new is then seen after an eighth of the usual gap, on average."""

SECOND_LOOK_HOURS = 6.0
"""After a visit that is believed only when another one shows the same (`archive.removals.HOURS_APART`)."""

RETRY_HOURS, RETRY_HOURS_MOST = 4.0, 20.0
"""After a visit that came to nothing, doubled for each further one; every nightly crawl tries again."""

DAY_BEFORE = timedelta(hours=24)
NIGHTLY_HOURS = 20.0
SLACK_HOURS = 4.0
"""Visits fall due a little early, so that a nightly crawl that starts early misses none."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Bounds of the hours between two visits to a section, and those between two that prove it late."""

    least_hours: float = 6.0
    most_hours: float = 48.0
    proof_hours: float = 6.0


@dataclass(frozen=True, slots=True)
class DueSection:
    """A section that is due. `overdue` is the time since the last visit in rhythms, infinite before the
    first; `deadline`: the visit is to be made without a condition, for judging."""

    section: Section
    overdue: float
    deadline: bool = False


def due_sections(
    sections: Iterable[Section],
    pasts: Mapping[str, SectionPast],
    now: datetime,
    rhythm: Rhythm,
    *,
    everything: bool = False,
    at_once: Collection[str] = (),
) -> list[DueSection]:
    """The sections to be visited now, the most overdue first: never visited ones, then by how many of
    their own rhythms have passed. `everything`: also those that are not due; `at_once` names some such."""
    looked = [_look(section, pasts.get(section.id), now, rhythm) for section in sections]
    due = [one for one, is_due in looked if is_due or everything or one.section.id in at_once]
    return sorted(due, key=lambda one: -one.overdue)


def full_walk_due(section: str, last_full: str | None, today: date, days: int) -> bool:
    """Whether the list is to be walked whole. Each section has its own day in every `days`, told by its
    name, so that full walks spread over the month; a day that was missed is made up for."""
    if last_full is None:
        return True
    turn = zlib.crc32(section.encode()) % days
    last = (parse_utc(last_full) + timedelta(hours=8)).date()
    return (today.toordinal() + turn) // days > (last.toordinal() + turn) // days


def rhythm_hours(past: SectionPast, rhythm: Rhythm) -> float:
    """The hours between visits that the section's changes suggest, within the bounds."""
    if past.since is None or past.last is None:
        return rhythm.least_hours
    watched = (parse_utc(past.last) - parse_utc(past.since)).total_seconds() / 3600
    gap = watched / (past.changes + 1)
    return min(max(gap / LOOKS_PER_CHANGE, rhythm.least_hours), rhythm.most_hours)


def _look(
    section: Section, past: SectionPast | None, now: datetime, rhythm: Rhythm
) -> tuple[DueSection, bool]:
    if past is None or past.last is None or past.anew:
        return DueSection(section, math.inf), True
    last = parse_utc(past.last)
    hours, slack, deadline = _interval(past, last, now, rhythm)
    waited = (now - last).total_seconds() / 3600
    return DueSection(section, waited / max(hours, 0.01), deadline), waited >= hours - slack


def _interval(past: SectionPast, last: datetime, now: datetime, rhythm: Rhythm) -> tuple[float, float, bool]:
    """Hours from the last visit to the next, by how many it may be early, and whether a deadline says so."""
    if past.unfinished:
        return 0.0, 0.0, False
    if past.troubles:
        hours = min(RETRY_HOURS * 2.0 ** (past.troubles - 1), RETRY_HOURS_MOST, rhythm.most_hours)
        return hours, min(SLACK_HOURS, hours / 4), False
    usual = rhythm_hours(past, rhythm)
    if past.unsettled:
        usual = min(usual, SECOND_LOOK_HOURS)
    limit = _deadline_hours(past, last, now, rhythm)
    if limit is not None:
        return min(usual, limit), 0.0, True
    return usual, min(SLACK_HOURS, usual / 4), False


def _deadline_hours(past: SectionPast, last: datetime, now: datetime, rhythm: Rhythm) -> float | None:
    """Hours to the next visit that judging needs, while the day that binds is near and nothing is proven."""
    if past.in_time_until is None or past.state not in ("fresh", "due"):
        return None
    over = day_end(date.fromisoformat(past.in_time_until))
    if now < over - DAY_BEFORE:
        return None
    if now < over:
        return NIGHTLY_HOURS - SLACK_HOURS
    return rhythm.proof_hours if last >= over else 0.0
