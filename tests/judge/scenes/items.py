"""Scenes of single items: undated, late, backdated, removed, altered; and what looks like it and is not."""

from __future__ import annotations

from tests.judge.scenes import acts
from tests.judge.scenes.acts import calm, change, look, publish, take_down
from tests.judge.scenes.language import (
    Column,
    Must,
    Scene,
    Timeline,
    at,
    back,
    backdated,
    late,
    removed,
    undated,
)

UPPER = "云岭区人民政府办公室"


def formed(day: str, issuer: str = "青石街道办事处", **more: str) -> tuple[tuple[str, str], ...]:
    return (("发布机构", issuer), ("成文日期", day), *((label, value) for label, value in more.items()))


def one(
    name: str,
    en: str,
    zh: str,
    days: Timeline,
    *must: Must,
    short: bool = False,
    until: str = "01-09",
    why: str = "",
) -> Scene:
    """One item of a column that is in time."""
    return Scene(name, en, zh, calm() + days, must=must, short=short, until=until, why=why)


DATES = (
    one(
        "undated",
        "an item without a date among dated ones",
        "一条信息未标日期",
        at("12-10", publish("x", day="")),
        undated("x", "12-10", "12-11"),
    ),
    one(
        "undated-dated",
        "an item without a date is given one",
        "未标日期，后补标",
        at("12-10", publish("x", day="")) + at("12-18", change("x", day="2025-12-10")),
        undated("x", "12-10", "12-11", "12-18"),
    ),
    one(
        "late",
        "published 24 working days after it was formed",
        "成文 24 个工作日后才公开",
        at("01-06", publish("x", facts=formed("2025-12-01"))),
        late("x", "12-30", "01-06"),
        short=True,
    ),
    one(
        "new-year",
        "published on the 20th working day, over the New Year and its make-up day",
        "跨元旦（含 1 月 4 日调休上班），第 20 个工作日公开",
        at("01-13", publish("x", facts=formed("2025-12-15"))),
        until="01-31",
    ),
    one(
        "new-year-late",
        "published on the day after that",
        "跨元旦，第 21 个工作日公开",
        at("01-14", publish("x", facts=formed("2025-12-15"))),
        late("x", "01-14", "01-14"),
        until="01-31",
    ),
    one(
        "festival-in-time",
        "published on the 20th working day, over the Spring Festival and its make-up days",
        "跨春节（含 2 月 14 日调休上班），第 20 个工作日公开",
        at("02-24", publish("x", facts=formed("2026-01-20"))),
        until="03-05",
    ),
    one(
        "festival-late",
        "published on the day after that",
        "跨春节，第 21 个工作日公开",
        at("02-25", publish("x", facts=formed("2026-01-20"))),
        late("x", "02-25", "02-25"),
        until="03-05",
    ),
    one(
        "repost",
        "a document of the upper body, half a year old, is reposted",
        "转发上级半年前的文件",
        at(
            "12-20",
            publish(
                "x",
                title="转发《云岭区人民政府办公室关于做好城乡居民医疗保险参保工作的通知》",
                source=UPPER,
                facts=formed("2025-06-10", UPPER),
            ),
        ),
    ),
    one(
        "repost-dated",
        "a document of the upper body is reposted under its own old date",
        "转载上级文件并沿用原日期",
        at(
            "12-20",
            publish(
                "x",
                day="2025-06-10",
                title="云岭区人民政府办公室关于做好城乡居民医疗保险参保工作的通知",
                source=UPPER,
                facts=formed("2025-06-10", UPPER),
            ),
        ),
    ),
    one(
        "on-request",
        "information that had been given on request is published",
        "依申请公开转为主动公开",
        at(
            "12-20",
            publish(
                "x",
                title="青石街道2024年集体土地征收补偿安置方案（依申请公开转主动公开）",
                facts=formed("2025-05-06", 公开属性="依申请公开转主动公开"),
            ),
        ),
    ),
    one(
        "migration",
        "300 old items come at once",
        "系统迁移，一次带来 300 条旧信息",
        at("12-16", acts.publish_many(300, "2023-01-01", title="青石街道存量文件", formed=True)),
        until="12-24",
    ),
    one(
        "backdated",
        "an item appears that is dated ten days back",
        "出现一条标注十天前日期的信息",
        at("12-20", publish("x", day="12-10")),
        backdated("x", "12-10", "12-20"),
        short=True,
    ),
    one(
        "weekend-entry",
        "an item appears that is dated three days back",
        "出现一条标注三天前日期的信息",
        at("12-15", publish("x", day="12-12")),
    ),
    one(
        "five-days-back",
        "an item appears that is dated five days back",
        "出现一条标注五天前日期的信息",
        at("12-17", publish("x", day="12-12")),
        backdated("x", "12-12", "12-17"),
    ),
    one(
        "dated-back",
        "an item that was seen to appear is later dated a month back",
        "已公开的信息后改标一个月前的日期",
        at("12-21", publish("x")) + at("01-05", change("x", day="2025-12-02")),
        backdated("x", "12-02", "01-06"),
        why="What is said is what was seen: not there on the 6th. A new date is seen twice.",
    ),
    one(
        "day-corrected",
        "an item is dated one day back",
        "日期更正一天",
        at("12-21", publish("x")) + at("12-23", change("x", day="2025-12-20")),
    ),
    Scene(
        "two-columns",
        "an item is listed in a second column, days later",
        "同一信息后又列入另一栏目",
        calm()
        + at("12-09", publish("x", title="青石街道关于调整便民服务时间的通知"))
        + at(
            "12-20",
            publish("y", "tzgg", day="12-09", url="/gzdt/x.html", title="青石街道关于调整便民服务时间的通知"),
        ),
        (Column(), Column("tzgg", "通知公告", "notice", 183, rows=back("11-20"))),
    ),
    Scene(
        "newest-20",
        "a list that shows its newest 20 only; one is withdrawn, an older one moves up",
        "列表只显示最新 20 条，撤下一条后旧信息补位",
        at("12-01", look(window=20)) + calm() + at("12-20", take_down("t24")),
        (Column(rows=back("11-28", 24)),),
        (removed("t24", "12-20"),),
    ),
    Scene(
        "pages",
        "a list on five pages",
        "列表分五页",
        at("12-01", look(page_rows=5)) + calm(),
        (Column(rows=back("11-28", 24)),),
        until="02-05",
    ),
)
