"""UCAP's catalogue: rows that lead nowhere but by a click, pages numbered in the address."""

from __future__ import annotations

import pytest

from gongkai.platforms import read_list, ucap_gkml
from tests.platforms.pages import HOST, TITLES, page, rows

FOLDER = f"{HOST}/gkml/lxzrmzf/tzgg/"
LIST = (
    '<ul class="list">'
    + rows(
        '<li class="myflex" onclick="window.open(\'/gkml/lxzrmzf/tzgg/202601/{i}0123456789abcdef.shtml\')">'
        '<div class="cont">{title}</div><div class="date">{date}</div></li>'
    )
    + "</ul>"
)
COUNTED = '<div class="page">第 {} 页 / 共 {} 页</div>'


def _next(number: int, pages: int) -> str | None:
    return read_list(
        page(LIST + COUNTED.format(number, pages), url=f"{FOLDER}column-index-{number}.shtml")
    ).next_url


def test_rows_without_anchors_are_read_with_the_addresses_of_their_clicks() -> None:
    listing = read_list(page(LIST, url=FOLDER + "column-index-1.shtml"))

    assert (listing.platform, listing.shape) == ("ucap_gkml", "list")
    assert [row.title for row in listing.rows] == list(TITLES)
    assert listing.rows[0].url == f"{FOLDER}202601/10123456789abcdef.shtml"
    assert listing.rows[0].date == "2026-03-19"


def test_the_next_number_is_the_next_page_up_to_the_last() -> None:
    assert _next(1, 3) == FOLDER + "column-index-2.shtml"
    assert _next(2, 3) == FOLDER + "column-index-3.shtml"
    assert _next(3, 3) is None
    assert _next(1, 1) is None


def test_a_printed_link_goes_before_counting() -> None:
    pager = '<div class="page">第 1 页 / 共 3 页 <a href="column-index-02.shtml">下一页</a></div>'
    listing = read_list(page(LIST + pager, url=FOLDER + "column-index-1.shtml"))

    assert listing.next_url == FOLDER + "column-index-02.shtml"


def test_without_a_number_of_pages_none_is_made_up() -> None:
    assert read_list(page(LIST, url=FOLDER + "column-index-1.shtml")).next_url is None


@pytest.mark.parametrize("number", ["0", "999999", "9999999999"])
def test_an_absurd_number_in_the_address_leads_nowhere_absurd(number: str) -> None:
    listing = read_list(page(LIST + COUNTED.format(1, 3), url=f"{FOLDER}column-index-{number}.shtml"))

    assert listing.shape == "list"
    assert listing.next_url in (None, FOLDER + "column-index-1.shtml")


def test_an_empty_column_says_so_itself() -> None:
    url = FOLDER + "column-index-1.shtml"
    said = read_list(page('<ul class="list"><li>暂无信息</li></ul>', url=url))
    bare = read_list(page('<ul class="list"></ul>', url=url))
    counted = read_list(page('<ul class="list"><li>暂无信息</li></ul>' + COUNTED.format(1, 4), url=url))

    assert (said.platform, said.shape) == ("ucap_gkml", "empty")
    assert bare.shape == "unknown"
    assert counted.shape == "unknown"


def test_recognised_by_its_address_and_not_by_links_to_such() -> None:
    link = "<a href='/gkml/a/b/column-index-1.shtml'>政府信息公开目录</a>"

    assert ucap_gkml.recognise(page("", url=FOLDER + "column-index-7.shtml"))
    assert ucap_gkml.recognise(page(link, url=FOLDER))
    assert not ucap_gkml.recognise(page(link))
    assert not ucap_gkml.recognise(page("", url=FOLDER + "index.shtml"))
