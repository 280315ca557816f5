"""Every method says in words that the disk is full. What failed has changed nothing, and goes through once there
is room."""

from __future__ import annotations

import json
import shlex
import sys
from contextlib import contextmanager
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai.archive import Archive, open_archive
from gongkai.archive.compacting import compact
from gongkai.base.errors import ArchiveError
from tests.archive.calls import DATABASES, READS, WRITES, dump, outcome, prepare
from tests.archive.full_disk import FULL_CALLS
from tests.tmpfs import on_small_disk

NEEDS_NO_PAGE = {
    "gongkai.db": frozenset(()),
    "captures.db": frozenset(WRITES) - {"keep", "import_captures", "withhold"},
}
"""The writes that take no room in a database, so that they succeed even if it may not grow."""


@contextmanager
def not_growing(archive: Archive, database: str) -> Iterator[None]:
    """SQLite may take no further page for this database: it says that it is full."""
    db = archive.db if database == "gongkai.db" else archive._captures.database()
    assert not db.execute("PRAGMA freelist_count").fetchone()[0]
    most = db.execute("PRAGMA max_page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    yield
    db.execute(f"PRAGMA max_page_count = {most}")


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("database", DATABASES)
def test_a_database_that_cannot_grow_is_told(name: str, database: str, busy: Path) -> None:
    with open_archive(busy) as archive:
        prepare(archive, name)
        before = dump(busy), dump(busy, "captures.db")
        with not_growing(archive, database):
            error = outcome(WRITES[name], archive)
        if name in NEEDS_NO_PAGE[database]:
            assert error is None
            assert dump(busy) != before[0]
            return
        assert isinstance(error, ArchiveError)
        assert error.what == f"磁盘已满，未能写入档案库（{busy}）。"
        assert error.do
        assert dump(busy) == before[0]
        assert dump(busy, "captures.db") == before[1] or (name, database) == ("keep", "gongkai.db")
        assert not archive.db.in_transaction
        WRITES[name](archive)
        assert dump(busy) != before[0]
        assert not list(archive.faults(lambda _name: None))
