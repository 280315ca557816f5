"""Small real files: PDF, Word and Excel, made by the standard library; the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from xml.sax.saxutils import escape

from gongkai.demo.values import Enclosure, Text

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_NS = "http://schemas.openxmlformats.org"


def make_file(file: Enclosure, text: Text, published: datetime) -> bytes:
    """The bytes of a file that says its name, the page's text and the day."""
    lines = (file.name, *text.paragraphs, f"{published.year}年{published.month}月{published.day}日")
    return {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}[file.kind](lines)


def _pdf(lines: tuple[str, ...]) -> bytes:
    """One page, one font that every viewer has for Chinese (Adobe-GB1), text as UCS-2 (PDF 32000, 9.7)."""
    rows = [line[at : at + 34] for line in lines for at in range(0, len(line), 34)]
    shown = " ".join(f"<{row.encode('utf-16-be').hex()}> Tj T*" for row in rows[:44])
    stream = f"BT /F1 14 Tf 17 TL 60 780 Td {shown} ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -250 1000 900] "
        b"/ItalicAngle 0 /Ascent 900 /Descent -250 /CapHeight 700 /StemV 80 >>",
    )
    return _pdf_file(objects)


def _pdf_file(objects: tuple[bytes, ...]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def _docx(lines: tuple[str, ...]) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    main = f"{_OFFICE}.wordprocessingml.document.main+xml"
    document = (
        f'{_HEAD}<w:document xmlns:w="{_NS}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    )
    return _package("word/document.xml", main, {"word/document.xml": document})


def _xlsx(lines: tuple[str, ...]) -> bytes:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{escape(line)}</t></is></c></row>'
        for n, line in enumerate(lines, 1)
    )
    main = f"{_OFFICE}.spreadsheetml.sheet.main+xml"
    ns, rel = f"{_NS}/spreadsheetml/2006/main", f"{_NS}/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{ns}" xmlns:r="{rel}"><sheets><sheet name="Sheet1" '
        'sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_NS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{ns}">'
        f"<sheetData>{cells}</sheetData></worksheet>",
    }
    return _package(
        "xl/workbook.xml", main, parts, {"/xl/worksheets/sheet1.xml": main.replace("sheet.main", "worksheet")}
    )


def _package(
    root: str, root_type: str, parts: Mapping[str, str], types: Mapping[str, str] | None = None
) -> bytes:
    """An Office package (ECMA-376, part 2) whose members all carry the same day, so that its bytes are
    the same every time."""
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in {f"/{root}": root_type, **(types or {})}.items()
    )
    content = (
        f'{_HEAD}<Types xmlns="{_NS}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}</Types>'
    )
    rels = (
        f'{_HEAD}<Relationships xmlns="{_NS}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_NS}/officeDocument/2006/relationships/officeDocument" Target="{root}"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in {"[Content_Types].xml": content, "_rels/.rels": rels, **parts}.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return out.getvalue()
