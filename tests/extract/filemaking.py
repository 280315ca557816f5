"""Small files of every kind, made here: what a test puts into them is what must come out."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import docx
import openpyxl
import xlwt

Row = Sequence[Any]


def make_docx(paragraphs: Sequence[str], table: Sequence[Row] = (), after: str = "") -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for cells, row in zip(table, grid.rows, strict=True):
            for text, cell in zip(cells, row.cells, strict=True):
                cell.text = text
    if after:
        document.add_paragraph(after)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def make_xlsx(sheets: Mapping[str, Sequence[Row]], *, hidden: str = "", merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if merged:
            sheet.merge_cells(merged)
        if name == hidden:
            sheet.sheet_state = "hidden"
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def make_xls(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                sheet.write(y, x, value, day) if hasattr(value, "year") else sheet.write(y, x, value)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def make_zip(parts: Mapping[str, bytes | str], *, stored: Sequence[str] = ()) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in parts.items():
            opened.writestr(name, data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return held.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes | str | None]) -> bytes:
    """A ZIP with parts replaced, added or (None) left out."""
    with zipfile.ZipFile(BytesIO(data)) as opened:
        parts: dict[str, bytes | str] = {name: opened.read(name) for name in opened.namelist()}
    for name, part in changes.items():
        if part is None:
            parts.pop(name)
        else:
            parts[name] = part
    return make_zip(parts)


def make_ofd(pages: Sequence[Sequence[str]]) -> bytes:
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {ns}><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for n, lines in enumerate(pages):
        objects = "".join(
            f'<ofd:TextObject Boundary="{20 + x * 30} {20 + y * 10} 30 5">'
            f'<ofd:TextCode X="0" Y="4">{piece}</ofd:TextCode></ofd:TextObject>'
            for y, line in enumerate(lines)
            for x, piece in enumerate(line.split("|"))
        )
        parts[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            f"<ofd:Page {ns}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return make_zip(parts)


# --- PDF (ISO 32000-1) ----------------------------------------------------------------------------


def _pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first its catalogue."""
    data, places = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(data))
    return data + table + end


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream" % (len(packed), entries, packed)


def make_pdf(pages: Sequence[Sequence[str]], *, named: bool = True, trailer: bytes = b"") -> bytes:
    """Pages of lines. Codes are UTF-16, and a ToUnicode map says so, unless the glyphs are not `named`."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapName /U def /CMapType 2 def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"1 beginbfrange <0000> <FFFF> %s endbfrange endcmap end" % (b"<0000>" if named else b"<E000>")
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (7 + 2 * n) for n in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /FontDescriptor 5 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /ItalicAngle 0 /Ascent 800 /Descent -200 "
        b"/CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >>",
        _stream(cmap),
    ]
    for n, lines in enumerate(pages):
        shown = b"".join(
            b"BT /F 12 Tf 50 %d Td <%s> Tj ET\n" % (780 - 20 * y, line.encode("utf-16-be").hex().encode())
            for y, line in enumerate(lines)
        )
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (8 + 2 * n),
            _stream(shown),
        ]
    return _pdf(objects, trailer)


def make_scan(pages: int = 1) -> bytes:
    """Pages that hold nothing but a picture."""
    picture = _stream(
        b"\x80" * 16, b"/Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 ",
    )  # fmt: skip
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /I 3 0 R >> >> >>"
    )
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
            picture,
            _stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
            *[page] * pages,
        ]
    )


def make_locked_pdf() -> bytes:
    """A PDF that asks for a password: its key never fits."""
    return make_pdf(
        [["密"]],
        trailer=b"/ID [<00000000000000000000000000000000> <00000000000000000000000000000000>] "
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> " % (b"11" * 32, b"22" * 32),
    )


# --- OLE2 ([MS-CFB]) and what stands in it --------------------------------------------------------

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def make_ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file of streams; each fills at least 4096 bytes, so that no small streams need to be kept."""
    padded = {n: d.ljust(-(-max(len(d), 4096) // _SECTOR) * _SECTOR, b"\0") for n, d in streams.items()}
    entries = -(-(1 + len(padded)) // 4)
    sectors = entries + sum(len(d) // _SECTOR for d in padded.values())
    tables = -(-sectors // 127)
    chain: list[int] = [_FAT] * tables
    chain += [*range(tables + 1, tables + entries), _END]
    directory = _entry("Root Entry", 5, _END, 0, child=1 if padded else _FREE)
    for number, (name, data) in enumerate(padded.items(), 1):
        first = len(chain)
        chain += [*range(first + 1, first + len(data) // _SECTOR), _END]
        directory += _entry(name, 2, first, len(data), right=number + 1 if number < len(padded) else _FREE)
    directory = directory.ljust(entries * _SECTOR, b"\0")
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, _END, 0, _END, 0
    )
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    return head + table + directory + b"".join(padded.values())


def _entry(name: str, kind: int, first: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI16xIQ", written, len(written), kind, 1, _FREE, right, child, 0, first, size
    )


def make_doc(text: str, *, encrypted: bool = False) -> bytes:
    """A Word 97 document of one piece ([MS-DOC]): the FIB, the text in UTF-16, the piece table."""
    body = text.replace("\n", "\r") + "\r"
    start = 0x600
    fib = bytearray(start)
    struct.pack_into("<HHHHH", fib, 0, 0xA5EC, 0xC1, 0, 0x0804, 0)
    struct.pack_into("<H", fib, 10, 0x1200 | (0x100 if encrypted else 0))
    struct.pack_into("<II", fib, 0x18, start, start + 2 * len(body))
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<I", fib, 0x4C, len(body))
    struct.pack_into("<H", fib, 0x98, 93)
    pieces = struct.pack("<IIHIH", 0, len(body), 0, start, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    return make_ole({"WordDocument": bytes(fib) + body.encode("utf-16-le"), "1Table": clx})


# --- RAR ------------------------------------------------------------------------------------------


def make_rar4(names: Sequence[str]) -> bytes:
    """Archive and file headers of RAR 4 with empty files, names in UTF-8."""
    data = b"Rar!\x1a\x07\x00" + _block4(0x73, 0, b"\0" * 6)
    for name in names:
        plain = name.encode("utf-8")
        fields = struct.pack("<IIBIIBBHI", 0, 0, 2, 0, 0x58000000, 20, 0x30, len(plain), 0x20)
        data += _block4(0x74, 0x8000 | 0x0200, fields + plain)
    return data + _block4(0x7B, 0x4000, b"")


def _block4(kind: int, flags: int, fields: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def make_rar5(names: Sequence[str]) -> bytes:
    data = b"Rar!\x1a\x07\x01\x00" + _block5(b"\x01\x00\x00")
    for name in names:
        written = name.encode("utf-8")
        data += _block5(b"\x02\x02\x00" + b"\x00\x00\x20\x00\x01" + bytes([len(written)]) + written)
    return data + _block5(b"\x05\x00\x00")


def _block5(fields: bytes) -> bytes:
    head = bytes([len(fields)]) + fields
    return struct.pack("<I", zlib.crc32(head)) + head
