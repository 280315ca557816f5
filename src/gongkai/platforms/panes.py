"""Tab panes that are not shown, and tickers: what stands in them is another column's, or the site's."""

from __future__ import annotations

import re
from bisect import bisect_left

from gongkai.platforms.links import Link
from gongkai.platforms.rowdate import has_digits
from gongkai.platforms.tree import El, Tree

_NAMED = re.compile(
    r"(?:^|[\s_-])tabs?(?:[\s_\d-]|$)|tab[_-]?(?:con|bd|box|item|pane|cnt|main)|(?:^|[\s_-])pane"
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.I)
_NO_HEAD = re.compile(r"页|位置|更多|标题|名称|日期|时间|机构|单位")
"""What breadcrumbs, pagers and the heads of a table's columns say, which a menu of panes does not."""
_BESIDE = 40
"""Blocks of one holder that are looked at."""
_BLOCKS = frozenset(("div", "ul", "section", "dl", "table"))
_ACTIVE = frozenset(("active", "on", "cur", "current", "show", "selected", "layui-show", "in"))


def without_hidden(tree: Tree, found: list[Link]) -> list[Link]:
    """The links that stand neither in a pane that is not shown nor in a ticker."""
    spans = sorted(hidden(tree) + tickers(tree))
    shown, left, end = [], iter(spans), 0
    following = next(left, None)
    for link in found:  # in page order, as the spans are
        while following is not None and following[0] <= link.start:
            end = max(end, following[1])
            following = next(left, None)
        if link.start >= end:
            shown.append(link)
    return shown


def tickers(tree: Tree) -> list[tuple[int, int]]:
    """Start and end of every text that runs sideways; rows that run upwards stand one under the other."""
    moving = [el for el in tree.els if el.tag == "marquee"]
    return [(el.start, el.end) for el in moving if el.get("direction").lower() not in ("up", "down")]


def hidden(tree: Tree) -> list[tuple[int, int]]:
    """Start and end of every pane that is not shown while one beside it is."""
    found = []
    for holder in _holders(tree):
        beside = [child for child in holder.children[:_BESIDE] if child.tag in _BLOCKS]
        for el in beside:
            like = [other for other in beside if _kind(other) == _kind(el)]
            if len(like) > 1 and not _shown(el, like) and any(_shown(other, like) for other in like):
                found.append((el.start, el.end))
    return found + _switched(tree)


def _switched(tree: Tree) -> list[tuple[int, int]]:
    """Start and end of every block that its style hides beside the one that is shown, with a menu of a head
    for each of them right before; without heads they may be parts of one list that are shown in turn."""
    styled = [el for el in tree.els if el.tag in _BLOCKS and _NOT_SHOWN.search(el.get("style"))]
    holders = {id(el.parent): el.parent for el in styled if el.parent is not None}
    found: list[tuple[int, int]] = []
    for holder in holders.values():
        beside = holder.children[:_BESIDE]
        for tag in _BLOCKS.intersection(el.tag for el in beside):
            like = [child for child in beside if child.tag == tag]
            unseen = [el for el in like if _NOT_SHOWN.search(el.get("style"))]
            if unseen and len(unseen) + 1 == len(like) and _heads(tree, holder, len(like)):
                found.extend((el.start, el.end) for el in unseen)
    return found


def _heads(tree: Tree, holder: El, count: int) -> bool:
    """Whether what stands right before the holder is a menu of so many different names."""
    beside = holder.parent.children if holder.parent is not None else [holder]
    at = bisect_left(beside, holder.start, key=lambda el: el.start)
    if at == 0 or tree.count(beside[at - 1].start, holder.start) > 3 * count:
        return False
    menu = beside[at - 1]
    return any(_are_names(tree, el.children, count) for el in (menu, *tree.inside(menu)))


def _are_names(tree: Tree, heads: list[El], count: int) -> bool:
    if len(heads) != count or len({head.tag for head in heads}) > 1:
        return False
    texts = {tree.text(head) for head in heads}
    return len(texts) == count and all(map(_is_name, texts))


def _is_name(text: str) -> bool:
    return 2 <= len(text) <= 20 and not has_digits(text) and not _NO_HEAD.search(text)


def _holders(tree: Tree) -> list[El]:
    """The elements that hold panes: called a tab's themselves, or around one that is."""
    named = [el for el in tree.els if el.tag in _BLOCKS and _called_tab(el.marks)]
    holders = {id(up): up for el in named for up in (el, el.parent) if up is not None}
    return list(holders.values())


def _called_tab(marks: str) -> bool:
    return ("tab" in marks or "pane" in marks) and bool(_NAMED.search(marks))


def _kind(el: El) -> tuple[str, str]:
    return el.tag, (el.get("class").split() or [""])[0]


def _shown(el: El, beside: list[El]) -> bool:
    """Not hidden by its style and, where one of them is marked as the active one, that one."""
    if _NOT_SHOWN.search(el.get("style")):
        return False
    marked = [other for other in beside if not _ACTIVE.isdisjoint(other.get("class").lower().split())]
    return not marked or el in marked
