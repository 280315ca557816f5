"""Hanweb classic: the next page of a datastore is its next group."""

from __future__ import annotations

import pytest

from gongkai.base.values import Page
from gongkai.platforms import hanweb_jpage, read_list
from tests.platforms.pages import HOST, TITLES, page, rows

PROXY = (
    "/module/web/jpage/dataproxy.jsp?page={}&webid=28&path=http://www.lanxi-town.gov.cn/&columnid=8&unitid=31"
)
CDATA = '<![CDATA[<a href="{}"></a>]]>'
ESCAPED = "&lt;a href=&quot;{}&quot;&gt;&lt;/a&gt;"


def _store(group: str, total: int) -> str:
    records = rows('<record><![CDATA[<li><a href="{url}">{title}</a><b>{date}</b></li>]]></record>')
    return (
        f"<datastore><nextgroup>{group}</nextgroup><recordset>{records}</recordset>"
        f"<totalrecord>{total}</totalrecord></datastore>"
    )


@pytest.mark.parametrize("wrapping", [CDATA, ESCAPED])
def test_the_next_group_is_the_next_page(wrapping: str) -> None:
    store = _store(wrapping.format(PROXY.format(1)), 20)
    listing = read_list(page(f'<script type="text/xml">{store}</script>'))

    assert (listing.platform, listing.total_items) == ("hanweb_jpage", 20)
    assert listing.next_url == HOST + PROXY.format(1)
    assert [row.title for row in listing.rows] == list(TITLES)


def test_an_answer_of_the_proxy_leads_on() -> None:
    answer = Page(HOST + PROXY.format(1), _store(CDATA.format(PROXY.format(2)), 6), "utf-8")

    assert read_list(answer).next_url == HOST + PROXY.format(2)
    assert len(read_list(answer).rows) == len(TITLES)


@pytest.mark.parametrize(("group", "total"), [("", 20), (CDATA.format(PROXY.format(1)), 6)])
def test_no_next_page_without_a_group_or_where_all_rows_are_here(group: str, total: int) -> None:
    listing = read_list(page(f'<script type="text/xml">{_store(group, total)}</script>'))

    assert listing.next_url is None
    assert len(listing.rows) == len(TITLES)


OTHER = "<script type='text/xml'><datastore><recordset>{}</recordset></datastore></script>"
TWO = "<script>$('#1').jpage({totalRecord:6});</script><script>$('#2').jpage({totalRecord:20});</script>"


@pytest.mark.parametrize(
    ("total", "beside"), [(7, OTHER.format("<record><![CDATA[<li>甲</li>]]></record>")), (6, TWO)]
)
def test_records_and_totals_of_other_lists_do_not_make_one_whole(total: int, beside: str) -> None:
    store = _store(CDATA.format(PROXY.format(1)), total)
    listing = read_list(page(f'<script type="text/xml">{store}</script>{beside}'))

    assert listing.next_url == HOST + PROXY.format(1)


def test_a_next_group_without_an_address_is_told() -> None:
    store = _store(CDATA.format("javascript:next()"), 20)
    listing = read_list(page(f'<script type="text/xml">{store}</script>'))

    assert (listing.next_url, listing.more) == (None, True)


def test_neighbours_are_not_taken() -> None:
    assert not hanweb_jpage.recognise(page("<ul><li><a href='/art/2026/1/2/art_1_2.html'>一</a></li></ul>"))


@pytest.mark.parametrize("group", ["", "<nextgroup></nextgroup>"])
def test_a_bare_answer_says_its_totals(group: str) -> None:
    records = rows(
        '<record><![CDATA[<li><a href="{url}">{title}</a><i v="pages=3">{date}</i></li>]]></record>'
    )
    totals = "<totalrecord>47</totalrecord><totalpage>8</totalpage>"
    answer = f"<datastore>{totals}{group}<recordset>{records}</recordset></datastore>"
    listing = read_list(Page(f"{HOST}/proxy?columnid=8&unitid=1", answer, "utf-8"))

    assert (listing.platform, listing.total_pages, listing.total_items) == ("hanweb_jpage", 8, 47)
    assert ([row.title for row in listing.rows], listing.next_url) == (list(TITLES), None)


def test_what_the_records_of_a_bare_answer_say_is_no_total() -> None:
    records = rows(
        '<record><![CDATA[<li><a href="{url}" rel="pages=3">{title}</a><b>{date}</b></li>]]></record>'
    )
    listing = read_list(Page(HOST, f"<datastore><recordset>{records}</recordset></datastore>", "utf-8"))

    assert (listing.total_pages, len(listing.rows)) == (None, len(TITLES))
