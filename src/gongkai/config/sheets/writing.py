"""A configuration as an .xlsx workbook: sections, units, the categories there are, and how to fill it in."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.base.values import LEVEL_WORDS
from gongkai.config.loading import Config
from gongkai.config.sheets.columns import (
    ABOUT,
    CATEGORIES,
    NO,
    SECTION_COLUMNS,
    SECTIONS,
    UNIT_COLUMNS,
    UNITS,
    YES,
    Column,
    Labels,
    Shown,
    section_cells,
    unit_cells,
)

MAX_CHARS = 32_767
"""Of one cell, in Excel."""

LINES_TO_FILL = 5_000
"""How far down a sheet choices are offered, for rows yet to come."""

_HEAD = PatternFill("solid", fgColor="DDE7F0")

_GUIDE = (
    "gongkai 的栏目表：由 gongkai config export 写出，改好后用 gongkai config import 读回。",
    "“栏目”一行一个栏目，“单位”一行一个单位。",
    "先用 gongkai config import 文件.xlsx --dry-run 看会改什么，再正式读入。",
    "只有改过的格会写进配置；配置文件里的注释和表里没有的键都原样保留。",
    "把一格清空，就是删去这个键。删掉一行，栏目不会从配置里消失：不再采集的，“启用”写否。",
    "新栏目、新单位直接加行。新网站要先有自己的文件：用 gongkai discover 写出，或照样子新建一个。",
    "可以另加自己用的列、在表头上面另加标题行，读入时略过。表头的文字不要改。不要合并单元格，不要写公式。",
    "有一格写错，就一格也不写入；错在哪一格、应怎样写，会一次全部列出。",
)


def write_workbook(config: Config) -> bytes:
    """The bytes of the workbook. Reading it back changes nothing."""
    book = Workbook()
    labels = Labels.of(config)
    sections = [section_cells(site, section, labels) for site in config.sites for section in site.sections]
    sheet = book.worksheets[0]
    sheet.title = SECTIONS
    _fill(sheet, SECTION_COLUMNS, sections)
    _fill(book.create_sheet(UNITS), UNIT_COLUMNS, [unit_cells(unit) for unit in config.units])
    categories = book.create_sheet(CATEGORIES)
    _fill(categories, _CATEGORY_COLUMNS, [{"id": held.id, "name": held.name} for held in config.categories])
    _tell(book.create_sheet(ABOUT))
    _offer_choices(book, len(config.categories))
    held = BytesIO()
    book.save(held)
    return held.getvalue()


_CATEGORY_COLUMNS = (
    Column("id", "类别编号", "id", 18, ""),
    Column("name", "类别名称", "text", 24, ""),
)


def _fill(sheet: Worksheet, columns: tuple[Column, ...], rows: Iterable[dict[str, Shown]]) -> None:
    for number, column in enumerate(columns, 1):
        head = sheet.cell(1, number, column.heading)
        head.font, head.fill = Font(bold=True), _HEAD
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        if column.kind != "number":
            sheet.column_dimensions[letter].number_format = "@"
    for line, row in enumerate(rows, 2):
        for number, column in enumerate(columns, 1):
            _put(sheet, line, number, row[column.key])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(sheet.max_row, 1)}"


def _put(sheet: Worksheet, line: int, number: int, value: Shown) -> None:
    """A cell that is text whatever it begins with: never a formula, never taken for a date."""
    if value is None:
        return
    cell = sheet.cell(line, number)
    if isinstance(value, int):
        cell.value = value
        return
    cell.value = plain_text(value)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = value.startswith(("=", "+", "-", "@"))


def plain_text(value: str) -> str:
    """A text as a cell can hold it."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", value))[:MAX_CHARS]


def _tell(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 90
    for line, text in enumerate(_GUIDE, 1):
        sheet.cell(line, 1, f"{line}.")
        sheet.cell(line, 2, text).alignment = Alignment(wrap_text=True, vertical="top")
    line = len(_GUIDE) + 2
    for name, columns in ((SECTIONS, SECTION_COLUMNS), (UNITS, UNIT_COLUMNS)):
        sheet.cell(line, 1, f"“{name}”的各列").font = Font(bold=True)
        for column in columns:
            line += 1
            sheet.cell(line, 1, column.heading)
            sheet.cell(line, 2, column.told + ("（必填）" if column.must else ""))
        line += 2


def _offer_choices(book: Workbook, categories: int) -> None:
    """Lists to choose from; what is not in them is warned of and may stand, for ids and names both do."""
    choices = {
        (SECTIONS, "category"): f"{CATEGORIES}!$B$2:$B${categories + 1}",
        (SECTIONS, "unit"): f"{UNITS}!$A$2:$A${LINES_TO_FILL}",
        (UNITS, "parent"): f"$A$2:$A${LINES_TO_FILL}",
        (UNITS, "level"): f'"{",".join(LEVEL_WORDS.values())}"',
        **{(SECTIONS, key): f'"{YES},{NO}"' for key in ("first_level", "obliged", "active")},
    }
    for (name, key), formula in choices.items():
        columns = SECTION_COLUMNS if name == SECTIONS else UNIT_COLUMNS
        letter = get_column_letter([column.key for column in columns].index(key) + 1)
        rule = DataValidation("list", formula1=formula, allow_blank=True, errorStyle="warning")
        rule.errorTitle, rule.error = "不在列表里", "仍可写入；读回时会核对。"
        rule.add(f"{letter}2:{letter}{LINES_TO_FILL}")
        book[name].add_data_validation(rule)
