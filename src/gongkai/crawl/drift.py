"""When a list has drifted from its own past so far that it is rather us who misread it. Pure.

What is named here makes a visit `broken`: nothing is concluded and nothing removed while it lasts. It ends
when the list is its old self again, or by the operator's word (`CrawlOptions.accepted`, the section's file).
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.archive import KnownSection, ListedRow
from gongkai.base.values import Section

ROWS_GONE, DATES_GONE, TOTAL_JUMPED, REPEATS = "rows-gone", "dates-gone", "total-jumped", "repeats"

FEW_ROWS = 5
"""Of fewer rows no share says anything."""

JUMP_FACTOR, JUMP_ROWS = 2, 20
"""A total that was doubled or halved, by so many rows at least, is not a night's work of an office."""


def rows_gone(rows: Sequence[ListedRow], known: KnownSection, section: Section) -> bool:
    """Whether a list shows nothing where rows were, and is not one that is emptied now and then."""
    return not rows and bool(known.rows) and not section.may_be_empty


def dates_gone(rows: Sequence[ListedRow], known: KnownSection) -> bool:
    """Whether less than half as large a share of rows is dated as was when most were: another column of a
    table, or another layout, is read."""
    before, now = _dated(known.last_listing), _dated(rows)
    if min(len(known.last_listing), len(rows)) < FEW_ROWS:
        return False
    return before >= 0.5 and now * 2 < before


def total_jumped(total: int | None, known: KnownSection) -> bool:
    """Whether the stated number of rows is far from the one stated before."""
    if total is None or known.total is None or abs(total - known.total) < JUMP_ROWS:
        return False
    return total > known.total * JUMP_FACTOR or total * JUMP_FACTOR < known.total


def _dated(rows: Sequence[ListedRow]) -> float:
    return sum(row.date is not None for row in rows) / len(rows) if rows else 0.0
