"""When a section is due: pure, with moments and pasts as they would be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from gongkai.archive import SectionPast
from gongkai.base.times import utc_text
from gongkai.base.values import Section
from gongkai.crawl.plan import Rhythm, due_sections, full_walk_due, rhythm_hours

NOW = datetime(2026, 6, 1, 18, 30, tzinfo=UTC)  # 02:30 on 2 June in China
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RHYTHM = Rhythm()


def section(name: str) -> Section:
    return Section(f"s/{name}", "s", "u", name, f"http://x.example/{name}/")


def past(last: timedelta, **more: Any) -> SectionPast:
    """A section watched for sixty days without a change, last looked at so long ago."""
    known = SectionPast(last=utc_text(NOW - last), since=utc_text(NOW - 60 * DAY), state="fresh")
    return replace(known, **more)


def due(**pasts: SectionPast) -> list[str]:
    sections = [section(name) for name in pasts]
    by_id = {f"s/{name}": known for name, known in pasts.items()}
    return [one.section.name for one in due_sections(sections, by_id, NOW, RHYTHM)]


@pytest.mark.parametrize(
    ("changes", "hours"),
    [(0, 48), (1, 48), (3, 48), (9, 36), (29, 12), (59, 6), (500, 6)],
)
def test_four_looks_for_each_change_within_bounds(changes: int, hours: float):
    """Sixty days: nine changes are one in six days, twenty-nine one in two."""
    assert rhythm_hours(past(timedelta(0), changes=changes), RHYTHM) == pytest.approx(hours)


def test_a_quiet_section_is_left_alone_for_two_nights_and_a_busy_one_for_none():
    assert due(quiet=past(DAY), busy=past(DAY, changes=30)) == ["busy"]
    assert due(quiet=past(2 * DAY - HOUR)) == ["quiet"], "the crawl started a little early"


def test_never_visited_first_then_by_rhythms_that_passed():
    assert due(late=past(4 * DAY), busy=past(2 * DAY, changes=59), new=SectionPast(), in_time=past(HOUR)) == [
        "new",
        "busy",
        "late",
    ]


@pytest.mark.parametrize(
    ("known", "is_due"),
    [
        (past(HOUR, unfinished=True), True),
        (past(HOUR, anew=True), True),
        (past(HOUR, troubles=1), False),
        (past(4 * HOUR, troubles=1), True),
        (past(8 * HOUR, troubles=3), False),
        (past(20 * HOUR, troubles=9), True),
        (past(5 * HOUR, unsettled=True), True),
        (past(2 * HOUR, unsettled=True), False),
    ],
)
def test_what_is_not_settled_is_looked_at_soon(known: SectionPast, is_due: bool):
    assert bool(due(one=known)) is is_due


# --- deadlines ------------------------------------------------------------------------------------

NIGHTS = [datetime(2026, 6, 1, 18, 30, tzinfo=UTC) + n * DAY for n in range(30)]  # 02:30 in China


def visits(nights: list[datetime], limit: date, proven_by: int = 2) -> list[tuple[datetime, bool]]:
    """The visits that crawls at these moments make to a quiet section, and which were for the deadline; after
    `proven_by` of them past the limit the judge calls it stale."""
    made: list[tuple[datetime, bool]] = []
    over = datetime(limit.year, limit.month, limit.day, 16, tzinfo=UTC)  # 24:00 in China
    known = SectionPast(
        last=utc_text(nights[0] - DAY),
        since=utc_text(nights[0] - 60 * DAY),
        state="fresh",
        in_time_until=limit.isoformat(),
    )
    for now in nights:
        for one in due_sections([section("a")], {"s/a": known}, now, RHYTHM):
            made.append((now, one.deadline))
            proven = sum(at >= over for at, _ in made) >= proven_by
            known = replace(known, last=utc_text(now), state="stale" if proven else "due")
    return made


@pytest.mark.parametrize("day", range(2, 12))
def test_the_nights_around_a_deadline_are_all_looked_at(day: int):
    """Whatever the phase of the rhythm: the night of the last day, and the two after it, unconditionally."""
    limit = date(2026, 6, day + 3)
    over = datetime(2026, 6, day + 3, 16, tzinfo=UTC)
    made = visits(NIGHTS, limit)
    for_it = [at for at, deadline in made if deadline]
    assert [at for at in for_it if at >= over] == [over + 2.5 * HOUR, over + 26.5 * HOUR]
    assert any(over - DAY <= at < over for at in for_it)
    others = [at for at, deadline in made if not deadline and at >= over]
    assert all(b - a == 2 * DAY for a, b in pairwise(others)), "then the usual rhythm"


def test_an_hourly_crawl_proves_within_hours():
    hours = [NIGHTS[0] + n * HOUR for n in range(24 * 6)]
    over = datetime(2026, 6, 4, 16, tzinfo=UTC)
    after = [at for at, deadline in visits(hours, date(2026, 6, 4)) if deadline and at >= over]
    assert after == [over + 0.5 * HOUR, over + 6.5 * HOUR]


def test_what_is_proven_or_out_of_sight_has_no_deadline():
    near = {"in_time_until": "2026-05-30"}
    assert due(stale=past(DAY, state="stale", **near), broken=past(DAY, state="broken", **near)) == []
    assert due(open=past(DAY, state="due", **near)) == ["open"]


# --- full walks -----------------------------------------------------------------------------------


def test_full_walks_spread_over_the_month_and_each_comes_once():
    names = [f"s/{n}" for n in range(600)]
    start = date(2026, 6, 1)
    days: Counter[date] = Counter()
    last = dict.fromkeys(names, "2026-06-01T03:00:00Z")
    for n in range(90):
        today = start + timedelta(days=n)
        for name in names:
            if full_walk_due(name, last[name], today, 30):
                days[today] += 1
                last[name] = f"{today}T03:00:00Z"
    assert sum(days.values()) == pytest.approx(600 * 3, abs=60)
    assert max(days.values()) <= 40, "twenty a day on average"


def test_a_missed_full_walk_is_made_up_for():
    assert full_walk_due("s/a", None, date(2026, 6, 1), 30)
    assert full_walk_due("s/a", "2026-04-01T00:00:00Z", date(2026, 6, 1), 30)
    assert not full_walk_due("s/a", "2026-06-01T03:00:00Z", date(2026, 6, 1), 30)
