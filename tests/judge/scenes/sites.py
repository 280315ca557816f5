"""Scenes of whole sites: how many columns make one fail; and of empty columns."""

from __future__ import annotations

from dataclasses import replace

from tests.judge.scenes.acts import accept, calm, empty_out, publish, put_all_back
from tests.judge.scenes.language import Column, Scene, at, back, each, empty, site_is, stale
from tests.judge.scenes.timing import NOTICE

NAMES = ("动态要闻", "街道要闻", "部门动态", "社区动态", "工作动态")


def news(number: int, newest: str) -> Column:
    return Column(f"dt{number}", NAMES[number - 1], rows=back(newest, 4))


FOUR = tuple(news(n, "11-28") for n in range(1, 5))
FOUR_LATE = tuple(stale("12-13", column=f"dt{n}") for n in range(1, 5))
PLANS = tuple(
    Column(f"jh{n}", f"专项工作{n}", None, 60, rows=back("2025-10-20" if n < 10 else "2025-10-25", 3))
    for n in range(1, 11)
)
BARE = tuple(Column(f"kb{n}", f"专题专栏{n}", None, None, rows=()) for n in range(1, 6))

SITES = (
    Scene(
        "four-of-five",
        "four news columns of a site are late",
        "四个动态栏目超期",
        each(10, "12-08", "04-15", publish(column="dt5")),
        (*FOUR, news(5, "11-28")),
        FOUR_LATE,
    ),
    Scene(
        "five-of-five",
        "five news columns become late one by one; one recovers",
        "五个动态栏目先后超期，一个恢复",
        each(10, "12-20", "04-15", publish(column="dt1")),
        tuple(news(n, f"11-{20 + n}") for n in range(1, 6)),
        (
            stale("12-06", closed="12-20", column="dt1"),
            *(stale(f"12-{5 + n:02d}", column=f"dt{n}") for n in range(2, 6)),
            site_is("site-stale-core", "12-10", "12-20"),
        ),
        short=True,
    ),
    Scene(
        "first-level",
        "four news columns and first-level notices are late",
        "四个动态栏目与一级通知公告超期",
        columns=(*FOUR, NOTICE),
        must=(*FOUR_LATE, stale("12-21", column="tzgg"), site_is("site-stale-core", "12-21")),
    ),
    Scene(
        "second-level",
        "four news columns and second-level notices are late",
        "四个动态栏目与二级通知公告超期",
        columns=(*FOUR, replace(NOTICE, first_level=False)),
        must=(*FOUR_LATE, stale("12-21", column="tzgg")),
        why="国办秘函〔2019〕19号 counts first-level columns of notices only.",
    ),
    Scene(
        "ten-columns",
        "ten columns of a site are late",
        "十个栏目超期",
        columns=PLANS,
        must=(
            *(stale("12-20", column=f"jh{n}") for n in range(1, 10)),
            stale("12-25", column="jh10"),
            site_is("site-stale-columns", "12-25"),
        ),
    ),
    Scene(
        "five-empty",
        "five columns are empty; one is filled",
        "五个空白栏目，后填补一个",
        at("12-15", publish(column="kb1")),
        BARE,
        (
            empty("12-01", closed="12-15", column="kb1"),
            *(empty("12-01", column=f"kb{n}") for n in range(2, 6)),
            site_is("site-empty-columns", "12-01", "12-15"),
        ),
    ),
)

EMPTY = (
    Scene("empty", "an empty column", "空白栏目", columns=(Column(rows=()),), must=(empty("12-01"),)),
    Scene(
        "empty-filled",
        "an empty column is filled",
        "空白栏目后有内容",
        calm("12-15"),
        (Column(rows=()),),
        (empty("12-01", closed="12-15"),),
        short=True,
    ),
    Scene(
        "may-be-empty",
        "a unit with nothing to publish, as its operator says",
        "确无应公开内容（允许为空）",
        columns=(Column(rows=(), may_be_empty=True),),
    ),
    Scene(
        "not-obliged",
        "an empty column that nobody owes",
        "无公开义务的空白栏目",
        columns=(Column(rows=(), obliged=False, interval=None),),
    ),
    Scene(
        "emptied-at-times",
        "a column that may be empty is emptied and filled again",
        "允许为空的栏目清空后又有内容",
        at("12-08", publish()) + at("12-10", empty_out()) + calm("12-20"),
        (replace(Column(), may_be_empty=True),),
    ),
    Scene(
        "suddenly-empty",
        "a full list says 暂无信息 for five days",
        "列表五天显示“暂无信息”，后复原",
        calm("12-10") + at("12-15", empty_out()) + at("12-20", put_all_back),
        why="A list that loses all rows at once is a fault of the site's program or of our reading.",
    ),
    Scene(
        "emptied",
        "a column is emptied for good, which the operator bears out",
        "栏目被清空，运维人员核实",
        at("12-10", empty_out()) + at("12-20", accept()),
        must=(empty("12-20"),),
        why="Before the operator's word it may have been our reading.",
    ),
)
