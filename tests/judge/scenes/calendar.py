"""The days of the scenes' winter that differ from their weekday, as the State Council's notice for 2026
has them."""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.base.workdays import Calendar, DayKind


def _span(first: date, last: date, why: str, *, working: bool = False) -> dict[date, DayKind]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day: DayKind(working, why) for day in days}


CALENDAR = Calendar(
    {
        **_span(date(2026, 1, 1), date(2026, 1, 3), "元旦放假"),
        **_span(date(2026, 1, 4), date(2026, 1, 4), "元旦调休上班", working=True),
        **_span(date(2026, 2, 14), date(2026, 2, 14), "春节调休上班", working=True),
        **_span(date(2026, 2, 15), date(2026, 2, 23), "春节放假"),
        **_span(date(2026, 2, 28), date(2026, 2, 28), "春节调休上班", working=True),
        **_span(date(2026, 4, 4), date(2026, 4, 6), "清明节放假"),
    },
    frozenset((2025, 2026)),
    {2026: "国务院办公厅关于2026年部分节假日安排的通知"},
)
"""Of 2025 only days after the last holiday are needed, and since the middle of the year."""
