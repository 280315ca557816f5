"""Longxun: columns that are pages, and columns filled with pieces of markup from a service."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from gongkai.base.values import Ask, Page
from gongkai.platforms import longxun, read_list
from tests.platforms.pages import HOST, TITLES, URL, page, rows
from tests.platforms.services import FRAME, answered, column, first

ORGAN = f"{HOST}/public/column/6001?type=4&action=list&nav=3&catId=7002"
SERVICE = "/lxzwgk/site/label/8888"
SCRIPT = (
    f"$.get('{SERVICE}?IsAjax=1&dataType=html&labelName=publicInfoList&siteId=99&pageSize=15&pageIndex=1&action=list"
    "&length=50&organId=6001&type=4&catId=7002&result=暂无相关信息&file=/lx/publicInfoList_newest2020', fill);"
)
ROW = '<li><a href="/public/6001/8{i}.html" title="{title}">{cut}</a><span class="date">{date}</span></li>'
PIECE = f'<ul class="doc_list list-7002">{rows(ROW)}</ul>'
NOTHING = '<div class="nodata">暂无相关信息</div>'
LIST = f"<ul class='doc_list list-7002'>{rows(ROW)}</ul><i class='j-fontContent'></i>"
COLUMN = f"{HOST}/content/column/7002"


def _query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def _ask(memo: str = "0 ", number: int = 1) -> Ask:
    asked = first(column(SCRIPT, url=ORGAN))
    return replace(asked, url=asked.url.replace("pageIndex=1", f"pageIndex={number}"), memo=memo)


# --- columns that are pages -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "following"),
    [
        (COLUMN, COLUMN + "?pageIndex=2"),
        (COLUMN + "?pageIndex=1", COLUMN + "?pageIndex=2"),
        (COLUMN + "?pageIndex=3", COLUMN + "?pageIndex=4"),
        (COLUMN + "?pageIndex=4", None),
        (COLUMN + "?pageIndex=400", None),
    ],
)
def test_pages_are_counted_in_the_address_where_the_script_says_how_many(
    url: str, following: str | None
) -> None:
    listing = read_list(page(LIST + "<script>Ls.pagination({pageCount:4,})</script>", url=url))

    assert (listing.platform, listing.shape, listing.total_pages) == ("longxun", "list", 4)
    assert listing.next_url == following


def test_titles_stand_whole_in_the_links_title() -> None:
    assert [row.title for row in read_list(page(LIST, url=COLUMN)).rows] == list(TITLES)


def test_a_number_of_pages_says_nothing_of_other_addresses() -> None:
    listing = read_list(page(LIST + "<script>x({pageCount:4})</script>", url=URL))

    assert listing.next_url != URL + "?pageIndex=2"


# --- asking ---------------------------------------------------------------------------------------


def test_the_service_is_asked_with_what_the_script_states() -> None:
    asked = first(column(SCRIPT, url=ORGAN))

    assert urlsplit(asked.url).path == SERVICE
    assert (
        _query(asked.url).items()
        >= {
            "labelName": "publicInfoList",
            "siteId": "99",
            "organId": "6001",
            "catId": "7002",
            "length": "50",
            "pageIndex": "1",
            "file": "/lx/publicInfoList_newest2020",
        }.items()
    )
    assert (asked.body, asked.reader, asked.shown_in) == (None, "longxun", ORGAN)


def test_what_the_script_does_not_state_comes_from_the_address_and_the_meta_tag() -> None:
    head = '<meta name="SiteId" content="4321">'
    script = "$.ajax({url: '/site/label/8888', data: {labelName: 'publicInfoList', file: '/a/b', _: 0.3}});"
    said = _query(first(column(script, url=ORGAN, head=head)).url)

    assert (said["organId"], said["catId"], said["siteId"], said["type"]) == ("6001", "7002", "4321", "4")
    assert "_" not in said


def test_the_fullest_of_several_calls_is_the_lists() -> None:
    script = (
        "$.get('/site/label/8888?labelName=visitCount', n);"
        + SCRIPT
        + "$.get('/site/label/8888?labelName=x')"
    )

    assert _query(first(column(script, url=ORGAN)).url)["labelName"] == "publicInfoList"


def test_without_a_column_nothing_is_asked_and_nothing_is_called_empty() -> None:
    body = "<ul class='list'><li>暂无相关信息</li></ul>"
    listing = read_list(column("load('/site/label/8888')", body=body))

    assert (listing.platform, listing.shape, listing.next) == ("longxun", "unknown", None)


def test_an_empty_column_is_one_only_where_no_service_fills_it() -> None:
    body = "<ul class='doc_list list-7002'><li>暂无相关信息</li></ul>"
    script = "load('/site/label/8888?catId=7002')"

    assert read_list(page(body, url=COLUMN)).shape == "empty"
    assert read_list(page("<ul class='xxgk_nav_list'></ul>", url=COLUMN)).shape == "unknown"
    assert first(column(script, body=body)).reader == "longxun"
    assert read_list(page(body + "<script>x({pageCount:4})</script>", url=COLUMN)).shape == "unknown"


# --- answers --------------------------------------------------------------------------------------


def test_an_answer_is_read_whole_and_leads_on_to_the_last_page_that_it_counts() -> None:
    one = answered(_ask(), PIECE + "<script>pageCount:3,total:18</script>")
    two = answered(one.next or _ask(), PIECE)
    three = answered(two.next or _ask(), PIECE)

    assert (one.platform, one.shape, one.total_pages, one.total_items) == ("longxun", "list", 3, 18)
    assert [row.title for row in one.rows] == list(TITLES)
    assert (one.rows[0].url, one.rows[0].date) == (f"{HOST}/public/6001/81.html", "2026-03-19")
    assert [_query(one.next_url or "")["pageIndex"] for one in (one, two)] == ["2", "3"]
    assert (three.shape, three.next, three.total_pages) == ("list", None, 3)


def test_without_a_number_of_pages_a_full_answer_leads_on_and_a_short_one_ends() -> None:
    asked = _ask()
    full = answered(replace(asked, url=asked.url.replace("pageSize=15", "pageSize=6")), PIECE)
    short = answered(asked, PIECE)

    assert "pageIndex=2" in (full.next_url or "")
    assert (short.shape, short.next, short.total_pages) == ("list", None, None)


def test_empty_is_what_says_so_and_has_no_pages() -> None:
    assert (answered(_ask(), NOTHING).shape, answered(_ask(), NOTHING).total_items) == ("empty", 0)
    assert answered(_ask(), NOTHING + "<script>pageCount:1</script>").shape == "empty"


def test_the_word_that_nothing_is_here_is_not_believed_against_a_number_of_pages() -> None:
    assert answered(_ask("0 5"), NOTHING).shape == "unknown"
    assert answered(_ask(), NOTHING + "<script>pageCount:5</script>").shape == "unknown"


def test_after_rows_the_same_word_is_the_end_and_pages_that_are_missing_are_told() -> None:
    end, early = answered(_ask("30 2", 3), NOTHING), answered(_ask("30 5", 3), NOTHING)

    assert (end.shape, end.rows, end.total_items, end.more) == ("list", (), 30, False)
    assert (early.shape, early.total_items, early.total_pages, early.more) == ("list", None, 5, True)


@pytest.mark.parametrize(
    "other",
    [
        "",
        "{}",
        '{"status": 0, "data": []}',
        "<ul></ul>",
        "<p>系统繁忙</p>",
        "暂无相关信息" + "。" * 3_000,
        "<script>var result = '暂无相关信息'</script>" + "<i></i>" * 400,
    ],
)
def test_an_answer_of_another_shape_is_not_understood(other: str) -> None:
    listing = answered(_ask(), other)

    assert (listing.platform, listing.shape, listing.next) == ("longxun", "unknown", None)


def test_the_menu_of_a_page_in_place_of_an_answer_is_no_list() -> None:
    listing = answered(_ask(), page(FRAME, title="系统错误", name="系统错误").text)

    assert (listing.shape, listing.rows, listing.next) == ("unknown", (), None)


@pytest.mark.parametrize("memo", ["", "x y z", "-1 -1", f"{'9' * 30} {'9' * 30}", "0 0", "[]"])
@pytest.mark.parametrize("number", ["", "-1", "0", "9" * 20, "²", "%00"])
def test_absurd_numbers_lead_to_sane_ones(memo: str, number: str) -> None:
    asked = _ask(memo)
    odd = replace(asked, url=asked.url.replace("pageIndex=1", f"pageIndex={number}"))
    listing = answered(odd, PIECE + "<script>pageCount:999999</script>")

    assert (listing.shape, len(listing.rows)) == ("list", len(TITLES))
    assert int(_query(listing.next_url or "")["pageIndex"]) < 10
    assert answered(odd, NOTHING).shape in ("empty", "list", "unknown")


def test_recognised_by_service_and_names() -> None:
    assert longxun.recognise(column(SCRIPT))
    assert longxun.recognise(page("<ul class='xxgk_nav_list'></ul>"))
    assert longxun.recognise(Page(_ask().url, "", "utf-8"))
    assert not longxun.recognise(
        page("<a href='/public/column/6001'>政府信息公开</a><a href='/public/6001/8.html'>通知</a>")
    )
