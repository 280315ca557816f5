"""A mistake within one file: where it is said to be, what is said of it, what would be right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.config.folders import (
    OURS,
    SECTION,
    SITE,
    SITE_FILE,
    UNIT,
    Mistake,
    added,
    changed,
    expect_one,
    problems,
)


def crawl(text: str) -> dict[str, str]:
    return {"gongkai.toml": f"[crawl]\n{text}\n"}


def tls(text: str) -> dict[str, str]:
    return added(f'[[tls]]\nhost = "qs.example.invalid"\n{text}\n')


def profile(**limit: object) -> dict[str, str]:
    """A profile with something else in its limit."""
    values = {"category": "finance", "wording": "批准后20日内"} | limit
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    head = OURS.partition("[[limits]]")[0]
    return {"profiles/ours.toml": "\n".join([head + "[[limits]]", *lines])}


MISTAKES: dict[str, Mistake] = {
    # headers
    "header of ours": (
        added('[headers]\nuser-agent = "x"'),
        SITE_FILE,
        "headers.user-agent",
        "请求头 user-agent 由程序自己写",
        "Referer",
    ),
    "header that signs in": (added('[headers]\nCookie = "x"'), SITE_FILE, "headers.Cookie", "Cookie", "可写"),
    "name of a header": (
        added('[headers]\n"X Y" = "x"'),
        SITE_FILE,
        "headers.X Y",
        "不是请求头的名称",
        "X-Requested-With",
    ),
    "value of a header": (
        added('[headers]\nReferer = "https://a.example/公开"'),
        SITE_FILE,
        "headers.Referer",
        "不能作请求头的值",
        "ASCII",
    ),
    "value of two lines": (
        added('[headers]\nReferer = "a\\nX: b"'),
        SITE_FILE,
        "headers.Referer",
        "不能作请求头的值",
        "一行",
    ),
    # exceptions of TLS
    "exception without a cause": (tls("legacy = true"), SITE_FILE, "tls[#1].because", "缺少", "because = "),
    "exception of nothing": (
        tls('because = "x"\nlegacy = false'),
        SITE_FILE,
        "tls[#1]",
        "没有写明放宽什么",
        "至少一项",
    ),
    "certificate that is not there": (
        tls('because = "x"\nchain = "certs/a.pem"'),
        SITE_FILE,
        "tls[#1].chain",
        "“certs/a.pem”读不出",
        "配置目录",
    ),
    "certificate that is a folder": (
        tls('because = "x"\nchain = "sites"'),
        SITE_FILE,
        "tls[#1].chain",
        "“sites”读不出",
        "路径",
    ),
    "certificate that is none": (
        tls('because = "x"\nchain = "certs/a.pem"')
        | {"certs/a.pem": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"},
        SITE_FILE,
        "tls[#1].chain",
        "不是可用的 PEM 证书",
        "BEGIN CERTIFICATE",
    ),
    "certificate too large": (
        tls('because = "x"\nchain = "certs/a.pem"') | {"certs/a.pem": "x" * 300_000},
        SITE_FILE,
        "tls[#1].chain",
        "太大",
        "BEGIN CERTIFICATE",
    ),
    # politeness
    "hours": (crawl('open_hours = "22-6"'), "gongkai.toml", "crawl.open_hours", "“22-6”不是时段", "22:00"),
    "hours that no day has": (
        {SITE_FILE: 'open_hours = "22:00-25:00"\n' + SITE},
        SITE_FILE,
        "open_hours",
        "“22:00-25:00”不是时段",
        "可跨午夜",
    ),
    "hours of nothing": (
        {SITE_FILE: 'open_hours = "22:00-22:00"\n' + SITE},
        SITE_FILE,
        "open_hours",
        "不是时段",
        "空文字",
    ),
    "factor": (crawl("pause_factor = -1"), "gongkai.toml", "crawl.pause_factor", "-1", "不小于 0"),
    "permission of nobody": (
        {SITE_FILE: 'ignore_robots_because = "yes"\n' + SITE},
        SITE_FILE,
        "ignore_robots_because",
        "没有写明是谁允许的",
        "何时由谁允许",
    ),
    "permission without a word": (
        {SITE_FILE: "ignore_robots_because = true\n" + SITE},
        SITE_FILE,
        "ignore_robots_because",
        "应为文字",
        "来函同意",
    ),
    "proxy of another kind": (
        crawl('proxy = "socks5://127.0.0.1:1080"'),
        "gongkai.toml",
        "crawl.proxy",
        "不是可用的 HTTP 代理地址",
        "http://主机:端口",
    ),
    "proxy without a port": (
        crawl('proxy = "http://proxy.example"'),
        "gongkai.toml",
        "crawl.proxy",
        "不是可用",
        "%XX",
    ),
    # unknown keys
    "key": (crawl("pause_second = 1"), "gongkai.toml", "crawl.pause_second", "没有这个键", "“pause_seconds”"),
    "table": ({"gongkai.toml": "[crwl]"}, "gongkai.toml", "crwl", "没有这个键", "“crawl”"),
    "unlike any": ({"rules.toml": "zzz = 1"}, "rules.toml", "zzz", "没有这个键", "可用：batch_items、"),
    "in an element": (
        added("categorie = 'notice'"),
        SITE_FILE,
        "sections[gzdt].categorie",
        "没有",
        "“category”",
    ),
    "in a table of an element": (
        added("[sections.selectors]\nrow = 'li'"),
        SITE_FILE,
        "sections[gzdt].selectors.row",
        "没有",
        "“rows”",
    ),
    # wrong types
    "text for a number": (
        crawl('retries = "2"'),
        "gongkai.toml",
        "crawl.retries",
        '应为整数，现在是 "2"',
        "retries = 14",
    ),
    "a fraction for a whole number": (
        crawl("retries = 1.5"),
        "gongkai.toml",
        "crawl.retries",
        "现在是 1.5",
        "如",
    ),
    "yes for a number": (
        crawl("pause_seconds = true"),
        "gongkai.toml",
        "crawl.pause_seconds",
        "现在是 true",
        "2.0",
    ),
    "a number for text": (
        {"gongkai.toml": "[archive]\npath = 3"},
        "gongkai.toml",
        "archive.path",
        "应为文字",
        "path =",
    ),
    "a number for yes": (
        added("obliged = 1"),
        SITE_FILE,
        "sections[gzdt].obliged",
        "应为 true 或 false",
        "obliged = true",
    ),
    "a number for an office": (
        added("duty = 1"),
        SITE_FILE,
        "sections[gzdt].duty",
        "应为文字",
        'duty = "党政办公室"',
    ),
    "text for a list": (
        crawl('private_hosts = "*"'),
        "gongkai.toml",
        "crawl.private_hosts",
        "一列值",
        "127.0.0.1",
    ),
    "in a list": (
        crawl("recheck_days = [1, 'x']"),
        "gongkai.toml",
        "crawl.recheck_days[#2]",
        "应为整数",
        "如 14",
    ),
    "a value for a table": (
        {"gongkai.toml": "crawl = 3"},
        "gongkai.toml",
        "crawl",
        "应为一张表，现在是 3",
        "",
    ),
    "a value for an element": (
        added("[[sections.selectors]]\nrows = 'li'"),
        SITE_FILE,
        "sections[gzdt].selectors",
        "应为一张表，现在是 一列值",
        "",
    ),
    "a date for a day": (
        added("deadline = 2026-03-31"),
        SITE_FILE,
        "sections[gzdt].deadline",
        "应为文字",
        '"03-31"',
    ),
    # range
    "too small": (
        crawl("hosts_at_once = 0"),
        "gongkai.toml",
        "crawl.hosts_at_once",
        "0 超出范围",
        "不小于 1",
    ),
    "too large": (
        {"gongkai.toml": "[serve]\nport = 70000"},
        "gongkai.toml",
        "serve.port",
        "70000",
        "不大于 65535",
    ),
    "not above": ({"rules.toml": "removal_share = 0.0"}, "rules.toml", "removal_share", "超出范围", "大于 0"),
    "not finite": (crawl("pause_seconds = nan"), "gongkai.toml", "crawl.pause_seconds", "nan", "2.0"),
    "no proof": ({"rules.toml": "proof_hours = 0"}, "rules.toml", "proof_hours", "0", "不小于 1"),
    "fraction of a parameter": (
        {"rules.toml": "[[rules]]\nid = 'late-item'\nparams = {working_days = 1.5}"},
        "rules.toml",
        "rules[late-item].params.working_days",
        "应为整数",
        "working_days = 14",
    ),
    "severity": (
        {"rules.toml": "[[rules]]\nid = 'late-item'\nseverity = '严重'"},
        "rules.toml",
        "rules[late-item].severity",
        "没有“严重”这个值",
        "单项否决、突出、一般、提示",
    ),
    # keys of older files
    "days of backdating": (
        {"rules.toml": "backdate_days = 5"},
        "rules.toml",
        "backdate_days",
        "这个键不再用",
        'id = "backdated-item"',
    ),
    "working days of lateness": (
        {"rules.toml": "late_working_days = 5"},
        "rules.toml",
        "late_working_days",
        "这个键不再用",
        'id = "late-item"',
    ),
    "sources of thresholds": (
        {"rules.toml": "[sources]\nsight_days = 'x'"},
        "rules.toml",
        "sources",
        "这个键不再用",
        "basis",
    ),
    "no duty": (
        added("duty = false"),
        SITE_FILE,
        "sections[gzdt].duty",
        "duty 现在是责任科室的名称",
        "obliged = false",
    ),
    "duty of a category": (
        {"taxonomy.toml": "[[categories]]\nid = 'notice'\nduty = true"},
        "taxonomy.toml",
        "categories[notice].duty",
        "duty = true 是旧的写法",
        "obliged = false",
    ),
    "wording of a limit": (
        profile(wording="尽量快"),
        "profiles/ours.toml",
        "limits[#1].wording",
        "“尽量快”不是认得的公开时限",
        "认得的写法：20个工作日",
    ),
    "limit without a wording": (
        {"profiles/ours.toml": OURS + '[[limits]]\ncategory = "notice"\n'},
        "profiles/ours.toml",
        "limits[#2].wording",
        "缺少这个键",
        "20个工作日",
    ),
    "level of a limit": (
        profile(levels=["street"]),
        "profiles/ours.toml",
        "limits[#1].levels[#1]",
        "没有“street”这个值",
        "subdistrict、township",
    ),
    # values of a form
    "time limit": (
        added('time_limit = "尽量快"'),
        SITE_FILE,
        "sections[gzdt].time_limit",
        "“尽量快”不是认得的公开时限",
        "每季度首月20日前",
    ),
    "days of the year": (
        added('deadline = "01-20、04-20"'),
        SITE_FILE,
        "sections[gzdt].deadline",
        "“01-20、04-20”不是",
        "03-31",
    ),
    "one of several days": (
        added('deadline = "01-20,02-30"'),
        SITE_FILE,
        "sections[gzdt].deadline",
        "“02-30”不是每年都有的一天",
        "03-31",
    ),
    "level": (
        changed("subdistrict", "street"),
        SITE_FILE,
        "units[qs].level",
        "“street”",
        "subdistrict、township",
    ),
    "level of a deadline": (
        {"taxonomy.toml": "[[categories]]\nid = 'notice'\ndeadlines.street = {day = '01-31', basis = 'x'}"},
        "taxonomy.toml",
        "categories[notice].deadlines.street",
        "没有“street”",
        "district",
    ),
    "deadline": (added('deadline = "2-3"'), SITE_FILE, "sections[gzdt].deadline", "“2-3”", "03-31"),
    "deadline of leap years": (
        added('deadline = "02-29"'),
        SITE_FILE,
        "sections[gzdt].deadline",
        "02-29",
        "03-31",
    ),
    "no such month": (added('deadline = "13-01"'), SITE_FILE, "sections[gzdt].deadline", "13-01", "03-31"),
    "no scheme": (
        changed("https://qs", "qs"),
        SITE_FILE,
        "home_url",
        "不以 http:// 或 https:// 开头",
        "https://",
    ),
    "another scheme": (changed("https://qs", "ftp://qs"), SITE_FILE, "home_url", "ftp://", "https://"),
    "no host": (
        changed("https://qs.example.invalid/", "https:///gzdt/"),
        SITE_FILE,
        "home_url",
        "没有可用的主机名",
        "https://",
    ),
    "port": (changed("invalid/", "invalid:99999/"), SITE_FILE, "home_url", "没有可用的主机名", "https://"),
    "address of a section": (
        changed("gzdt/", "javascript:;"),
        SITE_FILE,
        "sections[gzdt].url",
        "不能打开",
        "home_url",
    ),
    "host": (
        crawl("private_hosts = ['http://a/']"),
        "gongkai.toml",
        "crawl.private_hosts[#1]",
        "不是主机名",
        "不带 http://",
    ),
    "selector": (
        added("[sections.selectors]\nrows = 'li['"),
        SITE_FILE,
        "sections[gzdt].selectors.rows",
        "“li[”不是有效的 CSS",
        "如",
    ),
    "XPath": (
        added("[sections.selectors]\nbody = '//div'"),
        SITE_FILE,
        "sections[gzdt].selectors.body",
        "CSS",
        "如",
    ),
    "encoding": (
        changed('id = "qs"\nname = "青石街道"', 'id = "qs"\nname = "青石街道"\nencoding = "gb"'),
        SITE_FILE,
        "encoding",
        "不认识字符编码“gb”",
        "gb18030",
    ),
    "form of an id": (
        changed('id = "gzdt"', 'id = "工作动态"'),
        SITE_FILE,
        "sections[工作动态].id",
        "不合规",
        "小写字母",
    ),
    "blank text": (
        changed('name = "工作动态"', 'name = " "'),
        SITE_FILE,
        "sections[gzdt].name",
        "不能为空",
        "写上",
    ),
    "part of the user agent": (
        crawl("user_agent = '{who}'"),
        "gongkai.toml",
        "crawl.user_agent",
        "{who}",
        "{contact}",
    ),
    "braces": (crawl("user_agent = 'a{'"), "gongkai.toml", "crawl.user_agent", "花括号", "{contact}"),
    "contact in a header": (
        {"gongkai.toml": "[operator]\ncontact = '公开办'"},
        "gongkai.toml",
        "operator.contact",
        "ASCII",
        "邮箱",
    ),
    "name in a header": (
        {"gongkai.toml": "[operator]\nname = '公开办'\n[crawl]\nuser_agent = 'x/1 {name}'"},
        "gongkai.toml",
        "operator.name",
        "ASCII",
        "拼音",
    ),
    "line break in a header": (
        {"gongkai.toml": '[operator]\ncontact = "a\\nHost: b"'},
        "gongkai.toml",
        "operator.contact",
        "请求头",
        "邮箱",
    ),
    # missing
    "missing key": (
        changed('name = "工作动态"\n', ""),
        SITE_FILE,
        "sections[gzdt].name",
        "缺少这个键",
        "必须写上",
    ),
    "missing id": (changed('id = "gzdt"\n', ""), SITE_FILE, "sections[#1].id", "缺少这个键", "必须写上"),
    "missing id of the second": (
        added(SECTION.replace('id = "zcwj"\n', "")),
        SITE_FILE,
        "sections[#2].id",
        "缺少这个键",
        "",
    ),
    "missing home": (
        changed('home_url = "https://qs.example.invalid/"\n', ""),
        SITE_FILE,
        "home_url",
        "缺少",
        "https://",
    ),
    "missing unit": (changed(UNIT, ""), SITE_FILE, "sections[gzdt].unit", "缺少这个键", "恰有一个 [[units]]"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_of_once_with_its_place_and_its_cure(mistake: Mistake, tmp_path: Path) -> None:
    expect_one(mistake, tmp_path)


def test_a_wrong_file_still_shows_its_other_mistakes(tmp_path: Path) -> None:
    text = (
        SITE.replace("subdistrict", "street") + 'category = "busines"\nurls = 3\n' + SECTION + 'unit = "q"\n'
    )
    assert [problem.key for problem in problems(tmp_path, {SITE_FILE: text})] == [
        "units[qs].level",
        "sections[gzdt].urls",
        "sections[gzdt].category",
        "sections[zcwj].unit",
    ]


def test_the_password_of_a_proxy_is_not_repeated(tmp_path: Path) -> None:
    for proxy in ("https://li:s3cret@a.example:80", "http://li:s3cret@a.example", "li:s3cret"):
        (found,) = problems(tmp_path, crawl(f'proxy = "{proxy}"'))
        assert "s3cret" not in str(found)
