"""Cells: sorting may rescue, never accuse; what we could not see is never red."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.base.states import SectionState, State
from gongkai.judge import matrix

AS_OF = date(2026, 3, 30)
KEY = ("qingshi", "business")


def column(
    state: State, newest: str | None = "2026-03-01", category: str | None = "business"
) -> SectionState:
    return SectionState(
        section=f"demo/{state}", unit="qingshi", category=category, state=state, since=None,
        as_of=AS_OF.isoformat(), newest=newest, days=None, limit="2026-03-15" if newest else None,
        understood_state=None, understood_day=None, reason="", statement="", basis="", visits=(),
    )  # fmt: skip


def cell(*columns: SectionState, sorted_in: str | None = None):
    return matrix(columns, {KEY: sorted_in} if sorted_in else {}, AS_OF).get(KEY)


def test_one_stale_column_is_red():
    assert cell(column("stale")).state == "stale"


def test_a_fresh_column_beside_a_stale_one_is_enough():
    assert cell(column("stale"), column("fresh", "2026-03-29")).state == "fresh"


def test_an_item_sorted_in_from_elsewhere_rescues():
    told = cell(column("stale"), sorted_in="2026-03-28")
    assert (told.state, told.rescued, told.newest) == ("fresh", True, "2026-03-28")


def test_an_old_item_sorted_in_rescues_nothing():
    assert cell(column("stale"), sorted_in="2026-03-02").state == "stale"


def test_a_deadline_without_dates_is_served_from_elsewhere():
    undated = replace(column("stale", None), limit="2026-03-15")
    assert cell(undated, sorted_in="2025-12-30").state == "stale"
    assert cell(undated, sorted_in="2026-01-20").state == "fresh"


def test_an_item_of_the_category_elsewhere_makes_an_empty_column_harmless():
    assert cell(column("empty", None)).state == "empty"
    assert cell(column("empty", None), sorted_in="2026-01-02").state == "fresh"


def test_no_red_while_a_column_that_could_hold_it_is_out_of_sight():
    assert cell(column("stale"), column("failed")).state == "failed"
    assert cell(column("stale"), column("blocked", category=None)).state == "blocked"
    assert cell(column("fresh"), column("failed")).state == "fresh"


def test_no_column_no_cell():
    assert cell(column("stale", category=None)) is None


def test_future_dates_do_not_count():
    assert cell(column("stale"), sorted_in="2026-04-02").state == "stale"


STATES: tuple[State, ...] = (
    "fresh",
    "due",
    "unwatched",
    "stale",
    "empty",
    "failed",
    "blocked",
    "broken",
    "unseen",
)
RED = ("stale", "empty")
days = st.integers(0, 400).map(lambda back: (AS_OF - timedelta(days=back)).isoformat())
columns = st.lists(
    st.builds(column, st.sampled_from(STATES), st.none() | days).map(
        lambda told: replace(told, newest=None, limit=None) if told.state == "empty" else told
    ),
    min_size=1,
    max_size=4,
)


@given(columns, days)
def test_nothing_that_is_sorted_in_makes_a_cell_red(some: list[SectionState], sorted_in: str) -> None:
    without, with_it = cell(*some), cell(*some, sorted_in=sorted_in)
    assert with_it.state == without.state or (without.state in RED and with_it.rescued)
