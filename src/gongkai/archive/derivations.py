"""What rules need of texts, in tables of its own: kept beside the versions it was derived from."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.archive.sqlite import Connection, transaction
from gongkai.archive.values import DerivedRow


def underived(db: Connection, deriver: str) -> tuple[int, ...]:
    """The versions (`versions.id`) of which a deriver has not derived anything, the oldest first."""
    rows = db.execute(
        """SELECT id FROM versions LEFT JOIN derived ON derived.version = versions.id
           WHERE deriver IS NULL OR deriver <> ? ORDER BY id""",
        (deriver,),
    )
    return tuple(row["id"] for row in rows)


def version_text(db: Connection, version: int) -> tuple[str, str]:
    """Title and body."""
    row = db.execute("SELECT title, body FROM versions WHERE id = ?", (version,)).fetchone()
    return row["title"], row["body"]


def store_derived(db: Connection, found: Iterable[DerivedRow]) -> None:
    """All of it or nothing, in place of what was there."""
    with transaction(db):
        for one in found:
            db.execute(
                """INSERT OR REPLACE INTO derived(version, signature, figures, deriver, numbers)
                   VALUES (?, ?, ?, ?, ?)""",
                (one.version, one.signature, one.figures, one.deriver, one.numbers),
            )
            db.execute("DELETE FROM unit_names WHERE version = ?", (one.version,))
            db.executemany(
                "INSERT INTO unit_names(version, name, times, position) VALUES (?, ?, ?, ?)",
                [(one.version, *name) for name in one.names],
            )
