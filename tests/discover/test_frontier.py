"""Which links are followed, what a page comes to, whose it is: pure."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.base.values import Listing, Page, Row
from gongkai.config import load
from gongkai.discover.candidates import Candidate, Look, propose, settled
from gongkai.discover.frontier import Linked, Way, column_like, key, links_of, worth
from gongkai.discover.unitnames import Body, body, innermost, owner
from gongkai.platforms.tree import build

BASE = "https://www.example.invalid/"
CATEGORIES = load(None).categories


def promise(name: str, address: str, *, menu: bool = False, dated: bool = False) -> float:
    return worth(Linked(BASE + address, name, menu, dated), CATEGORIES)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("政府信息公开指南", "zwgk/zn/"),
        ("财政预决算", "col/col12/index.html"),
        ("办公室", "channels/18106.html"),
        ("青石街道", "qs/"),
        ("", "channels/18287.html"),
        ("网站地图", "wzdt.html"),
    ],
)
def test_followed(name: str, address: str):
    assert promise(name, address) > 0


@pytest.mark.parametrize(
    ("name", "address", "dated"),
    [
        ("首页", "index.html", False),
        ("登录", "login/", False),
        ("2", "zwgk/index_1.html", False),
        ("...", "channels/18106_10.html", False),
        ("公开指南", "zn.pdf", False),
        ("青石街道关于开展2026年安全生产大检查的通知", "202602/t20260201_1.html", False),
        ("通知公告", "202602/t20260201_1.html", True),
        ("公示一", "202602/t20260201_1.html", True),
    ],
)
def test_not_followed(name: str, address: str, dated: bool):
    assert promise(name, address, dated=dated) <= 0


def test_names_of_categories_go_before_others():
    assert promise("通知公告", "tzgg/", menu=True) > promise("走进云岭", "zjyl/", menu=True) > 0


def test_a_fragment_names_a_column_of_an_application_and_nothing_else():
    assert key(f"{BASE}gkmlpt/index#20765") != key(f"{BASE}gkmlpt/index#20766")
    assert key(f"{BASE}tzgg/index.html#top") == key(f"{BASE}tzgg/")


def test_links_with_their_place_and_pictures():
    html = (
        """<div class="nav"><a href="/zwgk/">政务公开</a></div><div class="box"><a href="/tzgg/">更多&gt;</a>
    <ul><li><a href="/1.html">关于检查</a><span>2026-02-01</span></li></ul>
    <a href="channels/5.html"><img alt="应急管理"></a><a href="/x.html"><img></a></div>"""
        + "<p>文字</p>" * 9
    )
    found = links_of(Page(BASE, html, "utf-8"), build(html))
    assert found == (
        Linked(f"{BASE}zwgk/", "政务公开", True, False),
        Linked(f"{BASE}tzgg/", "", False, False),
        Linked(f"{BASE}1.html", "关于检查", False, True),
        Linked(f"{BASE}channels/5.html", "应急管理", False, False),
    )


@pytest.mark.parametrize(
    ("address", "expected"), [("zwgk/tzgg/", True), ("channels/1.html", True), ("content/post_1.html", False)]
)
def test_addresses_of_columns(address: str, expected: bool):
    assert column_like(BASE + address) is expected


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("青石街道办事处", "subdistrict"),
        ("柳湾镇", "township"),
        ("云岭区教育局", "department"),
        ("云岭区人民政府", "district"),
        ("各街道", None),
        ("街道乡镇", None),
        ("通知公告", None),
    ],
)
def test_names_of_bodies(name: str, level: str | None):
    found = body(name)
    assert (found.level if found else None) == level


def test_whose_page_it_is():
    html = "<title>通知公告-云岭区青石街道办事处</title><p>主办单位：云岭区人民政府办公室</p>"
    assert owner(build(html)) == Body("云岭区青石街道办事处", "subdistrict")
    assert owner(build("<title>首页</title><p>版权所有：云岭区教育局 联系我们</p>")) == Body(
        "云岭区教育局", "department"
    )
    assert owner(build("<title>首页</title>")) is None


def test_bodies_below_a_district_alone_are_units():
    names = ("政务公开", "青石街道", "通知公告")
    assert innermost(names, Body("云岭区人民政府", "district")) == Body("青石街道", "subdistrict")
    assert innermost(("云岭区教育局",), Body("青石街道办事处", "subdistrict")) is None


def look(rows: tuple[Row, ...], **told: Any) -> Look:
    return Look(f"{BASE}tzgg/", Listing("generic", "list", rows=rows, **told))


def proposed(found: Look, name: str = "通知公告") -> Candidate | None:
    return propose(found, Way(found.url, name, (name,)), None, CATEGORIES)


def row(number: int, day: str | None = None, folder: str = "tzgg") -> Row:
    return Row(f"第{number}号通知", f"{BASE}{folder}/{number}.html", day)


def test_a_section_with_its_rhythm():
    found = proposed(look(tuple(row(n, f"2026-02-{1 + 3 * n:02}") for n in range(6))))
    assert found is not None
    assert (found.category, found.confidence, found.newest, found.every) == ("notice", 1.0, "2026-02-16", 3)
    assert found.doubts == ()


def test_what_is_unsure_is_said():
    found = proposed(look((row(1), row(2)), section="云岭风采"), "走进云岭")
    assert found is not None
    assert found.doubts == ("链接写作“走进云岭”，页面自称“云岭风采”", "从名称认不出类别", "条目没有日期")


def test_a_page_of_columns_is_no_section():
    columns = tuple(Row(name, f"{BASE}channels/{n}.html") for n, name in enumerate(("人事科", "财务科")))
    assert proposed(look(columns)) is None


def test_a_page_of_text_is_one_where_its_name_is_a_category():
    text = Look(f"{BASE}zn/", Listing("generic", "article"))
    assert proposed(text, "政府信息公开指南") is not None
    assert proposed(text, "走进云岭") is None


def test_what_only_gathers_others_is_left_out():
    parts = [look(tuple(row(n, "2026-02-01", folder) for n in (1, 2))) for folder in ("a", "b")]
    whole = look(tuple(one for part in parts for one in part.listing.rows))
    found = [
        proposed(one, name)
        for one, name in ((whole, "公开目录"), (parts[0], "通知公告"), (parts[1], "政府采购"))
    ]
    kept = settled([one for one in found if one is not None])
    assert [one.name for one in kept] == ["通知公告", "政府采购"]
