"""A year of `calendar.toml` as text, and the file with that year in it."""

from __future__ import annotations

import json
import re
import tomllib

from pydantic import ValidationError

from gongkai.base.errors import GongkaiError
from gongkai.config.calendar import CALENDAR, CalendarFile, HolidayConfig, YearConfig

_HEAD = (
    "#:schema ./schema/calendar.schema.json\n"
    "# 各年的节假日安排：写了的年份，代替程序自带的那一年。写法见 docs/configuration.md。\n"
)
_YEAR = re.compile(r"(?m)^(?=\[\[years\]\])")
_COMMENTS_AT_END = re.compile(r"(?:^[ \t]*(?:#[^\n]*)?(?:\n|\Z))*\Z", re.M)


def with_year(text: str, entry: YearConfig, about: str) -> str:
    """The text of `calendar.toml` with a year in it, in place of the one of that number or at the end; other
    years and the comments around them stay as they are. `text` is one that `load` takes, empty where there is
    no file; `about` becomes a comment, and says where the year comes from.

    GongkaiError if the file is written in a way that one year cannot be taken out of.
    """
    head, *blocks = _YEAR.split(text or _HEAD)
    new = year_text(entry, about)
    there = [_year_of(block) == entry.year for block in blocks]
    made = [new + _comments(block) if of_it else block for block, of_it in zip(blocks, there, strict=True)]
    if not any(there):
        made.append(f"\n{new}")
    done = head + "".join(made)
    if _years(done) != _years(text) | {entry.year: entry}:
        raise GongkaiError(
            f"{CALENDAR} 的写法没法只换其中一年。", do="请每一年写成一个 [[years]]，或把这一年手工写进去。"
        )
    return done


def year_text(entry: YearConfig, about: str) -> str:
    """A year as TOML."""
    comment = "".join(character if character.isprintable() else "?" for character in about)
    lines = ["[[years]]", f"# {comment}", f"year = {entry.year}", f"source = {_text(entry.source)}"]
    for holiday in entry.holidays:
        lines += ["", *_holiday_lines(holiday)]
    return "\n".join(lines) + "\n"


def _holiday_lines(holiday: HolidayConfig) -> list[str]:
    lines = [
        "[[years.holidays]]",
        f"name = {_text(holiday.name)}",
        f"from = {_text(holiday.from_day)}",
        f"to = {_text(holiday.to_day)}",
    ]
    made_up = ", ".join(map(_text, holiday.make_up))
    return [*lines, f"make_up = [{made_up}]"] if made_up else lines


def _text(value: str) -> str:
    """As JSON writes it, but for the one character that TOML does not take."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comments(block: str) -> str:
    """What of a block belongs to whatever follows it: its last lines without a key."""
    found = _COMMENTS_AT_END.search(block)
    return found[0] if found else ""


def _year_of(block: str) -> int | None:
    """The year of a text that begins with `[[years]]`."""
    years = list(_years(block))
    return years[0] if len(years) == 1 else None


def _years(text: str) -> dict[int, YearConfig]:
    """Every year of a text; none where it is not one that `load` takes."""
    try:
        file = CalendarFile.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError):
        return {}
    return {entry.year: entry for entry in file.years}
