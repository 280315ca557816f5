"""Stored bytes read again: what only the reader changed is nobody's edit, and the older reading stays.

A sight is a published version with its rereadings: one text of a page, first seen at one moment, as one
reader after another made it out. What is read again is the newest reading of every sight, by the capture it
rests on, whether or not the item says something else by now: judging looks back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from gongkai.archive import search
from gongkai.archive.composing import compose, take_over
from gongkai.archive.filetexts import tell_attachments
from gongkai.archive.seals import recording
from gongkai.archive.sqlite import Connection, Record, one
from gongkai.archive.values import KeptSight, PartCapture, Rereading, RereadingOutcome, StoredAttachment
from gongkai.archive.versions import Sight, add_version, next_version, stored_text

_NEWEST = """versions.capture IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM versions AS later WHERE later.item = versions.item AND later.seen_at = versions.seen_at
        AND later.version > versions.version)"""

_SIGHTS = """
    SELECT versions.*, items.kind, items.version = versions.version AS current, captures.url AS asked,
           (SELECT section FROM item_sections JOIN sections ON sections.id = section
            WHERE item_sections.item = versions.item
            ORDER BY NOT active, delisted_at IS NOT NULL, first_listed, section LIMIT 1) AS section
    FROM versions JOIN items ON items.id = versions.item JOIN captures ON captures.id = versions.capture"""


def current_sight(db: Connection, item: int) -> KeptSight | None:
    """The sight that an item's current version is; None before one, or where no bytes are named."""
    row = db.execute(f"{_SIGHTS} WHERE items.id = ? AND items.version = versions.version", (item,)).fetchone()
    return _sight(db, row) if row else None


def count_sights(db: Connection, reader: str, before: str | None) -> int:
    """How many sights `kept_sights` hands out."""
    where, values = _unread(reader, before)
    return int(one(db, f"SELECT count(*) FROM versions JOIN items ON items.id = item WHERE {where}", *values))


def kept_sights(db: Connection, reader: str, before: str | None) -> Iterator[KeptSight]:
    """The sights that a reader (`gongkai/1.2.3`) has not read, in the order of their captures; `before`: all
    that were last read before that moment, whoever read them. Written to while they are handed out, they are
    those there were at the beginning."""
    where, values = _unread(reader, before)
    numbers = db.execute(
        f"SELECT versions.id FROM versions JOIN items ON items.id = item WHERE {where} ORDER BY capture",
        values,
    ).fetchall()
    for number in numbers:
        row = db.execute(f"{_SIGHTS} WHERE versions.id = ?", (number["id"],)).fetchone()
        yield _sight(db, row)


def _unread(reader: str, before: str | None) -> tuple[str, tuple[str, ...]]:
    plain = f"items.kind <> 'external' AND items.withheld IS NULL AND {_NEWEST}"
    if before is not None:
        return f"{plain} AND coalesce(last_read_at, read_at) < ?", (before,)
    return f"{plain} AND coalesce(last_reader, reader) <> ?", (reader,)


def begin(db: Connection, at: str) -> str:
    """Since when all sights are read again: now, or since it was begun and cut off."""
    db.execute("INSERT OR IGNORE INTO about(key, value) VALUES ('rereading', ?)", (at,))
    return str(one(db, "SELECT value FROM about WHERE key = 'rereading'"))


def end(db: Connection) -> None:
    """They were."""
    db.execute("DELETE FROM about WHERE key = 'rereading'")


def store_rereadings(db: Connection, found: Iterable[Rereading]) -> list[RereadingOutcome]:
    """Take in what stored bytes say today, all of it in one transaction."""
    with recording(db):
        return [_store(db, reading) for reading in found]


def _store(db: Connection, reading: Rereading) -> RereadingOutcome:
    version = db.execute("SELECT * FROM versions WHERE id = ?", (reading.version,)).fetchone()
    item = db.execute("SELECT * FROM items WHERE id = ?", (version["item"],)).fetchone()
    current = item["version"] == version["version"]
    composed = compose(db, item, reading.document, reading.attachments, reading.parts, stored_text(version))
    if not composed.changed:
        db.execute(
            "UPDATE versions SET last_reader = ?, last_read_at = ?, seal = NULL WHERE id = ?",
            (reading.reader, reading.at, version["id"]),
        )
        return "same"
    indexed = search.current(db, item["id"]) if current else None
    number = next_version(db, item["id"])
    add_version(db, item["id"], number, composed.text, _sight_of(version, reading), composed.changed)
    db.execute(
        "UPDATE versions SET confirmed_at = ?, flips = ? WHERE item = ? AND version = ?",
        (version["confirmed_at"], version["flips"], item["id"], number),
    )
    if indexed is not None:
        tell_attachments(db, item["id"])
        take_over(db, item, composed, reading.sorting, number)
        if not item["withheld"]:
            search.update(db, indexed, search.current(db, item["id"]))
    return "reread"


def _sight_of(version: Record, reading: Rereading) -> Sight:
    seen = version["seen_at"], version["previous_seen_at"]
    return Sight("reread", *seen, reading.at, reading.reader, version["capture"])


def _sight(db: Connection, row: Record) -> KeptSight:
    return KeptSight(
        version=row["id"],
        item=row["item"],
        kind=row["kind"],
        section=row["section"],
        current=bool(row["current"]),
        url=row["asked"],
        title=row["title"],
        reader=row["last_reader"] or row["reader"],
        capture=row["capture"],
        parts=tuple(PartCapture(**part) for part in json.loads(row["metadata"]).get("parts", ())),
        attachments=tuple(_file(db, row["item"], told) for told in json.loads(row["attachments"])),
    )


def _file(db: Connection, item: int, told: dict[str, str | None]) -> StoredAttachment:
    """A file of a version, with the capture that holds its bytes."""
    row = db.execute(
        """SELECT status, bytes, media_type, capture FROM attachments
           WHERE item = ? AND url = ? AND sha256 IS ? ORDER BY last_seen DESC, id DESC LIMIT 1""",
        (item, told["url"], told["sha256"]),
    ).fetchone()
    url, name = told["url"] or "", told["name"] or ""
    if row is None:
        return StoredAttachment(url, name, "unknown", told["sha256"])
    return StoredAttachment(
        url, name, row["status"], told["sha256"], row["bytes"], row["media_type"], row["capture"]
    )
