"""Tab panes that are not shown: what stands in them is another column's, or the same in another order."""

from __future__ import annotations

import re

from gongkai.platforms.links import Link
from gongkai.platforms.tree import El, Tree

_NAMED = re.compile(
    r"(?:^|[\s_-])tabs?(?:[\s_\d-]|$)|tab[_-]?(?:con|bd|box|item|pane|cnt|main)|(?:^|[\s_-])pane"
)
_NONE = re.compile(r"display\s*:\s*none", re.I)
_MOST = 60
"""Hidden panes that are looked at."""
_BLOCKS = frozenset(("div", "ul", "section", "dl", "table"))
_ACTIVE = frozenset(("active", "on", "cur", "current", "show", "selected", "layui-show", "in"))


def without_hidden(tree: Tree, found: list[Link]) -> list[Link]:
    """The links that do not stand in a pane that is not shown."""
    spans = hidden(tree)[:_MOST]
    if not spans:
        return found
    return [link for link in found if not any(start <= link.start < end for start, end in spans)]


def hidden(tree: Tree) -> list[tuple[int, int]]:
    """Start and end of every pane that is not shown while one beside it is."""
    found = []
    for holder in _holders(tree):
        beside = [child for child in holder.children[:40] if child.tag in _BLOCKS]
        for el in beside:
            like = [other for other in beside if _kind(other) == _kind(el)]
            if len(like) > 1 and not _shown(el, like) and any(_shown(other, like) for other in like):
                found.append((el.start, el.end))
    return found


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
    if _NONE.search(el.get("style")):
        return False
    marked = [other for other in beside if not _ACTIVE.isdisjoint(other.get("class").lower().split())]
    return not marked or el in marked
