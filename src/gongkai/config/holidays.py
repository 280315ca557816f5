"""The calendar that working days are counted by: the years that come with the program, the operator's own
over them, and for all others what the law alone tells.

The program's years are those of the package chinesecalendar, which follows the State Council's yearly notices
(2004–2026 in 1.11). A year of `calendar.toml` takes the place of the program's. Of any other year of
`SUPPOSED` the statutory holidays are taken, with the lunar ones and with the working days that make up for
those on a weekend (《全国年节及纪念日放假办法》, as the package `holidays` computes it). They are marked as
not known: nobody knows yet which days will be bridged and which weekends worked. Without them a count would
end too early, and somebody be late who is not.

Both packages are imported when a calendar is asked for, not before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from gongkai.base.workdays import Calendar, DayKind, notice_year
from gongkai.config.calendar import YearConfig

SUPPOSED = range(1990, 2060)
"""Years whose statutory days are computed where nothing better is known; of others only weekends are off."""

_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节", "农历除夕": "春节"}
"""Names of the packages as the notices write them."""


def calendar_of(years: Iterable[YearConfig] = ()) -> Calendar:
    """The program's calendar with an operator's years (`Config.calendar`) in place of its own."""
    own = {entry.year: entry for entry in years}
    shipped = _shipped()
    kept = {day: kind for day, kind in shipped.days.items() if notice_year(day) not in own}
    for entry in own.values():
        kept |= _days_of(entry)
    sources = dict(shipped.sources) | {year: entry.source for year, entry in own.items()}
    return Calendar(kept, shipped.years | own.keys(), sources)


@cache
def _shipped() -> Calendar:
    """What is there without an operator's word; the packages' data are read once."""
    from chinese_calendar import Holiday, __version__, holidays, workdays  # noqa: PLC0415

    names = {holiday.value: _named(holiday.chinese) for holiday in Holiday}
    years = frozenset(day.year for day in holidays)
    days = _statutory(year for year in SUPPOSED if year not in years)
    days |= {day: _off(names[english]) for day, english in holidays.items()}
    days |= {day: _made_up(names[english]) for day, english in workdays.items()}
    return Calendar(days, years, dict.fromkeys(years, f"随程序发行的日历（chinesecalendar {__version__}）"))


def _statutory(years: Iterable[int]) -> dict[date, DayKind]:
    """The days off that the law alone gives."""
    from holidays import country_holidays  # noqa: PLC0415

    found = country_holidays("CN", years=years, language="zh_CN", expand=False)
    return {day: DayKind(working=False, why=_law_words(name), known=False) for day, name in found.items()}


def _law_words(name: str) -> str:
    """`中秋节; 国庆节` and `国庆节（补假）` as one holiday; of 2001–2003 exchanged days are known too."""
    if name.startswith("休息日"):
        return "调休放假"
    holidays = (_named(part.removesuffix("（补假）")) for part in name.split("; "))
    return f"{'、'.join(dict.fromkeys(holidays))}放假"


def _days_of(entry: YearConfig) -> dict[date, DayKind]:
    days: dict[date, DayKind] = {}
    for holiday in entry.holidays:
        days |= dict.fromkeys(holiday.off, _off(holiday.name))
        days |= dict.fromkeys(holiday.worked, _made_up(holiday.name))
    return days


def _named(name: str) -> str:
    return _NAMES.get(name, name)


def _off(name: str) -> DayKind:
    return DayKind(working=False, why=f"{name}放假")


def _made_up(name: str) -> DayKind:
    return DayKind(working=True, why=f"{name}调休上班")
