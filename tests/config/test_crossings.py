"""Mistakes that only show between tables and files."""

from __future__ import annotations

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

NEW_RULE = (
    "[[rules]]\nid = 'late-reply'\nname = '答复较晚'\nprofile = 'gongkai'\non = true\nseverity = '提示'\n"
)

MISTAKES: dict[str, Mistake] = {
    # ids that must exist
    "category": (
        added("category = 'busines'"),
        SITE_FILE,
        "sections[gzdt].category",
        "“busines”",
        "“business”",
    ),
    "name of a category": (
        added("category = '通知公告'"),
        SITE_FILE,
        "sections[gzdt].category",
        "没有编号为“通知公告”",
        "编号是“notice”",
    ),
    "unit": (added("unit = 'qss'"), SITE_FILE, "sections[gzdt].unit", "没有编号为“qss”的单位", "“qs”"),
    "parent": (
        changed(UNIT, UNIT + 'parent = "yl"\n'),
        SITE_FILE,
        "units[qs].parent",
        "“yl”",
        "还没有可用的",
    ),
    "own parent": (
        changed(UNIT, UNIT + 'parent = "qs"\n'),
        SITE_FILE,
        "units[qs].parent",
        "回到了自己",
        "成环",
    ),
    "group": (
        {"taxonomy.toml": "[[categories]]\nid = 'notice'\nparent = 'new'"},
        "taxonomy.toml",
        "categories[notice].parent",
        "没有编号为“new”的分组",
        "“news”",
    ),
    "id of a shipped category": (
        {"taxonomy.toml": "[[categories]]\nid = 'notices'\ninterval_days = 30"},
        "taxonomy.toml",
        "categories[notices].id",
        "默认配置里没有编号“notices”",
        "“notice”",
    ),
    "id of a shipped rule": (
        {"rules.toml": "[[rules]]\nid = 'late-items'\non = false"},
        "rules.toml",
        "rules[late-items].id",
        "默认配置里没有编号“late-items”",
        "“late-item”",
    ),
    "rule that nobody wrote": (
        {"rules.toml": NEW_RULE},
        "rules.toml",
        "rules[late-reply].id",
        "没有编号为“late-reply”的规则",
        "“late-item”",
    ),
    "parameter of a rule": (
        {"rules.toml": "[[rules]]\nid = 'late-item'\nparams = {working_day = 5}"},
        "rules.toml",
        "rules[late-item].params.working_day",
        "没有这个参数",
        "“working_days”",
    ),
    "parameter of a rule that has none": (
        {"rules.toml": "[[rules]]\nid = 'altered-item'\nparams = {days = 5}"},
        "rules.toml",
        "rules[altered-item].params.days",
        "没有这个参数",
        "没有参数",
    ),
    # profiles
    "profile": (
        {"rules.toml": 'profiles = ["inspections"]'},
        "rules.toml",
        "profiles[#1]",
        "没有编号为“inspections”的方案",
        "“inspection”",
    ),
    "profile that is always on": (
        {"rules.toml": 'profiles = ["gongkai"]'},
        "rules.toml",
        "profiles[#1]",
        "没有编号为“gongkai”的方案",
        "可用：catalogue-example、inspection、regulation",
    ),
    "profile twice": (
        {"rules.toml": 'profiles = ["inspection", "regulation", "inspection"]'},
        "rules.toml",
        "profiles[#3]",
        "方案“inspection”重复",
        "只写一次",
    ),
    "profile of a rule": (
        {"rules.toml": "[[rules]]\nid = 'late-item'\nprofile = 'regulations'"},
        "rules.toml",
        "rules[late-item].profile",
        "没有编号为“regulations”的方案",
        "“regulation”",
    ),
    "file of a profile": (
        {"profiles/catalogue.toml": OURS},
        "profiles/catalogue.toml",
        "id",
        "编号“ours”与文件名不同",
        "ours.toml",
    ),
    "id of a profile": (
        {"profiles/gongkai.toml": OURS.replace('"ours"', '"gongkai"')},
        "profiles/gongkai.toml",
        "id",
        "“gongkai”不能作方案的编号",
        "换一个",
    ),
    "category of a limit": (
        {"profiles/ours.toml": OURS.replace('"finance"', '"finances"')},
        "profiles/ours.toml",
        "limits[#1].category",
        "没有编号为“finances”的类别",
        "“finance”",
    ),
    "limit twice": (
        {"profiles/ours.toml": OURS + '[[limits]]\ncategory = "finance"\nwording = "7个工作日"\n'},
        "profiles/ours.toml",
        "limits[#2]",
        "类别“finance”（各级）前面已有同一种时限",
        "只留一处",
    ),
    # twice
    "section twice": (
        added(SECTION.replace("zcwj", "gzdt")),
        SITE_FILE,
        "sections[#2].id",
        "第 1 个 [[sections]]",
        "换一个",
    ),
    "unit twice in a file": (
        {"units.toml": UNIT + UNIT},
        "units.toml",
        "units[#2].id",
        "“qs”重复：本文件第 1 个 [[units]]",
        "删去其中一处",
    ),
    "unit in two files": (
        {SITE_FILE: SITE, "units.toml": UNIT},
        SITE_FILE,
        "units[qs].id",
        "units.toml 的 units[qs] 已用",
        "只留一处",
    ),
    "category twice": (
        {"taxonomy.toml": "[[categories]]\nid = 'notice'\n[[categories]]\nid = 'notice'"},
        "taxonomy.toml",
        "categories[#2].id",
        "第 1 个 [[categories]]",
        "换一个",
    ),
    "host twice": (
        changed('invalid/"', 'invalid/"\nhosts = ["a.example", "A.example"]'),
        SITE_FILE,
        "hosts[#2]",
        "a.example 重复：sites/qs.toml 的 hosts[#1]",
        "只写一次",
    ),
    "host in both lists": (
        changed('invalid/"', 'invalid/"\nhosts = ["a.example"]\nfollow = ["A.example"]'),
        SITE_FILE,
        "follow[#1]",
        "a.example 重复：sites/qs.toml 的 hosts[#1]",
        "只写一次",
    ),
    "own host followed": (
        changed('invalid/"', 'invalid/"\nfollow = ["qs.example.invalid"]'),
        SITE_FILE,
        "follow[#1]",
        "qs.example.invalid 重复：sites/qs.toml 的 home_url",
        "只写一次",
    ),
    "exception for another's host": (
        added('[[tls]]\nhost = "qx.example.invalid"\nlegacy = true\nbecause = "x"'),
        SITE_FILE,
        "tls[#1].host",
        "主机 qx.example.invalid 不是本网站的",
        "“qs.example.invalid”",
    ),
    "exception for another port": (
        added('[[tls]]\nhost = "qs.example.invalid:8443"\nlegacy = true\nbecause = "x"'),
        SITE_FILE,
        "tls[#1].host",
        "qs.example.invalid:8443 不是本网站的",
        "栏目的网址",
    ),
    "exception twice": (
        added('[[tls]]\nhost = "qs.example.invalid"\nlegacy = true\nbecause = "x"\n' * 2),
        SITE_FILE,
        "tls[#2].host",
        "前面的 [[tls]] 已写",
        "合成一个",
    ),
    # files
    "name of a file": ({"rule.toml": ""}, "rule.toml", "", "不认识这个文件", "“rules.toml”"),
    "site beside its folder": ({"qingshi.toml": ""}, "qingshi.toml", "", "不会生效", "sites/qingshi.toml"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_of_once_with_its_place_and_its_cure(mistake: Mistake, tmp_path: Path) -> None:
    expect_one(mistake, tmp_path)


def test_two_sites_may_not_share_id_or_host(tmp_path: Path) -> None:
    other = SITE.replace(UNIT, "") + 'unit = "qs"\n'
    found = problems(tmp_path, {"sites/a.toml": SITE, "sites/b.toml": other})
    assert [(problem.file, problem.key) for problem in found] == [
        ("sites/b.toml", "id"),
        ("sites/b.toml", "home_url"),
    ]
    assert "sites/a.toml 已用" in found[0].wrong
    assert "sites/a.toml 的 home_url" in found[1].wrong


def test_a_site_may_name_its_own_host_again(tmp_path: Path) -> None:
    assert problems(tmp_path, changed('invalid/"', 'invalid/"\nhosts = ["qs.example.invalid"]')) == ()


def test_a_followed_host_is_one_sites_alone(tmp_path: Path) -> None:
    one = SITE.replace('invalid/"', 'invalid/"\nfollow = ["zyk.example"]')
    other = one.replace(UNIT, "").replace('"qs"', '"b"').replace("//qs", "//b") + 'unit = "qs"\n'
    found = problems(tmp_path, {"sites/a.toml": one, "sites/b.toml": other})
    assert [(problem.file, problem.key) for problem in found] == [("sites/b.toml", "follow[#1]")]


def test_every_host_of_a_site_may_have_an_exception(tmp_path: Path) -> None:
    site = SITE.replace('invalid/"', 'invalid/"\nhosts = ["a.example"]\nfollow = ["b.example:81"]')
    site = site.replace('"gzdt/"', '"https://c.example/gzdt/"')
    for host in ("qs.example.invalid", "a.example", "b.example:81", "c.example"):
        site += f'[[tls]]\nhost = "{host}"\nunverified = true\nbecause = "x"\n'
    assert problems(tmp_path, {SITE_FILE: site}) == ()


def test_ancestors_in_a_ring(tmp_path: Path) -> None:
    ring = "".join(UNIT.replace("qs", a) + f'parent = "{b}"\n' for a, b in ("ab", "bc", "ca"))
    assert [p.key for p in problems(tmp_path, {"units.toml": ring})] == [
        "units[a].parent",
        "units[b].parent",
        "units[c].parent",
    ]


def test_two_units_need_every_section_to_say_whose_it_is(tmp_path: Path) -> None:
    found = problems(tmp_path, changed(UNIT, UNIT + UNIT.replace("qs", "lh")))
    assert [problem.key for problem in found] == ["sections[gzdt].unit"]


def test_what_an_unreadable_file_may_hold_is_not_called_missing(tmp_path: Path) -> None:
    site = SITE.replace(UNIT, "") + 'unit = "qs"\ncategory = "volunteers"\n'
    broken = {"units.toml": "[[units", "taxonomy.toml": "[[categories"}
    found = problems(tmp_path, {**broken, "sites/qs.toml": site})
    assert [problem.file for problem in found] == ["taxonomy.toml", "units.toml"]
