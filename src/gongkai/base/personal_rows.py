"""Lines of a text, cells of its tables, and the heading over each cell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.base.personal_words import HEAD

MAX_LINE = 600
"""A longer line is prose; and no more than this of a line is looked at, to either side."""
_CUT = re.compile(r"\t| \| ")
_LONG_NUMBER = re.compile(r"[0-9０-９]{5}")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a place stands: the heading of its column ("" if unknown), all headings of the table,
    and the line above the table."""

    heading: str
    headings: str
    title: str


class Rows:
    """`kept`: stretches whose line breaks lie within a number and end no row."""

    def __init__(self, text: str, kept: Sequence[tuple[int, int]]) -> None:
        within = {place for start, end in kept for place in range(start, end) if text[place] == "\n"}
        breaks = [found.start() for found in re.finditer("\n", text) if found.start() not in within]
        self.text = text
        self.starts = [0, *(place + 1 for place in breaks)]
        self.ends = [*breaks, len(text)]
        self._heads: dict[int, int] = {}

    def line(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def span(self, place: int) -> tuple[int, int]:
        """The line of a place, cut to MAX_LINE to either side."""
        line = self.line(place)
        return max(self.starts[line], place - MAX_LINE), min(self.ends[line], place + MAX_LINE)

    def words(self, line: int) -> str:
        return self.text[self.starts[line] : min(self.ends[line], self.starts[line] + MAX_LINE)]

    def cell(self, place: int) -> Cell | None:
        """None where the place is in no table with headings."""
        line = self.line(place)
        head = self._head(line)
        if head < 0 or head == line:
            return None
        names, cells = _CUT.split(self.words(head)), _CUT.split(self.text[slice(*self.span(place))])
        before = _CUT.split(self.text[self.span(place)[0] : place])
        column = len(before) - 1 + (len(names) - len(cells))
        heading = names[column].strip() if 0 <= column < len(names) else ""
        title = next(
            (words for words in map(self.words, range(head - 1, max(-1, head - 3), -1)) if words.strip()), ""
        )
        return Cell(heading, " ".join(names), title)

    def left(self, place: int) -> str:
        """The cell to the left in the same line, "" if there is none."""
        start, _ = self.span(place)
        cut = self.text.rfind("\t", start, place)
        return (
            self.text[max(start, self.text.rfind("\t", start, max(start, cut))) : cut].strip()
            if cut >= 0
            else ""
        )

    def above(self, line: int, count: int) -> list[str]:
        """Up to `count` lines above, the nearest first, without empty ones."""
        found: list[str] = []
        for index in range(line - 1, max(-1, line - 1 - 3 * count), -1):
            words = self.words(index)
            if words.strip():
                found.append(words)
            if len(found) == count:
                break
        return found

    def _head(self, line: int) -> int:
        """The line with the headings over a table row, -1 if there is none."""
        passed: list[int] = []
        found = -1
        while line >= 0:
            if line in self._heads:
                found = self._heads[line]
                break
            words = self.words(line)
            passed.append(line)
            if not _CUT.search(words):
                break
            if not _LONG_NUMBER.search(words) and len(HEAD.findall(words)) >= 2:
                found = line
                break
            line -= 1
        self._heads.update(dict.fromkeys(passed, found))
        return found
