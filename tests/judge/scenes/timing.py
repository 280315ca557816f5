"""Scenes of columns that are in time, or not: by an interval, and by a yearly deadline."""

from __future__ import annotations

from dataclasses import replace

from tests.judge.scenes.acts import calm, change, look, publish, take_down, undate_pages
from tests.judge.scenes.language import (
    Column,
    Scene,
    at,
    back,
    backdated,
    each,
    missed,
    removed,
    stale,
    undated,
)

NOTICE = Column("tzgg", "通知公告", "notice", 183, first_level=True, rows=back("2025-06-20"))
REPORTS = tuple(f"青石街道办事处{year}年政府信息公开工作年度报告" for year in (2024, 2023, 2022))
ANNUAL = Column(
    "ndbg",
    "政府信息公开年报",
    "annual_report",
    None,
    "01-31",
    rows=("2025-01-20", "2024-01-22", "2023-01-18"),
    titles=REPORTS,
)
NEW_REPORT = "青石街道办事处2025年政府信息公开工作年度报告"


def report(name: str = "report", day: str | None = None):
    return publish(name, "ndbg", day=day, title=NEW_REPORT)


INTERVALS = (
    Scene("fresh", "a column that publishes in time", "按时更新", calm(), until="04-15"),
    Scene(
        "stale",
        "nothing more is published",
        "此后再未更新",
        must=(stale("12-13"),),
        until="04-15",
    ),
    Scene(
        "rectified",
        "nothing for a month, then in time again",
        "停更一月后恢复更新",
        calm("12-30"),
        must=(stale("12-13", closed="12-30"),),
        short=True,
    ),
    Scene(
        "last-day",
        "always published on the last day of the interval",
        "总在时限最后一天更新",
        each(14, "12-12", "04-15", publish()),
        until="04-15",
    ),
    Scene(
        "one-day-late",
        "always published one day late, before anybody looks",
        "每次晚一天，查看前已发布",
        each(15, "12-13", "04-15", publish()),
        why="No look after the deadline showed the column without the item.",
    ),
    Scene(
        "two-days-late",
        "published two days late, twice",
        "两次各晚两天",
        at("12-14", publish()) + at("12-30", publish()) + calm("01-08"),
        must=(stale("12-13", closed="12-14"), stale("12-29", closed="12-30")),
    ),
    Scene(
        "again",
        "late, put right, late again",
        "整改后再次超期",
        at("12-30", publish()) + calm("02-03"),
        must=(stale("12-13", closed="12-30"), stale("01-14", closed="02-03")),
        until="02-15",
    ),
    Scene(
        "old-date-while-late",
        "while late, an item with an old date appears",
        "超期期间出现一条旧日期信息",
        at("12-30", publish("old", day="12-14")) + calm("01-20"),
        must=(stale("12-13", closed="01-20"), backdated("old", "12-14", "12-30")),
        why="The column was never in time again: one fault. That the item was not there was seen.",
        until="01-31",
    ),
    Scene(
        "half-year",
        "notices older than half a year",
        "通知公告半年未更新",
        each(30, "02-02", "04-15", publish(column="tzgg")),
        (NOTICE,),
        (stale("12-21", closed="02-02", column="tzgg"),),
        until="02-15",
    ),
    Scene(
        "month",
        "a column of 31 days, published every 30",
        "31 天一更的栏目，每 30 天更新",
        each(30, "12-20", "04-15", publish()),
        (replace(Column(), interval=31),),
        until="03-31",
    ),
    Scene(
        "first-crawl-late",
        "the first crawl meets a column that is late already",
        "首次采集时已超期",
        calm("12-20"),
        (Column(rows=back("2025-10-01")),),
        (stale("2025-10-16", "12-01", "12-20"),),
        short=True,
    ),
    Scene(
        "untimed",
        "a column for which nobody set a limit",
        "没有时限的栏目",
        columns=(Column(category="org", interval=None, rows=back("2024-05-06")),),
    ),
    Scene(
        "no-dates",
        "a column that dates nothing",
        "全栏目不标日期",
        calm(day=""),
        (Column(rows=("",) * 6),),
        why="What is new there may be as new as the day on which it appeared.",
    ),
    Scene(
        "dates-on-pages",
        "a list without dates, articles with them; then nothing more",
        "列表无日期，正文有日期；后停更",
        at("12-01", look(dates="none")) + each(6, "12-08", "12-20", publish()),
        must=(stale("01-04"),),
    ),
    Scene(
        "years-end",
        "a list that prints month and day only, over the year's end",
        "列表只印月日，跨年",
        at("12-01", look(dates="short"), undate_pages)
        + each(10, "12-08", "12-28", publish(printed=""))
        + each(10, "01-25", "04-15", publish(printed="")),
        must=(stale("01-12", closed="01-25"),),
        until="02-15",
    ),
    Scene(
        "spring-festival",
        "the interval ends within the Spring Festival",
        "时限在春节假期内届满",
        calm("12-10", "02-08") + calm("02-24"),
        must=(stale("02-23", closed="02-24"),),
        why="国办秘函〔2019〕19号 counts weeks, not working days.",
        until="03-10",
    ),
    Scene(
        "pinned",
        "an old item is pinned, later un-pinned",
        "旧信息置顶，后取消置顶",
        calm() + at("12-10", change("t1", pinned=True)) + at("01-10", change("t1", pinned=False)),
        until="01-31",
    ),
    Scene(
        "newest-pinned",
        "the newest item is pinned for good; then nothing more",
        "最新一条长期置顶；后停更",
        at("12-08", publish("top", pinned=True)),
        must=(stale("12-23"),),
    ),
    Scene(
        "re-dated",
        "an item is given a new date every fortnight",
        "同一条信息每两周改一次日期",
        at("12-12", change("t6", day="2025-12-12"))
        + at("12-26", change("t6", day="2025-12-26"))
        + calm("01-09"),
        why="The stated date is what is judged; that it was changed is seen in its versions.",
    ),
    Scene(
        "newest-withdrawn",
        "the newest item is withdrawn, and what is left is old",
        "最新一条被撤下，余下的已过期",
        at("12-10", publish("first")) + at("12-22", publish("second")) + at("01-02", take_down("second")),
        must=(removed("second", "01-02"), stale("01-02")),
        why="Until 1 January the column showed an item of 22 December and was in time.",
    ),
    Scene(
        "one-of-two",
        "of two columns of a unit one is late",
        "两个栏目，一个超期",
        columns=(Column(), replace(NOTICE, rows=back("11-20"))),
        must=(stale("12-13"),),
    ),
    Scene(
        "future-date",
        "a year mistyped into the future, corrected later",
        "年份误写成将来，后更正",
        at("12-10", publish("typo", day="2026-12-09"))
        + at("12-20", change("typo", day="2025-12-10"))
        + calm("12-22"),
        must=(stale("12-13", closed="12-20"),),
        short=True,
    ),
    Scene(
        "far-future",
        "a notice dated 2099 so that it stays on top",
        "为置顶把日期写成 2099 年",
        at("12-05", publish("top", day="2099-01-01")) + calm("12-08", "01-27"),
        must=(stale("02-11"),),
        until="02-20",
    ),
    Scene(
        "undated-then-late",
        "the last thing published bears no date",
        "最后一条未标日期",
        at("12-10", publish("bare", day="")) + calm("12-20"),
        must=(undated("bare", "12-10", "12-11"),),
        why="It may be as new as the day on which it appeared: nothing is late before 25 December.",
    ),
)

DEADLINES = (
    Scene(
        "report-early",
        "the annual report, ten days early",
        "年报提前公开",
        at("01-20", report()),
        (ANNUAL,),
        until="02-15",
    ),
    Scene(
        "report-last-day",
        "the annual report on the last day",
        "年报最后一天公开",
        at("01-31", report()),
        (ANNUAL,),
        until="02-15",
    ),
    Scene(
        "report-missed",
        "no annual report",
        "年报未公开",
        columns=(ANNUAL,),
        must=(missed("02-01"),),
        until="04-15",
    ),
    Scene(
        "report-late",
        "the annual report, nine days late",
        "年报晚九天公开",
        at("02-10", report()),
        (ANNUAL,),
        (missed("02-01", closed="02-10"),),
        until="02-28",
    ),
    Scene(
        "report-backdated",
        "the annual report comes late, with a date in time",
        "年报迟来，日期标在期限内",
        at("02-05", report("report", "01-29")),
        (ANNUAL,),
        (missed("02-01", closed="02-05"), backdated("report", "01-29", "02-05")),
        until="02-28",
    ),
    Scene(
        "report-undated",
        "the annual report bears no date, but its title says of which year",
        "年报未标日期，标题写明年度",
        at("01-20", report("report", "")),
        (ANNUAL,),
        (undated("report", "01-20", "01-21"),),
        until="02-15",
    ),
    Scene(
        "report-before-year",
        "the annual report appears before the year is over",
        "年报在年底前已公开",
        at("12-29", report()),
        (ANNUAL,),
        why="Its title names the year that is owed.",
        until="02-15",
    ),
    Scene(
        "report-district",
        "a district's report, due by 31 March, is missing",
        "区级年报（3 月 31 日前）未公开",
        columns=(replace(ANNUAL, deadline="03-31"),),
        must=(missed("04-01"),),
        until="04-15",
    ),
    Scene(
        "report-long-missing",
        "the first crawl meets a report missing for ten months",
        "首次采集时上年年报已缺十个月",
        at("02-20", report()),
        (replace(ANNUAL, rows=("2024-01-22", "2023-01-18"), titles=REPORTS[1:]),),
        (missed("2025-02-01", "12-01", "02-20"),),
        until="03-10",
    ),
    Scene(
        "quarter-late",
        "a quarterly account, three weeks late",
        "季度信息晚三周",
        at("02-10", publish("account", "czjd")),
        (
            Column(
                "czjd",
                "财政收支季报",
                "plan",
                None,
                "01-20,04-20,07-20,10-20",
                rows=("2025-10-15", "2025-07-18", "2025-04-16", "2025-01-17"),
            ),
        ),
        (missed("01-21", closed="02-10", column="czjd"),),
        until="04-15",
    ),
)
