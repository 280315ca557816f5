"""Site files that are written, and additions that leave what an operator wrote as it is."""

from __future__ import annotations

import tomllib

import pytest

from gongkai.base.errors import UsageError
from gongkai.config import SiteConfig
from gongkai.config.sitewriter import (
    NewSection,
    NewSite,
    NewUnit,
    section_id,
    site_id,
    site_text,
    with_sections,
)

KEPT = """# 青石街道，2026 年起看
id = 'qs'          # 不要改
name = "青石街道"
home_url = "https://www.example.invalid/"

[[sections]]
id   =  "gzdt"
name = '工作动态'  # 街道的
url = "gzdt/"
[sections.selectors]
rows = "ul.list > li"

[[units]]
id = "qs"
name = "青石街道"
level = "subdistrict"

[[tls]]
host = "www.example.invalid"
legacy = true
because = "2026-01 张三：旧服务器"
"""
ADDED = NewSection("tzgg", "通知公告", "/tzgg/", {"category": "notice"}, ("存疑：\n[[sections]]\x07",))


def test_a_new_file_is_a_valid_site():
    unit = NewUnit("qs", "青石街道", "subdistrict", notes=("请核对",))
    text = site_text(NewSite("qs", "青石街道", "https://www.example.invalid/", (unit,), (ADDED,), ("头",)))
    site = SiteConfig.model_validate(tomllib.loads(text))
    assert (site.units[0].name, site.sections[0].category) == ("青石街道", "notice")
    assert text.startswith("#:schema ../schema/site.schema.json\n# 头\n")


def test_what_a_page_says_stays_within_its_comment_and_its_text():
    name = '恶意"\n[[units]]\nid = "x'
    text = site_text(NewSite("qs", name, "https://a.invalid/", (), (ADDED,)))
    told = tomllib.loads(text)
    assert told["name"] == name
    assert len(told["sections"]) == 1
    assert "# 存疑： [[sections]]\n" in text


def test_sections_are_added_and_every_other_line_stays():
    text = with_sections(KEPT, (ADDED,), {"gzdt": "2026-03-02 网站改版"})
    assert [line for line in KEPT.splitlines() if line not in text.splitlines()] == []
    site = SiteConfig.model_validate(tomllib.loads(text))
    old, new = site.sections
    assert (old.active, old.selectors.rows, new.id) == (False, "ul.list > li", "tzgg")
    assert "active = false # 2026-03-02 网站改版" in text


def test_nothing_to_add_changes_nothing():
    assert with_sections(KEPT, (), {}) == KEPT


def test_an_inline_array_is_left_alone():
    with pytest.raises(UsageError, match="内联数组"):
        with_sections('id = "a"\nsections = [{id = "b", name = "c", url = "d/"}]\n', (ADDED,), {})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.lg.gov.cn/", "lg"),
        ("https://www.lg.gov.cn/bmzz/btjdb/", "lg-btjdb"),
        ("http://rsj.yunling.gov.cn/index.html", "rsj-yunling"),
        ("http://127.0.0.1:8080/", "site-127-0-0-1-8080"),
    ],
)
def test_ids_of_sites(url: str, expected: str):
    assert site_id(url, set()) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.invalid/zwgk_229/tzgg/index.html", "zwgk-229-tzgg"),
        ("https://a.invalid/col/col8/index.html", "col-col8"),
        ("https://a.invalid/public/column/6596731?type=4&catId=67", "column-6596731-4-67"),
        ("https://a.invalid/qs/gkmlpt/index#20765", "qs-gkmlpt-20765"),
        ("https://a.invalid/政务/", "column"),
    ],
)
def test_ids_of_sections(url: str, expected: str):
    assert section_id(url, set()) == expected
    assert section_id(url, {expected}) == f"{expected}-2"
