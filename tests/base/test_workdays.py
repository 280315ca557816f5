"""Counting working days: every day once, in order, each with its reason, and an answer for every year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.base.workdays import Calendar, DayKind, between, notice_days, notice_year, reckon, weekday

NATIONAL_DAY = {
    date(2026, 9, 20): DayKind(working=True, why="国庆节调休上班"),
    **{date(2026, 10, day): DayKind(working=False, why="国庆节放假") for day in range(1, 8)},
    date(2026, 10, 10): DayKind(working=True, why="国庆节调休上班"),
}
CALENDAR = Calendar(NATIONAL_DAY, frozenset({2026}), {2026: "国办发明电〔2025〕7号"})

DAYS = st.dates(date(2025, 12, 1), date(2028, 1, 31))
ANY_DAY = st.dates()
COUNTS = st.integers(1, 60)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any days off and made up, any years known."""
    said = draw(st.dictionaries(DAYS, st.booleans(), max_size=60))
    days = {day: DayKind(working, "调休上班" if working else "放假") for day, working in said.items()}
    return Calendar(days, frozenset(draw(st.sets(st.integers(2025, 2029)))))


def table(start: date, count: int, *, first_counts: bool = False) -> list[tuple[str, int | None, str]]:
    reckoning = reckon(start, count, CALENDAR, first_counts=first_counts)
    return [(f"{each.day:%m-%d}", each.number, each.kind.why) for each in reckoning.days]


def test_each_day_has_its_number_or_its_reason():
    assert table(date(2026, 9, 29), 4) == [
        ("09-30", 1, ""),
        *((f"10-0{day}", None, "国庆节放假") for day in range(1, 8)),
        ("10-08", 2, ""),
        ("10-09", 3, ""),
        ("10-10", 4, "国庆节调休上班"),
    ]


def test_weekends_are_named():
    assert table(date(2026, 10, 16), 1) == [
        ("10-17", None, "周六"),
        ("10-18", None, "周日"),
        ("10-19", 1, ""),
    ]


def test_the_first_day_counts_where_it_is_worked():
    assert table(date(2026, 10, 19), 1, first_counts=True) == [("10-19", 1, "")]
    assert table(date(2026, 10, 17), 1, first_counts=True)[-1] == ("10-19", 1, "")
    assert table(date(2026, 9, 20), 1, first_counts=True) == [("09-20", 1, "国庆节调休上班")]


def test_a_year_that_nobody_knows_is_about():
    sure, crossing, beyond = (
        reckon(day, 5, CALENDAR) for day in (date(2026, 12, 17), date(2026, 12, 18), date(2031, 5, 1))
    )
    assert (sure.last, sure.about) == (date(2026, 12, 24), False)
    assert (crossing.last, crossing.about) == (date(2026, 12, 25), True)
    assert beyond.about
    assert [each.kind.why for each in beyond.days] == ["", "周六", "周日", "", "", "", ""]


def test_the_last_days_of_a_year_are_known_with_the_next():
    """2018-12-31 was off by the notice for 2019: who knew only the one for 2018 did not know it."""
    next_too = Calendar(CALENDAR.days, frozenset({2026, 2027}))
    for day in range(25, 32):
        assert not CALENDAR.kind(date(2026, 12, day)).known
        assert next_too.kind(date(2026, 12, day)).known
    assert CALENDAR.kind(date(2025, 12, 31)).known
    assert not CALENDAR.kind(date(2025, 12, 24)).known


def test_what_is_supposed_is_never_called_known():
    supposed = Calendar({date(2027, 1, 1): DayKind(working=False, why="元旦放假")}, frozenset({2026}))
    assert supposed.kind(date(2027, 1, 1)) == DayKind(working=False, why="元旦放假", known=False)


@given(ANY_DAY)
def test_every_day_is_of_one_notice(day: date):
    year = notice_year(day)
    assert abs(year - day.year) <= 1
    if 2 <= year <= 9999:
        days = list(notice_days(year))
        assert day in days
        assert (days[0], len(days)) == (date(year - 1, 12, 25), (days[-1] - days[0]).days + 1)


@given(DAYS, COUNTS, calendars(), st.booleans())
def test_every_day_is_listed_once_and_numbered_in_order(
    start: date, count: int, calendar: Calendar, first_counts: bool
):
    reckoning = reckon(start, count, calendar, first_counts=first_counts)
    first = start if first_counts else start + timedelta(days=1)
    assert [each.day for each in reckoning.days] == [
        first + timedelta(days=n) for n in range(len(reckoning.days))
    ]
    assert [each.number for each in reckoning.days if each.number] == list(range(1, count + 1))
    assert reckoning.days[-1].number == count
    for each in reckoning.days:
        assert (each.number is not None) == each.kind.working
        assert each.kind == calendar.kind(each.day)
        assert each.kind.working == (each.kind.why in ("", "调休上班"))
    assert reckoning.about == any(notice_year(each.day) not in calendar.years for each in reckoning.days)


@given(DAYS, COUNTS, calendars(), st.booleans())
def test_between_says_what_reckon_says(start: date, count: int, calendar: Calendar, first_counts: bool):
    reckoning = reckon(start, count, calendar, first_counts=first_counts)
    assert between(start, reckoning.last, calendar, first_counts=first_counts) == reckoning


@given(DAYS, COUNTS, COUNTS, calendars())
def test_counts_add_up(start: date, some: int, more: int, calendar: Calendar):
    step = reckon(reckon(start, some, calendar).last, more, calendar)
    assert step.last == reckon(start, some + more, calendar).last


@given(DAYS, DAYS, COUNTS, calendars())
def test_who_starts_later_is_never_done_earlier(one: date, other: date, count: int, calendar: Calendar):
    earlier, later = sorted((one, other))
    assert reckon(earlier, count, calendar).last <= reckon(later, count, calendar).last


@given(DAYS, COUNTS, calendars(), DAYS)
def test_a_day_off_more_never_makes_anybody_late(start: date, count: int, calendar: Calendar, day: date):
    off = Calendar({**calendar.days, day: DayKind(working=False, why="放假")}, calendar.years)
    assert reckon(start, count, off).last >= reckon(start, count, calendar).last


def test_nothing_lies_between():
    day = date(2026, 10, 19)
    assert between(day, day, CALENDAR) is None
    assert between(day, day - timedelta(days=1), CALENDAR, first_counts=True) is None
    only = between(day, day, CALENDAR, first_counts=True)
    assert only is not None
    assert [each.number for each in only.days] == [1]


@given(ANY_DAY, COUNTS, st.booleans())
def test_every_day_there_is_has_an_answer(start: date, count: int, first_counts: bool):
    reckoning = reckon(start, count, CALENDAR, first_counts=first_counts)
    assert start <= reckoning.last
    assert reckoning.days[-1].number == count or reckoning.last == date.max


@pytest.mark.parametrize("first_counts", [False, True])
def test_a_count_ends_with_the_last_day_there_is(first_counts: bool):
    assert reckon(date.max, 20, CALENDAR, first_counts=first_counts).last == date.max
    assert reckon(date(9999, 12, 20), 20, CALENDAR, first_counts=first_counts).last == date.max
    assert between(date(9999, 12, 20), date.max, CALENDAR, first_counts=first_counts) is not None
    assert between(date.max, date.max, CALENDAR) is None


@pytest.mark.parametrize("count", [0, -1])
def test_a_count_of_nothing_is_no_count(count: int):
    with pytest.raises(ValueError, match="no count"):
        reckon(date(2026, 10, 17), count, CALENDAR)


def test_weekdays_have_names():
    assert "".join(weekday(date(2026, 11, day))[1] for day in range(23, 30)) == "一二三四五六日"
