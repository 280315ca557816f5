"""Items and versions for people who look at one."""

from __future__ import annotations

import json

from gongkai.archive.shown import Event, ItemView, Placed, VersionView
from gongkai.archive.sqlite import Connection, Record
from gongkai.archive.values import StoredAttachment
from gongkai.archive.versions import STATED


def item(db: Connection, uid: str) -> ItemView | None:
    """An item by its public name, in any case; None if there is none."""
    row = db.execute("SELECT * FROM items WHERE uid = ?", (uid.upper(),)).fetchone()
    if row is None:
        return None
    version = db.execute(
        "SELECT body, attachments FROM versions WHERE item = ? AND version = ?", (row["id"], row["version"])
    ).fetchone()
    taken_over = [
        name
        for name in ItemView.__dataclass_fields__
        if name not in ("body", "attachments", "sections", "events")
    ]
    return ItemView(
        **{name: row[name] for name in taken_over},
        body=version["body"] if version else "",
        attachments=_attachments(db, row["id"], version["attachments"]) if version else (),
        sections=_sections(db, row["id"]),
        events=_events(db, row["id"]),
    )


def versions(db: Connection, uid: str) -> tuple[VersionView, ...]:
    """All versions of an item, the first first; none of an item that was not yet read."""
    rows = db.execute(
        """SELECT versions.* FROM versions JOIN items ON items.id = versions.item
           WHERE items.uid = ? ORDER BY version""",
        (uid.upper(),),
    ).fetchall()
    return tuple(_version(db, row) for row in rows)


def _version(db: Connection, row: Record) -> VersionView:
    metadata = json.loads(row["metadata"])
    return VersionView(
        version=row["version"],
        cause=row["cause"],
        seen_at=row["seen_at"],
        previous_seen_at=row["previous_seen_at"],
        read_at=row["read_at"],
        reader=row["reader"],
        capture=row["capture"],
        title=row["title"],
        published=row["published"],
        body=row["body"],
        metadata={name: metadata.get(name) for name in STATED},
        stated=tuple((label, value) for label, value in metadata.get("stated", ())),
        attachments=_attachments(db, row["item"], row["attachments"]),
        changed=tuple(json.loads(row["changed"])),
        confirmed_at=row["confirmed_at"],
        flips=bool(row["flips"]),
        text_sha256=row["text_sha256"],
    )


def _attachments(db: Connection, item_id: int, listed: str) -> tuple[StoredAttachment, ...]:
    """The attachments that a version lists, with what is known of their bytes."""
    found = []
    for entry in json.loads(listed):
        row = db.execute(
            """SELECT attachments.*, coalesce(why, '') AS why, coalesce(names, '[]') AS names
               FROM attachments LEFT JOIN attachment_texts AS known ON known.sha256 = attachments.sha256
               WHERE item = ? AND url = ? AND attachments.sha256 IS ?
               ORDER BY last_seen DESC, id DESC LIMIT 1""",
            (item_id, entry["url"], entry["sha256"]),
        ).fetchone()
        found.append(_attachment(entry, row))
    return tuple(found)


def _attachment(entry: dict[str, str | None], row: Record | None) -> StoredAttachment:
    url, name = entry["url"] or "", entry["name"] or ""
    if row is None:
        return StoredAttachment(url, name, "unknown", entry["sha256"])
    return StoredAttachment(
        url,
        name,
        row["status"],
        row["sha256"],
        row["bytes"],
        row["media_type"],
        row["capture"],
        row["text_chars"],
        row["why"],
        tuple(json.loads(row["names"])),
    )


def _sections(db: Connection, item_id: int) -> tuple[Placed, ...]:
    rows = db.execute(
        """SELECT item_sections.*, sections.name FROM item_sections JOIN sections ON sections.id = section
           WHERE item = ? ORDER BY first_listed, section""",
        (item_id,),
    )
    return tuple(Placed(**{name: row[name] for name in Placed.__dataclass_fields__}) for row in rows)


def _events(db: Connection, item_id: int) -> tuple[Event, ...]:
    rows = db.execute(
        "SELECT kind, previous_at, at, capture FROM item_events WHERE item = ? ORDER BY id", (item_id,)
    )
    return tuple(Event(**dict(row)) for row in rows)
