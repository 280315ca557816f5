"""What people write into cells, read into values of the configuration."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from gongkai.base.values import LEVEL_WORDS
from gongkai.config.mistakes import suggestion
from gongkai.config.sheets.columns import NO, YES, Kind
from gongkai.config.sheets.reading import FAULT, FORMULA, Cell
from gongkai.config.siteedit import Value

MAX_CHARS = 2_000
"""Of a text; no name, address or wording is longer."""

_EXACT = 10**15
"""Numbers beyond this have lost their last digits in a spreadsheet."""

_YES = {YES, "有", "√", "✓", "✔", "对", "启用", "y", "yes", "true", "1"}
_NO = {NO, "无", "没有", "停用", "n", "no", "false", "0"}
_DAY = re.compile(r"(?:\d{4}[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")
_AS_TEXT = "先把单元格的格式设为“文本”，再写一遍"


class BadCell(Exception):
    """A cell that cannot be what it stands for: what is wrong, what would be right."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(wrong)
        self.wrong, self.right = wrong, right


def value_of(cell: Cell, kind: Kind, names: Mapping[str, str]) -> Value | None:
    """The value that a cell stands for, None where it is empty. `names` are the categories, or the units, by
    id. Raises BadCell."""
    if cell.kind == FORMULA:
        raise BadCell("这里是公式，程序不计算公式", "复制后“选择性粘贴—数值”，只留结果")
    if cell.kind == FAULT:
        raise BadCell(f"这里是错误值 {str(cell.value)[:20]}", "改成要写的内容，或清空")
    if cell.empty:
        return None
    if kind == "number":
        return _number(cell.value)
    if kind == "days":
        return _days(cell.value)
    if kind == "yesno":
        return _yes_or_no(cell.value)
    text = text_of(cell.value)
    if kind == "category":
        return _named(text, names, "类别")
    if kind == "level":
        return _named(text, {str(level): word for level, word in LEVEL_WORDS.items()}, "级别")
    return text


def text_of(value: object) -> str:
    """A text. A number that people meant as one, such as a code, is taken as its digits."""
    if isinstance(value, date | time | timedelta):
        raise BadCell("这里是日期或时间，不是文字", _AS_TEXT)
    if isinstance(value, bool):
        raise BadCell("这里是逻辑值，不是文字", _AS_TEXT)
    if isinstance(value, int | float):
        if abs(value) >= _EXACT:
            raise BadCell("这里是数字，而且长得丢了末几位", _AS_TEXT)
        return str(int(value)) if value == int(value) else str(value)
    text = str(value).strip()
    if len(text) > MAX_CHARS:
        raise BadCell(f"太长，有 {len(text)} 个字", f"最多 {MAX_CHARS} 个字")
    return text


def _number(value: object) -> int:
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1:
        return int(value)
    match = re.fullmatch(r"(\d{1,6})(?:\.0+)?\s*[天日]?", _plain(value)) if isinstance(value, str) else None
    if not match:
        raise BadCell(f"“{_short(value)}”不是天数", "写整数，如 14；不设写 0，用类别的就清空")
    return int(match[1])


def _days(value: object) -> str:
    """MM-DD, several separated by commas. Excel makes a date of 03-31, with a year that nobody meant."""
    if isinstance(value, date):  # a datetime is one too
        return f"{value.month:02}-{value.day:02}"
    parts = re.split(r"[,;、和及\s]+", _plain(value)) if isinstance(value, str) else []
    days = [_DAY.fullmatch(part) for part in parts if part]
    if not days or not all(days):
        raise BadCell(
            f"“{_short(value)}”不是一年里的日子",
            "写成“月-日”，如 03-31，几日用逗号隔开；“每年3月31日前”这样的话写在“时限”一列",
        )
    return ",".join(sorted({f"{int(day[1]):02}-{int(day[2]):02}" for day in days if day}))


def _yes_or_no(value: object) -> bool:
    said = str(int(value)) if isinstance(value, float) and value in {0, 1} else _plain(str(value)).lower()
    if said not in _YES | _NO:
        raise BadCell(f"“{_short(value)}”不是“是”或“否”", f"写 {YES} 或 {NO}，或清空")
    return said in _YES


def _named(text: str, names: Mapping[str, str], what: str) -> str:
    """The id of what is named by its id or its name."""
    plain = _plain(text)
    found = [known for known, name in names.items() if plain in {known, _plain(name)}]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadCell(f"有几个{what}叫“{_short(text)}”", f"写编号：{'、'.join(found)}")
    few = "、".join(names.values()) if len(names) < 10 else ""
    raise BadCell(f"没有叫“{_short(text)}”的{what}", few or suggestion(text, names.values()))


def _plain(value: object) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip()


def _short(value: object) -> str:
    text = f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value)
    return text if len(text) <= 30 else text[:29] + "…"


def unit_of(code: str | None, name: str | None, names: Mapping[str, frozenset[str]]) -> str | None:
    """The id of the unit that a row means. `names` are those by which each unit is known. Raises BadCell."""
    if code is None:
        return None if name is None else _unit_called(name, names)
    if code not in names:
        called = [known for known, all_names in names.items() if code in all_names]
        return called[0] if len(called) == 1 else code  # `load` tells of one that is not there
    if name is not None and name not in names[code]:
        right = "改正单位编号，或清空它而只写单位名称；给单位改名写在“单位”表里"
        raise BadCell(
            f"“{code}”是{'、'.join(sorted(names[code]))}，旁边的单位名称却是“{_short(name)}”", right
        )
    return code


def _unit_called(name: str, names: Mapping[str, frozenset[str]]) -> str:
    found = [known for known, all_names in names.items() if name in all_names]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadCell(f"有几个单位叫“{_short(name)}”", f"写单位编号：{'、'.join(found)}")
    everyone = {one for all_names in names.values() for one in all_names}
    raise BadCell(f"没有叫“{_short(name)}”的单位", f"{suggestion(name, everyone)}新单位写进“单位”表")
