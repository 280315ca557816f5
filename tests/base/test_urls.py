from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.base import urls

BASE = "http://www.a.invalid/zwgk/tzgg/index.html"


@pytest.mark.parametrize(
    ("href", "want"),
    [
        ("./202601/t20260102_1.html", "http://www.a.invalid/zwgk/tzgg/202601/t20260102_1.html"),
        ("//b.invalid/x", "http://b.invalid/x"),
        ("/x?id=1#top", "http://www.a.invalid/x?id=1"),
        (" /x\n", "http://www.a.invalid/x"),
        ("/附件 1.pdf", "http://www.a.invalid/%E9%99%84%E4%BB%B6%201.pdf"),
        ("javascript:;", None),
        ("javascript:void(0)", None),
        ("#", None),
        ("mailto:a@b.invalid", None),
        ("ftp://b.invalid/x", None),
        ("http://", None),
        ("http:///x/", None),
        ("http://[::1", None),
        ("http://a b/", None),
        ("file:///etc/passwd", None),
        ("", None),
        (None, None),
    ],
)
def test_absolute(href, want):
    assert urls.absolute(BASE, href) == want


def test_one_identity_for_the_twins_of_an_address():
    same = [
        "http://www.a.invalid/art/1.html",
        "https://www.a.invalid/art/1.html",
        "http://www.a.invalid:80/art/1.html#top",
        "http://www.a.invalid/art/1.html?xxgkhide=1",
        "http://a.invalid/art/1.html",
    ]
    hosts = ("www.a.invalid", "a.invalid")
    assert len({urls.identity(u, hosts) for u in same}) == 1


def test_parameters_that_name_a_text_stay_and_their_order_does_not_matter():
    one, two = urls.identity("http://a.invalid/p?id=1&b=2"), urls.identity("http://a.invalid/p?b=2&id=1")
    assert one == two != urls.identity("http://a.invalid/p?id=2&b=2")


def test_a_directory_and_its_index_page_are_one():
    assert urls.identity("http://a.invalid/x/") == urls.identity("http://a.invalid/x/index.shtml")


def test_uid_is_sixteen_base32_characters():
    assert urls.uid("a.invalid/x") == urls.uid("a.invalid/x")
    assert len(urls.uid("a.invalid/x")) == 16


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://www.a.invalid/x.html", "page"),
        ("http://www.a.invalid/x.PDF", "file"),
        ("http://mp.weixin.qq.com/s/x", "external"),
        ("http://b.invalid/x.pdf", "external"),
    ],
)
def test_row_kind(url, kind):
    assert urls.row_kind(url, ("www.a.invalid",)) == kind


@given(st.text(), st.text())
def test_never_raises(base, href):
    found = urls.absolute("http://a.invalid/" + base, href)
    assert found is None or found.startswith(("http://", "https://"))


def test_a_page_at_an_odd_address_keeps_its_own_links():
    base = "http://www.a.invalid (copy)/x/"
    assert urls.absolute(base, "./1.html") == "http://www.a.invalid (copy)/x/1.html"
    assert urls.absolute(BASE, "http://b c/x") is None


PIECES = st.sampled_from(
    "a b.html .. . / // ../ ./ ? ?id=1 # : ; % %20 ~ = @ ( 中 http: http://b.invalid/ HTTP://b.invalid/".split()
)


@given(
    st.lists(PIECES, max_size=5), st.sampled_from([BASE, "", "http://[/", "http://a.invalid/x//./y/../z/"])
)
def test_the_short_way_leads_where_the_long_one_does(pieces, base):
    href = "".join(pieces)
    plainly = urls._plainly(base, href)
    assert plainly is None or plainly == urls._resolved(base, href)


def test_the_short_way_is_the_usual_one():
    assert (
        urls._plainly(BASE, "../a/t20260102_1.html?id=1")
        == "http://www.a.invalid/zwgk/a/t20260102_1.html?id=1"
    )
