"""空白栏目: a list that is seen to be empty, twice (国办秘函〔2019〕19号, 空白栏目)."""

from __future__ import annotations

from datetime import date

from gongkai.base.values import Section
from gongkai.judge.memory import Memory
from gongkai.judge.rules.section import Holds, Standing

ID = "empty-section"
NAME = "空白栏目"


def applies(section: Section) -> bool:
    """Not where the operator says that there may be nothing to show."""
    return section.obliged and not section.may_be_empty


def moved_on(memory: Memory, newest: str) -> bool:
    return False


def look(memory: Memory, section: Section, day: date) -> Standing:
    bare = memory.bare
    if bare is None:
        return "over"
    if bare.proof is None:
        return "unclear"
    return Holds(
        since=bare.since,
        newest="",
        began=bare.since,
        back=False,
        proof=bare.proof,
        dates=(("首次看到没有内容", bare.since),),
        statement=f"自 {bare.since} 起两次以上查看，栏目均没有任何内容。",
    )
