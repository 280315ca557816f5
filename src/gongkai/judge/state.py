"""The state of one section as of a day.

The first that applies: failed, blocked, broken → unseen → empty → unwatched → stale → due → fresh.
Stale needs proof: the limit has passed, and two understood visits after it, some hours apart and one of
them unconditional, show nothing newer. Past its limit but without that proof a section is only due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from gongkai.base.states import OURS, SectionHistory, SectionState, State, VisitSeen
from gongkai.base.times import china_day, day_end, parse_utc
from gongkai.base.values import Section
from gongkai.judge import wording
from gongkai.judge.limits import DueRules, Limit, binding_limit

_TROUBLE: dict[str, State] = {"failed": "failed", "blocked": "blocked", "broken": "broken"}


@dataclass(frozen=True, slots=True)
class StateRules:
    """Thresholds of `config/rules.toml`. A section not understood for more than `sight_days` is unseen;
    the two visits that prove staleness lie at least `proof_hours` apart."""

    sight_days: int = 3
    proof_hours: int = 6
    due: DueRules = field(default_factory=DueRules)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the ladder of states found, before it is put into words."""

    state: State
    since: date | None
    visits: tuple[VisitSeen, ...] = ()
    limit: Limit | None = None


def section_state(history: SectionHistory, as_of: date, rules: StateRules) -> SectionState:
    """The state of a section as of the end of a China day.

    `history` holds the finished visits before 24:00 of that day, oldest first; later ones would be read
    as if they had happened, so the caller leaves them out.
    """
    understood = tuple(v for v in history.visits if v.understood)
    found = _trouble(history.visits) or _in_sight(history.section, understood, as_of, rules)
    held = None
    if found.state in OURS and understood:
        held = _in_sight(history.section, understood, china_day(understood[-1].started), rules)
    return _told(history, found, held, as_of)


def proving_visits(understood: Iterable[VisitSeen], limit: Limit, proof_hours: int) -> tuple[VisitSeen, ...]:
    """Two understood visits after the limit, `proof_hours` apart, at least one unconditional, that show
    nothing newer; empty if there are none."""
    over = day_end(limit.last_day)
    after = [v for v in understood if parse_utc(v.started) >= over and v.shown <= limit.newest]
    return _apart(after, proof_hours)


def _apart(after: Sequence[VisitSeen], proof_hours: int) -> tuple[VisitSeen, ...]:
    """Two of the visits, `proof_hours` apart and at least one of them unconditional; empty if there are
    none."""
    apart = timedelta(hours=proof_hours)
    for visit in after:
        for other in (after[-1], after[0]):  # if any partner is far enough away, one of the ends is
            far = abs(parse_utc(other.started) - parse_utc(visit.started)) >= apart
            if far and not visit.conditional:
                return tuple(sorted((visit, other), key=lambda v: v.started))
    return ()


def _trouble(visits: Sequence[VisitSeen]) -> _Found | None:
    """Our trouble, when the latest visit failed, was blocked or was not understood."""
    streak = _tail(visits, lambda v: v.outcome in _TROUBLE)
    if not streak:
        return None
    return _Found(_TROUBLE[streak[-1].outcome], china_day(streak[0].started), streak)


def _in_sight(section: Section, understood: tuple[VisitSeen, ...], as_of: date, rules: StateRules) -> _Found:
    """What the understood visits alone say."""
    if not understood:
        return _Found("unseen", None)
    last = understood[-1]
    blind_from = china_day(last.started) + timedelta(days=rules.sight_days + 1)
    if as_of >= blind_from:
        return _Found("unseen", blind_from, (last,))
    bare = _tail(understood, lambda v: v.listed == 0)
    if _is_empty(bare, understood, rules):
        return _Found("empty", china_day(bare[0].started), bare)
    if section.interval_days is None and section.deadline is None:
        return _Found("unwatched", None, (last,))
    return _timed(section, understood, as_of, rules)


def _is_empty(bare: Sequence[VisitSeen], understood: Sequence[VisitSeen], rules: StateRules) -> bool:
    """Two understood visits without a row. Of a column that had rows they must be as far apart as those
    that prove staleness: of two servers one may be bare."""
    if len(bare) == len(understood):
        return len(bare) >= 2
    return bool(_apart(bare, rules.proof_hours))


def _timed(section: Section, understood: tuple[VisitSeen, ...], as_of: date, rules: StateRules) -> _Found:
    """Stale, due or fresh by the limit that binds."""
    last = understood[-1]
    fresh_since = date.fromisoformat(last.newest[:10]) if last.newest else None
    limit = binding_limit(section, last, rules.due)
    if limit is None:  # rows, but no date on any of them: nothing can be said by a limit
        return _Found("unwatched", None, (last,))
    proof = proving_visits(understood, limit, rules.proof_hours) if as_of > limit.last_day else ()
    if proof:
        return _Found("stale", limit.last_day + timedelta(days=1), proof, limit)
    if as_of >= limit.warn_from:
        return _Found("due", limit.warn_from, (last,), limit)
    return _Found("fresh", fresh_since, (last,), limit)


def _tail(visits: Sequence[VisitSeen], holds: Callable[[VisitSeen], bool]) -> tuple[VisitSeen, ...]:
    """The unbroken run of visits at the end for which `holds` is true."""
    start = len(visits)
    while start and holds(visits[start - 1]):
        start -= 1
    return tuple(visits[start:])


def _told(history: SectionHistory, found: _Found, held: _Found | None, as_of: date) -> SectionState:
    section = history.section
    last = next((v for v in reversed(history.visits) if v.understood), None)
    newest = last.newest if last else None
    days = (as_of - date.fromisoformat(newest[:10])).days if newest else None
    since = found.since.isoformat() if found.since else None
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
        reason=found.visits[-1].reason if found.state in _TROUBLE else "",
        statement=wording.statement(section, found.state, since, newest, days, found.limit, as_of),
        basis=section.basis,
        visits=tuple(v.id for v in found.visits),
    )
