from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from gongkai.archive import open_archive, opening, schema
from gongkai.base.errors import (
    ArchiveError,
    ArchiveForeign,
    ArchiveMissing,
    ArchiveNewer,
    ArchiveUnreadable,
    DriverMismatch,
)
from tests.archive.helpers import Crawl, at, response


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_archive(tmp_path, create=True).close()
    return tmp_path


@pytest.mark.usefixtures("waiting_for_the_disk")
def test_a_new_archive_is_marked_and_safe(folder: Path) -> None:
    with open_archive(folder) as archive:
        pragmas = {
            name: archive.db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {
        "application_id": schema.APPLICATION_ID,
        "user_version": len(schema.MIGRATIONS),
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
    }


def test_missing_is_not_created_unasked(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match=r"没有档案库.*--archive"):
        open_archive(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_creating_can_be_taken_up_again(tmp_path: Path) -> None:
    """A kill between the files, or before the first page of one, leaves what opening completes."""
    (tmp_path / "captures.db").touch()
    (tmp_path / "gongkai.db").touch()
    with pytest.raises(ArchiveMissing):
        open_archive(tmp_path)
    with open_archive(tmp_path, create=True) as archive:
        Crawl(archive)


def test_lost_captures_are_not_replaced_by_none(folder: Path) -> None:
    (folder / "captures.db").unlink()
    with pytest.raises(ArchiveMissing, match=r"captures\.db.*备份"):
        open_archive(folder)


def test_a_reader_does_without_captures(folder: Path) -> None:
    with open_archive(folder) as archive:
        capture = archive.keep(response("http://x.example/", b"x"), "home")
    (folder / "captures.db").unlink()
    with open_archive(folder, write=False) as archive:
        assert archive.search("无").total == 0
        with pytest.raises(ArchiveUnreadable, match=r"captures\.db"):
            archive.capture_body(capture)


@pytest.mark.parametrize("name", ["gongkai.db", "captures.db"])
def test_text_file_is_foreign(folder: Path, name: str) -> None:
    (folder / name).write_text("这不是数据库\n" * 100, encoding="utf-8")
    with pytest.raises(ArchiveForeign, match="不是 SQLite 数据库"):
        open_archive(folder)


@pytest.mark.parametrize("application_id", [0, 1234])
def test_database_of_another_program_is_foreign_and_untouched(tmp_path: Path, application_id: int) -> None:
    path = tmp_path / "gongkai.db"
    (tmp_path / "captures.db").touch()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs (x)")
        db.execute(f"PRAGMA application_id = {application_id}")
    db.close()
    before = path.read_bytes()
    (tmp_path / "captures.db").write_bytes(before)
    with pytest.raises(ArchiveForeign, match=r"别的程序.*未被改动"):
        open_archive(tmp_path, create=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["gongkai.db", "captures.db"])
def test_the_other_ones_database_is_foreign(folder: Path, name: str) -> None:
    """Each has a mark of its own: a file put in the other's place is told."""
    other = {"gongkai.db": "captures.db", "captures.db": "gongkai.db"}[name]
    shutil.copy(folder / other, folder / name)
    for write in (True, False):
        with pytest.raises(ArchiveForeign, match=rf"{name} 是别的程序的数据库.*未被改动"):
            open_archive(folder, write=write)


@pytest.mark.parametrize("name", ["gongkai.db", "captures.db"])
def test_newer_archive_is_refused(folder: Path, name: str) -> None:
    db = sqlite3.connect(folder / name)
    db.execute("PRAGMA user_version = 99")
    db.close()
    for write in (True, False):
        with pytest.raises(ArchiveNewer, match=rf"{name}.*99.*请升级"):
            open_archive(folder, write=write)


def test_migrations_run_once_each_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_archive(tmp_path, create=True).close()
    bad = (*schema.MIGRATIONS, "CREATE TABLE extra (x); INSERT INTO nowhere VALUES (1);")
    good = (*schema.MIGRATIONS, "CREATE TABLE extra (x);")
    for steps, fails in ((bad, True), (good, False)):
        kind = opening.Kind("gongkai.db", steps, schema.APPLICATION_ID)
        monkeypatch.setattr(opening, "ARCHIVE", kind)
        if fails:
            with pytest.raises(ArchiveError):
                open_archive(tmp_path)
            with pytest.raises(ArchiveUnreadable, match="旧版"):
                open_archive(tmp_path, write=False)
        else:
            with open_archive(tmp_path) as archive:
                assert archive.db.execute("SELECT count(*) FROM extra").fetchone()[0] == 0
                assert archive.db.execute("PRAGMA user_version").fetchone()[0] == len(good)


def test_damaged_file_is_told(folder: Path) -> None:
    data = bytearray((folder / "gongkai.db").read_bytes())
    data[100:] = b"\xff" * (len(data) - 100)
    (folder / "gongkai.db").write_bytes(data)
    with pytest.raises(ArchiveUnreadable, match=r"损坏.*备份"):
        open_archive(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and setuid to lose root's rights")
def test_read_only_folder_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Path("/tmp") / f"gongkai-readonly-{os.getpid()}"
    shutil.copytree(folder, place)
    try:
        for path in place.iterdir():
            path.chmod(0o444)
        place.chmod(0o555)
        assert "文件夹必须可写" in _message_as_nobody(place, write=False)
        assert "权限" in _message_as_nobody(place, write=True)
    finally:
        place.chmod(0o755)
        shutil.rmtree(place)


def _message_as_nobody(folder: Path, *, write: bool) -> str:
    """What opening says to a user without root's rights."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        message = "opened"
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            open_archive(folder, write=write)
        except ArchiveError as error:
            message = f"{type(error).__name__} {error}"
        except BaseException as error:
            message = repr(error)
        os.write(into, message.encode())
        os._exit(0)
    os.close(into)
    os.waitpid(child, 0)
    with os.fdopen(out, "rb") as pipe:
        return pipe.read().decode()


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/srv/data/archive", "nfs4"),
        ("/srv/data", "nfs4"),
        ("/srv/data/local/archive", None),
        ("/srv/database", None),
        ("/mnt/共享 盘/a", "cifs"),
        ("/home/u/remote/a", "fuse.sshfs"),
    ],
)
def test_network_filesystem(folder: str, expected: str | None) -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "nas:/data /srv/data nfs4 rw 0 0\n"
        "/dev/sdb1 /srv/data/local ext4 rw 0 0\n"
        "//nas/x /mnt/共享\\040盘 cifs rw 0 0\n"
        "u@h:/ /home/u/remote fuse.sshfs rw 0 0\n"
        "broken\n"
    )
    assert opening.network_filesystem(Path(folder), mounts) == expected


def test_network_filesystem_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "network_filesystem", lambda folder, mounts: "nfs4")
    with pytest.raises(ArchiveUnreadable, match=r"网络文件系统.*本机磁盘"):
        open_archive(tmp_path, create=True)


@pytest.mark.parametrize("name", ["sqlite_utils.utils", "datasette.utils.sqlite"])
def test_second_sqlite_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[name], "sqlite3", sys.modules["json"])
    with pytest.raises(DriverMismatch, match=r"另一个 SQLite 驱动.*pip uninstall"):
        open_archive(tmp_path, create=True)
    assert not list(tmp_path.iterdir())


def test_a_reader_cannot_write(folder: Path) -> None:
    with open_archive(folder, write=False) as archive, pytest.raises(ArchiveUnreadable, match="只能读"):
        archive.begin_run(at(1), "test", "0")


def test_readers_see_the_writer_at_work(folder: Path) -> None:
    with open_archive(folder) as writer, open_archive(folder, write=False) as reader:
        writer.begin_run(at(1), "test", "0")
        assert reader.db.execute("SELECT count(*) FROM runs").fetchone()[0] == 1
