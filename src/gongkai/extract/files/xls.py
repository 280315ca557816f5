"""The text of BIFF workbooks (XLS, Kingsoft's old ET): row by row, cells between tabs.

Read with xlrd, which takes every BIFF since Excel 2 and keeps rows ragged, so that cells in opposite corners
of a sheet do not become a field of empty ones. Hidden sheets stay hidden.
"""

from __future__ import annotations

from datetime import date, datetime, time
from io import StringIO

import xlrd

from gongkai.extract.files.reasons import Unreadable
from gongkai.extract.files.sheets import MAX_CELLS, MAX_ROWS, row_text
from gongkai.extract.files.text import Lines

_VISIBLE = 0


def read_xls(data: bytes) -> Lines:
    """The text of a BIFF workbook; Unreadable if it cannot be read."""
    try:
        book = xlrd.open_workbook(file_contents=data, on_demand=True, ragged_rows=True, logfile=StringIO())
    except xlrd.XLRDError as error:
        raise Unreadable("encrypted" if "encrypted" in str(error) else "damaged") from error
    lines = Lines()
    shown = [n for n in range(book.nsheets) if book.sheet_by_index(n).visibility == _VISIBLE]
    rows = cells = 0
    for number in shown:
        sheet = book.sheet_by_index(number)
        if len(shown) > 1 and sheet.nrows:
            lines.add(sheet.name)
        for row in sheet.get_rows():
            text = row_text(_value(cell, book.datemode) for cell in row)
            rows, cells = rows + 1, cells + len(row)
            if text:
                lines.add(text)
            if lines.full or rows >= MAX_ROWS or cells >= MAX_CELLS:
                lines.full = True
                return lines
    return lines


def _value(cell: xlrd.sheet.Cell, datemode: int) -> object:
    """What a cell shows: days and times as such, truth as words, no codes of errors."""
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def _moment(value: float, datemode: int) -> object:
    """Excel counts days; a number below one is a time of day. What is no date stays a number."""
    try:
        year, month, day, *clock = xlrd.xldate_as_tuple(value, datemode)
    except xlrd.xldate.XLDateError:
        return value
    return datetime.combine(date(year, month, day), time(*clock)) if year else time(*clock)
