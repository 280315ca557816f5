"""Scenes in which we cannot see, or are shown something old: none of it is a fault of the unit."""

from __future__ import annotations

from tests.crawl.fault_server import Harm
from tests.judge.scenes import acts
from tests.judge.scenes.acts import answer, calm, harm, heal, look, publish
from tests.judge.scenes.language import Column, Scene, Timeline, at, back, stale

LIST = "/gzdt/"


def while_it_lasts(how: Harm, first: str = "12-11", last: str = "12-27", path: str = LIST) -> Timeline:
    """A unit that publishes all the time, while its site answers otherwise than it should."""
    return calm() + at(first, harm(how, path)) + at(last, heal(path))


def fault(
    name: str, en: str, zh: str, how: Harm, *, short: bool = False, why: str = "", path: str = LIST
) -> Scene:
    rules = path == "/robots.txt"
    return Scene(name, en, zh, while_it_lasts(how, path=path), short=short, why=why, rules=rules)


FAULTS = (
    fault("error-500", "the list answers 500", "列表报错 500", answer(500, "服务器内部错误")),
    fault("error-404", "the list answers 404", "列表返回 404", answer(404, "页面不存在")),
    fault("resets", "connections are cut", "连接被中断", acts.reset, path="*"),
    fault("cut-list", "the list breaks off within its length", "列表页传输中断", acts.cut_off),
    fault(
        "half-list",
        "the list is half as long, as if that were all",
        "列表页被截短一半",
        acts.halved,
    ),
    fault("to-home", "the list leads to the home page", "列表跳转到首页", answer(302, Location="/")),
    fault(
        "login",
        "a form to sign in stands in place of the list",
        "列表变成登录页",
        answer(200, "统一身份认证 请输入用户名 密码 登录"),
    ),
    fault(
        "captcha",
        "a captcha, with status 200, in place of the list",
        "列表变成验证码页（状态 200）",
        answer(200, "安全验证 请输入验证码后继续访问"),
    ),
    fault(
        "maintenance",
        "a notice of maintenance under every address",
        "全站显示“系统升级维护中”",
        answer(200, "系统升级维护中，暂停服务，请稍后访问"),
        path="*",
    ),
    fault(
        "blank",
        "the list has no bytes",
        "列表为空白页",
        acts.no_bytes,
    ),
    fault(
        "bare-words",
        "bare words in place of the list",
        "列表只返回一行文字",
        acts.plain_text("error: pool timeout"),
    ),
    fault(
        "robots",
        "robots.txt forbids everything",
        "robots.txt 禁止采集",
        acts.plain_text("User-agent: *\nDisallow: /\n"),
        path="/robots.txt",
    ),
    fault(
        "other-list",
        "another site's list in place of the list",
        "列表换成别的网站的内容",
        lambda talk: talk.serve(acts.strange_list()),
    ),
    fault(
        "year-2020",
        "the server's clock says 2020",
        "服务器时钟停在 2020 年",
        acts.wrong_clock,
        path="*",
    ),
)

AWAY = (
    Scene(
        "blocked-month",
        "we are refused for a month while the unit publishes",
        "被拒绝访问一个月，期间照常更新",
        calm() + at("12-09", harm(answer(403, "禁止访问"))) + at("01-08", heal()),
        short=True,
    ),
    Scene(
        "late-then-blocked",
        "late, then we are refused for a month; it is put right meanwhile",
        "超期后被拒绝访问一个月，期间恢复更新",
        at("12-20", harm(answer(403, "禁止访问"))) + at("01-20", heal()) + calm("01-05"),
        must=(stale("12-13", closed="01-20"),),
        why="While we are blind the fault stays open, and it is closed when we see that it is over.",
        until="02-05",
    ),
    Scene(
        "late-while-blocked",
        "it becomes late while we are refused",
        "被拒绝访问期间超期",
        at("12-08", publish()) + at("12-18", harm(answer(403, "禁止访问"))) + at("01-18", heal()),
        must=(stale("12-23", "01-18"),),
        until="02-05",
    ),
    Scene(
        "server-down",
        "the server is off for a fortnight; the unit published",
        "服务器停机两周，内容照常",
        calm() + at("12-15", acts.shut) + at("12-29", acts.reopen),
    ),
    Scene(
        "late-while-down",
        "it becomes late while the server is off",
        "停机期间超期",
        at("12-08", publish()) + at("12-20", acts.shut) + at("12-30", acts.reopen),
        must=(stale("12-23", "12-30"),),
    ),
    Scene(
        "our-network",
        "our own network is down for five days",
        "采集方断网五天",
        calm() + at("12-20", acts.our_network_fails) + at("12-25", acts.our_network_is_back),
    ),
    Scene(
        "our-network-late",
        "it becomes late while our network is down",
        "采集方断网期间超期",
        at("12-08", publish()) + at("12-20", acts.our_network_fails) + at("12-25", acts.our_network_is_back),
        must=(stale("12-23", "12-25"),),
    ),
    Scene(
        "gap",
        "nobody crawls for three weeks; the unit published",
        "三周没有采集，内容照常",
        calm() + at("12-10", acts.no_crawl) + at("12-31", acts.crawl_again),
    ),
    Scene(
        "gap-late",
        "it becomes late while nobody crawls",
        "没有采集期间超期",
        at("12-10", acts.no_crawl) + at("12-31", acts.crawl_again),
        must=(stale("12-13", "12-31"),),
    ),
    Scene(
        "gap-put-right",
        "late; put right and late again while nobody crawls",
        "超期；没有采集期间恢复后又超期",
        at("12-20", acts.no_crawl) + at("12-25", publish()) + at("01-20", acts.crawl_again),
        must=(stale("12-13", closed="01-20"), stale("01-09", "01-20")),
        why="Nobody saw the column without the item of 25 December after that day.",
        until="02-05",
    ),
    Scene(
        "rebuilt",
        "a layout that nothing reads for three weeks, then another",
        "改版三周内无法识别，后换新版式",
        calm() + at("12-15", look(layout="cards")) + at("01-05", look(layout="table")),
    ),
    Scene(
        "never-read",
        "a list filled by a script that nothing reads",
        "列表由脚本填充，从未能识别",
        at("12-01", look(layout="cards")),
    ),
    Scene(
        "rebuilt-late",
        "late, then a layout that nothing reads, then another; published meanwhile",
        "超期后改版，无法识别期间恢复更新",
        at("12-20", look(layout="cards")) + calm("01-02") + at("01-05", look(layout="table")),
        must=(stale("12-13", closed="01-05"),),
    ),
)

CACHES = (
    Scene(
        "yesterday",
        "a cache always serves yesterday's list",
        "CDN 总是给出昨天的列表",
        calm() + at("12-05", acts.yesterdays(1)),
    ),
    Scene(
        "frozen",
        "a cache falls back to a list of a fortnight ago, for a fortnight",
        "CDN 退回两周前的列表，持续两周",
        calm() + at("12-20", acts.freeze(14)) + at("01-02", heal(LIST)),
        why="Something newer was seen within the fortnight before.",
    ),
    Scene(
        "never-modified",
        "whoever asks with a mark is told that nothing was modified",
        "服务器对条件请求永远答“未修改”",
        calm() + at("12-05", acts.etags_for_ever),
    ),
    Scene(
        "two-servers",
        "of two servers behind an address one has stood still",
        "同一地址两台服务器，一台停更（逐次交替）",
        calm() + at("12-15", acts.second_server("request")) + at("02-15", heal()),
        until="02-28",
    ),
    Scene(
        "two-servers-daily",
        "in each afternoon another server answers, which has stood still",
        "同一地址两台服务器，一台停更（下午轮到它）",
        calm() + at("12-15", acts.second_server("crawl")) + at("02-15", heal()),
        short=True,
        until="02-28",
    ),
    Scene(
        "two-servers-weekly",
        "once a week another server answers, which has stood still",
        "同一地址两台服务器，一台停更（每周轮到一次）",
        calm() + at("12-15", acts.second_server("week")) + at("02-15", heal()),
        until="02-28",
    ),
    Scene("clock-behind", "its clock is two days behind", "发布系统时钟慢两天", calm(ahead=-2)),
    Scene(
        "clock-ahead",
        "its clock is three days ahead",
        "发布系统时钟快三天",
        calm(ahead=3),
        why="A date after the day of the visit counts from the day that it names.",
    ),
    Scene(
        "first-crawl-blocked",
        "the first month we are refused; it was late all the time",
        "采集之初被拒绝一个月，其间一直超期",
        at("12-01", harm(answer(403, "禁止访问"))) + at("01-01", heal()),
        (Column(rows=back("2025-11-05")),),
        (stale("2025-11-20", "01-01"),),
    ),
)
