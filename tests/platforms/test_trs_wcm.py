"""TRS WCM is recognised by what only it leaves, and its pager's two ways of counting are kept apart."""

from __future__ import annotations

import pytest

from gongkai.base.values import Page
from gongkai.platforms import PLATFORMS, pagercall, read_list
from tests.platforms.pages import HOST, URL, page, rows
from tests.platforms.services import FRAME, answered, column, first

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


FILE = "$.getJSON('{}', fill);"
ROWS = [
    {"DOCTITLE": "防汛通知", "URL": "./202601/t20260102_1.html", "DOCRELTIME": "2026-01-02 08:00"},
    {"FILENAME": "决算公开", "url": "//gk.example/t20260103_2.html", "PubDate": "2026-01-03"},
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("list.json", URL + "list.json"),
        ("./list.json?v=7", URL + "list.json"),
        ("../zcjd/zcjdlist.json", f"{HOST}/zwgk/zcjd/zcjdlist.json"),
        ("/zwgk/2022qtzdgk.json", f"{HOST}/zwgk/2022qtzdgk.json"),
        ("https://gk.example/a/list.json", "https://gk.example/a/list.json"),
    ],
)
def test_a_page_without_rows_leads_to_the_file_that_holds_them(written: str, meant: str) -> None:
    asked = first(column(FILE.format(written) + "//list.json", head="<i class='TRS_Editor'></i>"))

    assert (asked.url, asked.body, asked.reader, asked.shown_in) == (meant, None, "trs_wcm", URL)


def test_the_file_holds_all_rows_at_once() -> None:
    for answer in (ROWS, {"data": ROWS}):
        listing = answered(first(column(FILE.format("list.json"))), answer)
        assert (listing.shape, listing.total_items, listing.next) == ("list", 2, None)
        assert [(row.title, row.url, row.date) for row in listing.rows] == [
            ("防汛通知", URL + "202601/t20260102_1.html", "2026-01-02"),
            ("决算公开", "http://gk.example/t20260103_2.html", "2026-01-03"),
        ]


def test_a_file_that_holds_no_row_is_an_empty_column() -> None:
    assert answered(first(column(FILE.format("list.json"))), {"data": []}).shape == "empty"


@pytest.mark.parametrize(
    "other",
    [
        "",
        "{}",
        "null",
        "7",
        '{"data": null}',
        '{"data": {}}',
        '{"code": 404}',
        "<html>404</html>",
        "[" * 90_000,
    ],
)
def test_what_is_no_list_of_rows_is_not_understood(other: str) -> None:
    assert answered(first(column(FILE.format("list.json"))), other).shape == "unknown"


def test_rows_without_titles_do_not_make_an_empty_column() -> None:
    assert (
        answered(first(column(FILE.format("list.json"))), [{"DOCTITLE": 7}, {"URL": "/a"}]).shape == "unknown"
    )


def test_words_that_nothing_is_here_do_not_keep_the_file_from_being_asked_for() -> None:
    body = "<ul class='list'><li>暂无信息</li></ul>"

    assert first(column("load('list.json')", body=body)).reader == "trs_wcm"


def test_an_empty_column_says_so_or_its_static_pager_does() -> None:
    call = '<script>createPageHTML({}, 0, "index", "html")</script>'

    assert read_list(page("<ul class='list'><li>暂无信息</li></ul>" + call.format(1))).shape == "empty"
    assert read_list(page(FRAME + call.format(1))).shape == "empty"
    assert read_list(page(FRAME + call.format(7))).shape == "unknown"
    assert read_list(page("<ul class='list'><li>暂无信息</li></ul>" + call.format(7))).shape == "unknown"
    assert read_list(page(FRAME), platform="trs_wcm").shape == "unknown"


def test_pages_counted_in_variables_are_those_right_before_the_total() -> None:
    script = 'var currentPage = 1;\nvar countPage = 4; document.write("index" + "_" + nextPage + ".html")'
    twice = "currentPage = 9; " + script

    for text in (script, twice):
        pager = pagercall.pager(_page(f"<script>{text}</script>"))
        assert pager is not None
        assert (pager.next and pager.next.url, pager.total_pages) == (URL + "index_2.html", 4)
