"""The search index: what is in it, and asking it.

Row ids grow with the day of publication, so the newest hits come first without sorting. The index keeps
no text: taking a row out needs exactly what was put in, which is why every change goes through `update`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.archive import tokens
from gongkai.archive.sqlite import Connection, one, transaction
from gongkai.base.times import china_day

_ID_BITS = 32


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of an item."""

    search_id: int
    title: str
    body: str


def search_id(item: int, published: str | None, first_seen: str) -> int:
    """The item's row in the index: day number, then item; below 2^53, so that JavaScript reads it."""
    day = date.fromisoformat(published[:10]) if published else china_day(first_seen)
    return day.toordinal() << _ID_BITS | item


def add(db: Connection, row: Indexed) -> None:
    db.execute(
        "INSERT INTO items_fts(rowid, title, body) VALUES (?, ?, ?)",
        (row.search_id, tokens.index_text(row.title), tokens.index_text(row.body)),
    )


def remove(db: Connection, row: Indexed) -> None:
    db.execute(
        "INSERT INTO items_fts(items_fts, rowid, title, body) VALUES ('delete', ?, ?, ?)",
        (row.search_id, tokens.index_text(row.title), tokens.index_text(row.body)),
    )


def update(db: Connection, old: Indexed, new: Indexed) -> None:
    """Replace a row of the index, if there is anything to replace."""
    if old != new:
        remove(db, old)
        add(db, new)


def current(db: Connection, item: int) -> Indexed:
    """What the index holds of an item by the rows as they stand."""
    row = db.execute(
        """SELECT items.search_id, items.title, coalesce(versions.body, '') AS body FROM items
           LEFT JOIN versions ON versions.item = items.id AND versions.version = items.version
           WHERE items.id = ?""",
        (item,),
    ).fetchone()
    return Indexed(row["search_id"], row["title"], row["body"])


def ensure_index(db: Connection) -> None:
    """Build the index anew if it was made with other tokens than ours (another release or another
    Python's Unicode): otherwise what is taken out would not be what was put in."""
    if one(db, "SELECT value FROM about WHERE key = 'tokens'") == tokens.VERSION:
        return
    with transaction(db):
        db.execute("INSERT INTO items_fts(items_fts) VALUES ('delete-all')")
        for row in db.execute("SELECT id FROM items WHERE withheld IS NULL ORDER BY search_id").fetchall():
            add(db, current(db, row["id"]))
        db.execute("INSERT OR REPLACE INTO about(key, value) VALUES ('tokens', ?)", (tokens.VERSION,))
