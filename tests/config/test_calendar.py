"""The operator's calendar, what is laid over what, and every working day of 2019–2026 against strangers."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from holidays import country_holidays

from gongkai.base.workdays import Calendar, DayKind, between, notice_days, reckon
from gongkai.config import YearConfig, load
from gongkai.config import warnings as second_looks
from gongkai.config.calendar import CALENDAR, HOLIDAYS
from gongkai.config.holidays import SUPPOSED, calendar_of
from gongkai.config.notice import read_notice
from gongkai.config.yeartext import year_text
from tests.config.folders import SITE, Mistake, expect_one, problems, write
from tests.config.notices import CHANGED_LATER, IMAGINED_2027, NOTICES

YEAR_2027 = read_notice(IMAGINED_2027)
TEXT_2027 = year_text(YEAR_2027, "by hand")
NEW_YEAR = 'name = "元旦"\nfrom = "2027-01-01"\nto = "2027-01-03"\n'
SPRING = 'make_up = ["2027-01-31", "2027-02-14"]'


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


EIGHT_YEARS = days(date(2019, 1, 1), date(2026, 12, 31))

# --- against strangers ------------------------------------------------------------------------------


def by_holidays(day: date) -> bool:
    known = of_holidays()
    return day in known.weekend_workdays or (day.weekday() < 5 and day not in known)


@cache
def of_holidays():
    return country_holidays("CN", years=range(2018, 2028), language="en_US")


def by_workalendar(day: date) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says on every call which years it knows
        return bool(of_workalendar().is_working_day(day))


@cache
def of_workalendar():
    """Not among the requirements: it brings a library under the GPL."""
    return pytest.importorskip("workalendar.asia").China()


def differing(known: list[date], working: Callable[[date], bool]) -> list[date]:
    calendar = calendar_of()
    return [day for day in known if calendar.kind(day).working != working(day)]


def test_every_day_of_eight_years_is_what_holidays_says():
    assert len(EIGHT_YEARS) == 2922
    assert differing(EIGHT_YEARS, by_holidays) == []


def test_every_day_of_five_years_is_what_workalendar_says_but_for_the_extension_of_2020():
    """The Spring Festival of 2020 was extended to 2 February by a notice of its own (国办发明电〔2020〕1号),
    which workalendar leaves out."""
    five = [day for day in EIGHT_YEARS if day.year <= 2023]
    assert differing(five, by_workalendar) == [date(2020, 1, 31), date(2020, 2, 1)]
    calendar = calendar_of()
    assert not calendar.kind(date(2020, 1, 31)).working
    assert not calendar.kind(date(2020, 2, 1)).working


def test_all_of_these_days_are_known_but_the_last_which_wait_for_the_next_notice():
    calendar = calendar_of()
    unknown = [day for day in EIGHT_YEARS if not calendar.kind(day).known]
    assert unknown == days(date(2026, 12, 25), date(2026, 12, 31))


@pytest.mark.parametrize("year", NOTICES)
def test_a_notice_says_what_comes_with_the_program(year: int):
    """But for what another notice changed later."""
    shipped, own = calendar_of(), calendar_of([read_notice(NOTICES[year])])
    found = {day for day in notice_days(year) if shipped.kind(day).working != own.kind(day).working}
    assert found == CHANGED_LATER.get(year, set())


# --- what days are called ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        ("2026-10-01", False, "国庆节放假"),
        ("2026-10-03", False, "国庆节放假"),
        ("2026-10-10", True, "国庆节调休上班"),
        ("2026-04-06", False, "清明节放假"),
        ("2026-06-19", False, "端午节放假"),
        ("2026-09-25", False, "中秋节放假"),
        ("2018-12-29", True, "元旦调休上班"),
        ("2026-11-21", False, "周六"),
        ("2026-11-22", False, "周日"),
        ("2026-11-23", True, ""),
    ],
)
def test_why_a_day_is_worked_or_not(day: str, working: bool, why: str):
    assert calendar_of().kind(date.fromisoformat(day)) == DayKind(working, why)


def test_every_reason_is_one_of_ours():
    festivals = "元旦 春节 清明节 劳动节 端午节 中秋节 国庆节".split()
    special = "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"
    allowed = {f"{name}{what}" for name in (*festivals, special) for what in ("放假", "调休上班")}
    assert {kind.why for kind in calendar_of().days.values()} <= allowed | {"中秋节、国庆节放假", "调休放假"}


# --- years that nobody knows ------------------------------------------------------------------------


def test_of_a_year_that_nobody_knows_the_law_is_left():
    calendar = calendar_of()
    off = [day for day in days(date(2027, 1, 1), date(2027, 12, 24)) if not calendar.kind(day).working]
    statutory = [day for day in off if calendar.kind(day).why not in ("周六", "周日")]
    assert len(statutory) == 19
    assert {f"{day:%m-%d}" for day in statutory if day.weekday() < 5} == {
        "01-01", "02-05", "02-08", "02-09", "02-10", "04-05", "05-03", "05-04", "06-09", "09-15",
        "10-01", "10-04", "10-05",
    }  # fmt: skip
    assert not any(calendar.kind(day).known for day in off)
    assert 2027 not in calendar.sources


@pytest.mark.parametrize("year", [1, 1949, 1989, *SUPPOSED, 2060, 2150, 9998])
def test_every_year_has_an_answer(year: int):
    reckoning = reckon(date(year, 4, 20), 20, calendar_of())
    assert (reckoning.last - date(year, 4, 20)).days in range(26, 40)
    assert reckoning.about == (year not in calendar_of().years)


def test_what_is_about_is_at_most_two_working_days_early():
    """docs/calendar.md says so: years of which the days are known, counted as if nobody knew them."""
    real = calendar_of()
    law = {
        day: DayKind(working=False, why="放假", known=False)
        for day, name in country_holidays("CN", years=range(2014, 2028), language="en_US").items()
        if "substituted" not in name and "Extended" not in name
    }
    assert len(law) > 150
    early = set()
    for start in days(date(2014, 1, 1), date(2026, 11, 1)):
        about, sure = (reckon(start, 20, calendar).last for calendar in (Calendar(law), real))
        missed = between(about, sure, real) if about < sure else None
        early.add(sum(each.kind.working for each in missed.days) if missed else 0)
    assert early == {0, 1, 2}


# --- the operator's years ---------------------------------------------------------------------------


def test_an_operators_year_makes_it_known(tmp_path: Path):
    config = load(write(tmp_path, {CALENDAR: TEXT_2027}))
    assert config.files == (CALENDAR,)
    assert config.calendar == (YEAR_2027,)
    calendar = calendar_of(config.calendar)
    assert calendar.kind(date(2027, 2, 12)) == DayKind(working=False, why="春节放假")
    assert calendar.kind(date(2027, 2, 14)) == DayKind(working=True, why="春节调休上班")
    assert calendar.kind(date(2026, 12, 31)) == DayKind(working=True, why="")
    assert not calendar.kind(date(2027, 12, 25)).known
    assert calendar.sources[2027] == "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号）"


def test_an_operators_year_takes_the_place_of_the_programs_as_a_whole():
    moved = YEAR_2027.model_dump(by_alias=True) | {"year": 2026, "source": "试验"}
    moved["holidays"] = [
        {"name": "元旦、春节", "from": "2026-01-01", "to": "2026-01-25"},
        {"name": "清明节", "from": "2026-04-05", "to": "2026-04-05"},
        {"name": "劳动节、端午节", "from": "2026-05-01", "to": "2026-05-25"},
        {"name": "中秋节、国庆节", "from": "2026-09-25", "to": "2026-10-01"},
    ]
    calendar = calendar_of([YearConfig.model_validate(moved)])
    assert calendar.kind(date(2026, 2, 17)).working  # the program's Spring Festival is gone
    assert not calendar.kind(date(2026, 10, 10)).working  # and so is its Saturday
    assert calendar.kind(date(2026, 10, 2)).working
    assert calendar.kind(date(2025, 10, 1)) == DayKind(working=False, why="国庆节放假")
    assert calendar.sources[2026] == "试验"
    assert calendar.sources[2025].startswith("随程序发行的日历（chinesecalendar ")


def test_a_notice_leaves_the_end_of_its_year_to_the_next():
    """Whoever takes in the notice for 2018 still knows that 2018-12-31 was off, by the one for 2019."""
    calendar = calendar_of([read_notice(NOTICES[2018])])
    assert calendar.kind(date(2018, 12, 31)) == DayKind(working=False, why="元旦放假")
    assert calendar.kind(date(2018, 12, 29)).working
    assert calendar_of([read_notice(NOTICES[2019])]).kind(date(2018, 12, 31)).why == "元旦放假"


def test_the_calendar_is_part_of_the_hash(tmp_path: Path):
    plain = load(write(tmp_path / "a", {"sites/qs.toml": SITE})).sha256
    files = {"sites/qs.toml": SITE, CALENDAR: TEXT_2027}
    with_year = load(write(tmp_path / "b", files)).sha256
    other = load(write(tmp_path / "c", files | {CALENDAR: TEXT_2027.replace("2027-02-14", "2027-02-20")}))
    commented = load(write(tmp_path / "d", files | {CALENDAR: f"# 注\n{TEXT_2027}\n"}))
    assert len({plain, with_year, other.sha256}) == 3
    assert commented.sha256 == with_year
    assert load(write(tmp_path / "e", {"sites/qs.toml": SITE, CALENDAR: "# 空的\n"})).sha256 == plain


def test_a_year_with_a_line_too_few_gets_a_second_look(tmp_path: Path):
    lacking = TEXT_2027.replace(f"\n{SPRING}", "")
    assert lacking != TEXT_2027
    (found,) = [
        problem
        for problem in second_looks.warnings(load(write(tmp_path, {CALENDAR: lacking})))
        if problem.file == CALENDAR
    ]
    assert "是 15 天，法定节假日是 13 天" in found.wrong
    complete = load(write(tmp_path, {CALENDAR: TEXT_2027}))
    assert not [problem for problem in second_looks.warnings(complete) if problem.file == CALENDAR]


def test_no_command_loads_the_calendars_before_it_needs_them():
    program = (
        "import sys; from gongkai.cli import main; import gongkai.cli.calendar, gongkai.config.holidays;"
        "from gongkai.config import load; load(None);"
        "print([name for name in ('holidays', 'chinese_calendar') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"


# --- mistakes ---------------------------------------------------------------------------------------


def changed(old: str, new: str) -> dict[str, str]:
    assert old in TEXT_2027, old
    return {CALENDAR: TEXT_2027.replace(old, new, 1)}


MISTAKES: dict[str, Mistake] = {
    "year of no calendar": (changed("year = 2027", "year = 207"), CALENDAR, "years[#1].year", "超出", "2008"),
    "year without a source": (
        changed(f'source = "{YEAR_2027.source}"\n', ""),
        CALENDAR,
        "years[#1].source",
        "缺少",
        "必须写上",
    ),
    "holiday without an end": (
        changed('to = "2027-01-03"\n', ""),
        CALENDAR,
        "years[#1].holidays[#1].to",
        "缺少",
        'to = "2027-',
    ),
    "key of a holiday": (
        changed("make_up", "makeup"),
        CALENDAR,
        "years[#1].holidays[#2].makeup",
        "没有这个键",
        "make_up",
    ),
    "day without quotes": (
        changed('from = "2027-01-01"', "from = 2027-01-01"),
        CALENDAR,
        "years[#1].holidays[#1].from",
        "应为文字",
        'from = "2027-',
    ),
    "day of two digits": (
        changed('"2027-01-01"', '"27-1-1"'),
        CALENDAR,
        "years[#1].holidays[#1].from",
        "“27-1-1”不是日期",
        "2027-02-06",
    ),
    "day that no year has": (
        changed('"2027-02-14"', '"2027-02-30"'),
        CALENDAR,
        "years[#1].holidays[#2].make_up[#2]",
        "“2027-02-30”不是日期",
        "2027-02-06",
    ),
    "end before the beginning": (
        changed('to = "2027-01-03"', 'to = "2026-12-31"'),
        CALENDAR,
        "years[#1].holidays[#1]",
        "早于",
        "改正",
    ),
    "holiday of months": (
        changed('to = "2027-01-03"', 'to = "2027-03-03"'),
        CALENDAR,
        "years[#1].holidays[#1]",
        "放假 62 天",
        "31",
    ),
    "make-up day in the week": (
        changed('"2027-02-14"', '"2027-02-15"'),
        CALENDAR,
        "years[#1].holidays[#2]",
        "2027-02-15 是周一",
        "周六、周日",
    ),
    "day off and worked": (
        changed('"2027-02-14"', '"2027-02-06"'),
        CALENDAR,
        "years[#1]",
        "2027-02-06 出现了两次",
        "一天只写一次",
    ),
    "day of another year": (
        changed('"2027-01-31"', '"2028-01-29"'),
        CALENDAR,
        "years[#1]",
        "春节的 2028-01-29 不归 2027 年",
        "12 月 25 日",
    ),
    "holiday left out": (
        changed('name = "清明节"', 'name = "寒食节"'),
        CALENDAR,
        "years[#1]",
        "清明没有写",
        "七个",
    ),
    "holiday elsewhere": (
        {CALENDAR: TEXT_2027.replace("2027-06-09", "2027-07-09")},
        CALENDAR,
        "years[#1]",
        "端午没有写，或没有在 2027-05-25 至 2027-06-28 之间放假",
        "照通知",
    ),
    "year twice": ({CALENDAR: TEXT_2027 * 2}, CALENDAR, "", "2027 年写了两次", "一个 [[years]]"),
}


@pytest.mark.parametrize("known_by", MISTAKES)
def test_a_mistake_in_the_calendar(known_by: str, tmp_path: Path):
    expect_one(MISTAKES[known_by], tmp_path)


def test_a_calendar_of_another_name_is_told_of(tmp_path: Path):
    (found,) = problems(tmp_path, {"calender.toml": TEXT_2027})
    assert (found.file, found.right) == ("calender.toml", "是不是“calendar.toml”？")


@pytest.mark.parametrize("word", HOLIDAYS)
def test_each_of_the_seven_must_be_there(word: str):
    told = YEAR_2027.model_dump(by_alias=True)
    told["holidays"] = [holiday for holiday in told["holidays"] if word not in holiday["name"]]
    with pytest.raises(ValueError, match=f"{word}没有写"):
        YearConfig.model_validate(told)
