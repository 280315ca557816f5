"""The search index: what is in it, and asking it.

Row ids grow with the day of publication, so the newest hits come first without sorting. The index keeps
no text: taking a row out needs exactly what was put in, which is why every change goes through `update`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from gongkai.archive import tokens
from gongkai.archive.shown import Hit, SearchPage
from gongkai.archive.snippets import snippet_among
from gongkai.archive.sqlite import Connection, Record, one, transaction
from gongkai.archive.values import Order
from gongkai.base.times import china_day

COUNTED = 10_000
"""Hits are counted up to here: who has more narrows the search, and counting on would take longer than
finding."""

INDEXED_CHARS = 1_000_000
"""Of one item and its files; beyond that the index would cost more than anybody finds there."""

_ID_BITS = 32

_TEXTS = """
    SELECT items.*, coalesce(body, '') AS body, coalesce(versions.attachments, '[]') AS files FROM items
    LEFT JOIN versions ON versions.item = items.id AND versions.version = items.version"""


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
    """What the index holds of an item by the rows as they stand: its text, then those of its files."""
    row = db.execute(f"{_TEXTS} WHERE items.id = ?", (item,)).fetchone()
    texts = [text for _, text in _files(db, row)]
    return Indexed(row["search_id"], row["title"], "\n".join((row["body"], *texts))[:INDEXED_CHARS])


def _files(db: Connection, row: Record) -> list[tuple[str, str]]:
    """Name and text of each file of the current version, of an archive the names in it; not of one whose text
    is the body."""
    if row["files"] == "[]":
        return []
    found = db.execute(
        """SELECT json_extract(file.value, '$.name') AS name, text, names, min(file.key) AS place
           FROM json_each(?) AS file
           JOIN attachment_texts AS known ON known.sha256 = json_extract(file.value, '$.sha256')
           WHERE text <> ? AND (text <> '' OR names <> '[]') GROUP BY known.sha256 ORDER BY place""",
        (row["files"], row["body"]),
    )
    return [(file["name"], file["text"] or "\n".join(json.loads(file["names"]))) for file in found]


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


@dataclass(frozen=True, slots=True)
class _Filter:
    """What hits must hold to beside the words."""

    unit: str | None
    category: str | None

    @property
    def sql(self) -> str:
        """A join that keeps the index's own order: CROSS JOIN is never turned round."""
        if self.unit is None and self.category is None:
            return "items_fts WHERE items_fts MATCH ?"
        return (
            "items_fts CROSS JOIN items ON items.search_id = items_fts.rowid WHERE items_fts MATCH ?"
            + (" AND items.unit = ?" if self.unit is not None else "")
            + (" AND items.category = ?" if self.category is not None else "")
        )

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for value in (self.unit, self.category) if value is not None)


def search(
    db: Connection,
    query: str,
    *,
    limit: int,
    offset: int,
    unit: str | None,
    category: str | None,
    order: Order,
) -> SearchPage:
    """Items that hold every term of the query, newest first, or (`best`) those first whose title does."""
    match, only = tokens.match_query(query), _Filter(unit, category)
    total = _count(db, match, only)
    if order == "best":
        rowids = _best(db, match, only, limit, offset)
    else:
        rowids = _newest(db, match, only, limit, offset)
    found = tokens.terms(query)
    return SearchPage(tuple(_hit(db, rowid, found) for rowid in rowids), min(total, COUNTED), total > COUNTED)


def _count(db: Connection, match: str, only: _Filter) -> int:
    return int(
        one(db, f"SELECT count(*) FROM (SELECT 1 FROM {only.sql} LIMIT {COUNTED + 1})", match, *only.values)
    )


def _newest(db: Connection, match: str, only: _Filter, limit: int, offset: int) -> list[int]:
    rows = db.execute(
        f"SELECT items_fts.rowid FROM {only.sql} ORDER BY items_fts.rowid DESC LIMIT ? OFFSET ?",
        (match, *only.values, max(limit, 0), max(offset, 0)),
    )
    return [row[0] for row in rows]


def _best(db: Connection, match: str, only: _Filter, limit: int, offset: int) -> list[int]:
    """Title first, newest first within: as fast as newest, where ranking by word counts reads every hit."""
    in_title = f"{{title}} : ({match})"
    rowids = _newest(db, in_title, only, limit, offset)
    if len(rowids) == limit:
        return rowids
    titles = one(db, f"SELECT count(*) FROM {only.sql}", in_title, *only.values)
    elsewhere = f"({match}) NOT ({in_title})"
    return rowids + _newest(db, elsewhere, only, limit - len(rowids), max(offset - titles, 0))


def _hit(db: Connection, rowid: int, terms: list[str]) -> Hit:
    row = db.execute(f"{_TEXTS} WHERE items.search_id = ?", (rowid,)).fetchone()
    return Hit(
        uid=row["uid"],
        title=row["title"],
        snippet=snippet_among(row["body"], _files(db, row), terms),
        published=row["published"],
        unit=row["unit"],
        category=row["category"],
        status=row["status"],
    )
