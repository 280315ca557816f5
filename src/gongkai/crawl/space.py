"""Room on the archive's disk: no crawl begins without, and one ends in good order while there is some."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from gongkai.base.errors import ArchiveError

NO_SPACE = "no-space"
"""The outcome of a run that ended because the disk was almost full."""

ASK_SECONDS = 2.0
"""Between two looks at the disk. At 100 MB/s a disk then loses 200 MB unseen, less than is kept free."""


class Space:
    """What the disk of a folder has left against `least` bytes, which may be 0 for no limit."""

    def __init__(self, folder: Path, least: int) -> None:
        self.folder = folder
        self.least = least
        self._asked = float("-inf")
        self._short = False

    def short(self) -> bool:
        """Whether less is left, as of a moment ago."""
        now = time.monotonic()
        if now - self._asked >= ASK_SECONDS:
            self._asked, self._short = now, self.left() < self.least
        return self._short

    def left(self) -> int:
        return shutil.disk_usage(self.folder).free

    def check(self) -> None:
        """Raise ArchiveError where a crawl should not begin."""
        if self.left() < self.least:
            raise ArchiveError(
                f"没有开始采集：{self.wanting()}",
                do="或把 gongkai.toml 的 [archive] min_free_mb 改小。",
            )

    def wanting(self) -> str:
        """That there is not enough for a crawl."""
        left, least = _mb(self.left()), _mb(self.least)
        return f"档案所在的磁盘（{self.folder}）只剩 {left} MB，少于 {least} MB，请腾出空间。"

    def told(self) -> str:
        """Why a crawl ends early."""
        return f"档案所在的磁盘只剩 {_mb(self.left())} MB：做完手头的事就结束。请腾出空间，下次采集接着做。"


def _mb(size: int) -> int:
    return size // 1_000_000
