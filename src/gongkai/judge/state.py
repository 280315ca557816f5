"""The state of one section as of a day, from what is remembered of its visits.

The first that applies: failed, blocked, broken → unseen → empty → unwatched → stale → due → fresh.
Stale needs proof: the limit has passed, and two understood visits after it, some hours apart and one of
them unconditional, show nothing newer. Past its limit but without that proof a section is only due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from gongkai.base.states import OURS, SectionHistory, SectionState, State, VisitSeen
from gongkai.base.times import china_day
from gongkai.base.values import Section
from gongkai.judge import wording
from gongkai.judge.limits import Limit, limits
from gongkai.judge.memory import Memory
from gongkai.judge.settings import StateRules
from gongkai.judge.track import in_order, sight_days, take

COVERAGE_DAYS = 30
"""Days over which it is told how often a section was really seen."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the ladder of states found, before it is put into words."""

    state: State
    since: date | None
    visits: tuple[int, ...] = ()
    limit: Limit | None = None


def section_state(history: SectionHistory, as_of: date, rules: StateRules) -> SectionState:
    """The state of a section as of the end of a China day.

    `history` holds the finished visits before 24:00 of that day; later ones would be read as if they had
    happened, so the caller leaves them out.
    """
    memory = Memory()
    for visit in in_order(history.visits):
        take(memory, history.section, visit, rules)
    return told_state(memory, history.section, as_of, rules)


def told_state(memory: Memory, section: Section, as_of: date, rules: StateRules) -> SectionState:
    """The state that the remembered visits, all of them before 24:00 of the day, come to."""
    found = _trouble(memory) or _in_sight(memory, section, as_of, rules)
    held = None
    if found.state in OURS and memory.last:
        held = _in_sight(memory, section, china_day(memory.last.started), rules)
    return _told(memory, section, found, held, as_of, rules)


def _trouble(memory: Memory) -> _Found | None:
    """Our trouble, when the latest visit failed, was blocked or was not understood."""
    trouble = memory.trouble
    if trouble is None:
        return None
    visits = tuple(dict.fromkeys((trouble.first, trouble.last)))
    return _Found(cast("State", trouble.state), date.fromisoformat(trouble.since), visits)


def _in_sight(memory: Memory, section: Section, as_of: date, rules: StateRules) -> _Found:
    """What the understood visits alone say."""
    last = memory.last
    if last is None:
        return _Found("unseen", None)
    blind_from = china_day(last.started) + timedelta(days=rules.sight_days + 1)
    if as_of >= blind_from:
        return _Found("unseen", blind_from, (last.id,))
    bare = memory.bare
    if bare is not None and bare.proof is not None:
        return _Found("empty", date.fromisoformat(bare.since), tuple(sight[0] for sight in bare.proof))
    if section.interval_days is None and section.deadline is None:
        return _Found("unwatched", None, (last.id,))
    return _timed(memory, section, last, as_of, rules)


def _timed(memory: Memory, section: Section, last: VisitSeen, as_of: date, rules: StateRules) -> _Found:
    """Stale, due or fresh by the limit that binds: one that is proved to have passed, else the earliest."""
    known = list(limits(section, last, rules.due))
    if not known:  # rows, but no date on any of them: nothing can be said by a limit
        return _Found("unwatched", None, (last.id,))
    proved = [limit for limit in known if limit.last_day < as_of and memory.timed[limit.by].proof]
    limit = min(proved or known, key=lambda limit: limit.last_day)
    if proved:
        proof = memory.timed[limit.by].proof or ()
        since = limit.last_day + timedelta(days=1)
        return _Found("stale", since, tuple(sight[0] for sight in proof), limit)
    if as_of >= limit.warn_from:
        return _Found("due", limit.warn_from, (last.id,), limit)
    fresh_since = date.fromisoformat(last.newest[:10]) if last.newest else None
    return _Found("fresh", fresh_since, (last.id,), limit)


def _told(
    memory: Memory, section: Section, found: _Found, held: _Found | None, as_of: date, rules: StateRules
) -> SectionState:
    last = memory.last
    newest = last.newest if last else None
    days = (as_of - date.fromisoformat(newest[:10])).days if newest else None
    since = found.since.isoformat() if found.since else None
    seen, could = sight_days(memory, as_of, COVERAGE_DAYS)
    return SectionState(
        section=section.id,
        unit=section.unit,
        category=section.category,
        state=found.state,
        since=since,
        as_of=as_of.isoformat(),
        newest=newest,
        days=days,
        limit=found.limit.last_day.isoformat() if found.limit else None,
        understood_state=held.state if held else None,
        understood_day=china_day(last.started).isoformat() if held and last else None,
        reason=memory.trouble.reason if memory.trouble else "",
        statement=wording.statement(section, found.state, since, newest, days, found.limit, as_of),
        basis=section.basis,
        visits=found.visits,
        seen_days=seen,
        of_days=could,
    )
