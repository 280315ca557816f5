"""Files made to hurt, in this process: bounded in what they make, never an exception. Those that only another
process survives are in tests/crawl/test_filereader.py."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.base.values import FileText
from gongkai.extract.files import reasons
from gongkai.extract.files.reading import read_file
from gongkai.extract.files.text import MAX_TEXT_CHARS
from tests.extract import filemaking as make
from tests.extract.old_word import OLD_WORD

LINES = ["关于预算公开的说明", "第二段 2024"]
FILES = {
    "docx": make.make_docx(LINES, [["甲", "乙"]]),
    "pdf": make.make_pdf([LINES, LINES]),
    "scan": make.make_scan(2),
    "ofd": make.make_ofd([LINES]),
    "rtf": rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 S;}}\f0 \'d6\'d0\par \u22269?\cell\row}",
    "zip": make.make_zip({"甲.txt": "x", "b/": ""}),
    "rar4": make.make_rar4(["甲.txt", "b"]),
    "rar5": make.make_rar5(["甲.txt", "b"]),
    "doc": OLD_WORD,
    "office-html": (
        b"<html xmlns:o='urn:schemas-microsoft-com:office'><body><table><tr><td>a<td><p>b</table><p>c"
    ),
    "txt": "说明，第一段。\n第二段".encode("gbk"),
}


def bounded(data: bytes) -> FileText:
    found = read_file(data)
    assert found.status in ("read", "no-text", "not-read")
    assert found.why in {"", *reasons.WHYS}
    assert bool(found.why) or found.status == "read"
    assert bool(found.text) == (found.status == "read")
    assert len(found.text) <= MAX_TEXT_CHARS
    assert not set(found.text) & {chr(n) for n in range(32) if chr(n) not in "\n\t"}
    found.text.encode()
    return found


@given(st.sampled_from(sorted(FILES)), st.integers(0, 2000))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_cut_off(kind: str, end: int):
    bounded(FILES[kind][:end])


@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=12),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_bytes_flipped(kind: str, flips: list[tuple[int, int]]):
    data = bytearray(FILES[kind])
    for place, value in flips:
        data[place % len(data)] = value
    bounded(bytes(data))


@given(st.sampled_from(sorted(FILES)), st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_the_mark_of_a_kind_before_anything(kind: str, rest: bytes):
    bounded(FILES[kind][:8] + rest)


PARTS = {"docx": "word/document.xml", "ofd": "Doc_0/Pages/Page_0/Content.xml"}
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "甲">{ENTITIES}]><x><p><t>&l9;</t></p></x>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x><p><t>&e;</t></p></x>'


@pytest.mark.parametrize("part", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("kind", PARTS)
def test_entities_are_never_made(kind: str, part: str):
    started = time.process_time()
    found = bounded(make.repacked(FILES[kind], {PARTS[kind]: part}))
    assert (found.status, found.why) == ("not-read", "damaged")
    assert time.process_time() - started < 2


def test_a_zip_that_unpacks_to_more_than_is_read():
    million = b"\0" * 1_000_000
    parts: dict[str, bytes | str] = {f"{n}.bin": million for n in range(540)}
    assert len(bounded(make.make_zip(parts)).names) == 540, "names take no unpacking"
    assert bounded(make.repacked(FILES["docx"], dict(parts))).why == "too-large"


def test_deep_tables_and_paragraphs_end():
    opened = "<w:document xmlns:w='w'><w:body>" + "<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p>" * 20_000
    part = opened + "<w:r><w:t>底</w:t></w:r>"
    closed = "</w:p>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000 + "</w:body></w:document>"
    assert bounded(make.repacked(FILES["docx"], {PARTS["docx"]: part + closed})).text == "底"
    assert bounded(make.repacked(FILES["docx"], {PARTS["docx"]: part})).why == "damaged"


def test_an_ofd_that_names_pages_outside_itself():
    pages = "<Page BaseLoc='../../../../etc/passwd'/><Page BaseLoc='/OFD.xml'/>"
    document = f"<Document><Pages>{pages}</Pages></Document>"
    assert bounded(make.repacked(FILES["ofd"], {"Doc_0/Document.xml": document})).status == "no-text"


def test_rtf_takes_time_with_its_length():
    started = time.process_time()
    bounded(b"{\\rtf1 " + b"{\\field{\\*\\fldinst{" * 40_000)
    bounded(b"{\\rtf1 " + b"{" * 200_000)
    assert time.process_time() - started < 5
