"""The numbers of a pager: which one follows the current one, and whether the greatest is the last page's."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice, pairwise

from gongkai.base.urls import absolute
from gongkai.platforms.links import clicked
from gongkai.platforms.place import Scene
from gongkai.platforms.tree import El, Tree

REGION = 260
"""Positions on the page that a pager may take."""
_CURRENT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:cur|current|active|on|this|cpb|hover|select|selected|now|page-this)(?:[\s_-]|$)"
)
_NUMBER = re.compile(r"^[\[(]?\s*(\d{1,5})\s*[\])]?$")
_DOTS = re.compile(r"\.{2,}|…+|···")
_LAST = re.compile(r"^(?:尾\s*页|末\s*页|最后一?页|last(?:\s*page)?)\s*[>›»→]*$", re.I)


def following(view: Scene, after: int, stated: int | None) -> str | None:
    """The link whose text is the number after the current page's, inside a pager."""
    first = next((p for p in view.pagers if p >= after), None)
    if first is None:
        return None
    current: int | None = None
    numbers: dict[int, El] = {}
    for el in view.tree.els[_index_at(view.tree, first) :]:
        if el.start > first + REGION:
            break
        match = _NUMBER.match(view.tree.text(el)) if view.tree.count(el.start, el.end) == 1 else None
        if not match:
            continue
        if _marked_current(el):
            current = int(match[1]) if current is None else current
        elif el.tag == "a" and absolute(view.base, el.get("href")):
            numbers.setdefault(int(match[1]), el)
    following = numbers.get((stated or current or -1) + 1)
    return absolute(view.base, following.get("href")) if following else None


def _marked_current(el: El) -> bool:
    """Whether a page number is the current page's: named so, or no link."""
    if _CURRENT_CLASS.search(el.get("class")):
        return True
    return el.tag in ("span", "b", "strong", "em", "font") and not _in_link(el)


def _in_link(el: El) -> bool:
    return any(up.tag == "a" for up in islice(el.ancestors(), 4))


def last(view: Scene, after: int) -> int | None:
    """The last page's number, where the pager shows it as such: behind dots (`1 2 3 … 31`), or with the link
    that 尾页 has too. A mere row of numbers does not say that there are no more."""
    first = next((p for p in view.pagers if p >= after), None)
    if first is None:
        return None
    run = _run(view.tree, first)
    numbers = [int(piece) for piece in run if piece.isdigit()]
    if len(numbers) < 2 or any(one >= other for one, other in pairwise(numbers)):
        return None
    dotted = numbers[0] == 1 and len(numbers) < len(run) and run[-1].isdigit()
    return numbers[-1] if dotted or _leads_to_last(view, first, numbers[-1]) else None


def _run(tree: Tree, first: int) -> list[str]:
    """The first stretch of texts of a pager that are numbers, with the dots between them."""
    run: list[str] = []
    for _, text in tree.placed(first, first + REGION):
        number, shown = _NUMBER.match(text.strip()), text.strip()
        if number or (run and _DOTS.fullmatch(shown)):
            run.append(number[1] if number else shown)
        elif len(run) > 1:
            break
        else:
            run.clear()
    return run


def _leads_to_last(view: Scene, first: int, number: int) -> bool:
    """Whether 尾页 and the number lead to one address."""
    last: set[str | None] = set()
    numbered: set[str | None] = set()
    for el in view.tree.els[_index_at(view.tree, first) :]:
        if el.start > first + REGION:
            break
        text = view.tree.text(el) if el.tag == "a" else ""
        match = _NUMBER.match(text)
        if _LAST.match(text):
            last.add(clicked(el, view.base))
        elif match and int(match[1]) == number:
            numbered.add(clicked(el, view.base))
    return bool((last & numbered) - {None})


def _index_at(tree: Tree, position: int) -> int:
    """The index of the last element that starts at or before the position."""
    return max(0, bisect_right(tree.els, position, key=lambda el: el.start) - 1)
