"""Chinese text in lines of a terminal: broken between any two signs, addresses and numbers kept whole."""

from __future__ import annotations

import re
import sys
from shutil import get_terminal_size

from rich.cells import cell_len

_PIECE = re.compile(r"[“‘（《【〔]*(?:[!-~]+|.)[。，、；：？！”’）》】〕…]* ?")
"""What stays together: printable ASCII or one sign, with the brackets and stops that belong to it."""

NARROWEST = 20


def width() -> int | None:
    """Columns of the terminal that output goes to; None where it goes elsewhere and lines stay whole."""
    return get_terminal_size().columns if sys.stdout.isatty() else None


def wrapped(text: str, columns: int | None, *, head: str = "", indent: int | None = None) -> str:
    """The text after `head`, its further lines indented as deep as that is wide, or by `indent`."""
    deep = cell_len(head) if indent is None else indent
    if columns is None or columns - deep < NARROWEST:
        return head + text
    lines, line, room = [], "", columns - cell_len(head)
    for piece in _PIECE.findall(text):
        if line and cell_len(line) + cell_len(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line, room = "", columns - deep
        line += piece
    lines.append(line.rstrip())
    return head + ("\n" + " " * deep).join(lines)
