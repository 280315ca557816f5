"""Section names against the taxonomy's words."""

from __future__ import annotations

import pytest

from gongkai.classify import category_by_name
from gongkai.config import CategoryConfig, load

CATEGORIES = load(None).categories


@pytest.mark.parametrize(
    ("name", "category", "word"),
    [
        ("通知公告", "notice", "通知公告"),
        ("街道通知公告栏", "notice", "通知公告"),
        ("政府信息公开年报", "annual_report", "政府信息公开年报"),
        ("2025年度报告", "annual_report", "年度报告"),
        ("法治政府建设年度报告", "rule_of_law", "法治政府建设年度报告"),
        ("法治政府建设情况年度报告", "rule_of_law", "法治政府建设"),
        ("其他主动公开文件", "policy", "其他主动公开文件"),
        ("行政规范性文件及解读", "policy", "行政规范性文件"),
        ("财政预算 / 决算", "finance", "财政预算/决算"),
        ("政策（公开依据）", "system", "政策(公开依据)"),
        (" 工作\u3000动态 ", "business", "工作动态"),
    ],
)
def test_longest_word_wins(name: str, category: str, word: str) -> None:
    assert category_by_name(name, CATEGORIES) == (category, word)


@pytest.mark.parametrize("name", ["专题", "", "云岭风光"])
def test_names_that_say_nothing(name: str) -> None:
    assert category_by_name(name, CATEGORIES) is None


def made(known_by: str, *words: str) -> CategoryConfig:
    return CategoryConfig(id=known_by, name=known_by, english="x", parent="x", words=words)


def test_words_of_two_categories_that_fit_equally_well_decide_nothing() -> None:
    pair = (made("a", "预算"), made("b", "决算"))
    assert category_by_name("预算决算", pair) is None
    assert category_by_name("部门预算决算", (*pair, made("c", "部门预算"))) == ("c", "部门预算")


def test_two_words_of_one_category_are_no_tie() -> None:
    assert category_by_name("预算决算", (made("a", "预算", "决算"),)) == ("a", "预算")


def test_the_whole_name_beats_a_longer_looking_part() -> None:
    assert category_by_name("A 区", (made("a", "A区"), made("b", "区"))) == ("a", "A区")
