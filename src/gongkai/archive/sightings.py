"""Which text a look at a page showed: when a text was seen twice, and pages that go back and forth.

One look may meet a server that was only half updated, or one of two behind an address. A text is confirmed
when looks at least HOURS_APART apart showed it and none between them another. Where a page has gone from one
text to another, back, and then to the other again within FLIP_DAYS, these are two states of one page and no
edits: from then on no version is made for either, until one of them was not seen for so long or a third
text is there. Every look names the version whose text it showed (`checks.version`).
"""

from __future__ import annotations

from datetime import timedelta

from gongkai.archive.removals import HOURS_APART
from gongkai.archive.sqlite import Connection, Record, one
from gongkai.archive.versions import Text, changed_fields, stored_text
from gongkai.base.times import parse_utc, utc_text

FLIP_DAYS = 30


def last_seen_version(db: Connection, item: int) -> int | None:
    """The version whose text the last look that showed one showed."""
    seen: int | None = one(
        db, "SELECT version FROM checks WHERE item = ? AND version IS NOT NULL ORDER BY id DESC LIMIT 1", item
    )
    return seen


def confirm(db: Connection, item: int, version: int, at: str) -> None:
    """Note that a version's text, which was seen now, is confirmed, if it is. A version and its rereadings
    are one text: they were first seen at one moment."""
    row = db.execute(
        "SELECT id, seen_at, confirmed_at FROM versions WHERE item = ? AND version = ?", (item, version)
    ).fetchone()
    if row["confirmed_at"] is not None:
        return
    first = one(
        db,
        """SELECT min(at) FROM checks WHERE item = ? AND version IS NOT NULL AND id > coalesce((
               SELECT max(checks.id) FROM checks JOIN versions ON versions.item = checks.item
                   AND versions.version = checks.version
               WHERE checks.item = ? AND versions.seen_at <> ?), 0)""",
        item,
        item,
        row["seen_at"],
    )
    if first is not None and parse_utc(at) - parse_utc(first) >= timedelta(hours=HOURS_APART):
        db.execute("UPDATE versions SET confirmed_at = ?, seal = NULL WHERE id = ?", (at, row["id"]))


def other_state(db: Connection, current: Record, text: Text, at: str) -> Record | None:
    """The earlier version whose text a look showed in place of the current one, if the page goes back and
    forth between the two: it came back to the current text from that one, and both were seen of late."""
    earlier = _same_text(db, current, text)
    if earlier is None or _same_text(db, current, stored_text(current)) is None:
        return None
    since = utc_text(parse_utc(at) - timedelta(days=FLIP_DAYS))
    both = (_seen_since(db, version, since) for version in (earlier, current))
    return earlier if all(both) else None


def begin_flips(db: Connection, current: Record, other: Record) -> None:
    """Mark a page and its two versions as going back and forth, since the other was first seen."""
    db.execute(
        "UPDATE items SET flips_since = coalesce(flips_since, ?) WHERE id = ?",
        (other["seen_at"], current["item"]),
    )
    db.execute(
        "UPDATE versions SET flips = 1, seal = NULL WHERE id IN (?, ?) AND NOT flips",
        (current["id"], other["id"]),
    )


def end_flips(db: Connection, current: Record, at: str) -> None:
    """Forget that a page goes back and forth, if no other text than the current was seen for FLIP_DAYS."""
    since = utc_text(parse_utc(at) - timedelta(days=FLIP_DAYS))
    db.execute(
        """UPDATE items SET flips_since = NULL WHERE id = :item AND flips_since < :since AND NOT EXISTS (
               SELECT 1 FROM checks WHERE item = :item AND at >= :since AND version <> :version)""",
        {"item": current["item"], "since": since, "version": current["version"]},
    )


def _same_text(db: Connection, current: Record, text: Text) -> Record | None:
    """The newest version before the current one that says the same as a text."""
    rows = db.execute(
        """SELECT * FROM versions WHERE item = ? AND version < ? AND seen_at < ? AND text_sha256 = ?
           ORDER BY version DESC""",
        (current["item"], current["version"], current["seen_at"], text.sha256),
    )
    return next((row for row in rows if not changed_fields(stored_text(row), text)), None)


def _seen_since(db: Connection, version: Record, since: str) -> bool:
    return version["seen_at"] >= since or bool(
        one(
            db,
            "SELECT 1 FROM checks WHERE item = ? AND at >= ? AND version = ? LIMIT 1",
            version["item"],
            since,
            version["version"],
        )
    )
