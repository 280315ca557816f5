"""The names in a ZIP or RAR archive; what is in it stays packed."""

from __future__ import annotations

import zipfile
from io import BytesIO

import rarfile

from gongkai.extract.files.reasons import Unreadable
from gongkai.extract.files.text import clean

MAX_NAMES = 1_000
MAX_NAME_CHARS = 500

_UTF8_FLAG = 0x800


def zip_names(opened: zipfile.ZipFile) -> tuple[str, ...]:
    """Names in a ZIP; one without the flag for UTF-8 is in the code page of whoever packed it, here GBK."""
    return _tidy([_zip_name(part) for part in opened.infolist()[:MAX_NAMES] if not part.is_dir()])


def rar_names(data: bytes) -> tuple[str, ...]:
    """Names in a RAR; Unreadable where they are encrypted too, rarfile.Error for a damaged one."""
    with rarfile.RarFile(BytesIO(data), part_only=True) as opened:
        if opened.needs_password() and not opened.infolist():
            raise Unreadable("encrypted")
        parts = opened.infolist()[:MAX_NAMES]
        return _tidy([part.filename or "" for part in parts if not part.is_dir()])


def _zip_name(part: zipfile.ZipInfo) -> str:
    if part.flag_bits & _UTF8_FLAG:
        return part.filename
    raw = part.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _tidy(names: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(clean(name).split())[:MAX_NAME_CHARS] for name in names)
