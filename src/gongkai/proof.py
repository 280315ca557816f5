"""The proof (证据) of a finding, put together from the archive: what the proof page shows and the package
holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.archive import Archive, CaptureTold, FindingQuery, VisitTold
from gongkai.archive.lookups import Named
from gongkai.base.findings import Finding, FindingLogEntry
from gongkai.base.times import china_day, day_end, utc_text
from gongkai.judge.rules import NAMES

BEFORE_DAYS = 3
"""Visits are told from so many days before the fault began on: they show what stood there then."""


@dataclass(frozen=True, slots=True)
class Proof:
    """All that shows a finding, as of a day.

    `visits` are those to its section while it lasted, those that did not see it among them; `proving` the
    numbers of those that it rests on. `seen_days` of `of_days` days of its time the section was really seen.
    `members` are the findings that a site's finding rests on. `names` are those of its unit, site, section.
    """

    finding: Finding
    rule: str
    log: tuple[FindingLogEntry, ...]
    visits: tuple[VisitTold, ...]
    proving: frozenset[int]
    captures: tuple[CaptureTold, ...]
    seen_days: int
    of_days: int
    members: tuple[Finding, ...]
    names: Mapping[str, str]
    section_url: str | None
    item_url: str | None


def proof_of(archive: Archive, number: int, as_of: date) -> Proof | None:
    """The proof of a finding as of a day; None if there is no such finding."""
    finding = archive.finding(number)
    if finding is None:
        return None
    found = finding.found
    proving = frozenset(int(visit) for visit in found.evidence.get("visits", ()))
    first, last = _span(finding, as_of)
    visits = _visits(archive, finding, first, last, proving)
    numbers = {int(capture) for capture in found.evidence.get("captures", ())}
    numbers |= {visit.capture for visit in visits if visit.id in proving and visit.capture}
    seen = {china_day(visit.started) for visit in visits if visit.understood}
    sections = {section.id: section for section in archive.sections()}
    section = sections.get(found.section or "")
    item = archive.item(found.item) if found.item else None
    return Proof(
        finding=finding,
        rule=NAMES.get(found.rule, found.rule),
        log=archive.finding_log(number),
        visits=visits,
        proving=proving,
        captures=archive.captures_told(numbers),
        seen_days=len([day for day in seen if day >= first]),
        of_days=(last - first).days + 1,
        members=_members(archive, finding),
        names=_names(archive, finding),
        section_url=section.url if section else None,
        item_url=item.url if item else None,
    )


def _span(finding: Finding, as_of: date) -> tuple[date, date]:
    """From the first day of the fault to the day on which it was over, or the day looked at."""
    found = finding.found
    last = date.fromisoformat(found.closed) if found.closed else as_of
    first = date.fromisoformat(found.since)
    return first, max(first, min(last, as_of))


def _visits(
    archive: Archive, finding: Finding, first: date, last: date, proving: frozenset[int]
) -> tuple[VisitTold, ...]:
    if finding.found.section is None or finding.found.item is not None:
        return archive.visits_told(proving)
    since = utc_text(day_end(first - timedelta(days=BEFORE_DAYS + 1)))
    of_time = archive.visits_between(finding.found.section, since, utc_text(day_end(last)))
    known = {visit.id for visit in of_time}
    missing = archive.visits_told(proving - known)
    return tuple(sorted((*missing, *of_time), key=lambda visit: (visit.finished, visit.id)))


def _members(archive: Archive, finding: Finding) -> tuple[Finding, ...]:
    keys = set(finding.found.evidence.get("members", ()))
    if not keys:
        return ()
    of_site = archive.findings(FindingQuery(site=finding.found.site, of="sections"))
    return tuple(one for one in of_site if one.found.key in keys)


def _names(archive: Archive, finding: Finding) -> Mapping[str, str]:
    found = finding.found
    wanted: dict[str, tuple[Named, str | None]] = {
        "unit": ("units", found.unit),
        "site": ("sites", found.site),
        "section": ("sections", found.section),
    }
    return {
        what: archive.names(table).get(key, key) for what, (table, key) in wanted.items() if key is not None
    }
