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
_ACTIVE = frozenset(("active", "on", "cur", "current", "show", "selected", "layui-show", "in"))


def without_hidden(tree: Tree, found: list[Link]) -> list[Link]:
    """The links that do not stand in a pane that is not shown."""
    spans = hidden(tree)
    return [link for link in found if not any(start <= link.start < end for start, end in spans[:_MOST])]


def hidden(tree: Tree) -> list[tuple[int, int]]:
    """Start and end of every pane that is not shown while one beside it is."""
    found = []
    for el in tree.els:
        if (el.marks or "style" in el.attrs) and el.parent is not None and _is_pane(el):
            beside = [other for other in el.parent.children[:40] if _kind(other) == _kind(el)]
            if len(beside) > 1 and not _shown(el, beside) and any(_shown(other, beside) for other in beside):
                found.append((el.start, el.end))
    return found


def _is_pane(el: El) -> bool:
    """Whether the template calls it, or the element that holds it, a tab's."""
    if el.tag not in ("div", "ul", "section", "dl", "table"):
        return False
    return bool(_NAMED.search(el.marks) or (el.parent and _NAMED.search(el.parent.marks)))


def _kind(el: El) -> tuple[str, str]:
    return el.tag, (el.get("class").split() or [""])[0]


def _shown(el: El, beside: list[El]) -> bool:
    """Not hidden by its style and, where one of them is marked as the active one, that one."""
    if _NONE.search(el.get("style")):
        return False
    marked = [other for other in beside if not _ACTIVE.isdisjoint(other.get("class").lower().split())]
    return not marked or el in marked
