"""Sorting an item: what decides, what is said of it, and when nothing is said."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from gongkai.base.sorting import Sorting
from gongkai.base.values import Document, Section
from gongkai.classify import OTHER, PLAIN, Clues, Sorter, clues_from
from gongkai.classify.clues import CONFIGURED
from gongkai.config import load, read_likeness

SECTION = Section("qs/tzgg", "qs", "qingshi", "通知公告", "http://qs.invalid/tzgg/")


@cache
def sorter() -> Sorter:
    """As it is shipped."""
    return Sorter.of(load(None), read_likeness(None))


def listed(title: str, category: str | None, name: str = "通知公告", **said: Any) -> Sorting:
    """An item in a column that an operator gave a category."""
    section = replace(SECTION, name=name, category=category, category_reason=CONFIGURED if category else "")
    document = Document("article", title=title, **said) if said else None
    return sorter().sort_item(section, title, document)


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("青石街道办事处2025年度部门决算公开", "finance"),
        ("青石街道2026年3月城乡低保对象名单公示", "rescue"),
        ("关于公开招聘社区工作者的公告", "personnel"),
        ("青石街道便民服务中心空调采购项目成交结果公告", "procurement"),
        ("关于《青石街道停车管理办法》公开征求意见的公告", "decision"),
        ("关于拟征收云岭村集体土地的公告", "land"),
    ],
)
def test_a_neutral_column_holds_everything(title: str, category: str) -> None:
    sorting = listed(title, "notice")
    assert sorting.category == category
    assert sorting.confidence >= sorter().sure
    assert sorting.reason.endswith("；与栏目配置的“通知公告”不同")


def test_the_title_and_the_column_are_told_as_reasons() -> None:
    sorting = sorter().sort(clues_from("青石街道2025年度部门决算", "政务公开/财政预决算", ""))
    assert sorting.category == "finance"
    assert sorting.reason == "题名含“决算”；栏目名含“财政预决算”"


def test_what_a_page_states_of_its_kind_and_its_number_speak_too() -> None:
    bare = listed("关于有关事项的说明", None, "其他")
    stated = listed("关于有关事项的说明", None, "其他", metadata=(("ColumnType", "政策解读"),))
    assert bare.category != "interpretation"
    assert stated.category == "interpretation"
    assert "页面标注含“政策解读”" in stated.reason
    numbered = sorter().said(Clues("说明", doc_no="青街发〔2026〕5号"))
    assert "number" in numbered[1]


def test_the_level_of_the_unit_speaks_too() -> None:
    clues = Clues("端午节活动")
    at_district, at_community = (
        sorter().said(replace(clues, level=level))[0].get("community", 0.0)
        for level in ("district", "community")
    )
    assert at_community > at_district


def test_what_is_not_sure_stays_in_the_column_that_an_operator_named() -> None:
    sorting = listed("关于补充说明", "finance", "资金信息")
    assert sorting.category == "finance"
    sorting = listed("云岭路2号", "finance", "资金信息")
    assert sorting.category == "finance"
    assert sorting.reason.endswith("但把握不足") or sorting.reason.startswith("栏目“资金信息”")


def test_what_says_nothing_is_of_the_column() -> None:
    sorting = listed("云岭路2号", "business", "工作动态")
    assert sorting.category == "business"
    assert "栏目“工作动态”配置为这一类" in sorting.reason


def test_nothing_is_said_where_too_little_is_known() -> None:
    careful = replace(sorter(), least=0.95)
    sorting = careful.sort(clues_from("云岭路2号", "其二", ""))
    assert sorting.category == OTHER
    assert sorting.confidence < 0.95
    assert sorting.reason.startswith("依据不足：")


def test_what_nothing_speaks_for_is_not_sure() -> None:
    for title in ("云岭路2号", "第三批", "", "附件"):
        assert listed(title, None, "其二").confidence < sorter().sure


def test_a_text_without_a_title_is_sorted_by_its_opening() -> None:
    body = "现将《青石区人民政府房屋征收决定》予以公布，被征收人对决定不服的，可以申请行政复议。"
    sorting = sorter().sort(clues_from("", "", body))
    assert (sorting.category, sorting.reason.split("含")[0]) == ("land", "正文开头")


def test_a_page_says_more_than_its_row() -> None:
    row = listed("有关情况说明", None, "公开")
    page = listed(
        "有关情况说明", None, "公开", body="第一部分 部门概况 第二部分 2025年部门决算报表 收入支出决算总表"
    )
    assert row.category != "finance"
    assert page.category == "finance"


def test_the_same_item_is_sorted_the_same_whatever_was_sorted_before() -> None:
    fresh = Sorter.of(load(None), read_likeness(None))
    clues = clues_from("关于停水的公告", "通知公告", "")
    assert fresh.sort(clues) == sorter().sort(clues) == sorter().sort(clues)


def test_hostile_texts_are_sorted_as_well() -> None:
    for title in ("\x00\ud800" * 400, "（" * 5000, "*^$" * 300, "a" * 100_000):
        sorting = sorter().sort(clues_from(title, title, title))
        assert 0.0 <= sorting.confidence <= 1.0


def test_without_a_taxonomy_the_column_decides() -> None:
    named = replace(SECTION, category="notice", category_reason=CONFIGURED)
    assert PLAIN.sort_item(named, "决算", None).category == "notice"
    assert PLAIN.sort_item(SECTION, "决算", None) == Sorting(None, "没有依据", 0.0)


def test_an_operators_cue_counts() -> None:
    config = load(None)
    cue = config.taxonomy.cues[0].model_copy(
        update={"id": "ours", "category": "rescue", "words": ("阳光行动",), "weight": 15.0, "unless": ()}
    )
    taxonomy = config.taxonomy.model_copy(update={"cues": (*config.taxonomy.cues, cue)})
    own = Sorter.of(replace(config, taxonomy=taxonomy), read_likeness(None))
    clues = Clues("阳光行动第三期")
    assert sorter().sort(clues).category != "rescue"
    assert own.sort(clues).category == "rescue"
    assert own.sort(clues).reason.startswith("题名含“阳光行动”")
