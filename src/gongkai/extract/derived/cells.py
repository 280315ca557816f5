"""Figures of tables in the text of a body or file, with what stands before them.

A table comes in one of three renderings: a row a line with its cells between tabs (pages, DOCX,
spreadsheets); a cell a line (pages whose cells hold blocks); a row a line with blanks between cells, names
broken over lines and put together with their neighbours (PDF). Between tabs a blank cell is seen, in the
other two it is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_BEFORE = 300
"""Characters before figures that are kept: the longest name of a row has 45."""

_NUMBER = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,12}))(\.\d{1,6})?(万元|元|件|条|份|宗|起|次|个|项)?")
_MARK = re.compile(r"[-—–―─_/\\*]{1,6}|无")
_AHEAD = re.compile(r"(\d[\d,]{0,14})((?:[一二三四五六]、|\([一二三四五六七]\)).{1,200})")
_BEHIND = re.compile(r"((?:\d[.、])?[^\d\s]{0,100}[\u4e00-\u9fff)”\"])(\d[\d,]{0,14}(?:\.\d{1,6})?)")
"""Figures that the text of a PDF leaves no blank around: `0二、上年结转`, `申请数量1`."""
_PAGE_NUMBER = re.compile(r"^[^\S\n]*[-—–―]+[^\S\n]*\d{1,4}[^\S\n]*[-—–―]+[^\S\n]*$", re.MULTILINE)

Value = tuple[float, str] | None
"""A figure with its unit (empty where none is printed); None for a blank or marked cell."""


@dataclass(frozen=True, slots=True)
class Run:
    """Figures that stand together. `before` is what was said since the figures before them, without blanks;
    `width` the cells of the line between tabs, 0 where the line has none; `lead` how many blank cells stand
    first. Blank cells behind the last figure are left out."""

    before: str
    values: tuple[Value, ...]
    width: int
    lead: int


def runs(text: str) -> list[Run]:
    """The figures of a text (its signs narrow: NFKC), run by run."""
    reader = _Reader()
    for line in _PAGE_NUMBER.sub("", text).split("\n"):
        reader.read(line)
    reader.close(0)
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found: list[Run] = []
        self._said: list[str] = []
        self._values: list[Value] = []

    def read(self, line: str) -> None:
        if "\t" not in line:
            for word in line.split():
                self._word(word)
            return
        self.close(0)
        cells = line.split("\t")
        for cell in cells:
            self._cell("".join(cell.split()), len(cells))
        self.close(len(cells))

    def close(self, width: int) -> None:
        """What was read of figures is a run; blanks alone are none."""
        while self._values and self._values[-1] is None and width:
            self._values.pop()
        if any(self._values) or (self._values and not width):
            before = "".join(self._said)[-MAX_BEFORE:]
            lead = next((at for at, value in enumerate(self._values) if value), len(self._values))
            self.found.append(Run(before, tuple(self._values), width, lead))
            self._said.clear()
        self._values.clear()

    def _word(self, word: str) -> None:
        ahead = _AHEAD.fullmatch(word)
        if ahead:
            self._cell(ahead[1], 0)
            word = ahead[2]
        behind = _BEHIND.fullmatch(word)
        for part in behind.groups() if behind else (word,):
            self._cell(part, 0)

    def _cell(self, cell: str, width: int) -> None:
        number = _NUMBER.fullmatch(cell)
        if number:
            self._values.append((float(number[1].replace(",", "") + (number[2] or "")), number[3] or ""))
        elif _MARK.fullmatch(cell) or not cell:
            self._values.append(None)
        else:
            if self._values:
                self.close(width)
            self._said.append(cell[:MAX_BEFORE])
