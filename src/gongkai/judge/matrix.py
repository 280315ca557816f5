"""Units × categories: one cell says whether the unit publishes the category in time.

Sorting may rescue, never accuse: an item sorted into the category from any column counts for the cell,
and a cell is red only if every column that could hold the category was seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.base.states import OURS, SectionState, State

_BEST_FIRST: tuple[State, ...] = ("fresh", "due", "unwatched", "stale", "empty")
_RED: frozenset[State] = frozenset(("stale", "empty"))


@dataclass(frozen=True, slots=True)
class Cell:
    """`state` is of the category at the unit; `newest` and `days` of its latest item, wherever it is
    listed; `sections` are the columns configured for it; `rescued` tells that an item sorted in from
    another column made the difference."""

    unit: str
    category: str
    state: State
    newest: str | None
    days: int | None
    sections: tuple[str, ...]
    rescued: bool = False


def matrix(
    states: Iterable[SectionState], newest_sorted: Mapping[tuple[str, str], str], as_of: date
) -> dict[tuple[str, str], Cell]:
    """The cells that have a column configured for them, by (unit, category).

    `newest_sorted` is the newest published day of items by unit and category from all columns.
    """
    columns: dict[tuple[str, str], list[SectionState]] = defaultdict(list)
    open_columns: dict[str, list[SectionState]] = defaultdict(list)
    for state in states:
        if state.category is None:
            open_columns[state.unit].append(state)
        else:
            columns[state.unit, state.category].append(state)
    return {
        key: _cell(key, own, open_columns[key[0]], newest_sorted.get(key), as_of)
        for key, own in columns.items()
    }


def _cell(
    key: tuple[str, str],
    own: list[SectionState],
    unsorted: list[SectionState],
    newest_sorted: str | None,
    as_of: date,
) -> Cell:
    days = [
        day[:10] for day in (newest_sorted, *(s.newest for s in own)) if day and day[:10] <= as_of.isoformat()
    ]
    newest = max(days, default=None)
    state = _seen_state(own, unsorted)
    rescued = state in _RED and newest is not None and _in_time(own, newest, as_of)
    return Cell(
        unit=key[0],
        category=key[1],
        state="fresh" if rescued else state,
        newest=newest,
        days=(as_of - date.fromisoformat(newest)).days if newest else None,
        sections=tuple(s.section for s in own),
        rescued=rescued,
    )


def _seen_state(own: list[SectionState], unsorted: list[SectionState]) -> State:
    """The best state of the cell's columns; ours if nothing good was seen and a column that could hold
    the category was not."""
    states = [s.state for s in own]
    best = min((s for s in states if s in _BEST_FIRST), key=_BEST_FIRST.index, default=None)
    blind: list[State] = [s.state for s in (*own, *unsorted) if s.state in OURS]
    if best is None or (best in _RED and blind):
        return next((s for s in states if s in OURS), blind[0])
    return best


def _in_time(own: list[SectionState], newest: str, as_of: date) -> bool:
    """Whether an item of that day keeps the category in time by the limit of its stale columns."""
    spans = [
        date.fromisoformat(s.limit) - date.fromisoformat(s.newest[:10])
        for s in own
        if s.state == "stale" and s.limit and s.newest
    ]
    owed = [s.limit[:4] for s in own if s.state == "stale" and s.limit and not s.newest]
    if owed:  # columns without a date are stale by a yearly deadline only: served by anything of its year
        return newest[:4] >= max(owed)
    if not spans:  # empty columns: the cell is not, since an item of the category exists
        return all(s.state == "empty" for s in own)
    return as_of - date.fromisoformat(newest) <= min(spans, default=timedelta())
