"""What copies an archive whole, moves its bytes about or opens it says in words what it cannot do: somebody
else is at it, it is damaged, it may not be written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai.archive import backup as backups
from gongkai.archive import compacting, must_exist, open_archive
from gongkai.archive.backup import backup
from gongkai.archive.compacting import compact
from gongkai.archive.locking import keeping_lock
from gongkai.archive.restore import restore, unpack_database, verify_backup
from gongkai.base.errors import ArchiveError, ArchiveUnreadable, GongkaiError
from tests.archive.calls import DATABASES, dump
from tests.archive.others import as_nobody, locked, mended_by_another
from tests.archive.test_errors_damage import assert_tells_damage, damage

BUSY = r"另一个程序正在写档案库.*请等它结束后再试"
NOW = datetime(2026, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (backups, compacting):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0.01)


@pytest.fixture
def saved(made: Path, tmp_path: Path) -> Path:
    return backup(made, tmp_path / "saved.tar", NOW)[0]


@pytest.mark.parametrize("database", DATABASES)
def test_compacting_beside_a_writer_is_told(database: str, busy: Path) -> None:
    before = dump(busy), dump(busy, "captures.db")
    with locked(busy, database):
        if database == "gongkai.db":
            compact(busy)  # nothing of it is changed unless it is to be written anew
        else:
            with pytest.raises(ArchiveError, match=BUSY):
                compact(busy)
            assert dump(busy, "captures.db") == before[1]
    assert dump(busy) == before[0]
    compact(busy)


@pytest.mark.parametrize("database", DATABASES)
def test_a_backup_beside_a_writer_is_whole(database: str, busy: Path, tmp_path: Path) -> None:
    with locked(busy, database):
        path, _ = backup(busy, tmp_path / "x.tar", NOW)
    restore(path, tmp_path / "again")
    assert dump(tmp_path / "again") == dump(busy)


@pytest.mark.skipif(os.name != "posix", reason="needs the locks of POSIX")
@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("work", [backup, compact])
def test_who_cannot_read_because_of_another_is_told(
    work: Callable[..., object], database: str, busy: Path, tmp_path: Path
) -> None:
    more = (tmp_path / "x.tar", NOW) if work is backup else ()
    with open_archive(busy) as archive:
        assert not list(archive.faults(lambda _name: None, nightly=0))  # both have an index of their log
        with mended_by_another(busy, database), pytest.raises(ArchiveError, match=BUSY):
            work(busy, *more)
    assert not (tmp_path / "x.tar").exists()
    work(busy, *more)


@pytest.mark.parametrize("database", DATABASES)
def test_a_damaged_database_is_not_backed_up(database: str, busy: Path, tmp_path: Path) -> None:
    """Nothing could be restored from it; the backups before it are to be kept."""
    damage(busy / database)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    with pytest.raises(ArchiveUnreadable) as caught:
        backup(busy, shelf, NOW)
    assert_tells_damage(caught.value, busy)
    assert not list(shelf.iterdir())


@pytest.mark.parametrize("database", DATABASES)
def test_a_damaged_database_is_not_compacted(database: str, busy: Path) -> None:
    damaged = damage(busy / database)
    with pytest.raises(ArchiveUnreadable) as caught:
        compact(busy)
    assert_tells_damage(caught.value, busy)
    assert (busy / database).read_bytes() == damaged


def test_bytes_are_not_swept_by_a_damaged_index(busy: Path) -> None:
    """An index that has lost its rows says of every page that nobody names it."""
    with closing(sqlite3.connect(busy / "gongkai.db")) as db:
        whole = "CREATE INDEX captures_sha256 ON captures(sha256)"
        db.execute("DROP INDEX captures_sha256")
        db.execute(f"{whole} WHERE id < 0")
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'captures_sha256'", (whole,))
        db.commit()
    before, files = dump(busy, "captures.db"), sorted(busy.glob("files/*/*/*"))
    with pytest.raises(ArchiveUnreadable, match="missing from index captures_sha256") as caught:
        compact(busy)
    assert_tells_damage(caught.value, busy)
    assert dump(busy, "captures.db") == before
    assert sorted(busy.glob("files/*/*/*")) == files


@pytest.mark.parametrize("work", [verify_backup, restore, unpack_database])
@pytest.mark.parametrize("place", [0, 600, 40_000, -3_000])
def test_a_damaged_backup_is_told(
    work: Callable[..., object], place: int, saved: Path, tmp_path: Path
) -> None:
    data = bytearray(saved.read_bytes())
    data[place] ^= 1
    saved.write_bytes(data)
    with pytest.raises(ArchiveError) as caught:
        work(saved, *_where(work, tmp_path))
    assert str(saved) in caught.value.what
    assert caught.value.do
    assert not list((tmp_path / "again").rglob("*.db*"))


def _where(work: Callable[..., object], folder: Path) -> tuple[Path, ...]:
    return () if work is verify_backup else (folder / "again",)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
@pytest.mark.parametrize("work", [verify_backup, restore, unpack_database])
def test_a_backup_on_a_bad_disk_is_told(work: Callable[..., object], tmp_path: Path) -> None:
    """The file is there, and reading it fails."""
    with pytest.raises(ArchiveUnreadable, match=r"/proc/self/mem") as caught:
        work(Path("/proc/self/mem"), *_where(work, tmp_path))
    assert caught.value.do


Work = Callable[[], object]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and setuid to lose root's rights")
def test_what_may_not_be_written_or_read_is_told(shared: Path) -> None:
    """Files and folders that only others may write; then such as only others may look into."""
    saved = backup(shared, shared.parent / "saved.tar", NOW)[0]
    saved.chmod(0o444)
    bare = shared.parent / "bare"
    bare.mkdir(mode=0o555)
    for path in shared.rglob("*"):
        path.chmod(0o444 if path.is_file() else 0o555)
    (shared / "keeping.lock").chmod(0o666)
    works: dict[str, tuple[Work, Path]] = {
        "compact": (lambda: compact(shared), shared),
        "backup": (lambda: backup(shared, bare / "x.tar", NOW), bare),
        "restore": (lambda: restore(saved, bare / "again"), bare),
        "unpack_database": (lambda: unpack_database(saved, bare / "cache"), bare),
        "keeping_lock": (lambda: keeping_lock(bare).__enter__(), bare),
        "open_archive": (lambda: open_archive(bare, create=True), bare),
    }
    _assert_told(works)
    saved.chmod(0)
    bare.chmod(0)
    _assert_told(
        {
            "verify_backup": (lambda: verify_backup(saved), saved),
            "restore": (lambda: restore(saved, shared.parent / "again"), saved),
            "unpack_database": (lambda: unpack_database(saved, shared.parent / "cache"), saved),
            "must_exist": (lambda: must_exist(bare), bare),
            "open_archive": (lambda: open_archive(bare), bare),
            "backup": (lambda: backup(bare, shared.parent / "y.tar", NOW), bare),
            "backup into": (lambda: backup(shared, bare / "y.tar", NOW), bare),
            "restore into": (lambda: restore(saved, bare / "again"), bare),
        }
    )


def _assert_told(works: dict[str, tuple[Work, Path]]) -> None:
    def told(work: Work) -> list[str]:
        try:
            work()
        except GongkaiError as error:
            return [str(error), error.do]
        except Exception as error:  # told below, by name
            return [repr(error), ""]
        return ["nothing was said", ""]

    found = as_nobody(lambda: {name: told(work) for name, (work, _) in works.items()})
    assert isinstance(found, dict), found
    for name, (_, place) in works.items():
        message, do = found[name]
        assert str(place) in message, (name, message)
        assert do, (name, message)
