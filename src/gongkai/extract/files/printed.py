"""Printed lines put together to paragraphs: PDF and OFD say where a line stands, not whether it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WIDE = r"[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
_IS_WIDE = re.compile(_WIDE)
_PAGE_NUMBER = re.compile(r"[-—–―─·]+\s*\d{1,4}\s*[-—–―─·]+|第\s*\d{1,4}\s*页(?:[，,\s]*共\s*\d{1,4}\s*页)?")
_ENDS = "。！？；：…”』」!?;:"
_STOP = re.compile("[，。；、]")
_GAP = re.compile(rf"(?<={_WIDE}) (?=[0-9A-Za-z(])|(?<=[0-9A-Za-z)%]) (?={_WIDE})")
_DATE_GAP = re.compile(
    rf"(?<={_WIDE}) (?=\d{{4}} ?年)|(?<=\d) (?=[年月日])|(?<=[年月]) (?=\d{{1,2}} ?[月日])"
)

_RUNS_ON_FROM = 40
"""Columns, a Chinese character being two: where even the widest lines are shorter, nothing runs on."""

_FULL = 0.93
"""Of the widest lines' width: what is left free at the right where the next word did not fit."""


def paragraphs(lines: Iterable[str]) -> list[str]:
    """The lines of pages, one that runs on in the next put together with it; page numbers left out.

    A line runs on if it reaches about as far right as the widest lines do and does not end a sentence.
    """
    kept = [_unspaced(line.strip()) for line in lines if not _PAGE_NUMBER.fullmatch(line.strip())]
    kept = [line for line in kept if line]
    widths = sorted(map(_width, kept))
    full = widths[int(len(widths) * 0.9)] * _FULL if widths else 0
    found: list[str] = []
    runs_on = False
    for line in kept:
        if runs_on:
            between = "" if _IS_WIDE.match(line) or _IS_WIDE.match(found[-1][-1]) else " "
            found[-1] += between + line
        else:
            found.append(line)
        runs_on = full >= _RUNS_ON_FROM and _width(line) >= full and line[-1] not in _ENDS
    return found


def _unspaced(line: str) -> str:
    """The line without the narrow gaps that typesetting leaves between Chinese and figures or letters; in
    rows of a table, which hold no stops, without those in dates alone."""
    return (_GAP if _STOP.search(line) else _DATE_GAP).sub("", line)


def _width(line: str) -> int:
    return len(line) + len(_IS_WIDE.findall(line))
