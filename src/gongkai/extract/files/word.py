"""The text of a DOCX file: paragraphs in order, a table row by row with its cells between tabs.

The main part is walked here rather than through a document model: text that stands in smart tags, content
controls, insertions and text boxes is text like any other, and Kingsoft's files name parts that are not
there. Read are the parts' own words (ECMA-376-1, 17.3 and 17.4), under whichever namespace. Not read:
headers, footers, notes, comments, what was deleted under revision.
"""

from __future__ import annotations

import re
import zipfile
from xml.etree.ElementTree import Element

from gongkai.extract.files.kinds import WORD_MAIN
from gongkai.extract.files.text import Lines
from gongkai.extract.files.xml import events

_SKIPPED = frozenset(("Fallback", "moveFrom", "rt", "tabs", "pPr", "rPr", "tblPr", "sectPr"))
"""Copies of what stands beside, readings of ruby, tab stops and other settings."""

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(opened: zipfile.ZipFile) -> Lines:
    """The text of the main part; raises what a damaged part makes of itself."""
    walk = _Walk()
    main = min(name for name in opened.namelist() if re.fullmatch(WORD_MAIN, name))
    for event, name, element in events(opened, main):
        if event == "start":
            walk.start(name)
        else:
            walk.end(name, element)
        if walk.lines.full:
            break
    return walk.lines


class _Walk:
    """What is open at a place of the part: paragraphs (text boxes stand within them), rows and their cells
    (tables stand within those)."""

    def __init__(self) -> None:
        self.lines = Lines()
        self._skipping = 0
        self._paragraphs: list[list[str]] = []
        self._rows: list[list[list[str]]] = []

    def start(self, name: str) -> None:
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
        elif name == "p":
            self._paragraphs.append([])
        elif name == "tr":
            self._rows.append([])
        elif name == "tc" and self._rows:
            self._rows[-1].append([])

    def end(self, name: str, element: Element) -> None:
        if self._skipping:
            self._skipping -= 1
        elif name == "t" and self._paragraphs:
            self._paragraphs[-1].append(element.text or "")
        elif name in _SIGNS and self._paragraphs:
            self._paragraphs[-1].append(_SIGNS[name])
        elif name == "p" and self._paragraphs:
            self._put("".join(self._paragraphs.pop()))
        elif name == "tr" and self._rows:
            cells = self._rows.pop()
            self._put("\t".join(" ".join(" ".join(cell).split()) for cell in cells))

    def _put(self, text: str) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(text)
        else:
            self.lines.add(text)
