"""What holds of every list service that answers in JSON, whatever its names."""

from __future__ import annotations

import json

import pytest

from gongkai.base.values import Ask
from gongkai.platforms import read_list
from tests.platforms.pages import HOST, TITLES
from tests.platforms.services import SERVICES, Service, answered

EVERY = pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))


@pytest.mark.parametrize("name", SERVICES)
def test_a_page_without_rows_is_a_shell_of_its_family_and_its_answer_a_list(name: str) -> None:
    service, family = SERVICES[name], name.partition(" ")[0]
    shell = read_list(service.column)
    answer = service.answer(service.records(3), 3)

    assert (shell.platform, shell.shape, shell.next and shell.next.reader) == (family, "shell", family)
    assert (answer.platform, answer.shape, answer.total_items, answer.next) == (family, "list", 3, None)
    assert [row.url for row in answer.rows] == [f"{HOST}/zwgk/tzgg/{i}.html" for i in range(3)]
    assert (answer.rows[0].title, answer.rows[0].date) == (f"{TITLES[0]}之0", "2026-03-19")


@EVERY
def test_the_service_is_asked_as_the_pages_script_asks(service: Service) -> None:
    asked = service.ask()

    assert asked.url.startswith(HOST + "/")
    assert asked.shown_in == service.column.url
    assert ("X-Requested-With", "XMLHttpRequest") in asked.headers


@EVERY
def test_links_are_relative_to_the_columns_page_not_to_the_service(service: Service) -> None:
    listing = service.answer([service.record("关于防汛的通知", "./202601/t20260102_1.html")], 1)

    assert listing.rows[0].url == service.column.url.rpartition("/")[0] + "/202601/t20260102_1.html"


@EVERY
def test_the_next_page_is_asked_for_as_long_as_the_total_is_not_reached(service: Service) -> None:
    full, total = service.records(service.size), 2 * service.size + 1
    on_first = service.answer(full, total)
    in_the_middle = service.answer(full, total, memo=service.size)
    on_last = service.answer(service.records(1), total, memo=2 * service.size)

    assert on_first.next is not None
    assert on_first.next.key != service.ask().key
    assert on_first.next.reader == on_first.platform
    assert in_the_middle.next is not None
    assert (on_last.shape, on_last.next, len(on_last.rows)) == ("list", None, 1)


@EVERY
def test_a_whole_walk_asks_each_page_once_and_ends(service: Service) -> None:
    total = 3 * service.size
    asked: Ask | None = service.ask()
    keys: list[tuple[str, str | None]] = []
    while asked is not None and len(keys) < 9:
        keys.append(asked.key)
        asked = answered(asked, service.frame(service.records(service.size), total)).next

    assert len(keys) == len(set(keys)) == 3


@EVERY
def test_a_service_that_gives_fewer_rows_than_asked_for_is_followed_to_its_total(service: Service) -> None:
    listing = service.answer(service.records(2), 50)

    assert listing.next is not None
    assert listing.next.memo == "2"


@EVERY
def test_without_a_total_a_full_answer_leads_on_and_a_short_one_ends(service: Service) -> None:
    full = service.answer(service.records(service.size), None)
    short = service.answer(service.records(service.size - 1), None)

    assert full.next is not None
    assert (short.shape, short.next, short.total_items) == ("list", None, None)


@EVERY
@pytest.mark.parametrize("total", [-1, 10**30, "9" * 30, "二十", 1.5, True, [3], {"a": 1}, "1e3"])
def test_a_total_that_is_none_is_not_said(service: Service, total: object) -> None:
    listing = service.answer(service.records(2), total)

    assert (listing.shape, listing.total_items, listing.next) == ("list", None, None)


@EVERY
@pytest.mark.parametrize("total", [0, "0"])
def test_empty_is_what_says_that_it_holds_nought(service: Service, total: object) -> None:
    listing = service.answer([], total)

    assert (listing.shape, listing.total_items, listing.next) == ("empty", 0, None)


@EVERY
@pytest.mark.parametrize("total", [None, 7, "", "零", False, 0.0, -0.5])
def test_no_rows_without_a_total_of_nought_prove_nothing(service: Service, total: object) -> None:
    assert service.answer([], total).shape == "unknown"


@EVERY
@pytest.mark.parametrize("total", [None, 0, 3, 40])
def test_no_rows_after_some_are_the_end_and_no_empty_column(service: Service, total: object) -> None:
    listing = service.answer([], total, memo=10)

    assert (listing.shape, listing.rows, listing.next) == ("list", (), None)
    assert (listing.total_items or 0) >= 10


@EVERY
@pytest.mark.parametrize(
    "other",
    [
        "",
        "null",
        "0",
        "[]",
        "{}",
        '"暂无信息"',
        "[[], {}]",
        '{"code": 500, "msg": "系统繁忙", "data": null}',
        '{"data": [], "total": 0}',
        '{"data": {}, "result": {}, "page": {}, "custom": {}, "total": 0}',
        '{"articles": null, "data": {"results": {}, "list": 3}, "result": [], "page": "", "custom": "0"}',
        '{"total": 0,',
        "<html><body><h1>502 Bad Gateway</h1></body></html>",
        "<html><body><p>暂无信息</p><p>共0条</p></body></html>",
        "暂无信息",
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        '{"total": 0, "deep": ' + "[" * 100_000,
        "9" * 10_000,
    ],
)
def test_an_answer_of_another_shape_is_not_understood(service: Service, other: str) -> None:
    listing = answered(service.ask(), other)

    assert (listing.shape, listing.rows, listing.next) == ("unknown", (), None)
    assert listing.why


@EVERY
def test_of_odd_records_only_those_with_a_title_are_rows(service: Service) -> None:
    titles = (None, 17, True, "", " \u3000 ", "<b></b>", ["甲"], {"甲": "乙"}, "关于防汛的通知")
    listing = service.answer([*(service.record(title) for title in titles), "乙", None, 3, ["丙"]], None)

    assert [row.title for row in listing.rows] == ["关于防汛的通知"]


@EVERY
def test_markup_and_white_space_in_titles_are_no_part_of_them(service: Service) -> None:
    listing = service.answer([service.record("<em style='color:red'>兰溪</em>镇\r\n\t 决算 ")], 1)

    assert listing.rows[0].title == "兰溪镇 决算"


@EVERY
@pytest.mark.parametrize(
    "url", ["javascript:go('/a.html')", "data:text/html,a", "http://[", "#", "", None, 5, ["/a"], "\ud800"]
)
def test_a_row_without_a_usable_address_still_is_one(service: Service, url: object) -> None:
    listing = answered(service.ask(), json.dumps(service.frame([service.record("防汛通知", url)], 1)))

    assert [(row.title, row.url) for row in listing.rows] == [("防汛通知", None)]


@EVERY
@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2026-01-02 23:30:00", "2026-01-02"),
        ("2026年1月2日", "2026-01-02"),
        (1767312000, "2026-01-02"),
        (1767312000000, "2026-01-02"),
        ("1767312000", "2026-01-02"),
        ("20260102", "2026-01-02"),
        ("2026-13-41", None),
        ("²²²²²²²²²²", None),
        ("²²²²²²²²", None),
        (10**40, None),
        (1e308, None),
        (-5, None),
        (True, None),
        ([2026, 1, 2], None),
        ({"time": 1767312000}, None),
        ("昨天", None),
        ("9" * 5_000, None),
    ],
)
def test_the_day_is_read_as_services_write_it_or_not_at_all(
    service: Service, stated: object, day: str | None
) -> None:
    listing = service.answer([service.record("防汛通知", "/a/1.html", stated)], 1)

    assert [(row.title, row.date) for row in listing.rows] == [("防汛通知", day)]


@EVERY
def test_titles_and_addresses_are_no_longer_than_a_page_may_have_them(service: Service) -> None:
    listing = service.answer([service.record("长" * 500_000, "/" + "a" * 500_000)], 1)

    assert len(listing.rows[0].title) <= 2_000
    assert listing.rows[0].url is None


@EVERY
def test_halves_of_signs_do_not_get_into_titles(service: Service) -> None:
    text = json.dumps(service.frame([service.record("防汛\ud83d\ude00通\ud800知")], 1))

    assert answered(service.ask(), text).rows[0].title == "防汛\U0001f600通知"


@EVERY
def test_raw_control_characters_and_a_byte_order_mark_do_not_spoil_an_answer(service: Service) -> None:
    text = json.dumps(service.frame([service.record("防汛通知#")], 1)).replace("#", "\x07\t\n")

    assert len(answered(service.ask(), "\ufeff \r\n" + text).rows) == 1


@EVERY
def test_an_answer_handed_to_a_function_is_one(service: Service) -> None:
    text = json.dumps(service.frame(service.records(2), 2))

    assert len(answered(service.ask(), f"jQuery1124.fill_1( {text} ) ;\n").rows) == 2


@EVERY
def test_more_rows_than_a_list_can_have_are_not_read(service: Service) -> None:
    listing = service.answer(service.records(20_000), 20_000)

    assert 0 < len(listing.rows) <= 3_000
    assert listing.next is not None


@EVERY
@pytest.mark.parametrize("number", ["-1", "0", "99999999999999999999", "1.5", "甲", "", "²", "%FF%FE"])
def test_an_absurd_number_in_what_was_asked_leads_to_a_sane_one(service: Service, number: str) -> None:
    asked = service.ask()
    names = ("page=1", "currpage=1", "pageIndex=1", "pageNumber=1", "pageIndex%22%3A+0", '"pn": 0')
    url, body = asked.url, asked.body
    for name in names:
        changed = name[:-1] + number
        url, body = url.replace(name, changed), body and body.replace(name, changed)
    absurd = Ask(url, body, asked.body_type, asked.headers, asked.shown_in, asked.reader)
    listing = answered(absurd, service.frame(service.records(service.size), 90))

    assert (listing.shape, len(listing.rows)) == ("list", service.size)
    assert listing.next is None or len(listing.next.url + (listing.next.body or "")) < 1_000


@EVERY
@pytest.mark.parametrize("memo", ["x", "-3", "9" * 40, "[", '{"a":1}', "\ud800"])
def test_a_broken_memo_counts_as_nothing_seen(service: Service, memo: str) -> None:
    asked = service.ask()
    broken = Ask(asked.url, asked.body, asked.body_type, asked.headers, asked.shown_in, asked.reader, memo)

    assert answered(broken, service.frame([], 0)).shape == "empty"
    assert len(answered(broken, service.frame(service.records(2), 2)).rows) == 2
