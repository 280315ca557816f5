"""Masking what an archive of before version 4 kept as it was printed; part of that migration.

Texts are masked where they stand, since no copy of what was printed may stay but the captures. The search
index is built anew, and the database is written anew once (`about`: vacuum), so that no page keeps the rest.
"""

from __future__ import annotations

import json
from pathlib import Path

from gongkai.archive.listings import retitled, sha256_text
from gongkai.archive.masking import Hider, hidden, put_marks
from gongkai.archive.seals import seal_rows
from gongkai.archive.sqlite import Connection, one
from gongkai.archive.versions import STATED, masked_again, stored_text, text_columns


def mask_and_seal(db: Connection, folder: Path) -> None:
    """The fill of step 4."""
    _versions(db)
    _items(db)
    _lists(db)
    _files(db)
    if one(db, "SELECT 1 FROM items LIMIT 1"):  # a new archive has nothing to be rid of
        db.execute("DELETE FROM about WHERE key = 'tokens'")
        db.execute("INSERT OR REPLACE INTO about(key, value) VALUES ('vacuum', 'pending')")
    seal_rows(db)


def _versions(db: Connection) -> None:
    for row in db.execute("SELECT id FROM versions").fetchall():
        version = db.execute("SELECT * FROM versions WHERE id = ?", (row["id"],)).fetchone()
        text = masked_again(stored_text(version))
        if text.marks:
            columns = text_columns(text)
            settings = ", ".join(f"{name} = :{name}" for name in columns)
            db.execute(f"UPDATE versions SET {settings} WHERE id = :id", {**columns, "id": row["id"]})
            put_marks(db, text.marks, version=row["id"])


def _items(db: Connection) -> None:
    columns = ("title", *STATED)
    for row in db.execute(f"SELECT id, {', '.join(columns)} FROM items").fetchall():
        masked = {name: hidden(row[name]) if row[name] else row[name] for name in columns}
        if masked != {name: row[name] for name in columns}:
            settings = ", ".join(f"{name} = :{name}" for name in columns)
            db.execute(f"UPDATE items SET {settings} WHERE id = :id", {**masked, "id": row["id"]})


def _lists(db: Connection) -> None:
    places = db.execute("SELECT item, section, listed_title FROM item_sections").fetchall()
    masked = ((hidden(row["listed_title"]), row) for row in places)
    db.executemany(
        "UPDATE item_sections SET listed_title = ? WHERE item = ? AND section = ?",
        [(title, row["item"], row["section"]) for title, row in masked if title != row["listed_title"]],
    )
    for row in db.execute("SELECT id, rows FROM listings").fetchall():
        text = retitled(row["rows"], lambda one: hidden(one["title"]))
        if text != row["rows"]:
            db.execute(
                "UPDATE listings SET rows = ?, sha256 = ? WHERE id = ?", (text, sha256_text(text), row["id"])
            )


def _files(db: Connection) -> None:
    for row in db.execute("SELECT id, name FROM attachments").fetchall():
        if hidden(row["name"]) != row["name"]:
            db.execute("UPDATE attachments SET name = ? WHERE id = ?", (hidden(row["name"]), row["id"]))
    for row in db.execute("SELECT sha256 FROM attachment_texts").fetchall():
        kept = db.execute("SELECT text, names FROM attachment_texts WHERE sha256 = ?", tuple(row)).fetchone()
        hider = Hider()
        text = hider.hide("text", kept["text"])
        names = json.dumps(
            [hider.hide("names", name) for name in json.loads(kept["names"])], ensure_ascii=False
        )
        if hider.marks:
            db.execute(
                "UPDATE attachment_texts SET text = ?, names = ? WHERE sha256 = ?",
                (text, names, row["sha256"]),
            )
            put_marks(db, hider.marks, file=row["sha256"])
