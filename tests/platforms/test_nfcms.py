"""NFCMS: directories paged from 1, and one number for a text wherever it stands."""

from __future__ import annotations

import pytest

from gongkai.platforms import identity, nfcms, read_list
from tests.platforms.pages import HOST, TITLES, URL, page, rows

LIST = (
    "<ul class='list'>"
    + rows('<li><a href="/zwgk/tzgg/content/post_90{i}.html">{title}</a><span>{date}</span></li>')
    + "</ul>"
)
MARK = "<script>var NFCMS_SITE_ID = 9;</script>"
COUNTED = "<div class='page'>第 {} 页 / 共 {} 页</div>"


def _next(path: str, pager: str) -> tuple[str | None, int | None]:
    listing = read_list(page(LIST + pager, url=URL + path))
    return listing.next_url, listing.total_pages


def test_a_list_is_read_with_its_rows_days() -> None:
    listing = read_list(page(LIST))

    assert (listing.platform, listing.shape) == ("nfcms", "list")
    assert [row.title for row in listing.rows] == list(TITLES)
    assert (listing.rows[0].url, listing.rows[0].date) == (
        f"{HOST}/zwgk/tzgg/content/post_901.html",
        "2026-03-19",
    )


@pytest.mark.parametrize("first", ["", "index.html", "index.html?from=a"])
def test_the_second_page_is_number_two(first: str) -> None:
    assert _next(first, COUNTED.format(1, 5)) == (URL + "index_2.html", 5)


def test_pages_in_the_middle_lead_on_and_the_last_does_not() -> None:
    assert _next("index_2.html", COUNTED.format(2, 5)) == (URL + "index_3.html", 5)
    assert _next("index_4.html", COUNTED.format(4, 5)) == (URL + "index_5.html", 5)
    assert _next("index_5.html", COUNTED.format(5, 5)) == (None, 5)
    assert _next("index_77.html", COUNTED.format(77, 5))[0] is None


def test_one_page_has_no_next() -> None:
    assert _next("", COUNTED.format(1, 1))[0] is None


def test_nothing_is_counted_on_from_an_address_that_has_no_such_number() -> None:
    assert _next("mainlist.html", COUNTED.format(1, 5))[0] is None
    assert _next("index_1234567.html", COUNTED.format(1, 5))[0] is None


def test_a_printed_link_goes_before_counting() -> None:
    pager = '<div class="page">第 1 页 / 共 5 页 <a href="/zwgk/tzgg/more_2.html">下一页</a></div>'

    assert _next("", pager)[0] == URL + "more_2.html"


def test_without_a_number_of_pages_none_is_made_up() -> None:
    assert _next("", "") == (None, None)


def test_an_empty_column_says_so_itself() -> None:
    said = read_list(page(MARK + "<ul class='list'><li>暂无信息</li></ul>"))
    bare = read_list(page(MARK + "<ul class='list'></ul>"))
    filled = read_list(
        page(MARK + "<ul class='list'><li>暂无信息</li></ul><script>$.get('/api/list', f)</script>")
    )

    assert (said.platform, said.shape) == ("nfcms", "empty")
    assert (bare.platform, bare.shape) == ("nfcms", "unknown")
    assert (filled.platform, filled.shape) == ("nfcms", "unknown")


def test_recognised_by_its_settings_or_by_several_articles_addresses() -> None:
    one = '<ul><li><a href="/a/content/post_7.html">关于做好防汛备汛工作的通知</a></li></ul>'
    two = one + '<ul><li><a href="/a/content/mpost_8.html">关于公布名单的公告</a></li></ul>'

    assert nfcms.recognise(page(MARK))
    assert nfcms.recognise(page(two))
    assert not nfcms.recognise(page(one))
    assert not nfcms.recognise(
        page("<ul><li><a href='/2026-01/02/content_7.html'>防汛通知</a></li></ul>" * 3)
    )


SAME = (
    "http://www.lanxi.invalid/zwgk/tzgg/content/post_90010.html",
    "https://www.lanxi.invalid/zwgk/tzgg/content/post_90010.html",
    "http://www.lanxi.invalid/zwgk/tzgg/content/mpost_90010.html",
    "http://www.lanxi.invalid/xxgk/zcwj/content/post_90010.html",
    "http://www.lanxi.invalid/content/post_90010.html",
    "http://www.lanxi.invalid/lxz/gkmlpt/content/0/9/post_90010.html",
    "http://www.lanxi.invalid/gkmlpt/content/12/345/mpost_90010.html",
    "http://www.lanxi.invalid/zwgk/tzgg/content/post_90010.html#top",
    "http://www.lanxi.invalid:80/zwgk/tzgg/content/post_90010.html?_=17",
)


@pytest.mark.parametrize("url", SAME)
def test_all_addresses_of_a_text_are_one_item(url: str) -> None:
    assert identity(url) == identity(SAME[0])


def test_twins_of_a_host_fold_into_one() -> None:
    hosts = ("www.lanxi.invalid", "lanxi.invalid")

    assert identity("http://lanxi.invalid/a/content/mpost_90010.html", hosts) == identity(SAME[0], hosts)
    assert identity("http://lanxi.invalid/a/content/post_90010.html") != identity(SAME[0])


OTHERS = (
    "http://www.lanxi.invalid/zwgk/tzgg/content/post_90020.html",
    "http://www.lanxi.invalid/zwgk/tzgg/content/post_900100.html",
    "http://www.lanxi.invalid/zwgk/tzgg/content/post_09001.html",
    "http://gk.lanxi.invalid/zwgk/tzgg/content/post_90010.html",
    "http://www.lanxi.invalid/zwgk/tzgg/content/post_90010.htm",
    "http://www.lanxi.invalid/zwgk/tzgg/post_90010.html",
    "http://www.lanxi.invalid/zwgk/tzgg/content/post_90010.html?page=2",
    "http://www.lanxi.invalid/zwgk/tzgg/content/xpost_90010.html",
    "http://www.lanxi.invalid/zwgk/tzgg/content/post_90010.html/a",
    "http://www.lanxi.invalid/read?of=/content/post_90010.html",
    "http://www.lanxi.invalid/lxz/gkmlpt/content/9/post_90020.html",
)


def test_other_texts_share_no_name() -> None:
    names = [identity(url) for url in (SAME[0], *OTHERS)]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("url", [HOST + "/zwgk/tzgg/", URL + "index_2.html", URL + "202601/t20260102_1.html"])
def test_other_addresses_keep_their_names(url: str) -> None:
    assert nfcms.identity(identity(url)) == identity(url) == url.removeprefix("http://")


def test_short_numbers_may_be_another_systems_and_name_no_text_of_the_whole_host() -> None:
    one, other = (identity(f"http://a.invalid/{folder}/content/post_7.html") for folder in ("tzgg", "gsgg"))

    assert one != other
