"""The text of zipped spreadsheets (XLSX, Kingsoft's ET of that kind, ODS): row by row, cells between tabs.

Values as they were last computed; of merged cells the first holds the value. Sheets that are hidden from
people stay hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO

import python_calamine as calamine

from gongkai.extract.files.reasons import Unreadable
from gongkai.extract.files.text import Lines

MAX_ROWS = 200_000
MAX_CELLS = 2_000_000


def read_sheets(data: bytes) -> Lines:
    """The text of a workbook; Unreadable if it cannot be read."""
    try:
        return _read(data)
    except calamine.PasswordError as error:
        raise Unreadable("encrypted") from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the native library is no Exception
        raise Unreadable("damaged") from error


def _read(data: bytes) -> Lines:
    lines = Lines()
    with calamine.load_workbook(BytesIO(data)) as book:
        shown = [
            sheet.name for sheet in book.sheets_metadata if sheet.visible == calamine.SheetVisibleEnum.Visible
        ]
        rows = cells = 0
        for name in shown:
            sheet = book.get_sheet_by_name(name)
            if len(shown) > 1 and sheet.height:
                lines.add(name)
            for row in sheet.iter_rows():
                text = row_text(row)
                if not text:  # a stray cell far below makes a million of them
                    continue
                rows += 1
                cells += len(row)
                lines.add(text)
                if lines.full or rows >= MAX_ROWS or cells >= MAX_CELLS:
                    lines.full = True
                    return lines
    return lines


def row_text(row: Iterable[object]) -> str:
    """The cells of a row as people read them, empty ones at its end left out."""
    return "\t".join(" ".join(_cell(value).split()) for value in row).rstrip()


def _cell(value: object) -> str:
    """Whole numbers without a point; days without their midnight."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else str(value)[:16]
    return str(value)
