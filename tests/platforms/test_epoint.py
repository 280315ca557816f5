"""Epoint: two list services, one of them behind a token that anybody is given."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest

from gongkai.base.values import Ask, Page
from gongkai.platforms import epoint, read_list
from tests.platforms.pages import HOST, TITLES, page, rows
from tests.platforms.services import EPOINT_COLUMN, EPOINT_TEXT, SERVICES, answered, column, first

BY_COLUMN, BY_TEXT = SERVICES["epoint by column"], SERVICES["epoint by text"]
REST = "/EpointWebBuilder/rest"
TOKEN = f"{REST}/getOauthInfoAction/getNoUserAccessToken"
WITH_TOKEN = column(
    f"$.post('{TOKEN}', keep); $.ajax({{url: '{REST}/frontAppCustomAction/getPageInfoListNew',"
    " data: {params: JSON.stringify({categoryNum: '004002', pageSize: 5})}});"
)
SAID = "<ul class='list'><li>暂无信息</li></ul>"


def _params(asked: Ask | None) -> dict[str, Any]:
    """The question to the service that is asked by a form field."""
    assert asked is not None
    return dict(json.loads(parse_qs(asked.body or "")["params"][0]))


def _condition(asked: Ask | None) -> dict[str, Any]:
    assert asked is not None
    return dict(json.loads(asked.body or ""))


def test_a_list_that_is_a_page_is_read_as_one() -> None:
    uuid = "0a1b2c3d-0000-4000-8000-00000000000{i}"
    made = rows(
        f'<li class="wb-data-list"><a href="/zwgk/004/004002/20260102/{uuid}.html">{{title}}</a><span>{{date}}</span></li>'
    )
    pager = '<div class="page"><a href="2.html">下一页</a></div>'
    listing = read_list(page(f"<ul class='list'>{made}</ul>{pager}"))

    assert (listing.platform, listing.shape) == ("epoint", "list")
    assert [row.title for row in listing.rows] == list(TITLES)
    assert listing.next_url == f"{HOST}/zwgk/tzgg/2.html"


# --- asked by a form field ------------------------------------------------------------------------


def test_the_first_service_is_asked_by_a_form_field_of_json_from_page_nought() -> None:
    asked = first(EPOINT_COLUMN)

    assert asked.url == f"{HOST}{REST}/frontAppCustomAction/getPageInfoListNew"
    assert (asked.body_type, asked.reader) == ("form", "epoint")
    assert _params(asked) | {"kw": ""} == {
        "siteGuid": "11111111-2222-3333-4444-555555555555",
        "categoryNum": "004002",
        "kw": "",
        "startDate": "",
        "endDate": "",
        "pageIndex": 0,
        "pageSize": 12,
        "area": "",
    }


def test_its_pages_count_on_from_nought() -> None:
    second = BY_COLUMN.answer(BY_COLUMN.records(12), 30).next
    assert second is not None
    third = answered(second, BY_COLUMN.frame(BY_COLUMN.records(12), 30)).next

    assert [_params(one)["pageIndex"] for one in (second, third)] == [1, 2]
    assert _params(third)["categoryNum"] == "004002"
    assert third is not None
    assert answered(third, BY_COLUMN.frame(BY_COLUMN.records(6), 30)).next is None


def test_the_category_is_the_number_of_the_columns_address_where_the_script_states_none() -> None:
    script = f"$.post('{REST}/frontAppCustomAction/getPageInfoListNew', {{params: p}})"

    assert (
        _params(first(column(script, url=f"{HOST}/zwgk/004002/004002007/moreinfo.html")))["categoryNum"]
        == "004002007"
    )


@pytest.mark.parametrize("service", ["getPageInfoListNew", "getPageInfoListNewYzm"])
def test_without_a_category_nothing_is_asked_and_nothing_is_called_empty(service: str) -> None:
    listing = read_list(column(f"post('{REST}/frontAppCustomAction/{service}', p)", body=SAID))

    assert (listing.platform, listing.shape, listing.next) == ("epoint", "unknown", None)


def test_a_service_that_wants_a_captcha_is_not_asked() -> None:
    script = f"$.post('{REST}/frontAppCustomAction/getPageInfoListNewYzm', {{categoryNum: '004002'}})"

    assert read_list(column(script)).next is None


def test_words_that_nothing_is_here_count_only_where_no_service_fills_the_page() -> None:
    script = f"post('{REST}/frontAppCustomAction/getPageInfoListNew', {{categoryNum: '004002'}})"

    assert first(column(script, body=SAID)).reader == "epoint"
    assert read_list(page(SAID + '<div class="ewb-list"></div>')).shape == "empty"
    assert read_list(page('<ul class="ewb-list"></ul><i class="ewb-a"></i>')).shape == "unknown"


# --- behind a token -------------------------------------------------------------------------------


def test_the_token_is_asked_for_first_and_sent_with_the_question_and_those_after_it() -> None:
    for_token = first(WITH_TOKEN)
    given = answered(for_token, {"custom": {"access_token": "abc.DEF-9"}})
    question = given.next
    assert question is not None
    second = answered(question, BY_COLUMN.frame(BY_COLUMN.records(5), 12)).next
    assert second is not None

    assert (for_token.url, for_token.body, for_token.headers[:-1]) == (HOST + TOKEN, "", ())
    assert (given.shape, question.url) == ("shell", f"{HOST}{REST}/frontAppCustomAction/getPageInfoListNew")
    assert (_params(question)["pageIndex"], _params(second)["pageIndex"]) == (0, 1)
    for asked in (question, second):
        assert ("Authorization", "Bearer abc.DEF-9") in asked.headers
        assert len(dict(asked.headers)) == len(asked.headers)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{}",
        "[]",
        {"custom": {"access_token": None}},
        {"custom": {"access_token": 7}},
        {"custom": {"access_token": "a\r\nX-Evil: 1"}},
        {"custom": {"access_token": "令牌"}},
        {"custom": {"access_token": "a" * 100_000}},
        {"custom": ["access_token"]},
        "<html>502</html>",
        '{"custom":' * 50_000,
    ],
)
def test_what_is_no_token_is_not_sent(answer: object) -> None:
    listing = answered(first(WITH_TOKEN), answer)

    assert (listing.shape, listing.next) == ("unknown", None)


@pytest.mark.parametrize(
    "memo", ["", "x", "{}", "[]", "[1]", "[1, 2, 3]", '["a", null]', "[null, null, null]", '["/a", 7, "x"]']
)
def test_a_token_without_the_question_it_is_for_is_of_no_use(memo: str) -> None:
    asked = replace(first(WITH_TOKEN), memo=memo)

    assert answered(asked, {"custom": {"access_token": "abc"}}).shape == "unknown"


# --- asked by raw json ----------------------------------------------------------------------------


def test_the_second_service_is_asked_by_json_for_the_category_of_the_address() -> None:
    asked = first(EPOINT_TEXT)
    condition = _condition(asked)

    assert asked.url == f"{HOST}/inteligentsearch/rest/esinteligentsearch/getFullTextDataNew"
    assert asked.body_type == "json"
    assert (condition["pn"], condition["rn"], condition["cnum"]) == (0, 10, "003")
    assert [(one["fieldName"], one["equal"]) for one in condition["condition"]] == [("categorynum", "004002")]


def test_the_pages_own_condition_goes_before_one_that_is_made() -> None:
    script = (
        "$.ajax({url: '/inteligentsearch/rest/esinteligentsearch/getFullTextDataNew', contentType: 'application/x-www-form-urlencoded',"
        ' data: JSON.stringify({pn: 0, rn: 7, categorynum: "009", condition: [{"fieldName": "categorynum", "equal": "009001"}]})});'
    )
    asked = first(column(script))

    assert _condition(asked)["condition"] == [{"fieldName": "categorynum", "equal": "009001"}]
    assert (_condition(asked)["rn"], asked.body_type) == (7, "form")


def test_its_pages_count_rows() -> None:
    second = BY_TEXT.answer(BY_TEXT.records(10), 25).next
    assert second is not None
    third = answered(second, BY_TEXT.frame(BY_TEXT.records(10), 25)).next

    assert [_condition(one)["pn"] for one in (second, third)] == [10, 20]
    assert third is not None
    assert third.body_type == "json"
    assert answered(third, BY_TEXT.frame(BY_TEXT.records(5), 25)).next is None


def test_an_answer_may_stand_as_text_within_another() -> None:
    inner = json.dumps(BY_TEXT.frame(BY_TEXT.records(2), 2), ensure_ascii=False)

    assert len(answered(BY_TEXT.ask(), {"code": 200, "content": inner}).rows) == 2
    assert answered(BY_TEXT.ask(), {"code": 500, "content": "系统繁忙"}).shape == "unknown"
    assert (
        answered(BY_TEXT.ask(), {"code": 200, "content": json.dumps({"content": inner})}).shape == "unknown"
    )


@pytest.mark.parametrize("body", [None, "", "{", "[]", "7", "params=%7B", "params=[]", '{"pn":' * 9_000])
def test_without_a_question_there_is_no_next_one(body: str | None) -> None:
    for service in (BY_COLUMN, BY_TEXT):
        asked = replace(service.ask(), body=body)
        listing = answered(asked, service.frame(service.records(12), 90))

        assert (listing.shape, len(listing.rows), listing.next) == ("list", 12, None)


def test_recognised_by_services_and_names_and_not_by_an_article_like_its_own() -> None:
    assert all(epoint.recognise(one) for one in (EPOINT_COLUMN, EPOINT_TEXT, page('<div class="ewb-list">')))
    assert epoint.recognise(Page(BY_TEXT.ask().url, "{}", "utf-8"))
    assert not epoint.recognise(
        page("<a href='/xwzx/002008/20260102/0a1b2c3d-0000-4000-8000-000000000001.html'>防汛通知</a>")
    )
