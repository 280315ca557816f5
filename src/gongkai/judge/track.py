"""One visit after another: what the judge remembers of a section (`memory`) brought up to date.

Nothing here decides: which two visits could prove a limit passed or a list empty is remembered, and the rules
and the ladder of states read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from gongkai.base.states import VisitSeen
from gongkai.base.times import china_day, parse_utc, utc_text
from gongkai.base.values import Section
from gongkai.judge.limits import limits
from gongkai.judge.memory import Bare, Memory, Pair, Sight, Timed, Trouble
from gongkai.judge.settings import StateRules

TROUBLES = frozenset(("failed", "blocked", "broken"))
SEEN_DAYS = 400
"""Days of sight that are remembered: a year, and what a report on it looks back to."""
_ALL_DAYS = (1 << SEEN_DAYS) - 1


def take(memory: Memory, section: Section, visit: VisitSeen, rules: StateRules) -> None:
    """Take in the next visit. Visits come in the order in which they began."""
    if visit.outcome in TROUBLES:
        _take_trouble(memory, visit)
    elif visit.understood:
        memory.trouble = None
        _take_sight(memory, section, visit, rules)


def forget(memory: Memory, day: str) -> None:
    """What the list once showed of that day was removed: it holds nothing back any longer."""
    memory.recent = [(at, shown) for at, shown in memory.recent if shown != day]
    newest = memory.recent[0][1] if memory.recent else ""
    for timed in memory.timed.values():
        if newest <= timed.newest and timed.proof is None:
            timed.sure = replace(timed.all)


def anything_proved(memory: Memory) -> bool:
    """Whether two visits prove a limit passed, or the list empty."""
    if memory.bare is not None and memory.bare.proof is not None:
        return True
    return any(timed.proof is not None for timed in memory.timed.values())


def sight_days(memory: Memory, as_of: date, days: int) -> tuple[int, int]:
    """On how many of so many days up to `as_of` the section was understood, and of how many it could have
    been: those since its first visit."""
    if memory.first_day is None:
        return 0, 0
    could = min(days, (as_of - date.fromisoformat(memory.first_day)).days + 1)
    if memory.seen_to is None:
        return 0, could
    behind = (as_of - date.fromisoformat(memory.seen_to)).days
    return ((memory.seen << behind) & ((1 << days) - 1)).bit_count(), could


def _take_trouble(memory: Memory, visit: VisitSeen) -> None:
    day = china_day(visit.started).isoformat()
    memory.first_day = memory.first_day or day
    known = memory.trouble
    memory.trouble = Trouble(
        state=visit.outcome,
        since=known.since if known else day,
        reason=visit.reason,
        first=known.first if known else visit.id,
        last=visit.id,
    )


def _take_sight(memory: Memory, section: Section, visit: VisitSeen, rules: StateRules) -> None:
    day = china_day(visit.started)
    before, memory.last = memory.last, visit
    text = _mark_seen(memory, day)
    newer_once = _held(memory, visit, rules.hold_days)
    _take_bare(memory, visit, day, rules.proof_hours)
    if before is None or before.shown != visit.shown or before.years != visit.years:
        memory.timed = _timed(memory, section, visit, before, rules)
    for timed in memory.timed.values():
        if timed.proof is None and text > timed.last_day:
            _add(timed.all, visit, rules.proof_hours)
            if newer_once <= timed.newest:
                _add(timed.sure, visit, rules.proof_hours)


def _timed(
    memory: Memory, section: Section, visit: VisitSeen, before: VisitSeen | None, rules: StateRules
) -> dict[str, Timed]:
    """The limits that hold after a visit; one that is the same as before goes on."""
    found: dict[str, Timed] = {}
    for limit in limits(section, visit, rules.due):
        last_day = limit.last_day.isoformat()
        known = memory.timed.get(limit.by)
        if known is None or (known.last_day, known.newest) != (last_day, limit.newest):
            known = Timed(last_day, limit.newest, china_day(visit.started).isoformat())
            if before is not None:
                known.back = before.shown > visit.shown
                known.before = china_day(before.started).isoformat()
        found[limit.by] = known
    return found


def _mark_seen(memory: Memory, day: date) -> str:
    """Note that it was seen on a day; that day as text."""
    text = day.isoformat()
    if text != memory.seen_to:
        memory.first_day = memory.first_day or text
        since = date.fromisoformat(memory.seen_to) if memory.seen_to else day
        memory.seen = ((memory.seen << max(0, (day - since).days)) | 1) & _ALL_DAYS
        memory.seen_to = max(text, memory.seen_to or text)
    return text


def _held(memory: Memory, visit: VisitSeen, hold_days: int) -> str:
    """The latest day that the list showed in the days before this visit, or shows: one that it showed and
    shows no longer may have come from the other of two servers, or have been taken back by a cache."""
    now = (visit.newest or "")[:10]
    newer = [(at, shown) for at, shown in memory.recent if shown > now]
    if newer:
        since = utc_text(parse_utc(visit.started) - timedelta(days=hold_days))
        newer = [(at, shown) for at, shown in newer if at >= since]
    memory.recent = [*newer, (visit.started, now)]
    return memory.recent[0][1]


def _take_bare(memory: Memory, visit: VisitSeen, day: date, proof_hours: int) -> None:
    """A list without rows; of one that had rows two visits must be as far apart as those that prove
    staleness: of two servers one may be bare."""
    if visit.listed:
        memory.bare, memory.had_rows = None, True
        return
    bare = memory.bare = memory.bare or Bare(day.isoformat())
    if bare.proof is None:
        _add(bare.pair, visit, proof_hours if memory.had_rows else 0, any_two=not memory.had_rows)


def _add(pair: Pair, visit: VisitSeen, hours: int, *, any_two: bool = False) -> None:
    """One more visit that could be one of two: hours apart, and one of them unconditional, or `any_two`."""
    now = visit.id, visit.started, visit.capture
    other = pair.first_plain if visit.conditional and not any_two else pair.first
    if pair.proof is None and other is not None and _apart(other, visit, hours):
        pair.proof = other, now
    pair.first = pair.first or now
    if pair.first_plain is None and not visit.conditional:
        pair.first_plain = now


def _apart(other: Sight, visit: VisitSeen, proof_hours: int) -> bool:
    return parse_utc(visit.started) - parse_utc(other[1]) >= timedelta(hours=proof_hours)


def in_order(visits: Sequence[VisitSeen]) -> list[VisitSeen]:
    """Visits as they began; those of one second by their number."""
    return sorted(visits, key=lambda visit: (visit.started, visit.id))
