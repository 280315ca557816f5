"""Hanweb's services: groups of a datastore asked by POST (jpage) and pages of a unit (JPAAS)."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import read_list
from tests.platforms.pages import HOST, TITLES, page, rows
from tests.platforms.services import FRAME, answered, first

PROXY = "/module/web/jpage/dataproxy.jsp"
RECORD = '<record><![CDATA[<li><a href="{url}">{title}</a><b>{date}</b></li>]]></record>'
SETTINGS = (
    "<script>var param_7788 = {{col:1,webid:31,columnid:88,unitid:'4466',webname:'兰溪镇',permissiontype:0}};"
    f"$('#7788').jpage({{{{totalRecord:{{}},perPage:2,proxyUrl:'{PROXY}'}}}});</script>"
)
SAID = "<ul class='list'><li>暂无信息</li></ul>"


def _store(count: int = 6, total: int | None = None, group: str = "") -> str:
    told = "" if total is None else f"<totalrecord>{total}</totalrecord>"
    return f"<datastore><nextgroup>{group}</nextgroup><recordset>{rows(RECORD, count) if count else ''}</recordset>{told}</datastore>"


def _column(total: int, count: int = 6, body: str = "", group: str = "") -> Page:
    return page(
        f"{body}<script type='text/xml'>{_store(count, group=group)}</script>{SETTINGS.format(total)}"
    )


def _span(asked: Ask | None) -> tuple[str, ...]:
    assert asked is not None
    query = dict(parse_qsl(urlsplit(asked.url).query))
    return tuple(query[name] for name in ("startrecord", "endrecord", "perpage"))


def _group(listing: Listing, text: str) -> Listing:
    assert listing.next is not None
    return answered(listing.next, text)


# --- groups of a datastore ------------------------------------------------------------------------


def test_without_a_link_the_next_group_is_asked_for_with_the_pages_own_parameters() -> None:
    listing = read_list(_column(15))
    asked = listing.next
    assert asked is not None

    assert (listing.shape, len(listing.rows), listing.total_items) == ("list", 6, 15)
    assert (asked.url.partition("?")[0], asked.reader) == (HOST + PROXY, "hanweb_jpage")
    assert _span(asked) == ("7", "12", "2")
    assert dict(parse_qsl(asked.body or "")) == {
        "appid": "1",
        "col": "1",
        "webid": "31",
        "columnid": "88",
        "unitid": "4466",
        "webname": "兰溪镇",
        "permissiontype": "0",
    }


def test_groups_follow_one_another_to_the_last_which_is_cut() -> None:
    second = _group(read_list(_column(15)), _store(6, 15))
    third = _group(second, _store(3, 15))

    assert [row.title for row in second.rows] == list(TITLES)
    assert _span(second.next) == ("13", "15", "2")
    assert second.next is not None
    assert second.next.body == (read_list(_column(15)).next or second.next).body
    assert (third.shape, third.next, len(third.rows)) == ("list", None, 3)


def test_a_link_goes_before_counting() -> None:
    group = f'<![CDATA[<a href="{PROXY}?page=1&columnid=88"></a>]]>'
    listing = read_list(_column(15, group=group))

    assert (listing.next_url, listing.next and listing.next.body) == (
        f"{HOST}{PROXY}?page=1&columnid=88",
        None,
    )


def test_where_all_rows_are_here_no_group_is_asked_for() -> None:
    assert read_list(_column(6)).next is None


@pytest.mark.parametrize("missing", ["proxyUrl", "perPage", "param_7788 ="])
def test_without_all_of_the_settings_no_group_is_asked_for(missing: str) -> None:
    whole = _column(15)

    assert read_list(replace(whole, text=whole.text.replace(missing, "other"))).next is None


def test_a_group_that_holds_nothing_is_not_understood_where_rows_are_said_to_be_left() -> None:
    assert _group(read_list(_column(15)), _store(0, 15)).shape == "unknown"
    assert _group(read_list(_column(15)), _store(0)).shape == "unknown"


@pytest.mark.parametrize("other", ["", "{}", "<p>系统繁忙</p>", "暂无信息", "<datastore></datastore>"])
def test_an_answer_of_another_shape_is_not_understood(other: str) -> None:
    listing = _group(read_list(_column(15)), other)

    assert (listing.platform, listing.shape, listing.next) == ("hanweb_jpage", "unknown", None)


@pytest.mark.parametrize(
    "span",
    [
        "startrecord=-1&endrecord=5",
        "startrecord=9&endrecord=3",
        f"startrecord=1&endrecord={'9' * 30}",
        "startrecord=x",
    ],
)
def test_an_absurd_span_ends_the_list_or_leads_forward(span: str) -> None:
    asked = Ask(f"{HOST}{PROXY}?{span}", "appid=1", reader="hanweb_jpage")
    listing = answered(asked, _store(6, 15))

    assert len(listing.rows) == 6
    assert listing.next is None or int(_span_of(listing.next)[0]) > 0


def _span_of(asked: Ask) -> list[str]:
    return parse_qs(urlsplit(asked.url).query)["startrecord"]


def test_an_empty_column_counts_nought_or_says_so_without_counting() -> None:
    assert read_list(_column(0, 0)).shape == "empty"
    assert read_list(_column(0, 0, SAID)).shape == "empty"
    assert read_list(page(SAID + f"<script type='text/xml'>{_store(0)}</script>")).shape == "empty"


def test_a_column_that_counts_rows_is_not_empty_whatever_it_says() -> None:
    assert read_list(_column(45, 0, SAID)).shape == "unknown"
    assert read_list(_column(45, 0)).shape == "unknown"
    assert read_list(page(f"<script type='text/xml'>{_store(0)}</script>")).shape == "unknown"


def test_a_count_of_nought_on_a_page_that_is_none_proves_nothing() -> None:
    deep = replace(_column(0, 0), text=_column(0, 0).text + "<div>" * 5_000)
    missing = page(
        f"<script type='text/xml'>{_store(0)}</script>{SETTINGS.format(0)}",
        title="404 Not Found",
        name="404 Not Found",
    )

    assert (read_list(deep).shape, read_list(missing).shape) == ("unknown", "unknown")


# --- pages of a unit ------------------------------------------------------------------------------

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
ROW = '<li><a href="{url}">{title}</a><span>{date}</span></li>'
DATA = "{'webId':'31','pageId':'77','parseType':'bulidstatic','tagId':'信息列表'}"


def _unit(counts: str, body: str = FRAME) -> Page:
    return page(f'<div unitUrl="{UNIT}" queryData="{DATA}" {counts}>{body}</div>')


def _answer(body: str, counts: str = 'count="15" rows="6" pageNo="1"') -> dict[str, object]:
    return {"success": True, "data": {"html": f"<div {counts}>{body}</div>"}}


def _stated(asked: Ask | None) -> dict[str, str]:
    assert asked is not None
    return dict(parse_qsl(urlsplit(asked.url).query))


def test_a_page_without_rows_asks_for_the_first_page_of_its_unit() -> None:
    asked = first(_unit(""))

    assert (asked.url.partition("?")[0], asked.body, asked.reader) == (HOST + UNIT, None, "hanweb_jpaas")
    assert json.loads(_stated(asked)["paramJson"]) == {"pageNo": 1, "pageSize": 15}
    assert (_stated(asked)["tagId"], _stated(asked)["pageId"]) == ("信息列表", "77")


def test_the_units_pages_lead_on_to_the_last() -> None:
    one = answered(first(_unit("")), _answer(f"<ul>{rows(ROW)}</ul>"))
    two = answered(
        one.next or first(_unit("")), _answer(f"<ul>{rows(ROW)}</ul>", 'count="15" rows="6" pageNo="2"')
    )
    three = answered(
        two.next or first(_unit("")), _answer(f"<ul>{rows(ROW, 3)}</ul>", 'count="15" rows="6" pageNo="3"')
    )

    assert (one.platform, one.shape, one.total_items) == ("hanweb_jpaas", "list", 15)
    assert [row.title for row in one.rows] == list(TITLES)
    assert [json.loads(_stated(listing.next)["paramJson"])["pageNo"] for listing in (one, two)] == [2, 3]
    assert _stated(two.next)["tagId"] == "信息列表"
    assert (three.shape, three.next, len(three.rows)) == ("list", None, 3)


def test_empty_is_a_unit_that_counts_nought() -> None:
    nought = 'count="0" rows="6" pageNo="1"'

    assert read_list(_unit(nought)).shape == "empty"
    assert read_list(_unit(nought, SAID)).shape == "empty"
    assert answered(first(_unit("")), _answer("<ul></ul>", nought)).shape == "empty"


@pytest.mark.parametrize("counts", ["", 'count="5" rows="6" pageNo="1"', 'count="" rows="6" pageNo="1"'])
def test_words_that_nothing_is_here_do_not_keep_the_unit_from_being_asked(counts: str) -> None:
    assert first(_unit(counts, SAID)).reader == "hanweb_jpaas"


def test_a_unit_that_nobody_can_ask_is_not_called_empty() -> None:
    listing = read_list(page(SAID + f"<script>load('{UNIT}?' + q)</script>"))

    assert (listing.platform, listing.shape) == ("hanweb_jpaas", "unknown")


@pytest.mark.parametrize(
    "other",
    [
        "",
        "{}",
        "[]",
        '{"success": false, "data": null}',
        '{"data": {"html": null}}',
        '{"data": {"html": ""}}',
        '{"data": {"html": "<p>系统繁忙</p>"}}',
        '{"data": {"html": "<ul><li>暂无信息</li></ul>"}}',
        '{"data": {"html": "' + "[" * 90_000,
        '{"data":' * 90_000,
        page(FRAME).text,
    ],
)
def test_what_counts_nothing_is_no_answer_of_a_unit(other: str) -> None:
    listing = answered(first(_unit("")), other)

    assert (listing.platform, listing.shape, listing.next) == ("hanweb_jpaas", "unknown", None)


@pytest.mark.parametrize(
    "counts",
    [
        'count="99999999" rows="6" pageNo="1"',
        'count="15" rows="0" pageNo="1"',
        'count="15" rows="6" pageNo="0"',
        'count="15" rows="6" pageNo="99999999"',
        f'count="{"9" * 40}" rows="6" pageNo="1"',
        'count="-3" rows="6" pageNo="1"',
    ],
)
def test_absurd_counts_lead_nowhere(counts: str) -> None:
    listing = answered(first(_unit("")), _answer(f"<ul>{rows(ROW)}</ul>", counts))

    assert listing.next is None
    assert listing.total_items in (None, 15)


def test_links_of_an_answer_are_relative_to_the_columns_page() -> None:
    made = '<li><a href="./202601/art_77_1.html">关于防汛的通知</a><b>2026-01-02</b></li>'
    listing = answered(first(_unit("")), _answer(f"<ul>{made}</ul>", 'count="1" rows="6" pageNo="1"'))

    assert listing.rows[0].url == f"{HOST}/zwgk/tzgg/202601/art_77_1.html"
