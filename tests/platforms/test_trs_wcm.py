"""TRS WCM is recognised by what only it leaves, and its pager's two ways of counting are kept apart."""

from __future__ import annotations

import pytest

from gongkai.base.values import Page
from gongkai.platforms import PLATFORMS, pagercall, read_list
from tests.platforms.pages import URL, page, rows

LI = "<ul>" + rows('<li><a href="{url}">{title}</a><span>{date}</span></li>', 2) + "</ul>"
PLAIN = '<ul><li><a href="a1.html">关于做好防汛备汛工作的通知</a><span>2026-01-01</span></li></ul>'


def _page(text: str) -> Page:
    return Page(URL, text, "utf-8")


def test_names() -> None:
    assert PLATFORMS[-1] == "generic"
    assert "trs_wcm" in PLATFORMS


def test_recognised_by_addresses_and_calls() -> None:
    assert read_list(page(LI)).platform == "trs_wcm"
    assert read_list(page(PLAIN, hot=False)).platform == "generic"
    assert (
        read_list(page(PLAIN + '<script>createPageHTML(3,0,"index","html")</script>')).platform == "trs_wcm"
    )


def test_platform_given() -> None:
    assert read_list(page(LI), platform="generic").platform == "generic"
    assert read_list(page(PLAIN, hot=False), platform="trs_wcm").platform == "trs_wcm"
    assert read_list(page(LI), platform="no-such").platform == "trs_wcm"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('createPageHTML(3, 0, "index", "html")', (URL + "index_1.html", 3, None)),
        ('createPageHTML(3, 2, "index", "html")', (None, 3, None)),
        ("createPageHTML('d', 3, 2, 'index', 'html', 41)", (URL + "index_3.html", 3, 41)),
        ("createPageHTML('d', 3, 3, 'index', 'html', 41)", (None, 3, 41)),
        ('createPageHTML(41, 3, 1, "index", "html")', (URL + "index_2.html", 3, 41)),
        ("createPage(3, 1, 'index', '.shtml')", (URL + "index_2.shtml", 3, None)),
    ],
)
def test_pager(call: str, expected: tuple[str | None, int, int | None]) -> None:
    pager = pagercall.pager(_page(f"<script>{call};</script>"))

    assert pager is not None
    assert (pager.next and pager.next.url, pager.total_pages, pager.total_items) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<p>createPageHTML</p>",
        "<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}</script>",
        '<script>createPageHTML(n, 0, "index", "html")</script>',
        '<script>createPageHTML(3, 0, "javascript:x", "html")</script>',
    ],
)
def test_no_pager(text: str) -> None:
    assert pagercall.pager(_page(text)) is None
