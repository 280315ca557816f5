"""Making an archive smaller without losing anything: bytes that nothing names go, pages that were packed
before there was anything to pack them against are packed again, and the room is given back to the disk.

Nobody may crawl meanwhile: bytes without a row may be those whose row is about to be written. Reading goes
on. Killed at any moment, all that was there can be read, and the next time takes it up where it stopped.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from gongkai.archive.blobs import Blobs, Place
from gongkai.archive.opening import ARCHIVE, CAPTURES, open_databases
from gongkai.archive.sqlite import Connection, Record, check_drivers, must_be_sound, one, told, transaction
from gongkai.base.urls import host_of

BUSY_SECONDS = 15.0

_AT_ONCE = 200
"""Pages in one transaction: what a kill undoes, and what one waiting for the disk is shared by."""

_PAYS = 0.05
"""A database is written anew if so much of it was given up."""

_ROOM = 2
"""Writing a database anew takes its size twice: once beside it, once in its log."""

_NAMED = "SELECT 1 FROM captures WHERE sha256 = ? AND bytes > 0 AND purged IS NULL LIMIT 1"
_FILE = re.compile(r"[0-9a-f]{64}")
_HALF_FILE = re.compile(r"\.[0-9a-f]{64}\.\d{1,20}")

T = TypeVar("T")

Report = Callable[[str, int, int], None]
"""What is being done (sweep, repack, vacuum), how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What came of it. Bytes are those of the whole archive on the disk; `no_room` names the databases that
    were not written anew because the disk has not enough room for that."""

    bytes_before: int
    bytes_after: int
    pages: int
    repacked: int
    repacked_bytes: int
    swept_blobs: int
    swept_files: int
    vacuumed: tuple[str, ...]
    no_room: tuple[str, ...]


def compact(folder: Path, report: Report = lambda _what, _done, _of: None) -> Compacted:
    """Compact the archive. The caller holds the crawl's lock.

    Raises what opening an archive raises, and ArchiveError where the disk is full, somebody writes, or a
    database is damaged: by a damaged index, bytes would seem to be nobody's.
    """
    check_drivers()
    with told(folder), ExitStack() as opened:
        db, captures = open_databases(folder, create=False, write=True, busy_seconds=BUSY_SECONDS)
        opened.enter_context(closing(db))
        assert captures is not None  # noqa: S101  opened for writing there are both
        opened.enter_context(closing(captures))
        for name, database in ((ARCHIVE.name, db), (CAPTURES.name, captures)):
            must_be_sound(database, folder / name)
        before = _bytes(folder)
        swept_blobs = _sweep_blobs(db, captures, report)
        swept_files = _sweep_files(db, folder / "files", report)
        pages, repacked, saved = _repack(db, captures, report)
        vacuumed, no_room = _vacuum(folder, {ARCHIVE.name: db, CAPTURES.name: captures}, saved, report)
        return Compacted(
            bytes_before=before,
            bytes_after=_bytes(folder),
            pages=pages,
            repacked=repacked,
            repacked_bytes=saved,
            swept_blobs=swept_blobs,
            swept_files=swept_files,
            vacuumed=vacuumed,
            no_room=no_room,
        )


def _sweep_blobs(db: Connection, captures: Connection, report: Report) -> int:
    """Delete the bytes that no capture names and no page rests on, until none are left: what they rested on
    may be of no use then either."""
    swept = 0
    while True:
        resting = captures.execute(
            """SELECT id, sha256 FROM blobs
               WHERE NOT EXISTS (SELECT 1 FROM blobs AS other WHERE other.dictionary = blobs.id)"""
        )
        orphans = [row["id"] for row in resting if not one(db, _NAMED, row["sha256"])]
        if not orphans:
            return swept
        for ids in _batches(iter(orphans)):
            with transaction(captures):
                captures.executemany("DELETE FROM blobs WHERE id = ?", ((number,) for number in ids))
            swept += len(ids)
            report("sweep", swept, swept)


def _sweep_files(db: Connection, files: Path, report: Report) -> int:
    """Delete the files that no capture names, and those that a kill left half written. What is not called
    as ours are is none of ours."""
    swept = 0
    for path in files.glob("*/*/*"):
        half, ours = _HALF_FILE.fullmatch(path.name), _FILE.fullmatch(path.name)
        if path.is_symlink() or not path.is_file() or not (half or ours):
            continue
        if half or not one(db, _NAMED, path.name):
            path.unlink()
            swept += 1
            report("sweep", swept, swept)
    return swept


def _repack(db: Connection, captures: Connection, report: Report) -> tuple[int, int, int]:
    """Pack again what is packed badly; how many pages were looked at, packed again, and the bytes saved.
    Pages come in the order of their addresses, the earlier ones of an address first."""
    total = one(db, f"SELECT count(*) {_PAGES}")
    pages, blobs = closing(db.execute(f"SELECT * {_PAGES} ORDER BY url, id")), Blobs(captures)
    looked = repacked = saved = 0
    with pages as rows:
        for batch in _batches(_places(rows)):
            with transaction(captures):
                gains = [blobs.repack(digest, place) for digest, place in batch]
            looked += len(batch)
            repacked += sum(gain > 0 for gain in gains)
            saved += sum(gains)
            report("repack", looked, total)
    return looked, repacked, saved


_PAGES = """
    FROM captures WHERE same_as IS NULL AND bytes > 0 AND purged IS NULL
                        AND charset IS NOT NULL AND kind != 'attachment'"""
"""The captures whose bytes may rest on others: texts, each once."""


def _places(rows: Iterator[Record]) -> Iterator[tuple[str, Place]]:
    """The hash of each page and where it stands. Its neighbours come before it anyway."""
    url, answers = "", dict[tuple[str, str | None, int], str]()
    for row in rows:
        if row["url"] != url:
            url, answers = row["url"], {}
        question = row["method"], row["request_body"], row["status"]
        yield row["sha256"], Place(host_of(url), answers.get(question))
        answers[question] = row["sha256"]


def _vacuum(
    folder: Path, databases: dict[str, Connection], saved: int, report: Report
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the databases anew where that pays; their names, and those for which there is no room."""
    done, no_room = [], []
    for number, (name, db) in enumerate(databases.items()):
        report("vacuum", number, len(databases))
        size = one(db, "PRAGMA page_count") * one(db, "PRAGMA page_size")
        free = one(db, "PRAGMA freelist_count") * one(db, "PRAGMA page_size")
        if max(free, saved if name == CAPTURES.name else 0) >= size * _PAYS:
            if shutil.disk_usage(folder).free < size * _ROOM:
                no_room.append(name)
                continue
            db.execute("VACUUM")
            done.append(name)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    report("vacuum", len(databases), len(databases))
    return tuple(done), tuple(no_room)


def _batches(things: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(things, _AT_ONCE)):
        yield batch


def _bytes(folder: Path) -> int:
    """What the archive takes on the disk: both databases with their logs, and the files."""
    found = [path for name in (ARCHIVE.name, CAPTURES.name) for path in folder.glob(f"{name}*")]
    return sum(path.stat().st_size for path in (*found, *folder.glob("files/*/*/*")) if path.is_file())
