"""Restoring an archive from a backup, looking a backup through, and taking the public database out of one.

A backup is input from outside: only the names that a backup of ours has are written, each to its own place,
and never more of it than its manifest says.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, cast

import zstandard

from gongkai.archive import bundle
from gongkai.archive.backup import BUSY_SECONDS, Progress, no_progress, sync_folder
from gongkai.archive.bundle import BackupManifest, Bundle, Member
from gongkai.archive.locking import keeping_lock
from gongkai.archive.opening import ARCHIVE, CAPTURES, Kind, open_as_it_is
from gongkai.archive.sqlite import DatabaseError, check_drivers, is_full, one
from gongkai.base.errors import ArchiveError, ArchiveNewer, ArchiveUnreadable, UsageError

_KINDS = (ARCHIVE, CAPTURES)


def verify_backup(path: Path, *, progress: Progress = no_progress) -> BackupManifest:
    """Read a backup whole, every byte against its hash; errors as of `Bundle`."""
    with Bundle(path) as held:
        telling = _Telling(held.manifest, progress)
        for member in held.manifest.members:
            for piece in _unpacked(held, member):
                telling(len(piece))
        return held.manifest


def restore(path: Path, folder: Path, *, progress: Progress = no_progress) -> BackupManifest:
    """Restore a backup into a folder that is not there, or empty. It is made beside it and bears its name
    once all of it was found right: every hash, the databases, what they say of themselves."""
    check_drivers()
    _check_empty(folder)
    with Bundle(path) as held:
        _check_schemas(held)
        beside = folder.parent / f".{folder.name}.restoring"
        with _told(folder, path):
            folder.parent.mkdir(parents=True, exist_ok=True)
            beside.mkdir(exist_ok=True)
            with keeping_lock(beside):
                _clear(beside)
                try:
                    _fill(held, beside, progress)
                    _take_place(beside, folder)
                except BaseException:
                    shutil.rmtree(beside, ignore_errors=True)
                    raise
        return held.manifest


def unpack_database(
    path: Path, cache: Path, *, progress: Progress = no_progress
) -> tuple[Path, BackupManifest]:
    """gongkai.db of a backup in a folder of its own under `cache`, and the manifest. One that is there from
    before and still is what it was is used again."""
    check_drivers()
    with Bundle(path) as held:
        _check_schemas(held)
        member = held.manifest.member(bundle.packed_name(ARCHIVE.name))
        if held.manifest.schemas[ARCHIVE.name] < len(ARCHIVE.migrations):
            raise ArchiveUnreadable(
                f"备份 {path} 的结构是旧版（第 {held.manifest.schemas[ARCHIVE.name]} 版），不能直接查看。",
                do="请用 gongkai restore 恢复到一个新文件夹，运行一次 gongkai verify，再查看那里。",
            )
        place = cache / member.unpacked_sha256[:16] / ARCHIVE.name
        with _told(cache, path):
            place.parent.mkdir(parents=True, exist_ok=True)
            if not _is(place, member):
                half = place.with_name(f".{place.name}.{os.getpid()}")
                try:
                    _write(held, member, half, _Telling(held.manifest, progress))
                    half.replace(place)
                finally:
                    half.unlink(missing_ok=True)
        return place, held.manifest


class _Telling:
    """Adds up what is done."""

    def __init__(self, manifest: BackupManifest, progress: Progress) -> None:
        self._total = sum(member.unpacked_bytes for member in manifest.members)
        self._progress = progress
        self._done = 0

    def __call__(self, more: int) -> None:
        self._done += more
        self._progress(self._done, self._total)


def _check_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder} 里已经有东西，恢复不覆盖任何文件。", do="请用 --to 指定一个新的或空的文件夹。"
        )


def _check_schemas(held: Bundle) -> None:
    for kind in _KINDS:
        version = held.manifest.schemas[kind.name]
        if version > len(kind.migrations):
            raise ArchiveNewer(
                f"备份 {held.path} 中的 {kind.name} 由较新的 gongkai {held.manifest.gongkai} 写成"
                f"（第 {version} 版，本程序只认识到第 {len(kind.migrations)} 版）。",
                do="请升级 gongkai 后再恢复。",
            )


@contextmanager
def _told(folder: Path, backup: Path) -> Iterator[None]:
    """What goes wrong in writing and reading, in words."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise ArchiveError(
                f"磁盘已满，{folder} 没有恢复成，没有留下不完整的档案。", do="请腾出空间，或指定另一个磁盘。"
            ) from error
        raise ArchiveUnreadable(
            f"从 {backup} 恢复到 {folder} 时出错：{error.strerror or error}（{error.filename or backup}）。",
            do="请检查磁盘和权限。没有留下不完整的档案。",
        ) from error


def _clear(beside: Path) -> None:
    """Take away what a killed restore left."""
    for path in beside.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.suffix != ".lock":
            path.unlink()


def _fill(held: Bundle, folder: Path, progress: Progress) -> None:
    telling = _Telling(held.manifest, progress)
    for member in held.manifest.members:
        _write(held, member, folder / member.name.removesuffix(".zst"), telling)
    for kind in _KINDS:
        _check_database(held, folder, kind)
    if hasattr(os, "sync"):
        os.sync()  # every file and folder at once


def _write(held: Bundle, member: Member, path: Path, telling: _Telling) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o600 if member.name == bundle.KEY else 0o666
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        for piece in _unpacked(held, member):
            file.write(piece)
            telling(len(piece))
        file.flush()
        os.fsync(file.fileno())


def _unpacked(held: Bundle, member: Member) -> Iterator[bytes]:
    """A member as it is in an archive. Its packed bytes were what the manifest says once this is at its
    end, and so are those that it gives."""
    digest, length = hashlib.sha256(), 0
    pieces = _decompressed(held, member) if member.name.endswith(".zst") else held.pieces(member)
    for piece in pieces:
        length += len(piece)
        if length > member.unpacked_bytes:
            raise held.broken(f"{member.name} 比清单所写的长")
        digest.update(piece)
        yield piece
    if (length, digest.hexdigest()) != (member.unpacked_bytes, member.unpacked_sha256):
        raise held.broken(f"{member.name} 的内容与清单不符")
    if member.name.startswith("files/") and not member.name.endswith(f"/{member.unpacked_sha256}"):
        raise held.broken(f"{member.name} 的内容与其名字不符")


def _decompressed(held: Bundle, member: Member) -> Iterator[bytes]:
    """Frame after frame, a piece at a time: however much a frame may claim to hold, no more is made of it
    than is asked for."""
    inflater = zstandard.ZstdDecompressor(max_window_size=2 * bundle.FRAME)
    source = cast(IO[bytes], _Pieces(held.pieces(member)))
    try:
        with inflater.stream_reader(source, read_across_frames=True) as reader:
            while piece := reader.read(bundle.PIECE):
                yield piece
    except zstandard.ZstdError as error:
        raise held.broken(f"{member.name} 无法解压") from error


class _Pieces:
    """Pieces as the file that a decompressor reads from, once."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, size: int = -1) -> bytes:
        return next(self._pieces, b"")


def _check_database(held: Bundle, folder: Path, kind: Kind) -> None:
    """What the copy says of itself, beyond that its bytes are those that were backed up."""
    with closing(open_as_it_is(folder, kind, BUSY_SECONDS)) as db:
        try:
            found = one(db, "PRAGMA integrity_check(1)"), db.execute("PRAGMA foreign_key_check").fetchall()
            version = one(db, "PRAGMA user_version")
        except DatabaseError as error:
            raise held.broken(f"{kind.name} 已损坏") from error
    if found != ("ok", []) or version != held.manifest.schemas[kind.name]:
        raise held.broken(f"{kind.name} 已损坏")


def _take_place(beside: Path, folder: Path) -> None:
    """Give the restored folder its name, in one step, with group and mode of the empty one that has it."""
    if folder.exists():
        there = folder.stat()
        beside.chmod(stat.S_IMODE(there.st_mode))
        if hasattr(os, "chown"):
            os.chown(beside, -1, there.st_gid)
    try:
        beside.rename(folder)
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.EXDEV, errno.ENOTEMPTY, errno.EEXIST):
            raise
        raise UsageError(
            f"{folder} 不能整个换成恢复出的档案（{error.strerror}）。",
            do="它如果是磁盘的挂载点，请用 --to 指定它下面的一个新文件夹。",
        ) from error
    sync_folder(folder.parent)


def _is(path: Path, member: Member) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == member.unpacked_sha256
    except FileNotFoundError:
        return False
