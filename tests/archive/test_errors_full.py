"""Every method says in words that the disk is full. What failed has changed nothing, and goes through once
there is room."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gongkai.archive import Archive, open_archive
from gongkai.base.errors import ArchiveError
from tests.archive import full_disk
from tests.archive.calls import DATABASES, READS, WRITES, dump, outcome, prepare
from tests.tmpfs import on_small_disk, told
from tests.tmpfs import outcome as outcome_of

NEEDS_NO_PAGE = {
    "gongkai.db": frozenset(("begin_visit", "begin_rereading", "end_rereading", "conclude_removals")),
    "captures.db": frozenset(WRITES) - {"keep", "import_captures", "withhold"},
}
"""The writes for which a database has room enough without growing, so that they succeed all the same."""


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
        assert not list(archive.faults(lambda _name: None, nightly=0))


@pytest.fixture(scope="module")
def on_a_full_disk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `full_disk` found."""
    folder = tmp_path_factory.mktemp("full")
    disk, said = folder / "disk", folder / "said"
    command = shlex.join([sys.executable, "-m", "tests.archive.full_disk", str(disk)])
    on_small_disk(disk, 40_000, told(command, said), keep=folder / "keep")
    status, found, errors = outcome_of(said)
    assert status == 0, errors
    told_json: dict[str, Any] = json.loads(found)
    return told_json | {"disk": disk}


FULL = "磁盘已满，未能写入档案库（{}）。", "请腾出空间后再运行，会接着做。"


@pytest.mark.parametrize("name", full_disk.CALLS)
def test_a_full_disk_is_told(name: str, on_a_full_disk: dict[str, Any]) -> None:
    """Of every write, however little: nothing at all can be written."""
    found = on_a_full_disk[name]
    what, do = FULL
    assert found["said"] == ["ArchiveError", what.format(on_a_full_disk["disk"] / "archive"), do]
    assert found["unchanged"]
    assert found["after"]
    assert not found["faults"]


def test_a_full_disk_can_be_read(on_a_full_disk: dict[str, Any]) -> None:
    assert on_a_full_disk["reading"] == dict.fromkeys(READS, True)


@pytest.mark.parametrize("name", full_disk.FUNCTIONS)
def test_opening_and_keeping_on_a_full_disk(name: str, on_a_full_disk: dict[str, Any]) -> None:
    """Opening may find the little it needs; else all of them say it."""
    said = on_a_full_disk[name]
    if name in ("open_archive", "keeping_lock") and said is None:
        return
    assert said[0] in ("ArchiveError", "ArchiveUnreadable")
    assert str(on_a_full_disk["disk"]) in said[1]
    assert "腾出空间" in said[2]
