"""Titles that are alike: of the same series, or said of the next year, unit or batch."""

from __future__ import annotations

import re

from gongkai.classify.clues import plain

ALIKE = 0.6
"""From what share of common pairs of characters on (Dice) two titles are alike: at 0.6 the monthly lists of
one office are, two offices' budgets are, a budget and its interpretation are not (test_alike.py)."""

_CHANGING = re.compile(
    r"[0-9A-Za-z一二三四五六七八九十百〇零]+|[年月日号第批期季度次上下半]|[\W_]+"
    r"|[\u4e00-\u9fff]{2,6}?(?:街道办事处|街道|镇人民政府|乡人民政府|人民政府|社区居委会|社区|村委会)"
)
"""What differs from one title of a series to the next: numbers, dates, marks, the names of places."""


def likeness(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1, but for numbers, dates and the names of offices."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return float(plain(one) == plain(other))
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(title: str) -> set[str]:
    said = _CHANGING.sub("", plain(title))
    return {said[at : at + 2] for at in range(len(said) - 1)}
