"""The lines of a page: blocks and `<br>` break them; a row of a table of data is one line, cell by cell."""

from __future__ import annotations

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


def cut_lines(tags: list[str], ends: list[int], texts: dict[int, str], blanks: set[int]) -> list[Line]:
    """The lines of a flat page (see `outline.Outline`), in page order; none is empty."""
    return _Cutter(tags, ends, texts, blanks).run()


class _Rows:
    """Which table rows are data. Sums over the nodes answer without looking into a row again."""

    def __init__(self, tags: list[str], texts: dict[int, str]) -> None:
        self.breakers = list(accumulate([tag in _BREAK_ROWS for tag in tags], initial=0))
        self.paragraphs = list(accumulate([tag in _PARAGRAPHS for tag in tags], initial=0))
        self.cells = list(accumulate([tag in _CELLS for tag in tags], initial=0))
        chars = [0] * len(tags)
        for index, text in texts.items():
            chars[index] = len(text)
        self.chars = list(accumulate(chars, initial=0))

    def is_data(self, start: int, end: int) -> bool:
        cells = self.cells[end] - self.cells[start]
        return (
            cells >= 2
            and self.breakers[end] == self.breakers[start]
            and self.chars[end] - self.chars[start] <= MAX_ROW_CHARS
            and self.paragraphs[end] - self.paragraphs[start] <= MAX_CELL_PARAGRAPHS * cells
        )


class _Cutter:
    """Walks the flat page once."""

    def __init__(self, tags: list[str], ends: list[int], texts: dict[int, str], blanks: set[int]) -> None:
        self.tags, self.ends, self.texts, self.blanks = tags, ends, texts, blanks
        self.rows = _Rows(tags, texts) if "tr" in tags else None
        self.lines: list[Line] = []
        self.row_end = self.link_end = 0
        self._clear()

    def _clear(self) -> None:
        self.pieces: list[str] = []
        self.cells: list[str] = []
        self.row_pieces: list[str] = []
        self.linked = 0
        self.start, self.last = -1, 0

    def run(self) -> list[Line]:
        ends, blanks = self.ends, self.blanks
        closing = [len(ends) + 1]
        for index, tag in enumerate(self.tags):
            while closing[-1] <= index:
                end = closing.pop()
                if self.pieces or self.cells:
                    self._edge(end)
            if self.pieces and index in blanks:
                self.pieces.append(" ")
            if tag == "-text":
                self._text(index)
            elif tag in BLOCKS:
                if self.pieces or self.cells:
                    self._edge(index)
                closing.append(ends[index])
                if self.rows:
                    self._table(index, tag)
            elif tag == "a":
                self.link_end = max(self.link_end, ends[index])
        self._flush(len(self.tags))
        return self.lines

    def _table(self, index: int, tag: str) -> None:
        if tag == "tr" and self.rows and self.rows.is_data(index, self.ends[index]):
            self.row_end = self.ends[index]
        elif tag in _CELLS and index < self.row_end:
            self._cell()

    def _text(self, index: int) -> None:
        text = self.texts[index]
        if not text:
            return
        if self.start < 0:
            self.start = index
        self.last = index + 1
        self.pieces.append(text)
        if index < self.link_end:
            self.linked += len("".join(text.split()))

    def _edge(self, index: int) -> None:
        """A block begins or ends: within a table row that is a blank, elsewhere a new line."""
        if index < self.row_end:
            if self.pieces:
                self.pieces.append(" ")
        else:
            self._flush(index)

    def _cell(self) -> None:
        self.cells.append(" ".join("".join(self.pieces).split()))
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
            bare = "".join(text.split())
        else:
            words = "".join(self.pieces).split()
            text, bare = " ".join(words), "".join(words)
            cells, pieces = (text,), self.pieces
        if bare:
            unlinked = max(0, len(bare) - self.linked)
            line = Line(self.start, self.last, text, self.linked, cells, tuple(pieces), bare, unlinked)
            self.lines.append(line)
        self._clear()
