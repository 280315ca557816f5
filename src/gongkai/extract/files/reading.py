"""One file read: its kind told, the reader for it called, whatever happens put into words."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from gongkai.base.values import FileText
from gongkai.extract.files import MAX_FILE_BYTES
from gongkai.extract.files.archives import rar_names, zip_names
from gongkai.extract.files.kinds import kind_of
from gongkai.extract.files.ofd import read_ofd
from gongkai.extract.files.pages import read_office_page
from gongkai.extract.files.pdf import read_pdf
from gongkai.extract.files.plain import read_rtf, read_text
from gongkai.extract.files.reasons import Unreadable
from gongkai.extract.files.sheets import read_sheets
from gongkai.extract.files.text import Lines, told
from gongkai.extract.files.word import read_docx
from gongkai.extract.files.xls import read_xls
from gongkai.extract.files.xml import open_zip

_NOT_READ = {
    "doc": "needs-converter",
    "encrypted": "encrypted",
    "damaged": "damaged",
    "html": "web-page",
    "image": "image",
    "ppt": "presentation",
    "pptx": "presentation",
    "7z": "seven-zip",
    "unknown": "unknown-kind",
}


def read_file(data: bytes, name: str = "") -> FileText:
    """The text of a file, told by its bytes; the name tells CSV from other plain text, nothing else.

    Never raises. `needs-converter` is for the conductor, which may have one.
    """
    if not data:
        return FileText("unknown", "not-read", why="empty")
    if len(data) > MAX_FILE_BYTES:
        return FileText("unknown", "not-read", why="too-large")
    kind = "unknown"
    try:
        kind = kind_of(data)
        return _read(kind, data, name)
    except Unreadable as given_up:
        return FileText(_kind_of_text(kind, name, given_up.why), "not-read", why=given_up.why)
    except MemoryError:
        return FileText(kind, "not-read", why="memory")
    except Exception:  # a damaged file makes its reader stumble over anything
        return FileText(kind, "not-read", why="damaged")


def _read(kind: str, data: bytes, name: str) -> FileText:
    if kind in _NOT_READ:
        return FileText(kind, "not-read", why=_NOT_READ[kind])
    if kind in _ARCHIVES:
        return _ARCHIVES[kind](data)
    return told(_kind_of_text(kind, name), _READERS[kind](data))


def _kind_of_text(kind: str, name: str, why: str = "") -> str:
    if kind != "text":
        return kind
    if why == "unknown-kind":
        return "unknown"
    return "csv" if name.lower().endswith(".csv") else "txt"


def _docx(data: bytes) -> Lines:
    with open_zip(data) as opened:
        return read_docx(opened)


def _ofd(data: bytes) -> Lines:
    with open_zip(data) as opened:
        return read_ofd(opened)


def _zipped_sheets(data: bytes) -> Lines:
    open_zip(data).close()
    return read_sheets(data)


def _zip(data: bytes) -> FileText:
    with zipfile.ZipFile(BytesIO(data)) as opened:
        return FileText("zip", "not-read", names=zip_names(opened), why="archive")


def _rar(data: bytes) -> FileText:
    return FileText("rar", "not-read", names=rar_names(data), why="archive")


_READERS: dict[str, Callable[[bytes], Lines]] = {
    "pdf": read_pdf,
    "docx": _docx,
    "xlsx": _zipped_sheets,
    "ods": _zipped_sheets,
    "xls": read_xls,
    "ofd": _ofd,
    "rtf": read_rtf,
    "office-html": read_office_page,
    "text": read_text,
}
_ARCHIVES: dict[str, Callable[[bytes], FileText]] = {"zip": _zip, "rar": _rar}
