"""Columns of a table by number: which table, which lines, which cells."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import re

from gongkai.base.wanted import Selectors
from gongkai.platforms import read_list
from tests.platforms.pages import DATES, TITLES, URLS, page, rows

HEAD = "<tr><td>序号</td><td>名称</td><td>成文日期</td><td>发布日期</td><td>操作</td></tr>"
LINES = rows(
    '<tr><td>{i}</td><td>{title}</td><td>2019-01-01</td><td>{date}</td><td><a href="{url}">查看</a></td></tr>',
    3,
)
TABLE = f"<table>{HEAD}{LINES}</table>"
MENU = (
    "<table>"
    + "".join(
        f'<tr><td><a href="/{n}/">栏目{n}</a></td><td><a href="/b{n}/">专栏{n}</a></td></tr>'
        for n in range(9)
    )
    + "</table>"
)
CHOSEN = Selectors(title_column=2, link_column=5, date_column=4)


def read(html: str, chosen: Selectors = CHOSEN):
    listing = read_list(page(html), selectors=chosen)
    return listing.shape, [(row.title, row.url, row.date) for row in listing.rows]


WHOLE = ("list", list(zip(TITLES[:3], URLS[:3], DATES[:3], strict=True)))


def test_every_column() -> None:
    assert read(MENU + TABLE + MENU) == WHOLE


def test_a_table_around_the_table() -> None:
    cells = "".join(f"<td><a href='/x{n}'>甲{n}</a></td>" for n in range(4))
    assert read(f"<table><tr>{cells}<td>{TABLE}</td></tr></table>") == WHOLE


def test_the_link_is_in_the_titles_column_unless_said() -> None:
    table = (
        "<table>"
        + rows(
            '<tr><td><a href="/no.html">{i}</a></td><td>[置顶]<a href="{url}" title="{title}">短</a></td><td>{m}-{d}</td></tr>',
            3,
        )
        + "</table>"
    )
    shape, found = read(table, Selectors(title_column=2, date_column=3))
    assert (shape, [(title, url) for title, url, _ in found]) == (
        "list",
        list(zip(TITLES[:3], URLS[:3], strict=True)),
    )


def test_cells_that_span_columns_and_lines_stand_in_each() -> None:
    table = (
        "<table>"
        + f'<tr><td rowspan="2">一</td><td colspan="2"><a href="/a1.html">关于甲的通知</a></td><td rowspan="2">{DATES[0]}</td></tr>'
        + '<tr><td>乙</td><td><a href="/a2.html">关于乙的通知</a></td></tr>'
        + "</table>"
    )
    shape, found = read(table, Selectors(title_column=3, date_column=4))
    assert (shape, [(title, day) for title, _, day in found]) == (
        "list",
        [("关于甲的通知", DATES[0]), ("关于乙的通知", DATES[0])],
    )


def test_spans_that_are_none_do_no_harm() -> None:
    wild = TABLE.replace("<td>", '<td colspan="x" rowspan="0">', 4)
    assert read(wild)[0] == "list"
    assert read(TABLE.replace("<td>", '<td colspan="99999999" rowspan="-1">')) == WHOLE
    assert read(TABLE.replace("<td>", '<td colspan="99999" rowspan="99999">'))[0] == "unknown"


def test_rows_by_css_and_columns_within() -> None:
    both = TABLE.replace("<table>", "<table id='a'>") + TABLE.replace("<table>", "<table id='b'>").replace(
        ".html", "x.html"
    )
    shape, found = read(both, Selectors(rows="#b tr", title_column=2, link_column=5, date_column=4))
    assert (shape, [url for _, url, _ in found]) == (
        "list",
        [url.replace(".html", "x.html") for url in URLS[:3]],
    )


def test_columns_of_what_is_no_table_are_the_elements_right_within() -> None:
    markup = (
        "<ul>"
        + rows('<li class="r"><i>{i}</i><span><a href="{url}">{title}</a></span><em>{date}</em></li>', 3)
        + "</ul>"
    )
    assert read(markup, Selectors(rows="li.r", title_column=2, date_column=3)) == WHOLE


def test_css_for_one_field_and_a_column_for_another() -> None:
    assert read(TABLE, Selectors(title_column=2, link="td a", date_column=4)) == WHOLE


def test_a_column_that_no_table_has_is_not_understood() -> None:
    listing = read_list(page(TABLE), selectors=Selectors(title_column=2, date_column=9))
    assert (listing.shape, listing.rows, listing.next) == ("unknown", (), None)
    assert "0 行" in listing.why


def test_an_empty_column_stays_empty() -> None:
    assert read(f"<table>{HEAD}</table><p>暂无信息</p>") == ("empty", [])


def test_a_link_column_without_a_link_leads_nowhere() -> None:
    gone = re.sub("<a [^>]*>查看</a>", "查看", TABLE, count=1)
    shape, found = read(gone)
    assert (shape, found[0]) == ("list", (TITLES[0], None, DATES[0]))
