"""A backup made beside a writer is whole; one that is not is never taken for one; nothing is overwritten."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shlex
import signal
import stat
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import zstandard

from gongkai.archive import open_archive
from gongkai.archive.backup import backup
from gongkai.archive.bundle import FORMAT, Bundle
from gongkai.archive.locking import LOCK, keeping_lock
from gongkai.archive.restore import restore, unpack_database, verify_backup
from gongkai.base.errors import (
    ArchiveError,
    ArchiveMissing,
    ArchiveNewer,
    ArchiveUnreadable,
    GongkaiError,
    KeepingLocked,
    UsageError,
)
from tests.archive.helpers import response
from tests.archive.test_migrations import assert_whole, dump, unpacked
from tests.tmpfs import on_small_disk, outcome, told

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
MADE = "gongkai-2026-11-23-0930.tar"


def make_archive(folder: Path) -> Path:
    """An archive of today's schema, with two files."""
    made = unpacked(1, folder)
    open_archive(made).close()
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_archive(tmp_path / "archive")


@pytest.fixture
def saved(folder: Path, tmp_path: Path) -> Path:
    return backup(folder, tmp_path / "saved.tar", NOW)[0]


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (folder / "files").rglob("*") if p.is_file()}


def test_what_is_restored_is_what_was_there(folder: Path, tmp_path: Path) -> None:
    (folder / "personal.key").write_bytes(b"k" * 32)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    path, manifest = backup(folder, shelf, NOW)
    assert [p.name for p in shelf.iterdir()] == [path.name] == [MADE]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600, "the originals are in it"
    assert verify_backup(path) == manifest == restore(path, tmp_path / "again")
    again = tmp_path / "again"
    assert dump(again) == dump(folder)
    assert files(again) == files(folder)
    assert len(files(again)) == 2
    assert (again / "personal.key").read_bytes() == b"k" * 32
    assert stat.S_IMODE((again / "personal.key").stat().st_mode) == 0o600
    assert {p.name for p in again.iterdir()} == {"gongkai.db", "captures.db", "files", "personal.key", LOCK}
    with open_archive(again) as archive:
        assert_whole(archive)


def test_the_manifest_says_what_is_in_it(folder: Path, saved: Path) -> None:
    manifest = verify_backup(saved)
    with open_archive(folder, write=False) as archive:
        head = archive.db.execute("SELECT id, chain FROM captures ORDER BY id DESC LIMIT 1").fetchone()
        versions = archive.db.execute("SELECT count(*) FROM versions").fetchone()[0]
        schema = archive.db.execute("PRAGMA user_version").fetchone()[0]
    assert (manifest.capture, manifest.chain, manifest.rows["versions"]) == (*head, versions)
    assert (manifest.format, manifest.made) == (FORMAT, "2026-11-23T01:30:00Z")
    assert manifest.schemas["gongkai.db"] == schema
    assert not manifest.absent


def test_anybody_can_look_into_it_with_tar_zstd_and_sha256(saved: Path) -> None:
    with tarfile.open(saved) as tar:
        texts = {member.name: file.read() for member in tar if (file := tar.extractfile(member))}
    text, line = texts.pop("manifest.json"), texts.pop("manifest.json.sha256")
    assert line.decode() == f"{hashlib.sha256(text).hexdigest()}  manifest.json\n"
    told = {member["name"]: member["sha256"] for member in json.loads(text)["members"]}
    assert told == {name: hashlib.sha256(data).hexdigest() for name, data in texts.items()}
    reader = zstandard.ZstdDecompressor().stream_reader(texts["gongkai.db.zst"], read_across_frames=True)
    assert reader.read(16) == b"SQLite format 3\0"


def test_an_older_schema_is_backed_up_and_restored_as_it_is(tmp_path: Path) -> None:
    """Before an upgrade is when one wants a backup, with the new program already there."""
    older = unpacked(1, tmp_path / "older")
    before = dump(older)
    path, manifest = backup(older, tmp_path / "saved.tar", NOW)
    assert manifest.schemas == {"gongkai.db": 1, "captures.db": 1}
    restore(path, tmp_path / "again")
    assert dump(tmp_path / "again") == before == dump(older)
    with pytest.raises(ArchiveUnreadable, match=r"旧版.*gongkai restore"):
        unpack_database(path, tmp_path / "cache")


def test_what_did_not_change_is_the_same_bytes(folder: Path, saved: Path, tmp_path: Path) -> None:
    """So that a store that keeps equal pieces once keeps a night's backup for little."""
    other, _ = backup(folder, tmp_path / "other.tar", NOW)
    with Bundle(saved) as one, Bundle(other) as two:
        assert one.manifest.members == two.manifest.members
    assert saved.read_bytes() == other.read_bytes()


# --- beside a writer ------------------------------------------------------------------------------

WRITER = """
import itertools, sys
from pathlib import Path
from gongkai.archive import open_archive
from tests.archive.helpers import Crawl, at, response, row
with open_archive(Path(sys.argv[1])) as archive:
    crawl = Crawl(archive, day=26)
    print("writing", flush=True)
    for n in itertools.count():
        archive.keep(response(f"http://x/{n}.pdf", b"%d" % n * 4000), "attachment")
        crawl.visit(row(f"w{n}"), moment=at(26))
        crawl.read(f"w{n}", f"正文{n}" * 500, moment=at(26))
"""


@contextmanager
def writer(folder: Path) -> Iterator[None]:
    """Somebody who commits all the time, meanwhile."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "writing\n"
    try:
        yield
        assert process.poll() is None, "it was still writing"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_beside_a_writer(folder: Path, tmp_path: Path) -> None:
    heads = []
    with writer(folder):
        for n in range(3):
            time.sleep(0.3)
            path, manifest = backup(folder, tmp_path / f"{n}.tar", NOW)
            heads.append(manifest.capture)
            assert not manifest.absent
            restore(path, tmp_path / str(n))
    assert heads == sorted(set(heads)), "it went on all the time"
    for n in range(3):
        with open_archive(tmp_path / str(n)) as archive:
            assert_whole(archive)
            assert max(id for (id,) in archive.db.execute("SELECT id FROM captures")) == heads[n]
            named = {
                sha for (sha,) in archive.db.execute("SELECT sha256 FROM captures WHERE url LIKE '%pdf'")
            }
            assert named <= files(tmp_path / str(n)).keys()


# --- killed -------------------------------------------------------------------------


def in_child(work: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def killed(work: Callable[[], object], within: float) -> bool:
    child = in_child(work)
    time.sleep(random.uniform(0, within))
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_backup_bears_no_name(folder: Path, tmp_path: Path) -> None:
    shelf, started = tmp_path / "shelf", time.monotonic()
    shelf.mkdir()
    backup(folder, tmp_path / "whole.tar", NOW)
    took = time.monotonic() - started
    hits = 0
    for n in range(20):
        target = shelf / f"{n}.tar"
        hits += killed(partial(backup, folder, target, NOW), took)
        if target.exists():
            verify_backup(target)
    assert hits
    path, _ = backup(folder, shelf / "last.tar", NOW)
    verify_backup(path)
    assert not [p for p in shelf.iterdir() if p.suffix != ".tar"], "what killed ones left is gone"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_restore_leaves_no_archive(saved: Path, tmp_path: Path) -> None:
    started, hits = time.monotonic(), 0
    restore(saved, tmp_path / "undisturbed")
    took = time.monotonic() - started
    for n in range(20):
        again = tmp_path / str(n)
        hits += killed(partial(restore, saved, again), took)
        if not again.exists():
            with pytest.raises(ArchiveMissing):
                open_archive(again)
            restore(saved, again)
        assert dump(again) == dump(tmp_path / "undisturbed")
        assert files(again) == files(tmp_path / "undisturbed")
    assert hits
    assert not list(tmp_path.glob(".*restoring"))


# --- nothing is overwritten, two do not meet ------------------------------------------------------


def test_a_backup_overwrites_nothing(folder: Path, saved: Path, tmp_path: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(UsageError, match=r"已经存在.*不覆盖"):
        backup(folder, saved, NOW)
    assert saved.read_bytes() == before
    with pytest.raises(UsageError, match="没有文件夹"):
        backup(folder, tmp_path / "not mounted" / "x.tar", NOW)


@pytest.mark.parametrize("name", ["gongkai.db", "captures.db", "files", "notes.txt"])
def test_restoring_overwrites_nothing(saved: Path, tmp_path: Path, name: str) -> None:
    there = tmp_path / "there"
    (there / name).mkdir(parents=True)
    with pytest.raises(UsageError, match=r"已经有东西.*不覆盖"):
        restore(saved, there)
    assert [p.name for p in there.iterdir()] == [name]


def test_an_empty_folder_is_taken_with_its_rights(saved: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    there.chmod(0o2770)
    restore(saved, there)
    assert stat.S_IMODE(there.stat().st_mode) == 0o2770
    with open_archive(there) as archive:
        assert_whole(archive)


def test_keepers_exclude_each_other(folder: Path, tmp_path: Path) -> None:
    with keeping_lock(folder), pytest.raises(KeepingLocked, match=r"正在进行.*等它结束") as caught:
        backup(folder, tmp_path / "x.tar", NOW)
    assert caught.value.exit_status == 75
    assert not list(tmp_path.glob("*.tar"))


def test_no_archive_no_backup(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        backup(tmp_path, tmp_path / "x.tar", NOW)
    assert not list(tmp_path.iterdir())


def test_files_that_are_lost_or_spoilt_are_told(folder: Path, tmp_path: Path) -> None:
    lost, spoilt = (p for p in (folder / "files").rglob("*") if p.is_file())
    spoilt.write_bytes(b"rotten")
    lost.unlink()
    path, manifest = backup(folder, tmp_path / "x.tar", NOW)
    assert set(manifest.absent) == {lost.name, spoilt.name}
    restore(path, tmp_path / "again")
    assert not (tmp_path / "again" / "files").exists()
    command = [sys.executable, "-m", "gongkai", f"--archive={folder}", "backup", str(tmp_path / "y.tar")]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONUTF8": "1"}
    )
    assert done.returncode == 1
    assert "2 个文件缺失或与其哈希不符" in done.stderr
    assert (tmp_path / "y.tar").exists()


def test_restoring_does_without_the_originals_where_purged(folder: Path, tmp_path: Path) -> None:
    """What was taken out on purpose is not missed."""
    with open_archive(folder) as archive:
        capture = archive.keep(response("http://x/p.pdf", b"personal"), "attachment")
        archive.db.execute("UPDATE captures SET purged = '2026-02-01T00:00:00Z' WHERE id = ?", (capture,))
    name = hashlib.sha256(b"personal").hexdigest()
    (folder / "files" / name[:2] / name[2:4] / name).unlink()
    assert not backup(folder, tmp_path / "x.tar", NOW)[1].absent


# --- a full disk ----------------------------------------------------------------------------------


def gongkai(*arguments: object) -> str:
    return shlex.join([sys.executable, "-m", "gongkai", *map(str, arguments)])


def test_a_disk_too_small_is_told_first(folder: Path, tmp_path: Path) -> None:
    disk, keep, said = tmp_path / "disk", tmp_path / "keep", tmp_path / "said"
    on_small_disk(disk, 100, told(gongkai("--archive", folder, "backup", disk / "x.tar"), said), keep=keep)
    status, _, errors = outcome(said)
    assert (status, "约需" in errors, errors.count("\n")) == (1, True, 1)
    assert not list(keep.iterdir())


def test_a_disk_that_fills_up_ends_a_backup_in_one_line(folder: Path, tmp_path: Path) -> None:
    """It looked as if there were room: much of what is to be copied is written meanwhile."""
    with open_archive(folder) as archive:
        for n in range(400):
            archive.keep(response(f"http://x/{n}", os.urandom(10_000)), "article")
    disk, keep, said = tmp_path / "disk", tmp_path / "keep", tmp_path / "said"
    script = (
        "import sys, gongkai.archive.backup as b; b._Making._check_space = lambda self: None;"
        "from gongkai.cli import main; main()"
    )
    command = shlex.join([sys.executable, "-c", script, f"--archive={folder}", "backup", str(disk / "x.tar")])
    for kilobytes in (200, 3000, 6000):
        on_small_disk(disk, kilobytes, told(command, said), keep=keep / str(kilobytes))
        status, _, errors = outcome(said)
        assert (status, "磁盘已满" in errors, errors.count("\n")) == (1, True, 1), errors
        assert not list((keep / str(kilobytes)).iterdir())


def test_a_disk_that_fills_up_ends_a_restore_in_one_line(saved: Path, tmp_path: Path) -> None:
    disk, keep, said = tmp_path / "disk", tmp_path / "keep", tmp_path / "said"
    on_small_disk(disk, 200, told(gongkai("restore", saved, "--to", disk / "again"), said), keep=keep)
    status, _, errors = outcome(said)
    assert (status, "磁盘已满" in errors, errors.count("\n")) == (1, True, 1), errors
    assert not list(keep.iterdir())


# --- the public database alone --------------------------------------------------------------------


def test_the_public_database_is_unpacked_once(saved: Path, tmp_path: Path) -> None:
    path, manifest = unpack_database(saved, tmp_path / "cache")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == manifest.member("gongkai.db.zst").unpacked_sha256
    there = path.stat().st_ino
    assert unpack_database(saved, tmp_path / "cache")[0].stat().st_ino == there
    path.write_bytes(b"spoilt")
    assert unpack_database(saved, tmp_path / "cache")[0].stat().st_ino != there
    assert [p.name for p in path.parent.iterdir()] == ["gongkai.db"]


def test_errors_are_of_the_tree(tmp_path: Path) -> None:
    with pytest.raises(GongkaiError):
        verify_backup(tmp_path / "none.tar")
    assert issubclass(ArchiveNewer, ArchiveError)
