"""The numbers of a pager: which one follows the current one, and whether the greatest is the last page's."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice, pairwise
from typing import NamedTuple

from gongkai.base.urls import absolute
from gongkai.platforms.links import clicked
from gongkai.platforms.place import Scene
from gongkai.platforms.tree import El, Tree

REGION = 260
"""Positions on the page that a pager may take."""
_BEFORE = 40
"""Texts between a list and what a pager is known by that may be its numbers."""
_CURRENT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:cur|current|active|on|this|cpb|hover|select|selected|now|page-this)(?:[\s_-]|$)"
)
_NUMBER = re.compile(r"^[\[(]?\s*(\d{1,5})\s*[\])]?$")
_DIGITS = re.compile(r"(\d+)")
_DOTS = re.compile(r"\.{2,}|…+|···")
_LAST = re.compile(r"^(?:尾\s*页|末\s*页|最后一?页|last(?:\s*page)?)\s*[>›»→]*$", re.I)


class Apart(NamedTuple):
    """Which number of two addresses differs, and what it is in each."""

    place: int
    at: int
    to: int


def following(view: Scene, after: int, stated: int | None) -> str | None:
    """The link whose text is the number after the current page's, inside a pager."""
    printed = _printed(view, after)
    return printed.addresses.get((stated or printed.current or -1) + 1)


def ahead(view: Scene, after: int, stated: int | None) -> bool | None:
    """Whether the number after the current page's is printed without an address, so that only a script leads
    there; False where the current one is the greatest of several, None where the numbers do not tell."""
    printed = _printed(view, after)
    current = stated or printed.current
    if (current or 1) + 1 in printed.unread:
        return True
    others = printed.unread | printed.addresses.keys()
    return False if current and current - 1 in others and current >= max(others) else None


class _Printed(NamedTuple):
    """The numbers of a pager: the one marked as current, those with an address, those that only a script
    takes somewhere."""

    current: int | None
    addresses: dict[int, str]
    unread: set[int]


def _printed(view: Scene, after: int) -> _Printed:
    current: int | None = None
    addresses: dict[int, str] = {}
    unread: set[int] = set()
    first = next((p for p in view.pagers if p >= after), None)
    for el in [] if first is None else view.tree.els[_index_at(view.tree, first) :]:
        if first is None or el.start > first + REGION:
            break
        match = _NUMBER.match(view.tree.text(el)) if view.tree.count(el.start, el.end) == 1 else None
        if not match:
            continue
        number, url = int(match[1]), absolute(view.base, el.get("href")) if el.tag == "a" else None
        if _marked_current(el):
            current = number if current is None else current
        elif url:
            addresses.setdefault(number, url)
        elif el.tag in ("a", "button") or "onclick" in el.attrs:
            unread.add(number)
    return _Printed(current, addresses, unread - addresses.keys())


def _marked_current(el: El) -> bool:
    """Whether a page number is the current page's: named so, or no link."""
    if _CURRENT_CLASS.search(el.get("class")):
        return True
    return el.tag in ("span", "b", "strong", "em", "font") and not _in_link(el)


def _in_link(el: El) -> bool:
    return any(up.tag == "a" for up in islice(el.ancestors(), 4))


def last(view: Scene, after: int) -> int | None:
    """The last page's number, where the pager shows it as such: behind dots (`1 2 3 … 31`), or by the address
    of 尾页. A mere row of numbers does not say that there are no more."""
    first = _begin(view, after)
    if first is None:
        return None
    run = _run(view.tree, first)
    numbers = [int(piece) for piece in run if piece.isdigit()]
    if any(one >= other for one, other in pairwise(numbers)):
        return None
    if len(numbers) > 1 and numbers[0] == 1 and len(numbers) < len(run) and run[-1].isdigit():
        return numbers[-1]
    return _counted(*_addresses(view, first))


def _begin(view: Scene, after: int) -> int | None:
    """Where the pager after a list begins: some are known by 下一页 alone, before which the numbers stand."""
    first = next((p for p in view.pagers if p >= after), None)
    if first is None or not after:
        return first
    low, high = view.tree.span(after, first)
    near = high - low <= _BEFORE and sum(map(len, view.tree.folded[low:high])) <= 2 * _BEFORE
    return after if near else first


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


def _addresses(view: Scene, first: int) -> tuple[dict[int, str], str | None]:
    """The addresses of a pager's numbers and of its 尾页."""
    numbered: dict[int, str] = {}
    last = None
    for el in view.tree.els[_index_at(view.tree, first) :]:
        if el.start > first + REGION:
            break
        text = view.tree.text(el) if el.tag == "a" else ""
        match = _NUMBER.match(text)
        url = clicked(el, view.base) if match or _LAST.match(text) else None
        if url and match:
            numbered.setdefault(int(match[1]), url)
        elif url and last is None:
            last = url
    return numbered, last


def _counted(numbered: dict[int, str], last: str | None) -> int | None:
    """The number of the page that 尾页 leads to: the greatest with its address, else counted on from the
    numbers whose addresses differ from its in one number alone (`index_2.html` … `index_50.html`)."""
    if last is None or not numbered:
        return None
    same = [number for number, url in numbered.items() if url == last]
    if same:
        return same[0] if same[0] == max(numbered) else None
    apart = {number: found for number, url in numbered.items() if (found := _apart(url, last))}
    if not apart:
        return None
    low, high = min(apart), max(apart)
    step = _step(low, apart[low], high, apart[high])
    total = low + (apart[low].to - apart[low].at) * step
    return total if step and total >= max(numbered) else None


def _step(low: int, first: Apart, high: int, second: Apart) -> int:
    """By how much an address counts from page to page: 1, -1 where it counts down, 0 where it does neither
    (rows are counted, `?start=20`) or nobody can tell."""
    if low == high:
        return int(first.at in (low, low - 1))
    if first.place != second.place or abs(second.at - first.at) != high - low:
        return 0
    return 1 if second.at > first.at else -1


def _apart(one: str, other: str) -> Apart | None:
    """The one number in which two addresses differ; None where they differ in something else."""
    parts, others = _DIGITS.split(one), _DIGITS.split(other)
    if len(parts) != len(others):
        return None
    differing = [i for i, (part, its) in enumerate(zip(parts, others, strict=True)) if part != its]
    if len(differing) != 1:
        return None
    part, its = parts[differing[0]], others[differing[0]]
    both = part.isdecimal() and its.isdecimal() and max(len(part), len(its)) < 7
    return Apart(differing[0], int(part), int(its)) if both else None


def _index_at(tree: Tree, position: int) -> int:
    """The index of the last element that starts at or before the position."""
    return max(0, bisect_right(tree.els, position, key=lambda el: el.start) - 1)
