"""Documents that Word or Excel saved as a web page, which sites offer under .doc and .xls."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from gongkai.base.charset import decode
from gongkai.base.guard import refusal
from gongkai.base.markup import parsed
from gongkai.extract.files.reasons import Unreadable
from gongkai.extract.files.text import Lines

_DROPPED = ["head", "script", "style", "xml"]
_BREAKS = frozenset("br caption dd div dt h1 h2 h3 h4 h5 h6 hr li p table tr".split())
_CELLS = frozenset(("td", "th"))
_CLIMBED = 8
"""Elements within a cell that are looked through; more makes no document."""


def read_office_page(data: bytes) -> Lines:
    """The text, a table row by row with a tab between cells; Unreadable if it is made to choke a parser."""
    source, _ = decode(data)
    if refusal(source):
        raise Unreadable("too-large")
    page = parsed(source)
    page.strip_tags(_DROPPED)
    parts: list[str] = []
    for node in page.root.traverse(include_text=True) if page.root else ():
        if node.tag == "-text":
            parts.append(" ".join((node.text_content or "").split()))
        elif node.tag in _CELLS:
            parts.append("\t")
        elif node.tag in _BREAKS:
            parts.append(" " if _in_cell(node) else "\n")
    lines = Lines()
    for line in "".join(parts).split("\n"):
        lines.add("\t".join(" ".join(cell.split()) for cell in line.removeprefix("\t").split("\t")))
    return lines


def _in_cell(node: LexborNode) -> bool:
    """Whether a break stands within a cell of a table: there it parts words, not lines."""
    above = node.parent
    for _ in range(_CLIMBED):
        if above is None or above.tag in ("tr", "table"):
            return False
        if above.tag in _CELLS:
            return True
        above = above.parent
    return False
