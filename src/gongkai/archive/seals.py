"""Seals: the hash of a row's other columns, in the row, so that damage to any of them is found and named.

seal = SHA-256 of the canonical JSON (UTF-8, no spaces, nothing escaped that need not be) of the list of the
row's columns as SEALED names them. The program takes the seal off a row that it changes and puts it on again
at the end of the same transaction; whatever else changes a row leaves a seal that does not hold. A seal is no
secret: it tells damage and carelessness. What was answered, and when, is proven by the chain (`captures`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from gongkai.archive.sqlite import Connection, Record, transaction

SEALED: Mapping[str, list[str]] = {
    "captures": (
        "id visit kind method request_body url requested_at received_at status final_url headers media_type "
        "charset bytes sha256 stored_bytes same_as chain purged imported"
    ).split(),
    "visits": (
        "id run section started finished conditional understood complete deep outcome reason status pages "
        "listed oldest newest new changed gone unusable listing reader capture total"
    ).split(),
    "versions": (
        "id item version cause seen_at previous_seen_at read_at reader capture title published body metadata "
        "attachments changed text_sha256 confirmed_at flips last_reader last_read_at"
    ).split(),
    "attachments": (
        "id item url name media_type bytes sha256 status text_chars capture first_seen last_seen checked_at"
    ).split(),
    "attachment_texts": "sha256 kind status why text names reader read_at".split(),
    "item_events": "id item kind previous_at at capture run section".split(),
    "checks": "id item run at outcome reason status capture version".split(),
}
"""The tables whose rows are evidence, each with its key and the columns its seal covers."""


@contextmanager
def recording(db: Connection) -> Iterator[None]:
    """A transaction that leaves no evidence unsealed."""
    with transaction(db):
        yield
        seal_rows(db)


def seal_rows(db: Connection) -> None:
    """Seal what has no seal. A visit under way gets its own when it is over."""
    for table, columns in SEALED.items():
        rows = db.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE seal IS NULL{_OVER.get(table, '')}"
        )
        found = [(seal(row), row[0]) for row in rows.fetchall()]
        db.executemany(f"UPDATE {table} SET seal = ? WHERE {columns[0]} = ?", found)


def broken_seals(db: Connection, table: str) -> Iterator[int | str]:
    """The keys of the rows whose seal does not hold, in order."""
    columns = SEALED[table]
    over = _OVER.get(table, "")
    for row in db.execute(f"SELECT {', '.join(columns)}, seal FROM {table} WHERE true{over} ORDER BY 1"):
        if row["seal"] != seal(row[:-1]):
            yield row[0]


def seal(values: Record | tuple[object, ...]) -> str:
    """The seal of a row, by its columns in order."""
    text = json.dumps(tuple(values), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


_OVER = {"visits": " AND finished IS NOT NULL"}
