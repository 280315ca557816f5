"""Compacting loses nothing and takes away exactly what nothing names. Killed: tests/disturbed."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from gongkai.archive import open_archive, packing
from gongkai.archive.compacting import Compacted, compact
from gongkai.base.errors import ArchiveMissing
from tests.archive.helpers import HOST, response
from tests.archive.test_blobs import page

PAGES, VERSIONS = 150, 4


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose pages are all packed alone, as before pages were packed against others."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    packed_alone(folder)
    return folder


def packed_alone(folder: Path) -> None:
    """Make it there."""
    with open_archive(folder, create=True) as archive:
        for version in range(VERSIONS):
            for n in range(PAGES):
                body = page(n) + f"<i>{version}</i>".encode()
                archive.keep(response(f"http://{HOST}/t{n}.html", body), "article")
        archive.keep(response(f"http://{HOST}/a.pdf", b"%PDF a"), "attachment")
        archive.keep(response(f"http://{HOST}/b.pdf", b"%PDF b", status=404), "attachment")
        bodies = bodies_of(folder)
    with sqlite3.connect(folder / "captures.db") as db:
        rows = [(packing.pack(body), digest(body)) for body in bodies.values()]
        db.executemany(
            "UPDATE blobs SET dictionary = NULL, depth = 0, version = 0, data = ? WHERE sha256 = ?", rows
        )


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "archive"))


def bodies_of(folder: Path) -> dict[int, bytes]:
    """The bytes of every capture, each checked against its hash by the reading."""
    with open_archive(folder, write=False) as archive:
        ids = [row["id"] for row in archive.db.execute("SELECT id FROM captures WHERE purged IS NULL")]
        return {number: archive.capture_body(number) for number in ids}


def packed_bytes(folder: Path) -> int:
    with sqlite3.connect(folder / "captures.db") as db:
        return int(db.execute("SELECT sum(length(data)) FROM blobs").fetchone()[0])


def test_every_capture_stays_and_takes_less(folder: Path) -> None:
    before, packed, steps = bodies_of(folder), packed_bytes(folder), []
    done = compact(folder, lambda what, _done, _of: steps.append(what))
    assert bodies_of(folder) == before
    assert packed_bytes(folder) == packed - done.repacked_bytes < packed / 4
    assert (done.pages, done.swept_blobs, done.swept_files) == (PAGES * VERSIONS, 0, 0)
    assert done.repacked >= PAGES * VERSIONS - 1
    assert done.bytes_after < done.bytes_before
    assert done.vacuumed == ("captures.db",)
    assert set(steps) == {"repack", "vacuum"}
    with open_archive(folder) as archive:
        assert archive.verify_chain() is None
        assert archive.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    again = compact(folder)
    assert again.repacked_bytes < done.repacked_bytes / 50
    assert bodies_of(folder) == before


def test_exactly_the_orphans_are_swept(folder: Path) -> None:
    compact(folder)
    before = bodies_of(folder)
    with open_archive(folder) as archive:
        for n in range(900, 905):  # each may rest on another of them
            archive.keep(response(f"http://{HOST}/gone/{n}.html", page(n)), "article")
        gone = archive.keep(response(f"http://{HOST}/gone.pdf", b"%PDF gone"), "attachment")
        archive.db.execute("DELETE FROM captures WHERE id >= ?", (gone - 5,))
        purged = archive.keep(response(f"http://{HOST}/private", page(999)), "article")
        archive.db.execute("UPDATE captures SET purged = '2026-01-02T00:00:00Z' WHERE id = ?", (purged,))
    named = folder / "files" / digest(b"%PDF a")[:2] / digest(b"%PDF a")[2:4]
    half = named / f".{digest(b'%PDF a')}.4711"
    half.write_bytes(b"%PD")
    foreign = named / "notes.txt"
    foreign.write_text("not ours")
    with sqlite3.connect(folder / "captures.db") as db:
        hashes = {found for (found,) in db.execute("SELECT sha256 FROM blobs")}
    done = compact(folder)
    assert (done.swept_blobs, done.swept_files) == (6, 2)
    assert bodies_of(folder) == before
    assert not half.exists()
    assert foreign.exists()
    with sqlite3.connect(folder / "captures.db") as db:
        left = {found for (found,) in db.execute("SELECT sha256 FROM blobs")}
    assert hashes - left == {digest(page(n)) for n in (*range(900, 905), 999)}


def test_an_orphan_that_pages_rest_on_stays(folder: Path) -> None:
    compact(folder)
    with sqlite3.connect(folder / "captures.db") as db:
        used = db.execute("SELECT sha256 FROM blobs WHERE id IN (SELECT dictionary FROM blobs)").fetchone()[0]
    with open_archive(folder) as archive:
        archive.db.execute("UPDATE captures SET purged = '2026-01-02T00:00:00Z' WHERE sha256 = ?", (used,))
    before = bodies_of(folder)
    assert compact(folder).swept_blobs == 0
    assert bodies_of(folder) == before


def test_a_damaged_page_is_left_as_it_is(folder: Path) -> None:
    with sqlite3.connect(folder / "captures.db") as db:
        db.execute("UPDATE blobs SET data = ? WHERE id = 1", (b"not zstd at all" * 200,))
    compact(folder)
    with sqlite3.connect(folder / "captures.db") as db:
        assert db.execute("SELECT data FROM blobs WHERE id = 1").fetchone()[0] == b"not zstd at all" * 200
        assert db.execute("SELECT count(*) FROM blobs WHERE dictionary = 1").fetchone()[0] == 0
    with open_archive(folder) as archive:
        assert archive.verify_chain() == 1


def test_without_room_nothing_is_written_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(10, 9, 1))
    done = compact(folder)
    assert (done.vacuumed, done.no_room) == ((), ("captures.db",))
    monkeypatch.undo()
    assert compact(folder).vacuumed == ("captures.db",)  # what is free is still free


def test_reading_goes_on_meanwhile(folder: Path) -> None:
    before, finished, done = bodies_of(folder), threading.Event(), list[Compacted]()

    def work() -> None:
        done.append(compact(folder))
        finished.set()

    worker = threading.Thread(target=work)
    worker.start()
    rounds = 0
    while not finished.is_set() or not rounds:
        assert bodies_of(folder) == before
        rounds += 1
        assert worker.is_alive() or finished.is_set()
    worker.join()
    assert done[0].repacked


def test_no_archive_no_compacting(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        compact(tmp_path)
    assert list(tmp_path.iterdir()) == []
