"""Stated dates, in every shape that Chinese government pages print them.

A stated date is text, China time: `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM` where the page gives the minute.
Shapes seen: 2026-01-02, 2026/1/2, 2026.1.2, 2026年1月2日, 二〇二六年一月二日, full-width digits, brackets
around them, white space or line breaks inside them, a time after them, epoch seconds or milliseconds.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import NamedTuple

from gongkai.base.times import CHINA

EARLIEST_YEAR, LATEST_YEAR = 1949, 2100

_CHINESE_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "Ｏ": "0"}
_UNSEEN = re.compile(r"[\u200b-\u200f\ufeff]")
_NUMERAL = "〇零○Ｏ一二三四五六七八九"

_TIME = r"(?:[\sT,]{0,6}(?P<h>[01]?\d|2[0-3])\s?[:时]\s?(?P<mi>[0-5]\d)(?!\d))?"
_DIGITS = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)\s{0,4}(?P<sep>[-/.年])\s{0,6}(?P<m>1[0-2]|0?[1-9])\s{0,4}(?:(?P=sep)|月)"
    r"\s{0,6}(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s?日?" + _TIME
)
_CHINESE = re.compile(
    rf"(?P<y>[{_NUMERAL}]{{4}})\s{{0,2}}年\s{{0,2}}(?P<m>[一二三四五六七八九十元]{{1,2}})\s{{0,2}}月"
    rf"\s{{0,2}}(?P<d>[一二三四五六七八九十]{{1,3}})\s{{0,2}}日"
)
_MONTH_DAY = re.compile(r"(?<![\d./年-])(1[0-2]|0?[1-9])\s?[-/月.]\s?(3[01]|[12]\d|0?[1-9])(?![\d/.-])\s?日?")


MIDNIGHT = "T00:00"


class Found(NamedTuple):
    """A date in a text: where it stands (character offsets) and what it says."""

    start: int
    end: int
    value: str


def normalise(text: str) -> str:
    """Full-width digits and signs to ASCII, and every kind of space to a plain one.

    Length may change; offsets found afterwards are of the normalised text.
    """
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text).replace("∶", ":")  # the sign of ratios, for a colon
    return plain if plain.isprintable() else _UNSEEN.sub("", plain)  # signs without width are not


def iso_day(year: int, month: int, day: int) -> str | None:
    """`YYYY-MM-DD` if the calendar has such a day within the years pages can mean, else None."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def find_dates(text: str) -> list[Found]:
    """Every date in the text, in order."""
    text = normalise(text)
    found = []
    for match in _DIGITS.finditer(text):
        day = iso_day(int(match["y"]), int(match["m"]), int(match["d"]))
        if day:
            time = f"T{int(match['h']):02d}:{match['mi']}" if match["h"] else ""
            found.append(Found(match.start(), match.end(), day + time))
    if "年" in text:
        found.extend(_chinese_dates(text))
    return sorted(found)


def parse_date(text: str | None) -> str | None:
    """The first date in the text, or None."""
    if not text:
        return None
    found = find_dates(text[:2000])
    return found[0].value if found else None


def month_day(text: str) -> tuple[int, int] | None:
    """Month and day of a date printed without its year (`09-18`, `9月18日`), or None."""
    match = _MONTH_DAY.search(normalise(text))
    return (int(match[1]), int(match[2])) if match else None


def from_epoch(number: float) -> str | None:
    """China time of an epoch, seconds or milliseconds; None outside the years pages can mean."""
    seconds = number / 1000 if number > 1e11 else float(number)
    if not 0 < seconds < 4.2e9:
        return None
    moment = datetime.fromtimestamp(seconds, UTC).astimezone(CHINA)
    return moment.strftime("%Y-%m-%d" if moment.hour == moment.minute == 0 else "%Y-%m-%dT%H:%M")


def stated_moment(stated: object) -> str | None:
    """The day or the minute (China time) that data state: an epoch of 10 or 13 digits, 20260102, or a written
    date; midnight is no time of day, templates fill it in."""
    if isinstance(stated, bool) or not isinstance(stated, int | float | str):
        return None
    text = f"{stated:.0f}" if isinstance(stated, float) else str(stated).strip()
    if text.isdecimal() and len(text) in (10, 13):
        return from_epoch(int(text))
    if text.isdecimal():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 else ""
    found = parse_date(text)
    return found.removesuffix(MIDNIGHT) if found else None


def url_date(url: str) -> str | None:
    """The creation day that an address carries (`/202601/t20260102_1.html`, `/art/2026/1/2/`,
    `/2026-01/02/`), or None. Sources: the dialects in docs/platforms.md."""
    path = _HOST.sub("", url)
    for pattern in _URL_DATES:
        match = pattern.search(path)
        if match:
            day = iso_day(int(match[1]), int(match[2]), int(match[3]))
            if day:
                return day
    return None


_HOST = re.compile(r"^[a-z]+://[^/]*", re.I)
_URL_DATES = (
    re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_\d+\."),
    re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)-(\d{1,2})[-/](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)/(\d{1,2})-(\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)/(\d\d)(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)/(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)(?:/|\d{4,}/|\d{6}_)"),
)


def _chinese_dates(text: str) -> list[Found]:
    found = []
    for match in _CHINESE.finditer(text):
        year = int("".join(_CHINESE_DIGITS.get(c, "0") for c in match["y"]))
        day = iso_day(year, _chinese_number(match["m"]), _chinese_number(match["d"]))
        if day:
            found.append(Found(match.start(), match.end(), day))
    return found


def _chinese_number(text: str) -> int:
    """一 … 九十九 as written in months and days; 元 is the first."""
    text = text.replace("元", "一")
    tens, ten, ones = text.rpartition("十")
    digits = {c: i for i, c in enumerate("〇一二三四五六七八九")}
    if not ten:
        return digits.get(ones, 0)
    return digits.get(tens, 1) * 10 + digits.get(ones, 0)
