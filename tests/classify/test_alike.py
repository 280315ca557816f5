"""Titles that are alike, and titles that only share their subject."""

from __future__ import annotations

import pytest

from gongkai.classify.alike import ALIKE, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青石街道2026年3月城乡低保对象名单公示", "青石街道2025年12月城乡低保对象名单公示"),
        ("青石街道办事处2025年度部门决算", "云岭镇人民政府2024年度部门决算公开"),
        ("2026年第一季度临时救助发放情况公示", "2025年第四季度临时救助发放情况的公示"),
        ("关于公开招聘社区工作者的公告（第二批）", "关于公开招聘社区工作者的公告"),
        ("行政处罚信息公示（2026年第15期）", "行政处罚信息公示（2026年第14期）"),
        ("2026", "２０２６"),
    ],
)
def test_those_of_a_series_are(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青石街道2026年3月城乡低保对象名单公示", "青石街道低保审核确认办法解读"),
        ("青石街道办事处2025年度部门决算", "一图读懂2025年度财政收支"),
        ("关于公开招聘社区工作者的公告", "社区工作者培训班开班"),
        ("青石街道召开安全生产会议", "青石街道开展端午节活动"),
        ("", "通知"),
    ],
)
def test_those_of_a_subject_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE
