"""The truth is what the timeline was made for, whatever the end date; and follows from its events."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from gongkai.demo import DemoClock, District
from gongkai.demo.times import MORNING, moment

INTENDED = """
yunling/ylyw  fresh     fresh     fresh
yunling/tzgg  fresh     fresh     fresh
yunling/zcwj  fresh     fresh     fresh
yunling/zcjd  unwatched unwatched unwatched
yunling/czzj  fresh     fresh     fresh
yunling/gkzn  unwatched unwatched unwatched
yunling/rsxx  unwatched unwatched unwatched
yunling/zfcg  fresh     broken    broken
qingshi/gzdt  fresh     due       stale
qingshi/tzgg  fresh     fresh     fresh
qingshi/jdwj  fresh     fresh     due
qingshi/czyjs fresh     fresh     fresh
qingshi/gkzn  unwatched unwatched unwatched
qingshi/shjz  stale     stale     stale
qingshi/sqsw  fresh     fresh     fresh
liuhe/gzdt    stale     fresh     due
liuhe/tzgg    fresh     due       stale
liuhe/jgzn    unwatched unwatched unwatched
liuhe/gkzn    unwatched unwatched unwatched
liuhe/gkzd    failed    failed    failed
liuhe/gknb    stale     stale     stale
liuhe/rsxx    unwatched failed    failed
liuhe/aqsc    fresh     fresh     due
liuhe/hmbt    empty     empty     empty
dongwan/gzdt  failed    stale     blocked
dongwan/tzgg  failed    fresh     blocked
dongwan/zcwj  failed    fresh     blocked
dongwan/hnbt  failed    fresh     blocked
dongwan/ldzc  failed    unwatched blocked
dongwan/xzzf  failed    unwatched blocked
"""
REPORTS = ("yunling/gknb", "qingshi/gknb", "dongwan/gknb")
"""Their state goes with the time of year."""

ENDS = [date(2026, 11, 23) + timedelta(days=17 * n) for n in range(24)]
ENDS += [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 31), date(2028, 2, 29)]


@pytest.mark.parametrize("end", ENDS, ids=str)
def test_every_section_is_as_intended_whatever_the_end(end: date) -> None:
    district = District(end, DemoClock())
    intended = [line.split() for line in INTENDED.strip().splitlines()]
    for at, as_of in enumerate(district.check_dates()):
        truth = district.truth(as_of)
        assert {key: truth[key] for key, *_ in intended} == {key: states[at] for key, *states in intended}
        assert set(truth) == {key for key, *_ in intended} | set(REPORTS)


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (date(2027, 1, 10), "fresh"),  # last year's report served last year's deadline
        (date(2027, 1, 19), "due"),  # the new one is out on the 20th, its deadline is the 31st
        (date(2027, 1, 25), "fresh"),
        (date(2027, 2, 10), "fresh"),
    ],
)
def test_a_yearly_deadline_around_the_new_year(end: date, state: str) -> None:
    assert District(end, DemoClock()).truth(end)["qingshi/gknb"] == state


def test_before_the_first_crawl_nothing_was_seen_and_long_after_the_last_nothing_is() -> None:
    district = District(date(2026, 11, 23), DemoClock())
    before = district.crawl_times()[0].date() - timedelta(days=1)
    assert set(district.truth(before).values()) == {"unseen"}
    later = set(district.truth(date(2026, 12, 20)).values())
    assert later == {"unseen", "failed", "blocked", "broken"}


def test_stale_needs_two_looks_six_hours_apart_after_the_limit() -> None:
    """Dongwan's 工作动态 passes its limit at the end of the 26th day before the end; the next day has a
    morning look and an afternoon look."""
    district = District(date(2026, 11, 23), DemoClock())
    states = [district.truth(district.end - timedelta(days=back))["dongwan/gzdt"] for back in (27, 26, 25)]
    assert states == ["due", "due", "stale"]
    liuhe = district.truth(district.end)["liuhe/gzdt"]  # over since yesterday, one look since
    assert liuhe == "due"


def test_the_crawls_are_daily_before_each_check_and_end_on_the_last_morning() -> None:
    district = District(date(2027, 1, 20), DemoClock())
    times = district.crawl_times()
    assert list(times) == sorted(set(times))
    assert 40 <= len(times) <= 50
    assert 4 * 30 <= (times[-1] - times[0]).days <= 5 * 31
    assert times[-1] == moment(district.end, MORNING)
    for check in district.check_dates():
        days = {at.date() for at in times}
        assert {check - timedelta(days=n) for n in range(10)} <= days
    gaps = [(b - a) for a, b in pairwise(times)]
    assert min(gaps) >= timedelta(hours=6)
    assert max(gaps) <= timedelta(days=6)


def test_fresh_and_stale_follow_from_the_events() -> None:
    """The same question asked of the events alone: is there anything within the interval?"""
    with District(date(2027, 1, 20), DemoClock()) as district:
        columns = {c.key: c for c in district.world.columns if c.interval}
        for as_of in district.check_dates():
            seen_until = max(at for at in district.crawl_times() if at.date() <= as_of)
            truth = district.truth(as_of)
            for key, column in columns.items():
                if truth[key] in ("fresh", "stale"):
                    days = (as_of - _newest(district, key, seen_until)).days
                    assert (days > (column.interval or 0)) == (truth[key] == "stale"), key


def _newest(district: District, key: str, until: datetime) -> date:
    events = [e for e in district.events(until) if e.section == key]
    off = {e.url for e in events if e.kind in ("removed", "delisted")}
    return max(e.at.date() for e in events if e.kind == "published" and e.url not in off)
