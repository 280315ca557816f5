"""What is published when, and what befalls it: everything counted in days before the end.

Where a column's state at a check date hangs on a day, the days are given one by one; the comment beside
them says what they are for (first, second, third: the check dates, 56, 24 and 0 days before the end).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from gongkai.demo import special
from gongkai.demo.cast import COLUMNS, column, place_of
from gongkai.demo.standing import annual_report, standing
from gongkai.demo.texts import Composer, number, pick
from gongkai.demo.times import SPARSE_BACK, moment
from gongkai.demo.values import Column, Enclosure, FileKind, Item, Text, Trouble

SCHEDULE: dict[str, tuple[int, ...]] = {
    "yunling/ylyw": tuple(range(1, 226, 3)),
    "yunling/tzgg": tuple(range(4, 270, 9)),
    "yunling/zcwj": (11, 33, 60, 82, 103, 131, 152, 180, 211, 240, 268, 300),
    "yunling/zcjd": (30, 79, 100, 149, 176, 205, 236),
    "yunling/czzj": (21, 45, 90, 120, 180, 250, 340),
    "yunling/rsxx": tuple(range(2, 300, 24)),
    "yunling/zfcg": tuple(range(3, 280, 14)),
    "qingshi/gzdt": tuple(range(36, 240, 5)),  # silent since: due at the second, stale at the third
    "qingshi/tzgg": tuple(range(7, 280, 21)),
    "qingshi/jdwj": (172, 215, 262, 300, 351, 390, 420),  # due at the third
    "qingshi/czyjs": (110, 200, 330),
    "qingshi/shjz": tuple(range(100, 401, 30)),  # stale at all three
    "qingshi/sqsw": tuple(range(5, 265, 9)),
    # stale at the first, rectified before the second; at the third one day over, seen once: due
    "liuhe/gzdt": (15, 29, 33, 45, 52, 75, 96, 110, 128, 141, 155, 170, 187, 199, 212),
    "liuhe/tzgg": (200, 224, 251, 290, 332, 370, 410),  # due at the second, stale at the third
    "liuhe/rsxx": (40, 95, 170, 240, 300),
    "liuhe/aqsc": tuple(range(28, 300, 30)),  # due at the third
    # past its limit two days before the second; what it published afterwards we do not see: blocked
    "dongwan/gzdt": (5, 12, 20, *range(40, 220, 6)),
    "dongwan/tzgg": tuple(range(8, 290, 26)),
    "dongwan/zcwj": (70, 130, 190, 250, 320, 380),
    "dongwan/hnbt": tuple(range(6, 280, 30)),
    "dongwan/xzzf": tuple(range(17, 280, 20)),
}

REPORT_DAY = {"yunling": (3, 22), "qingshi": (1, 20), "liuhe": (1, 26), "dongwan": (1, 28)}
REPORTS_KEPT = 3
STANDING_BACK = 260
"""The texts of one-page columns were put up this many days before the end."""

ATTACHED: dict[str, tuple[int, FileKind]] = {
    "policy": (1, "docx"),
    "notice": (4, "docx"),
    "finance": (1, "xlsx"),
    "procurement": (2, "pdf"),
}
"""By kind of column: every how manieth item has a file, and of which kind."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole of it: items oldest first within a site, numbered in that order; troubles."""

    items: tuple[Item, ...]
    troubles: tuple[Trouble, ...]


def make_timeline(end: date) -> Timeline:
    """The make-believe months before `end`."""
    items: list[Item] = []
    for site in dict.fromkeys(c.site for c in COLUMNS):
        drafts = [item for c in COLUMNS if c.site == site for item in _column_items(c, end)]
        drafts.sort(key=lambda item: (item.published, item.column.id))
        items += [_numbered(item, place) for place, item in enumerate(drafts)]
    return Timeline(tuple(items), _troubles(end))


def _column_items(column: Column, end: date) -> Iterator[Item]:
    if column.frame in ("text", "stub"):
        yield _standing(column, end)
    elif column.group == "annual":
        yield from _reports(column, end)
    else:
        composer = Composer(column.group, place_of(column))
        for running, back in enumerate(sorted(SCHEDULE.get(column.key, ()), reverse=True)):
            day = end - timedelta(days=back)
            item = _drafted(column, running, day, composer.next(day))
            yield special.touched(item, back, end)


def _standing(column: Column, end: date) -> Item:
    place, day = place_of(column), end - timedelta(days=STANDING_BACK)
    text = standing(column.group, place)
    return Item(column, 0, moment(day, time(9, 30)), text, source=place.name, issuer=place.name)


def _reports(column: Column, end: date) -> Iterator[Item]:
    """The annual reports that stand by the end. Liuhe's stop early: its column is behind its deadline
    at every check date, whatever the time of year."""
    place = place_of(column)
    month, day = REPORT_DAY[column.site]
    years = [year for year in range(end.year - 6, end.year + 1) if date(year, month, day) < end]
    if column.site == "liuhe":
        behind = (end - timedelta(days=max(SPARSE_BACK))).year
        years = [year for year in years if year < behind]
    for year in years[-REPORTS_KEPT:]:
        published = moment(date(year, month, day), time(10, 5))
        text = annual_report(place, year - 1)
        yield Item(column, 0, published, text, source=place.name, issuer=place.name)


def _drafted(column: Column, running: int, day: date, text: Text) -> Item:
    place = place_of(column)
    minutes = number(8 * 60 + 40, 17 * 60 + 20, column.key, running)
    every, kind = ATTACHED.get(column.group, (0, "pdf"))
    if every and running % every == 0:
        name = text.title.split("关于印发")[-1].removesuffix("的通知")
        text = replace(text, files=(Enclosure(name, kind),))
    item = Item(column, 0, moment(day, time(minutes // 60, minutes % 60)), text)
    if column.group != "policy":
        return replace(item, source=_source(column, running), issuer=place.name)
    return replace(item, issuer=place.name, source=place.name, formed=_formed(column, running, day))


def _source(column: Column, running: int) -> str:
    place = place_of(column)
    if column.group not in ("news", "town"):
        return place.name
    return pick((f"{place.short}融媒体中心", place.name, f"{place.short}党政办公室"), column.key, running)


def _formed(column: Column, running: int, day: date) -> date:
    return day - timedelta(days=number(1, 9, column.key, "formed", running))


def _numbered(item: Item, running: int) -> Item:
    """With its number in the CMS, its index number, and for policies its document number."""
    column, year = item.column, item.published.year
    sign = {"yunling": "云政发", "qingshi": "青街发", "liuhe": "柳街发", "dongwan": "东政发"}[column.site]
    formed = item.formed or item.published.date()
    week = formed.timetuple().tm_yday // 7 + 1  # rises through the year, as such numbers do
    doc_no = f"{sign}〔{formed.year}〕{week}号"
    return replace(
        item,
        number={"yunling": 410200, "qingshi": 1200, "liuhe": 400, "dongwan": 70300}[column.site]
        + running * 3,
        index_no=f"99{column.number:06d}/{year}-{running:05d}",
        doc_no=doc_no if column.group == "policy" else "",
    )


def _troubles(end: date) -> tuple[Trouble, ...]:
    """What breaks. Dongwan fails around the first check and blocks at the third; Liuhe's 人事信息 errs at
    the second and the third; the portal fills 政府采购 by script from before the second on."""
    ever = moment(end + timedelta(days=3650), time())

    def at(back: int) -> datetime:
        return moment(end - timedelta(days=back), time())

    return (
        Trouble("dongwan", None, "http-500", at(60), at(58)),
        Trouble("dongwan", None, "reset", at(58), at(57)),
        Trouble("dongwan", None, "truncated", at(57), at(54)),
        Trouble("dongwan", None, "challenge", at(14), ever),
        Trouble("liuhe", column("liuhe/rsxx").id, "http-500", at(27), at(22)),
        Trouble("liuhe", column("liuhe/rsxx").id, "http-500", at(3), ever),
        Trouble("yunling", column("yunling/zfcg").id, "script", at(30), ever),
    )
