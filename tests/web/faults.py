"""Findings for the district: what a check of its visits finds, and kinds beside it that take months."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from gongkai.archive import Judgement, open_archive
from gongkai.base.findings import Found
from gongkai.base.workdays import Calendar, between
from gongkai.check import judge_archive
from gongkai.judge import Judging
from tests.web import district

OFFICE = "党政办/综合科"
HINT = f"《{district.HOSTILE}》的列表和正文页面均未见发布日期。"
DAY = district.AS_OF.isoformat()
STALE = "stale-section|mzj/gzdt|2026-10-15"
EMPTY = "empty-section|mzj/tzgg|2026-10-14"


def judged(folder: Path) -> None:
    """Check the district as of its day, keep what is found, and add findings of the other kinds."""
    with open_archive(folder) as archive:
        at = district.at(district.AS_OF, 22)
        archive.db.execute("UPDATE sections SET duty = ? WHERE id IN ('mzj/gzdt', 'qs/gzdt')", (OFFICE,))
        check = judge_archive(archive, district.AS_OF, Judging(), at)
        archive.keep_judgement(
            Judgement(day=check.as_of, found=beside(), anew=frozenset(), gone_on=frozenset()),
            at,
        )


def beside() -> list[Found]:
    days = between(date(2026, 9, 1), date(2026, 9, 11), Calendar())
    assert days is not None
    table = [[one.day.isoformat(), one.number, one.kind.why] for one in days.days]
    item: dict[str, Any] = {"site": "qs", "unit": "qs", "section": "qs/tzgg", "item": district.HOSTILE_UID}
    return [
        Found("undated-item", district.HOSTILE_UID, "2026-10-14", "2026-11-11", DAY, "提示", HINT, "=1+1",
              evidence={"captures": [1], "versions": [1]}, **item),
        Found("late-item", district.EDITED_UID, "2026-10-01", "2026-10-20", DAY, "提示",
              "时限约于 2026-09-30 届满。", "条例第二十六条", closed="2026-11-20", close_reason="withdrawn",
              about=True, params={"working_days": 20}, **{**item, "item": district.EDITED_UID},
              evidence={"versions": [1, 2], "working_days": {
                  "from": "2026-09-01", "first_counts": False, "count": 8, "about": True,
                  "last_day": "2026-09-10", "days": table}}),
        Found("site-stale-core", "mzj", "2026-11-01", "2026-11-01", "2026-11-11", "单项否决",
              "自 2026-11-01 起达到 5 个。", "国办秘函〔2019〕19号", site="mzj", repeats=True,
              params={"at_least": 5}, evidence={"members": [STALE]}),
    ]  # fmt: skip
