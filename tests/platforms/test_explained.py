"""Where every field of a listing came from: the origins say what the listing says."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import pytest

from gongkai.base.choice import Origin
from gongkai.base.values import Listing, Page
from gongkai.base.wanted import Selectors
from gongkai.platforms import read_list
from tests.platforms.frames import framed
from tests.platforms.pages import page, rows

LIST = "<ul>" + rows('<li><a href="{url}">{title}</a><span>{date}</span></li>') + "</ul>"
META = '<meta name="ColumnName" content="公告栏">'
OBJECTS = (
    "<script>var items = ["
    + rows('{{"title":"{title}","url":"{url}","pubDate":"{date}"}},')
    + '];{"total":41}</script>'
)
JPAAS = '<div count="386" rows="6" pageNo="1" queryData="{\'webId\':\'8\'}" url="/jpaas-publish-server/front/page/build/unit">'

PLACES: dict[str, tuple[Page, dict[str, str]]] = {
    "printed": (
        page(LIST + "<div class='page'>共 123 条 第 1/13 页 <a href='index_1.html'>下一页</a></div>"),
        {"next_url": "“下一页”链接", "total_pages": "分页处文字", "total_items": "分页处文字"},
    ),
    "numbers": (
        page(LIST + "<div class='page'><b>1</b><a href='i_2.html'>2</a>…<a href='i_9.html'>9</a></div>"),
        {"next_url": "当前页码之后的页码链接", "total_pages": "分页处末页的页码", "total_items": ""},
    ),
    "variables": (
        page(LIST + "<script>var p={currentPage:1,pageCount:31,totalRecord:455};function g(i){location.href='i_'+i+'.html';}</script>"),
        {"next_url": "翻页脚本", "total_pages": "脚本变量", "total_items": "脚本变量"},
    ),
    "laypage": (
        page(LIST + "<script>layui.laypage.render({elem:'p', limit:15, count:218})</script>"),
        {"next_url": "", "total_pages": "", "total_items": "laypage 选项"},
    ),
    "trs": (
        page(LIST + "<script>createPageHTML('d',10, 1,'l','html',200);</script>"),
        dict.fromkeys(("next_url", "total_pages", "total_items"), "createPageHTML 调用"),
    ),
    "trs-variables": (
        page(LIST + "<script>var currentPage = 0; var countPage = 13; x(\"index\" + \"_\" + nextPage + \".html\")</script>"),
        {"next_url": "currentPage、countPage 变量", "total_pages": "currentPage、countPage 变量", "total_items": ""},
    ),
    "vsb": (
        page(LIST + '<span class="p_no_d">1</span><span class="p_no"><a href="tzgg/1.htm">20</a></span><span class="p_next"><a href="tzgg/19.htm">下页</a></span><span class="p_last"><a href="tzgg/1.htm">尾页</a></span>'),
        {"next_url": "分页链接 p_next", "total_pages": "分页处最大的页码 p_no", "total_items": ""},
    ),
    "jpaas": (
        page(JPAAS + LIST + "</div>"),
        {"total_pages": "", "total_items": "列表元素的 count"},
    ),
    "objects": (
        page(OBJECTS),
        {"items": "脚本中的对象数组或 XML 条目", "total_pages": "", "total_items": "脚本数据中的总数"},
    ),
    "empty": (
        page("<ul></ul><div class='page'>共 0 条</div>"),
        {"items": "", "next_url": "", "total_pages": "", "total_items": "分页处文字"},
    ),
}  # fmt: skip


def _origins(listing: Listing) -> dict[str, Origin]:
    return {origin.field: origin for origin in listing.origins}


@pytest.mark.parametrize("name", PLACES)
def test_where_each_field_was_found(name: str) -> None:
    shown, expected = PLACES[name]
    told = _origins(read_list(shown))

    assert {field: told[field].place for field in expected} == expected


@pytest.mark.parametrize("name", PLACES)
def test_origins_say_what_the_listing_says(name: str) -> None:
    listing = read_list(PLACES[name][0])
    told = _origins(listing)
    totals = {"total_pages": listing.total_pages, "total_items": listing.total_items}

    assert told["items"].value == f"{len(listing.rows)} 行"
    assert told["section"].value == listing.section
    assert told["next_url"].value == listing.next_url
    for field, total in totals.items():
        assert told[field].value == (None if total is None else str(total))
    for origin in listing.origins:
        assert bool(origin.place) == (origin.value not in (None, "0 行"))


@pytest.mark.parametrize(
    ("shown", "name", "place"),
    [
        (page(LIST), "通知公告", "标题"),
        (page(LIST, heading=False, side=False, head=META), "公告栏", "meta ColumnName"),
        (page("<h2>政务公开</h2>" + LIST, name="公示公告"), "公示公告", "面包屑"),
        (page(LIST, heading=False, side=False, title="通知公告_兰溪镇人民政府"), "通知公告", "<title>"),
    ],
)
def test_where_the_columns_name_stands(shown: Page, name: str, place: str) -> None:
    told = _origins(read_list(shown))["section"]

    assert (told.value, told.place) == (name, place)


def test_a_tag_that_names_the_column_above_yields_to_breadcrumb_and_title() -> None:
    crumb = "<div>当前位置：<a href='/zw/'>公告栏</a>&gt;<a href='/zw/td/'>土地供应</a></div>"
    document = (
        f"<html><head><title>土地供应-兰溪镇人民政府</title>{META}</head><body>{crumb}{LIST}</body></html>"
    )
    listing = read_list(Page("http://www.lanxi.example/zw/td/", document, "utf-8"))

    assert listing.section == "土地供应"


def test_other_names_are_told_with_the_reason() -> None:
    listing = read_list(page(LIST, heading=False, head=META))
    rejected = _origins(listing)["section"].rejected

    assert ("通知公告", "<title>", "另有更可靠的出处") in [(r.value, r.place, r.against) for r in rejected]


def test_lists_passed_over_are_told_with_their_reason() -> None:
    blocks = "<div class='box'><h3>{}</h3><ul>{}</ul></div>"
    items = rows('<li><a href="{url}">{title}</a><span>{date}</span></li>')
    other = read_list(
        page(blocks.format("通知公告", "") + blocks.format("要闻动态", items), heading=False, side=False)
    )
    lesser = _origins(read_list(framed("longer-list-after", LIST)))["items"].rejected

    assert other.shape != "list"
    assert {r.against for r in _origins(other)["items"].rejected} >= {"在另一个标题之下，是别的栏目的列表"}
    assert "得分较低" in {r.against for r in lesser}
    assert all(r.value and r.place for r in lesser)


def test_the_operators_selectors_are_told_as_such() -> None:
    shown = page(LIST + "<div class='page'><a class='n' href='i_2.html'>后</a></div>")
    told = _origins(read_list(shown, selectors=Selectors(rows="ul li:has(span)", next="a.n")))
    none = _origins(read_list(shown, selectors=Selectors(rows="b.no")))

    assert (told["items"].value, told["items"].place) == ("6 行", "选择器 rows")
    assert told["next_url"].place == "选择器 next"
    assert (none["items"].value, none["next_url"].value) == ("0 行", None)


def test_links_of_a_text_are_told_as_such() -> None:
    text = (
        "<p>" + "根据有关规定，现将兰溪镇政府信息公开指南公布如下，供公民、法人和其他组织查阅。" * 12 + "</p>"
    )
    files = "".join(
        f'<p><a href="./P{i}.doc">附件{i}：政府信息公开申请表和填表说明.doc</a></p>' for i in range(1, 5)
    )
    listing = read_list(page(f"<div class='TRS_Editor'>{text}{files}</div>", hot=False))

    assert listing.shape == "article"
    assert _origins(listing)["items"].rejected[0].against == "是正文中的链接，不是栏目的列表"
