"""A page as a person sees it: one flat list of its nodes and the lines of text they make.

Nodes stand in document order; the subtree of node `i` is the range `i … ends[i]`. Every question of the
readers ("how much text has this element, how much of it is links") is then a difference of two sums.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.base.urls import absolute
from gongkai.extract.lines import Line, cut_lines
from gongkai.extract.names import meaning
from gongkai.extract.scripts import written_text
from gongkai.extract.text import INVISIBLE, squeeze

SKIPPED = frozenset("script style noscript template title select textarea svg button datalist audio".split())
_HIDDEN, _SCRIPT, _TITLE = -1, -2, -3
_KEPT = frozenset("a base file meta iframe embed object video img".split())
_UNSEEN = dict.fromkeys(SKIPPED, _HIDDEN) | {"script": _SCRIPT, "title": _TITLE}

_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.I)
_FILE_LINK = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|zip|rar|ofd)\b|wbfileid=|downfile", re.I)
MAX_HIDDEN_CHARS = 300
MAX_HIDDEN_LINKS = 50


@dataclass(slots=True)
class Outline:
    """The flat page. `tags[i]` is `-text` for text nodes; `parents[0]` is -1. White space between elements
    is no node: `blanks` holds the nodes before which it stands. `marks` are the elements whose names say
    something (`names.Mark`), in page order, `names` these names; `kept` the parser's nodes of those whose
    attributes matter; `starts` the beginnings of the lines; the sums count their characters outside and
    inside links."""

    tags: list[str] = field(default_factory=list)
    kept: dict[int, LexborNode] = field(default_factory=dict)
    by_tag: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    blanks: set[int] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    unlinked_sums: list[int] = field(default_factory=list)
    linked_sums: list[int] = field(default_factory=list)
    marks: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    solid: str = ""
    offsets: list[int] = field(default_factory=list)
    root: LexborNode | None = None
    indices: dict[int | None, int] = field(default_factory=dict)
    title: str | None = None
    scripts: list[str] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)

    def marked(self, mark: int) -> list[int]:
        """The elements whose names have a meaning."""
        return [index for index, meant in self.marks.items() if meant & mark]

    def means(self, index: int, mark: int) -> bool:
        return bool(self.marks.get(index, 0) & mark)

    def attributes(self, index: int) -> dict[str, str | None]:
        """The attributes of a link, a meta tag, a frame or an image; empty for all else."""
        node = self.kept.get(index)
        return node.attributes if node is not None else {}

    def base(self, url: str) -> str:
        """What relative addresses are relative to: the page's `<base>`, else the page's own address."""
        stated = self.by_tag.get("base")
        return (absolute(url, self.attributes(stated[0]).get("href")) if stated else None) or url

    def describe(self, index: int) -> str:
        """An element as people name it: its tag and, where they mean something, its id and classes."""
        return f"<{' '.join([self.tags[index], *self.names.get(index, '').split()])}>"

    def elements(self, tags: Iterable[str], start: int = 0, end: int | None = None) -> list[int]:
        """The elements of some tags within a node range, in page order."""
        last = len(self.tags) if end is None else end
        found: list[int] = []
        for tag in tags:
            places = self.by_tag.get(tag)
            if places:
                found.extend(places[bisect_left(places, start) : bisect_left(places, last)])
        return sorted(found)

    def lines_with(self, words: Iterable[str]) -> list[int]:
        """The numbers of the lines that hold one of some words, white space aside."""
        if not self.solid:
            self.solid = "\n".join(line.solid for line in self.lines)
            self.offsets = list(accumulate((len(line.solid) + 1 for line in self.lines), initial=0))
        found: set[int] = set()
        for word in words:
            place = self.solid.find(word)
            while place >= 0:
                number = bisect_right(self.offsets, place) - 1
                found.add(number)
                place = self.solid.find(word, self.offsets[number + 1])
        return sorted(found)

    def unlinked(self, start: int, end: int) -> int:
        """Characters outside links in the lines that begin within a node range."""
        numbers = self.lines_in(start, end)
        return self.unlinked_sums[numbers.stop] - self.unlinked_sums[numbers.start] if numbers else 0

    def linked(self, start: int, end: int) -> int:
        """Characters in links in the lines that begin within a node range."""
        numbers = self.lines_in(start, end)
        return self.linked_sums[numbers.stop] - self.linked_sums[numbers.start] if numbers else 0

    def ancestors(self, index: int) -> Iterator[int]:
        """The elements around a node, innermost first."""
        index = self.parents[index]
        while index >= 0:
            yield index
            index = self.parents[index]

    def children(self, index: int) -> Iterator[int]:
        child = index + 1
        while child < self.ends[index]:
            yield child
            child = self.ends[child]

    def lines_in(self, start: int, end: int) -> range:
        """The numbers of the lines whose text begins within a node range."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def text_in(self, start: int, end: int) -> str:
        """The text of a node range on one line."""
        return squeeze("".join(self.texts[i] for i in range(start, end) if i in self.texts))


def outline(text: str) -> Outline:
    """The outline of a page's HTML. Never raises for any text that `base.guard` lets pass."""
    page = Outline()
    root = LexborHTMLParser(text.encode("utf-8", "replace")).root
    if root is not None:
        page.root = root
        _flatten(page, root)
        _hide(page, root)
        if INVISIBLE.search("".join(page.texts.values())):
            page.texts = {index: INVISIBLE.sub("", text) for index, text in page.texts.items()}
        _name(page, root)
        page.lines = cut_lines(page.tags, page.ends, page.texts, page.blanks)
        page.starts = [line.start for line in page.lines]
        page.unlinked_sums = list(accumulate((line.unlinked for line in page.lines), initial=0))
        page.linked_sums = list(accumulate((line.linked for line in page.lines), initial=0))
    return page


def _flatten(page: Outline, root: LexborNode) -> None:
    """Copies the tree into the flat lists; skipped elements stay as empty nodes."""
    tags, parents, ends, by_tag, indices = page.tags, page.parents, page.ends, page.by_tag, page.indices
    stack: list[tuple[int | None, int]] = [(None, -1)]  # (the parser's node, its index; < 0 where skipped)
    above: int | None
    here, inside = None, -1  # the top of the stack
    for node in root.traverse(include_text=True):
        above = node.parent.mem_id if len(stack) > 1 else None  # type: ignore[union-attr]
        while here != above and len(stack) > 1:
            stack.pop()
            if inside >= 0:
                ends[inside] = len(tags)
            here, inside = stack[-1]
        tag = node.tag or ""
        if (inside < 0 and above is not None) or tag == "-comment":
            _unseen(page, node, tag, stack)
            here, inside = stack[-1]
            continue
        index = len(tags)
        if tag == "-text":
            text = node.text_content or ""
            if text.isspace():
                page.blanks.add(index)
                continue
            page.texts[index] = text
            parents.append(inside)
        else:
            parents.append(inside)
            here, inside = node.mem_id, _UNSEEN.get(tag, index)
            stack.append((here, inside))
            indices[here] = index
            by_tag[tag].append(index)
            if tag in _KEPT:
                page.kept[index] = node
        tags.append(tag)
        ends.append(index + 1)
    for _, index in stack:
        if index >= 0:
            ends[index] = len(tags)


def _unseen(page: Outline, node: LexborNode, tag: str, stack: list[tuple[int | None, int]]) -> None:
    """A comment, or a node inside an element that is not shown: scripts and the title are kept aside."""
    inside = stack[-1][1]
    if tag == "-comment":
        page.comments.append((len(page.tags), node.comment_content or ""))
    elif tag != "-text":
        stack.append((node.mem_id, _HIDDEN))
    elif inside == _SCRIPT:
        _script(page, node.text_content or "", next(i for _, i in reversed(stack) if i >= 0))
    elif inside == _TITLE and page.title is None:
        page.title = squeeze(node.text_content or "") or None


def _name(page: Outline, root: LexborNode) -> None:
    for node in root.css("[class],[id]"):
        attributes = node.attributes
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        meant = meaning(names)
        if meant:
            index = page.indices.get(node.mem_id)
            if index is not None:
                page.marks[index] = meant
                page.names[index] = names


def _hide(page: Outline, root: LexborNode) -> None:
    """Takes away the text of elements that a reader does not see and that hold little: long ones may be
    pages of an article or a text that a script unfolds, and a link to a file is worth keeping anywhere."""
    sums = [0] * (len(page.tags) + 1)
    covered = 0
    for place, node in enumerate(root.css('[style*="display"]')):
        if place == 0:
            sums = list(accumulate((len(page.texts.get(i, "")) for i in range(len(page.tags))), initial=0))
        index = page.indices.get(node.mem_id, -1)
        if index < covered or not _DISPLAY_NONE.search(node.attributes.get("style") or ""):
            continue
        end = page.ends[index]
        hidden = sums[end] - sums[index] <= MAX_HIDDEN_CHARS and not _may_hold_files(page, index, end)
        if hidden and not _turned_by_script(node):
            covered = end
            for inner in range(index, end):
                if inner in page.texts:
                    page.texts[inner] = ""


def _turned_by_script(node: LexborNode) -> bool:
    """Whether a hidden element is a page of an article that a script turns: one of several of the same
    class, side by side, with paragraphs and without links."""
    name, before = node.attributes.get("class"), node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if not name or before is None or before.attributes.get("class") != name or before.tag != node.tag:
        return False
    return node.css_first("p") is not None and node.css_first("a") is None


def _may_hold_files(page: Outline, start: int, end: int) -> bool:
    links = page.elements("a", start, end)
    if len(links) > MAX_HIDDEN_LINKS:
        return True
    return any(_FILE_LINK.search(page.attributes(index).get("href") or "") for index in links)


def _script(page: Outline, code: str, parent: int) -> None:
    """Keeps a script; what it plainly writes into the page stands in its place as text."""
    page.scripts.append(code)
    written = written_text(code) if "document.write" in code else ""
    if written:
        page.texts[len(page.tags)] = written
        page.tags.append("-text")
        page.parents.append(parent)
        page.ends.append(len(page.tags))
