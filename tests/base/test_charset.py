from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.base.charset import decode, read_page

TEXT = "<html><head><meta charset={}></head><body>街道办事处 镕</body></html>"


@pytest.mark.parametrize(
    ("label", "charset", "header"),
    [
        ("utf-8", "utf-8", None),
        ("gb2312", "gb18030", None),  # the label lies: 镕 is outside gb2312
        ("gb2312", "utf-8", "text/html; charset=gb2312"),  # both labels lie
        ("utf-8", "gb18030", "text/html; charset=utf-8"),
        ("iso-8859-1", "gb18030", "text/html; charset=ISO-8859-1"),
    ],
)
def test_the_bytes_beat_a_lying_label(label, charset, header):
    text = TEXT.format(label)
    read, name = decode(text.encode(charset), header)
    assert "街道办事处 镕" in read
    assert name == charset


def test_a_byte_order_mark_is_believed_and_taken_off():
    assert decode(b"\xef\xbb\xbf" + "街道".encode()) == ("街道", "utf-8")
    assert decode(b"\xff\xfe" + "街道".encode("utf-16-le")) == ("街道", "utf-16-le")


def test_the_operators_word_comes_first():
    assert decode("街道".encode("big5"), forced="big5") == ("街道", "big5")


def test_damaged_utf8_stays_utf8():
    text, name = decode("街道办事处".encode() * 20 + b"\xff")
    assert name == "utf-8"
    assert text.startswith("街道办事处")


@given(st.binary(), st.one_of(st.none(), st.text()))
def test_never_raises(body, header):
    assert isinstance(decode(body, header)[0], str)


PROSE = "<p>各社区居民委员会要在本月底前完成辖区内的安全检查，并将结果报送街道办事处。</p>" * 20


@pytest.mark.parametrize(
    ("body", "charset", "damage"),
    [
        (PROSE.encode(), "utf-8", None),
        (PROSE.encode("gb18030"), "gb18030", None),
        (PROSE.encode() + b"<p>\xe5\x8a</p>", "utf-8", "undecoded"),  # cut within a character
        ((PROSE + "<p>\ufffd\ufffd</p>").encode(), "utf-8", "stored"),  # broken before it was saved
        ((PROSE + "锟斤拷锟斤拷").encode(), "utf-8", "stored"),
        (PROSE.encode().decode("latin-1").encode(), "utf-8", "stored"),
        (PROSE.encode().decode("gb18030", "replace").encode(), "utf-8", "stored"),
        (PROSE.encode("gb18030") + b"\xff\xff", "gb18030", "undecoded"),
    ],
)
def test_whose_doing_broken_characters_are(body, charset, damage):
    page = read_page("http://a.example/", body)
    assert (page.charset, page.damage) == (charset, damage)


def test_utf8_with_a_broken_character_is_not_taken_for_gb18030():
    # No ASCII stands behind the broken byte that gb18030 could not take, so that it would read strictly.
    body = ("街道办事处关于安全检查的通知" * 30).encode()[:-1]
    text, charset = decode(body + b"\x80", "text/html; charset=gb2312")
    assert charset == "utf-8"
    assert text.startswith("街道办事处关于")


def test_rare_characters_are_no_damage():
    assert read_page("http://a.example/", "镕堃喆燚昇珺犇淼骉玥彧祎翀玮".encode("gb18030")).damage is None
