from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from xml.etree import ElementTree

import pytest

from gongkai.demo.files import make_file
from gongkai.demo.values import CHINA, Enclosure, Text

PUBLISHED = datetime(2026, 9, 18, 10, 0, tzinfo=CHINA)
TEXT = Text("关于某事的通知", ("第一段，金额为428.6万元 <b>&。", "第二段。" * 40))


@pytest.mark.parametrize(
    ("file", "part"),
    [
        (Enclosure("附件", "docx"), "word/document.xml"),
        (Enclosure("附件", "xlsx"), "xl/worksheets/sheet1.xml"),
    ],
)
def test_office_files_are_packages_whose_parts_parse_and_say_the_text(file: Enclosure, part: str) -> None:
    data = make_file(file, TEXT, PUBLISHED)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        trees = {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}
        types = trees["[Content_Types].xml"]
    assert "".join(trees[part].itertext()).startswith("附件第一段，金额为428.6万元 <b>&。")
    named = {element.get("PartName") for element in types}
    assert f"/{part}" in named


def test_pdf_cross_references_point_at_their_objects_and_hold_the_text() -> None:
    data = make_file(Enclosure("附件", "pdf"), TEXT, PUBLISHED)
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", data)]
    for number, place in enumerate(places, 1):
        assert data[place:].startswith(b"%d 0 obj" % number)
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data[start:].startswith(b"xref")
    shown = "".join(
        bytes.fromhex(t.decode()).decode("utf-16-be") for t in re.findall(rb"<([0-9a-f]+)> Tj", data)
    )
    assert "金额为428.6万元" in shown
    assert shown.endswith("2026年9月18日")


def test_files_are_the_same_bytes_every_time() -> None:
    for file in (Enclosure("附件", "pdf"), Enclosure("附件", "docx"), Enclosure("附件", "xlsx")):
        assert make_file(file, TEXT, PUBLISHED) == make_file(file, TEXT, PUBLISHED)
