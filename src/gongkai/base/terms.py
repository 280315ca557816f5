"""The time limits of catalogues (公开时限), as they are worded there, read into values. Pure.

A wording is read clause by clause. Everything in it has to be understood: a word that is passed over could
be the one that makes a limit none (不少于, 提前, 公示), and a limit that nobody set accuses wrongly.

Wordings seen: catalogues of towns and subdistricts by 国办发〔2019〕54号, which want 公开时限 of every item.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from gongkai.base.dates import normalise

TermKind = Literal["working-days", "days", "deadline", "interval", "untimed"]

FORMS = (
    "认得的写法：20个工作日、自信息形成或者变更之日起20个工作日内、批准后20日内、每年1月31日前、"
    "每季度首月20日前、每月10日前、每半年首月20日前、每年更新、每季度更新、每月更新、2周、6个月、"
    "及时公开、实时公开、长期公开、公示7个工作日"
)
"""What an operator is told whose wording is not understood."""

MOST_CHARS = 200
MOST_DAYS = 3660
"""No limit is longer; a larger number is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit as a value.

    `working-days`, `days`: an item has to be published within `number` of them after it was formed.
    `interval`: a section has to show something newer every `number` days. `deadline`: something is owed on
    days of every year, MM-DD, several separated by commas in the order of the year; the day that is named is
    the last one in time, with 前 and 之前 too. `untimed`: nothing to count; `reason` (Chinese) says why.

    Periods of months and years are as long as the longest there are (31, 92, 366 days), in the unit's favour;
    half a year is half of 366 days.
    """

    kind: TermKind
    wording: str
    number: int | None = None
    deadline: str | None = None
    reason: str = ""


def parse_term(wording: str) -> Term | None:
    """What a wording says; None where it is not understood, or names more than one limit."""
    said = wording.strip()
    if len(said) > MOST_CHARS:
        return None
    found: list[Term] = []
    for clause in _clauses(said):
        term = _clause(clause)
        if term is None:
            return None
        found.append(replace(term, wording=said))
    limits = list(dict.fromkeys(term for term in found if term.kind != "untimed"))
    if limits:
        return limits[0] if len(limits) == 1 else None
    return next((term for term in found if term.reason), None)


# --- from a wording to its clauses ----------------------------------------------------------------

_NUMERAL = re.compile(r"[〇零一二三四五六七八九十两百]{1,8}(?=个?(?:工作日|日|号|天|周|星期|月|年|季|次))")
_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_ASIDE = re.compile(r"[(\[【](?![^)\]】]*(?:示|告|提前|少于|至少|保|召开|会|申请))[^()\[\]【】\d]*[)\]】]")
"""Brackets in which nothing bears on a number: 信息形成(变更)之日起."""

_BREAKS = re.compile(r"[,;。:()\[\]【】]")
_EXCEPTIONS = re.compile(
    r"(?:国家|法律|法规|规章|对|此|另|期限|时限|公开|的|、|或者?|和|及|其他|有关|相关|政策|上级|文件)*"
    r"(?:另有规定(?:的|者)?(?:除外)?|有明确规定的|从其规定|按照?其规定(?:执行)?)"
)
_HEADING = re.compile(r"(?:公开|更新)?(?:时限|期限|时间)(?:要求)?")


def _clauses(wording: str) -> list[str]:
    """The parts of a wording that say something, without white space, with digits for numerals."""
    text = re.sub(r"\s+", "", normalise(wording)).replace("元月", "1月")
    text = _NUMERAL.sub(lambda match: str(_number(match[0])), text)
    whole = _ASIDE.sub("", text)
    parts = (part for part in _BREAKS.split(whole or text) if part)
    return [part for part in parts if not (_EXCEPTIONS.fullmatch(part) or _HEADING.fullmatch(part))]


def _number(numeral: str) -> int:
    """一 … 九百九十九, also digit by digit (二〇)."""
    if not re.search("[十百]", numeral):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    hundreds, hundred, rest = numeral.rpartition("百")
    total = 100 * _DIGITS.get(hundreds, 1) if hundred else 0
    tens, ten, ones = rest.rpartition("十")
    if ten:
        total += 10 * _DIGITS.get(tens.lstrip("零〇"), 1)
    return total + _DIGITS.get(ones.lstrip("零〇"), 0)


# --- one clause -----------------------------------------------------------------------------------

_LEAD = r"(?:应当?|须|需|必须|原则上|一般|最迟|最晚|最长|不得?超过|不得?迟于|不得?晚于|于|在|按|自|每次)*"
_TAIL = (
    r"(?:(?:之|以)?内|之前|以前|前)?(?:须|应当?|要|需)?(?:及时|主动|予以|进行|完成|有|向社会|对外|依法)*"
    r"(?:公开|公布|发布|公示|更新|报告|调整|上网|录入)?(?:完毕|到位)?"
)
_SPAN = (
    r"(?P<number>\d{1,4})(?P<unit>个工作日|工作日|个?自然日|个?日历日|日|天|个?周|个?星期|个?月|个季度|年)"
)
_TRIGGER = (
    r"(?P<trigger>[^\d]{1,60}?(?:之日(?:起|后|开始)?|日起|时起|起|以后|之后|后|形成|变更|获取|制定|作出|印发|生成)"
    r"的?(?:计算)?)"
)

_LIMIT = re.compile(rf"{_LEAD}{_TRIGGER}?{_LEAD}{_SPAN}(?P<tail>{_TAIL})")
_EVERY = re.compile(
    rf"{_LEAD}(?P<every>每隔?)?{_SPAN}(?:至少|应当?|不少于)?(?:更新|公开|发布|公布)?(?P<once>1次)?(?:以上)?"
)
_DISPLAY = re.compile(
    r"[^\d]{0,40}(?:公示|公告|展示|张贴|挂网|公布期|公开期)[^\d]{0,12}\d+(?:个?(?:工作日|自然日)|日|天)(?:以上|以内|内)?"
)
_NOT_FROM = re.compile(r"少于|至少|提前|保留|保存|不低于|申请|召开|举行|超过|每|终了|(?:年|季度|月)度?结束")
"""Words that make a number of days something other than a limit after something was formed."""

_DISPLAYED = re.compile(r"公示|公告|展示|^自?(?:信息)?公开之?日")
_DISPLAY_OVER = re.compile(r"满|结束|无异议|完成")

_OFTEN = re.compile(
    r"(?:每|按|分)?个?(?P<period>半年|年度?|季度?|月度?|周|半月)(?:度)?(?:至少|应当?|及时|定期|不少于)?"
    r"(?:更新|公开|发布|公布|调整)?(?:1次|一次)?(?:以上)?(?:更新|公开|发布|公布)?(?:1次)?(?:以上)?"
)
_PERIODS = {"周": 7, "半月": 16, "月": 31, "季": 92, "半年": 183, "年": 366}

_SOON = re.compile(
    r"(?:[^\d]{1,60}?(?:之日起|之日|日起|后|时|起|形成|变更))?的?(?:应当?|须|要|需|即|予以|立即)*"
    r"(?P<word>及时|实时|随时|即时|适时|立即|同步|动态|第一时间|尽快|按(?:照|相关|有关)*(?:规定|要求)(?:的?时限)?)(?:主动|予以|进行|向社会|对外)*"
    r"(?:公开|更新|发布|公布|调整|公示)?"
)
_LASTING = re.compile(
    r"(?:应当?|须|予以)?(?P<word>长期|常年|全年|永久|持续|始终)(?:性)?(?:主动|予以)?(?:公开|公示|有效|保留|展示)?"
)


def _clause(text: str) -> Term | None:
    """What one clause says; its wording is filled in by the caller."""
    for read in (_dated, _display, _every, _limit, _often, _soon, _lasting):
        term = read(text)
        if term is not None:
            return term
    return None


def _limit(text: str) -> Term | None:
    """20个工作日 · 批准后20日内 · 6个月."""
    match = _LIMIT.fullmatch(text)
    if not match:
        return None
    trigger, unit = match["trigger"] or "", match["unit"]
    if match["tail"].startswith(("前", "之前", "以前")) or _NOT_FROM.search(trigger):
        return None  # 召开前5个工作日: before something, not after it
    if _DISPLAYED.search(trigger) and not _DISPLAY_OVER.search(trigger):
        return _untimed("只写了公示多久，没有写明何时公开")
    number = _days(int(match["number"]), unit)
    if number is None:
        return None
    if "工作日" in unit:
        return Term("working-days", "", number)
    by_the_column = not trigger and (not _DAY_UNIT.fullmatch(unit) or "更新" in match["tail"])
    return Term("interval" if by_the_column else "days", "", number)


_DAY_UNIT = re.compile(r"个?自然日|个?日历日|日|天")
_MONTHS = {2: 62, 3: 92, 6: 183, 12: 366}


def _days(number: int, unit: str) -> int | None:
    """Days, or working days, of a number and its unit; None where nobody can mean that many."""
    if "周" in unit or "星期" in unit:
        number *= 7
    elif "季" in unit:
        number *= 92
    elif "月" in unit:
        number = _MONTHS.get(number, 31 * number)
    elif "年" in unit:
        number *= 366
    return number if 1 <= number <= MOST_DAYS else None


def _display(text: str) -> Term | None:
    """公示7个工作日: how long something hangs, not by when."""
    shown = _DISPLAY.fullmatch(text) and not _DISPLAY_OVER.search(text)
    return _untimed("只写了公示多久，没有写明何时公开") if shown else None


def _every(text: str) -> Term | None:
    """每2周更新 · 每6个月 · 一年一次."""
    match = _EVERY.fullmatch(text)
    if not match or not (match["every"] or match["once"]) or "工作日" in match["unit"]:
        return None
    number = _days(int(match["number"]), match["unit"])
    return Term("interval", "", number) if number else None


def _often(text: str) -> Term | None:
    """每季度更新 · 按年公开."""
    match = _OFTEN.fullmatch(text)
    if not match:
        return None
    period = match["period"].removesuffix("度")
    return Term("interval", "", _PERIODS[period])


def _soon(text: str) -> Term | None:
    match = _SOON.fullmatch(text)
    return _untimed(f"“{match['word']}”没有写明天数") if match else None


def _lasting(text: str) -> Term | None:
    match = _LASTING.fullmatch(text)
    return _untimed(f"“{match['word']}”说的是一直公开，没有写明何时公开") if match else None


def _untimed(reason: str) -> Term:
    return Term("untimed", "", reason=reason)


# --- days of the year -----------------------------------------------------------------------------

_BEFORE = rf"(?:止|为止)?{_TAIL}(?:上1?一?年度?[^\d]{{0,20}})?"
_DAY = r"\d{1,2}(?:日|号)|底|月底|末"
_YEARLY = r"(?:每年|每年度|年度?|次年|下1?一?年度?|翌年|当年)?的?"
_DATES = re.compile(
    rf"(?:(?!提前)[^\d]{{1,40}}(?:于|在|应当?|须))?{_LEAD}{_YEARLY}{_LEAD}(?P<days>\d{{1,2}}月(?:{_DAY})(?:[、和及与或]|以及)?(?:\d{{1,2}}月(?:{_DAY})(?:[、和及与或]|以及)?)*)"
    rf"{_BEFORE}"
)
_ONE_DATE = re.compile(rf"(\d{{1,2}})月({_DAY})")
_YEAR_END = re.compile(rf"{_LEAD}(?:每年|当年)?的?年(?:底|末){_BEFORE}")
_IN_PERIOD = re.compile(
    rf"{_LEAD}每(?:个)?(?P<period>季度?|半年度?|月)的?"
    rf"(?P<month>首个?月|第1个?月|第2个?月|第3个?月|末月|最后1?一?个?月)?份?的?(?P<day>{_DAY}){_BEFORE}"
)
_AFTER_PERIOD = re.compile(
    rf"{_LEAD}(?:每(?:个)?)?(?P<period>季度?|半年度?|月|年度?)(?:结束|终了)(?:之|以)?后的?(?P<day>\d{{1,2}}日){_BEFORE}"
)
_FIRST_MONTHS = {"月": range(1, 13), "季": range(1, 13, 3), "半年": range(1, 13, 6), "年": range(1, 2)}
_LAST_IN_PERIOD = {"月": 0, "季": 2, "半年": 5}
_MONTH_ENDS = dict.fromkeys((1, 3, 5, 7, 8, 10, 12), 31) | dict.fromkeys((4, 6, 9, 11), 30)
"""The last day of each month; none of February, of which not every year has the same."""


def _dated(text: str) -> Term | None:
    """Deadlines on days of the year, whichever way they are worded."""
    readers: tuple[Callable[[str], list[tuple[int, str]] | None], ...] = (
        _named,
        _year_end,
        _in_period,
        _after,
    )
    for read in readers:
        days = read(text)
        if days is not None:
            texts = [_month_day(month, day) for month, day in days]
            known = sorted({day for day in texts if day})
            return Term("deadline", "", deadline=",".join(known)) if all(texts) else None
    return None


def _named(text: str) -> list[tuple[int, str]] | None:
    """每年1月31日前 · 6月30日、12月31日前 · 3月底前."""
    match = _DATES.fullmatch(text)
    return [(int(month), day) for month, day in _ONE_DATE.findall(match["days"])] if match else None


def _year_end(text: str) -> list[tuple[int, str]] | None:
    return [(12, "31日")] if _YEAR_END.fullmatch(text) else None


def _in_period(text: str) -> list[tuple[int, str]] | None:
    """每季度首月20日前 · 每月10日前 · 每季度末."""
    match = _IN_PERIOD.fullmatch(text)
    if not match:
        return None
    period, said = match["period"].removesuffix("度"), match["month"] or ""
    if period != "月" and not said and match["day"].endswith(("日", "号")):
        return None  # 每季度20日: of which month?
    last = _LAST_IN_PERIOD[period]
    number = re.search(r"第(\d)", said)
    offset = 0 if "首" in said else int(number[1]) - 1 if number else last
    return [(first + offset, match["day"]) for first in _FIRST_MONTHS[period]]


def _after(text: str) -> list[tuple[int, str]] | None:
    """每季度结束后15日内: by the 15th of the month that follows."""
    match = _AFTER_PERIOD.fullmatch(text)
    return (
        [(first, match["day"]) for first in _FIRST_MONTHS[match["period"].removesuffix("度")]]
        if match
        else None
    )


def _month_day(month: int, day: str) -> str | None:
    """MM-DD, None where not every year has that day."""
    number = int(day[:-1]) if day[0].isdigit() else _MONTH_ENDS.get(month)
    try:
        return date(2001, month, number).strftime("%m-%d") if number else None
    except ValueError:
        return None
