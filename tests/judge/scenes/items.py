"""Scenes of single items: undated, late, backdated, removed, altered; and what looks like it and is not."""

from __future__ import annotations

from tests.judge.scenes import acts
from tests.judge.scenes.acts import calm, change, look, publish, put_back, replace_text, take_down
from tests.judge.scenes.language import (
    Column,
    Must,
    Scene,
    Timeline,
    altered,
    at,
    back,
    backdated,
    each,
    late,
    removed,
    undated,
)

UPPER = "云岭区人民政府办公室"


def formed(day: str, issuer: str = "青石街道办事处", **more: str) -> tuple[tuple[str, str], ...]:
    return (("发布机构", issuer), ("成文日期", day), *((label, value) for label, value in more.items()))


AID = (
    "现将青石街道临时救助资金发放情况公开如下，接受社会监督。\n"
    "本次共发放临时救助资金12.50万元，涉及困难群众86户。\n"
    "资金已于2025年11月20日前通过一卡通全部发放到位，监督电话长期有效。"
)
RECEPTION = "青石街道领导干部接待群众来访安排，地点在街道便民服务中心一楼，请居民按时前往。\n接待时间为每周三上午，由班子成员轮流接待。"
NOTICE_BODY = (
    "根据困难群众申请和民主评议，拟将下列家庭纳入临时救助范围，现予公示。\n"
    "公示期：2025年12月8日至2025年12月17日。\n公示期内如有异议，请向街道社会事务办公室反映。"
)


def one(
    name: str,
    en: str,
    zh: str,
    days: Timeline,
    *must: Must,
    short: bool = False,
    until: str = "01-20",
    why: str = "",
) -> Scene:
    """One item of a column that is in time."""
    return Scene(name, en, zh, calm() + days, must=must, short=short, until=until, why=why)


DATES = (
    one("undated", "an item without a date among dated ones", "一条信息未标日期", at("12-10", publish("x", day="")),
        undated("x", "12-10", "12-11"), short=True),
    one("undated-dated", "an item without a date is given one", "未标日期，后补标",
        at("12-10", publish("x", day="")) + at("12-18", change("x", day="2025-12-10")),
        undated("x", "12-10", "12-11", "12-18"), short=True),
    one("late", "published 24 working days after it was formed", "成文 24 个工作日后才公开",
        at("01-06", publish("x", facts=formed("2025-12-01"))), late("x", "12-30", "01-06"), short=True),
    one("new-year", "published on the 20th working day, over the New Year and its make-up day",
        "跨元旦（含 1 月 4 日调休上班），第 20 个工作日公开",
        at("01-13", publish("x", facts=formed("2025-12-15")))),
    one("new-year-late", "published on the day after that", "跨元旦，第 21 个工作日公开",
        at("01-14", publish("x", facts=formed("2025-12-15"))), late("x", "01-14", "01-14")),
    one("festival-in-time", "published on the 20th working day, over the Spring Festival and its make-up days",
        "跨春节（含 2 月 14 日调休上班），第 20 个工作日公开",
        at("02-24", publish("x", facts=formed("2026-01-20"))), until="03-05"),
    one("festival-late", "published on the day after that", "跨春节，第 21 个工作日公开",
        at("02-25", publish("x", facts=formed("2026-01-20"))), late("x", "02-25", "02-25"), until="03-05"),
    one("repost", "a document of the upper body, half a year old, is reposted", "转发上级半年前的文件",
        at("12-20", publish("x", title="转发《云岭区人民政府办公室关于做好城乡居民医疗保险参保工作的通知》",
                            source=UPPER, facts=formed("2025-06-10", UPPER))), short=True),
    one("repost-dated", "a document of the upper body is reposted under its own old date", "转载上级文件并沿用原日期",
        at("12-20", publish("x", day="2025-06-10", title="云岭区人民政府办公室关于做好城乡居民医疗保险参保工作的通知",
                            source=UPPER, facts=formed("2025-06-10", UPPER)))),
    one("on-request", "information that had been given on request is published", "依申请公开转为主动公开",
        at("12-20", publish("x", title="青石街道2024年集体土地征收补偿安置方案（依申请公开转主动公开）",
                            facts=formed("2025-05-06", 公开属性="依申请公开转主动公开")))),
    one("migration", "300 old items come at once", "系统迁移，一次带来 300 条旧信息",
        at("12-16", acts.publish_many(300, "2023-01-01", title="青石街道存量文件", formed=True)), short=True),
    one("backdated", "an item appears that is dated ten days back", "出现一条标注十天前日期的信息",
        at("12-20", publish("x", day="12-10")), backdated("x", "12-10", "12-20"), short=True),
    one("weekend-entry", "an item appears that is dated three days back", "出现一条标注三天前日期的信息",
        at("12-15", publish("x", day="12-12")), short=True),
    one("five-days-back", "an item appears that is dated five days back", "出现一条标注五天前日期的信息",
        at("12-17", publish("x", day="12-12")), backdated("x", "12-12", "12-17")),
    one("dated-back", "an item that was seen to appear is later dated a month back", "已公开的信息后改标一个月前的日期",
        at("12-21", publish("x")) + at("01-05", change("x", day="2025-12-02")), backdated("x", "12-02", "01-05"),
        why="What is said is what was seen: dated 2 December, and not there on the 6th."),
    one("day-corrected", "an item is dated one day back", "日期更正一天",
        at("12-21", publish("x")) + at("12-23", change("x", day="2025-12-20"))),
    Scene("two-columns", "an item is listed in a second column, days later", "同一信息后又列入另一栏目",
          calm() + at("12-09", publish("x", title="青石街道关于调整便民服务时间的通知"))
          + at("12-20", publish("y", "tzgg", day="12-09", url="/gzdt/x.html",
                                title="青石街道关于调整便民服务时间的通知")),
          (Column(), Column("tzgg", "通知公告", "notice", 183, rows=back("11-20")))),
    Scene("newest-20", "a list that shows its newest 20 only; one is withdrawn, an older one moves up",
          "列表只显示最新 20 条，撤下一条后旧信息补位",
          at("12-01", look(window=20)) + calm() + at("12-20", take_down("t24")), (Column(rows=back("11-28", 24)),),
          (removed("t24", "12-20"),)),
    Scene("pages", "a list on five pages", "列表分五页",
          at("12-01", look(page_rows=5)) + calm(), (Column(rows=back("11-28", 24)),), until="02-05"),
)  # fmt: skip

CHANGES = (
    one("removed", "an item is taken down", "撤下一条信息", at("12-20", take_down("t4")), removed("t4", "12-20"),
        short=True),
    one("returned", "an item is taken down and put back", "撤下后恢复",
        at("12-20", take_down("t5")) + at("01-05", put_back("t5")), removed("t5", "12-20", "01-05"), short=True),
    one("dead-link", "a page is gone, its row stands", "正文打不开，列表仍在",
        at("12-10", change("t4", there=False)), removed("t4", "12-12"),
        why="Seen at the look that is due on 12 December, twice."),
    one("delisted", "a row is gone, its page stands", "列表不再列出，正文仍在", at("12-20", acts.delist("t4")), short=True),
    one("notice-over", "a notice is taken down after its ten days", "公示期满后撤下",
        at("12-08", publish("x", title="青石街道临时救助对象名单公示", body=NOTICE_BODY))
        + at("12-18", take_down("x")), short=True),
    one("notice-early", "a notice is taken down after three days", "公示三天即撤下",
        at("12-08", publish("x", title="青石街道临时救助对象名单公示", body=NOTICE_BODY))
        + at("12-11", take_down("x")), removed("x", "12-11"), short=True),
    one("cleared-out", "all the older items vanish at once", "旧信息一次全部消失（改版或归档）",
        at("12-20", take_down("t1", "t2", "t3", "t4", "t5", "t6")), short=True,
        why="A site that was rebuilt looks just like that."),
    one("new-address", "an item stands under another address", "同一信息换了地址",
        at("12-20", take_down("t4"), publish("x", day="2025-11-18", title="青石街道扎实推进社区养老工作（第4期）")),
        why="It is there, with its title and its date."),
    one("typo", "a misspelt word is corrected", "改正一个错别字",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID.replace("困难群众", "困难裙众")))
        + at("12-11", replace_text("x", "裙众", "群众")), short=True),
    one("amount", "an amount is changed after publication", "公开后改动金额",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID))
        + at("12-11", replace_text("x", "12.50万元", "21.50万元")), altered("x", "12-12", "12-13"), short=True),
    one("date-in-text", "a date in the text is changed after publication", "公开后改动正文中的日期",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID))
        + at("12-11", replace_text("x", "11月20日", "12月20日")), altered("x", "12-12", "12-13")),
    one("amount-and-date", "an amount is changed, and the item dated anew", "改动金额并更新发布日期",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID))
        + at("12-11", replace_text("x", "12.50万元", "21.50万元"), change("x", day="2025-12-11"))),
    one("amount-and-back", "an amount is changed for an hour by mistake", "金额误改，当天改回",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID))
        + at("12-12", replace_text("x", "12.50万元", "21.50万元"))
        + at("12-13", replace_text("x", "21.50万元", "12.50万元"))),
    one("file-replaced", "other bytes stand under the address of a file", "附件被替换",
        at("12-08", publish("x", title="青石街道垃圾分类工作方案"), acts.attach("x", "/gzdt/plan.docx", "共设置投放点120处"))
        + at("12-11", acts.attach("x", "/gzdt/plan.docx", "共设置投放点86处")), altered("x", "12-12", "12-13")),
    one("visitors", "pages count their visitors", "浏览次数变化", each(1, "12-02", "02-01", acts.count_visitors)),
    one("cut-article", "an article is cut short for three days, as if that were all", "正文页三天被截短",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID))
        + at("12-11", acts.harm(acts.halved, "/gzdt/x.html")) + at("12-14", acts.heal("/gzdt/x.html")),
        why="The page has no end; what was there is not said otherwise."),
    Scene("guide", "the telephone number in a guide is changed", "公开指南更换电话号码",
          at("12-01", look("zn", layout="page"), change("t1", body=RECEPTION + "\n联系电话：0000-8861234。"))
          + at("12-20", replace_text("t1", "8861234", "8865678")),
          (Column("zn", "政府信息公开指南", "org", None, rows=("2025-03-05",), titles=("青石街道政府信息公开指南",)),),
          why="A guide is to be kept up to date (Regulation, article 12); a telephone number is no amount."),
    Scene("external", "everything new is at WeChat", "新信息均为微信公众号链接",
          calm(url="https://mp.weixin.qq.com/s/{n}"), short=True),
    Scene("no-address", "rows that a script opens, with dates", "条目由脚本打开，无网址，有日期",
          calm(url="javascript:void({n})"), short=True),
)  # fmt: skip

HOUSES = (
    one("moved", "the site moves to a new address, the old one leads there", "网站换域名，旧地址跳转，配置已改",
        at("12-16", acts.move_house(redirect=True, told=True)), short=True),
    one("moved-untold", "the site moves; the operator follows three weeks later", "网站换域名，三周后才改配置",
        at("12-16", acts.move_house(redirect=True, told=False)) + at("01-06", acts.follow_house)),
    one("moved-dead", "the site moves; nothing is left at the old address", "网站换域名，旧地址全部打不开",
        at("12-16", acts.move_house(redirect=False, told=True))),
    Scene("moved-small", "a site of four items moves; nothing is left at the old address",
          "只有四条信息的网站换域名，旧地址打不开",
          at("12-16", acts.move_house(redirect=False, told=True)), (Column("tzgg", "通知公告", "notice", 183,
          rows=back("11-28", 4)),)),
    Scene("twins", "links change from http to https", "链接由 http 改为 https", calm() + at("12-15", acts.link_by_second_address),
          tls=True),
    Scene("wrong-category", "a standing text configured as news; the operator corrects it", "机构职能误配为动态，后更正",
          at("12-20", acts.configure(category="org", interval_days=None)), (Column(name="机构职能"),),
          (Must("stale-section", "gzdt", "12-13", "12-13", "12-20", "withdrawn"),), at_end=(), short=True,
          why="Our configuration was wrong, so nothing was put right. Who judges only afterwards never finds it."),
    Scene("retired", "a late column is watched no longer", "超期栏目停止监测",
          at("01-05", acts.retire()), (Column(), Column("tzgg", "通知公告", "notice", 183,
          rows=back("11-20"))),
          (Must("stale-section", "gzdt", "12-13", "12-13", "01-05", "retired"),), short=True),
)  # fmt: skip
