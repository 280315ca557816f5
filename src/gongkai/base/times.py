"""Times: ours are UTC `YYYY-MM-DDTHH:MM:SSZ`; what pages state is China time (UTC+8, fixed).

Nothing here reads a clock: the time is always an argument.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "UTC+8")

Clock = Callable[[], datetime]
"""Answers with the present moment, aware, in any zone."""


def utc_text(moment: datetime) -> str:
    """An aware moment as `YYYY-MM-DDTHH:MM:SSZ`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_utc(text: str) -> datetime:
    """The moment written by `utc_text`; ValueError for anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def china_day(moment: datetime | str) -> date:
    """The calendar day in China of an aware moment, or of one written by `utc_text`."""
    if isinstance(moment, str):
        moment = parse_utc(moment)
    return moment.astimezone(CHINA).date()


def day_end(day: date) -> datetime:
    """24:00 of a day in China. What was recorded before it belongs to "as of" that day."""
    return datetime(day.year, day.month, day.day, tzinfo=CHINA) + timedelta(days=1)


def china_time(text: str) -> str:
    """A moment of ours as a person in China reads it: `YYYY-MM-DD HH:MM`."""
    return parse_utc(text).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
