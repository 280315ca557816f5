"""VSB: page numbers count down, the pager's greatest number is the total."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

from gongkai.platforms import read_list, vsb
from tests.platforms.pages import URL, page, rows

LIST = "<ul>" + rows('<li><a href="../../info/1044/91{i}.htm">{title}</a><span>{date}</span></li>') + "</ul>"
PAGER = (
    '<div class="pb_sys_common"><span class="p_no"><a href="../tzgg.htm">1</a></span><span class="p_no_d">2</span>'
    '<span class="p_no"><a href="18.htm">3</a></span><span class="p_dot">...</span><span class="p_no">'
    '<a href="1.htm">20</a></span>{}</div>'
)
NEXT = '<span class="p_next p_fun"><a href="18.htm">下页</a></span>'


def test_total_and_next_of_the_pager() -> None:
    listing = read_list(page(LIST + PAGER.format(NEXT)))

    assert (listing.platform, listing.next_url, listing.total_pages) == ("vsb", URL + "18.htm", 20)


def test_no_next_page_on_the_last() -> None:
    listing = read_list(page(LIST + PAGER.format('<span class="p_next_d p_fun_d">下页</span>')))

    assert (listing.next_url, listing.total_pages) == (None, 20)


def test_the_older_pager_is_read_as_everywhere() -> None:
    pager = (
        '<div class="pb_sys_common">共291条&nbsp;&nbsp;1/20 <a href="tzgg/19.htm" class="Next">下页</a></div>'
    )
    listing = read_list(page(LIST + pager))

    assert (listing.next_url, listing.total_pages, listing.total_items) == (URL + "tzgg/19.htm", 20, 291)


def test_the_greatest_number_is_no_total_where_the_last_page_lies_elsewhere() -> None:
    pager = (
        '<div class="pb_sys_common">{}<span class="p_no_d">1</span><span class="p_no"><a href="tzgg/31.htm">2</a></span>'
        '<span class="p_no"><a href="tzgg/30.htm">3</a></span><span class="p_next p_fun"><a href="tzgg/31.htm">下页</a>'
        '</span><span class="p_last p_fun"><a href="tzgg/1.htm">尾页</a></span></div>'
    )
    printed = read_list(
        page(LIST + pager.format('<span class="p_t">共468条</span> <span class="p_t">1/32</span>'))
    )
    counted = read_list(page(LIST + pager.format("")))

    assert (printed.next_url, printed.total_pages, printed.total_items) == (URL + "tzgg/31.htm", 32, 468)
    assert (counted.next_url, counted.total_pages) == (URL + "tzgg/31.htm", 32)


SHORT = (
    '<div class="pb_sys_common"><span class="p_no_d">1</span><span class="p_no"><a {}>2</a></span>'
    '<span class="p_next p_fun"><a {}>下页</a></span>{}</div>'
)
TO_TWO, TO_LAST = 'href="tzgg/1.htm"', '<span class="p_last p_fun"><a {}>尾页</a></span>'
SCRIPT = "href=\"javascript:go('2')\""


def _totals(*parts: str) -> tuple[int | None, str | None, bool]:
    listing = read_list(page(LIST + SHORT.format(*parts)))
    return listing.total_pages, listing.next_url, listing.more


def test_a_total_is_said_where_the_last_page_agrees() -> None:
    assert _totals(TO_TWO, TO_TWO, TO_LAST.format(TO_TWO)) == (2, URL + "tzgg/1.htm", False)
    assert _totals(TO_TWO, TO_TWO, "") == (None, URL + "tzgg/1.htm", False)


def test_numbers_that_only_a_script_leads_to_are_no_total() -> None:
    assert _totals(SCRIPT, SCRIPT, TO_LAST.format(SCRIPT)) == (None, None, True)


def test_no_total_of_the_family_where_the_next_page_is_unread() -> None:
    unread = page(LIST + SHORT.format(TO_TWO, SCRIPT, TO_LAST.format(TO_TWO)))
    stated = vsb.pager(unread)

    assert stated is not None
    assert (stated.next, stated.total_pages) == (None, None)
    assert read_list(unread).more


def test_neighbours_are_not_taken() -> None:
    assert not vsb.recognise(page(LIST))
