"""The State Council's yearly notice of holidays (国务院办公厅关于2026年部分节假日安排的通知) as a year of the
calendar. Pure.

One item per holiday, one sentence for the days off and one for the days worked instead:

    二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、
    2月28日（周六）上班。

and, in others, `4月5日放假，与周末连休`, `1月1日放假1天，不调休`, `4月5日放假，4月7日（星期一）补休`.

The text is held against itself: 共N天 is the span, weekdays in brackets are right, what is worked is a
weekend, all seven holidays are there, the title's year is the only one, and no fewer working days are lost
than the law gives. A sentence with a day in it that is not understood is never passed over: it may be a day
off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from gongkai.base.errors import NoticeUnclear
from gongkai.base.workdays import weekday
from gongkai.config.calendar import FIRST_YEAR, LAST_YEAR, HolidayConfig, YearConfig, shortage

LONGEST_NOTICE = 64 * 1024
"""Characters; a notice has less than a thousand."""

_DO = "没有写任何文件；请对照国务院办公厅的原文改正后再导入。"
_TITLE = re.compile(r"关于(\d{4})年部分节假日(?:休息)?安排的通知")
_NUMBER = re.compile(r"国办发(?:明电)?[\[〔(](\d{4})[\]〕)]第?(\d{1,3})号")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、([\u4e00-\u9fff“”][\u4e00-\u9fff“”、]{1,19}):")
_END = re.compile(r"节假日期间|国务院办公厅|鼓励(?:单位和个人|各单位|有条件)")
"""Where the days end: what follows the last holiday's sentences in every notice so far."""

_ADVICE = re.compile(r"鼓励各单位.{1,60}安排职工在.{1,30}休息")
"""Of 2024: said of 除夕, and no day off."""

_ONE_DAY = r"(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}日(?:\([^()]{1,30}\))?"
_DAY = re.compile(
    r"(?:(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<note>[^()]+)\))?"
)
_OFF = re.compile(
    rf"(?P<first>{_ONE_DAY})(?:至(?P<last>{_ONE_DAY}))?放假(?:调休|公休)?(?:,?共?(?P<count>\d{{1,2}})天)?"
    rf"(?:,(?P<instead>{_ONE_DAY})补休)?(?:,不调休)?(?P<joined>,与周末连休)?"
)
_WORKED = re.compile(rf"(?P<days>{_ONE_DAY}(?:[、,和]{_ONE_DAY}){{0,7}})(?:照常|正常)?上班")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")


@dataclass(frozen=True, slots=True)
class _Item:
    """A holiday and its sentences, each as it stands in the notice but for width and spaces."""

    name: str
    sentences: tuple[str, ...]


def read_notice(text: str) -> YearConfig:
    """What a notice says. NoticeUnclear names the sentence that is not understood or does not hold."""
    if len(text) > LONGEST_NOTICE:
        raise NoticeUnclear(f"文件太长，不像一份放假通知（超过 {LONGEST_NOTICE} 个字符）。", do=_DO)
    plain = _plain(text)
    year = _year(plain)
    holidays = tuple(found for item in _items(plain) for found in _holidays(item, year))
    source = f"国务院办公厅关于{year}年部分节假日安排的通知"
    number = _NUMBER.search(plain)
    if number:
        prefix = "国办发明电" if "明电" in number[0] else "国办发"
        source += f"（{prefix}〔{number[1]}〕{number[2]}号）"
    try:
        entry = YearConfig(year=year, source=source, holidays=holidays)
    except ValidationError as error:
        raise NoticeUnclear(f"通知的内容前后不一：{_said(error)}。", do=_DO) from None
    if entry.weekdays_lost < entry.statutory_days:
        raise NoticeUnclear(f"通知不全：{shortage(entry)}。", do=_DO)
    return entry


def _plain(text: str) -> str:
    """Without spaces and line ends, full-width digits and punctuation as half-width ones."""
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", text))


def _year(plain: str) -> int:
    years = sorted({int(year) for year in _TITLE.findall(plain)})
    if not years:
        wanted = "国务院办公厅关于某年部分节假日安排的通知"
        do = f"{_DO}延长、调整个别节日的通知不能导入，请照它改 calendar.toml 里的那一年。"
        raise NoticeUnclear(f"没有找到标题“{wanted}”，不知道是哪一年的。", do=do)
    if len(years) > 1:
        told = "、".join(f"{year} 年" for year in years)
        raise NoticeUnclear(f"文件里有几份通知（{told}）。", do="没有写任何文件；请一份一个文件，只留正文。")
    if not FIRST_YEAR <= years[0] <= LAST_YEAR:
        raise NoticeUnclear(f"标题里的 {years[0]} 年不像是年份。", do=_DO)
    return years[0]


def _items(plain: str) -> Iterator[_Item]:
    """The items, each with its sentences up to the next one."""
    headings = list(_HEADING.finditer(plain))
    if not headings:
        raise NoticeUnclear("没有找到“一、元旦：1月1日……放假”这样的条目。", do=_DO)
    end = _END.search(plain, headings[-1].end())
    ends = [heading.start() for heading in headings[1:]] + [end.start() if end else len(plain)]
    for heading, stop in zip(headings, ends, strict=True):
        said = plain[heading.end() : stop]
        yield _Item(heading[1], tuple(part for part in re.split("[。;]", said) if part))


def _holidays(item: _Item, year: int) -> Iterator[HolidayConfig]:
    """One holiday; two where a day is made up for on another (补休)."""
    spans: list[tuple[date, date]] = []
    worked: list[date] = []
    last_off = ""
    for sentence in item.sentences:
        off, made_up = _OFF.fullmatch(sentence), _WORKED.fullmatch(sentence)
        if off:
            spans += _spans(off, year, sentence)
            last_off = sentence
        elif made_up:
            worked += _days(made_up["days"], year, sentence)
        elif not _ADVICE.fullmatch(sentence) and re.search(r"\d日|放假|上班|补休", sentence):
            raise _unclear(sentence, "看不懂，不知道哪天放假、哪天上班")
    if not spans:
        raise _unclear(f"{item.name}:{''.join(item.sentences)}", "没有写哪天放假")
    for number, (first, last) in enumerate(spans):
        yield _holiday(item.name, first, last, worked if number == 0 else [], last_off)


def _holiday(name: str, first: date, last: date, worked: list[date], sentence: str) -> HolidayConfig:
    texts = [str(day) for day in worked]
    try:
        return HolidayConfig.model_validate(
            {"name": name, "from": str(first), "to": str(last), "make_up": texts}
        )
    except ValidationError as error:
        raise _unclear(sentence, _said(error)) from None


def _spans(off: re.Match[str], year: int, sentence: str) -> Iterator[tuple[date, date]]:
    """The days off of a sentence, from the first to the last; and the day that makes up for one, if any."""
    both = off["first"] + ("至" + off["last"] if off["last"] else "")
    days = _days(both, year, sentence)
    first, last = days[0], days[-1]
    length = (last - first).days + 1
    if off["count"] is not None and int(off["count"]) != length:
        raise _unclear(sentence, f"写的是 {int(off['count'])} 天，起止之间却是 {length} 天")
    if off["count"] is None and length != 1:
        raise _unclear(sentence, "没有写共几天，无从核对")
    if off["joined"] and not any(_beside_weekend(day) for day in (first, last)):
        raise _unclear(sentence, f"{last} 是{weekday(last)}，并不与周末相连")
    yield first, last
    if off["instead"]:
        (instead,) = _days(off["instead"], year, sentence)
        yield instead, instead


def _beside_weekend(day: date) -> bool:
    return day.weekday() in (0, 4, 5, 6)


def _days(text: str, year: int, sentence: str) -> list[date]:
    """Days in their order. One without a month is of the month before it, one without a year of the title's;
    weekdays beside them must be right."""
    found: list[date] = []
    for match in _DAY.finditer(text):
        if match["month"]:
            in_year, in_month = int(match["year"] or year), int(match["month"])
        elif found:
            in_year, in_month = found[-1].year, found[-1].month
        else:
            raise _unclear(sentence, "没有写月份")
        try:
            day = date(in_year, in_month, int(match["day"]))
        except ValueError:
            raise _unclear(sentence, f"没有 {in_year} 年 {in_month} 月 {match['day']} 日这一天") from None
        _check_weekday(day, match["note"] or "", sentence)
        found.append(day)
    return found


def _check_weekday(day: date, note: str, sentence: str) -> None:
    for said in _WEEKDAY.findall(note):
        if "一二三四五六日".index(said.replace("天", "日")) != day.weekday():
            raise _unclear(sentence, f"{day} 是{weekday(day)}，写的是周{said}")


def _unclear(sentence: str, why: str) -> NoticeUnclear:
    shown = sentence if len(sentence) <= 80 else sentence[:79] + "…"
    return NoticeUnclear(f"通知里的“{shown}”没有通过核对：{why}。", do=_DO)


def _said(error: ValidationError) -> str:
    """The first complaint of a model, in its own words."""
    details = error.errors()[0]
    return str(details.get("ctx", {}).get("what", details["msg"]))
