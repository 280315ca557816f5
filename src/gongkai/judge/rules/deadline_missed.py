"""未按期公开: nothing that serves a dated deadline, as the annual report by 31 January (条例第四十九条)."""

from __future__ import annotations

from datetime import date

from gongkai.base.values import Section
from gongkai.judge.memory import Memory, Timed
from gongkai.judge.rules.section import Dated, Standing, shows_newer, timed_standing

ID = "deadline-missed"
NAME = "过了年度期限未公开"


def applies(section: Section) -> bool:
    return section.deadline is not None


def moved_on(memory: Memory, newest: str) -> bool:
    return shows_newer(memory, "deadline", newest)


def look(memory: Memory, section: Section, day: date) -> Standing:
    newest = ((memory.last.newest if memory.last else None) or "未标注")[:10]

    def tell(timed: Timed) -> tuple[tuple[Dated, ...], str]:
        return (("规定的最后一天", timed.last_day), ("栏目中最新一条标注日期", newest)), (
            f"应于 {timed.last_day} 前公开的内容，届满后相隔数小时的两次查看均未见；"
            f"栏目中最新一条标注日期：{newest}。"
        )

    return timed_standing(memory, "deadline", day, tell)
