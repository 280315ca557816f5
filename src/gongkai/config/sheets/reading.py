"""The cells of an .xlsx workbook that somebody sent: bounded in every direction, nothing in it evaluated."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from gongkai.base.errors import UsageError
from gongkai.config.sheets.columns import COLUMNS

MAX_BYTES = 16 * 1024 * 1024
MAX_UNPACKED = 48 * 1024 * 1024
"""Of all parts together. A thousand columns are 300 KB."""

MAX_PARTS = 1_000
MAX_ROWS = 20_000
MAX_COLUMNS = 64
_LAST_ROW = 1_048_576
"""Of a sheet in Excel."""

FORMULA, FAULT = "f", "e"
"""Kinds of cells that hold no value of somebody's: a formula, an error such as #N/A."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is a text, number, truth value, date, time, or None; `kind` is a letter of the file format."""

    place: str
    value: Any
    kind: str

    @property
    def empty(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


Rows = list[tuple[Cell, ...]]


def read_workbook(data: bytes) -> dict[str, Rows]:
    """The rows of the sheets of sections and units that there are; rows with nothing in them are left out.

    Raises UsageError where it is no workbook, or larger than any honest one.
    """
    _bounded(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = {sheet.title.strip(): sheet for sheet in book.worksheets}
        return {name: list(_rows(name, sheets[name])) for name in COLUMNS if name in sheets}
    except UsageError:
        raise
    except Exception as error:  # openpyxl raises what a damaged or hostile file makes it stumble over
        raise _no_workbook() from error


def _no_workbook() -> UsageError:
    return UsageError("读不出这个表：不是 .xlsx 工作簿，或已损坏。", do="用 Excel 或 WPS 另存为 .xlsx 再试。")


def _bounded(data: bytes) -> None:
    """Refuse what would unpack to more than we hold. `zipfile` unpacks no part beyond what it says."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            parts = opened.infolist()
    except Exception as error:
        raise _no_workbook() from error
    if len(data) > MAX_BYTES or len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED:
        raise UsageError(
            f"这个表太大：最多 {MAX_BYTES // 2**20} MB，展开后最多 {MAX_UNPACKED // 2**20} MB。",
            do="删去图片和别的内容，只留“栏目”和“单位”两张表。",
        )


def _rows(name: str, sheet: Any) -> Iterator[tuple[Cell, ...]]:
    """Rows that hold something. openpyxl fills gaps with one and the same empty row, so what lies beyond is
    looked for with a bound of its own."""
    for number, row in enumerate(sheet.iter_rows(min_row=1, max_row=MAX_ROWS, max_col=MAX_COLUMNS), 1):
        if all(held.value is None for held in row):
            continue
        cells = tuple(
            Cell(f"{name}!{get_column_letter(column)}{number}", held.value, getattr(held, "data_type", "n"))
            for column, held in enumerate(row, 1)
        )
        if not all(cell.empty for cell in cells):
            yield cells
    beyond = sheet.iter_rows(MAX_ROWS + 1, _LAST_ROW, max_col=MAX_COLUMNS, values_only=True)
    before: object = None
    for row in islice(beyond, _LAST_ROW):
        if row is not before and row.count(None) < len(row):
            raise UsageError(f"“{name}”表太长：最多 {MAX_ROWS} 行。", do="删去多余的行。")
        before = row
