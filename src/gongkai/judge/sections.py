"""The findings of one section, day by day: opened when first provable, kept while we are blind, closed when
the fault is seen to be gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from gongkai.base.findings import CloseReason, Found
from gongkai.base.states import Removal, SectionHistory, VisitSeen
from gongkai.base.times import china_day, end_text
from gongkai.base.values import Section
from gongkai.judge.memory import Memory, Opened
from gongkai.judge.rules import SECTION_RULES
from gongkai.judge.rules.section import Holds, SectionRule
from gongkai.judge.settings import Judging
from gongkai.judge.track import anything_proved, forget, in_order, take


@dataclass(slots=True)
class SectionJudge:
    """Judges one section, from what is remembered of it on. `closed` gathers what was closed on the way."""

    section: Section
    judging: Judging
    memory: Memory = field(default_factory=Memory)
    closed: list[Found] = field(default_factory=list)

    def feed(self, visits: Iterable[VisitSeen], removals: Sequence[Removal] = ()) -> None:
        """Take in the visits of whole days, after those taken in before."""
        gone = sorted(removals, key=lambda removal: removal.at)
        for day, of_day in groupby(in_order(tuple(visits)), key=lambda visit: china_day(visit.finished)):
            for visit in of_day:
                gone = self._forget(gone, visit.started)
                take(self.memory, self.section, visit, self.judging.states)
            gone = self._forget(gone, end_text(day))
            self._evaluate(day)
        for removal in gone:
            forget(self.memory, removal.day)

    def _forget(self, gone: list[Removal], before: str) -> list[Removal]:
        """Take in what was removed before a moment; what was removed later."""
        for removal in gone:
            if removal.at < before:
                forget(self.memory, removal.day)
        return [removal for removal in gone if removal.at >= before]

    def retire(self) -> None:
        """Close what is open where the section is watched no longer."""
        if self.section.retired_at is None:
            return
        day = china_day(self.section.retired_at).isoformat()
        for rule in list(self.memory.open):
            self._close(rule, day, "retired")

    def found(self) -> Iterator[Found]:
        """What was closed since the judge was made, and what is open."""
        yield from self.closed
        for rule, opened in self.memory.open.items():
            yield self._found(rule, opened)

    def _evaluate(self, day: date) -> None:
        if self.memory.trouble is not None or not (self.memory.open or anything_proved(self.memory)):
            return
        for rule in SECTION_RULES:
            if rule.ID in self.judging.rules and rule.applies(self.section):
                self._settle(rule, day)

    def _settle(self, rule: SectionRule, day: date) -> None:
        known = self.memory.open.get(rule.ID)
        if known is not None and rule.moved_on(self.memory, known.newest):
            self._close(rule.ID, day.isoformat(), "rectified")
        standing = rule.look(self.memory, self.section, day)
        if isinstance(standing, Holds):
            self._hold(rule.ID, standing, day.isoformat())
        elif standing == "over" and rule.ID in self.memory.open:
            self._close(rule.ID, day.isoformat(), "rectified")

    def _hold(self, rule: str, holds: Holds, day: str) -> None:
        known = self.memory.open.get(rule)
        if known is None:
            before = self.memory.closed.get(rule)
            since = max(holds.since, holds.began) if holds.back else holds.since
            known = Opened(since, holds.newest, day, day, "", {}, repeats=before is not None)
            self.memory.open[rule] = known
        known.last_confirmed = day
        known.statement = holds.statement
        if known.since < holds.since:
            known.statement += (
                f"自 {known.since} 起一直超期：标注 {holds.newest} 的内容出现时，其时限也已届满。"
            )
        sights = holds.proof
        known.evidence = {
            "dates": [{"what": what, "value": value} for what, value in holds.dates],
            "visits": [sight[0] for sight in sights],
            "captures": sorted({sight[2] for sight in sights if sight[2] is not None}),
        }

    def _close(self, rule: str, day: str, reason: CloseReason) -> None:
        opened = self.memory.open.pop(rule)
        self.memory.closed[rule] = day
        self.closed.append(self._found(rule, opened, day, reason))

    def _found(
        self, rule: str, opened: Opened, closed: str | None = None, reason: CloseReason | None = None
    ) -> Found:
        setting = self.judging.rules[rule]
        section = self.section
        return Found(
            rule=rule,
            subject=section.id,
            since=opened.since,
            opened=opened.opened,
            last_confirmed=opened.last_confirmed,
            severity=setting.severity,
            statement=opened.statement,
            basis=_basis(section, rule, setting.basis),
            closed=closed,
            close_reason=reason,
            site=section.site,
            unit=section.unit,
            section=section.id,
            repeats=opened.repeats,
            params=self._params(rule),
            evidence=opened.evidence,
        )

    def _params(self, rule: str) -> dict[str, object]:
        own: dict[str, dict[str, object]] = {
            "stale-section": {"interval_days": self.section.interval_days},
            "deadline-missed": {"deadline": self.section.deadline},
        }
        states = self.judging.states
        return self.judging.params(rule) | own.get(rule, {}) | {"proof_hours": states.proof_hours}


def judge_section(history: SectionHistory, judging: Judging) -> SectionJudge:
    """A judge that has seen the whole history of a section."""
    judge = SectionJudge(history.section, judging)
    judge.feed(history.visits, history.removals)
    judge.retire()
    return judge


def _basis(section: Section, rule: str, own: str) -> str:
    """Where a limit comes from is said with the section; the rule's own text stands for the others."""
    return section.basis or own if rule in ("stale-section", "deadline-missed") else own
