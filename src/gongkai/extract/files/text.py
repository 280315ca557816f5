"""Lines of text gathered up to a bound, and lines of a page put together to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.base.values import FileText

MAX_TEXT_CHARS = 500_000
"""Of one file: some 300 printed pages. What comes after is not taken."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_PAGE_NUMBER = re.compile(r"[-—–―─·\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?[-—–―─·\s]*")
_ENDS = "。！？；：…”』」!?;:"
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")


class Lines:
    """Lines as they are found; `full` once nothing more is taken."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._left = MAX_TEXT_CHARS
        self.full = False

    def add(self, line: str) -> None:
        """Take a line; one that holds breaks is several. Blank ones are left out."""
        for one in clean(line[: self._left + 1]).split("\n"):
            kept = one.rstrip()
            if not kept.strip():
                continue
            if len(kept) + 1 > self._left:
                self._lines.append(kept[: self._left])
                self._left, self.full = 0, True
                return
            self._lines.append(kept)
            self._left -= len(kept) + 1

    def text(self) -> str:
        return "\n".join(self._lines)


def told(kind: str, lines: Lines) -> FileText:
    """What was read of a file that could be read."""
    text = lines.text()
    if not text:
        return FileText(kind, "no-text", why="scan" if kind == "pdf" else "no-text")
    return FileText(kind, "read", text, why="cut" if lines.full else "")


def clean(text: str) -> str:
    """The text without control characters, every break a line feed."""
    return _CONTROL.sub("", _BREAKS.sub("\n", text))


def paragraphs(lines: Iterable[str]) -> list[str]:
    """The printed lines of pages put together where one runs on in the next; page numbers left out.

    A line runs on if it reaches as far right as the widest lines do and does not end a sentence: what a
    PDF or OFD file says of its text is where each line stands, never where a paragraph ends.
    """
    kept = [line.strip() for line in lines if line.strip() and not _PAGE_NUMBER.fullmatch(line.strip())]
    widths = sorted(map(_width, kept))
    full = widths[int(len(widths) * 0.9)] - 3 if widths else 0
    found: list[str] = []
    runs_on = False
    for line in kept:
        if runs_on:
            between = "" if _WIDE.match(line) or _WIDE.match(found[-1][-1]) else " "
            found[-1] += between + line
        else:
            found.append(line)
        runs_on = full >= _RUNS_ON_FROM and _width(line) >= full and line[-1] not in _ENDS
    return found


_RUNS_ON_FROM = 40
"""Columns, a Chinese character being two: where even the widest lines are shorter, nothing runs on."""


def _width(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))
