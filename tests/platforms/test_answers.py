"""The parts that readers of service answers are made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.base.choice import Origin
from gongkai.base.values import Ask, Listing, Page, Row
from gongkai.platforms import answers
from tests.platforms.pages import HOST, URL

COLUMN = Page(URL, "", "utf-8")
ANSWER = Page(f"{HOST}/api", "{}", "utf-8", asked=Ask(f"{HOST}/api", shown_in=URL, memo="30"))
ROW = Row("关于防汛的通知", URL + "1.html")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        (" \r\n[1]", [1]),
        ("\ufeff[1]", [1]),
        ('fill({"a": 1});', {"a": 1}),
        (" $.lx_fill1 ( [1] ) ", [1]),
        ('{"a": "甲\n\t乙"}', {"a": "甲\n\t乙"}),
        ("", None),
        ("7", None),
        ('"a"', None),
        ("null", None),
        ("{", None),
        ("alert(1)", None),
        ("fill({)", None),
        ("a b({})", None),
        ("<html>", None),
        ("{'a': 1}", None),
        ("9" * 10_000, None),
        ('{"a": ' + "9" * 10_000 + "}", None),
        ("[" * 200_000, None),
        ("(" * 200_000, None),
    ],
)
def test_a_value_is_json_or_json_handed_to_a_function(text: str, value: object) -> None:
    assert answers.value(text) == value


def test_a_path_leads_to_what_stands_there_or_to_nothing() -> None:
    held = {"data": {"results": [1], "none": None}}

    assert answers.at(held, "data.results") == [1]
    assert [answers.at(held, path) for path in ("data.none.a", "data.results.0", "x", "")] == [None] * 4
    assert [answers.at(one, "data") for one in (None, 7, "data", ["data"])] == [None] * 4


def test_records_are_the_objects_of_a_list() -> None:
    assert answers.records([{"a": 1}, 2, None, [{}], {}]) == [{"a": 1}, {}]
    assert answers.records([]) == []
    others: tuple[object, ...] = (None, {}, "[]", 7)
    assert [answers.records(one) for one in others] == [None] * 4


@pytest.mark.parametrize(
    ("held", "number"),
    [
        (0, 0),
        (386, 386),
        ("386", 386),
        (" 12 ", 12),
        (True, None),
        (1.0, None),
        (-1, None),
        ("1e3", None),
        ("²", None),
        ("", None),
        (None, None),
        (10**9, None),
        (99_999_999, None),
        ("9" * 100_000, None),
        ([1], None),
    ],
)
def test_a_count_is_a_whole_number_that_a_list_can_have(held: object, number: int | None) -> None:
    assert answers.number(held) == number


def test_a_row_takes_the_first_name_that_says_something() -> None:
    named = {"a": "", "b": None, "c": "防汛通知", "d": "决算"}
    record = {**named, "u": "/1.html", "t": 0, "s": "2026-01-02 10:00"}
    row = answers.row(COLUMN, record, "a b c d", "x u", "t s")

    assert row == Row("防汛通知", HOST + "/1.html", "2026-01-02")
    assert answers.row(COLUMN, record, "a b", "u", "s") is None


def test_a_question_names_the_columns_page_and_comes_from_a_script() -> None:
    first = answers.ask(COLUMN, "lx", "list?a=1", body="b=2", headers=(("X-Own", "1"),))
    after = answers.ask(ANSWER, "lx", "/list")

    assert first is not None
    assert after is not None
    assert (first.url, first.body, first.reader) == (URL + "list?a=1", "b=2", "lx")
    assert first.headers == (("X-Own", "1"), ("X-Requested-With", "XMLHttpRequest"))
    assert (first.shown_in, after.shown_in, after.body) == (URL, URL, None)


@pytest.mark.parametrize("url", ["", "javascript:go()", "#a", "http://[", "ftp://gk.example/a", "/\ud800"])
def test_where_the_address_is_none_nothing_is_asked(url: str) -> None:
    assert answers.ask(COLUMN, "lx", url) is None


def test_there_is_more_until_the_total_or_a_short_answer() -> None:
    ten = [None] * 10

    assert answers.more(ANSWER, ten, 41, 10) == 40
    assert answers.more(ANSWER, ten, 40, 10) is None
    assert answers.more(ANSWER, ten, None, 10) == 40
    assert answers.more(ANSWER, ten, None, 11) is None
    assert answers.more(ANSWER, [], 90, 10) is None
    assert answers.more(COLUMN, ten, 11, 10) == 10


def test_parameters_are_set_in_their_places_and_others_left_alone() -> None:
    url = f"{HOST}/a?b=1&page=1&filter[X]=%E6%B0%91&c="

    assert answers.with_parameter(url, page=2) == f"{HOST}/a?b=1&page=2&filter[X]=%E6%B0%91&c="
    assert answers.with_parameter(f"{HOST}/a", page=2) == f"{HOST}/a?page=2"
    assert (answers.parameter(url, "b"), answers.parameter(url, "d")) == ("1", "")


SHOWN = Listing(
    "lx",
    "empty",
    "公告",
    total_pages=1,
    total_items=0,
    why="页面写明“暂无信息”",
    origins=(Origin("section", "公告", "标题"), Origin("items", "0 行", "")),
)


def test_a_shell_leads_to_its_service_and_keeps_the_columns_name() -> None:
    asked = Ask(f"{HOST}/api")
    made = answers.shell(replace(SHOWN, rows=(ROW,)), asked, "列表接口")

    assert (made.shape, made.rows, made.next, made.section) == ("shell", (), asked, "公告")
    assert not made.understood
    assert [origin.field for origin in made.origins] == ["items", "section", "next_url"]
    assert "列表接口" in made.why


def test_where_nobody_knows_what_to_ask_the_page_stands_unless_its_emptiness_may_be_the_scripts() -> None:
    doubted = answers.shell(SHOWN, None, "列表接口", named=True)
    unknown = replace(SHOWN, shape="unknown")

    assert answers.shell(SHOWN, None, "列表接口") == SHOWN
    assert (doubted.shape, doubted.total_items) == ("unknown", None)
    assert answers.shell(unknown, None, "列表接口", named=True) == unknown


def test_an_answers_listing_says_no_more_than_the_answer() -> None:
    asked = Ask(f"{HOST}/api")
    listed = answers.listing("lx", [ROW, None], 9, asked, window=True)

    assert (listed.shape, listed.rows, listed.total_items, listed.next) == ("list", (ROW,), 9, asked)
    assert listed.window
    assert answers.listing("lx", None, 0, None).shape == "unknown"
    assert answers.listing("lx", [None], None, None).shape == "unknown"
    assert answers.listing("lx", [], 0, None).shape == "empty"
    assert answers.listing("lx", [], 3, None).shape == "unknown"
    assert answers.listing("lx", [], None, None, seen=3).total_items == 3
    assert answers.listing("lx", [], 9, None, seen=3).total_items == 9
