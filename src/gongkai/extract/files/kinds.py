"""What kind a file is: by its bytes, never by its name, which sites get wrong and Kingsoft's tell nothing.

Magic numbers: PDF ISO 32000, ZIP APPNOTE, OLE2 [MS-CFB], RAR, 7z, RTF, PNG, JPEG, GIF, TIFF. Which
document an OLE file holds is told by its streams ([MS-DOC] 2.1, [MS-XLS] 2.1, [MS-PPT] 2.1, [MS-OFFCRYPTO]
2.3.4.5), which one a ZIP holds by its parts (ECMA-376, GB/T 33190 for OFD).
"""

from __future__ import annotations

import re
import struct
import zipfile
from io import BytesIO

import olefile

_PDF_START = 1024
"""Readers look for %PDF- in so many bytes at the beginning."""

WORD_MAIN = r"word/document\d*\.xml"
"""The main part of a Word file; Word's online edition numbers it."""

_MAGIC = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_PARTS = (
    (re.compile(WORD_MAIN), "docx"),
    (re.compile(r"xl/workbook\d*\.(?:xml|bin)"), "xlsx"),
    (re.compile(r"ppt/presentation\d*\.xml"), "pptx"),
    (re.compile(r"OFD\.xml"), "ofd"),
)
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
)
_OFFICE = b"urn:schemas-microsoft-com:office"
"""Namespaces with which Word and Excel begin the pages that they save."""

_HTML = re.compile(
    rb"(?:\s|<!--(?:[^-]|-(?!->))*+-->|<\?xml[^>]*+>)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|style|link|div|table|p|ul|h[1-6])\b",
    re.I,
)


def kind_of(data: bytes) -> str:
    """pdf, docx, xlsx, xls, ods, doc, ofd, rtf, zip, rar, 7z, ppt, pptx, image, html; office-html: a document
    saved as a page; encrypted; damaged: an OLE or ZIP file that is cut off; text: what has no other mark.
    MemoryError passes: it tells of the process, not of the file."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(data)
    if data.startswith(olefile.MAGIC):
        return _in_ole(data)
    if b"%PDF-" in data[:_PDF_START]:
        return "pdf"
    known = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if known:
        return known
    if not _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return "text"
    return "office-html" if _OFFICE in data[:4096] else "html"


def _in_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            names = set(opened.namelist())
            kind = next((kind for part, kind in _PARTS if any(map(part.fullmatch, names))), "zip")
            if kind == "zip" and "mimetype" in names:
                with opened.open("mimetype") as stated:
                    kind = "ods" if b"opendocument.spreadsheet" in stated.read(100) else "zip"
    except MemoryError:
        raise
    except Exception:  # zipfile raises what a damaged file makes it stumble over
        return "damaged"
    return kind


def _in_ole(data: bytes) -> str:
    try:
        with olefile.OleFileIO(data) as opened:
            kind = next((kind for stream, kind in _STREAMS if opened.exists(stream)), "unknown")
            if kind == "doc" and _is_locked_word(opened.openstream("WordDocument").read(12)):
                return "encrypted"
            if kind == "xls" and _is_locked_book(_book(opened)):
                return "encrypted"
    except MemoryError:
        raise
    except Exception:
        return "damaged"
    return kind


def _book(opened: olefile.OleFileIO) -> bytes:
    stream = opened.openstream("Workbook" if opened.exists("Workbook") else "Book")
    return bytes(stream.read(4096))


def _is_locked_book(head: bytes) -> bool:
    """Whether a record FilePass is among the first of a workbook ([MS-XLS] 2.1.4, 2.4.117)."""
    place = 0
    for _ in range(10):
        if place + 4 > len(head):
            return False
        record, length = struct.unpack_from("<HH", head, place)
        if record == 0x2F:
            return True
        place += 4 + length
    return False


def _is_locked_word(head: bytes) -> bool:
    """Bit A of the FIB's flags, 10 bytes in, tells of encryption ([MS-DOC] 2.5.2, fEncrypted)."""
    return len(head) == 12 and bool(head[11] & 1)
