"""Visits and sections in few words, for the judge's tests. Hours are China time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count

from gongkai.base.states import SectionHistory, VisitOutcome, VisitSeen
from gongkai.base.times import CHINA, utc_text
from gongkai.base.values import Section

_numbers = count(1)


def section(interval_days: int | None = None, deadline: str | None = None, **more: str | None) -> Section:
    fields = {"category": "business", "unit": "qingshi"} | more
    return Section(
        id="demo/gzdt",
        site="demo",
        unit=str(fields["unit"]),
        name="工作动态",
        url="http://demo.invalid/gzdt/",
        category=fields["category"],
        interval_days=interval_days,
        deadline=deadline,
    )


def visit(
    day: str,
    newest: str | None = None,
    *,
    hour: int = 3,
    outcome: VisitOutcome = "unchanged",
    conditional: bool = False,
    listed: int = 10,
    years: frozenset[int] = frozenset(),
) -> VisitSeen:
    start = datetime.combine(date.fromisoformat(day), datetime.min.time(), CHINA) + timedelta(hours=hour)
    trouble = outcome in ("failed", "blocked", "broken")
    return VisitSeen(
        id=next(_numbers),
        started=utc_text(start),
        finished=utc_text(start + timedelta(minutes=1)),
        outcome=outcome,
        reason="timeout" if trouble else "",
        understood=not trouble,
        conditional=conditional,
        complete=not trouble,
        listed=0 if outcome == "empty" or trouble else listed,
        newest=None if trouble else newest,
        years=years,
    )


def history(watched: Section, *visits: VisitSeen) -> SectionHistory:
    return SectionHistory(watched, visits)
