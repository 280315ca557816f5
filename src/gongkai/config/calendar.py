"""The model of `calendar.toml`: what the yearly notices say of days off and make-up working days (调休).

A year left incomplete would count days off as worked and let deadlines end too early; so each must name the
seven holidays and have a day off where each of them can fall.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gongkai.base.workdays import notice_year, weekday
from gongkai.config.fields import Day, Text
from gongkai.config.models import Model, Several

CALENDAR = "calendar.toml"

FIRST_YEAR, LAST_YEAR = 2008, 2100
"""2008: since when there are the seven."""

LONGEST = 31
"""Days that one holiday may last; the longest so far were nine (2026)."""

HOLIDAYS = {
    "元旦": ((1, 1), (1, 1)),
    "春节": ((1, 21), (2, 21)),
    "清明": ((4, 4), (4, 6)),
    "劳动": ((5, 1), (5, 1)),
    "端午": ((5, 25), (6, 28)),
    "中秋": ((9, 7), (10, 9)),
    "国庆": ((10, 1), (10, 1)),
}
"""The seven holidays of 《全国年节及纪念日放假办法》 by a word of their name, with the first and the last day
(month, day) on which each can fall. One entry may be two of them: 国庆节、中秋节."""


class HolidayConfig(Model):
    """One span of days off, both ends included, and the weekend days that are worked for it."""

    name: Text
    from_day: Annotated[Day, Field(alias="from")]
    to_day: Annotated[Day, Field(alias="to")]
    make_up: Several[Day] = ()

    @property
    def off(self) -> tuple[date, ...]:
        """The days off, in order."""
        first, last = date.fromisoformat(self.from_day), date.fromisoformat(self.to_day)
        return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))

    @property
    def worked(self) -> tuple[date, ...]:
        """The make-up working days, in order."""
        return tuple(sorted(map(date.fromisoformat, self.make_up)))

    @model_validator(mode="after")
    def _holds(self) -> Self:
        days = (date.fromisoformat(self.to_day) - date.fromisoformat(self.from_day)).days + 1
        if days < 1:
            raise _wrong(f"止日 {self.to_day} 早于起日 {self.from_day}", "改正 from 和 to")
        if days > LONGEST:
            raise _wrong(f"放假 {days} 天，不像一个节日", f"改正 from 和 to；最多 {LONGEST} 天")
        for day in self.worked:
            if day.weekday() < 5:
                raise _wrong(f"调休上班日 {day} 是{weekday(day)}，本来就上班", "调休上班日只能是周六、周日")
        return self


class YearConfig(Model):
    """All that the notice for a year says. `source` is the notice as it is to be cited."""

    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    source: Text
    holidays: Several[HolidayConfig]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        self._check_days()
        for word, (first, last) in HOLIDAYS.items():
            spans = [holiday for holiday in self.holidays if word in holiday.name]
            within = (date(self.year, *first), date(self.year, *last))
            if not any(within[0] <= day <= within[1] for holiday in spans for day in holiday.off):
                held = f"在 {within[0]} 至 {within[1]} 之间" if within[0] < within[1] else f"在 {within[0]} "
                raise _wrong(f"{word}没有写，或没有{held}放假", "照通知写全七个节日")
        return self

    def _check_days(self) -> None:
        seen: set[date] = set()
        for holiday in self.holidays:
            for day in (*holiday.off, *holiday.worked):
                if notice_year(day) != self.year:
                    right = f"一年的安排只管上一年 12 月 25 日到本年 12 月 24 日；{day} 写到另一年下"
                    raise _wrong(f"{holiday.name}的 {day} 不归 {self.year} 年", right)
                if day in seen:
                    raise _wrong(f"{day} 出现了两次（{holiday.name}）", "一天只写一次：或放假，或上班")
                seen.add(day)

    @property
    def weekdays_lost(self) -> int:
        """Working days fewer than weekends alone would leave: Mondays to Fridays off, less make-up days."""
        off = sum(day.weekday() < 5 for holiday in self.holidays for day in holiday.off)
        return off - sum(len(holiday.worked) for holiday in self.holidays)

    @property
    def statutory_days(self) -> int:
        """Days off that the law gives (国务院令第 513、644、795 号). What falls on a weekend is made up
        for, and what is moved is worked elsewhere: a whole notice takes away just as many working days."""
        return 13 if self.year >= 2025 else 11


class CalendarFile(Model):
    """calendar.toml: an operator's years, each in place of the one that comes with the program."""

    years: Several[YearConfig] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        years = [entry.year for entry in self.years]
        for twice in sorted({year for year in years if years.count(year) > 1}):
            raise _wrong(f"{twice} 年写了两次", "一年只写一个 [[years]]")
        return self


def doubtful(years: tuple[YearConfig, ...]) -> Iterator[tuple[YearConfig, str]]:
    """Years whose days do not come to what the law gives, with a sentence: a line may be missing. No mistake:
    the law may have changed."""
    for entry in years:
        if entry.weekdays_lost != entry.statutory_days:
            yield entry, f"{shortage(entry)}，可能漏了一行"


def shortage(entry: YearConfig) -> str:
    """What a year's days come to, beside what the law gives."""
    return (
        f"{entry.year} 年放假占去的工作日减去调休上班日是 {entry.weekdays_lost} 天，"
        f"法定节假日是 {entry.statutory_days} 天"
    )


def _wrong(what: str, right: str) -> PydanticCustomError:
    return PydanticCustomError("gongkai", "{what}", {"what": what, "right": right})
