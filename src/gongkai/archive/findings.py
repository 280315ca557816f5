"""Findings as they are kept: what a check found, and what people said of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongkai.archive.sqlite import Connection, Record, transaction
from gongkai.base.errors import UsageError
from gongkai.base.findings import Finding, FindingLogEntry, Found, Review

REVIEWS: dict[str, Review] = {
    "confirm": "confirmed",
    "acknowledge": "acknowledged",
    "exempt": "exempted",
    "contest": "contested",
}
"""What a person does with a finding, and what is said of it from then on."""


@dataclass(frozen=True, slots=True)
class FindingQuery:
    """Which findings: every condition given holds. `as_of` (a China day): those opened by then, open or
    closed as they were at its end, though withdrawn ones are closed on any day; `status` open or closed;
    `office` the responsible office; `of` sections, sites or items: what they are about."""

    as_of: str | None = None
    status: str | None = None
    rule: str | None = None
    unit: str | None = None
    site: str | None = None
    section: str | None = None
    item: str | None = None
    severity: str | None = None
    review: str | None = None
    office: str | None = None
    of: str | None = None


_OFFICE = "coalesce(nullif(sections.duty, ''), nullif(categories.duty, ''), '')"
_SELECT = f"""SELECT findings.*, items.uid AS uid, {_OFFICE} AS office FROM findings
    LEFT JOIN items ON items.id = findings.item
    LEFT JOIN sections ON sections.id = findings.section
    LEFT JOIN categories ON categories.id = sections.category"""
_CONDITIONS = {
    "as_of": "findings.opened <= :as_of",
    "rule": "findings.rule = :rule",
    "unit": "findings.unit = :unit",
    "site": "findings.site = :site",
    "section": "findings.section = :section",
    "item": "items.uid = :item",
    "severity": "findings.severity = :severity",
    "review": "findings.review = :review",
    "office": f"{_OFFICE} = :office",
}
_OF = {
    "sections": "findings.section IS NOT NULL AND findings.item IS NULL",
    "sites": "findings.section IS NULL",
    "items": "findings.item IS NOT NULL",
}
_OVER = """findings.closed IS NOT NULL
    AND (:as_of IS NULL OR findings.closed <= :as_of OR findings.close_reason = 'withdrawn')"""
_STATUS = {"open": f"NOT ({_OVER})", "closed": _OVER}


def findings(db: Connection, query: FindingQuery, *, limit: int = -1, offset: int = 0) -> tuple[Finding, ...]:
    """The findings asked for: open ones first, the gravest first, the longest first."""
    rows = db.execute(
        f"""{_SELECT} WHERE {_where(query)}
            ORDER BY {_OVER}, CASE severity WHEN '单项否决' THEN 0 WHEN '突出' THEN 1 WHEN '一般' THEN 2
            ELSE 3 END, since, findings.id LIMIT :limit OFFSET :offset""",
        _values(query) | {"limit": limit, "offset": offset},
    )
    found = (_finding(row) for row in rows)
    return tuple(one.at(query.as_of) if query.as_of else one for one in found)


def count_findings(db: Connection, query: FindingQuery) -> int:
    """How many there are."""
    row = db.execute(f"SELECT count(*) FROM ({_SELECT} WHERE {_where(query)})", _values(query)).fetchone()
    return int(row[0])


def finding(db: Connection, number: int) -> Finding | None:
    row = db.execute(f"{_SELECT} WHERE findings.id = ?", (number,)).fetchone()
    return _finding(row) if row else None


def finding_log(db: Connection, number: int) -> tuple[FindingLogEntry, ...]:
    """What befell a finding, the first first."""
    rows = db.execute("SELECT * FROM finding_log WHERE finding = ? ORDER BY id", (number,))
    return tuple(FindingLogEntry(r["finding"], r["at"], r["who"], r["what"], r["note"]) for r in rows)


def review_finding(db: Connection, number: int, what: str, who: str, note: str, at: str, day: str) -> None:
    """Keep what a person says of a finding; `what` is a key of REVIEWS. Exempting closes it as of `day`.

    UsageError if there is none, or if it is over in a way that leaves nothing to say.
    """
    with transaction(db):
        row = db.execute(
            "SELECT status, review, close_reason FROM findings WHERE id = ?", (number,)
        ).fetchone()
        if row is None:
            raise UsageError(f"没有编号为 {number} 的问题。", do="用 gongkai check 查看现有的问题。")
        if row["close_reason"] == "withdrawn":
            raise UsageError(
                f"问题 {number} 已经撤回：系读取或配置有误，本来就不成立。", do="不需要再作处置。"
            )
        if what == "exempt" and row["status"] == "open":
            db.execute(
                "UPDATE findings SET status = 'closed', closed = ?, close_reason = 'exempted' WHERE id = ?",
                (day, number),
            )
        elif row["review"] == "exempted":
            raise UsageError(
                f"问题 {number} 已经豁免。", do="豁免之后不再改动；如有新情况，请记在备注里另行处理。"
            )
        db.execute(
            "UPDATE findings SET review = ?, reviewed_by = ?, reviewed_at = ? WHERE id = ?",
            (REVIEWS[what], who, at, number),
        )
        add_log(db, [(number, at, who, what, note)])


def add_log(db: Connection, entries: Iterable[tuple[int, str, str, str, str]]) -> None:
    db.executemany("INSERT INTO finding_log(finding, at, who, what, note) VALUES (?, ?, ?, ?, ?)", entries)


def _where(query: FindingQuery) -> str:
    given = [name for name in _CONDITIONS if getattr(query, name) is not None]
    parts = [_CONDITIONS[name] for name in given]
    if query.status is not None:
        parts.append(_STATUS[query.status])
    if query.of is not None:
        parts.append(_OF[query.of])
    return " AND ".join(parts) or "true"


def _values(query: FindingQuery) -> dict[str, Any]:
    return {name: getattr(query, name) for name in FindingQuery.__dataclass_fields__}


def _finding(row: Record) -> Finding:
    found = Found(
        rule=row["rule"],
        subject=row["key"].split("|")[1],
        since=row["since"],
        opened=row["opened"],
        last_confirmed=row["last_confirmed"],
        severity=row["severity"],
        statement=row["statement"],
        basis=row["basis"],
        closed=row["closed"],
        close_reason=row["close_reason"],
        site=row["site"],
        unit=row["unit"],
        section=row["section"],
        item=row["uid"],
        about=bool(row["about"]),
        repeats=bool(row["repeats"]),
        params=json.loads(row["params"]),
        evidence=json.loads(row["evidence"]),
    )
    return Finding(row["id"], found, row["review"], row["reviewed_by"], row["reviewed_at"], row["office"])
