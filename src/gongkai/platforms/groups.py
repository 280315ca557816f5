"""Candidate lists of a page: runs of records of one shape that share a parent.

`li` of a list, `tr` of a table, `div` of a grid, or a leading element and what follows it up to the next
(`a` … `br`, `dt` and `dd`, `h3` and `p`). Lists that a template cut into several equal parts, with nothing
between them, are put together again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from gongkai.base.values import Row
from gongkai.platforms.links import Link
from gongkai.platforms.tree import El, Tree

MAX_ROWS = 3_000
MAX_LINKS_OF_RECORD = 12

_LEADING = frozenset("a dt h2 h3 h4 h5 h6".split())
_WHOLE = frozenset("li tr dd dl div p article section table ul ol span td h2 h3 h4 h5 h6 tbody".split())
_BY_CLASS = frozenset(("div", "span", "section", "p", "ul"))


@dataclass(slots=True)
class Record:
    """One row's stretch of the page, with the links in it."""

    el: El
    start: int
    end: int
    links: list[Link]


@dataclass(slots=True)
class Group:
    """A candidate list: its records in page order and the element that holds them.

    Once read, `records` are those with a row each, of `tried` in all; `dated` counts rows with a date.
    `blocks` is how many blocks of the page it is made of (`blocks.parts`).
    """

    holder: El
    tag: str
    records: list[Record]
    rows: list[Row] = field(default_factory=list)
    dated: int = 0
    tried: int = 0
    score: float = 0.0
    blocks: int = 1

    @property
    def start(self) -> int:
        return self.records[0].start

    @property
    def end(self) -> int:
        return self.records[-1].end


MAX_GROUPS = 1_500
"""Candidates of a page; of 1,167 pages the one with the most has 154."""


def groups(tree: Tree, found: list[Link]) -> list[Group]:
    """Every candidate list with at least one record that holds a link, in page order."""
    starts = [link.start for link in found]
    result: list[Group] = []
    for holder in tree.els:
        if len(result) > MAX_GROUPS:
            break
        if holder.children and _any(starts, holder.start, holder.end):
            result.extend(_of_holder(holder, found, starts))
    return _joined(tree, result)


def _any(starts: list[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _of_holder(holder: El, found: list[Link], starts: list[int]) -> list[Group]:
    """The families among an element's children: by tag, and for blocks by tag and first class too."""
    families: dict[tuple[str, str], list[El]] = defaultdict(list)
    for child in holder.children:
        if child.tag in _WHOLE or child.tag in _LEADING:
            families[child.tag, ""].append(child)
            called = child.get("class").split() if child.marks and child.tag in _BY_CLASS else None
            if called:
                families[child.tag, called[0]].append(child)
    result = []
    for (tag, name), members in families.items():
        if name and not 1 < len(members) < len(families[tag, ""]):
            continue
        for leading in (False, True):
            if tag not in (_LEADING if leading else _WHOLE):
                continue
            group = _family(holder, tag, members, leading, found, starts)
            if group:
                result.append(group)
    return result


def _family(
    holder: El, tag: str, members: list[El], leading: bool, found: list[Link], starts: list[int]
) -> Group | None:
    """The records of a family; None where few of them hold a link or most hold many."""
    if leading and len(members) < 2 and not (tag == "a" and members[0].children):
        return None
    if not _any(starts, members[0].start, holder.end if leading else members[-1].end):
        return None
    records = []
    for i, el in enumerate(members[:MAX_ROWS]):
        follower = members[i + 1].start if i + 1 < len(members) else holder.end
        end = follower if leading else el.end
        low, high = bisect_left(starts, el.start), bisect_left(starts, end)
        records.append(Record(el, el.start, end, found[low:high]))
    linked = [record for record in records if record.links]
    if not linked:
        return None
    if leading and tag != "a":
        _trim_last(holder, records)
    many = sum(len(record.links) > MAX_LINKS_OF_RECORD for record in linked)
    if many * 2 > len(linked):
        return None
    return Group(holder, tag, records)


def _trim_last(holder: El, records: list[Record]) -> None:
    """Cuts the last record of a leading family, which goes up to the holder's end, to about the length of the
    others."""
    longest = max((r.end - r.start for r in records[:-1]), default=0)
    records[-1].end = min(records[-1].end, records[-1].start + longest + 2, holder.end)
    records[-1].links = [link for link in records[-1].links if link.start < records[-1].end]


def _joined(tree: Tree, found: list[Group]) -> list[Group]:
    """Groups of equal shape under one grandparent with no text between them become one."""
    result: list[Group] = []
    last: dict[object, Group] = {}
    for group in found:
        key = _kinship(group)
        before = last.get(key)
        apart = before is not None and before.records[-1].el.parent is not group.holder
        if before is not None and apart and _adjoin(tree, before, group):
            before.records.extend(group.records)
            continue
        last[key] = group
        result.append(group)
    return result


def _adjoin(tree: Tree, before: Group, group: Group) -> bool:
    return group.start >= before.end and not tree.count(before.end, group.start)


def _kinship(group: Group) -> object:
    """What groups must share to be parts of one list: shape, and the nearest element that holds several."""
    holder = group.holder
    shape = [group.tag, holder.tag, holder.get("class")]
    for level, above in enumerate(holder.ancestors()):
        if level == 3 or _several(above, shape[1] if level == 0 else shape[-1]):
            return (id(above), *shape)
        shape.append(above.tag)
    return (id(holder), *shape)


def _several(el: El, tag: str) -> bool:
    """Whether the element has more than one child of that tag."""
    found = 0
    for child in el.children:
        found += child.tag == tag
        if found > 1:
            return True
    return False
