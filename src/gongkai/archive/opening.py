"""Opening an archive folder: what must hold before anything is read or written, told in words."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.archive import schema
from gongkai.archive.masking import use_key
from gongkai.archive.sqlite import Connection, connect, one, told
from gongkai.base.errors import ArchiveForeign, ArchiveMissing, ArchiveNewer, ArchiveUnreadable

_MAGIC = b"SQLite format 3\0"
_NETWORK = ("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs")
_NETWORK_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.s3fs", "fuse.glusterfs")


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two databases: its file, its steps, its mark."""

    name: str
    migrations: tuple[str, ...]
    application_id: int
    fills: Mapping[int, Callable[[Connection, Path], None]] = field(default_factory=dict)


ARCHIVE = Kind("gongkai.db", schema.MIGRATIONS, schema.APPLICATION_ID, schema.FILLS)
CAPTURES = Kind("captures.db", schema.CAPTURES_MIGRATIONS, schema.CAPTURES_APPLICATION_ID)


def open_databases(
    folder: Path, *, create: bool, write: bool, busy_seconds: float
) -> tuple[Connection, Connection | None]:
    """Connections to gongkai.db and captures.db.

    A reader gets None for captures.db where that is absent: gongkai.db may be handed on without it.
    captures.db is created first, so that an archive never lacks it because creating was interrupted.
    """
    _check_folder(folder, create)
    exists = _holds_something(folder / ARCHIVE.name)
    if not (create and write):
        must_exist(folder)
    if exists and write and not _holds_something(folder / CAPTURES.name):
        _check(folder, ARCHIVE, write, busy_seconds)  # a foreign file is told as such
        raise ArchiveMissing(
            f"档案库缺少 {CAPTURES.name}（{folder}），其中是全部网页原件。", do="请从备份恢复该文件。"
        )
    kinds = (CAPTURES, ARCHIVE) if write or _holds_something(folder / CAPTURES.name) else (ARCHIVE,)
    for kind in kinds:  # all, before any is brought up to date
        _check(folder, kind, write, busy_seconds)
    captures = _open(folder, CAPTURES, write, busy_seconds) if CAPTURES in kinds else None
    try:
        return _open(folder, ARCHIVE, write, busy_seconds), captures
    except BaseException:
        if captures:
            captures.close()
        raise


def must_exist(folder: Path, kind: Kind = ARCHIVE) -> None:
    """ArchiveMissing unless an archive is there; before anything is written beside it."""
    with told(folder):
        there = _holds_something(folder / kind.name)
    if not there:
        raise ArchiveMissing(
            f"这里没有档案库：{folder / kind.name}。",
            do="请用 --archive 指定正确的文件夹，或先运行 gongkai crawl 建立。",
        )


def open_as_it_is(folder: Path, kind: Kind, busy_seconds: float) -> Connection:
    """A connection that only reads, to a database of any schema that this program knows."""
    must_exist(folder, kind)
    _check(folder, kind, True, busy_seconds)
    return connect(folder / kind.name, write=False, busy_seconds=busy_seconds)


def network_filesystem(folder: Path, mounts: str) -> str | None:
    """The type of the network file system that holds the folder, or None. `mounts` is /proc/mounts."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), fields[1])
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind if kind in _NETWORK or kind.startswith(_NETWORK_FUSE) else None


def _check_folder(folder: Path, create: bool) -> None:
    if create:
        folder.mkdir(parents=True, exist_ok=True)
    mounts = Path("/proc/mounts")
    kind = network_filesystem(folder.resolve(), mounts.read_text()) if mounts.exists() else None
    if kind:
        raise ArchiveUnreadable(
            f"档案库在网络文件系统上（{folder}，{kind}），SQLite 的锁在那里不可靠。",
            do="请把档案库放到本机磁盘，再用 --archive 指定。",
        )


def _holds_something(path: Path) -> bool:
    """Whether the file is there. An empty one is what remains when creating was interrupted."""
    try:
        return path.stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):
        return False


def _check(folder: Path, kind: Kind, write: bool, busy_seconds: float) -> None:
    """Refuse what is no database of ours, or none that this program knows; nothing is changed."""
    path = folder / kind.name
    _check_file(path)
    if not _holds_something(path):
        return
    db = connect(path, write=False, busy_seconds=busy_seconds)
    try:
        _check_mark(db, path, kind, write)
    finally:
        db.close()


def _open(folder: Path, kind: Kind, write: bool, busy_seconds: float) -> Connection:
    if write and not (folder / kind.name).exists():
        (folder / kind.name).touch()  # with what the umask leaves a group; SQLite would let it only read
    db = connect(folder / kind.name, write=write, busy_seconds=busy_seconds)
    try:
        if write and kind.name == ARCHIVE.name:
            use_key(db, folder)
        if write:
            schema.migrate(db, folder, kind.migrations, kind.application_id, kind.fills)
    except BaseException:
        db.close()
        raise
    return db


def vacuum_if_pending(db: Connection) -> None:
    """Write the database anew where a migration asked for it, so that nothing of what it took out is left in
    a page or the log; once, however often that was cut off."""
    if one(db, "SELECT 1 FROM about WHERE key = 'vacuum'"):
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        db.execute("DELETE FROM about WHERE key = 'vacuum'")


def _check_file(path: Path) -> None:
    """Readable, and SQLite by its first bytes: SQLite itself would say so only at the first query."""
    if not _holds_something(path):
        return
    if not os.access(path, os.R_OK):
        raise ArchiveUnreadable(f"没有权限读取 {path}。", do="请检查文件权限。")
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise ArchiveForeign(
                f"{path} 不是 SQLite 数据库。", do="请把它移走，或用 --archive 指定另一个文件夹。"
            )


def _check_mark(db: Connection, path: Path, kind: Kind, write: bool) -> None:
    mark, version = one(db, "PRAGMA application_id"), one(db, "PRAGMA user_version")
    tables = one(db, "SELECT count(*) FROM sqlite_master")
    if mark != kind.application_id and (tables or mark):
        raise ArchiveForeign(
            f"{path} 是别的程序的数据库，不是 gongkai 的档案库。",
            do="请用 --archive 指定另一个文件夹；该文件未被改动。",
        )
    if version > len(kind.migrations):
        raise ArchiveNewer(
            f"{path} 由较新的 gongkai 写成（第 {version} 版，本程序只认识到第 {len(kind.migrations)} 版）。",
            do="请升级 gongkai；该文件未被改动。",
        )
    if version < len(kind.migrations) and not write:
        raise ArchiveUnreadable(
            f"{path} 的结构是旧版（第 {version} 版），只读时不能升级。",
            do="请先运行一次 gongkai crawl 或 gongkai verify。",
        )
