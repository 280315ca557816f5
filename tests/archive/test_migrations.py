"""Archives of every older schema come to today's in one go, say what they said, and can be written to."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from pathlib import Path

import pytest

from gongkai.archive import Archive, open_archive, opening, schema
from gongkai.archive.masking import KEY
from gongkai.archive.seals import SEALED, broken_seals
from gongkai.archive.sqlite import Connection
from gongkai.base.errors import ArchiveError, ArchiveNewer, ArchiveUnreadable
from tests.archive.helpers import Crawl, at, row

OLDER = Path(__file__).with_name("older")
NEWEST = len(schema.MIGRATIONS)
SCHEMAS = range(1, NEWEST)
MASKED = 4
"""From this schema on texts are kept without personal data."""

Rows = dict[str, list[tuple[object, ...]]]


def unpacked(version: int, folder: Path) -> Path:
    with tarfile.open(OLDER / f"schema-{version}.tar.xz") as tar:
        tar.extractall(folder, filter="data")
    (folder / KEY).write_bytes(b"k" * 32)  # the marks of two copies can then be compared
    return folder


@pytest.fixture(params=SCHEMAS)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return unpacked(request.param, tmp_path / "archive")


def columns(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Of every table that people read, its columns."""
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: [column[1] for column in db.execute(f"PRAGMA table_info({name})")]
        for name in names
        if not re.match("sqlite_|items_fts|about$", name)
    }


def said(folder: Path, known: dict[str, list[str]] | None = None) -> Rows:
    """The rows of every table, by the columns known."""
    with closing(sqlite3.connect(folder / "gongkai.db")) as db:
        return {
            table: db.execute(f"SELECT {', '.join(of)} FROM {table} ORDER BY 1, 2").fetchall()
            for table, of in (known or columns(db)).items()
        }


def found(folder: Path, words: str) -> list[str]:
    """The items whose title, text or files hold the words, by a plain scan."""
    with closing(sqlite3.connect(folder / "gongkai.db")) as db:
        has_texts = "attachment_texts" in columns(db)
        files = "(SELECT group_concat(text) FROM attachment_texts)" if has_texts else "''"
        texts = db.execute(
            f"""SELECT uid, items.title, body, iif(versions.attachments LIKE '%pdf%', {files}, '')
                FROM items LEFT JOIN versions ON item = items.id AND versions.version = items.version"""
        )
        return sorted(uid for uid, *parts in texts if any(words in (part or "") for part in parts))


def dump(folder: Path, names: tuple[str, ...] = ("gongkai.db", "captures.db")) -> list[str]:
    """Everything that the databases hold."""
    told = []
    for name in names:
        with closing(sqlite3.connect(folder / name)) as db:
            marks = [db.execute(f"PRAGMA {mark}").fetchone() for mark in ("user_version", "application_id")]
            told += [str(marks), *db.iterdump()]
    return told


def assert_whole(archive: Archive) -> None:
    db = archive.db
    assert db.execute("PRAGMA user_version").fetchone()[0] == NEWEST
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.execute("INSERT INTO items_fts(items_fts) VALUES ('integrity-check')")
    assert {table: list(broken_seals(db, table)) for table in SEALED} == {table: [] for table in SEALED}
    assert archive.verify_chain() is None
    captures = [capture for (capture,) in db.execute("SELECT id FROM captures")]
    assert len(captures) > 20
    assert all(archive.capture_body(capture) for capture in captures)


def test_every_older_schema_is_kept() -> None:
    kept = {path.name for path in OLDER.glob("*.tar.xz")}
    assert kept == {f"schema-{n}.tar.xz" for n in SCHEMAS}, "see tests/archive/older/README.md"
    assert all((OLDER / name).stat().st_size < 100_000 for name in kept)


def test_it_comes_to_the_newest_and_is_whole(older: Path) -> None:
    with open_archive(older) as archive:
        assert_whole(archive)


def test_it_says_what_it_said(older: Path) -> None:
    with closing(sqlite3.connect(older / "gongkai.db")) as db:
        known, version = columns(db), db.execute("PRAGMA user_version").fetchone()[0]
    known["sections"].remove("duty")  # names an office since step 5; what it said is in `obliged`
    before = said(older, known)
    assert (PERSONAL[0] in str(before["versions"])) == (version < MASKED)
    assert all(before[table] for table in ("versions", "items", "item_events", "listings", "attachments"))
    open_archive(older).close()
    assert masked(said(older, known)) == masked(before)


PERSONAL = ("110101199003070038", "联系电话13900001234")
"""An ID number and a mobile that texts of these archives name; a file has the mobile as that of an office."""


def masked(rows: Rows) -> Rows:
    """The rows as they are without personal data, which a step takes out, and the hashes of such texts."""
    return {table: [_masked(row) for row in found] for table, found in rows.items()}


def _masked(row: tuple[object, ...]) -> tuple[object, ...]:
    cells = [re.sub(r"110101.{12}|139.{6}34", "*", c) if isinstance(c, str) else c for c in row]
    return tuple(cells[:-1] if any("*" in str(cell) for cell in cells) else cells)


def test_personal_data_are_masked_and_nothing_of_them_is_left(older: Path) -> None:
    with open_archive(older) as archive:
        assert [archive.search(number).total for number in PERSONAL] == [0, 0]
        assert archive.search("110101************").total > 0
        kinds = {row[0] for row in archive.db.execute("SELECT kind FROM personal_marks")}
        assert kinds == {"id-number", "mobile"}
        assert list(archive.faults(lambda name: None)) == []
    for path in older.glob("gongkai.db*"):
        assert not any(number.encode() in path.read_bytes() for number in PERSONAL)


def test_masking_that_was_cut_off_before_the_database_was_written_anew_goes_on(older: Path) -> None:
    open_archive(older).close()
    with closing(sqlite3.connect(older / "gongkai.db")) as db:
        db.execute("INSERT INTO about(key, value) VALUES ('vacuum', 'pending')")
        db.execute("CREATE TABLE big AS SELECT zeroblob(5000000) AS zeros")
        db.execute("DROP TABLE big")
        db.commit()
    open_archive(older).close()
    assert (older / "gongkai.db").stat().st_size < 5_000_000


@pytest.mark.parametrize("words", ["高龄津贴", "标准有调整", "标题 i3", "外部文章", "预算总表", "无此词"])
def test_searching_finds_what_it_found(older: Path, words: str) -> None:
    expected = found(older, words)
    with open_archive(older) as archive:
        assert sorted(hit.uid for hit in archive.search(words).hits) == expected


def test_a_crawl_carries_on(older: Path) -> None:
    with open_archive(older) as archive:
        crawl = Crawl(archive, day=25)
        counts = crawl.visit(*(row(name) for name in ("new", "i0", "i1")), moment=at(25))
        assert counts.new == 1
        assert crawl.read("new", "刚公布的", moment=at(25)) == "new"
        assert crawl.read("i0", "青山街道i0改过", moment=at(25)) == "changed"
        assert crawl.read("i3", "青山街道i3的正文，办理高龄津贴。", moment=at(25)) == "returned"
        archive.finish_run(crawl.run, at(25), "done", requests=3, bytes=100)
        assert [hit.title for hit in archive.search("刚公布").hits] == ["标题 new"]
        assert_whole(archive)


def test_only_reading_says_what_to_do_and_changes_nothing(older: Path) -> None:
    before = dump(older)
    with pytest.raises(ArchiveUnreadable, match=r"旧版.*gongkai verify"):
        open_archive(older, write=False)
    assert dump(older) == before


def _fail(db: Connection, folder: Path) -> None:
    raise OSError("no space left")


ONE = ("gongkai.db",)


@pytest.mark.parametrize("version", SCHEMAS)
@pytest.mark.parametrize("way", ["in its SQL", "beyond its SQL"])
def test_a_step_that_fails_leaves_everything_as_it_was(
    version: int, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unpacked(version, tmp_path / "archive")
    before, steps, fills = dump(folder, ONE), list(schema.MIGRATIONS), dict(schema.FILLS)
    if way == "in its SQL":
        steps[version] += "; INSERT INTO nowhere VALUES (1);"
    else:
        fills[version] = _fail
    monkeypatch.setattr(
        opening, "ARCHIVE", opening.Kind("gongkai.db", tuple(steps), schema.APPLICATION_ID, fills)
    )
    with pytest.raises(ArchiveError):
        open_archive(folder)
    assert dump(folder, ONE) == before
    monkeypatch.undo()
    with open_archive(folder) as archive:
        assert_whole(archive)


def test_a_newer_database_beside_an_older_keeps_both_as_they_are(tmp_path: Path) -> None:
    folder = unpacked(1, tmp_path / "archive")
    with closing(sqlite3.connect(folder / "captures.db")) as db:
        db.execute("PRAGMA user_version = 99")
    before = dump(folder)
    with pytest.raises(ArchiveNewer, match=r"captures\.db.*99.*升级"):
        open_archive(folder)
    assert dump(folder) == before


def _opened(folder: Path) -> None:
    open_archive(folder).close()


def opened_in_a_child(folder: Path) -> int:
    child = os.fork()
    if child == 0:
        try:
            _opened(folder)
        finally:
            os._exit(0)
    return child


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    started = time.monotonic()
    _opened(unpacked(1, tmp_path / "undisturbed"))
    took = time.monotonic() - started
    expected, hits = said(tmp_path / "undisturbed"), 0
    for n in range(20):
        folder = unpacked(1, tmp_path / str(n))
        child = opened_in_a_child(folder)
        time.sleep(random.uniform(0, took))
        os.kill(child, signal.SIGKILL)
        hits += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        with open_archive(folder) as archive:
            assert_whole(archive)
        assert said(folder) == expected
    assert hits


def test_two_that_open_at_once_share_the_work(tmp_path: Path) -> None:
    """After an upgrade the night's crawl and a person may come at the same moment."""
    folder = unpacked(1, tmp_path / "archive")
    with closing(sqlite3.connect(folder / "gongkai.db", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("BEGIN IMMEDIATE")
        opens = (
            f"from gongkai.archive import *; from pathlib import Path; open_archive(Path({str(folder)!r}))"
        )
        both = [subprocess.Popen([sys.executable, "-c", opens]) for _ in range(2)]
        time.sleep(1.5)
        assert [one.poll() for one in both] == [None, None], "both wait"
        db.execute("COMMIT")
        assert [one.wait(20) for one in both] == [0, 0]
    with open_archive(folder) as archive:
        assert_whole(archive)
