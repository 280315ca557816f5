"""The lines of a page: blocks and `<br>` break them; a row of a table of data is one line, cell by cell."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 "
    "h3 h4 h5 h6 header hr html legend li main nav ol p pre section table tbody td tfoot th thead tr ul "
    "caption ucapcontent ucaptitle".split()
)
_BREAK_ROWS = frozenset("table ul ol dl form iframe h1 h2 h3".split())
_PARAGRAPHS = frozenset(("p", "div", "br"))
_CELLS = frozenset(("td", "th"))
_TABLE = _CELLS | {"tr"}

MAX_ROW_CHARS = 3_000
MAX_CELL_PARAGRAPHS = 4
"""A table row with more text or more paragraphs a cell is layout, and is read block by block."""


@dataclass(slots=True)
class Line:
    """A line of the page: the node range `start … end` of its text, and how many of its characters stand
    in links (`linked`) and outside them. `cells` are the cells of a table row, else the line itself;
    `pieces` its text nodes; `solid` the text without blanks."""

    start: int
    end: int
    text: str
    linked: int
    cells: tuple[str, ...]
    pieces: tuple[str, ...]
    solid: str
    unlinked: int


def cut_lines(
    tags: list[str], ends: list[int], texts: dict[int, str], blanks: set[int], by_tag: dict[str, list[int]]
) -> list[Line]:
    """The lines of a flat page (see `outline.Outline`), in page order; none is empty."""
    return _Cutter(tags, ends, texts, blanks, _Rows(texts, by_tag) if "tr" in by_tag else None).run()


class _Rows:
    """Which table rows are data. Sorted places answer without looking into a row again."""

    def __init__(self, texts: dict[int, str], by_tag: dict[str, list[int]]) -> None:
        self.breakers = _places(by_tag, _BREAK_ROWS)
        self.paragraphs = _places(by_tag, _PARAGRAPHS)
        self.cells = _places(by_tag, _CELLS)
        self.texts = list(texts)
        self.chars = list(accumulate(map(len, texts.values()), initial=0))

    def is_data(self, start: int, end: int) -> bool:
        cells = _count(self.cells, start, end)
        return (
            cells >= 2
            and not _count(self.breakers, start, end)
            and self._chars(start, end) <= MAX_ROW_CHARS
            and _count(self.paragraphs, start, end) <= MAX_CELL_PARAGRAPHS * cells
        )

    def _chars(self, start: int, end: int) -> int:
        return self.chars[bisect_left(self.texts, end)] - self.chars[bisect_left(self.texts, start)]


def _places(by_tag: dict[str, list[int]], tags: frozenset[str]) -> list[int]:
    return sorted([place for tag in tags if tag in by_tag for place in by_tag[tag]])


def _count(places: list[int], start: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, start)


class _Cutter:
    """Walks the flat page once. `places` are the text nodes of the line, `plain` and `links` the texts
    outside and inside links."""

    def __init__(
        self,
        tags: list[str],
        ends: list[int],
        texts: dict[int, str],
        blanks: set[int],
        rows: _Rows | None,
    ) -> None:
        self.tags, self.ends, self.texts, self.blanks, self.rows = tags, ends, texts, blanks, rows
        self.lines: list[Line] = []
        self.row_end = 0
        self.pieces: list[str] = []
        self.cells: list[str] = []
        self.row_pieces: list[str] = []
        self.places: list[int] = []
        self.plain: list[str] = []
        self.links: list[str] = []

    def run(self) -> list[Line]:
        ends, blanks, texts = self.ends, self.blanks, self.texts
        pieces, cells, places, plain, links = self.pieces, self.cells, self.places, self.plain, self.links
        link_end = 0
        nearest = len(ends) + 1
        closing = [nearest]
        for index, tag in enumerate(self.tags):
            while nearest <= index:
                if pieces or cells:
                    self._edge(nearest)
                closing.pop()
                nearest = closing[-1]
            if tag in BLOCKS:
                if pieces or cells:
                    self._edge(index)
                nearest = ends[index]
                closing.append(nearest)
                if self.rows and tag in _TABLE:
                    self._table(index, tag)
                continue
            if pieces and index in blanks:
                pieces.append(" ")
            if tag == "-text" and texts[index]:
                text = texts[index]
                places.append(index)
                pieces.append(text)
                (links if index < link_end else plain).append(text)
            elif tag == "a":
                link_end = max(link_end, ends[index])
        self._flush(len(self.tags))
        return self.lines

    def _table(self, index: int, tag: str) -> None:
        if tag in _CELLS:
            if index < self.row_end:
                self._cell()
        elif self.rows and self.rows.is_data(index, self.ends[index]):
            self.row_end = self.ends[index]

    def _edge(self, index: int) -> None:
        """A block begins or ends: within a table row that is a blank, elsewhere a new line."""
        if index >= self.row_end:
            self._flush(index)
        elif self.pieces:
            self.pieces.append(" ")

    def _cell(self) -> None:
        self.cells.append(" ".join("".join(self.pieces).split()))
        self.row_pieces.extend(self.pieces)
        self.pieces.clear()

    def _flush(self, index: int) -> None:
        if self.row_end and index >= self.row_end:
            self._cell()
            self.row_end = 0
            cells, pieces = tuple(self.cells[1:]), tuple(self.row_pieces)
            text = "\t".join(cells).strip()
            bare = "".join(text.split())
            self.cells.clear()
            self.row_pieces.clear()
        else:
            pieces = tuple(self.pieces)
            words = "".join(pieces).split()
            text, bare = " ".join(words), "".join(words)
            cells = (text,)
        if bare:
            linked = self._linked(bare) if self.links else 0
            unlinked = max(0, len(bare) - linked)
            start, end = self.places[0], self.places[-1] + 1
            self.lines.append(Line(start, end, text, linked, cells, pieces, bare, unlinked))
        for collected in (self.pieces, self.places, self.plain, self.links):
            collected.clear()

    def _linked(self, bare: str) -> int:
        return len("".join("".join(self.links).split())) if self.plain else len(bare)
