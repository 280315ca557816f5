"""Wordings of 公开时限 as catalogues have them, and what they come to."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.base.terms import FORMS, MOST_DAYS, parse_term

MONTHLY = ",".join(f"{month:02d}-10" for month in range(1, 13))

WORKING_DAYS = {
    "自信息形成或者变更之日起20个工作日内": 20,
    "信息形成或者变更之日起20个工作日内公开": 20,
    "自政府信息形成或者变更之日起20个工作日内（法律、法规另有规定的除外）": 20,
    "自信息形成或者变更之日起20个工作日内予以公开，法律、法规对公开期限另有规定的，从其规定": 20,
    "信息形成（变更）20个工作日内公开": 20,
    "20个工作日": 20,
    "２０个工作日内": 20,
    "二十个工作日内": 20,
    "十五个工作日": 15,
    "自信息形成之日起 20 个工作日之内": 20,
    "及时公开（自信息形成之日起20个工作日内）": 20,
    "及时公开，最迟不超过20个工作日": 20,
    "公开时限：20个工作日": 20,
    "制定或获取救助政策之日起10个工作日内": 10,
    "制定或获取信息之日起10个工作日内": 10,
    "自作出行政决定之日起7个工作日内": 7,
    "7个工作日": 7,
    "公示期满后7个工作日内": 7,
    "公示无异议后5个工作日内": 5,
    "政策文件印发后3个工作日内": 3,
    "3个工作日内": 3,
    "公示7个工作日，自信息形成之日起20个工作日内": 20,
    "信息形成之日起20个工作日内，公示期不少于5个工作日": 20,
}

DAYS = {
    "批准后20日内": 20,
    "批复后20日内": 20,
    "收到财政部门批复后20日内": 20,
    "经本级人民代表大会批准后20日内向社会公开": 20,
    "自批准之日起20天内": 20,
    "批准后二十日内": 20,
    "30个自然日内": 30,
    "自信息形成之日起1个月内": 31,
    "印发后两周内": 14,
    "一百二十日内": 120,
}

DEADLINES = {
    "每年1月31日前": "01-31",
    "每年1月31日之前": "01-31",
    "1月31日之前": "01-31",
    "元月31日前": "01-31",
    "一月三十一日前": "01-31",
    "次年1月31日前": "01-31",
    "每年1月31日前公布上一年度报告": "01-31",
    "政府信息公开年度报告于每年1月31日前公布": "01-31",
    "每年4月1日之前": "04-01",
    "每年3月底前": "03-31",
    "每年年底前": "12-31",
    "每年6月30日、12月31日前": "06-30,12-31",
    "每年12月31日和6月30日前": "06-30,12-31",
    "每季度首月20日": "01-20,04-20,07-20,10-20",
    "每季度首月20日前": "01-20,04-20,07-20,10-20",
    "每季度首月二十日之前": "01-20,04-20,07-20,10-20",
    "每季度的首个月20日": "01-20,04-20,07-20,10-20",
    "每季度第一个月20日前更新": "01-20,04-20,07-20,10-20",
    "每季度第二个月5日前": "02-05,05-05,08-05,11-05",
    "每季度最后一个月25日前": "03-25,06-25,09-25,12-25",
    "每季度末": "03-31,06-30,09-30,12-31",
    "每季度结束后15日内": "01-15,04-15,07-15,10-15",
    "每半年首月20日前": "01-20,07-20",
    "每月10日前": MONTHLY,
    "每月10号前": MONTHLY,
    "每月结束后10日内": MONTHLY,
}

INTERVALS = {
    "每年更新": 366,
    "按年公开": 366,
    "每年更新一次": 366,
    "一年一次": 366,
    "1年": 366,
    "每半年": 183,
    "每半年更新一次": 183,
    "6个月": 183,
    "六个月内更新": 183,
    "每6个月更新": 183,
    "每季度更新": 92,
    "按季度公开": 92,
    "每季度公开一次": 92,
    "3个月": 92,
    "每月更新": 31,
    "每月至少更新一次": 31,
    "每半月更新": 16,
    "2周": 14,
    "两周": 14,
    "每两周更新": 14,
    "每2周至少更新1次": 14,
    "每周更新": 7,
    "30天内更新": 30,
}

UNTIMED = {
    "实时公开": "“实时”没有写明天数",
    "及时公开": "“及时”没有写明天数",
    "信息形成后及时公开": "“及时”没有写明天数",
    "制发后实时公开": "“实时”没有写明天数",
    "随时公开": "“随时”没有写明天数",
    "第一时间公开": "“第一时间”没有写明天数",
    "动态调整": "“动态”没有写明天数",
    "按规定时限公开": "“按规定时限”没有写明天数",
    "长期公开": "“长期”说的是一直公开，没有写明何时公开",
    "常年公开": "“常年”说的是一直公开，没有写明何时公开",
    "长期公开，及时更新": "“长期”说的是一直公开，没有写明何时公开",
    "公示7个工作日": "只写了公示多久，没有写明何时公开",
    "公告期限为5个工作日": "只写了公示多久，没有写明何时公开",
    "公示不少于7天": "只写了公示多久，没有写明何时公开",
    "自公示之日起7个工作日": "只写了公示多久，没有写明何时公开",
}

UNKNOWN = {
    "": "nothing",
    "不知道": "no limit",
    "20": "no unit",
    "20个工作日后": "from then on",
    "10个工作日以上": "at least",
    "超过20个工作日": "more than",
    "会议召开前5个工作日": "before something",
    "提前5个工作日": "before something",
    "提前于每年1月31日": "before a day that is not said",
    "保留7个工作日": "how long",
    "自收到申请之日起20个工作日内": "an application, not a publication",
    "20个工作日（公示期）": "which of both?",
    "每季度结束后15个工作日内": "a day that needs a calendar",
    "每10个工作日更新": "an interval that needs a calendar",
    "每日更新": "not on days off",
    "每季度20日前": "of which month?",
    "每月30日前": "February has none",
    "每月底前": "February ends on two days",
    "2月底前": "February ends on two days",
    "每年2月29日前": "not every year",
    "每年13月1日前": "no month",
    "每年4月31日前": "no day",
    "2026年1月31日前": "once",
    "每年1月1日至3月31日": "a span",
    "不宜每年1月31日前公开": "not",
    "20个工作日内；每年1月31日前": "two limits",
    "许可7个工作日内，其他20个工作日内": "two limits",
    "0个工作日": "none",
    "99年": "nobody means that",
    "9" * 5000 + "日": "nobody means that",
    "二" * 5000 + "日": "nobody means that",
}


@pytest.mark.parametrize(("wording", "number"), WORKING_DAYS.items())
def test_working_days(wording: str, number: int) -> None:
    term = parse_term(wording)
    assert term is not None
    assert (term.kind, term.number, term.deadline, term.reason) == ("working-days", number, None, "")


@pytest.mark.parametrize(("wording", "number"), DAYS.items())
def test_days(wording: str, number: int) -> None:
    term = parse_term(wording)
    assert term is not None
    assert (term.kind, term.number, term.deadline, term.reason) == ("days", number, None, "")


@pytest.mark.parametrize(("wording", "days"), DEADLINES.items())
def test_deadlines(wording: str, days: str) -> None:
    term = parse_term(wording)
    assert term is not None
    assert (term.kind, term.number, term.deadline, term.reason) == ("deadline", None, days, "")


@pytest.mark.parametrize(("wording", "number"), INTERVALS.items())
def test_intervals(wording: str, number: int) -> None:
    term = parse_term(wording)
    assert term is not None
    assert (term.kind, term.number, term.deadline, term.reason) == ("interval", number, None, "")


@pytest.mark.parametrize(("wording", "reason"), UNTIMED.items())
def test_what_cannot_be_timed_says_why(wording: str, reason: str) -> None:
    term = parse_term(wording)
    assert term is not None
    assert (term.kind, term.number, term.deadline, term.reason) == ("untimed", None, None, reason)


@pytest.mark.parametrize("wording", UNKNOWN, ids=[f"{n}: {why}" for n, why in enumerate(UNKNOWN.values())])
def test_what_is_not_understood_is_no_limit(wording: str) -> None:
    assert parse_term(wording) is None


def test_the_wording_is_kept_as_it_was_written() -> None:
    term = parse_term("  自信息形成（变更）之日起 二十个工作日内 ")
    assert term is not None
    assert term.wording == "自信息形成（变更）之日起 二十个工作日内"


def test_an_operator_is_told_of_forms_that_are_understood() -> None:
    for form in FORMS.partition("：")[2].split("、"):
        assert parse_term(form) is not None, form


PIECES = st.sampled_from(
    re.findall(r"\d+|[^\d]{1,2}", "".join([*WORKING_DAYS, *DAYS, *DEADLINES, *INTERVALS, *UNTIMED]))
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_it_never_raises_and_gives_only_what_can_be_counted(wording: str) -> None:
    term = parse_term(wording)
    if term is None:
        return
    assert term.wording == wording.strip()
    assert (term.number is None) == (term.kind in ("deadline", "untimed"))
    assert term.number is None or 1 <= term.number <= MOST_DAYS
    assert bool(term.reason) == (term.kind == "untimed")
    days = term.deadline.split(",") if term.deadline else []
    assert bool(days) == (term.kind == "deadline")
    assert days == sorted(set(days))
    for day in days:
        assert date.fromisoformat(f"2001-{day}").strftime("%m-%d") == day
