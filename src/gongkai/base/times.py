"""Times: ours are UTC `YYYY-MM-DDTHH:MM:SSZ`; what pages state is China time (UTC+8, fixed).

Nothing here reads a clock: the time is always an argument.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

CHINA = timezone(timedelta(hours=8), "UTC+8")

_UTC_TEXT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.A)

Clock = Callable[[], datetime]
"""Answers with the present moment, aware, in any zone."""


def utc_text(moment: datetime) -> str:
    """An aware moment as `YYYY-MM-DDTHH:MM:SSZ`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def parse_utc(text: str) -> datetime:
    """The moment written by `utc_text`; ValueError for anything else."""
    if not _UTC_TEXT.fullmatch(text):
        raise ValueError(f"no moment of ours: {text}")
    return datetime.fromisoformat(text)


def china_day(moment: datetime | str) -> date:
    """The calendar day in China of an aware moment, or of one written by `utc_text`."""
    if not isinstance(moment, str):
        return moment.astimezone(CHINA).date()
    if not _UTC_TEXT.fullmatch(moment):
        raise ValueError(f"no moment of ours: {moment}")
    return _china_day_of_hour(moment[:13])


@lru_cache(maxsize=65_536)
def _china_day_of_hour(hour: str) -> date:
    """The day of an hour, `YYYY-MM-DDTHH`, UTC: China's days begin with one."""
    return datetime.fromisoformat(f"{hour}:00:00Z").astimezone(CHINA).date()


def day_end(day: date) -> datetime:
    """24:00 of a day in China. What was recorded before it belongs to "as of" that day."""
    return datetime(day.year, day.month, day.day, tzinfo=CHINA) + timedelta(days=1)


@lru_cache(maxsize=4_096)
def end_text(day: date) -> str:
    """24:00 of a day in China, as our UTC text."""
    return utc_text(day_end(day))


def china_time(text: str) -> str:
    """A moment of ours as a person in China reads it: `YYYY-MM-DD HH:MM`."""
    return parse_utc(text).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
