"""What a reading makes of an item: its text, with what lists say where the page says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from gongkai.archive import search
from gongkai.archive.sorting import put_sorting
from gongkai.archive.sqlite import Connection, Record, storable
from gongkai.archive.values import PartCapture, StoredAttachment
from gongkai.archive.versions import STATED, AttachmentState, Text, carry_known, changed_fields, text_of
from gongkai.base.sorting import Sorting
from gongkai.base.values import Document


@dataclass(frozen=True, slots=True)
class Composed:
    """A text, where its date is from, and the fields in which it differs from the one before."""

    text: Text
    published_from: str | None
    changed: tuple[str, ...]


def compose(
    db: Connection,
    item: Record,
    document: Document,
    attachments: Sequence[StoredAttachment],
    parts: Sequence[PartCapture],
    old: Text | None,
) -> Composed:
    """What an item says by a document and its files, against an older text of it."""
    listed = db.execute(
        """SELECT listed_title, listed_date FROM item_sections WHERE item = ?
           ORDER BY listed_title <> ?, listed_date IS NULL, delisted_at IS NOT NULL, first_listed, section
           LIMIT 1""",
        (item["id"], item["title"]),
    ).fetchone()
    document = _storable(document)
    published = document.published or (listed["listed_date"] if listed else None)
    text = text_of(
        document,
        document.title or (listed["listed_title"] if listed else item["title"]),
        published,
        carry_known(old.attachments if old else (), _states(attachments)),
        parts,
    )
    published_from = document.published_from if document.published else "list" if published else None
    return Composed(text, published_from, _changed(old, text, document, item) if old else ())


def take_over(
    db: Connection, item: Record, composed: Composed, sorting: Sorting | None, version: int
) -> None:
    """The item as it stands now, by this reading; sorted as it is, where that says nothing of it."""
    if sorting is not None:
        put_sorting(db, item["id"], sorting)
    text, number = composed.text, item["id"]
    stated = ", ".join(f"{name} = ?" for name in STATED)
    db.execute(
        f"""UPDATE items SET title = ?, published = ?, published_from = ?, version = ?, body_chars = ?,
                attachments = ?, search_id = ?, {stated} WHERE id = ?""",
        (
            text.title,
            text.published,
            composed.published_from,
            version,
            len(text.body),
            len(text.attachments),
            search.search_id(number, text.published, item["first_seen"]),
            *(text.metadata[name] for name in STATED),
            number,
        ),
    )


def _changed(old: Text, text: Text, document: Document, item: Record) -> tuple[str, ...]:
    """The fields that differ. A date that only a list gives to a page without one is no edit of it, nor is
    another one."""
    changed = changed_fields(old, text)
    if document.published is None and item["published_from"] in (None, "list"):
        return tuple(name for name in changed if name != "published")
    return changed


def _states(attachments: Sequence[StoredAttachment]) -> tuple[AttachmentState, ...]:
    return tuple(AttachmentState(storable(a.url), storable(a.name), a.sha256) for a in attachments)


def _storable(document: Document) -> Document:
    cleaned: dict[str, Any] = {
        field.name: _clean(getattr(document, field.name))
        for field in fields(document)
        if field.name != "attachments"
    }
    return replace(document, **cleaned)


def _clean(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, tuple):
        return tuple(_clean(part) for part in value)
    return value
