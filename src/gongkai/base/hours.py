"""Hours of the day at which a host may be asked, in China time. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.base.times import CHINA

_SPAN = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)", re.A)
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class OpenHours:
    """`spans` are (from, to) in minutes after midnight, `to` no longer in it; one whose end is before its
    start goes on past midnight. Without any it is always open."""

    spans: tuple[tuple[int, int], ...] = ()

    def is_open(self, moment: datetime) -> bool:
        """Whether an aware moment lies within them."""
        local = moment.astimezone(CHINA)
        minute = local.hour * 60 + local.minute
        return not self.spans or any(_within(minute, *span) for span in self.spans)

    def next_opening(self, moment: datetime) -> datetime:
        """The first moment from then on at which it is open, in China time."""
        local = moment.astimezone(CHINA)
        if self.is_open(local):
            return local
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        starts = [midnight + timedelta(minutes=start) for start, _ in self.spans]
        return min(start if start > local else start + timedelta(days=1) for start in starts)


ALWAYS = OpenHours()


def parse_hours(text: str) -> OpenHours:
    """`22:00-06:00`, several separated by commas; nothing written is always. Raises ValueError."""
    if not text.strip():
        return ALWAYS
    return OpenHours(tuple(_span(part.strip()) for part in re.split("[,，]", text)))


def _span(text: str) -> tuple[int, int]:
    match = _SPAN.fullmatch(text)
    if not match:
        raise ValueError(f"no span of hours: {text}")
    hours = (int(match[1]), int(match[3]))
    minutes = (int(match[2]), int(match[4]))
    start, end = (60 * hour + minute for hour, minute in zip(hours, minutes, strict=True))
    if start >= _DAY or end > _DAY or max(minutes) > 59 or start == end:
        raise ValueError(f"no span of hours: {text}")
    return start, end


def _within(minute: int, start: int, end: int) -> bool:
    return start <= minute < end if start < end else minute >= start or minute < end
