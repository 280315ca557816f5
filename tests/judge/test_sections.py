"""Findings of a section: what holds whatever the visits were, and what does not depend on who judges when."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import combinations, groupby
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.base.findings import Found
from gongkai.base.states import SectionHistory, VisitOutcome, VisitSeen
from gongkai.base.times import CHINA, china_day, parse_utc, utc_text
from gongkai.base.values import Section
from gongkai.judge import Judging, SectionJudge, judge_section
from gongkai.judge.memory import read, written
from tests.judge.builders import section

FIRST = date(2026, 1, 1)
DAYS = 45
JUDGING = Judging()
SECTIONS = [section(interval_days=7), section(deadline="01-20"), section(deadline="01-05,01-15,02-01")]

looks = st.tuples(
    st.integers(0, DAYS - 1),
    st.sampled_from((1, 4, 9, 15, 23)),
    st.sampled_from(("unchanged", "unchanged", "unchanged", "new", "empty", "failed", "blocked", "broken")),
    st.booleans(),
    st.sampled_from((-12, -6, -1, 0)),
)
histories = st.lists(looks, max_size=40, unique_by=lambda look: (look[0], look[1]))
watched = st.sampled_from(SECTIONS)


def visits_of(drawn: Iterable[tuple[int, int, str, bool, int]]) -> list[VisitSeen]:
    """Visits whose newest row mostly stands, and sometimes goes back."""
    found: list[VisitSeen] = []
    for number, (day, hour, outcome, conditional, back) in enumerate(sorted(drawn), 1):
        start = datetime.combine(FIRST + timedelta(days=day), datetime.min.time(), CHINA) + timedelta(
            hours=hour
        )
        trouble, bare = outcome in ("failed", "blocked", "broken"), outcome == "empty"
        newest = FIRST + timedelta(days=min(day, max(0, day // 13 * 13 + back)) - 1)
        found.append(
            VisitSeen(
                id=number,
                started=utc_text(start),
                finished=utc_text(start + timedelta(minutes=2)),
                outcome=cast("VisitOutcome", outcome),
                reason="",
                understood=not trouble,
                conditional=conditional,
                complete=not trouble,
                listed=0 if trouble or bare else 10,
                newest=None if trouble or bare else newest.isoformat(),
            )
        )
    return found


def found_of(watched: Section, visits: Iterable[VisitSeen]) -> list[Found]:
    return sorted(judge_section(SectionHistory(watched, tuple(visits)), JUDGING).found(), key=lambda f: f.key)


def keys(found: Iterable[Found]) -> dict[str, str]:
    return {f.key: f.opened for f in found}


@given(watched, histories)
def test_day_by_day_and_at_the_end_the_same_is_found(watched: Section, drawn) -> None:
    visits = visits_of(drawn)
    judge = SectionJudge(watched, JUDGING)
    closed: list[Found] = []
    for _, of_day in groupby(visits, key=lambda visit: china_day(visit.finished)):
        judge = SectionJudge(watched, JUDGING, read(written(judge.memory)))
        judge.feed(list(of_day))
        closed += judge.closed
    daily = [*closed, *(f for f in judge.found() if f.closed is None)]
    assert sorted(daily, key=lambda f: f.key) == found_of(watched, visits)


@given(watched, histories, st.integers())
def test_the_order_in_which_visits_are_handed_over_says_nothing(watched: Section, drawn, seed: int) -> None:
    visits = visits_of(drawn)
    shuffled = visits.copy()
    random.Random(seed).shuffle(shuffled)
    assert found_of(watched, shuffled) == found_of(watched, visits)


@given(watched, histories, st.integers(0, DAYS - 1), st.sampled_from(("failed", "blocked", "broken")))
def test_one_more_failed_visit_opens_nothing(watched: Section, drawn, day: int, outcome: str) -> None:
    whole = keys(found_of(watched, visits_of(drawn)))
    with_failure = keys(found_of(watched, visits_of([*drawn, (day, 12, outcome, False, 0)])))
    assert all(key in whole and opened >= whole[key] for key, opened in with_failure.items())


@settings(max_examples=60)
@given(watched, histories)
def test_without_any_one_visit_nothing_is_said_that_the_others_do_not_prove(watched: Section, drawn) -> None:
    visits = visits_of(drawn)
    for left_out in visits:
        rest = [visit for visit in visits if visit is not left_out]
        for found in found_of(watched, rest):
            assert proved(watched, rest, found), found


@given(watched, histories)
def test_what_is_found_is_proved_on_the_day_it_is_opened_and_not_before(watched: Section, drawn) -> None:
    visits = visits_of(drawn)
    for found in found_of(watched, visits):
        assert proved(watched, visits, found), found
        before = [v for v in visits if china_day(v.finished) < date.fromisoformat(found.opened)]
        assert found.key not in keys(f for f in found_of(watched, before) if f.closed is None)


# --- the definitions once more, told plainly ----------------------------------------------------------


def proved(watched: Section, visits: list[VisitSeen], found: Found) -> bool:
    """Whether the visits up to the day of opening prove it, by the definition and nothing else."""
    known = [v for v in visits if china_day(v.finished) <= date.fromisoformat(found.opened)]
    if not known or not known[-1].understood:
        return False
    seen = [v for v in known if v.understood]
    if found.rule == "empty-section":
        bare = tail(seen, lambda v: v.listed == 0)
        return len(bare) >= 2 if len(bare) == len(seen) else any(map(two, combinations(bare, 2)))
    limit = owed(watched, found.rule, seen[-1].newest)
    if limit is None:
        return False
    last_day, not_after = limit
    run = tail(seen, lambda v: owed(watched, found.rule, v.newest) == limit)
    after = [v for v in run if china_day(v.started) > last_day and not held(seen, v, not_after)]
    return any(two(pair) for pair in combinations(after, 2))


def owed(watched: Section, rule: str, stated: str | None) -> tuple[date, str] | None:
    """The last day in time, and the latest day that is not new enough, where the newest row states that."""
    if stated is None:
        return None
    newest = date.fromisoformat(stated)
    if rule == "stale-section":
        return newest + timedelta(days=watched.interval_days or 0), newest.isoformat()
    days = [date.fromisoformat(f"2026-{day}") for day in (watched.deadline or "").split(",")]
    yearly = len(days) == 1
    days += [date(2027, 1, 20)]
    begins = {day: date(day.year, 1, 1) if yearly else day.replace(day=1) for day in days}
    due = next(day for day in days if newest < begins[day])
    return due, (begins[due] - timedelta(days=1)).isoformat()


def held(seen: list[VisitSeen], visit: VisitSeen, not_after: str) -> bool:
    """Whether something newer was seen in the two weeks before."""
    since = parse_utc(visit.started) - timedelta(days=14)
    return any(
        v.newest and v.newest > not_after and since <= parse_utc(v.started) <= parse_utc(visit.started)
        for v in seen
    )


def two(pair: tuple[VisitSeen, VisitSeen]) -> bool:
    """Whether two visits are hours apart, and one of them unconditional."""
    first, second = pair
    apart = parse_utc(second.started) - parse_utc(first.started)
    return apart >= timedelta(hours=6) and not (first.conditional and second.conditional)


def tail(visits: list[VisitSeen], holds) -> list[VisitSeen]:
    start = len(visits)
    while start and holds(visits[start - 1]):
        start -= 1
    return visits[start:]
