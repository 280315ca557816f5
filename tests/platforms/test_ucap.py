"""UCAP: lists as pages, or from a search service that is asked as the page's script asks."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from gongkai.base.values import Page
from gongkai.platforms import read_list, ucap
from tests.platforms.pages import HOST, TITLES, URL, page, rows
from tests.platforms.services import FRAME, HEX, SERVICES, answered, column, first

SERVICE = SERVICES["ucap"]
META = f'<meta name="channelId" content="{HEX}">'
LIST = (
    "<ul class='list'>"
    + rows('<li><a href="/lxz/c100186/202601/' + HEX[:-1] + '{i}.shtml">{title}</a><span>{date}</span></li>')
    + "</ul>"
)
PAGER = '<script>createPageHTML("pager", 4, {}, "list", "shtml", 60);</script>'


def _query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


@pytest.mark.parametrize(
    ("current", "following"), [(1, URL + "list_2.shtml"), (3, URL + "list_4.shtml"), (4, None)]
)
def test_a_list_that_is_a_page_is_paged_through(current: int, following: str | None) -> None:
    listing = read_list(page(LIST + PAGER.format(current), head=META))

    assert (listing.platform, listing.shape, listing.total_items) == ("ucap", "list", 60)
    assert [row.title for row in listing.rows] == list(TITLES)
    assert listing.next_url == following


@pytest.mark.parametrize("path", ["/common/search", "/es-search/search", "/lxz/searchList", "/search"])
def test_the_service_is_asked_with_the_parameters_of_the_script(path: str) -> None:
    script = f"var n = 3; $.ajax({{url: '{path}/{HEX}?_template=ucap/lx&_pageSize=7&SORTED_TIME=DESC&page=' + n}});"
    asked = first(column(script))

    assert urlsplit(asked.url).path == f"{path}/{HEX}"
    assert _query(asked.url) == {"_template": "ucap/lx", "_pageSize": "7", "SORTED_TIME": "DESC", "page": "1"}
    assert (asked.body, asked.reader) == (None, "ucap")


def test_parameters_may_stand_in_an_object_behind_the_address() -> None:
    script = f"$.get('/common/search/{HEX}', {{_isJson: true, _pageSize: 9, page: pageNo}}, fill);"

    assert _query(first(column(script)).url) == {"_isJson": "true", "_pageSize": "9", "page": "1"}


def test_a_channel_without_a_call_is_asked_for_as_usual() -> None:
    for shell in (column("", head=META), column(f"$.get('/common/search/{HEX}')")):
        asked = first(shell)
        assert urlsplit(asked.url).path == f"/common/search/{HEX}"
        assert (_query(asked.url)["page"], _query(asked.url)["_isJson"]) == ("1", "true")


def test_a_search_box_is_no_list_service() -> None:
    shell = column(f"$.get('/search/site?q=' + q);$.get('/common/search/{HEX}?_pageSize=8&page=1')")

    assert _query(first(shell).url)["_pageSize"] == "8"


@pytest.mark.parametrize("number", [HEX[:-1], HEX + "0", HEX.upper(), "index"])
def test_a_number_that_is_no_channels_is_not_asked_for(number: str) -> None:
    listing = read_list(column(f"$.get('/common/search/{number}?page=1')//_isAgg=true"))

    assert (listing.platform, listing.shape, listing.next) == ("ucap", "unknown", None)


def test_an_empty_column_is_one_only_where_no_service_fills_it() -> None:
    said = "<ul class='list'><li>暂无信息</li></ul>"
    static = read_list(page(said + "<script>//_isAgg=true</script>"))
    paged = read_list(
        page(FRAME + '<script>createPageHTML("p", 0, 1, "list", "shtml", 0);</script>', head=META)
    )
    filled = read_list(column(f"load('/common/search/{HEX}?page=1')", body=said))
    unread = read_list(column("load('/common/search/' + id)//_isAgg=true", body=said))

    assert (static.platform, static.shape) == ("ucap", "empty")
    assert (paged.platform, paged.shape) == ("ucap", "empty")
    assert filled.shape == "shell"
    assert unread.shape == "unknown"


def test_recognised_by_marks_meta_and_service_and_not_by_a_like_address() -> None:
    assert all(ucap.recognise(page(mark)) for mark in ("<UCAPCONTENT>", '<div id="UCAP-CONTENT">'))
    assert ucap.recognise(page("", head=META))
    assert ucap.recognise(page(f"<script>$.get('/es-search/search/{HEX}')</script>"))
    assert not ucap.recognise(page(f"<a href='/c100186/202601/{HEX}.shtml'>防汛通知</a>"))
    assert not ucap.recognise(page("", head='<meta name="channelId" content="77">'))


def test_results_may_stand_at_the_top_of_the_answer() -> None:
    listing = answered(SERVICE.ask(), {"total": 2, "results": SERVICE.records(2), "data": None})

    assert (listing.total_items, len(listing.rows)) == (2, 2)


def test_the_size_that_was_asked_for_tells_a_full_answer_where_no_total_is_stated() -> None:
    asked = replace(SERVICE.ask(), url=SERVICE.ask().url.replace("_pageSize=10", "_pageSize=3"))

    assert answered(asked, {"results": SERVICE.records(3)}).next is not None
    assert answered(asked, {"results": SERVICE.records(2)}).next is None


def test_the_next_question_differs_in_nothing_but_the_number() -> None:
    asked = SERVICE.ask()
    second = SERVICE.answer(SERVICE.records(10), 25).next
    assert second is not None

    assert _query(second.url) == _query(asked.url) | {"page": "2"}
    assert (second.shown_in, second.memo) == (asked.shown_in, "10")


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("//www.lanxi.example/a/1.shtml", "http://www.lanxi.example/a/1.shtml"),
        ("/a/1.shtml", HOST + "/a/1.shtml"),
        ("https://gk.example/a/1.shtml", "https://gk.example/a/1.shtml"),
    ],
)
def test_addresses_are_read_in_every_way_the_service_writes_them(url: str, meant: str) -> None:
    assert SERVICE.answer([SERVICE.record("防汛通知", url)], 1).rows[0].url == meant


def test_a_page_of_an_error_in_place_of_an_answer_is_not_read_as_a_column() -> None:
    wrong = read_list(Page(SERVICE.ask().url, page(LIST).text, "utf-8", asked=SERVICE.ask()))

    assert (wrong.platform, wrong.shape) == ("ucap", "unknown")


def test_a_saved_answer_is_recognised_by_its_address() -> None:
    text = json.dumps(SERVICE.frame(SERVICE.records(2), 2))

    assert read_list(Page(SERVICE.ask().url, text, "utf-8")).platform == "ucap"
