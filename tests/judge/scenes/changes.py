"""Scenes of items that go or change, of sites that move, and of operators who change their mind."""

from __future__ import annotations

from tests.judge.scenes import acts
from tests.judge.scenes.acts import calm, change, look, publish, put_back, replace_text, take_down
from tests.judge.scenes.items import one
from tests.judge.scenes.language import Column, Must, Scene, altered, at, back, each, removed

AID = (
    "现将青石街道临时救助资金发放情况公开如下，接受社会监督。\n"
    "本次共发放临时救助资金12.50万元，涉及困难群众86户。\n"
    "资金已于2025年11月20日前通过一卡通全部发放到位，监督电话长期有效。"
)
RECEPTION = (
    "青石街道领导干部接待群众来访安排，地点在街道便民服务中心一楼，请居民按时前往。\n"
    "接待时间为每周三上午，由班子成员轮流接待。"
)
NOTICE_BODY = (
    "根据困难群众申请和民主评议，拟将下列家庭纳入临时救助范围，现予公示。\n"
    "公示期：2025年12月8日至2025年12月17日。\n公示期内如有异议，请向街道社会事务办公室反映。"
)

CHANGES = (
    one(
        "removed",
        "an item is taken down",
        "撤下一条信息",
        at("12-20", take_down("t4")),
        removed("t4", "12-20"),
    ),
    one(
        "returned",
        "an item is taken down and put back",
        "撤下后恢复",
        at("12-20", take_down("t5")) + at("01-05", put_back("t5")),
        removed("t5", "12-20", "01-05"),
        short=True,
    ),
    one(
        "dead-link",
        "a page is gone, its row stands",
        "正文打不开，列表仍在",
        at("12-10", change("t4", there=False)),
        removed("t4", "12-12"),
        why="Seen at the look that is due on 12 December, twice.",
    ),
    one(
        "delisted",
        "a row is gone, its page stands",
        "列表不再列出，正文仍在",
        at("12-20", acts.delist("t4")),
    ),
    one(
        "notice-over",
        "a notice is taken down after its ten days",
        "公示期满后撤下",
        at("12-08", publish("x", title="青石街道临时救助对象名单公示", body=NOTICE_BODY))
        + at("12-18", take_down("x")),
    ),
    one(
        "notice-early",
        "a notice is taken down after three days",
        "公示三天即撤下",
        at("12-08", publish("x", title="青石街道临时救助对象名单公示", body=NOTICE_BODY))
        + at("12-11", take_down("x")),
        removed("x", "12-11"),
    ),
    one(
        "cleared-out",
        "all the older items vanish at once",
        "旧信息一次全部消失（改版或归档）",
        at("12-20", take_down("t1", "t2", "t3", "t4", "t5", "t6")),
        why="A site that was rebuilt looks just like that.",
    ),
    one(
        "new-address",
        "an item stands under another address",
        "同一信息换了地址",
        at(
            "12-20",
            take_down("t4"),
            publish("x", day="2025-11-18", title="青石街道扎实推进社区养老工作（第4期）"),
        ),
        why="It is there, with its title and its date.",
    ),
    one(
        "typo",
        "a misspelt word is corrected",
        "改正一个错别字",
        at(
            "12-08",
            publish("x", title="青石街道临时救助资金发放情况", body=AID.replace("困难群众", "困难裙众")),
        )
        + at("12-11", replace_text("x", "裙众", "群众")),
    ),
    one(
        "amount",
        "an amount is changed after publication",
        "公开后改动金额",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID))
        + at("12-11", replace_text("x", "12.50万元", "21.50万元")),
        altered("x", "12-12", "12-13"),
        short=True,
    ),
    one(
        "date-in-text",
        "a date in the text is changed after publication",
        "公开后改动正文中的日期",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID))
        + at("12-11", replace_text("x", "11月20日", "12月20日")),
        altered("x", "12-12", "12-13"),
    ),
    one(
        "amount-and-date",
        "an amount is changed, and the item dated anew",
        "改动金额并更新发布日期",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID))
        + at("12-11", replace_text("x", "12.50万元", "21.50万元"), change("x", day="2025-12-11")),
    ),
    one(
        "amount-and-back",
        "an amount is changed for an hour by mistake",
        "金额误改，当天改回",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID))
        + at("12-12", replace_text("x", "12.50万元", "21.50万元"))
        + at("12-13", replace_text("x", "21.50万元", "12.50万元")),
    ),
    one(
        "file-replaced",
        "other bytes stand under the address of a file",
        "附件被替换",
        at(
            "12-08",
            publish("x", title="青石街道垃圾分类工作方案"),
            acts.attach("x", "/gzdt/plan.docx", "共设置投放点120处"),
        )
        + at("12-11", acts.attach("x", "/gzdt/plan.docx", "共设置投放点86处")),
        altered("x", "12-12", "12-13"),
    ),
    one(
        "visitors",
        "pages count their visitors",
        "浏览次数变化",
        each(1, "12-02", "01-09", acts.count_visitors),
    ),
    one(
        "cut-article",
        "an article is cut short for three days, as if that were all",
        "正文页三天被截短",
        at("12-08", publish("x", title="青石街道临时救助资金发放情况", body=AID))
        + at("12-11", acts.harm(acts.halved, "/gzdt/x.html"))
        + at("12-14", acts.heal("/gzdt/x.html")),
        why="The page has no end; what was there is not said otherwise.",
    ),
    Scene(
        "guide",
        "the telephone number in a guide is changed",
        "公开指南更换电话号码",
        at("12-01", look("zn", layout="page"), change("t1", body=RECEPTION + "\n联系电话：0000-8861234。"))
        + at("12-20", replace_text("t1", "8861234", "8865678")),
        (
            Column(
                "zn",
                "政府信息公开指南",
                "org",
                None,
                rows=("2025-03-05",),
                titles=("青石街道政府信息公开指南",),
            ),
        ),
        why="A guide is to be kept up to date (Regulation, article 12); a telephone number is no amount.",
    ),
    Scene(
        "external",
        "everything new is at WeChat",
        "新信息均为微信公众号链接",
        calm(url="https://mp.weixin.qq.com/s/{n}"),
    ),
    Scene(
        "no-address",
        "rows that a script opens, with dates",
        "条目由脚本打开，无网址，有日期",
        calm(url="javascript:void({n})"),
    ),
)

HOUSES = (
    one(
        "moved",
        "the site moves to a new address, the old one leads there",
        "网站换域名，旧地址跳转，配置已改",
        at("12-16", acts.move_house(redirect=True, told=True)),
        short=True,
    ),
    one(
        "moved-untold",
        "the site moves; the operator follows three weeks later",
        "网站换域名，三周后才改配置",
        at("12-16", acts.move_house(redirect=True, told=False)) + at("01-06", acts.follow_house),
    ),
    one(
        "moved-dead",
        "the site moves; nothing is left at the old address",
        "网站换域名，旧地址全部打不开",
        at("12-16", acts.move_house(redirect=False, told=True)),
    ),
    Scene(
        "moved-small",
        "a site of four items moves; nothing is left at the old address",
        "只有四条信息的网站换域名，旧地址打不开",
        at("12-16", acts.move_house(redirect=False, told=True)),
        (Column("tzgg", "通知公告", "notice", 183, rows=back("11-28", 4)),),
    ),
    Scene(
        "twins",
        "links change from http to https",
        "链接由 http 改为 https",
        calm() + at("12-15", acts.link_by_second_address),
        tls=True,
    ),
    Scene(
        "wrong-category",
        "a standing text configured as news; the operator corrects it",
        "机构职能误配为动态，后更正",
        at("12-20", acts.configure(category="org", interval_days=None)),
        (Column(name="机构职能"),),
        (Must("stale-section", "gzdt", "12-13", "12-13", "12-20", "withdrawn"),),
        at_end=(),
        short=True,
        why="We were wrong, so nothing was put right; judged only afterwards it is never found.",
    ),
    Scene(
        "retired",
        "a late column is watched no longer",
        "超期栏目停止监测",
        at("01-05", acts.retire()),
        (Column(), Column("tzgg", "通知公告", "notice", 183, rows=back("11-20"))),
        (Must("stale-section", "gzdt", "12-13", "12-13", "01-05", "retired"),),
    ),
)
