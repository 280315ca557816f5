"""The columns of the two sheets: heading, key of the configuration, kind of value, and what is told."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from gongkai.base.values import LEVEL_WORDS
from gongkai.config.loading import Config
from gongkai.config.models import SectionConfig, SiteConfig, UnitConfig

Kind = Literal["text", "id", "number", "days", "yesno", "category", "level"]
"""`id`: an identity or a reference to one; `number`: a count of days; `days`: days of the year, MM-DD."""

SECTIONS, UNITS, CATEGORIES, ABOUT = "栏目", "单位", "类别", "说明"
"""Names of the sheets."""

YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is that of `[[sections]]` or `[[units]]`; `site` and `unit_name` are none: they say whose the row
    is. `must`: a row needs it. `width` in characters."""

    key: str
    heading: str
    kind: Kind
    width: int
    told: str
    must: bool = False


SECTION_COLUMNS = (
    Column("site", "网站编号", "id", 14, "写在哪个网站的文件里；须是已有的网站", must=True),
    Column("id", "栏目编号", "id", 18, "定下后不要改：改了就成了另一个栏目", must=True),
    Column("unit", "单位编号", "id", 16, "是哪个单位的栏目；“单位”表里有。也可只写单位名称"),
    Column("unit_name", "单位名称", "text", 24, "给人看的；改名请改“单位”表"),
    Column("name", "栏目名称", "text", 22, "网站上的名称", must=True),
    Column("url", "网址", "text", 46, "栏目第一页：完整网址，或相对于网站首页的路径", must=True),
    Column("category", "类别", "category", 18, "编号或名称，“类别”表里有；空着就从栏目名称认"),
    Column("interval_days", "更新间隔（天）", "number", 14, "多少天内应有更新；空着就用类别的，0 是不设"),
    Column("deadline", "期限（月-日）", "days", 16, "每年此日之前应公开，如 03-31；几日用逗号隔开"),
    Column("time_limit", "时限", "text", 26, "公开时限，照抄目录里的写法，如 20个工作日"),
    Column("basis", "依据", "text", 26, "前三列的依据，如本地目录的名称"),
    Column("duty", "责任科室", "text", 16, "如 党政办公室；空着就用类别的"),
    Column("first_level", "一级栏目", "yesno", 10, "是或否；空着就是否"),
    Column("obliged", "有更新义务", "yesno", 12, "是或否；空着就是有"),
    Column("active", "启用", "yesno", 8, "否：暂不采集，也不判断；空着就是启用"),
)
UNIT_COLUMNS = (
    Column("id", "单位编号", "id", 18, "定下后不要改", must=True),
    Column("name", "单位名称", "text", 30, "全称", must=True),
    Column("level", "级别", "level", 10, "、".join(LEVEL_WORDS.values()), must=True),
    Column("parent", "上级单位编号", "id", 18, "也在本表里；空着就是没有"),
    Column("home_url", "首页网址", "text", 40, "单位自己的首页"),
    Column("site_code", "网站标识码", "text", 16, "政府网站标识码"),
    Column("region_code", "行政区划代码", "text", 16, ""),
)
COLUMNS = {SECTIONS: SECTION_COLUMNS, UNITS: UNIT_COLUMNS}

Shown = str | int | None
"""What an exported cell holds."""


@dataclass(frozen=True, slots=True)
class Labels:
    """How categories and units are called in cells: a category by its name where no other has that name."""

    categories: dict[str, str]
    units: dict[str, str]

    @classmethod
    def of(cls, config: Config) -> Labels:
        names = [category.name for category in config.categories]
        return cls(
            {
                known.id: known.name if names.count(known.name) == 1 else known.id
                for known in config.categories
            },
            {unit.id: unit.name for unit in config.units},
        )


def section_cells(site: SiteConfig, section: SectionConfig, labels: Labels) -> dict[str, Shown]:
    """What stands in the row of a section, by key."""
    unit = site.unit_of(section)
    return {
        "site": site.id,
        "unit": unit,
        "unit_name": labels.units.get(unit or ""),
        "category": labels.categories.get(section.category) if section.category else None,
        **{key: _shown(getattr(section, key)) for key in _keys(SECTION_COLUMNS) - _TOLD_OTHERWISE},
    }


def unit_cells(unit: UnitConfig) -> dict[str, Shown]:
    """What stands in the row of a unit, by key."""
    cells = {key: _shown(getattr(unit, key)) for key in _keys(UNIT_COLUMNS)}
    return cells | {"level": LEVEL_WORDS[unit.level]}


_TOLD_OTHERWISE = {"site", "unit", "unit_name", "category"}


def _keys(columns: tuple[Column, ...]) -> set[str]:
    return {column.key for column in columns}


def _shown(value: object) -> Shown:
    if isinstance(value, bool):
        return YES if value else NO
    return value if value is None or isinstance(value, int) else str(value)


def heading_of(text: str) -> str:
    """A heading as it is compared: without white space and what stands in brackets at its end."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\([^()]*\)$", "", plain)
