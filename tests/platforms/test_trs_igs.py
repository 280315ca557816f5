"""TRS IGS: a list service whose parameters stand in the page's script."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from gongkai.platforms import read_list, trs_igs
from tests.platforms.pages import HOST, page
from tests.platforms.services import SERVICES, TRS_IGS, answered, column, first

SERVICE = SERVICES["trs_igs"]
NEWER = column(
    "var size = 18; var id = 62571; $.ajax({url: '/igs/front/search/list.html', data: {pageNumber: 1, pageSize: size,"
    " 'filter[CHANNELID]': id, index: 'lx', type: 'zw', 'filter[AVAILABLE]': true}});"
)


def _query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def test_every_stated_parameter_is_sent_and_the_first_page_asked_for() -> None:
    asked = first(TRS_IGS)

    assert asked.url.startswith(f"{HOST}/igs/front/search/publish/data/list.html?")
    assert _query(asked.url) == {
        "index": "lx",
        "siteId": "9",
        "pageSize": "20",
        "filter[CHANNELID]": "77",
        "pageNumber": "1",
        "pageIndex": "2",
    }
    assert (asked.body, asked.reader) == (None, "trs_igs")


def test_parameters_of_an_object_count_with_what_names_stand_for() -> None:
    assert _query(first(NEWER).url) == {
        "pageNumber": "1",
        "pageSize": "18",
        "filter[CHANNELID]": "62571",
        "index": "lx",
        "type": "zw",
        "filter[AVAILABLE]": "true",
    }


def test_both_numbers_go_on_together() -> None:
    second = SERVICE.answer(SERVICE.records(20), 45).next
    assert second is not None
    third = answered(second, SERVICE.frame(SERVICE.records(20), 45)).next
    assert third is not None

    assert [(_query(one.url)["pageNumber"], _query(one.url)["pageIndex"]) for one in (second, third)] == [
        ("2", "3"),
        ("3", "4"),
    ]
    assert _query(third.url)["filter[CHANNELID]"] == "77"
    assert answered(third, SERVICE.frame(SERVICE.records(5), 45)).next is None


def test_a_page_index_that_was_not_stated_is_not_made_up() -> None:
    asked = first(NEWER)
    answer = {
        "page": {
            "total": 60,
            "content": [{"title": "防汛通知", "url": "/a/1.html", "trs_time": "2026-01-02"}],
        }
    }
    listing = answered(asked, answer)

    assert [(row.title, row.url, row.date) for row in listing.rows] == [
        ("防汛通知", HOST + "/a/1.html", "2026-01-02")
    ]
    assert listing.next is not None
    assert "pageIndex" not in _query(listing.next.url)
    assert _query(listing.next.url)["pageNumber"] == "2"


@pytest.mark.parametrize(
    "script",
    [
        "get('/igs/front/search/list.html?index=lx&pageNumber=1')",
        "get('/igs/front/search/list.html?filter[CHANNELID]=&pageNumber=1')",
        "get('/igs/front/search/list.html?filter[CHANNELID]=' + id)",
        "get('/igs/front/search.jhtml?code=7', '/list.html')",
        "get(/igs/front/search/list.html)",
    ],
)
def test_without_a_column_nothing_is_asked_and_nothing_is_called_empty(script: str) -> None:
    listing = read_list(column(script, body="<ul class='list'><li>暂无信息</li></ul>"))

    assert (listing.platform, listing.shape, listing.next) == ("trs_igs", "unknown", None)


def test_words_that_nothing_is_here_do_not_keep_the_service_from_being_asked() -> None:
    script = "get('/igs/front/search/list.html?filter[CHANNELID]=7')"

    assert first(column(script, body="<ul class='list'><li>暂无信息</li></ul>")).reader == "trs_igs"


def test_the_search_box_before_the_list_is_not_taken_for_it() -> None:
    script = (
        "go('/igs/front/search.jhtml?code=7&filter[SITEID]=9');"
        "get('/igs/front/search/list.html?filter[CHANNELID]=77&pageSize=20')"
    )

    assert _query(first(column(script)).url)["filter[CHANNELID]"] == "77"


def test_the_stated_size_tells_a_full_answer_where_no_total_is_stated() -> None:
    asked = replace(first(TRS_IGS), url=first(TRS_IGS).url.replace("pageSize=20", "pageSize=4"))

    assert answered(asked, SERVICE.frame(SERVICE.records(4), None)).next is not None
    assert answered(asked, SERVICE.frame(SERVICE.records(3), None)).next is None


def test_recognised_by_a_list_service_only() -> None:
    assert trs_igs.recognise(TRS_IGS)
    assert trs_igs.recognise(page("", url=first(NEWER).url))
    assert not trs_igs.recognise(page("<form action='/igs/front/search.jhtml'></form>"))
    assert not trs_igs.recognise(page("<a href='/zwgk/list.html'>政务公开</a>"))
