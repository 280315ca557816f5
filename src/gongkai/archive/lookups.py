"""Small questions that other rooms ask of the archive. Reads only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal

from gongkai.archive.sqlite import Connection
from gongkai.archive.values import PartCapture, StoredAttachment
from gongkai.base.states import State

Named = Literal["units", "sites", "sections", "categories"]


def names(db: Connection, table: Named) -> dict[str, str]:
    """The names of what is watched, by id."""
    return {row["id"]: row["name"] for row in db.execute(f"SELECT id, name FROM {table}")}


def item_titles(db: Connection, uids: Iterable[str]) -> dict[str, str]:
    """The titles of these items as they stand now, by uid; hidden ones say so."""
    rows = db.execute(
        "SELECT uid, title FROM items WHERE uid IN (SELECT value FROM json_each(?))", (json.dumps([*uids]),)
    )
    return {row["uid"]: row["title"] for row in rows}


def offices(db: Connection) -> dict[str, str]:
    """The responsible office (责任科室) of each section that has one: its own, else its category's."""
    rows = db.execute(
        """SELECT sections.id, coalesce(nullif(sections.duty, ''), nullif(categories.duty, '')) AS office
           FROM sections LEFT JOIN categories ON categories.id = category"""
    )
    return {row["id"]: row["office"] for row in rows if row["office"]}


def understood_sections(db: Connection) -> frozenset[str]:
    """The sections that some visit has understood."""
    rows = db.execute("SELECT id FROM sections WHERE last_understood IS NOT NULL")
    return frozenset(row["id"] for row in rows)


def cached_states(db: Connection) -> dict[str, State]:
    """The states that the last check wrote down, by section."""
    rows = db.execute("SELECT id, state FROM sections WHERE state IS NOT NULL AND active")
    return {row["id"]: row["state"] for row in rows}


def stored_attachments(db: Connection, item: int) -> tuple[StoredAttachment, ...]:
    """The files of an item whose bytes are kept, the newest of each address."""
    rows = db.execute(
        """SELECT url, name, status, sha256, bytes, media_type, capture FROM attachments
           WHERE id IN (
               SELECT max(id) FROM attachments WHERE item = ? AND sha256 IS NOT NULL GROUP BY url)""",
        (item,),
    )
    return tuple(StoredAttachment(**dict(row)) for row in rows)


def standing(db: Connection, item: int) -> tuple[str, str]:
    """Title and body of an item's current version; empty before one."""
    row = db.execute(
        """SELECT versions.title, body FROM versions JOIN items ON items.id = versions.item
               AND items.version = versions.version WHERE items.id = ?""",
        (item,),
    ).fetchone()
    return (row["title"], row["body"]) if row else ("", "")


def part_captures(db: Connection, item: int) -> tuple[PartCapture, ...]:
    """The further pages of an item's numbered body, as of its current version."""
    row = db.execute(
        """SELECT versions.metadata FROM versions JOIN items ON items.id = versions.item
               AND items.version = versions.version WHERE items.id = ?""",
        (item,),
    ).fetchone()
    parts = json.loads(row["metadata"]).get("parts", []) if row else []
    return tuple(PartCapture(**part) for part in parts)


def doubted_at(db: Connection, item: int, reason: str) -> str | None:
    """When the last look at an item was made, if it was not believed for that reason."""
    row = db.execute(
        "SELECT at, reason FROM checks WHERE item = ? ORDER BY id DESC LIMIT 1", (item,)
    ).fetchone()
    return row["at"] if row and row["reason"] == reason else None


def sites_with_vanished(db: Connection, run: int) -> tuple[str, ...]:
    """The sites of items that a run found gone from their addresses."""
    rows = db.execute(
        """SELECT DISTINCT items.site FROM checks JOIN items ON items.id = checks.item
           WHERE checks.run = ? AND checks.outcome = 'vanished' ORDER BY items.site""",
        (run,),
    )
    return tuple(row["site"] for row in rows)


def sections_out_of_sight(db: Connection, run: int) -> tuple[str, ...]:
    """The active sections of items that a run found gone, which were not visited in it."""
    rows = db.execute(
        """SELECT DISTINCT section FROM checks
           JOIN item_sections ON item_sections.item = checks.item
           JOIN sections ON sections.id = section
           WHERE checks.run = :run AND checks.outcome = 'vanished' AND sections.active
                 AND section NOT IN (SELECT section FROM visits WHERE run = :run) ORDER BY section""",
        {"run": run},
    )
    return tuple(row["section"] for row in rows)


def uid_of(db: Connection, name: str) -> str | None:
    """The public name of the item that a person means: its uid in any case, or one of its addresses."""
    row = db.execute(
        """SELECT uid FROM items WHERE uid = ?
           UNION SELECT uid FROM item_urls JOIN items ON items.id = item WHERE item_urls.url = ? LIMIT 1""",
        (name.upper(), name),
    ).fetchone()
    return row["uid"] if row else None
