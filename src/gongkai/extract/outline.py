"""A page as a person sees it: one flat list of its nodes and the lines of text they make.

Nodes stand in document order; the subtree of node `i` is the range `i … ends[i]`. Every question of the
readers ("how much text has this element, how much of it is links") is then a difference of two sums.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.extract.scripts import written_text

SKIPPED = frozenset("script style noscript template title select textarea svg button datalist audio".split())
BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr html legend li main nav ol p pre section table tbody td tfoot th thead tr ul "
    "caption ucapcontent ucaptitle".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BREAK_ROWS = frozenset("table ul ol dl form iframe h1 h2 h3".split())
_PARAGRAPHS = frozenset(("p", "div", "br"))

_HIDDEN, _SCRIPT, _TITLE = -1, -2, -3

_UNSEEN = {"script": _SCRIPT, "title": _TITLE}

MAX_ROW_CHARS = 3_000
MAX_CELL_PARAGRAPHS = 12
"""A table row with more text or more paragraphs a cell is layout, and is read block by block."""

_SPACES = re.compile(r"[\s\u200b-\u200f\ufeff\u2028\u2029\xad]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\ufeff\xad]+")


_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.I)
_FILE_LINK = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|zip|rar|ofd)\b|wbfileid=|downfile", re.I)
MAX_HIDDEN_CHARS = 300


def squeeze(text: str) -> str:
    """The text on one line: invisible characters dropped, every run of white space one blank."""
    return " ".join(_INVISIBLE.sub("", text).split())


def solid(text: str) -> str:
    """The text without any white space: what labels and titles are compared by."""
    return _SPACES.sub("", text)


@dataclass(slots=True)
class Line:
    """A line of the page: the node range `start … end` of its text, and how many of its characters stand
    in links. `cells` are the cells of a table row, else the line itself; `pieces` its text nodes."""

    start: int
    end: int
    text: str
    linked: int
    cells: tuple[str, ...]
    pieces: tuple[str, ...]
    solid: str

    @property
    def unlinked(self) -> int:
        return max(0, len(self.solid) - self.linked)


@dataclass(slots=True)
class Outline:
    """The flat page. `tags[i]` is `-text` for text nodes; `parents[0]` is -1."""

    tags: list[str] = field(default_factory=list)
    nodes: list[LexborNode] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    title: str | None = None
    scripts: list[str] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    _names: dict[int, str] = field(default_factory=dict)

    def attribute(self, index: int, name: str) -> str:
        return (self.nodes[index].attributes.get(name) or "") if self.tags[index] != "-text" else ""

    def names(self, index: int) -> str:
        """Id and classes of an element, in lower case, between blanks."""
        known = self._names.get(index)
        if known is None:
            attributes = self.nodes[index].attributes if self.tags[index] != "-text" else {}
            known = f" {attributes.get('id') or ''} {attributes.get('class') or ''} ".lower()
            self._names[index] = known
        return known

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

    def text_of(self, index: int) -> str:
        """All text of an element on one line."""
        numbers = self.lines_in(index, self.ends[index])
        if len(numbers) == 0:
            return ""
        first, last = self.lines[numbers[0]], self.lines[numbers[-1]]
        if first.start >= index and last.end <= self.ends[index] and len(numbers) > 1:
            return " ".join(self.lines[n].text for n in numbers)
        return squeeze("".join(self.texts.get(i, "") for i in range(index, self.ends[index])))


def outline(text: str) -> Outline:
    """The outline of a page's HTML. Never raises for any text that `base.guard` lets pass."""
    page = Outline()
    root = LexborHTMLParser(text).root
    if root is not None:
        _flatten(page, root)
        _Liner(page).run()
        page.starts = [line.start for line in page.lines]
    return page


def _flatten(page: Outline, root: LexborNode) -> None:
    """Copies the tree into the flat lists; skipped elements stay as empty nodes."""
    tags, nodes, parents, ends = page.tags, page.nodes, page.parents, page.ends
    hidden = _hidden(root)
    stack: list[tuple[int | None, int]] = []  # (the parser's node, its index; below 0 where it is skipped)
    for node in root.traverse(include_text=True):
        parent = node.parent
        above = parent.mem_id if parent is not None else None
        while stack and stack[-1][0] != above:
            closed = stack.pop()[1]
            if closed >= 0:
                ends[closed] = len(tags)
        inside = stack[-1][1] if stack else -1
        tag = node.tag or ""
        if stack and inside < 0:
            if tag != "-text":
                stack.append((node.mem_id, _HIDDEN))
            elif inside == _SCRIPT:
                _script(page, node.text_content or "", next(i for _, i in reversed(stack) if i >= 0))
            elif inside == _TITLE and page.title is None:
                page.title = squeeze(node.text_content or "") or None
        elif tag == "-comment":
            page.comments.append((len(tags), node.comment_content or ""))
        else:
            if tag == "-text":
                page.texts[len(tags)] = node.text_content or ""
            else:
                identity = node.mem_id
                gone = tag in SKIPPED or identity in hidden
                stack.append((identity, _UNSEEN.get(tag, _HIDDEN) if gone else len(tags)))
            tags.append(tag)
            nodes.append(node)
            parents.append(inside)
            ends.append(len(tags))
    for _, index in stack:
        if index >= 0:
            ends[index] = len(tags)


def _hidden(root: LexborNode) -> set[int | None]:
    """Elements that a reader does not see and that hold little: long ones may be pages of an article or a
    text that a script unfolds, and a link to a file is worth keeping wherever it stands."""
    found = set()
    for node in root.css('[style*="display"]'):
        style = node.attributes.get("style") or ""
        if _DISPLAY_NONE.search(style) and len(node.text()) <= MAX_HIDDEN_CHARS and not _FILE_LINK.search(node.html or ""):
            found.add(node.mem_id)
    return found


def _script(page: Outline, code: str, parent: int) -> None:
    """Keeps a script; what it plainly writes into the page stands in its place as text."""
    page.scripts.append(code)
    written = written_text(code) if "document.write" in code else ""
    if written:
        page.texts[len(page.tags)] = written
        page.tags.append("-text")
        page.nodes.append(page.nodes[parent])
        page.parents.append(parent)
        page.ends.append(len(page.tags))


class _Liner:
    """Walks the flat page once and cuts it into lines."""

    def __init__(self, page: Outline) -> None:
        self.page = page
        self.pieces: list[str] = []
        self.cells: list[str] = []
        self.row_pieces: list[str] = []
        self.row_linked = 0
        self.start = -1
        self.last = 0
        self.linked = 0
        self.row_end = 0
        self.link_end = 0
        self._count()

    def _count(self) -> None:
        """Sums over the nodes, so that a row is judged without looking into it again."""
        breakers, paragraphs, cells, chars = [0], [0], [0], [0]
        texts = self.page.texts
        for index, tag in enumerate(self.page.tags):
            breakers.append(breakers[-1] + (tag in _BREAK_ROWS))
            paragraphs.append(paragraphs[-1] + (tag in _PARAGRAPHS))
            cells.append(cells[-1] + (tag in ("td", "th")))
            chars.append(chars[-1] + (len(texts[index].strip()) if tag == "-text" else 0))
        self.breakers, self.paragraphs, self.cell_sums, self.chars = breakers, paragraphs, cells, chars

    def run(self) -> None:
        page = self.page
        closing: list[int] = []
        for index, tag in enumerate(page.tags):
            while closing and closing[-1] <= index:
                self._edge(closing.pop())
            if tag == "-text":
                self._text(index)
            elif tag in BLOCKS:
                self._edge(index)
                closing.append(page.ends[index])
                if tag == "tr" and self._is_row(index):
                    self.row_end = page.ends[index]
                elif tag in ("td", "th") and index < self.row_end:
                    self._cell()
            elif tag == "a":
                self.link_end = max(self.link_end, page.ends[index])
        self.row_end = 0
        self._flush(len(page.tags))

    def _is_row(self, index: int) -> bool:
        end = self.page.ends[index]
        cells = self.cell_sums[end] - self.cell_sums[index]
        return (
            cells >= 2
            and self.breakers[end] == self.breakers[index + 1]
            and self.chars[end] - self.chars[index] <= MAX_ROW_CHARS
            and self.paragraphs[end] - self.paragraphs[index] <= MAX_CELL_PARAGRAPHS * cells
        )

    def _text(self, index: int) -> None:
        text = self.page.texts[index]
        if not text or text.isspace():
            if self.pieces:
                self.pieces.append(" ")
            return
        if self.start < 0:
            self.start = index
        self.last = index + 1
        self.pieces.append(text)
        if index < self.link_end:
            self.linked += len(solid(text))

    def _edge(self, index: int) -> None:
        """A block begins or ends: within a table row that is a blank, elsewhere a new line."""
        if index < self.row_end:
            if self.pieces:
                self.pieces.append(" ")
        else:
            self._flush(index)

    def _cell(self) -> None:
        self.cells.append(squeeze("".join(self.pieces)))
        self.row_pieces.extend(self.pieces)
        self.pieces = []

    def _flush(self, index: int) -> None:
        if not self.pieces and not self.cells:
            return
        if self.row_end and index >= self.row_end:
            self._cell()
            self.row_end = 0
            cells, pieces = tuple(self.cells[1:]), self.row_pieces
            text = "\t".join(cells).strip()
        else:
            text = squeeze("".join(self.pieces))
            cells, pieces = (text,), self.pieces
        bare = solid(text)
        if bare:
            self.page.lines.append(
                Line(self.start, self.last, text, self.linked, cells, tuple(pieces), bare)
            )
        self.pieces, self.cells, self.row_pieces, self.linked, self.start = [], [], [], 0, -1
