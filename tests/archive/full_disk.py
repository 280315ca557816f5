"""What every method of an archive says on a disk that is full. Run as a program, in a folder on a small disk
of its own (`tests.tmpfs`): it fills the disk, and prints what was said as JSON."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from gongkai.archive import open_archive
from gongkai.archive.backup import backup
from gongkai.archive.compacting import compact
from gongkai.archive.locking import keeping_lock
from gongkai.archive.restore import restore, unpack_database
from gongkai.base.errors import GongkaiError
from gongkai.crawl import crawl_lock
from tests.archive.calls import FILE, READS, WRITES, copied, dump, make, outcome, prepare

NOW = datetime(2026, 1, 9, tzinfo=UTC)
SAVED = "saved.tar"
NEW_FILE = replace(FILE, body=FILE.body[::-1])

CALLS = WRITES | {"keep a file": lambda archive: archive.keep(NEW_FILE, "attachment")}


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Not a byte is left meanwhile."""
    filler = disk / "filler"
    handle = os.open(filler, os.O_WRONLY | os.O_CREAT)
    try:
        for size in (1 << 20, 1 << 12, 1):
            _write_all(handle, bytes(size))
        yield
    finally:
        os.close(handle)
        filler.unlink()


def _write_all(handle: int, piece: bytes) -> None:
    try:
        while os.write(handle, piece):
            pass
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


def told(error: GongkaiError | None) -> list[str] | None:
    return [type(error).__name__, error.what, error.do] if error else None


def of_a_method(disk: Path, made: Path, name: str) -> dict[str, object]:
    """What it says when the disk is full, whether it changed anything, and whether it goes through then."""
    folder = copied(made, disk / "archive")
    with open_archive(folder) as archive:
        prepare(archive, name)
        before = dump(folder), files(folder)
        with filled(disk):
            said = told(outcome(CALLS[name], archive))
        unchanged = (dump(folder), files(folder)) == before
        CALLS[name](archive)
        faults = [fault.what for fault in archive.faults(lambda _name: None, nightly=0)]
    changed = (dump(folder), files(folder)) != before
    shutil.rmtree(folder)
    return {"said": said, "unchanged": unchanged, "after": changed, "faults": faults}


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("files/*/*/*"))


def of_reading(disk: Path, made: Path) -> dict[str, object]:
    """What is open goes on to be read."""
    with open_archive(made, write=False) as archive:
        alone = {name: repr(call(archive)) for name, call in READS.items()}
        with filled(disk):
            return {name: repr(call(archive)) == alone[name] for name, call in READS.items()}


def of_a_function(disk: Path, made: Path, function: Callable[[Path], object]) -> list[str] | None:
    folder = copied(made, disk / "archive")
    try:
        with filled(disk):
            function(folder)
    except GongkaiError as error:
        return told(error)
    finally:
        shutil.rmtree(folder)
    return None


def _locked(folder: Path) -> None:
    with keeping_lock(folder):
        pass


def _crawling(folder: Path) -> None:
    with crawl_lock(folder, NOW):
        pass


FUNCTIONS: dict[str, Callable[[Path], object]] = {
    "open_archive": lambda folder: open_archive(folder).close(),
    "open_archive anew": lambda folder: open_archive(folder / "new", create=True).close(),
    "compact": compact,
    "keeping_lock": _locked,
    "crawl_lock": _crawling,
    "backup": lambda folder: backup(folder, folder / "new.tar", NOW),
    "restore": lambda folder: restore(folder.parent / SAVED, folder / "again"),
    "unpack_database": lambda folder: unpack_database(folder.parent / SAVED, folder / "cache"),
}


def main(disk: Path) -> None:
    made = disk / "made"
    make(made)
    backup(made, disk / SAVED, NOW)
    found: dict[str, object] = {name: of_a_method(disk, made, name) for name in CALLS}
    found["reading"] = of_reading(disk, made)
    for name, function in FUNCTIONS.items():
        found[name] = of_a_function(disk, made, function)
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
