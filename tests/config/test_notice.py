"""The yearly notice as text: every wording so far, and nothing taken that does not agree with itself."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.base.errors import GongkaiError, NoticeUnclear
from gongkai.config.calendar import YearConfig, doubtful
from gongkai.config.notice import LONGEST_NOTICE, read_notice
from gongkai.config.yeartext import with_year, year_text
from tests.config.notices import IMAGINED_2027, NOTICES

TODAY = NOTICES[2026]
FULL_WIDTH = str.maketrans("0123456789()", "０１２３４５６７８９（）")


def refused(text: str) -> str:
    with pytest.raises(NoticeUnclear) as told:
        read_notice(text)
    assert "没有写任何文件" in told.value.do
    assert "\n" not in str(told.value)
    return told.value.what


def said(year: int, name: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (holiday.from_day, holiday.to_day, holiday.make_up)
        for holiday in read_notice(NOTICES[year]).holidays
        if name in holiday.name
    ]


@pytest.mark.parametrize("year", NOTICES)
def test_every_notice_comes_to_what_the_law_gives(year: int):
    notice = read_notice(NOTICES[year])
    assert notice.year == year
    assert notice.source.startswith(f"国务院办公厅关于{year}年部分节假日安排的通知（国办发明电〔{year - 1}〕")
    assert list(doubtful((notice,))) == []


def test_the_wordings():
    assert said(2026, "春节") == [("2026-02-15", "2026-02-23", ("2026-02-14", "2026-02-28"))]
    assert said(2026, "清明") == [("2026-04-04", "2026-04-06", ())]
    assert said(2025, "元旦") == [("2025-01-01", "2025-01-01", ())]  # 放假1天，不调休
    assert said(2025, "中秋") == [("2025-10-01", "2025-10-08", ("2025-09-28", "2025-10-11"))]
    assert said(2024, "端午") == [("2024-06-10", "2024-06-10", ())]  # 与周末连休
    assert said(2023, "元旦") == [("2022-12-31", "2023-01-02", ())]
    assert said(2019, "元旦") == [("2018-12-30", "2019-01-01", ("2018-12-29",))]
    assert said(2019, "劳动") == [("2019-05-01", "2019-05-01", ())]
    assert said(2015, "端午") == [("2015-06-20", "2015-06-20", ()), ("2015-06-22", "2015-06-22", ())]  # 补休


def test_advice_to_rest_is_no_day_off():
    """鼓励各单位……安排职工在除夕（2月9日）休息"""
    days = [day for holiday in read_notice(NOTICES[2024]).holidays for day in holiday.off]
    assert "除夕（2月9日）" in NOTICES[2024]
    assert date(2024, 2, 9) not in days


@pytest.mark.parametrize(
    "text",
    [
        TODAY.translate(FULL_WIDTH),
        TODAY.replace("：", ":").replace("，", ",").replace("（", "(").replace("）", ")"),
        TODAY.replace("\n", "\r\n"),
        TODAY.replace("月", "月 ").replace("日", " 日"),
        TODAY.replace("周", "星期"),
        TODAY.replace("：", "： "),
        f"首页 > 时政\n新华社北京11月4日电 {TODAY}\n[责编：张三]\n相关阅读\n2026-11-05 22:32 上传",
        TODAY.replace("2月28日（周六）上班", "28日（周六）上班"),
        TODAY.replace("上班。", "上班；"),
    ],
    ids=[
        "full width",
        "half width",
        "CRLF",
        "spaces",
        "星期",
        "space",
        "news page",
        "no month",
        "semicolons",
    ],
)
def test_other_ways_to_write_the_same(text: str):
    assert text != TODAY
    assert read_notice(text) == read_notice(TODAY)


SLIPS = {
    "fewer days": (
        "周一）放假调休，共9天",
        "周一）放假调休，共8天",
        "2月15日",
        "写的是 8 天，起止之间却是 9 天",
    ),
    "weekday": ("1月1日（周四）", "1月1日（周五）", "1月1日(周五)至3日", "2026-01-01 是周四，写的是周五"),
    "weekday beside a lunar day": ("七、周一）", "七、星期天）", "正月初七", "2026-02-23 是周一，写的是周天"),
    "made up in the week": (
        "5月9日（周六）上班",
        "5月11日（周一）上班",
        "5月1日",
        "2026-05-11 是周一，本来就上班",
    ),
    "no such day": ("4月4日（周六）", "4月31日", "4月31日", "没有 2026 年 4 月 31 日这一天"),
    "other words": ("5月9日（周六）上班", "5月9日（周六）视情上班", "5月9日(周六)视情上班", "看不懂"),
    "half a day": ("5月9日（周六）上班", "5月4日下午放假", "5月4日下午放假", "看不懂"),
    "no days": ("4月4日（周六）至6日（周一）放假，共3天", "按惯例", "清明节:按惯例", "没有写哪天放假"),
    "no number of days": ("放假调休，共7天", "放假调休", "10月1日", "没有写共几天"),
    "no weekend near": (
        "6月19日（周五）至21日（周日）放假，共3天",
        "6月17日放假，与周末连休",
        "6月17日",
        "2026-06-17 是周三，并不与周末相连",
    ),
    "no month": ("10月1日（周四）", "1日（周四）", "1日(周四)至7日", "没有写月份"),
}
"""What stands in the notice, what is put there, then what of the sentence and of the reason must be told."""


@pytest.mark.parametrize("known_by", SLIPS)
def test_a_sentence_that_does_not_hold(known_by: str):
    old, new, sentence, why = SLIPS[known_by]
    assert old in TODAY
    told = refused(TODAY.replace(old, new, 1))
    assert told.startswith("通知里的“")
    assert sentence in told
    assert why in told


@pytest.mark.parametrize("name", "元旦 春节 清明 劳动 端午 中秋 国庆".split())
def test_each_holiday_must_be_there(name: str):
    lines = [line for line in TODAY.splitlines() if not re.match(f"[一二三四五六七]、{name}", line)]
    assert len(lines) == len(TODAY.splitlines()) - 1
    assert f"{name}没有写" in refused("\n".join(lines))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有找到标题"),
        ("<html><title>首页</title></html>", "没有找到标题"),
        (TODAY.replace("部分节假日安排", "工作安排"), "没有找到标题"),
        ("国务院办公厅关于延长2020年春节假期的通知\n延长2020年春节假期至2月2日。", "没有找到标题"),
        ("国务院办公厅关于2026年部分节假日安排的通知", "没有找到“一、元旦"),
        (TODAY + NOTICES[2025], "几份通知（2025 年、2026 年）"),
        (TODAY.replace("2026年\n", "2076年\n").replace("现将2026年", "现将2076年"), "是周"),
        (
            TODAY.replace("节：9月25日（周五）至27日（周日）放假，共3天。\n七、", ""),
            "是 12 天，法定节假日是 13 天",
        ),
        (NOTICES[2015].replace("，4月6日（星期一）补休", ""), "是 10 天，法定节假日是 11 天"),
        (TODAY.replace("2026年\n", "9999年\n"), "9999 年不像是年份"),
        (TODAY + TODAY, "看不懂"),
        (TODAY.replace("\n二、", "\n一、元旦：1月2日放假。\n二、"), "2026-01-02 出现了两次"),
        (TODAY + "。" * LONGEST_NOTICE, "文件太长"),
        (
            TODAY.replace("10月1日（周四）至7日（周三）放假调休，共7天", "10月3日至7日放假调休，共5天"),
            "国庆没有写",
        ),
    ],
)
def test_what_is_no_notice(text: str, why: str):
    assert why in refused(text)


def test_the_year_of_the_title_must_be_that_of_the_days():
    """Weekdays tell; where none are written, the days of the year before do."""
    wrong = NOTICES[2023].replace("关于2023年", "关于2024年")
    assert "2024-01-28 是周日，写的是周六" in refused(wrong)
    assert "元旦的 2022-12-31 不归 2024 年" in refused(re.sub("。[^。]*上班", "", wrong))


@pytest.mark.parametrize(
    "flood",
    [
        "一、" * 30000,
        "一、元旦：" * 12000,
        "1月1日至" * 12000,
        "（" * 60000,
        "1月1日、" * 12000 + "上班",
        "鼓励各单位" * 12000,
    ],
)
def test_a_flood_is_refused_at_once(flood: str):
    began = time.process_time()
    refused(f"关于2026年部分节假日安排的通知一、元旦：{flood}。")
    refused(f"关于2026年部分节假日安排的通知{flood}一、元旦：1月1日放假。")
    assert time.process_time() - began < 2


def days_off(notice: YearConfig) -> set[date]:
    return {day for holiday in notice.holidays for day in holiday.off}


@settings(deadline=None)
@given(
    st.integers(0, len(TODAY) - 1),
    st.integers(0, 30),
    st.text("0123456789一二三四五六日月年至、。，（）共天周", max_size=3),
)
def test_a_slip_never_makes_a_day_off_a_working_day(at: int, cut: int, put: str):
    """Something left out and something put in its place: it is refused, or no day off is lost by it."""
    slipped = TODAY[:at] + put + TODAY[at + cut :]
    try:
        taken = read_notice(slipped)
    except NoticeUnclear:
        return
    assert taken.year != 2026 or days_off(taken) >= days_off(read_notice(TODAY))


# --- as a file --------------------------------------------------------------------------------------

Y2026, Y2027 = read_notice(TODAY), read_notice(IMAGINED_2027)
HAND = f"""# 我们的日历，李四维护
{year_text(Y2026, "手工")}
# 以下是 2027 年
{year_text(Y2027, "试录")}
# 完
"""


def test_years_are_added_and_replaced_and_others_stay():
    first = with_year("", Y2026, "甲")
    assert first.startswith("#:schema ./schema/calendar.schema.json\n")
    both = with_year(first, Y2027, "乙")
    assert both.startswith(first)
    assert "\n[[years]]\n# 乙\nyear = 2027\n" in both
    again = with_year(both, Y2026, "丙")
    assert again == both.replace("# 甲", "# 丙")


def test_comments_of_the_operator_stay():
    changed = with_year(HAND, Y2026, "国办通知")
    assert changed == HAND.replace("# 手工", "# 国办通知")
    changed = with_year(HAND, Y2027, "国办通知")
    assert changed == HAND.replace("# 试录", "# 国办通知")
    assert with_year(HAND.replace("\n", "\r\n"), Y2027, "乙").count("\r\n# 以下是 2027 年") == 1


def test_a_file_that_cannot_be_changed_in_one_place_is_left():
    rows = ", ".join(
        f'{{name = "{holiday.name}", from = "{holiday.from_day}", to = "{holiday.to_day}"}}'
        for holiday in Y2026.holidays
    )
    text = f'years = [{{year = 2026, source = "手工", holidays = [{rows}]}}]\n'
    with pytest.raises(GongkaiError, match="没法只换其中一年"):
        with_year(text, Y2027, "乙")


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_a_file_is_called_its_year_can_be_read_back(about: str, source: str):
    told = Y2027.model_dump(by_alias=True) | {"source": f"国办{source}"}
    entry = YearConfig.model_validate(told)
    both = with_year(with_year("", Y2026, "甲"), entry, about)
    assert [YearConfig.model_validate(year) for year in tomllib.loads(both)["years"]] == [Y2026, entry]
    assert with_year(both, entry, about) == both
