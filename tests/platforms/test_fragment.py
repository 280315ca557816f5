"""A piece of markup that a service answers with: every record is a row, and a whole page is none."""

from __future__ import annotations

import time

import pytest

from gongkai.base.values import Ask, Page, Row
from gongkai.platforms import fragment
from tests.platforms.pages import HOST, TITLES, URL, URLS, page, rows

SERVICE = f"{HOST}/site/label/8?pageIndex=1"


ASKED = Ask(SERVICE, shown_in=URL)


def _read(markup: str, asked: Ask | None = ASKED) -> tuple[Row, ...]:
    return fragment.read(Page(SERVICE, markup, "utf-8", asked=asked), markup, None)


@pytest.mark.parametrize(
    "template",
    [
        '<li><a href="{url}">{title}</a><span>{date}</span></li>',
        '<tr><td><a href="{url}">{title}</a></td><td>{date}</td></tr>',
        '<dd><a href="{url}">{title}</a><i>{date}</i></dd>',
        '<p><a href="{url}">{title}</a> [{date}]</p>',
        '<div class="lb"><a href="{url}">{title}</a><b>{date}</b></div>',
        '<a href="{url}">{title} {date}</a>',
    ],
)
def test_every_kind_of_record_is_read_in_the_order_of_the_answer(template: str) -> None:
    frame = "<table>{}</table>" if template.startswith("<tr") else "<div>{}</div>"
    found = _read(frame.format(rows(template)))

    assert [row.title.removesuffix(f" {row.date}") for row in found] == list(TITLES)
    assert [row.url for row in found] == list(URLS)
    assert found[0].date == "2026-03-19"


def test_a_single_row_and_rows_without_dates_are_rows() -> None:
    assert len(_read(rows('<li><a href="{url}">{title}</a></li>', 1))) == 1
    assert len(_read(rows('<li><a href="{url}">{title}</a></li>'))) == 6


def test_a_record_of_several_links_is_one_row() -> None:
    made = rows(
        '<li><a href="/zwgk/">[公告]</a><a href="{url}">{title}</a><a href="{url}"></a><b>{date}</b></li>'
    )

    assert len(_read(f"<ul>{made}</ul>")) == 6


def test_links_are_relative_to_the_columns_page_or_to_the_address_itself() -> None:
    made = '<li><a href="./a/1234.html">关于防汛备汛工作的通知</a></li>'

    assert _read(made)[0].url == URL + "a/1234.html"
    assert _read(made, None)[0].url == HOST + "/site/label/a/1234.html"


@pytest.mark.parametrize(
    "markup",
    ["", "暂无信息", "<ul></ul>", "<li>关于防汛的通知</li>", "\x00", "{}", "<a>", "<li><a href='/a'></a>"],
)
def test_without_links_there_are_no_rows(markup: str) -> None:
    assert _read(markup) == ()


def test_a_whole_page_is_read_as_a_page_without_its_menu() -> None:
    listed = page("<ul>" + rows('<li><a href="{url}">{title}</a><span>{date}</span></li>') + "</ul>").text

    assert _read(page("<p>系统繁忙</p>").text) == ()
    assert [row.title for row in _read(listed)] == list(TITLES)


def test_a_row_whose_link_leads_nowhere_has_no_address() -> None:
    assert [
        row.url for row in _read("<li><a href='javascript:;'>关于防汛的通知</a><b>2026-01-02</b></li>")
    ] == [None]


LINK = "<a href='/a/1234.html'>关于做好防汛备汛工作的通知</a>"
HOSTILE = {
    "items": f"<li>{LINK}2026-01-02</li>" * 20_000,
    "links": LINK * 20_000,
    "cells": f"<table>{'<tr><td>' + LINK + '</td><td>2026-01-02</td></tr>'}" * 9_000,
    "links of one record": "<li>" + LINK * 20_000 + "</li>",
    "deep records": f"<ul><li>{LINK}" * 1_900,
    "deep frames": f"<div>{LINK}" * 3_900,
    "texts": f"<li>{LINK}{'字' * 50_000}</li>" * 20,
    "open items": "<li" * 300_000,
    "too many": "<li>" * 400_000,
    "brackets": f"<li>{LINK}{'【' * 100_000}</li>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pieces_take_bounded_time(name: str) -> None:
    started = time.process_time()
    found = _read(HOSTILE[name])

    assert len(found) <= 3_000
    assert time.process_time() - started < 3
