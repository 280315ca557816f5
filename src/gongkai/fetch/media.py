"""What kind of thing a body is: its first bytes against what the header says.

Magic numbers: PDF ISO 32000, ZIP APPNOTE, OLE2 [MS-CFB], RTF, RAR, 7z, PNG, JPEG, GIF, TIFF.
"""

from __future__ import annotations

import re

from gongkai.base.urls import suffix

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_ZIP_BY_SUFFIX = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".ofd": "application/ofd",
}
_OLE_BY_SUFFIX = {
    ".xls": "application/vnd.ms-excel",
    ".et": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".dps": "application/vnd.ms-powerpoint",
}
_VAGUE = frozenset(
    ("", "application/octet-stream", "application/x-download", "application/download", "text/plain")
)
_TEXT = re.compile(r"text/|application/(?:[\w.+-]*\+)?(?:xml|json|javascript|x-javascript)$")
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|style|link|div|table|p|ul|h[1-6])\b",
    re.I,
)
_OFFICE_HTML = b"urn:schemas-microsoft-com:office"


def media_type(content_type: str, body: bytes, url: str) -> str:
    """The media type, lower case, without parameters.

    Magic bytes win over the header; a vague or missing header gives way to what the bytes look like;
    without bytes (304) it is what the header says, if anything.
    Only an address's ending tells which office format a ZIP or OLE2 container holds.
    """
    stated = content_type.partition(";")[0].strip().lower()
    if "/" not in stated:
        stated = ""
    if not body:
        return stated
    magic = _by_magic(stated, body, suffix(url))
    if magic:
        return magic
    if stated not in _VAGUE:
        return stated
    if is_html(body):
        return "text/html"
    return stated or _guess(body)


def is_text(media: str) -> bool:
    """Whether a body of this media type is read as text."""
    return bool(_TEXT.match(media))


def is_html(body: bytes) -> bool:
    """Whether bytes begin as an HTML page does."""
    start = body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    while start.startswith(b"<!--"):
        start = start[4:].partition(b"-->")[2].lstrip()
    return bool(_HTML_START.match(start))


def is_stray_page(body: bytes, url: str, disposition: str) -> bool:
    """Whether a web page came where a file was asked for.

    Office programs save documents as HTML under .xls and .doc, and servers that say `attachment` mean a
    file: those are files.
    """
    if not is_html(body) or suffix(url) in (".htm", ".html", ".shtml", ".xml"):
        return False
    return _OFFICE_HTML not in body[:4096] and not disposition.lower().lstrip().startswith("attachment")


def _by_magic(stated: str, body: bytes, ending: str) -> str | None:
    if body.startswith(_ZIP):
        return _container(stated, _ZIP_BY_SUFFIX.get(ending), "application/zip")
    if body.startswith(_OLE):
        return _container(stated, _OLE_BY_SUFFIX.get(ending), "application/msword")
    return next((name for magic, name in _MAGIC if body.startswith(magic)), None)


def _container(stated: str, by_suffix: str | None, default: str) -> str:
    """A header that names a particular application format knows best."""
    if by_suffix:
        return by_suffix
    particular = stated.startswith("application/") and stated not in _VAGUE and not _TEXT.match(stated)
    return stated if particular else default


def _guess(body: bytes) -> str:
    start = body[:1024].lstrip()
    if b"\x00" in start:
        return "application/octet-stream"
    if start.startswith(b"<?xml"):
        return "application/xml"
    return "application/json" if start[:1] in (b"{", b"[") else "text/plain"
