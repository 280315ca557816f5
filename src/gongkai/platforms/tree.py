"""A page as a plain tree with positions, cheap to slice: what all the list readers look at.

Every element and every text gets a position in document order, so that "what stands inside this
element", "what stands before that list" and "is this between those two" are comparisons of numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborNode

from gongkai.base.markup import parsed

MAX_NODES = 45_000
"""Elements and texts read of one page; the largest list pages seen have about 15,000."""

MAX_INSIDE = 300
"""Descendants looked at of one link or row."""
MAX_CLIMB = 80
"""Levels climbed above an element; real pages are about 30 deep."""
MAX_MARKS = 500
"""Characters of class and id that are looked at; templates use 100 at most."""
MAX_RUN = 50_000
"""Characters kept of one text."""
MAX_TEXT = 2_000
"""Characters of an element's text that are looked at."""

_SILENT = frozenset(("script", "style", "title", "textarea", "select", "svg", "object", "iframe", "template"))
_SPACE = re.compile(r"[\s\u00a0\u3000\u200b-\u200f\ufeff]+")


@dataclass(slots=True, eq=False)
class El:
    """An element: its position, the position after its last descendant, and its children.

    `marks` is class and id in lower case: what the template's author called it; empty without both.
    """

    tag: str
    attrs: dict[str, str | None]
    parent: El | None
    start: int
    index: int
    marks: str = ""
    end: int = 0
    last: int = 0
    children: list[El] = field(default_factory=list)
    chrome: bool | None = None
    """What `place.is_chrome` found, once it was asked."""

    def get(self, name: str) -> str:
        return self.attrs.get(name) or ""

    def ancestors(self) -> Iterator[El]:
        """The elements above it, the nearest first, at most `MAX_CLIMB`."""
        el = self.parent
        for _ in range(MAX_CLIMB):
            if el is None:
                return
            yield el
            el = el.parent


@dataclass(slots=True)
class Tree:
    """All elements in document order, and all visible texts with their positions.

    `folded` are the texts with white space folded; `chars_before` counts for each text the characters of
    all texts before it, and at last of all.
    """

    els: list[El]
    text_at: list[int]
    texts: list[str]
    folded: list[str] = field(default_factory=list)
    chars_before: list[int] = field(default_factory=list)
    title: str = ""
    metas: tuple[tuple[str, str], ...] = ()
    truncated: bool = False

    def inside(self, el: El) -> list[El]:
        """The element's first descendants, in document order, at most `MAX_INSIDE`."""
        return self.els[el.index + 1 : min(el.last, el.index + 1 + MAX_INSIDE)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in `texts` those begin and end that stand from `start` up to but without `end`."""
        return bisect_left(self.text_at, start), bisect_left(self.text_at, end)

    def between(self, start: int, end: int) -> list[str]:
        """The texts that stand from `start` up to but without `end`."""
        return self.texts[bisect_left(self.text_at, start) : bisect_left(self.text_at, end)]

    def placed(self, start: int, end: int) -> list[tuple[int, str]]:
        """Like `between`, with positions."""
        low, high = bisect_left(self.text_at, start), bisect_left(self.text_at, end)
        return list(zip(self.text_at[low:high], self.texts[low:high], strict=True))

    def count(self, start: int, end: int) -> int:
        """How many texts stand from `start` up to but without `end`."""
        return bisect_left(self.text_at, end) - bisect_left(self.text_at, start)

    def chars(self, start: int, end: int) -> int:
        """How many characters the texts have that stand from `start` up to but without `end`."""
        low, high = self.span(start, end)
        return self.chars_before[max(low, high)] - self.chars_before[low]

    def last_before(self, start: int, end: int, most: int) -> list[str]:
        """The last `most` texts from `start` up to but without `end`."""
        low, high = bisect_left(self.text_at, start), bisect_left(self.text_at, end)
        return self.texts[max(low, high - most) : high]

    def text(self, el: El) -> str:
        """The first `MAX_TEXT` characters of an element's visible text, white space folded."""
        low, high = self.span(el.start, el.end)
        if high - low < 2 and self.chars(el.start, el.end) <= MAX_TEXT:
            return self.folded[low] if high > low else ""
        pieces: list[str] = []
        length = 0
        for i in range(low, high):
            pieces.append(self.texts[i][:MAX_TEXT])
            length += len(pieces[-1])
            if length > MAX_TEXT:
                break
        return fold("".join(pieces)[:MAX_TEXT])

    def meta(self, name: str) -> str:
        return next((value for key, value in self.metas if key == name), "")


def fold(text: str) -> str:
    """White space of every kind, in runs, to one plain space; none at the ends."""
    folded = " ".join(text.split())
    return folded if folded.isprintable() else _SPACE.sub(" ", text).strip()  # signs without width


def build(html: str) -> Tree:
    """The tree of a page. Never raises; stops after `MAX_NODES` nodes and says so in `truncated`."""
    tree = Tree([], [], [])
    root = parsed(html.encode("utf-8", "ignore")).root
    if root is not None:
        _grow(tree, root)
    tree.folded = [fold(text) for text in tree.texts]
    tree.chars_before = list(accumulate(map(len, tree.texts), initial=0))
    tree.metas = tuple((el.get("name").lower(), el.get("content")) for el in tree.els if el.tag == "meta")
    return tree


def _grow(tree: Tree, root: LexborNode) -> None:
    """Adds the nodes in document order; `opened` is the way down to the current one."""
    opened: list[tuple[LexborNode, El]] = []
    position = 0
    node: LexborNode | None = root
    while node is not None:
        position += 1
        if position > MAX_NODES:
            tree.truncated = True
            break
        child = None
        if node.is_text_node:
            text = node.text_content
            if text and not text.isspace():
                tree.text_at.append(position)
                tree.texts.append(text[:MAX_RUN])
        elif node.is_element_node and not _silent(tree, node):
            el = _element(tree, node, opened[-1][1] if opened else None, position)
            opened.append((node, el))
            child = node.first_child
            if child is None:
                _close(opened.pop()[1], position, len(tree.els))
        node = child if child is not None else _following(node, opened, position, len(tree.els))
    for _, el in reversed(opened):
        _close(el, position, len(tree.els))


def _following(
    node: LexborNode, opened: list[tuple[LexborNode, El]], position: int, count: int
) -> LexborNode | None:
    """The node after one and all that is in it; closes the elements that end between them."""
    following = node.next if opened else None
    while following is None and opened:
        ended, el = opened.pop()
        _close(el, position, count)
        following = ended.next if opened else None
    return following


def _element(tree: Tree, node: LexborNode, parent: El | None, position: int) -> El:
    attrs = node.attributes
    marks = ""
    if "class" in attrs or "id" in attrs:
        marks = f"{attrs.get('class') or ''} {attrs.get('id') or ''}".lower()[:MAX_MARKS]
    el = El(node.tag or "", attrs, parent, position, len(tree.els), marks)
    tree.els.append(el)
    if parent is not None:
        parent.children.append(el)
    return el


def _silent(tree: Tree, node: LexborNode) -> bool:
    """Whether what the element holds is not shown; the page's title is kept."""
    if node.tag not in _SILENT:
        return False
    if node.tag == "title" and not tree.title:
        tree.title = fold(node.text(deep=True)[:MAX_TEXT])
    return True


def _close(el: El, position: int, count: int) -> None:
    el.end = position + 1
    el.last = count
