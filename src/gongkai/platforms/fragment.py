"""The rows of a piece of markup that a list service answers with: all of it is the list.

Unlike on a page there is nothing to choose from, so nothing is: every record with a link or with a title and
a date is a row. Records are list items, else table rows, paragraphs or the links themselves. A whole page in
place of a piece (an error, a login) has a menu and more: it is read as pages are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date

from gongkai.base import guard
from gongkai.base.values import Page, Row
from gongkai.platforms import generic, rows
from gongkai.platforms.groups import MAX_ROWS, Record
from gongkai.platforms.links import base, links
from gongkai.platforms.tree import El, Tree, build

_OWN = ("li", "tr", "dd", "a")
MAX_LINKS = 3
"""Links that a block is a record with, on average; one with more is what the links stand in."""
_WHOLE = re.compile(r"<(?:!doctype|html|head|body)\b", re.I)
_HEAD = 2_000
"""Characters within which a whole page tells that it is one."""
_RECORDS = ("li", "tr", "dd", "p", "div", "a")


def read(page: Page, markup: str, seen: date | None) -> tuple[Row, ...]:
    """The rows in page order; none where the markup is refused or holds none."""
    if guard.refusal(markup):
        return ()
    if _WHOLE.search(markup[:_HEAD]):
        listing = generic.read(replace(page, text=markup), seen)
        return listing.rows
    tree = build(markup)
    found = links(tree, base(page))
    holders = _holders(tree, [link.el for link in found])
    starts = [link.start for link in found]
    read = []
    for el in holders[:MAX_ROWS]:
        within = found[bisect_left(starts, el.start) : bisect_right(starts, el.end)]
        inside = [link for link in within if link.end <= el.end]
        read.append(rows.row(tree, Record(el, el.start, el.end, inside), seen))
    return tuple(row for row in read if row is not None)


def _holders(tree: Tree, anchors: list[El]) -> list[El]:
    """The records: for each link the nearest element of the kind that holds one link or more, each once."""
    for tag in _RECORDS:
        holders: dict[int, El] = {}
        for anchor in anchors:
            up = next((el for el in (anchor, *anchor.ancestors()) if el.tag == tag), None)
            if up is not None:
                holders.setdefault(id(up), up)
        if holders and (tag in _OWN or len(anchors) <= MAX_LINKS * len(holders)):
            return list(holders.values())
    return []
