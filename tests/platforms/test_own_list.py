"""The section's own list is found among others, and none of the others is taken for it."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

from datetime import date

import pytest

from gongkai.platforms import read_list
from tests.platforms.frames import FRAMES, HEADED, OTHER, framed
from tests.platforms.pages import DATES, TITLES, URL, URLS, page, rows
from tests.platforms.test_shapes import SHAPES

SEEN = date(2026, 4, 1)
FEW = {
    "one": (
        "<ul class='list'>" + rows('<li><a href="{url}">{title}</a><span>{date}</span></li>', 1) + "</ul>",
        1,
    ),
    "one-in-table": (
        "<table>"
        + rows('<tr><td>·</td><td><a href="{url}">{title}</a></td><td>{date}</td></tr>', 1)
        + "</table>",
        1,
    ),
    "one-block": (
        "<div>" + rows('<div class="x"><a href="{url}">{title}</a><i>{date}</i></div>', 1) + "</div>",
        1,
    ),
    "one-undated": ("<ul>" + rows('<li><a href="{url}">{title}</a></li>', 1) + "</ul>", 1),
    "all-undated": ("<ul>" + rows('<li><a href="{url}">{title}</a></li>') + "</ul>", 6),
    "no-addresses": (
        "<ul>" + rows('<li><a href="javascript:;">{title}</a><i>{date}</i></li>', 4) + "</ul>",
        4,
    ),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_in_every_template(shape: str, frame: str) -> None:
    listing = read_list(framed(frame, SHAPES[shape]), seen=SEEN)

    assert [(r.title, r.url, r.date) for r in listing.rows] == list(zip(TITLES, URLS, DATES, strict=True)), (
        listing.why
    )
    assert listing.section == "通知公告"


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("few", FEW)
def test_short_and_undated_lists(few: str, frame: str) -> None:
    body, count = FEW[few]
    listing = read_list(framed(frame, body), seen=SEEN)

    assert [row.title for row in listing.rows] == list(TITLES[:count]), listing.why


def test_rows_without_address_are_kept() -> None:
    body = "<ul>" + rows('<li><a href="javascript:;">{title}</a><span>{date}</span></li>', 3) + "</ul>"
    listing = read_list(page(body))

    assert [row.url for row in listing.rows] == [None, None, None]
    assert [row.date for row in listing.rows] == list(DATES[:3])


def test_some_rows_without_address() -> None:
    good = rows('<li><a href="{url}">{title}</a><span>{date}</span></li>', 5)
    bad = '<li><a href="javascript:void(0)">关于停水检修的通知公告</a><span>2025-12-30</span></li>'
    listing = read_list(page(f"<ul>{good}{bad}</ul>"))

    assert len(listing.rows) == 6
    assert (listing.rows[-1].title, listing.rows[-1].url) == ("关于停水检修的通知公告", None)


def test_pinned_rows_stand_first_and_are_marked() -> None:
    pinned = (
        '<li><a href="./202001/t20200102_7.html">[置顶]兰溪镇政府信息公开指南</a><span>2020-01-02</span></li>'
    )
    pictured = '<li><img alt="置顶" src="d.gif"><a href="./202001/t20200101_6.html">兰溪镇办事指南汇编</a><i>2020-01-01</i></li>'
    body = (
        "<ul>" + pinned + pictured + rows('<li><a href="{url}">{title}</a><span>{date}</span></li>') + "</ul>"
    )
    listing = read_list(page(body))

    assert [row.pinned for row in listing.rows] == [True, True, *[False] * 6]
    assert listing.rows[0].title == "兰溪镇政府信息公开指南"


def test_rows_of_other_hosts_and_files_are_rows() -> None:
    body = """<ul><li><a href="https://mp.weixin.qq.com/s/abcDEF">兰溪镇春季招聘活动安排</a><span>2026-03-01</span></li>
    <li><a href="//www.county.gov.cn/art/2026/2/3/art_1_2.html">县政府关于清明节放假的通知</a><span>2026-02-03</span></li>
    <li><a href="./P020260101.pdf">兰溪镇政府信息公开年度报告.pdf</a><span>2026-01-15</span></li></ul>"""
    listing = read_list(page(body))

    assert [row.url for row in listing.rows] == [
        "https://mp.weixin.qq.com/s/abcDEF",
        "http://www.county.gov.cn/art/2026/2/3/art_1_2.html",
        URL + "P020260101.pdf",
    ]


def test_column_menu_of_numbered_addresses_is_no_list() -> None:
    menu = "".join(
        f'<li><a href="../channels/{18100 + i}.html">{name}</a></li>'
        for i, name in enumerate("办公室 人事科 财务科 党办".split())
    )
    assert read_list(page(f"<ul>{menu}</ul>", hot=False)).shape != "list"


@pytest.mark.parametrize("frame", HEADED)
@pytest.mark.parametrize("body", ["", "<ul></ul>", "<p>本栏目由县政府统一发布。</p>"])
def test_nothing_else_fills_a_column_without_rows(frame: str, body: str) -> None:
    listing = read_list(framed(frame, body), seen=SEEN)

    assert listing.shape != "list", listing.why
    assert listing.rows == ()


def test_attachments_of_a_text_are_no_list() -> None:
    text = (
        "<p>" + "根据有关规定，现将兰溪镇政府信息公开指南公布如下，供公民、法人和其他组织查阅。" * 12 + "</p>"
    )
    files = '<p><a href="./P1.doc">附件1：政府信息公开申请表.doc</a></p><p><a href="./P2.doc">附件2：填表说明.doc</a></p>'
    assert read_list(page(f'<div class="TRS_Editor">{text}{files}</div>')).shape == "article"


def test_repeated_rows_count_once() -> None:
    twice = rows(
        '<li><a href="{url}">{title}</a><span>{date}</span></li><li class="m"><a href="{url}">{title}</a><span>{date}</span></li>'
    )
    assert len(read_list(page(f"<ul>{twice}</ul>")).rows) == 6


def test_dated_list_of_another_block_alone() -> None:
    listing = read_list(page(f"<h3>要闻动态</h3><ul>{OTHER}</ul>", heading=False, name="要闻动态"))
    assert len(listing.rows) == 12


def test_the_frame_of_a_text_is_no_list_of_two_rows() -> None:
    text = "".join(f"<p>{'根据有关规定，现将有关事项公告如下。' * 4}</p>" for _ in range(6))
    body = (
        '<div class="nowat">当前位置：<a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/tzgg/">通知公告</a></div>'
        f'<div id="main"><h1>关于搬迁的公告</h1><p>发布时间：2025-05-14</p>{text}<a href="./P1.doc">附件</a></div>'
    )
    listing = read_list(page(f"<div>{body}</div>", hot=False, side=False, heading=False))

    assert listing.shape == "article", listing.why


def test_names_of_columns_that_only_a_script_knows() -> None:
    shell = '<div class="crumb"><a href="/">首页</a> &gt; {{columnName}}</div><div id="app"></div>'
    listing = read_list(page(shell, heading=False, side=False, hot=False))
    titled = read_list(
        page(
            "",
            heading=False,
            title="兰溪镇人民政府政府信息公开平台",
            head='<meta name="SiteName" content="兰溪镇人民政府">',
        )
    )

    assert listing.section == "通知公告"
    assert titled.section == "政府信息公开"
