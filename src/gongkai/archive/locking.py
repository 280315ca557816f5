"""One keeper at a time per archive: what copies an archive whole and what moves its bytes about exclude each
other. A crawl is no keeper: it may run beside a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from gongkai.base.errors import ArchiveUnreadable, KeepingLocked

LOCK = "keeping.lock"


@contextmanager
def keeping_lock(folder: Path) -> Iterator[None]:
    """Hold the archive's lock for backup, restore and compact; KeepingLocked if another process does. It goes
    with its process, so one that is killed leaves none."""
    lock = FileLock(folder / LOCK, timeout=0, mode=0o660)
    try:
        lock.acquire()
    except Timeout as error:
        raise KeepingLocked(
            f"这份档案（{folder}）的另一次备份、恢复或整理正在进行，本次没有开始。", do="请等它结束后再试。"
        ) from error
    except OSError as error:
        raise ArchiveUnreadable(
            f"无法在 {folder} 中写文件（{error.strerror}）。", do="请检查文件夹是否存在、权限是否足够。"
        ) from error
    try:
        yield
    finally:
        lock.release()
