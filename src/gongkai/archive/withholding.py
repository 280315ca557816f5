"""Hiding an item, and taking bytes out for good: what people decide about the archive, with their reasons.

A withheld item keeps its address, dates and evidence, and loses every word: what its rows said is moved to
captures.db, which nobody is shown, and comes back from there when it is shown again. It is not looked at any
more. Purged bytes are gone; their hash, and the chain, stay.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from gongkai.archive import search
from gongkai.archive.captures import Captures
from gongkai.archive.listings import retitled, sha256_text
from gongkai.archive.seals import recording
from gongkai.archive.sqlite import Connection, Record, storable, transaction
from gongkai.archive.values import Purged
from gongkai.archive.versions import STATED
from gongkai.base.errors import UsageError

HIDDEN = "（已隐去）"

_BLANK: Mapping[str, Mapping[str, str | None]] = {
    "items": {"title": HIDDEN, "category_reason": "", **dict.fromkeys(STATED)},
    "versions": {"title": HIDDEN, "body": "", "metadata": "{}", "attachments": "[]", "changed": "[]"},
    "item_sections": {"listed_title": HIDDEN},
    "attachments": {"name": HIDDEN},
    "attachment_texts": {"text": "", "names": "[]", "why": "withheld", "reader": ""},
    "findings": {"statement": HIDDEN},
}
"""The columns that say something, and what they say of a withheld item. A file without a reader is read anew
where an item that is shown names it later."""

_OF_ITEM: Mapping[str, str] = {
    "items": "id = :item",
    "versions": "item = :item",
    "item_sections": "item = :item",
    "attachments": "item = :item",
    "findings": "item = :item",
    "attachment_texts": """sha256 IN (SELECT sha256 FROM attachments WHERE item = :item)
        AND sha256 NOT IN (SELECT sha256 FROM attachments JOIN items ON items.id = attachments.item
                           WHERE sha256 IS NOT NULL AND items.withheld IS NULL AND items.id <> :item)""",
}
"""Its rows. A file that an item which is shown names as well goes on to say what it says."""

_KEYS = {"item_sections": ("section", "item"), "attachment_texts": ("sha256",)}
_SEALED = ("versions", "attachments", "attachment_texts")


def withhold(db: Connection, blobs: Connection, uid: str, because: str, who: str, at: str) -> None:
    """Hide an item everywhere. UsageError if there is none, or it is hidden already."""
    item = _item(db, uid)
    if item["withheld"] is not None:
        raise UsageError(f"条目 {uid} 已经隐去：{item['withheld']}。", do="如要恢复，用 --undo。")
    db.execute("PRAGMA secure_delete = ON")  # zeros in place of what is deleted
    with recording(db), transaction(blobs):  # the words are committed there before they go from here
        _move_words(db, blobs, item["id"])
        search.remove(db, search.current(db, item["id"]))
        for table, columns in _BLANK.items():
            settings = ", ".join(f"{name} = :{name}" for name in columns)
            seal = ", seal = NULL" if table in _SEALED else ""
            db.execute(
                f"UPDATE {table} SET {settings}{seal} WHERE {_OF_ITEM[table]}",
                {**columns, "item": item["id"]},
            )
        _forget_derived(db, item["id"])
        _hide_in_listings(db, item)
        db.execute(
            "UPDATE items SET withheld = ?, body_chars = 0, attachments = 0, next_check = NULL WHERE id = ?",
            (storable(because), item["id"]),
        )
        _log(db, "withhold", item=item["id"], because=because, who=who, at=at)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def show_again(db: Connection, blobs: Connection, uid: str, because: str, who: str, at: str) -> None:
    """Bring a hidden item back as it was, and have it looked at again. UsageError if it is not hidden."""
    item = _item(db, uid)
    if item["withheld"] is None:
        raise UsageError(f"条目 {uid} 没有隐去。", do="请检查编号。")
    kept = blobs.execute("SELECT place, row FROM withheld WHERE item = ?", (item["id"],)).fetchall()
    # Nobody's lock, nor a full disk, parts the two; cut off in between, what stays is put in anew next time.
    with transaction(blobs), recording(db):
        blobs.execute("DELETE FROM withheld WHERE item = ?", (item["id"],))
        db.execute(
            "UPDATE items SET withheld = NULL, next_check = iif(kind = 'external', NULL, ?) WHERE id = ?",
            (at, item["id"]),
        )
        for row in kept:
            _bring_back(db, row["place"], json.loads(row["row"]))
        _forget_derived(db, item["id"])
        search.add(db, search.current(db, item["id"]))
        _log(db, "show-again", item=item["id"], because=because, who=who, at=at)


def withheld_identities(db: Connection) -> frozenset[str]:
    """The identities of withheld items: there are few."""
    return frozenset(row[0] for row in db.execute("SELECT identity FROM items WHERE withheld IS NOT NULL"))


def purge(db: Connection, captures: Captures, capture: int, because: str, who: str, at: str) -> Purged:
    """Take the bytes of a capture, and of all that are the same, out for good. Rows are marked first: where
    this is cut off, doing it again finishes it. UsageError if there is no such capture, or it had none."""
    blobs = captures.database()
    row = db.execute("SELECT sha256, bytes FROM captures WHERE id = ?", (capture,)).fetchone()
    if row is None or not row["bytes"]:
        raise UsageError(f"没有第 {capture} 号快照，或它本来没有内容。", do="请检查编号。")
    blobs.execute("PRAGMA secure_delete = ON")  # zeros in place of what is deleted
    with captures.storing(), recording(db):
        marked = db.execute(
            "UPDATE captures SET purged = ?, seal = NULL WHERE sha256 = ? AND purged IS NULL",
            (at, row["sha256"]),
        ).rowcount
        if marked:
            _log(db, "purge", capture=capture, because=because, who=who, at=at)
        captures.remove(row["sha256"])
    captures.remove_file(row["sha256"])
    blobs.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return Purged(marked, row["bytes"], _shown_by(db, row["sha256"]))


def _shown_by(db: Connection, sha256: str) -> tuple[str, ...]:
    """The items that still say what these bytes said."""
    rows = db.execute(
        """SELECT DISTINCT uid FROM items JOIN versions ON versions.item = items.id
           WHERE withheld IS NULL AND capture IN (SELECT id FROM captures WHERE sha256 = :sha256)
           UNION SELECT DISTINCT uid FROM items JOIN attachments ON attachments.item = items.id
           WHERE withheld IS NULL AND attachments.sha256 = :sha256""",
        {"sha256": sha256},
    )
    return tuple(row["uid"] for row in rows)


def _item(db: Connection, uid: str) -> Record:
    row: Record | None = db.execute("SELECT * FROM items WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        raise UsageError(f"档案中没有条目 {uid}。", do="请检查编号，或给出它的网址。")
    return row


def _move_words(db: Connection, blobs: Connection, item: int) -> None:
    """Keep what the rows of an item say, where nobody is shown it; once, however often it is tried."""
    blobs.execute("DELETE FROM withheld WHERE item = ?", (item,))
    for table, columns in _BLANK.items():
        names = (*_KEYS.get(table, ("id",)), *columns, *_COUNTS.get(table, ()))
        rows = db.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {_OF_ITEM[table]}", {"item": item})
        blobs.executemany(
            "INSERT INTO withheld(item, place, row) VALUES (?, ?, ?)",
            [(item, table, json.dumps(dict(row), ensure_ascii=False)) for row in rows],
        )


_COUNTS = {"items": ("body_chars", "attachments")}


def _bring_back(db: Connection, table: str, told: dict[str, object]) -> None:
    keys = _KEYS.get(table, ("id",))
    settings = ", ".join(f"{name} = :{name}" for name in told if name not in keys)
    where = " AND ".join(f"{name} = :{name}" for name in keys)
    seal = ", seal = NULL" if table in _SEALED else ""
    db.execute(f"UPDATE {table} SET {settings}{seal} WHERE {where}", told)


def _forget_derived(db: Connection, item: int) -> None:
    versions = "version IN (SELECT id FROM versions WHERE item = ?)"
    for table in ("derived", "unit_names"):
        db.execute(f"DELETE FROM {table} WHERE {versions}", (item,))


def _hide_in_listings(db: Connection, item: Record) -> None:
    """Titles stand in listings as well; they stay hidden there, since a listing is what was seen in a row."""
    rows = db.execute(
        """SELECT id, rows FROM listings
           WHERE section IN (SELECT section FROM item_sections WHERE item = ?)""",
        (item["id"],),
    ).fetchall()
    for row in rows:
        text = retitled(row["rows"], lambda one: HIDDEN if one["uid"] == item["uid"] else one["title"])
        if text != row["rows"]:
            db.execute(
                "UPDATE listings SET rows = ?, sha256 = ? WHERE id = ?", (text, sha256_text(text), row["id"])
            )


def _log(
    db: Connection,
    what: str,
    *,
    because: str,
    who: str,
    at: str,
    item: int | None = None,
    capture: int | None = None,
) -> None:
    db.execute(
        "INSERT INTO keeping_log(at, who, what, item, capture, because) VALUES (?, ?, ?, ?, ?, ?)",
        (at, storable(who), what, item, capture, storable(because)),
    )
