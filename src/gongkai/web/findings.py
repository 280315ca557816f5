"""The pages of findings (问题): the list, the same as CSV and JSON, and the proof of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from datasette import Response

from gongkai.base.findings import SEVERITIES, Finding
from gongkai.judge.rules import NAMES
from gongkai.proof import Proof, proof_of
from gongkai.report.csv_text import csv_bytes
from gongkai.web import board, queries, sheet, words
from gongkai.web.faults import confirmed_note, fault_rows, rows_of
from gongkai.web.filters import Filters, read_filters, read_page
from gongkai.web.pages import HEADERS, Frame, PageError, html
from gongkai.web.source import Source, state_rules

PAGE = 50


async def findings_page(source: Source, frame: Frame, request: Any) -> Response:
    """`?unit=&office=&site=&rule=&severity=&status=&review=&page=2`, those that are open first."""
    known = await source.query(queries.catalogue)
    filters = read_filters(request.args, known)
    page = read_page(request.args.get("page"))
    query = filters.query(frame.day)
    total: int = await source.read(lambda archive: archive.count_findings(query))
    return html(
        frame,
        "findings.html",
        {
            "rows": await fault_rows(source, frame, known, query, limit=PAGE, offset=(page - 1) * PAGE),
            "total": total,
            "page": page,
            "pages": -(-total // PAGE),
            "filters": filters,
            "choices": _choices(known),
            "known": known,
        },
    )


async def findings_csv(source: Source, frame: Frame, request: Any) -> Response:
    """All findings that the filters leave, as a sheet for Excel."""
    known, _, found = await _all(source, frame, request)
    uids = {one.found.item for one in found if one.found.item}
    visits = {int(visit) for one in found for visit in one.found.evidence.get("visits", ())}
    items = await source.query(lambda db: queries.items_named(db, uids))
    captures = await source.query(lambda db: queries.captures_of_visits(db, visits))

    def link(number: int) -> str:
        return str(source.datasette.absolute_url(request, frame.link(f"/finding/{number}")))

    body = await source.aside(
        lambda: csv_bytes(sheet.COLUMNS, sheet.sheet(found, known, items, captures, link))
    )
    name = f"gongkai-findings-{frame.day}.csv"
    return Response(
        body,
        content_type="text/csv; charset=utf-8",
        headers={**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'},
    )


async def findings_json(source: Source, frame: Frame, request: Any) -> Response:
    """The same as data."""
    _, filters, found = await _all(source, frame, request)
    return Response.json(
        {
            "as_of": frame.day.isoformat(),
            "filters": filters.given,
            "total": len(found),
            "findings": [_plain(one) for one in found],
        },
        headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"},
    )


async def finding_page(source: Source, frame: Frame, request: Any) -> Response:
    """The proof of one finding, fit to print."""
    text = str(request.url_vars["number"])
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else 0
    proof: Proof | None = await source.read(lambda archive: proof_of(archive, number, frame.day))
    if proof is None:
        raise PageError(404, "没有这个问题。", "编号可能写错了；请从问题列表进入。")
    finding = proof.finding.at(frame.day.isoformat())
    if finding.found.opened > frame.day.isoformat():
        raise PageError(
            404, f"截至 {frame.day}，这个问题还没有得到证实。", f"它自 {finding.found.opened} 起可以证实。"
        )
    known = await source.query(queries.catalogue)
    uids = {finding.found.item} if finding.found.item else set()
    items = await source.query(lambda db: queries.items_named(db, uids))
    sight_days = state_rules(source.config()).sight_days
    members = [one for one in proof.members if one.found.opened <= frame.day.isoformat()]
    return html(
        frame,
        "finding.html",
        {
            "proof": proof,
            "finding": finding,
            "found": finding.found,
            "known": known,
            "item": items.get(finding.found.item or ""),
            "note": confirmed_note(finding, frame.day, sight_days),
            "days": day_table(finding.found.evidence),
            "members": await rows_of(source, frame, known, members),
            "of_section": finding.found.section is not None and finding.found.item is None,
        },
    )


@dataclass(frozen=True, slots=True)
class DayTable:
    """Working days counted one by one: `days` are (day, its number or None where it is skipped, why). `count`
    are the working days, `limit` the day on which the time was over, if it is told."""

    since: str
    first_counts: bool
    about: bool
    count: int
    limit: str
    days: tuple[tuple[str, int | None, str], ...]


def day_table(evidence: Mapping[str, Any]) -> DayTable | None:
    """The day table of a rule that counts working days; None for the others."""
    told = evidence.get("working_days")
    if not told:
        return None
    return DayTable(
        since=str(told["from"]),
        first_counts=bool(told.get("first_counts")),
        about=bool(told.get("about")),
        count=int(told.get("count") or 0),
        limit=str(told.get("last_day") or ""),
        days=tuple((str(day), number, str(why or "")) for day, number, why in told["days"]),
    )


async def _all(
    source: Source, frame: Frame, request: Any
) -> tuple[queries.Catalogue, Filters, tuple[Finding, ...]]:
    known = await source.query(queries.catalogue)
    filters = read_filters(request.args, known)
    found = await source.read(lambda archive: archive.findings(filters.query(frame.day)))
    return known, filters, found


def _plain(finding: Finding) -> dict[str, Any]:
    """A finding as plain data: what was found beside what is kept of it."""
    own = asdict(finding)
    found = own.pop("found")
    name = NAMES.get(finding.found.rule, finding.found.rule)
    return {"id": own.pop("id"), "key": finding.found.key, "rule_name": name, **found, **own}


def _choices(known: queries.Catalogue) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(filter, its title, (value, word) of everything it may be)."""
    return [
        ("unit", "单位", [(unit.id, unit.name) for unit in board.ordered_units(known)]),
        ("office", "责任科室", [(name, name) for name in known.offices]),
        ("site", "网站", list(known.sites.items())),
        ("rule", "问题类型", list(NAMES.items())),
        ("severity", "级别", [(name, name) for name in SEVERITIES]),
        ("status", "状态", list(words.FINDING_STATUS.items())),
        ("review", "复核", list(words.REVIEWS.items())),
    ]
