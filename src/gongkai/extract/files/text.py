"""Lines of text gathered up to a bound, and what they come to."""

from __future__ import annotations

import re

from gongkai.base.values import FileText

MAX_TEXT_CHARS = 500_000
"""Of one file: some 300 printed pages. What comes after is not taken."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Lines:
    """Lines as they are found; `full` once nothing more is taken."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._left = MAX_TEXT_CHARS
        self.full = False

    def add(self, line: str) -> None:
        """Take a line; one that holds breaks is several. Blank ones are left out."""
        taken, rest = line[: self._left + 1], line[self._left + 1 :]
        self.full = self.full or bool(rest.strip())
        for one in clean(taken).split("\n"):
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
    """What was read of a file that could be read; of one so large that its bounds held no text, nothing."""
    text = lines.text()
    if not text and lines.full:  # what was not looked at may hold some
        return FileText(kind, "not-read", why="too-large")
    if not text:
        return FileText(kind, "no-text", why="scan" if kind == "pdf" else "no-text")
    return FileText(kind, "read", text, why="cut" if lines.full else "")


def clean(text: str) -> str:
    """The text without control characters, every break a line feed."""
    return _CONTROL.sub("", _BREAKS.sub("\n", text))
