"""The head of the chain, and the time stamps of it that are kept. Whether one holds is told by `stamping`."""

from __future__ import annotations

from gongkai.archive.sqlite import Connection, transaction
from gongkai.archive.values import ChainHead, KeptStamp


def chain_head(db: Connection) -> ChainHead | None:
    """The newest capture with its link; None before the first."""
    row = db.execute(
        "SELECT id AS capture, chain, requested_at FROM captures ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return ChainHead(**dict(row)) if row else None


def put_stamp(db: Connection, head: ChainHead, at: str, authority: str, stated_at: str, token: bytes) -> int:
    """Keep a time stamp of a head of the chain; its number. Captures that came after that one do no harm."""
    with transaction(db):
        cursor = db.execute(
            """INSERT INTO stamps(at, capture, chain, authority, stated_at, token)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (at, head.capture, head.chain, authority, stated_at, token),
        )
    assert cursor.lastrowid is not None  # noqa: S101  an INSERT into a rowid table has one
    return cursor.lastrowid


def stamps(db: Connection) -> tuple[KeptStamp, ...]:
    """The time stamps kept, the first first, each with the link of its capture as it stands now."""
    rows = db.execute(
        """SELECT stamps.id, at, capture, stamps.chain, authority, stated_at, token,
                  captures.chain AS chain_now
           FROM stamps LEFT JOIN captures ON captures.id = capture ORDER BY stamps.id"""
    )
    return tuple(KeptStamp(**dict(row)) for row in rows)
