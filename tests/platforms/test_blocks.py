"""Blocks of one column are one list, blocks of several columns and hidden panes are not."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import pytest

from gongkai.platforms import read_list
from tests.platforms.pages import TITLES, page, rows

LI = '<li><a href="{url}">{title}</a><span>{date}</span></li>'
HALVES = (rows(LI, 3), rows(LI)[len(rows(LI, 3)) :])
BLOCK = '<div class="box"><div class="tit"><h4>{}</h4><a href="./{}/" class="more">更多&gt;&gt;</a></div><ul class="l">{}</ul></div>'


def _blocks(names: tuple[str, str]) -> str:
    return "".join(
        BLOCK.format(name, i, half) for i, (name, half) in enumerate(zip(names, HALVES, strict=True))
    )


@pytest.mark.parametrize(
    "names",
    [
        ("2025年度", "2024年度"),
        ("2026年3月", "2026年2月"),
        ("2026-03", "2026-02"),
        ("下半年", "上半年"),
        ("2026年（3）", "2025年（共3条）"),
        ("国家层面", "省级层面"),
        ("省级文件", "县级文件"),
        ("本级通知公告", "部门通知公告"),
    ],
)
def test_years_levels_and_the_columns_own_name_divide_a_column(names: tuple[str, str]) -> None:
    listing = read_list(page(_blocks(names), hot=False))

    assert [row.title for row in listing.rows] == list(TITLES), listing.why
    assert "2 块同属本栏目" in listing.why
    assert next(origin.value for origin in listing.origins if origin.field == "items") == f"{len(TITLES)} 行"


@pytest.mark.parametrize("names", [("政策文件", "财政信息"), ("2025年度", "财政信息"), ("", "")])
def test_other_columns_do_not(names: tuple[str, str]) -> None:
    assert [row.title for row in read_list(page(_blocks(names), hot=False)).rows] == list(TITLES[:3])


@pytest.mark.parametrize(("names", "count"), [(("拍卖公告", "招标公告"), 3), (("公告", "公告"), 6)])
def test_a_short_name_divides_a_column_only_by_itself(names: tuple[str, str], count: int) -> None:
    assert len(read_list(page(_blocks(names), name="公告", hot=False)).rows) == count


def test_headings_and_lists_in_turn() -> None:
    body = f"<div><h4>2026年</h4><ul class='l'>{HALVES[0]}</ul><h4>2025年</h4><ul class='l'>{HALVES[1]}</ul></div>"

    assert len(read_list(page(body, hot=False)).rows) == len(TITLES)


def test_months_are_neither_the_columns_name_nor_another_column() -> None:
    turns = "".join(f"<h4>2026年{3 - i}月</h4><ul>{half}</ul>" for i, half in enumerate(HALVES))
    apart = f"<div class='bn'><h1>通知公告</h1><p>县政府办公室编</p></div><div class='lst'>{turns}</div>"
    listing = read_list(page(apart, hot=False, heading=False))

    assert len(listing.rows) == len(TITLES), listing.why
    assert listing.section == "通知公告"


def test_months_as_terms_before_their_rows() -> None:
    turns = "".join(
        f"<dl><dt>2026年{3 - i}月</dt>{half.replace('li>', 'dd>')}</dl>" for i, half in enumerate(HALVES)
    )

    assert len(read_list(page(turns, hot=False)).rows) == len(TITLES)


def test_months_to_fold() -> None:
    turns = "".join(
        f"<h4><a href='javascript:;'>2026年{3 - i}月</a><i>展开</i></h4><ul>{half}</ul>"
        for i, half in enumerate(HALVES)
    )

    assert len(read_list(page(turns, hot=False)).rows) == len(TITLES)


def test_issues_without_dates_beside_their_files() -> None:
    issue = '<li><a href="/zfgb/{y}/{i}/index.shtml">兰溪镇人民政府公报{y}年第{i}期</a><a href="/zfgb/{y}/{i}.pdf">下载PDF</a></li>'
    years = "".join(
        f"<h4>{y}年</h4><ul>{''.join(issue.format(y=y, i=i) for i in range(1, 7))}</ul>" for y in (2023, 2022)
    )
    listing = read_list(page(f"<div>{years}</div>", name="政府公报", hot=False))

    assert [row.title for row in listing.rows] == [
        f"兰溪镇人民政府公报{y}年第{i}期" for y in (2023, 2022) for i in range(1, 7)
    ]


def test_a_year_to_choose_is_not_the_columns_name() -> None:
    years = '<div><a href="?year=2026">2026</a><a class="cur" href="?year=2025">2025</a></div>'
    listing = read_list(page(f"{years}<ul>{rows(LI)}</ul>", title="通知公告", heading=False, side=False))

    assert listing.section == "通知公告"


PANES = {
    "style": ('<div class="tab-pane">', '<div class="tab-pane" style="display:none">'),
    "mark": ('<div class="tab-pane active">', '<div class="tab-pane">'),
    "holder": ("<div>", '<div style="display: none">'),
}


@pytest.mark.parametrize("name", PANES)
def test_a_pane_that_is_not_shown_is_another_columns(name: str) -> None:
    shown, hidden = PANES[name]
    body = f'<div class="tab-bd">{shown}<ul>{HALVES[0]}</ul></div>{hidden}<ul>{HALVES[1]}</ul></div></div>'

    assert [row.title for row in read_list(page(body)).rows] == list(TITLES[:3])


def test_a_pane_is_another_columns_however_many_stand_before_it() -> None:
    others = '<div class="tab-bd"><div class="tab-pane">甲</div><div class="tab-pane" style="display:none">乙</div></div>'
    shown, hidden = PANES["style"]
    body = f'<div class="tab-bd">{shown}<ul>{HALVES[0]}</ul></div>{hidden}<ul>{HALVES[1]}</ul></div></div>'

    assert [row.title for row in read_list(page(others * 61 + body)).rows] == list(TITLES[:3])
    assert [
        row.title
        for row in read_list(page(others * 61 + f"<marquee><ul>{HALVES[1]}</ul></marquee>{body}")).rows
    ] == list(TITLES[:3])


def test_parts_that_a_script_shows_in_turn_are_no_panes() -> None:
    body = f'<div class="list"><ul>{HALVES[0]}</ul><ul style="display:none">{HALVES[1]}</ul></div>'

    assert len(read_list(page(body)).rows) == len(TITLES)


TWO = '<div class="hd">{}</div><div class="list"><ul>{}</ul><ul style="display: none">{}</ul></div>'
HEADS = {
    "menu": (
        "<ul><li class='on'><a href='./a/'>通知公告</a></li><li><a href='./b/'>结果公示</a></li></ul><a>更多</a>",
        3,
    ),
    "no-menu": ("<p>本栏目按月更新</p>", 6),
    "menu-of-others": ("<ul><li>通知公告</li><li>结果公示</li><li>政策解读</li></ul>", 6),
    "breadcrumb": ("<span><a href='/'>首页</a><a href='./'>通知公告</a></span>", 6),
    "pager": ("<span><a href='#'>上一页</a><a href='#'>下一页</a></span>", 6),
    "heads-of-columns": ("<b>文件标题</b><b>发布日期</b>", 6),
    "parts-by-number": ("<b>第1部分</b><b>第2部分</b>", 6),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_hidden_block_is_another_columns_where_a_menu_switches_them(name: str) -> None:
    heads, count = HEADS[name]
    listing = read_list(page(TWO.format(heads, *HALVES), hot=False))

    assert [row.title for row in listing.rows] == list(TITLES[:count])


def test_two_shown_blocks_beside_a_hidden_one_are_no_panes() -> None:
    heads = "<b>通知公告</b><b>结果公示</b><b>政策解读</b>"
    body = TWO.format(heads, HALVES[0], HALVES[1]).replace("<ul style", "<ul></ul><ul style")

    assert len(read_list(page(body, hot=False)).rows) == len(TITLES)
