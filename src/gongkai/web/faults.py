"""Findings as lists of them show them: one row each, in the words that people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.archive import FindingQuery
from gongkai.base.findings import SEVERITIES, Finding
from gongkai.judge.rules import NAMES
from gongkai.web import queries, words
from gongkai.web.pages import Frame
from gongkai.web.queries import Catalogue, NamedItem
from gongkai.web.source import Source, state_rules

SHOWN = 20
"""Findings shown on a page about something else; the list of findings shows all."""
FILTERS = ("unit", "office", "site", "section", "rule", "severity", "status", "review")


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A finding in a list. `place` is the item, the column or the site it is about, `path` where that is
    shown (empty for a site). `confirmed` is the last day on which it was seen to hold, `note` what is to be
    known of that day; `tone` and `status` tell whether it is over, and how."""

    id: int
    severity: str
    rule: str
    rule_name: str
    unit: str
    unit_name: str
    office: str
    place: str
    path: str
    statement: str
    since: str
    opened: str
    confirmed: str
    note: str
    closed: str
    tone: str
    status: str
    review: str
    about: bool
    repeats: bool


@dataclass(frozen=True, slots=True)
class Some:
    """The first findings of those asked for, on a page about something else; `filters` are the ones by which
    the list of findings shows them all."""

    rows: list[FaultRow]
    total: int
    query: FindingQuery

    @property
    def filters(self) -> dict[str, str]:
        given = ((name, getattr(self.query, name)) for name in FILTERS)
        return {name: value for name, value in given if value}


def fault_row(
    finding: Finding, known: Catalogue, items: Mapping[str, NamedItem], day: date, sight_days: int
) -> FaultRow:
    """A finding as it stood at the end of a day; `sight_days` after a look nothing is known of a column."""
    finding = finding.at(day.isoformat())
    found = finding.found
    place, path = _place(finding, known, items)
    reason = found.close_reason or ""
    return FaultRow(
        id=finding.id,
        severity=found.severity,
        rule=found.rule,
        rule_name=NAMES.get(found.rule, found.rule),
        unit=found.unit or "",
        unit_name=known.units[found.unit].name if found.unit in known.units else (found.unit or ""),
        office=finding.office,
        place=place,
        path=path,
        statement=found.statement,
        since=found.since,
        opened=found.opened,
        confirmed=found.last_confirmed,
        note=confirmed_note(finding, day, sight_days),
        closed=found.closed or "",
        tone=words.CLOSE_TONES.get(reason, "") if found.closed else "",
        status=words.CLOSE_REASONS.get(reason, reason) if found.closed else words.FINDING_STATUS["open"],
        review=finding.review,
        about=found.about,
        repeats=found.repeats,
    )


def confirmed_note(finding: Finding, day: date, sight_days: int) -> str:
    """What is to be known of the last day on which a finding was seen to hold. Nobody says of a column that
    was not seen for days that the fault goes on; items are looked at again at long intervals, as planned."""
    found = finding.found
    if found.closed:
        return ""
    if found.last_confirmed > day.isoformat():
        return "在所查看的日期之后"
    blind = (day - date.fromisoformat(found.last_confirmed)).days > sight_days
    return "此后未能看清" if blind and found.item is None else ""


async def fault_rows(
    source: Source, frame: Frame, known: Catalogue, query: FindingQuery, *, limit: int = -1, offset: int = 0
) -> list[FaultRow]:
    """The rows of the findings asked for."""
    found: tuple[Finding, ...] = await source.read(
        lambda archive: archive.findings(query, limit=limit, offset=offset)
    )
    return await rows_of(source, frame, known, found)


async def some_faults(source: Source, frame: Frame, known: Catalogue, query: FindingQuery) -> Some:
    """The first of the findings asked for, and how many there are."""
    total: int = await source.read(lambda archive: archive.count_findings(query))
    return Some(await fault_rows(source, frame, known, query, limit=SHOWN), total, query)


async def rows_of(source: Source, frame: Frame, known: Catalogue, found: Iterable[Finding]) -> list[FaultRow]:
    """The rows of findings that were read before."""
    found = list(found)
    uids = {one.found.item for one in found if one.found.item}
    items = await source.query(lambda db: queries.items_named(db, uids))
    sight_days = state_rules(source.config()).sight_days
    return [fault_row(one, known, items, frame.day, sight_days) for one in found]


async def open_counts(source: Source, frame: Frame) -> list[tuple[str, int]]:
    """How many findings are open as of the day, by severity, the gravest first; none of none."""

    def counted(severity: str) -> FindingQuery:
        return FindingQuery(as_of=frame.day.isoformat(), status="open", severity=severity)

    counts = await source.read(
        lambda archive: [(name, archive.count_findings(counted(name))) for name in SEVERITIES]
    )
    return [(severity, number) for severity, number in counts if number]


def _place(finding: Finding, known: Catalogue, items: Mapping[str, NamedItem]) -> tuple[str, str]:
    found = finding.found
    if found.item:
        item = items.get(found.item)
        return (item.title if item else "") or "（无标题）", f"/item/{found.item}"
    if found.section:
        section = known.sections.get(found.section)
        return (section.name if section else found.section), f"/section/{found.section}"
    return known.sites.get(found.site or "", found.site or ""), ""
