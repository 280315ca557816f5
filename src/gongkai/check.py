"""A check (检查): judging the archive as of a day. Reads the archive, asks the judge, and may keep what was
found.

From one day to the next only what is new is read: of each section the judge's memory as of the last day
that is over is kept, and of items how far they were looked through. Whatever judging depends on beside the
visits (rules, calendar, configuration of the section, readings) has a fingerprint; with another one a
section is judged from its first visit.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai.archive import Archive, FindingQuery, Judgement, Progress, Remembered, Spans
from gongkai.base.findings import Found
from gongkai.base.states import SectionState
from gongkai.base.times import end_text
from gongkai.base.values import Section
from gongkai.judge import (
    Cell,
    Judging,
    RuleSetting,
    SectionJudge,
    StateRules,
    judge_item,
    judge_sites,
    matrix,
)
from gongkai.judge.limits import DueRules
from gongkai.judge.memory import Memory, read, written
from gongkai.judge.sites import counted
from gongkai.judge.state import told_state

if TYPE_CHECKING:
    from gongkai.base.states import SectionHistory
    from gongkai.config import Config, Rules

LONG_DAYS = 100_000
"""Longer than any delay."""

JUDGE = "judge/1"
"""Another number wherever the same archive, day and rules give other findings."""


@dataclass(frozen=True, slots=True)
class Check:
    """Every section's state as of a day, the cells of units and categories, and what was found by then."""

    as_of: date
    states: tuple[SectionState, ...]
    cells: dict[tuple[str, str], Cell]
    found: tuple[Found, ...] = ()


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Without looking for cycles: of the values made here none is in one, and looking costs a quarter."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_collecting_nothing()
def check_archive(
    archive: Archive, as_of: date, rules: StateRules, *, as_known: bool = False, unit: str | None = None
) -> Check:
    """The states of all active sections as of the end of a China day. `as_known` uses the readings held then;
    with `unit` its sections alone are looked at."""
    judging = Judging(states=rules, rules={})
    sections = _sections(archive, unit, only_active=True)
    marks = _marks(archive, sections, judging)
    known = {} if as_known else _usable(archive.remembered(), as_of, marks, tallies_only=True)
    judges = [
        _judge(history, judging, known.get(history.section.id), as_of).judge
        for history in archive.histories(as_of, of=sections, as_known=as_known, after=_days(known))
    ]
    return _check(archive, as_of, rules, judges)


@_collecting_nothing()
def find_archive(
    archive: Archive, as_of: date, judging: Judging, *, as_known: bool = False, unit: str | None = None
) -> Check:
    """The same with everything found by then, judged from the first visit on; nothing is kept."""
    judges = [
        _judge(history, judging, None, as_of).judge
        for history in archive.histories(as_of, of=_sections(archive, unit), as_known=as_known)
    ]
    suspects = archive.suspects(as_of, _spans(judging), unit=unit)
    of_items = _found_of_items(archive, as_of, judging, suspects, as_known=as_known)
    of_sections = [found for judge in judges for found in judge.found()]
    of_sites = [] if unit else list(judge_sites(of_sections, _by_id(judges), judging))
    found = (*counted(of_sections, _by_id(judges), judging), *of_sites, *of_items)
    active = [judge for judge in judges if judge.section.active]
    return replace(_check(archive, as_of, judging.states, active), found=found)


@_collecting_nothing()
def judge_archive(archive: Archive, as_of: date, judging: Judging, at: str) -> Check:
    """Judge as of a day and keep what is found; `at` is now (UTC). A day before one that was kept already is
    judged and not kept: what is known of later days stands."""
    sections = archive.sections()
    marks = _marks(archive, sections, judging)
    remembered = archive.remembered()
    if any(one.day >= as_of.isoformat() for one in remembered.values()):
        return find_archive(archive, as_of, judging)
    known = _usable(remembered, as_of, marks)
    judged = [
        _judge(history, judging, known.get(history.section.id), as_of, marks[history.section.id])
        for history in archive.histories(as_of, of=sections, after=_days(known))
    ]
    items = _Items(archive, as_of, judging)
    found = (*_found_of_sections(archive, judged, judging), *items.found())
    archive.keep_judgement(
        Judgement(
            day=as_of,
            found=found,
            anew=_anew(judged) | items.subjects | {section.site for section in sections},
            gone_on=frozenset(one.judge.section.id for one in judged if not one.anew),
            all_items=items.anew,
            remembered=[one.remembered for one in judged if one.remembered],
            progress=items.progress,
        ),
        at,
    )
    active = [one.judge for one in judged if one.judge.section.active]
    check = replace(_check(archive, as_of, judging.states, active), found=found)
    archive.put_states(check.states)
    return check


# --- sections -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a section as of the end of a day."""

    day: date
    memory: Memory


@dataclass(frozen=True, slots=True)
class _Judged:
    """A judge that has seen everything, what is to be remembered of it, and whether it began anew."""

    judge: SectionJudge
    remembered: Remembered | None
    anew: bool


def _judge(
    history: SectionHistory, judging: Judging, known: Known | None, as_of: date, mark: str = ""
) -> _Judged:
    """Judge a section on from what is known of it. What is remembered is as of the last day that is over: the
    visits of the day itself are taken in again as long as it lasts. `mark` is kept with it."""
    judge = SectionJudge(history.section, judging, known.memory if known else Memory())
    over = as_of - timedelta(days=1)
    cutoff = end_text(over)
    past = [visit for visit in history.visits if visit.finished < cutoff]
    gone = [removal for removal in history.removals if removal.at < cutoff]
    remembered = None
    if past or gone or known is None:
        judge.feed(past, gone)
        remembered = Remembered(history.section.id, over.isoformat(), mark, written(judge.memory))
    judge.feed(history.visits[len(past) :], history.removals[len(gone) :])
    judge.retire()
    return _Judged(judge, remembered, anew=known is None)


def _found_of_sections(archive: Archive, judged: list[_Judged], judging: Judging) -> Iterator[Found]:
    """What is found of sections, and of sites by what was found of sections before as well."""
    closed = [one.found for one in archive.findings(FindingQuery(of="sections", status="closed"))]
    exempted = {one.key: one for one in closed if one.close_reason == "exempted"}
    of_sections = [exempted.get(found.key, found) for one in judged for found in one.judge.found()]
    anew = _anew(judged)
    before = [one for one in closed if one.section not in anew]
    sections = _by_id(one.judge for one in judged)
    yield from counted(of_sections, sections, judging)
    yield from judge_sites([*before, *of_sections], sections, judging)


def _anew(judged: list[_Judged]) -> frozenset[str]:
    return frozenset(one.judge.section.id for one in judged if one.anew)


def _sections(archive: Archive, unit: str | None, *, only_active: bool = False) -> list[Section]:
    return [
        section
        for section in archive.sections()
        if (unit is None or section.unit == unit) and (section.active or not only_active)
    ]


def _usable(
    remembered: Mapping[str, Remembered], as_of: date, marks: Mapping[str, str], *, tallies_only: bool = False
) -> Mapping[str, Known]:
    """What is remembered, as far as it still holds: by section. `tallies_only`: no finding is asked for, so
    the rules may be others."""
    usable = {}
    for name, one in remembered.items():
        kept, mark = one.fingerprint, marks.get(name, "")
        if tallies_only:
            kept, mark = kept.partition("/")[0], mark.partition("/")[0]
        if one.day < as_of.isoformat() and kept == mark:
            with suppress(ValueError):  # what cannot be read is remembered anew
                usable[name] = Known(date.fromisoformat(one.day), read(one.memory))
    return usable


def _marks(archive: Archive, sections: Iterable[Section], judging: Judging) -> Mapping[str, str]:
    """Of all that a section's findings depend on beside its visits: of what they come to in the tallies, and
    of what the rules make of that."""
    states = _hash(JUDGE, asdict(judging.states))
    rules = _hash([(name, asdict(rule)) for name, rule in sorted(judging.rules.items())])
    reread = archive.reread_sections()
    marks = {}
    for section in sections:
        tallies = states, section.interval_days, section.deadline, reread.get(section.id)
        whose = section.unit, section.site, section.basis, section.obliged, section.may_be_empty
        marks[section.id] = f"{_hash(tallies)}/{_hash(rules, whose)}"
    return marks


def _days(known: Mapping[str, Known]) -> Mapping[str, date]:
    return {name: one.day for name, one in known.items()}


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _by_id(judges: Iterable[SectionJudge]) -> Mapping[str, Section]:
    return {judge.section.id: judge.section for judge in judges}


def _check(archive: Archive, as_of: date, rules: StateRules, judges: Iterable[SectionJudge]) -> Check:
    states = tuple(told_state(judge.memory, judge.section, as_of, rules) for judge in judges)
    cells = {(state.unit, state.category) for state in states if state.category is not None}
    return Check(as_of, states, matrix(states, archive.category_newest(as_of, cells), as_of))


# --- items ----------------------------------------------------------------------------------------


class _Items:
    """The items to be judged: all of them, or those to which something happened since the last check."""

    def __init__(self, archive: Archive, as_of: date, judging: Judging) -> None:
        self.archive, self.as_of, self.judging = archive, as_of, judging
        rules = [(name, asdict(setting)) for name, setting in sorted(judging.rules.items())]
        calendar = sorted(judging.calendar.years), sorted(judging.calendar.days.items())
        told = JUDGE, rules, calendar, judging.first_day_counts, judging.batch_items, archive.readings_mark()
        self.progress = Progress(_hash(told), archive.marks(as_of))
        known = archive.progress()
        self.anew = known is None or known.fingerprint != self.progress.fingerprint
        since = None if self.anew or known is None else known.marks
        self._numbers = archive.suspects(as_of, _spans(judging), since=since)
        self.subjects: frozenset[str] = frozenset()

    def found(self) -> list[Found]:
        """Everything found of them; `subjects` are then the uids of those that were judged."""
        found: list[Found] = []
        uids: list[str] = []
        for item in self.archive.item_facts(self._numbers, self.as_of, _spans(self.judging)):
            uids.append(item.uid)
            found += judge_item(item, self.judging)
        self.subjects = frozenset(uids)
        return found


def _found_of_items(
    archive: Archive, as_of: date, judging: Judging, numbers: list[int], *, as_known: bool
) -> list[Found]:
    facts = archive.item_facts(numbers, as_of, _spans(judging), as_known=as_known)
    return [found for item in facts for found in judge_item(item, judging)]


def _spans(judging: Judging) -> Spans:
    """What the archive need not hand out. So many working days are at least as many days."""
    late, backdated = judging.rules.get("late-item"), judging.rules.get("backdated-item")
    return Spans(
        late_days=int(late.params["working_days"]) if late else LONG_DAYS,
        old_days=int(backdated.params["backdate_days"]) if backdated else LONG_DAYS,
    )


def state_rules(rules: Rules) -> StateRules:
    """The thresholds of states from the configuration."""
    due = DueRules(rules.due_days_short, rules.due_days_long, rules.deadline_due_days)
    return StateRules(rules.sight_days, rules.proof_hours, rules.hold_days, due)


def judging(config: Config) -> Judging:
    """All that findings depend on, from the configuration."""
    from gongkai.config.holidays import calendar_of  # noqa: PLC0415  # where none is read, pages do without

    rules = config.rules
    return Judging(
        states=state_rules(rules),
        rules={
            name: RuleSetting(rule.severity, rule.basis, rule.params) for name, rule in rules.active.items()
        },
        first_day_counts=rules.first_day_counts,
        batch_items=rules.batch_items,
        calendar=calendar_of(config.calendar),
    )
