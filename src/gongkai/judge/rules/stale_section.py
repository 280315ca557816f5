"""超期未更新: nothing newer within the interval that holds for the section (国办秘函〔2019〕19号, or its
own)."""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.base.values import Section
from gongkai.judge.memory import Memory
from gongkai.judge.rules.section import Holds, Standing, timed_standing

ID = "stale-section"
NAME = "栏目超过时限未更新"


def applies(section: Section) -> bool:
    return section.interval_days is not None


def look(memory: Memory, section: Section, day: date) -> Standing:
    timed = timed_standing(memory, "interval", day)
    if isinstance(timed, str):
        return timed
    assert timed.proof is not None  # noqa: S101  what the standing says, told to the type checker
    since = (date.fromisoformat(timed.last_day) + timedelta(days=1)).isoformat()
    return Holds(
        since=since,
        again=timed.began,
        proof=timed.proof,
        dates=(("最新一条标注日期", timed.newest), ("时限内最后一天", timed.last_day)),
        statement=(
            f"最新一条标注 {timed.newest}，更新时限 {section.interval_days} 天，"
            f"至 {timed.last_day} 应有更新；"
            "此后相隔数小时的两次查看均未见新内容。"
        ),
    )
