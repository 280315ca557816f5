"""Files that commands write: whole, or not there at all."""

from __future__ import annotations

import os
from pathlib import Path

from gongkai.base.errors import UsageError


def write_whole(path: Path, data: bytes) -> None:
    """Put bytes where a person said, in place of what is there; UsageError if that cannot be done."""
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        raise UsageError(f"写不了 {path}：{error.strerror}。", do="请换一个位置，或检查磁盘空间。") from None
    finally:
        half.unlink(missing_ok=True)
