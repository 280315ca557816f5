"""szinf: two services, one asked by address, one by a form."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from gongkai.base.values import Ask
from gongkai.platforms import read_list, szinf
from tests.platforms.pages import HOST, page
from tests.platforms.services import HEX, SERVICES, SZINF_COMMON, SZINF_LOAD, answered, column, first

LOAD = SERVICES["szinf"]
COMMON = f"{HOST}/szinf/info/getInfoCommon/"


def _query(text: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True))


def _rows(count: int, start: int = 0) -> dict[str, object]:
    """An answer of the service that is asked by address."""
    rows = [
        {"title": f"关于防汛的通知之{i}", "link": f"/lx/tzgg/202601/{i:032x}.shtml", "pubtime": "2026-01-02"}
        for i in range(start, start + count)
    ]
    return {"infolist": rows}


def test_the_first_service_is_asked_by_address_for_page_one() -> None:
    asked = first(SZINF_COMMON)

    assert asked.url.startswith(COMMON + "?")
    assert _query(urlsplit(asked.url).query) == {"pagesize": "15", "currpage": "1", "channelid": HEX}
    assert (asked.body, asked.reader) == (None, "szinf")


def test_the_second_service_is_asked_by_a_form() -> None:
    asked = first(SZINF_LOAD)

    assert asked.url == f"{HOST}/szinf/xxgk/interfacesWebZcwj/loadData?pageSize=15"
    assert _query(asked.body or "") == {"pageIndex": "1", "channel_id": HEX}
    assert (asked.body_type, asked.reader) == ("form", "szinf")


def test_the_form_goes_on_with_the_next_number_and_the_same_address() -> None:
    second = LOAD.answer(LOAD.records(15), 40).next
    assert second is not None
    third = answered(second, LOAD.frame(LOAD.records(15), 40)).next
    assert third is not None

    assert [_query(one.body or "")["pageIndex"] for one in (second, third)] == ["2", "3"]
    assert {one.url for one in (second, third)} == {first(SZINF_LOAD).url}
    assert answered(third, LOAD.frame(LOAD.records(10), 40)).next is None


def test_without_a_total_full_pages_lead_on_to_the_first_short_or_empty_one() -> None:
    asked = first(SZINF_COMMON)
    second = answered(asked, _rows(15)).next
    assert second is not None
    short, end = answered(second, _rows(3, 15)), answered(second, _rows(0))

    assert _query(urlsplit(second.url).query)["currpage"] == "2"
    assert second.body is None
    assert (short.shape, short.next, short.total_items) == ("list", None, None)
    assert (end.shape, end.rows, end.next) == ("list", (), None)


def test_a_first_page_without_rows_and_total_is_no_empty_column() -> None:
    assert answered(first(SZINF_COMMON), _rows(0)).shape == "unknown"


@pytest.mark.parametrize(
    "script",
    [
        "$.get('/szinf/info/getInfoCommon/?pagesize=15&currpage=1', f)",
        "$.get('/szinf/info/getInfoCommon/?channelid=' + id, f)",
        "$.post('/szinf/xxgk/interfacesWebZcwj/loadData', {pageIndex: 1}, f)",
        "$.post('/szinf/xxgk/interfacesWebZcwj/loadData', form, f)",
    ],
)
def test_without_a_channel_nothing_is_asked_and_nothing_is_called_empty(script: str) -> None:
    listing = read_list(column(script.replace("$", "xhr"), body="<ul class='list'><li>暂无信息</li></ul>"))

    assert (listing.platform, listing.shape, listing.next) == ("szinf", "unknown", None)


def test_a_channel_that_a_script_names_is_read_where_it_is_set() -> None:
    script = f"var cid = '{HEX}'; $.get('/szinf/info/getInfoCommon/?pagesize=5&channelid=' + cid, fill);"
    named = f"var cid = '{HEX}'; $.post('/szinf/xxgk/interfacesWebZcwj/loadData', {{channel_id: cid}});"

    assert _query(urlsplit(first(column(script)).url).query)["channelid"] == HEX
    assert _query(first(column(named)).body or "")["channel_id"] == HEX


def test_words_that_nothing_is_here_do_not_keep_the_service_from_being_asked() -> None:
    script = f"fill('/szinf/info/getInfoCommon/?channelid={HEX}')"

    assert first(column(script, body="<ul class='list'><li>暂无信息</li></ul>")).reader == "szinf"


@pytest.mark.parametrize(
    "body", ["", "%ff=%fe", "pageIndex=" + "9" * 5_000, "a" * 100_000, "&" * 1_000, "pageIndex=1&pageIndex=7"]
)
def test_an_odd_form_leads_to_a_sane_one(body: str) -> None:
    asked = Ask(first(SZINF_LOAD).url, body, reader="szinf")
    following = answered(asked, LOAD.frame(LOAD.records(15), 40)).next

    assert following is not None
    assert int(_query(following.body or "")["pageIndex"]) in range(2, 9)


def test_fields_of_either_service_are_read_from_either() -> None:
    rows = [{"TITLE": "防汛通知", "URL": "/a/1.shtml", "PUBLISHED_TIME_FORMAT": "2026-01-02"}]
    listing = answered(first(SZINF_COMMON), {"infolist": rows})

    assert [(row.title, row.url, row.date) for row in listing.rows] == [
        ("防汛通知", HOST + "/a/1.shtml", "2026-01-02")
    ]


def test_what_is_asked_without_a_reader_is_still_read_by_the_services_address() -> None:
    asked = replace(first(SZINF_COMMON), reader="")

    assert answered(asked, _rows(3)).platform == "szinf"


def test_recognised_by_its_services_only() -> None:
    assert szinf.recognise(SZINF_COMMON)
    assert szinf.recognise(SZINF_LOAD)
    assert not szinf.recognise(page("<a href='/szinf/xxgk/index.shtml'>公开</a>"))
    assert not szinf.recognise(column(f"$.get('/common/search/{HEX}?page=1')"))
