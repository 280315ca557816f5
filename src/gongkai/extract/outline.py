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
from functools import lru_cache
from itertools import accumulate

from selectolax.lexbor import LexborNode, SelectolaxError

from gongkai.base.markup import parsed
from gongkai.base.urls import ENDINGS, absolute
from gongkai.extract.lines import Line, cut_lines
from gongkai.extract.names import meaning
from gongkai.extract.scripts import written_text
from gongkai.extract.text import INVISIBLE, INVISIBLE_SIGNS, squeeze

SKIPPED = frozenset("script style noscript template title select textarea svg button datalist audio".split())
_KEPT = frozenset("a base file meta iframe embed object video img".split())
_NAMELESS = SKIPPED | frozenset("area br col head hr input link param source track wbr".split())
"""Elements without text of their own: what they are called says nothing of any line."""

_COMMON = (
    "a article b blockquote body br center col colgroup dd div dl dt em embed font footer form h1 h2 h3 h4 "
    "h5 h6 head header hr html i iframe img input label li link meta nav ol option p s script section select "
    "small span strong style sub sup table tbody td th thead title tr u ul"
).split()

_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.I)
_FILE_LINK = re.compile(rf"\.(?:{ENDINGS})\b|wbfileid=|downfile", re.I)
MAX_NODES = 50_000
"""Elements and texts read of one page; a table of four thousand rows has as many."""
MAX_RUN = 2_000_000
"""Characters read of one text."""
MAX_STATED = 5_000
"""Characters read of the page's title."""
MAX_ADDRESS = 500
"""Characters of an address that are looked at for what it leads to."""

MAX_HIDDEN_CHARS = 300
MAX_HIDDEN_LINKS = 50


@dataclass(slots=True)
class Outline:
    """The flat page. `tags[i]` is `-text` for text nodes; `parents[0]` is -1. White space between elements
    is no node: `blanks` holds the nodes before which it stands. `marks` are the elements whose names say
    something (`names.Mark`), in page order, `names` the ids and classes of all that have any; `kept` the
    attributes of those for which they matter; `undisplayed` the elements whose style says so; `starts`
    the beginnings of the lines; the sums count their characters outside and inside links.
    `truncated`: the page has more nodes than are read."""

    tags: list[str] = field(default_factory=list)
    kept: dict[int, dict[str, str | None]] = field(default_factory=dict)
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
    undisplayed: list[int] = field(default_factory=list)
    solid: str = ""
    offsets: list[int] = field(default_factory=list)
    found: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    root: LexborNode | None = None
    title: str | None = None
    truncated: bool = False
    scripts: list[str] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)

    def marked(self, mark: int) -> list[int]:
        """The elements whose names have a meaning."""
        return [index for index, meant in self.marks.items() if meant & mark]

    def means(self, index: int, mark: int) -> bool:
        return bool(self.marks.get(index, 0) & mark)

    def attributes(self, index: int) -> dict[str, str | None]:
        """The attributes of a link, a meta tag, a frame or an image; empty for all else."""
        return self.kept.get(index) or {}

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

    def lines_with(self, words: tuple[str, ...]) -> list[int]:
        """The numbers of the lines that hold one of some words, white space aside, in page order."""
        if words not in self.found:
            self.found[words] = self._look_for(words)
        return self.found[words]

    def _look_for(self, words: tuple[str, ...]) -> list[int]:
        if not self.solid:
            self.solid = "\n".join([line.solid for line in self.lines])
            self.offsets = list(accumulate([len(line.solid) + 1 for line in self.lines], initial=0))
        found: list[int] = []
        pattern = _any_of(words)
        match = pattern.search(self.solid)
        while match:
            found.append(bisect_right(self.offsets, match.start()) - 1)
            match = pattern.search(self.solid, self.offsets[found[-1] + 1])
        return found

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

    def selected(self, selector: str | None) -> tuple[int, int] | None:
        """The node range of the first element that an operator's selector meets; None for none or bad CSS."""
        if not selector or self.root is None:
            return None
        try:
            match = self.root.css_first(selector)
        except SelectolaxError:
            return None
        index = self.place_of(match) if match is not None else None
        return None if index is None else (index, self.ends[index])

    def place_of(self, node: LexborNode) -> int | None:
        """The index of one of the parser's elements; None if it stands in a skipped one."""
        steps: list[int] = []  # from the inside: how many elements stand before it in the one around it
        top = self.root.mem_id if self.root is not None else 0
        here: LexborNode | None = node
        while here is not None and here.mem_id != top:
            steps.append(0)
            before = here.prev
            while before is not None:
                steps[-1] += before.is_element_node
                before = before.prev
            here = here.parent
        index = 0
        for step in reversed(steps):
            inner = [child for child in self.children(index) if self.tags[child] != "-text"]
            if here is None or step >= len(inner):
                return None
            index = inner[step]
        return index

    def lines_in(self, start: int, end: int) -> range:
        """The numbers of the lines whose text begins within a node range."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def text_in(self, start: int, end: int) -> str:
        """The text of a node range on one line."""
        texts = self.texts
        return squeeze("".join([texts[i] for i in range(start, end) if i in texts]))


@lru_cache(maxsize=16)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """One look for all words; to look for sixty one after the other takes several times as long."""
    return re.compile("|".join(map(re.escape, words)))


def outline(text: str) -> Outline:
    """The outline of a page's HTML. Never raises for any text that `base.guard` lets pass."""
    page = Outline()
    page.root = parsed(text.encode("utf-8", "replace")).root
    if page.root is not None:
        _flatten(page, page.root)
        _hide(page)
        seen = "".join(page.texts.values())
        if any(sign in seen for sign in INVISIBLE_SIGNS):
            page.texts = {index: INVISIBLE.sub("", text) for index, text in page.texts.items()}
        page.lines = cut_lines(page.tags, page.ends, page.texts, page.blanks, page.by_tag)
        page.starts = [line.start for line in page.lines]
        page.unlinked_sums = list(accumulate([line.unlinked for line in page.lines], initial=0))
        page.linked_sums = list(accumulate([line.linked for line in page.lines], initial=0))
    return page


def _known_tags() -> dict[int, str]:
    """The parser's numbers of what most nodes are; to ask for a number takes a third of asking for a name."""
    parser = parsed("<p>text<!-- comment --></p>")
    found: list[LexborNode] = [parser.create_node(tag) for tag in _COMMON]
    paragraph = parser.css_first("p")
    found += paragraph.iter(include_text=True) if paragraph is not None else ()
    return {node.tag_id: node.tag or "" for node in found}


_TAGS = _known_tags()


def _flatten(page: Outline, root: LexborNode) -> None:
    """Copies the tree into the flat lists; skipped elements stay as empty nodes.

    A third of the time that a page takes is spent here, which is why it is one loop, and why the parser is
    not asked what the way from node to node tells.
    """
    tags, parents, ends, texts, by_tag = page.tags, page.parents, page.ends, page.texts, page.by_tag
    blanks, known = page.blanks, _TAGS
    opened: list[LexborNode] = []
    above, index = -1, 0
    node: LexborNode | None = root
    while node is not None and index < MAX_NODES:
        tag = known.get(node.tag_id) or node.tag or ""
        if tag == "-text":
            text = None if node.is_empty_text_node else (node.text_content or "")[:MAX_RUN]
            if not text or text.isspace():
                blanks.add(index)
            else:
                texts[index] = text
                tags.append(tag)
                parents.append(above)
                index += 1
                ends.append(index)
        elif tag == "-comment":
            page.comments.append((index, node.comment_content or ""))
        else:
            tags.append(tag)
            parents.append(above)
            by_tag[tag].append(index)
            attributes = None if tag in _NAMELESS else node.attributes
            if attributes:
                _tell(page, index, tag, attributes)
            ends.append(index + 1)
            child = _skip(page, node, tag, above) if tag in SKIPPED else node.first_child
            if child is not None:
                opened.append(node)
                above, node = index, child
                index += 1
                continue
            index = len(tags)
        node = node.next if opened else None
        while node is None and opened:
            ends[above] = index
            above = parents[above]
            ended = opened.pop()
            node = ended.next if opened else None
    page.truncated = node is not None
    for _ in opened:
        ends[above], above = index, parents[above]


def _tell(page: Outline, index: int, tag: str, attributes: dict[str, str | None]) -> None:
    """Keeps of an element's attributes what readers ask for."""
    if tag in _KEPT:
        page.kept[index] = attributes
    if "class" in attributes or "id" in attributes or tag == "nav":
        _name(page, index, attributes)
    style = attributes.get("style")
    if style and "display" in style and _DISPLAY_NONE.search(style):
        page.undisplayed.append(index)


def _name(page: Outline, index: int, attributes: dict[str, str | None]) -> None:
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    said = attributes.get("aria-label")  # where a breadcrumb without a class says what it is
    names = page.names[index] = f"{names} {said}" if said else names
    meant = meaning(names)
    if meant:
        page.marks[index] = meant


def _skip(page: Outline, node: LexborNode, tag: str, above: int) -> LexborNode | None:
    """Passes over an element: scripts and the title are read, but no reader sees what is in them. Returns its
    first child to be seen, which is none."""
    for child in node.iter(include_text=True) if tag in ("script", "title") else ():
        text = child.text_content
        if text is None:
            continue
        if tag == "script":
            _script(page, text, above)
        elif page.title is None:
            page.title = squeeze(text[:MAX_STATED]) or None
    return None


def _hide(page: Outline) -> None:
    """Takes away the text of elements that a reader does not see and that hold little: long ones may be
    pages of an article or a text that a script unfolds, and a link to a file is worth keeping anywhere."""
    covered = 0
    places = list(page.texts) if page.undisplayed else []
    sums = list(accumulate([len(page.texts[place]) for place in places], initial=0))
    for index in page.undisplayed:
        if index < covered:
            continue
        end = page.ends[index]
        first, last = bisect_left(places, index), bisect_left(places, end)
        hidden = sums[last] - sums[first] <= MAX_HIDDEN_CHARS and not _may_hold_files(page, index, end)
        if hidden and not _turned_by_script(page, index):
            covered = end
            page.texts.update(dict.fromkeys(places[first:last], ""))


def _turned_by_script(page: Outline, index: int) -> bool:
    """Whether a hidden element is a page of an article that a script turns: one of several of the same
    class, side by side, with paragraphs and without links."""
    before = _before(page, index)
    if before is None or page.tags[before] != page.tags[index]:
        return False
    kinds = {page.names.get(place, "").partition(" ")[2] for place in (before, index)}
    paragraphs, links = (page.elements(tag, index, page.ends[index]) for tag in ("p", "a"))
    return len(kinds) == 1 and kinds != {""} and bool(paragraphs) and not links


def _before(page: Outline, index: int) -> int | None:
    """The element before another in the same parent."""
    around, place = page.parents[index], index - 1
    while place > around:
        while page.parents[place] != around:
            place = page.parents[place]
        if page.tags[place] != "-text":
            return place
        place -= 1
    return None


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
