"""What files say, kept by their bytes; whoever names a file finds its text. A text is nobody's edit."""

from __future__ import annotations

import json
from dataclasses import dataclass

from gongkai.archive import search
from gongkai.archive.masking import Hider, put_marks
from gongkai.archive.seals import recording
from gongkai.archive.sqlite import Connection, storable
from gongkai.archive.values import StoredAttachment
from gongkai.base.values import FileText


@dataclass(frozen=True, slots=True)
class KeptText:
    """What a reader made of a file."""

    text: FileText
    reader: str


def file_text(db: Connection, sha256: str) -> KeptText | None:
    """What was made of these bytes; None if they were never read."""
    row = db.execute("SELECT * FROM attachment_texts WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        return None
    names = tuple(json.loads(row["names"]))
    return KeptText(FileText(row["kind"], row["status"], row["text"], names, row["why"]), row["reader"])


def store_file_text(db: Connection, sha256: str, kept: KeptText, at: str) -> None:
    """Keep what a file says, in place of what was made of it before; the search index follows."""
    text, hider = kept.text, Hider()
    said = hider.hide("text", storable(text.text))
    names = [hider.hide("names", storable(name)) for name in text.names]
    with recording(db):
        named = db.execute(
            """SELECT DISTINCT items.id FROM attachments JOIN items ON items.id = attachments.item
               WHERE sha256 = ? AND withheld IS NULL""",
            (sha256,),
        ).fetchall()
        before = {row["id"]: search.current(db, row["id"]) for row in named}
        db.execute(
            """INSERT OR REPLACE
               INTO attachment_texts(sha256, kind, status, why, text, names, reader, read_at)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                sha256,
                text.kind,
                text.status,
                text.why,
                said,
                json.dumps(names, ensure_ascii=False),
                kept.reader,
                at,
            ),
        )
        db.execute("DELETE FROM personal_marks WHERE file = ?", (sha256,))
        put_marks(db, hider.marks, file=sha256)
        db.execute(f"{_TOLD} AND attachments.sha256 = ?", (sha256,))
        for item, old in before.items():
            search.update(db, old, search.current(db, item))


def tell_attachments(db: Connection, item: int) -> None:
    """Write beside an item's attachments what was made of their bytes."""
    db.execute(f"{_TOLD} AND attachments.item = ?", (item,))


def unread_files(
    db: Connection, reader: str, converting: str, converted: str
) -> tuple[StoredAttachment, ...]:
    """The kept files that a reader (`files/2`, with whatever converters) has not read, or, of the kind that
    is converted, not with the converters there are now (`files/2+antiword`); for all attachments of the same
    bytes the one that was kept last, those named latest first."""
    rows = db.execute(
        """SELECT url, name, status, sha256, bytes, media_type, capture FROM (
               SELECT attachments.*, max(attachments.last_seen) OVER same AS named,
                   row_number() OVER (same ORDER BY capture DESC, attachments.id DESC) AS place
               FROM attachments JOIN captures ON captures.id = capture
               JOIN items ON items.id = attachments.item AND items.withheld IS NULL
               LEFT JOIN attachment_texts AS known ON known.sha256 = attachments.sha256
               WHERE attachments.sha256 IS NOT NULL AND purged IS NULL
                     AND (known.sha256 IS NULL OR known.reader || '+' NOT LIKE ? || '+%'
                          OR known.kind = ? AND known.status = 'not-read' AND known.reader <> ?)
               WINDOW same AS (PARTITION BY attachments.sha256))
           WHERE place = 1 ORDER BY named DESC, capture DESC""",
        (reader, converted, converting),
    )
    return tuple(StoredAttachment(**dict(row)) for row in rows)


_TOLD = """UPDATE attachments SET seal = NULL, status = known.status,
               text_chars = iif(known.status = 'not-read', NULL, length(known.text))
           FROM attachment_texts AS known WHERE known.sha256 = attachments.sha256"""
