"""Backing up an archive, also while a crawl writes to it.

gongkai.db is copied first, captures.db after it, then the files that the copied rows name. Bytes are
committed before the rows that name them, so whatever the copy names is there; nothing takes bytes away
meanwhile, since that needs the lock that is held here.

Each database is copied by SQLite's own backup, some pages a step, within one read transaction: the copy is of
one moment, writers go on, and no step begins anew because somebody wrote. (Without the transaction it never
ends beside a busy writer; VACUUM INTO takes longer and has the processor to itself meanwhile.)
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

import zstandard

from gongkai import __version__
from gongkai.archive import bundle
from gongkai.archive.bundle import BackupManifest, BundleWriter, Member
from gongkai.archive.locking import keeping_lock
from gongkai.archive.opening import ARCHIVE, CAPTURES, open_as_it_is
from gongkai.archive.sqlite import (
    Connection,
    DatabaseError,
    check_drivers,
    connect,
    copy_database,
    is_full,
    one,
    told,
)
from gongkai.base.errors import ArchiveError, UsageError
from gongkai.base.times import china_time, utc_text

LEVEL = 3
"""Of zstd. Captures are packed already, and text gets little smaller for much more time."""

TEXT_SHRINKS = 2
"""By how much gongkai.db is sure to, for the space that a backup wants."""

BUSY_SECONDS = 15.0

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are done."""


def no_progress(done: int, total: int) -> None:
    """Nothing to tell."""


def backup(
    folder: Path, target: Path, at: datetime, *, progress: Progress = no_progress
) -> tuple[Path, BackupManifest]:
    """Back up the archive in `folder` into the file `target`, or into a file named after the moment where
    `target` is a folder; where that is and what it holds.

    It bears its name once it is whole and on the disk; nothing is ever overwritten. UsageError where the
    name is taken, KeepingLocked beside another keeper, ArchiveError where the disk is too small.
    """
    check_drivers()
    target = _free_name(target, at)
    with (
        told(folder),
        closing(open_as_it_is(folder, ARCHIVE, BUSY_SECONDS)) as db,
        closing(open_as_it_is(folder, CAPTURES, BUSY_SECONDS)) as blobs,
        keeping_lock(folder),
    ):
        making = _Making(folder, target, db, blobs, progress)
        with _leaving_nothing_half(making):
            return target, making.run(at)


class _Making:
    """One backup being made. `half` becomes the backup; `copy` is of the database in hand. Both names belong
    to this archive, so the next backup clears away what a killed one left."""

    def __init__(
        self, folder: Path, target: Path, db: Connection, blobs: Connection, progress: Progress
    ) -> None:
        own = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        self.target = target
        self.half = target.parent / f".gongkai-{own}.part"
        self.copy = target.parent / f".gongkai-{own}.db.part"
        self._folder = folder
        self._db = db
        self._blobs = blobs
        self._progress = progress
        self._done = 0
        self._total = 0

    def run(self, at: datetime) -> BackupManifest:
        self.clear()
        self._check_space()
        with _private(self.half) as file:
            writer = BundleWriter(file, at.timestamp())
            manifest = self._write(writer, at)
            writer.finish(manifest)
            file.flush()
            os.fsync(file.fileno())
        _give_name(self.half, self.target)
        return manifest

    def clear(self) -> None:
        """Take away what is not whole."""
        for path in (self.half, *self.copy.parent.glob(f"{self.copy.name}*")):
            path.unlink(missing_ok=True)

    def _check_space(self) -> None:
        """The two databases are there as copies in turn, beside what was packed before them."""
        text, captured = (_size(db) for db in (self._db, self._blobs))
        files = sum(size for _, size in _named_files(self._db))
        self._total = 2 * (text + captured) + files
        packed = text // TEXT_SHRINKS
        needed = max(packed + text, packed + captured + max(captured, files))
        free = shutil.disk_usage(self.target.parent).free
        if free < needed:
            raise ArchiveError(
                f"{self.target.parent} 只剩 {free / 1e6:.0f} MB，备份约需 {needed / 1e6:.0f} MB，没有开始。",
                do="请腾出空间，或备份到另一个磁盘。",
            )

    def _write(self, writer: BundleWriter, at: datetime) -> BackupManifest:
        self._copy(self._db)
        with closing(connect(self.copy, write=False, busy_seconds=BUSY_SECONDS)) as copied:
            files, rows, (capture, chain) = _named_files(copied), _rows(copied), _head(copied)
            schema = int(one(copied, "PRAGMA user_version"))
        members = [self._pack(writer, ARCHIVE.name)]
        self._copy(self._blobs)
        members.append(self._pack(writer, CAPTURES.name))
        absent = []
        for sha256, _ in files:
            member = self._file(writer, sha256)
            if member:
                members.append(member)
            elif not one(self._blobs, "SELECT 1 FROM blobs WHERE sha256 = ?", sha256):
                absent.append(sha256)
        key = self._folder / bundle.KEY
        if key.exists():
            members.append(self._plain(writer, bundle.KEY, key))
        return BackupManifest(
            format=bundle.FORMAT,
            gongkai=__version__,
            made=utc_text(at),
            schemas={ARCHIVE.name: schema, CAPTURES.name: int(one(self._blobs, "PRAGMA user_version"))},
            capture=capture,
            chain=chain,
            rows=rows,
            members=tuple(members),
            absent=tuple(absent),
        )

    def _copy(self, db: Connection) -> None:
        begun = self._done
        _private(self.copy).close()
        copy_database(db, self.copy, lambda done: self._tell(begun + done - self._done))

    def _pack(self, writer: BundleWriter, name: str) -> Member:
        """The copy in hand, compressed in frames that stand each for itself; the copy is gone then."""
        unpacked, packer = hashlib.sha256(), zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)

        def frames() -> Iterator[bytes]:
            with self.copy.open("rb") as file:
                while piece := file.read(bundle.FRAME):
                    unpacked.update(piece)
                    self._tell(len(piece))
                    yield packer.compress(piece)

        length = self.copy.stat().st_size
        size, sha256 = writer.add(bundle.packed_name(name), frames())
        self.copy.unlink()
        return Member(bundle.packed_name(name), size, sha256, length, unpacked.hexdigest())

    def _file(self, writer: BundleWriter, sha256: str) -> Member | None:
        """An attachment. None if it is not there or not as it was kept: then the backup leaves it out and
        says so."""
        name = bundle.file_name(sha256)
        path = self._folder / name
        try:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    return None
        except FileNotFoundError:
            return None
        return self._plain(writer, name, path)

    def _plain(self, writer: BundleWriter, name: str, path: Path) -> Member:
        with path.open("rb") as file:
            size, sha256 = writer.add(name, iter(lambda: file.read(bundle.PIECE), b""))
        self._tell(size)
        return Member(name, size, sha256, size, sha256)

    def _tell(self, more: int) -> None:
        self._done += more
        self._progress(self._done, max(self._done, self._total))


@contextmanager
def _leaving_nothing_half(making: _Making) -> Iterator[None]:
    try:
        yield
    except (OSError, DatabaseError) as error:
        if not is_full(error):
            raise
        raise ArchiveError(
            f"磁盘已满，备份 {making.target} 没有做成，没有留下不完整的文件。",
            do="请腾出空间，或备份到另一个磁盘。",
        ) from error
    finally:
        with suppress(OSError):
            making.clear()


def _free_name(target: Path, at: datetime) -> Path:
    """The file to be written. Made anew or not at all: another file's name is refused."""
    if target.is_dir():
        target /= f"gongkai-{china_time(utc_text(at)).replace(' ', '-').replace(':', '')}.tar"
    if not target.parent.is_dir():
        raise UsageError(f"没有文件夹 {target.parent}。", do="请先建立它；磁盘没有挂载时也会这样。")
    if target.exists():
        raise _taken(target)
    return target


def _taken(target: Path) -> UsageError:
    return UsageError(f"{target} 已经存在，备份不覆盖任何文件。", do="请换一个名字，或指定一个文件夹。")


def _private(path: Path) -> IO[bytes]:
    """A new file for its owner alone: it holds the originals, personal data among them."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR), "w+b")


def _give_name(half: Path, target: Path) -> None:
    try:
        os.link(half, target)  # unlike a rename, it never overwrites
    except FileExistsError as error:
        raise _taken(target) from error
    except OSError:  # a file system without hard links, as on USB disks
        if target.exists():
            raise _taken(target) from None
        half.rename(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk. Windows cannot open a folder, nor needs it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _size(db: Connection) -> int:
    return int(one(db, "PRAGMA page_count")) * int(one(db, "PRAGMA page_size"))


def _named_files(db: Connection) -> list[tuple[str, int]]:
    """SHA-256 and length of the attachments whose bytes are kept, in an order that stays."""
    found = db.execute(
        """SELECT sha256, max(bytes) FROM captures
           WHERE kind = 'attachment' AND status = 200 AND bytes AND purged IS NULL
           GROUP BY sha256 ORDER BY sha256"""
    )
    return [(row[0], row[1]) for row in found]


def _rows(db: Connection) -> dict[str, int]:
    """The number of rows of every table, without those of the search index."""
    tables = db.execute(
        """SELECT name FROM sqlite_master
           WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'items_fts%' ORDER BY name"""
    ).fetchall()
    return {name: int(one(db, f"SELECT count(*) FROM {name}")) for (name,) in tables}


def _head(db: Connection) -> tuple[int, str]:
    row = db.execute("SELECT id, chain FROM captures ORDER BY id DESC LIMIT 1").fetchone()
    return (int(row["id"]), str(row["chain"])) if row else (0, "")
