"""Every method says in words that the archive is damaged, whatever a damaged file may hold; `faults` tells
it. Nothing is written to a damaged database, and everything goes through once it was restored."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gongkai.archive import Archive, Fault, open_archive
from gongkai.base.errors import ArchiveError, ArchiveUnreadable, GongkaiError
from tests.archive.calls import (
    DATABASES,
    READS,
    READS_CAPTURES,
    WRITES,
    WRITES_CAPTURES,
    Call,
    dump,
    outcome,
    prepare,
)

OPENING = ("sqlite_schema", "about", "sqlite_autoindex_about_1")
"""What is read when an archive is opened."""


def damage(path: Path) -> bytes:
    """Overwrite every page of a database but those without which it cannot be opened; what is there then."""
    with closing(sqlite3.connect(path)) as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        try:
            rows = db.execute(f"SELECT pageno FROM dbstat WHERE name IN {OPENING}").fetchall()
        except sqlite3.OperationalError:
            pytest.skip("needs an SQLite with dbstat to tell whose page is whose")
    kept = {number for (number,) in rows}
    data, junk = bytearray(path.read_bytes()), random.Random(1)
    for page in range(1, len(data) // size + 1):
        if page not in kept:
            data[(page - 1) * size : page * size] = junk.randbytes(size)
    path.write_bytes(data)
    return bytes(data)


def assert_tells_damage(error: GongkaiError | None, folder: Path) -> None:
    assert isinstance(error, ArchiveUnreadable)
    assert str(folder) in error.what
    assert "损坏" in error.what
    assert "从备份恢复" in error.do


def faults(archive: Archive, nightly: int | None = None) -> list[Fault]:
    return list(archive.faults(lambda _name: None, nightly=nightly))


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("database", DATABASES)
def test_reading_a_damaged_database_is_told(name: str, database: str, busy: Path) -> None:
    with open_archive(busy, write=False) as archive:
        sound = READS[name](archive)
    damage(busy / database)
    with open_archive(busy, write=False) as archive:
        if database == "captures.db" and name not in READS_CAPTURES:
            assert READS[name](archive) == sound
        elif name == "progress":  # it reads `about` alone, which opening needs
            assert outcome(READS[name], archive) is None
        else:
            assert_tells_damage(outcome(READS[name], archive), busy)


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("database", DATABASES)
def test_writing_to_a_damaged_database_is_told(name: str, database: str, made: Path, busy: Path) -> None:
    other = DATABASES[database == "gongkai.db"]
    damaged, before = damage(busy / database), dump(busy, other)
    with open_archive(busy) as archive:
        error = outcome(WRITES[name], archive)
    if database == "captures.db" and name not in WRITES_CAPTURES:
        assert error is None or name == "end_rereading"
        return
    if name in ("begin_rereading", "end_rereading"):  # they write to `about` alone, which opening needs
        assert error is None
        return
    assert_tells_damage(error, busy)
    assert (busy / database).read_bytes() == damaged
    assert dump(busy, other) == before or (name, database) == ("keep", "gongkai.db")
    shutil.copyfile(made / database, busy / database)
    with open_archive(busy) as archive:
        prepare(archive, name)
        WRITES[name](archive)
        assert not faults(archive, 0)


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("nightly", [None, 0])
def test_faults_tell_a_damaged_database(database: str, nightly: int | None, busy: Path) -> None:
    damage(busy / database)
    with open_archive(busy) as archive:
        found = faults(archive, nightly)
    assert found[0].where == database
    assert {"captures"} <= {fault.where for fault in found}
    assert all(fault.what for fault in found)


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("write", [True, False])
def test_opening_what_is_damaged_throughout_is_told(database: str, write: bool, busy: Path) -> None:
    path = busy / database
    path.write_bytes(path.read_bytes()[:100] + random.Random(2).randbytes(path.stat().st_size - 100))
    with pytest.raises(ArchiveUnreadable) as caught:
        open_archive(busy, write=write)
    assert_tells_damage(caught.value, busy)


# --- rows that SQLite takes for sound -------------------------------------------------------------

NONSENSE = {
    "listings": "UPDATE listings SET rows = '{'",
    "metadata": "UPDATE versions SET metadata = '[1'",
    "parts": """UPDATE versions SET metadata = '{"parts": [{"x": 1}]}'""",
    "attachments": "UPDATE versions SET attachments = '[3]'",
    "changed": "UPDATE versions SET changed = ''",
    "headers": "UPDATE captures SET headers = '[[1]]'",
    "names": "UPDATE attachment_texts SET names = '7'",
    "moments": "UPDATE items SET first_seen = 'x', vanished_at = 'x', published = 'x'",
    "visits": "UPDATE visits SET started = 'x', finished = iif(finished IS NULL, NULL, 'y')",
    "bodies": "UPDATE versions SET body = CAST(x'ff' AS TEXT), title = CAST(x'ff' AS TEXT)",
    "a list": "UPDATE versions SET metadata = '[1]'",
    "no hash": "UPDATE captures SET sha256 = ''",
    "a path": "UPDATE captures SET sha256 = 'OUTSIDE'",
    "no versions": "DELETE FROM versions",
    "no captures": "DELETE FROM captures",
    "no sections": "DELETE FROM sections",
    "no items": "DELETE FROM items",
    "no listings": "DELETE FROM listings",
    "no visits": "DELETE FROM visits",
    "withheld": "UPDATE captures_db.withheld SET row = '{'",
    "blobs": "UPDATE captures_db.blobs SET data = x'00', dictionary = id",
    "lengths": "UPDATE captures_db.blobs SET bytes = 9223372036854775807",
}


def assert_only_ours(archive: Archive, calls: dict[str, Call]) -> list[GongkaiError]:
    """Whatever the calls say is of ours, and says what to do; anything else comes through."""
    told = [error for call in calls.values() if (error := outcome(call, archive))]
    assert all(error.do for error in told), [str(error) for error in told if not error.do]
    return told


@pytest.mark.parametrize("name", NONSENSE)
def test_rows_that_make_no_sense_are_told(name: str, busy: Path) -> None:
    outside = busy.parent / "outside"
    outside.write_bytes(b"of somebody else")
    with closing(sqlite3.connect(busy / "gongkai.db")) as db:
        db.execute("ATTACH ? AS captures_db", (str(busy / "captures.db"),))
        db.execute(NONSENSE[name].replace("OUTSIDE", str(outside)))
        db.commit()
    with open_archive(busy) as archive:
        assert faults(archive) or name == "withheld"
        told = assert_only_ours(archive, READS | WRITES)
    assert outside.exists()
    assert [error for error in told if isinstance(error, ArchiveError)], "none met it"


@pytest.mark.parametrize("seed", range(6))
def test_flipped_bytes_are_told(seed: int, busy: Path) -> None:
    flip(busy, seed)
    assert_only_ours_throughout(busy)


def flip(folder: Path, seed: int) -> None:
    """Other bytes in some places of both databases."""
    chance = random.Random(seed)
    for name in DATABASES:
        data = bytearray((folder / name).read_bytes())
        for _ in range(chance.choice((1, 10, 100, 1000))):
            data[chance.randrange(100, len(data))] = chance.randrange(256)
        (folder / name).write_bytes(data)


def assert_only_ours_throughout(folder: Path) -> None:
    try:
        archive = open_archive(folder)
    except GongkaiError as error:
        told = error
    else:
        with archive:
            list(archive.faults(lambda _name: None))
            assert_only_ours(archive, READS | WRITES)
        return
    assert told.do
