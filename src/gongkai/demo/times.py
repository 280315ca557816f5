"""When things happen in the make-believe months: all counted back from the end date, China time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from gongkai.demo.values import CHINA

CHECK_BACK = (56, 24, 0)
"""The as-of dates, in days before the end."""

SPARSE_BACK = (122, 116, 110, 104, 98, 92, 86, 80, 74, 69, 50, 44, 38, 18, 13)
DAILY_BEFORE = 9
"""A column not understood within three days is unseen: around each check date the crawl is daily."""

TWICE_BACK = (57, 25, 2)
"""Days with a second look in the afternoon: what passed its limit the day before is proved there."""

MORNING, AFTERNOON = time(6, 10), time(15, 40)


def moment(day: date, at: time) -> datetime:
    """A time of day in China."""
    return datetime.combine(day, at, CHINA)


def check_dates(end: date) -> tuple[date, date, date]:
    """The three as-of dates, the last one the end."""
    first, second, third = (end - timedelta(days=back) for back in CHECK_BACK)
    return first, second, third


def crawl_times(end: date) -> tuple[datetime, ...]:
    """When the demo crawls, in order."""
    daily = {back + ahead for back in CHECK_BACK for ahead in range(DAILY_BEFORE + 1)}
    mornings = {moment(end - timedelta(days=back), MORNING) for back in daily | set(SPARSE_BACK)}
    afternoons = {moment(end - timedelta(days=back), AFTERNOON) for back in TWICE_BACK}
    return tuple(sorted(mornings | afternoons))


def day_end(day: date) -> datetime:
    """24:00 of a day in China: what happened before it counts as of that day."""
    return moment(day, time()) + timedelta(days=1)
