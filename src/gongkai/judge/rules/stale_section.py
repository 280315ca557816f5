"""超期未更新: nothing newer within the interval of the section (国办秘函〔2019〕19号, or its own)."""

from __future__ import annotations

from datetime import date

from gongkai.base.values import Section
from gongkai.judge.memory import Memory, Timed
from gongkai.judge.rules.section import Dated, Standing, shows_newer, timed_standing

ID = "stale-section"
NAME = "栏目超过时限未更新"


def applies(section: Section) -> bool:
    return section.interval_days is not None


def moved_on(memory: Memory, newest: str) -> bool:
    return shows_newer(memory, "interval", newest)


def look(memory: Memory, section: Section, day: date) -> Standing:
    def tell(timed: Timed) -> tuple[tuple[Dated, ...], str]:
        return (("最新一条标注日期", timed.newest), ("时限内最后一天", timed.last_day)), (
            f"最新一条标注 {timed.newest}，更新时限 {section.interval_days} 天，"
            f"至 {timed.last_day} 应有更新；"
            "此后相隔数小时的两次查看均未见新内容。"
        )

    return timed_standing(memory, "interval", day, tell)
