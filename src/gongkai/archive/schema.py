"""The two schemas and how they came about: one migration a step, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from gongkai.archive.maskingpast import mask_and_seal
from gongkai.archive.sqlite import Connection, one, statements, transaction

APPLICATION_ID = 0x676B6169  # "gkai", in the header of gongkai.db
CAPTURES_APPLICATION_ID = 0x676B6370  # "gkcp", in the header of captures.db

MIGRATIONS: tuple[str, ...] = (
    Path(__file__).with_name("schema.sql").read_text(encoding="utf-8"),
    """
    -- What files say, by their bytes: every attachment and every item with these bytes says the same.
    CREATE TABLE attachment_texts (
        sha256 TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('read', 'no-text', 'not-read')),
        why TEXT NOT NULL,
        text TEXT NOT NULL,
        names TEXT NOT NULL,         -- JSON list: the files in an archive
        reader TEXT NOT NULL,
        read_at TEXT NOT NULL
    ) STRICT;
    """,
    """
    -- What the crawl plans by, and what it remembers of hosts.
    ALTER TABLE sections ADD COLUMN in_time_until TEXT;
    ALTER TABLE sections ADD COLUMN asked TEXT;
    ALTER TABLE sections ADD COLUMN anew INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE visits ADD COLUMN total INTEGER;
    ALTER TABLE items ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE hosts (
        host TEXT PRIMARY KEY,
        level INTEGER NOT NULL,
        closed_until TEXT,
        reason TEXT NOT NULL,
        since TEXT,
        rebuilt_since TEXT,
        updated TEXT NOT NULL
    ) STRICT;
    """,
    Path(__file__).with_name("evidence.sql").read_text(encoding="utf-8"),
    Path(__file__).with_name("judging.sql").read_text(encoding="utf-8"),
    Path(__file__).with_name("sorting.sql").read_text(encoding="utf-8"),
)
"""Step N brings user_version N to N+1. Only ever appended to."""

CAPTURES_MIGRATIONS: tuple[str, ...] = (
    """
    -- Bytes of captures by their SHA-256. `bytes` is the original length; `dictionary` names the zstd
    -- dictionary the data needs, NULL where it needs none.
    CREATE TABLE blobs (
        sha256 TEXT PRIMARY KEY,
        codec TEXT NOT NULL,
        dictionary TEXT,
        bytes INTEGER NOT NULL,
        data BLOB NOT NULL
    ) STRICT;
    """,
    """
    -- Pages packed against other pages. What was packed alone stays as it is until it is compacted.
    ALTER TABLE blobs RENAME TO packed_alone;
    CREATE TABLE blobs (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        codec TEXT NOT NULL,
        dictionary INTEGER REFERENCES blobs(id),  -- the page without which the data cannot be unpacked
        depth INTEGER NOT NULL,
        version INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        data BLOB NOT NULL
    ) STRICT;
    CREATE INDEX blobs_dictionary ON blobs(dictionary) WHERE dictionary IS NOT NULL;
    INSERT INTO blobs(sha256, codec, dictionary, depth, version, bytes, data)
        SELECT sha256, codec, NULL, 0, 0, bytes, data FROM packed_alone ORDER BY rowid;
    DROP TABLE packed_alone;
    """,
    """
    -- What the rows of withheld items say, out of sight: to be put back when they are shown again.
    CREATE TABLE withheld (
        id INTEGER PRIMARY KEY,
        item INTEGER NOT NULL,       -- items.id in gongkai.db
        place TEXT NOT NULL,         -- the table in gongkai.db
        row TEXT NOT NULL            -- JSON: its key, and the columns that say something
    ) STRICT;
    CREATE INDEX withheld_item ON withheld(item);
    """,
)


FILLS: Mapping[int, Callable[[Connection, Path], None]] = {3: mask_and_seal}
"""What a step does beyond SQL, by the version it starts from, within the step's transaction: it is given the
database and the archive's folder."""


def migrate(
    db: Connection,
    folder: Path,
    migrations: tuple[str, ...],
    application_id: int,
    fills: Mapping[int, Callable[[Connection, Path], None]],
) -> None:
    """Bring a database up to the newest step, each whole or not at all; a new one starts from nothing."""
    while (version := one(db, "PRAGMA user_version")) < len(migrations):
        with transaction(db):
            if one(db, "PRAGMA user_version") != version:  # another process was first
                continue
            for statement in statements(migrations[version]):
                db.execute(statement)
            if version in fills:
                fills[version](db, folder)
            db.execute(f"PRAGMA application_id = {application_id}")
            db.execute(f"PRAGMA user_version = {version + 1}")
