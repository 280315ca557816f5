"""What a check found, kept: findings opened, confirmed and closed, and what the judge remembers for the
next day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.archive.findings import add_log
from gongkai.archive.itemfacts import Marks
from gongkai.archive.sqlite import Connection, Record, one, transaction
from gongkai.base.findings import CloseReason, Found

BY_CHECK = "gongkai"
"""Who did it, in the log, where a check and no person did."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the judge remembers of a section after the last day that was over: `fingerprint` is of all that
    judging it depended on beside its visits."""

    section: str
    day: str
    fingerprint: str
    memory: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far items were judged, and by which fingerprint of rules, calendar and readings."""

    fingerprint: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check as of `day` came to.

    `anew` are the subjects (sections, items, sites) of which everything was judged from the first visit on:
    what is kept of them and was not found again was wrong. `gone_on` are those that were judged on from a
    memory: what is open and was not found again was put right within the day. `all_items`: every item was
    judged, so that what is kept of any other and was not found again was wrong.
    """

    day: date
    found: Sequence[Found]
    anew: frozenset[str]
    gone_on: frozenset[str]
    all_items: bool = False
    remembered: Sequence[Remembered] = field(default=())
    progress: Progress | None = None


def remembered(db: Connection) -> Mapping[str, Remembered]:
    """By section."""
    rows = db.execute("SELECT section, day, fingerprint, memory FROM judged")
    return {row["section"]: Remembered(*row) for row in rows}


def progress(db: Connection) -> Progress | None:
    """How far the last check came; None before the first."""
    text = one(db, "SELECT value FROM about WHERE key = 'judged'")
    if text is None:
        return None
    told = json.loads(text)
    return Progress(told["fingerprint"], Marks(told["events"], told["checks"]))


def readings_mark(db: Connection) -> str:
    """Another one whenever stored bytes were read anew or texts derived from anew: judging starts over
    then."""
    reread = one(db, "SELECT max(id) FROM versions WHERE cause = 'reread'")
    deriver = one(db, "SELECT deriver FROM derived ORDER BY version LIMIT 1")
    return f"{reread}/{deriver}"


def reread_sections(db: Connection) -> dict[str, int]:
    """The sections of which a row without a date leads to a page that was read anew, with a number that grows
    whenever one is: what their visits showed may be other than it was."""
    rows = db.execute(
        """SELECT section, max(versions.id) AS last FROM versions
           JOIN item_sections ON item_sections.item = versions.item
           WHERE cause = 'reread' AND listed_date IS NULL GROUP BY section"""
    )
    return {row["section"]: row["last"] for row in rows}


def keep_judgement(db: Connection, judgement: Judgement, at: str) -> None:
    """Keep all of it, or nothing. What people exempted stays so."""
    with transaction(db):
        kept = _kept(db, judgement)
        _keep_found(db, judgement, kept, at)
        _close_missing(db, judgement, kept, at)
        db.executemany(
            "INSERT OR REPLACE INTO judged(section, day, fingerprint, memory) VALUES (?, ?, ?, ?)",
            [(one.section, one.day, one.fingerprint, one.memory) for one in judgement.remembered],
        )
        if judgement.progress:
            marks = judgement.progress.marks
            told = {
                "fingerprint": judgement.progress.fingerprint,
                "events": marks.events,
                "checks": marks.checks,
            }
            db.execute("INSERT OR REPLACE INTO about(key, value) VALUES ('judged', ?)", (json.dumps(told),))


def _kept(db: Connection, judgement: Judgement) -> dict[str, Record]:
    """The findings kept of the subjects judged, by key. Those of withheld items stay as they are."""
    subjects = judgement.anew | judgement.gone_on
    rows = db.execute(
        """SELECT findings.id, key, item, findings.status, close_reason FROM findings
           LEFT JOIN items ON items.id = item WHERE withheld IS NULL"""
    )
    return {
        row["key"]: row
        for row in rows
        if row["key"].split("|")[1] in subjects or (judgement.all_items and row["item"] is not None)
    }


def _keep_found(db: Connection, judgement: Judgement, kept: Mapping[str, Record], at: str) -> None:
    items = _item_numbers(db, judgement.found)
    log: list[tuple[int, str, str, str, str]] = []
    for found in judgement.found:
        values = _values(found, items)
        known = kept.get(found.key)
        if known is None:
            number = _insert(db, values)
            log.append((number, at, BY_CHECK, "opened", f"{found.opened} 起可以证实"))
            if found.closed:
                log.append((number, at, BY_CHECK, "closed", _closing(found)))
            continue
        if known["close_reason"] == "exempted":
            continue
        _update(db, known["id"], values)
        if found.closed and known["status"] == "open":
            log.append((known["id"], at, BY_CHECK, "closed", _closing(found)))
        elif not found.closed and known["status"] == "closed":
            log.append((known["id"], at, BY_CHECK, "reopened", "再次判定成立"))
    add_log(db, log)


def _close_missing(db: Connection, judgement: Judgement, kept: Mapping[str, Record], at: str) -> None:
    """Close what was not found again."""
    keys = {found.key for found in judgement.found}
    day = judgement.day.isoformat()
    for key, row in kept.items():
        anew = row["item"] is not None or key.split("|")[1] in judgement.anew
        if key in keys or row["close_reason"] in ("withdrawn", "exempted"):
            continue
        if row["status"] == "closed" and not anew:
            continue
        reason: CloseReason = "withdrawn" if anew else "rectified"
        note = "重新判断后不再成立：配置、读法或日历已改" if anew else f"{day} 当日内已见改正"
        db.execute(
            """UPDATE findings SET status = 'closed', closed = coalesce(closed, ?), close_reason = ?
               WHERE id = ?""",
            (day, reason, row["id"]),
        )
        add_log(db, [(row["id"], at, BY_CHECK, reason, note)])


def _closing(found: Found) -> str:
    word = {"rectified": "已见改正", "retired": "栏目不再配置"}.get(found.close_reason or "", "")
    return f"{found.closed} {word}"


def _item_numbers(db: Connection, found: Iterable[Found]) -> dict[str, int]:
    uids = {one.item for one in found if one.item}
    return {uid: one(db, "SELECT id FROM items WHERE uid = ?", uid) for uid in uids}


def _values(found: Found, items: Mapping[str, int]) -> dict[str, Any]:
    return {
        "key": found.key,
        "rule": found.rule,
        "params": json.dumps(found.params, ensure_ascii=False),
        "site": found.site,
        "unit": found.unit,
        "section": found.section,
        "item": items.get(found.item or ""),
        "severity": found.severity,
        "status": "closed" if found.closed else "open",
        "opened": found.opened,
        "closed": found.closed,
        "close_reason": found.close_reason,
        "last_confirmed": found.last_confirmed,
        "since": found.since,
        "statement": found.statement,
        "evidence": json.dumps(found.evidence, ensure_ascii=False),
        "basis": found.basis,
        "about": int(found.about),
        "repeats": int(found.repeats),
    }


def _insert(db: Connection, values: Mapping[str, Any]) -> int:
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    return int(db.execute(f"INSERT INTO findings({names}) VALUES ({marks})", values).lastrowid or 0)


def _update(db: Connection, number: int, values: Mapping[str, Any]) -> None:
    settings = ", ".join(f"{name} = :{name}" for name in values if name != "key")
    db.execute(f"UPDATE findings SET {settings} WHERE id = :id", {**values, "id": number})
