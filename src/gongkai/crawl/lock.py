"""One crawl at a time per archive. The lock goes with its process, so a killed crawl leaves none."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from gongkai.archive.sqlite import told
from gongkai.base.errors import ArchiveUnreadable, CrawlLocked
from gongkai.base.times import china_time, utc_text

_WRITABLE = "请检查磁盘是否已挂载、是否只读、权限是否足够，或用 --archive 另指一个目录。"


def make_folder(folder: Path) -> None:
    """Make the archive's folder. Its parent must be there: a disk that is not mounted is no reason to
    begin a second archive."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ArchiveUnreadable(f"无法建立档案目录 {folder}（{error.strerror}）。", do=_WRITABLE) from error


@contextmanager
def crawl_lock(folder: Path, started: datetime) -> Iterator[str]:
    """Hold the archive's lock; CrawlLocked, naming the owner, if another process does. The owner that went
    without giving it back, as one that is killed, is told in words; empty if there was none."""
    lock = FileLock(folder / "crawl.lock", timeout=0, mode=0o660)
    owner = folder / "crawl.owner.json"
    try:
        lock.acquire()
    except Timeout as error:
        raise CrawlLocked(
            f"另一次采集正在进行（{_owner(owner)}），本次没有开始。",
            do="请等它结束；如确认它已失去响应，结束该进程后再试，锁会随进程自动释放。",
        ) from error
    except OSError as error:
        raise ArchiveUnreadable(
            f"无法在档案目录 {folder} 中写文件（{error.strerror}）。", do=_WRITABLE
        ) from error
    left = _owner(owner) if owner.exists() else ""
    try:
        with told(folder):
            owner.write_text(json.dumps({"pid": os.getpid(), "started": utc_text(started)}), "utf-8")
        yield left
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


def _owner(path: Path) -> str:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return f"进程 {int(told['pid'])}，自 {china_time(str(told['started']))} 起"
    except (OSError, ValueError, KeyError, TypeError):
        return "进程号未知"
