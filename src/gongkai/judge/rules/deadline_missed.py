"""未按期公开: nothing that serves a dated deadline, such as the annual report by 31 January
(条例第四十九条)."""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.base.values import Section
from gongkai.judge.memory import Memory
from gongkai.judge.rules.section import Holds, Standing, timed_standing

ID = "deadline-missed"
NAME = "过了年度期限未公开"


def applies(section: Section) -> bool:
    return section.deadline is not None


def look(memory: Memory, section: Section, day: date) -> Standing:
    timed = timed_standing(memory, "deadline", day)
    if isinstance(timed, str):
        return timed
    assert timed.proof is not None  # noqa: S101  what the standing says, told to the type checker
    newest = (memory.last.newest if memory.last else None) or "未标注"
    last_day = date.fromisoformat(timed.last_day)
    return Holds(
        since=(last_day + timedelta(days=1)).isoformat(),
        again=timed.began,
        proof=timed.proof,
        dates=(("规定的最后一天", timed.last_day), ("栏目中最新一条标注日期", newest[:10])),
        statement=(
            f"应于 {timed.last_day} 前公开的内容，届满后相隔数小时的两次查看均未见；"
            f"栏目中最新一条标注日期：{newest[:10]}。"
        ),
    )
