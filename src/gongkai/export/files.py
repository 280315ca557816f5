"""Files of an export: whole or not there, never over another, none much larger than wanted."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from gongkai.base.errors import GongkaiError, UsageError

MAX_BYTES = 1024**3
"""Of one file, as is customary for WARC; a capture is never parted."""


class Series:
    """Numbered files in a folder, or one file. All get their names when all are written; until then, and
    where the work fails, there is none. Use as `with Series(…) as files`."""

    def __init__(self, target: Path, stem: str, suffix: str, max_bytes: int = MAX_BYTES) -> None:
        self._single = target.name.endswith(suffix)
        self._folder = target.parent if self._single else target
        self._target = target
        self.stem, self._suffix = stem, suffix
        self._max_bytes = max_bytes
        self._parts: list[tuple[Path, Path]] = []
        self._open: BinaryIO | None = None

    @property
    def number(self) -> int:
        """Of the file that is written now, from 1; 0 before the first."""
        return len(self._parts)

    @property
    def name(self) -> str:
        """Of the file that is written now."""
        return self._parts[-1][1].name

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(final for _, final in self._parts)

    def full(self) -> bool:
        """Whether the next piece belongs into another file."""
        if self._open is None:
            return True
        return not self._single and self._open.tell() >= self._max_bytes

    def begin(self) -> BinaryIO:
        """The next file, open for writing."""
        self._close()
        final = self._target if self._single else self._folder / self._numbered(self.number + 1)
        _refuse_over(final)
        half = final.with_name(f".{final.name}.{os.getpid()}.part")
        self._open = half.open("wb")
        self._parts.append((half, final))
        return self._open

    def __enter__(self) -> Self:
        if not self._single:
            self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._close()
                self._publish()
            elif self._open:
                self._open.close()
        finally:
            for half, _ in self._parts:
                half.unlink(missing_ok=True)

    def _numbered(self, number: int) -> str:
        return f"{self.stem}-{number:05d}{self._suffix}"

    def _close(self) -> None:
        if self._open:
            self._open.flush()
            os.fsync(self._open.fileno())
            self._open.close()
            self._open = None

    def _publish(self) -> None:
        for _, final in self._parts:
            _refuse_over(final)
        for half, final in self._parts:
            half.rename(final)
        if os.name == "posix":
            handle = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _refuse_over(path: Path) -> None:
    if path.exists():
        raise UsageError(f"{path} 已存在，没有覆盖。", do="请移走它，或用 -o 另指一处。")


def unwritable(target: Path, error: OSError) -> GongkaiError:
    """An error of the system while writing, in words."""
    return GongkaiError(
        f"写不出 {error.filename or target}（{error.strerror or error}）。",
        do="请检查磁盘空间和权限后再试；没有留下半个文件。",
    )
