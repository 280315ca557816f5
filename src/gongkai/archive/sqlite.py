"""The one module that imports SQLite's driver: connections, transactions, and errors in words.

Two SQLite libraries in one process on one file drop each other's locks and can corrupt it, so opening
refuses when Datasette or sqlite-utils picked another driver than the standard library's.
"""

from __future__ import annotations

import errno
import importlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from gongkai.base.errors import ArchiveError, ArchiveUnreadable, DriverMismatch

Connection = sqlite3.Connection
Record = sqlite3.Row
DatabaseError = sqlite3.Error

_OLDEST = (3, 40)
_FELLOW_USERS = ("sqlite_utils.utils", "datasette.utils.sqlite")


def check_drivers() -> None:
    """Raise DriverMismatch if anything else in this process would open the archive by another SQLite."""
    if sqlite3.sqlite_version_info < _OLDEST:
        raise DriverMismatch(
            f"Python 自带的 SQLite 是 {sqlite3.sqlite_version}，需要 3.40 或更新。",
            do="请换用较新的 Python 或系统再运行。",
        )
    for name in _FELLOW_USERS:
        driver = getattr(importlib.import_module(name), "sqlite3", sqlite3)
        if driver is not sqlite3:
            raise DriverMismatch(
                f"{name.split('.')[0]} 使用了另一个 SQLite 驱动（{driver.__name__}），同时打开会损坏档案库。",
                do=f"请卸载它：pip uninstall {driver.__name__.split('.')[0]}，或改用干净的虚拟环境。",
            )


_FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""How the system says that a disk, or what somebody may have of it, is full."""

_FULL_DATABASE = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")
"""How SQLite says so; the latter where there is no room for the -shm file beside a database."""

SYNCHRONOUS = "FULL"
"""A commit is on the disk when it returns, also if the power fails then. Tests that are about other things
do not wait for the disk."""


def connect(path: Path, *, write: bool, busy_seconds: float) -> Connection:
    """A connection with our settings. Transactions are explicit (`transaction`)."""
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if write else 'ro'}"
    db = sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None)
    try:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        db.execute("PRAGMA journal_mode = WAL" if write else "PRAGMA query_only = ON")
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def scratch() -> Iterator[Connection]:
    """A database of our own that is on the disk as far as memory does not hold it, and gone afterwards."""
    db = sqlite3.connect("", isolation_level=None)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def transaction(db: Connection) -> Iterator[None]:
    """All of it or nothing. The write lock is taken at the start, so nothing fails halfway for it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def statements(script: str) -> Iterator[str]:
    """The statements of a script, to be run within a transaction: `executescript` would end it first."""
    held = ""
    for piece in script.split(";")[:-1]:
        held += f"{piece};"
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def copy_database(db: Connection, target: Path, told: Callable[[int], None]) -> None:
    """Copy a database, as of one moment, into an empty file; `told` how many bytes are done. The copy needs
    no write-ahead log: it is one file, which can be read from a disk that cannot be written."""
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        try:
            page = int(one(db, "PRAGMA page_size"))
            one(db, "SELECT count(*) FROM sqlite_master")  # reading fixes the moment
            db.backup(copy, pages=_PAGES, progress=lambda _, left, of: told((of - left) * page), sleep=0)
        finally:
            db.execute("COMMIT")
        copy.execute("PRAGMA journal_mode = DELETE")


_PAGES = 2048
"""A step of copying: 8 MB."""


def one(db: Connection, sql: str, *parameters: Any) -> Any:
    """The first column of the first row, or None."""
    row = db.execute(sql, parameters).fetchone()
    return row[0] if row else None


def storable(text: str) -> str:
    """The text without what SQLite cannot keep faithfully: lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def is_full(error: BaseException) -> bool:
    """Whether an error of the system or of the driver means that a disk is full."""
    name = getattr(error, "sqlite_errorname", None)
    return name in _FULL_DATABASE or getattr(error, "errno", None) in _FULL_DISK


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn the driver's errors into ArchiveError, in words."""
    try:
        yield
    except sqlite3.Error as error:
        raise in_words(error, folder) from error
    except OSError as error:
        if is_full(error):
            raise ArchiveError(f"{_FULL[0]}（{folder}）。", do=_FULL[1]) from error
        raise ArchiveUnreadable(
            f"读写档案库时出错：{error.strerror or error}（{error.filename or folder}）。",
            do="请检查磁盘空间和权限后再运行；已提交的内容不会丢失。",
        ) from error


def in_words(error: sqlite3.Error, folder: Path) -> ArchiveError:
    """What the driver's error means to somebody who runs the program."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for start, kind, what, do in _MEANINGS:
        if name.startswith(start):
            return kind(f"{what}（{folder}）。", do=do)
    return ArchiveError(
        f"档案库操作未能完成（{folder}）：{error}。",
        do="本次操作没有写入任何内容；请运行 gongkai verify 检查。",
    )


_WRITABLE = "所在的文件夹必须可写（WAL 模式连读取也要在旁边建文件）；请检查权限，或复制到可写的文件夹再打开。"
_WRITABLE = "所在的文件夹必须可写（WAL 模式连读取也要在旁边建文件）；请检查权限，或复制到可写的文件夹再打开。"
_FULL = "磁盘已满，未能写入档案库", "请腾出空间后再运行，会接着做。"
_MEANINGS: tuple[tuple[str, type[ArchiveError], str, str], ...] = (
    ("SQLITE_BUSY", ArchiveError, "另一个程序正在写档案库", "请等它结束后再试。"),
    ("SQLITE_LOCKED", ArchiveError, "另一个程序正在写档案库", "请等它结束后再试。"),
    *((name, ArchiveError, *_FULL) for name in _FULL_DATABASE),
    ("SQLITE_READONLY_DIRECTORY", ArchiveUnreadable, "档案库在只读的文件夹里", _WRITABLE),
    ("SQLITE_READONLY_CANTINIT", ArchiveUnreadable, "档案库在只读的文件夹里", _WRITABLE),
    ("SQLITE_READONLY", ArchiveUnreadable, "档案库只能读，不能写", "请检查文件夹和文件的权限。"),
    ("SQLITE_PERM", ArchiveUnreadable, "没有权限打开档案库", "请检查文件夹和文件的权限。"),
    ("SQLITE_CANTOPEN", ArchiveUnreadable, "打不开档案库", _WRITABLE),
    ("SQLITE_CORRUPT", ArchiveUnreadable, "档案库文件已损坏", "请从备份恢复；不要继续写入。"),
    ("SQLITE_NOTADB", ArchiveUnreadable, "文件不是 SQLite 数据库或已损坏", "请检查 --archive 或从备份恢复。"),
    ("SQLITE_IOERR", ArchiveUnreadable, "读写档案库时磁盘出错", "请检查磁盘；已提交的内容不会丢失。"),
)
