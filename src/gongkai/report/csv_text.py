"""Tables as CSV that opens right in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_HARMFUL = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark, lines ended by CR LF, no cell that is a formula; None is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless("" if cell is None else str(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet takes for text. What websites wrote may begin like a formula, which would be
    worked out; an apostrophe before it says that it is text (OWASP, CSV Injection)."""
    return f"'{cell}" if cell.startswith(_HARMFUL) else cell
