"""A folder with two sites and what people do to the workbook made of it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from gongkai.base.errors import ConfigError, Problem
from gongkai.config import load
from gongkai.config.sheets import Draft, draft, read_workbook, write_workbook
from tests.config.folders import write

QS = """#:schema ../schema/site.schema.json
# 李四维护
id = "qs"
name = "青石街道"
home_url = "https://qs.example.invalid/"

[[units]]
id = "qs"
name = "青石街道办事处"
level = "subdistrict"
parent = "yl"

[[sections]]
id = "gzdt"
name = "工作动态"   # 照网站
url = "gzdt/"
interval_days = 14
duty = "党政办"     # 分工表第 3 行

# 一年四次
[[sections]]
id = "cw"
name = "=财务"
url = "cw/"
category = "finance"
deadline = "10-20,01-20"
time_limit = "20个工作日"
active = false

[sections.selectors]
rows = "li"
"""
YL = """id = "yl"
name = "云岭区"
home_url = "https://yl.example.invalid/"
[[sections]]
id = "tz"
unit = "yl"
name = "通知公告"
url = "tz/"
[[sections]]
id = "cz"
unit = "cz"
name = "财政公开"
url = "cz/"
"""
UNITS = """# 共用的单位
[[units]]
id = "yl"
name = "云岭区人民政府"
level = "district"
[[units]]
id = "cz"
name = "云岭区财政局"
level = "department"
"""
FILES = {"sites/qs.toml": QS, "sites/yl.toml": YL, "units.toml": UNITS}
ROWS = {"qs/gzdt": 2, "qs/cw": 3, "yl/tz": 4, "yl/cz": 5}

Cells = Mapping[str, Any]
"""Place (`栏目!F2`) → what somebody writes there."""


def made(folder: Path, files: Mapping[str, str] = FILES) -> bytes:
    """The workbook that is exported of these files."""
    return write_workbook(load(write(folder, dict(files))))


def altered(data: bytes, cells: Cells, then: Callable[[Workbook], None] | None = None) -> bytes:
    """The workbook with something else in some cells."""
    book = load_workbook(BytesIO(data))
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    if then:
        then(book)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def imported(folder: Path, data: bytes) -> Draft:
    return draft(load(folder), folder, "表.xlsx", read_workbook(data))


def after(folder: Path, cells: Cells, then: Callable[[Workbook], None] | None = None) -> dict[str, str]:
    """The files that change when somebody writes something into the cells."""
    found = imported(folder, altered(made(folder), cells, then))
    return {name: file.after.decode() for name, file in found.files.items()}


def complaints(
    folder: Path, cells: Cells, then: Callable[[Workbook], None] | None = None
) -> tuple[Problem, ...]:
    """What is told of the cells; nothing where they are taken."""
    try:
        imported(folder, altered(made(folder), cells, then))
    except ConfigError as error:
        return error.problems
    return ()


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with the bytes of its parts changed."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return held.getvalue()
