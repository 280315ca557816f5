"""SiteServer: known by its variables, paged by words or by a drop-down list of all pages."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import time

import pytest

from gongkai.base.values import Listing, Page
from gongkai.platforms import read_list, siteserver
from tests.platforms.pages import DATES, HOST, TITLES, page, rows

URL = f"{HOST}/channels/312.html"
INFO = (
    '<script>var $pageInfo = {{publishmentSystemID : 300, channelID : 312, contentID : {}, siteUrl : "", homeUrl : "/home", '
    'currentUrl : "/channels/312.html", rootUrl : "", apiUrl : "/api"}};</script>'
)
LATER = '<script>var $pageInfo = {siteId : 300, channelId : 312, contentId : 0, siteUrl : "", currentUrl : "/channels/312.html"};</script>'
BOXES = (
    "<ul>"
    + rows('<a href="../contents/312/90{i}.html" class="box"><h3>{title}({date})</h3><p>{title}</p></a>')
    + "</ul>"
)
PHOTOS = (
    "<ul>"
    + "".join(
        f'<li><div class="photo"><a href="javascript:;"><img src="{i}.jpg"></a></div><a href="javascript:;">{name}</a></li>'
        for i, name in enumerate(("石桥", "渡口", "晒谷场"))
    )
    + "</ul>"
)
TEXT = "".join(
    f"<p>兰溪镇位于兰溪河中游，镇域内有第{i}村民小组，历来以种植茶叶和养蜂为业，四季分明，雨量充沛。</p>"
    for i in range(12)
)
STEPS = (
    '<div class="page"><div id="page_div"><span class="pagination-first"><a href="312.html">首页</a>{numbers}'
    '<a href="{following}">下一页</a><a href="javascript:;">尾页</a><a>共 {items} 条 当前第 {number} / {pages} 页</a></span></div></div>'
)


def read(
    body: str, number: int = 1, *, content: int = 0, head: str | None = None, hot: bool = True
) -> Listing:
    url = URL if number == 1 else f"{HOST}/channels/312_{number}.html"
    return read_list(page(body, url=url, head=INFO.format(content) if head is None else head, hot=hot))


def steps(number: int, pages: int, following: str, items: int = 16) -> str:
    numbers = "".join(
        f'<a class="current">{at}</a>'
        if at == number
        else f'<a href="312{"" if at == 1 else f"_{at}"}.html">{at}</a>'
        for at in range(1, pages + 1)
    )
    return STEPS.format(numbers=numbers, following=following, items=items, number=number, pages=pages)


def select(*options: str) -> str:
    """The drop-down list of pages."""
    return (
        '<div class="paginator">转到<select name="PageSelect_1" id="PageSelect_1" '
        f"onchange=\"PageSelect_1_jumpMenu('self',this,0)\">{''.join(options)}</select></div>"
    )


def option(number: int, *, current: bool = False, value: str | None = None) -> str:
    stated = ("" if current else f"/channels/312_{number}.html") if value is None else value
    return f'<option {"selected=" + chr(34) + "selected" + chr(34) + " " if current else ""}value="{stated}">{number}</option>'


def told(listing: Listing) -> tuple[str | None, int | None, bool]:
    return listing.next_url, listing.total_pages, listing.more


@pytest.mark.parametrize("head", [INFO.format(0), LATER])
def test_rows_are_read_as_printed(head: str) -> None:
    listing = read(BOXES, head=head)

    assert (listing.platform, listing.shape) == ("siteserver", "list")
    assert [row.title for row in listing.rows] == list(TITLES)
    assert [row.date for row in listing.rows] == list(DATES)
    assert listing.rows[0].url == f"{HOST}/contents/312/901.html"


def test_a_summary_that_says_the_title_again_dates_nothing() -> None:
    boxes = BOXES.replace(TITLES[1], "2026年5月1日停水公告")
    listing = read(boxes)

    assert (listing.rows[1].title, listing.rows[1].date) == ("2026年5月1日停水公告", DATES[1])


def test_pages_by_words() -> None:
    first = read(BOXES + steps(1, 3, "312_2.html"))
    middle = read(BOXES + steps(2, 3, "312_3.html"), 2)
    last = read(BOXES + steps(3, 3, "javascript:;"), 3)

    assert told(first) == (f"{HOST}/channels/312_2.html", 3, False)
    assert told(middle) == (f"{HOST}/channels/312_3.html", 3, False)
    assert told(last) == (None, 3, False)
    assert first.total_items == 16


def test_pages_by_the_drop_down_list() -> None:
    first = read(BOXES + select(option(1, current=True), option(2), option(3)))
    middle = read(
        BOXES + select(option(1, value="/channels/312.html"), option(2, current=True), option(3)), 2
    )
    last = read(BOXES + select(option(1, value="/channels/312.html"), option(2), option(3, current=True)), 3)

    assert told(first) == (f"{HOST}/channels/312_2.html", 3, False)
    assert told(middle) == (f"{HOST}/channels/312_3.html", 3, False)
    assert told(last) == (None, 3, False)


def test_a_page_that_only_a_script_leads_to_is_told() -> None:
    listing = read(BOXES + select(option(1, current=True), option(2, value="javascript:go(2)")))

    assert told(listing) == (None, 2, True)


@pytest.mark.parametrize(
    "pages",
    [
        select(option(1), option(2)),
        select(option(1, current=True), option(3)),
        select(option(1, current=True), option(2, current=True)),
        "<!--" + select(option(1, current=True), option(2)) + "-->",
        select(option(1, current=True), option(2)).replace("</select>", ""),
        select(),
    ],
    ids=["no current", "not whole", "two current", "comment", "open", "none"],
)
def test_a_list_of_pages_that_is_none_says_nothing(pages: str) -> None:
    assert siteserver.pager(Page(URL, pages, "utf-8")) is None


def test_a_column_is_empty_only_where_it_says_so() -> None:
    pager = steps(1, 1, "javascript:;", items=0)

    assert read("<ul></ul>" + pager).shape == "empty"
    assert read("<ul></ul>").shape != "empty"
    assert read("<ul></ul>" + pager.replace("共 0 条", "共 4 条")).shape != "empty"


def test_a_neighbours_rows_do_not_fill_an_empty_column() -> None:
    listing = read("<ul></ul>" + steps(1, 1, "javascript:;", items=0), hot=True)

    assert listing.rows == ()


def test_a_column_of_pictures_with_further_pages_is_no_text() -> None:
    pages = select(option(1, current=True), option(2))

    assert read(PHOTOS + TEXT + pages, hot=False).shape != "article"
    assert read(TEXT, hot=False).shape == "article"
    assert read(TEXT + pages, content=77, hot=False).shape == "article"


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<script>var $pageInfo = {page: 1, total: 3};</script><script src="/_sitegray/_sitegray_d.js"></script>',
        '<script>createPageHTML(3, 0, "index", "html");</script>',
        '<link href="/SiteFiles/main.css" rel="stylesheet">',
    ],
)
def test_neighbours_are_not_taken(head: str) -> None:
    assert not siteserver.recognise(page(BOXES, url=URL, head=head))


@pytest.mark.parametrize("piece", [INFO.format(0)[:-20], '<select name="PageSelect_1">', "<option value="])
def test_hostile_pages_take_little_time(piece: str) -> None:
    begun = time.process_time()
    text = "<!--" + piece * (400_000 // len(piece))
    siteserver.recognise(Page(URL, text, "utf-8"))
    siteserver.pager(Page(URL, text, "utf-8"))

    assert time.process_time() - begun < 2
