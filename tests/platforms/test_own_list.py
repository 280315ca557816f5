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


@pytest.mark.parametrize("others", [("要闻动态",), ("要闻动态", "部门信息")])
def test_a_block_with_a_list_of_another_column_is_no_row(others: tuple[str, ...]) -> None:
    box = "<div class='box'><h3>{}</h3><ul>{}</ul></div>"
    body = box.format("通知公告", "") + "".join(box.format(name, OTHER) for name in others)
    listing = read_list(page(body, heading=False, side=False))

    assert listing.shape != "list", listing.why


def test_an_index_of_sub_columns_is_no_list_and_not_empty() -> None:
    names = "部门预算 部门决算 财政收支 政府采购 三公经费 债务信息 绩效管理 惠民补贴".split()
    columns = "".join(f'<li><a href="./c{i}/">{name}</a></li>' for i, name in enumerate(names))

    assert read_list(page(f"<ul>{columns}</ul>", hot=False)).shape == "unknown"


def test_an_index_of_sub_columns_shows_but_one_columns_rows() -> None:
    box = '<div class="box"><h3><a href="./c{0}/">{1}</a></h3><ul>{2}</ul></div>'
    item = '<li><a href="./c{0}/202603/t2026031{1}_{0}{1}0.html">兰溪镇{2}第{1}号公示公告</a><span>2026-03-1{1}</span></li>'
    names = ("部门预算", "部门决算", "政府采购")
    boxes = [
        box.format(i, name, "".join(item.format(i, n, name) for n in range(3)))
        for i, name in enumerate(names)
    ]
    listing = read_list(page("".join(boxes), hot=False))

    assert len({row.title[3:7] for row in listing.rows}) <= 1


def test_rows_before_the_breadcrumb_are_not_the_columns() -> None:
    picture = '<tr><td class="lt">图片新闻</td></tr><tr><td><a href="show.asp?id=9901">专家指导水稻育秧</a></td></tr>'
    crumb = '<tr><td colspan="2">当前位置：<a href="/">首页</a> &gt;&gt; 通知公告</td></tr>'
    items = rows('<tr><td><a href="{url}">{title}</a></td><td>[{date}]</td></tr>')
    body = f'<table><tr><td width="200"><table>{picture}</table></td><td><table>{crumb}{items}</table></td></tr></table>'
    listing = read_list(page(body, heading=False, side=False, hot=False))

    assert [(r.title, r.date) for r in listing.rows] == list(zip(TITLES, DATES, strict=True)), listing.why


def test_a_ticker_is_no_list() -> None:
    ticker = "<marquee scrollamount=3>{}</marquee>"
    links = "".join(
        f'<a href="view.jsp?id={i}">关于征集{i}年政府民生实事项目的公告</a> ' for i in (2024, 2025)
    )
    text = (
        "<p>兰溪镇位于县城东部，辖区面积八十六平方公里，下辖十二个行政村，因境内产兰草而得名，历史悠久。</p>"
        * 2
    )

    assert read_list(page(ticker.format(links) + text, hot=False, side=False)).shape == "article"


def test_headlines_with_abstracts_and_plain_permalinks() -> None:
    post = (
        '<article><h2 class="entry-title"><a href="/?p={0}" rel="bookmark">{1}</a></h2><div><p>{1}，活动取得圆满成功。'
        '<a href="/?p={0}">阅读全文</a></p></div></article>'
    )
    posts = "".join(post.format(70 - i, title) for i, title in enumerate(TITLES))
    body = f"<h1>分类：通知公告</h1>{posts}"
    listing = read_list(page(body, heading=False, side=False, hot=False))

    assert [row.title for row in listing.rows] == list(TITLES), listing.why
    assert listing.section == "通知公告"


@pytest.mark.parametrize(
    "crumb",
    [
        '<div class="lj">首页 &gt; <a href="/xwdt/">新闻动态</a> &gt; <a href="/xwdt/tz/">通知公告</a></div>',
        '<div class="posi"><a href="/g/">公开目录</a> &gt; <a href="/g/c/">县财政局</a> &gt; <span>通知公告</span></div>',
    ],
)
def test_a_breadcrumb_by_its_shape_goes_before_the_sites_name(crumb: str) -> None:
    head = '<div class="top-box"><h1>兰溪镇人民政府</h1><div class="column">领导信箱</div></div>'
    items = rows('<li><a href="{url}">{title}</a><span>{date}</span></li>')
    listing = read_list(page(f"{head}{crumb}<ul>{items}</ul>", heading=False, title="兰溪镇人民政府"))

    assert listing.section == "通知公告"


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


CARDS = {
    "link-of-its-own": '<a href="{url}"><img src="v.jpg"><b>01:15</b></a><h5><a href="{url}">{title}</a></h5><p>{date}</p>',
    "in-one-link": '<a href="{url}"><img src="v.jpg"><b>1:01:15</b><span>{title}</span></a><p>{date}</p>',
    "in-the-attribute": '<a href="{url}" title="{title}"><img src="v.jpg"><b>01:15</b></a><p>{date}</p>',
    "beside-the-link": '<a href="{url}"><img src="v.jpg"><b>01:15</b></a><h5>{title}</h5><p>{date}</p>',
}


@pytest.mark.parametrize("card", CARDS)
def test_how_long_a_video_plays_is_no_title(card: str) -> None:
    listing = read_list(page(f"<div>{rows(f'<div class=v>{CARDS[card]}</div>')}</div>", hot=False))

    assert [row.title for row in listing.rows] == list(TITLES)
    assert [row.date for row in listing.rows] == list(DATES)


def test_guides_without_dates_are_rows_beside_what_can_be_done_with_them() -> None:
    matters = ("食品经营许可证核发", "公共场所卫生许可", "临时救助对象认定", "农药经营许可", "居住证首次申领")
    row = '<div class="item"><a href="guide.html?itemCode=11330000{i}0Y">{name}</a><span><a href="/apply?c={i}">在线办理</a><a href="guide.html?itemCode=11330000{i}0Y#cl">材料</a><a href="javascript:collect({i})">收藏</a></span></div>'
    body = "".join(row.format(i=i, name=name) for i, name in enumerate(matters))
    listing = read_list(page(f"<div>{body}</div>", name="办事指南", hot=False))

    assert [found.title for found in listing.rows] == list(matters)


def test_a_menu_by_codes_of_departments_is_no_list() -> None:
    row = '<li><a href="list.html?deptCode=1133000000{i}">{name}</a></li>'
    names = ("财政局", "教育局", "民政局", "住房和城乡建设局", "人力资源和社会保障局")
    body = "".join(row.format(i=i, name=name) for i, name in enumerate(names))

    assert read_list(page(f"<ul>{body}</ul>", name="部门信息公开", hot=False)).shape == "unknown"


@pytest.mark.parametrize("home", ['<a href="/">网站首页</a><span>></span>', ""])
def test_a_breadcrumb_made_like_the_rows_is_no_row(home: str) -> None:
    crumb = f'{home}<a href="/zwgk.html">政务公开</a><span>></span><a href="/gs.html">公示</a><span>></span><a href="/tz.html">通知公告</a>'
    items = rows('<div><a href="/show-{i}.html">{title}</a><p>{date}</p></div>')
    body = f'<div id="tit"><div class="d1">通知公告</div><div class="d2">{crumb}</div></div><div id="con">{items}</div>'
    listing = read_list(page(body, heading=False, side=False, hot=False))

    assert [(r.title, r.date) for r in listing.rows] == list(zip(TITLES, DATES, strict=True)), listing.why
    assert listing.section == "通知公告"


def test_rows_with_signs_between_them_are_no_breadcrumb() -> None:
    items = [f'<a href="/info/1035/{i}.htm">兰溪镇第{i}号公告</a>' for i in (11, 12, 13, 14)]
    listing = read_list(page(f"<div>{'<br>&gt;'.join(items)}</div>", side=False, hot=False))

    assert len(listing.rows) == 4, listing.why
