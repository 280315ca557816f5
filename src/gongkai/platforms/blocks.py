"""A column printed in several blocks: by year, or by who issued (国家, 省, 区). All their rows are its own.

An index of several other columns looks much the same, each block with a heading and 更多: what tells them
apart is what the headings say. Only a year or month, a level of government or the column's own name divides a
column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.platforms.groups import Group
from gongkai.platforms.place import MORE, Scene, is_period
from gongkai.platforms.tree import El, Tree

_DIVISION = re.compile(
    r"^(?:国家|中央|部委|国务院|省|市|区|县|州|镇|乡|街道|自治区|地市|本级|省级|市级|区级|县级|国家级|镇级|乡级|乡镇级?|"
    r"基层)(?:层面|一级|级|本级|出台|发布|相关)?(?:的)?(?:文件|制度|政策|规定|法规|政策文件|信息)?$"
)
_CLIMB = 3
_MOST = 40
"""Blocks of one column; more is no division."""
_TELLING = 4
"""Characters from which a name tells a column within a heading; 公告 stands in those of others too."""
_LONGEST = 60
"""Characters before a block's list; more is no heading."""


def parts(view: Scene, best: Group, others: Iterable[Group]) -> list[Group]:
    """The lists of all blocks of the column, in page order, with the best; empty where that stands alone."""
    block = _block(best.holder)
    if block is None or block.parent is None:
        return []
    blocks = [el for el in block.parent.children if _same(el, block)]
    if not 2 <= len(blocks) <= _MOST or not all(_divides(view, el, best) for el in blocks):
        return []
    like = [group for group in others if group.tag == best.tag and _same(group.holder, best.holder)]
    found = [group for group in like if any(el.start <= group.start < el.end for el in blocks)]
    return found if len({group.start for group in found}) == len(found) > 1 else []


def _block(holder: El) -> El | None:
    """The nearest element around a list, or the list, that stands beside others of its kind."""
    el: El | None = holder
    for _ in range(_CLIMB):
        if el is None or el.parent is None:
            return None
        if sum(_same(other, el) for other in el.parent.children) > 1:
            return el
        el = el.parent
    return None


def _same(one: El, other: El) -> bool:
    return one.tag == other.tag and one.get("class") == other.get("class")


def _divides(view: Scene, block: El, best: Group) -> bool:
    """Whether what stands in the block before its list is the name of a division."""
    heading = _heading(view.tree, block, best)
    named = any(name == heading or (len(name) >= _TELLING and name in heading) for name in view.names)
    return named or is_period(heading) or bool(_DIVISION.match(heading))


def _heading(tree: Tree, block: El, best: Group) -> str:
    """What stands in the block before its rows, or right before a block that is but rows; without 更多."""
    start, end = block.start, 0
    if _same(block, best.holder):
        first = next((el.start for el in block.children if el.tag == best.tag), block.start)
        inside = tree.count(start, first) > 0
        start, end = (start, first) if inside else (_before(block), start)
    else:
        end = next((el.start for el in tree.inside(block) if _same(el, best.holder)), 0)
    if tree.chars(start, end) > _LONGEST:
        return ""
    shown = [text for text in tree.between(start, end) if not MORE.match(text)]
    return "".join("".join(shown).split())


def _before(block: El) -> int:
    """Where the element begins that stands right before a block."""
    beside = block.parent.children if block.parent else []
    at = next((i for i, el in enumerate(beside) if el is block), 0)
    return beside[at - 1].start if at else block.start
