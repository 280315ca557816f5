"""The search index against the texts it was made from.

The index is without content, so SQLite has nothing to hold it against. A copy of it, in a database of its own
for the while, is told that today's texts are its content: FTS5 then compares every term, place, prefix and
length. A query finds its way by parts that this does not touch, so every term is asked for as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.archive import search, tokens
from gongkai.archive.sqlite import Connection, DatabaseError, is_passing, one, scratch
from gongkai.archive.values import Fault

SHADOWS = ("data", "idx", "docsize")
"""The tables in which FTS5 keeps an index: documented, and the same with and without content."""

_WITHOUT, _WITH = "content=''", "content='texts', content_rowid='id'"


def index_faults(db: Connection) -> Iterator[Fault]:
    """What is wrong with the index, if anything: it can be built anew from the texts."""
    made = one(db, "SELECT sql FROM sqlite_master WHERE name = 'items_fts'")
    if made is None:
        yield Fault("items_fts", "", "检索索引不在档案库中")
        return
    try:
        with scratch() as copy:
            copy.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, title TEXT, body TEXT)")
            copy.execute(made.replace(_WITHOUT, _WITH))
            _copy_index(db, copy)
            _copy_texts(db, copy)
            copy.execute("INSERT INTO items_fts(items_fts, rank) VALUES ('integrity-check', 1)")
            yield from _lost_terms(copy)
    except DatabaseError as error:
        if is_passing(error):
            raise
        yield Fault("items_fts", "", f"索引与各条目的文字不符：{error}")


def _copy_index(db: Connection, copy: Connection) -> None:
    for name in SHADOWS:
        copy.execute(f"DELETE FROM items_fts_{name}")
        rows = db.execute(f"SELECT * FROM items_fts_{name}")
        marks = ", ".join("?" * len(rows.description))
        copy.executemany(f"INSERT INTO items_fts_{name} VALUES ({marks})", (tuple(row) for row in rows))


def _copy_texts(db: Connection, copy: Connection) -> None:
    for item in db.execute("SELECT id FROM items WHERE withheld IS NULL ORDER BY search_id").fetchall():
        row = search.current(db, item["id"])
        values = (row.search_id, tokens.index_text(row.title), tokens.index_text(row.body))
        copy.execute("INSERT INTO texts(id, title, body) VALUES (?, ?, ?)", values)


def _lost_terms(copy: Connection) -> Iterator[Fault]:
    """Terms, and first characters, that a query does not find in all rows that have them."""
    copy.execute("CREATE VIRTUAL TABLE terms USING fts5vocab('items_fts', 'row')")
    for term, rows in copy.execute("SELECT term, doc FROM terms").fetchall():
        quoted = '"' + term.replace('"', '""') + '"'
        if one(copy, "SELECT count(*) FROM items_fts WHERE items_fts MATCH ?", quoted) != rows:
            yield Fault("items_fts", "", f"按“{term}”检索所得与索引内容不符")
