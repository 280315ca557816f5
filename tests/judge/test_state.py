"""The ladder of states, step by step, and what may never be concluded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.base.states import OURS, VisitSeen
from gongkai.judge import StateRules, section_state
from tests.judge.builders import history, section, visit

RULES = StateRules()
TWO_WEEKS = section(interval_days=14)


def state(watched, as_of, *visits):
    return section_state(history(watched, *visits), date.fromisoformat(as_of), RULES)


def test_a_section_inside_its_interval_is_fresh():
    told = state(TWO_WEEKS, "2026-03-10", visit("2026-03-10", "2026-03-05"))
    assert (told.state, told.newest, told.days, told.limit) == ("fresh", "2026-03-05", 5, "2026-03-19")
    assert "2026-03-05" in told.statement


def test_four_days_before_the_limit_it_is_due():
    visits = [visit("2026-03-15", "2026-03-05"), visit("2026-03-16", "2026-03-05")]
    assert state(TWO_WEEKS, "2026-03-15", visits[0]).state == "fresh"
    told = state(TWO_WEEKS, "2026-03-16", *visits)
    assert (told.state, told.since) == ("due", "2026-03-16")


def test_the_last_day_of_the_interval_is_in_time():
    assert state(TWO_WEEKS, "2026-03-19", visit("2026-03-19", "2026-03-05")).state == "due"


def test_stale_needs_two_looks_after_the_limit():
    one = visit("2026-03-20", "2026-03-05", hour=1)
    assert state(TWO_WEEKS, "2026-03-20", one).state == "due"
    told = state(TWO_WEEKS, "2026-03-20", one, visit("2026-03-20", "2026-03-05", hour=7))
    assert (told.state, told.since, len(told.visits)) == ("stale", "2026-03-20", 2)


def test_looks_less_than_six_hours_apart_prove_nothing():
    looks = visit("2026-03-20", "2026-03-05", hour=1), visit("2026-03-20", "2026-03-05", hour=6)
    assert state(TWO_WEEKS, "2026-03-20", *looks).state == "due"


def test_looks_on_the_last_day_prove_nothing():
    looks = visit("2026-03-19", "2026-03-05", hour=1), visit("2026-03-19", "2026-03-05", hour=22)
    assert state(TWO_WEEKS, "2026-03-20", *looks).state == "due"


def test_one_of_the_two_looks_must_not_depend_on_a_cache():
    both = [
        visit("2026-03-21", "2026-03-05", conditional=True),
        visit("2026-03-22", "2026-03-05", conditional=True),
    ]
    assert state(TWO_WEEKS, "2026-03-22", *both).state == "due"
    assert state(TWO_WEEKS, "2026-03-22", both[0], visit("2026-03-22", "2026-03-05")).state == "stale"
    assert state(TWO_WEEKS, "2026-03-22", visit("2026-03-21", "2026-03-05"), both[1]).state == "stale"


def test_a_look_that_showed_something_newer_is_no_proof():
    looks = visit("2026-03-21", "2026-03-21"), visit("2026-03-22", "2026-03-05")
    assert state(TWO_WEEKS, "2026-03-22", *looks).state == "due"


def test_publishing_makes_it_fresh_again():
    looks = (
        visit("2026-03-21", "2026-03-05"),
        visit("2026-03-22", "2026-03-05"),
        visit("2026-03-23", "2026-03-23"),
    )
    assert state(TWO_WEEKS, "2026-03-23", *looks).state == "fresh"


@pytest.mark.parametrize("outcome", ["failed", "blocked", "broken"])
def test_our_trouble_comes_first_and_keeps_what_was_last_understood(outcome):
    looks = visit("2026-03-21", "2026-03-05"), visit("2026-03-22", "2026-03-05")
    told = state(
        TWO_WEEKS,
        "2026-03-25",
        *looks,
        visit("2026-03-24", outcome=outcome),
        visit("2026-03-25", outcome=outcome),
    )
    assert (told.state, told.since) == (outcome, "2026-03-24")
    assert (told.understood_state, told.understood_day) == ("stale", "2026-03-22")
    assert "不说明栏目未更新" in told.statement


def test_out_of_sight_for_more_than_three_days_is_unseen():
    looked = visit("2026-03-10", "2026-03-05")
    assert state(TWO_WEEKS, "2026-03-13", looked).state == "fresh"
    told = state(TWO_WEEKS, "2026-03-14", looked)
    assert (told.state, told.since, told.understood_state) == ("unseen", "2026-03-14", "fresh")
    assert state(TWO_WEEKS, "2026-03-14").state == "unseen"


def test_empty_needs_two_looks():
    one, two = visit("2026-03-10", outcome="empty"), visit("2026-03-11", outcome="empty")
    assert state(section(), "2026-03-10", one).state == "unwatched"
    told = state(section(), "2026-03-11", one, two)
    assert (told.state, told.since) == ("empty", "2026-03-10")


def test_a_failure_between_does_not_make_it_empty():
    looks = (
        visit("2026-03-09", "2026-03-05"),
        visit("2026-03-10", outcome="failed"),
        visit("2026-03-11", outcome="empty"),
    )
    assert state(TWO_WEEKS, "2026-03-11", *looks).state != "empty"


def test_without_interval_or_deadline_it_is_unwatched():
    assert state(section(), "2026-03-10", visit("2026-03-10", "2020-01-01")).state == "unwatched"


def test_rows_without_dates_are_not_judged_by_interval():
    told = state(TWO_WEEKS, "2026-03-22", visit("2026-03-21"), visit("2026-03-22"))
    assert told.state == "unwatched"
    assert "没有标注日期" in told.statement


class TestDeadline:
    """年报 by 31 January: something of this year in the column, or a report that names last year."""

    report = section(deadline="01-31")

    def test_before_the_deadline_it_is_due_then_stale(self):
        old = visit("2026-01-10", "2025-01-20")
        assert state(self.report, "2026-01-10", old).state == "fresh"
        assert state(self.report, "2026-01-20", visit("2026-01-20", "2025-01-20")).state == "due"
        late = visit("2026-02-01", "2025-01-20", hour=1), visit("2026-02-01", "2025-01-20", hour=9)
        told = state(self.report, "2026-02-01", *late)
        assert (told.state, told.since, told.limit) == ("stale", "2026-02-01", "2026-01-31")

    def test_published_in_time_is_fresh_until_next_january(self):
        told = state(self.report, "2026-11-23", visit("2026-11-23", "2026-01-12"))
        assert (told.state, told.limit) == ("fresh", "2027-01-31")

    def test_a_report_that_names_the_year_counts_whatever_its_date(self):
        named = frozenset({2024, 2025})
        assert (
            state(self.report, "2026-02-05", visit("2026-02-05", "2025-12-29", years=named)).state == "fresh"
        )

    def test_a_year_missed_stays_owed(self):
        looks = visit("2026-11-22", "2024-01-20"), visit("2026-11-23", "2024-01-20")
        told = state(self.report, "2026-11-23", *looks)
        assert (told.state, told.limit) == ("stale", "2025-01-31")

    def test_a_fault_keeps_its_first_day_over_new_years(self):
        told = [
            state(
                self.report,
                f"{year}-11-23",
                visit(f"{year}-11-22", "2020-01-29"),
                visit(f"{year}-11-23", "2020-01-29"),
            )
            for year in (2024, 2025, 2026)
        ]
        assert {(t.state, t.since) for t in told} == {("stale", "2021-02-01")}

    def test_the_sentence_names_the_limit_that_binds(self):
        both = section(interval_days=700, deadline="03-31")
        told = state(both, "2026-04-02", visit("2026-04-01", "2025-03-01"), visit("2026-04-02", "2025-03-01"))
        assert (told.state, told.limit) == ("stale", "2026-03-31")
        assert "3 月 31 日前" in told.statement
        assert "700" not in told.statement

    def test_a_column_without_any_date_or_year_is_not_accused(self):
        assert state(self.report, "2026-02-05", visit("2026-02-04"), visit("2026-02-05")).state == "unwatched"


days = st.integers(1, 28).map(lambda d: f"2026-03-{d:02d}")
looks = st.lists(
    st.builds(
        visit,
        days,
        st.one_of(st.none(), days),
        hour=st.integers(0, 23),
        outcome=st.sampled_from(["unchanged", "new", "empty", "failed", "blocked", "broken"]),
        conditional=st.booleans(),
    ),
    max_size=12,
).map(lambda found: sorted(found, key=lambda v: v.started))


@given(looks, st.integers(0, 23))
def test_a_failed_visit_never_accuses(visits: list[VisitSeen], hour: int):
    """Adding a failure may only turn a state into one of ours."""
    as_of = date(2026, 3, 29)
    failed = visit("2026-03-29", hour=hour, outcome="failed")
    assert section_state(history(TWO_WEEKS, *visits, failed), as_of, RULES).state == "failed"


@given(looks)
def test_taking_a_failure_away_changes_no_understood_state(visits: list[VisitSeen]):
    as_of = date(2026, 3, 29)
    whole = section_state(history(TWO_WEEKS, *visits), as_of, RULES)
    sighted = section_state(history(TWO_WEEKS, *[v for v in visits if v.understood]), as_of, RULES)
    assert whole.state in OURS or replace(whole, of_days=sighted.of_days) == sighted


@given(looks, st.integers(0, 11))
def test_fewer_looks_never_accuse_more_than_the_rest_prove(visits: list[VisitSeen], gone: int):
    """Stale is only ever said with two understood looks after the limit in hand."""
    kept = visits[:gone] + visits[gone + 1 :]
    told = section_state(history(TWO_WEEKS, *kept), date(2026, 3, 29), RULES)
    if told.state == "stale":
        proof = [v for v in kept if v.id in told.visits]
        assert len(proof) == 2
        assert all(v.understood and (v.newest or "") <= (told.newest or "") for v in proof)
        assert not all(v.conditional for v in proof)
