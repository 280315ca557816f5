"""The operator's CSS goes before everything; where it matches nothing, that is said."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

from gongkai.base.wanted import Selectors
from gongkai.platforms import read_list
from tests.platforms.pages import DATES, TITLES, URL, URLS, page, rows

LIST = "<ul class='own'>" + rows('<li><a href="{url}">{title}</a><span>{date}</span></li>', 3) + "</ul>"
TABLE = (
    "<table>"
    + rows('<tr class="r"><td class="n">{i}</td><td class="t">{title}<b>new</b></td><td class="d">{m}-{d}</td><td><a href="/no.html">附件下载页面</a><a class="go" href="{url}">进入</a></td></tr>', 3)
    + "</table>"
)  # fmt: skip


def test_rows_alone() -> None:
    listing = read_list(page(LIST), selectors=Selectors(rows=".right-hot li"))

    assert listing.shape == "list"
    assert len(listing.rows) == 4
    assert listing.rows[0].title == "兰溪镇召开乡村振兴工作推进会议"


def test_every_part() -> None:
    chosen = Selectors(rows="tr.r", title="td.t", link="a.go", date="td.d")
    listing = read_list(page(TABLE), selectors=chosen)

    assert [row.title for row in listing.rows] == [title + "new" for title in TITLES[:3]]
    assert [row.url for row in listing.rows] == list(URLS[:3])
    assert [row.date for row in listing.rows] == list(DATES[:3])


def test_next_alone() -> None:
    pager = '<a id="n" href="b.html">继续</a><a href="c.html">下一页</a>'
    assert read_list(page(LIST + pager)).next_url == URL + "c.html"
    assert read_list(page(LIST + pager), selectors=Selectors(next="#n")).next_url == URL + "b.html"


def test_a_next_page_without_an_address_is_told() -> None:
    pager = '<p id="n"><a href="javascript:go(2)">继续</a></p><a href="c.html">下一页</a>'
    listing = read_list(page(LIST + pager), selectors=Selectors(next="#n a"))
    assert (listing.next_url, listing.more) == (None, True)
    assert read_list(page(LIST + pager), selectors=Selectors(next="#gone")).more
    assert not read_list(page(LIST), selectors=Selectors(next="#gone")).more


def test_a_next_page_that_is_the_page_itself_is_the_last() -> None:
    pager = f'<a id="n" href="{URL}">继续</a><a href="javascript:;">下一页</a>'
    listing = read_list(page(LIST + pager), selectors=Selectors(next="#n"))
    assert (listing.next_url, listing.more) == (None, False)


def test_rows_that_match_nothing() -> None:
    listing = read_list(page(LIST), selectors=Selectors(rows="ul.gone > li"))

    assert listing.shape == "unknown"
    assert listing.rows == ()
    assert "选中 0 处" in listing.why


def test_an_empty_column_stays_empty_when_rows_match_nothing() -> None:
    listing = read_list(page("<ul class='own'></ul><p>暂无信息</p>"), selectors=Selectors(rows="ul.own > li"))
    assert listing.shape == "empty"


def test_css_that_is_none() -> None:
    assert read_list(page(LIST), selectors=Selectors(rows="li[[")).shape == "unknown"
    assert len(read_list(page(LIST), selectors=Selectors(rows=".own li", date="<<")).rows) == 3
