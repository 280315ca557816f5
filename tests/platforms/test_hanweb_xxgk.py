"""Hanweb's disclosure module: a form with what the page's scripts name, answered with markup."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from gongkai.base.values import Ask, Page
from gongkai.platforms import hanweb_xxgk, read_list
from tests.platforms.pages import HOST, TITLES, URL, page, rows
from tests.platforms.services import FRAME, answered, column, first

SCRIPT = (
    "var infotypeId = 'B001A012'; var jdid = 31; var divid = 'div77'; var area = ''; var standardXxgk = '1';"
    "function go(n) { $.post('/module/xxgk/search.jsp', {infotypeId: infotypeId, jdid: jdid, currpage: n}, fill); }"
)
COLUMN = column(SCRIPT)
ROW = '<li><a href="/art/2026/1/2/art_77_{i}.html?xxgkhide=1" title="{title}">{cut}</a><span>[{date}]</span></li>'
PIECE = f'<div class="zfxxgk_list_con"><ul>{rows(ROW)}</ul></div>'
COUNTED = '<div class="page">共{}条 {}/{}页</div>'
SAID = "<ul class='list'><li>暂无信息</li></ul>"


def _form(asked: Ask | None) -> dict[str, str]:
    assert asked is not None
    return dict(parse_qsl(asked.body or "", keep_blank_values=True))


def test_the_form_names_unit_and_column_as_the_scripts_do() -> None:
    asked = first(COLUMN)

    assert (asked.url, asked.body_type, asked.reader) == (
        f"{HOST}/module/xxgk/search.jsp",
        "form",
        "hanweb_xxgk",
    )
    assert _form(asked) | {"area": ""} == {
        "infotypeId": "B001A012",
        "jdid": "31",
        "divid": "div77",
        "area": "",
        "standardXxgk": "1",
        "requestUrl": URL,
        "currpage": "1",
    }
    assert asked.shown_in == URL


def test_the_older_address_keeps_its_query() -> None:
    script = (
        "var infotypeId = ',246,253,'; var jdid = '1'; var infoCount = '14';"
        "$.post('/module/xxgk/search_custom.jsp?fieldConfigId=24&sortfield=compaltedate:0', data, fill)"
    )
    asked = first(column(script))

    assert asked.url == f"{HOST}/module/xxgk/search_custom.jsp?fieldConfigId=24&sortfield=compaltedate%3A0"
    assert (_form(asked)["infotypeId"], _form(asked)["infoCount"]) == (",246,253,", "14")


@pytest.mark.parametrize("missing", ["infotypeId", "jdid"])
def test_without_unit_or_column_nothing_is_asked_and_nothing_is_called_empty(missing: str) -> None:
    script = SCRIPT.replace(missing, "other").replace("$.post", "send")
    listing = read_list(column(script, body=SAID))

    assert (listing.platform, listing.shape, listing.next) == ("hanweb_xxgk", "unknown", None)


def test_words_that_nothing_is_here_do_not_keep_the_service_from_being_asked() -> None:
    assert first(column(SCRIPT.replace("$.post", "send"), body=SAID)).reader == "hanweb_xxgk"


def test_a_column_that_holds_its_rows_is_not_asked_for_again() -> None:
    listing = read_list(column(SCRIPT, body=f"<ul>{rows(ROW)}</ul>"))

    assert (listing.shape, len(listing.rows)) == ("list", len(TITLES))


def test_an_answer_is_read_whole_and_leads_on_by_its_total() -> None:
    one = answered(first(COLUMN), PIECE + COUNTED.format(13, 1, 3))
    two = answered(one.next or first(COLUMN), PIECE + COUNTED.format(13, 2, 3))
    three = answered(two.next or first(COLUMN), "<ul>" + rows(ROW, 1) + "</ul>" + COUNTED.format(13, 3, 3))

    assert (one.platform, one.shape, one.total_items) == ("hanweb_xxgk", "list", 13)
    assert [row.title for row in one.rows] == list(TITLES)
    assert one.rows[0].url == f"{HOST}/art/2026/1/2/art_77_1.html?xxgkhide=1"
    assert one.rows[0].date == "2026-03-19"
    assert [_form(listing.next)["currpage"] for listing in (one, two)] == ["2", "3"]
    assert _form(two.next)["infotypeId"] == "B001A012"
    assert (three.shape, three.next) == ("list", None)


@pytest.mark.parametrize(
    ("counted", "leads_on"), [("1/3页", True), ("共3页", True), ("1/1页", False), ("", False)]
)
def test_without_a_total_the_number_of_pages_tells(counted: str, leads_on: bool) -> None:
    listing = answered(first(COLUMN), PIECE + f"<p>{counted}</p>")

    assert (listing.next is not None, listing.total_items) == (leads_on, None)


def test_numbers_in_tags_are_no_totals() -> None:
    listing = answered(first(COLUMN), PIECE + "<i data-all='共90条' title='1/9页'></i>")

    assert (listing.next, listing.total_items) == (None, None)


def test_empty_is_what_counts_nought() -> None:
    assert answered(first(COLUMN), "<ul></ul>" + COUNTED.format(0, 0, 0)).shape == "empty"
    assert answered(first(COLUMN), "<ul></ul>" + COUNTED.format(8, 1, 1)).shape == "unknown"
    assert answered(first(COLUMN), "<ul></ul>").shape == "unknown"


def test_no_rows_after_some_are_the_end() -> None:
    listing = answered(replace(first(COLUMN), memo="12"), "<ul></ul>")

    assert (listing.shape, listing.rows, listing.next, listing.total_items) == ("list", (), None, 12)


@pytest.mark.parametrize("other", ["", "{}", '{"total": 0}', "<p>参数错误</p>", "null", "暂无信息"])
def test_an_answer_of_another_shape_is_not_understood(other: str) -> None:
    listing = answered(first(COLUMN), other)

    assert (listing.platform, listing.shape, listing.next) == ("hanweb_xxgk", "unknown", None)


def test_the_menu_of_a_page_in_place_of_an_answer_is_no_list() -> None:
    listing = answered(first(COLUMN), page(FRAME, title="系统错误", name="系统错误").text)

    assert (listing.shape, listing.rows, listing.next) == ("unknown", (), None)


@pytest.mark.parametrize(
    "body", [None, "", "currpage=-1", "currpage=" + "9" * 40, "currpage=²", "%ff&&=", "currpage"]
)
def test_an_odd_form_leads_to_a_sane_number(body: str | None) -> None:
    listing = answered(replace(first(COLUMN), body=body), PIECE + COUNTED.format(13, 1, 3))

    assert _form(listing.next)["currpage"] == "2"


def test_absurd_totals_are_cut_or_not_said() -> None:
    listing = answered(first(COLUMN), PIECE + f"<p>共{'9' * 30}条 共{'9' * 30}页</p>")

    assert (listing.shape, listing.total_items) == ("list", None)


def test_recognised_by_its_service_and_not_where_a_datastore_holds_the_rows() -> None:
    assert hanweb_xxgk.recognise(COLUMN)
    assert hanweb_xxgk.recognise(Page(f"{HOST}/module/xxgk/search.jsp?jdid=1", "", "utf-8"))
    assert not hanweb_xxgk.recognise(
        page("<script>load('/module/xxgk/search.jsp')</script><datastore></datastore>")
    )
    assert not hanweb_xxgk.recognise(page("<a href='/module/xxgk/tree.jsp'>公开目录</a>"))
