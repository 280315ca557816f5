"""Whatever a server sends: a listing comes out, bounded and without an exception."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.base.guard import MAX_CHARS
from gongkai.base.values import Page
from gongkai.base.wanted import Selectors
from gongkai.platforms import PLATFORMS, read_list, refresh_target
from tests.platforms.frames import FRAMES, framed
from tests.platforms.pages import URL
from tests.platforms.test_shapes import SHAPES

PIECES = st.sampled_from(
    [
        "<ul>", "</ul>", "<li>", "<tr>", "<td>", "</table>", "<a href='", "'>", "\"", "<!--", "-->", "<script>", "</script>",
        "document.write('", "<record><![CDATA[", "]]></record>", "<datastore>", "2026-13-99", "9999年99月", "createPageHTML(1,",
        "\x00", "\ud800", "&#x110000;", "javascript:", "http://[", "http://a:99999999/", "暂无信息", "下一页", "置顶", "{{", "\u202e",
        "<meta http-equiv=refresh content='0;url=", "1" * 400, "<base href='x'>", "<template>", "<svg>", "{\"title\":\"a\",\"url\":",
        "/igs/front/list.html?filter[a]=\\ud800", "'/site/label/8888?catId=1',{", "http://[/gkmlpt/",
    ]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A page of a known shape with pieces cut out, doubled and put in."""
    text = framed(draw(st.sampled_from(FRAMES)), SHAPES[draw(st.sampled_from(sorted(SHAPES)))]).text
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 400)))
        text = (
            text[:at]
            + draw(PIECES | st.text(max_size=6))
            + draw(st.sampled_from(["", text[at:end]]))
            + text[end:]
        )
    return text


def test_a_class_of_blanks_is_none() -> None:
    rows = "".join(
        f'<div class=" "><a href="t2026010{n}_1.html">某某街道公告之{n}</a></div>' for n in range(1, 9)
    )
    assert len(read_list(Page(URL, f"<body>{rows}", "utf-8")).rows) == 8


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    mutated(), st.sampled_from([None, *PLATFORMS]), st.sampled_from([None, date(2026, 1, 1), date(1, 1, 1)])
)
def test_mutated_pages(text: str, platform: str | None, seen: date | None) -> None:
    page = Page(URL, text, "utf-8")
    listing = read_list(page, platform=platform, seen=seen)
    refresh_target(page)

    assert listing.why
    assert (listing.shape == "list") == bool(listing.rows)
    assert all(row.title and (row.url is None or row.url.startswith("http")) for row in listing.rows)
    assert all(row.date is None or date.fromisoformat(row.date) for row in listing.rows)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=20))
def test_any_text_address_and_selector(text: str, url: str, css: str) -> None:
    page = Page(url, text, "utf-8")
    read_list(page, selectors=Selectors(rows=css or None, next=css))
    refresh_target(page)


@pytest.mark.parametrize("platform", [None, "vsb"])
def test_a_page_beyond_limits_is_refused_before_a_family_or_a_selector_looks_at_it(
    platform: str | None,
) -> None:
    pager = '<div class="pb_sys_common"><span class="p_no_d">1</span><li>甲乙丙</li></div>'
    inside, beyond = (Page(URL, pager + " " * length, "utf-8") for length in (1_000, MAX_CHARS))
    chosen = Selectors(rows="li")
    refused = read_list(beyond, platform=platform, selectors=chosen)

    assert (refused.platform, refused.shape, refused.rows) == ("generic", "unknown", ())
    assert "限度" in refused.why
    assert read_list(inside, platform=platform, selectors=chosen).platform == "vsb"


HOSTILE = {
    "deep": "<div>" * 3_900 + "<a href='x.html'>很长很长的标题</a>",
    "deep-headings": "<div class='title'>" * 1_500 + "字" * 20_000 + "<a href='x.html'>很长很长的标题</a>",
    "open-comments": "<ul><!--" * 30_000,
    "open-scripts": "<script>" * 30_000,
    "open-records": "<datastore>" + "<record>" * 30_000,
    "open-quotes": "<script>" + 'var a="' * 20_000 + "</script>",
    "doubling": '<script>var a="xxxxxxxxxx";' + 'a="y"+a+a;' * 900 + "document.write(a)</script>",
    "long-address": "<a href='/" + "1" * 200_000 + "'>很长很长的标题</a>",
    "brackets": "<a href='/1.html'>" + "【" * 50_000 + "</a>",
    "objects": "<script>" + '{"title":"' * 20_000 + "</script>",
    "unclosed-tags": "<script" * 100_000,
    "long-names": ("<div class='" + "nav-" * 4_000 + "'>") * 100 + "<a href='/1.html'>很长很长的标题</a>",
    "open-items": "<script>" + "<item><title><![CDATA[" * 14_000 + "</script>",
    "open-braces": "<script>" + "{'a{\"" * 60_000 + "</script>",
    "open-choices": "<script>" + "document.write((a?(b):" * 14_000 + "</script>",
    "open-steps": "<script>" + "location.href=a?'b':'c_'+d+" * 11_000 + "</script>",
    "many-layouts": "<script>" + "laypage.render({limit:1," * 13_000 + "</script>",
    "open-groups": "<datastore><nextgroup>" + "<nextgroup>&lt;a href=&quot;" * 11_000,
    "open-counts": "jpaas-publish-server" + "<a pageNo=" * 30_000,
    "many-panes": "<div class='tab-pane' style='display:none'><a href='/1/2345.html'>很长很长的标题</a></div>" * 4_000,
    "many-blocks": "<div class='b'><h4>2024年度</h4><ul class='c'><li><a href='/a/1234.html'>很长的标题</a></li></ul></div>" * 3_000,
    "wide-tables": "<tr><td><a href='/a/1234.html'>很长的标题</a></td><td><a href='/a/2234.html'>很长的标题</a></td></tr>" * 3_000,
    "nested-clicks": "<div onclick=\"go('/a/b.html')\">" * 2_000 + "文字文字",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_bounded_time(name: str) -> None:
    page = Page(URL, HOSTILE[name], "utf-8")
    started = time.process_time()
    read_list(page)
    refresh_target(page)

    assert time.process_time() - started < 5
