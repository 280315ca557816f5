"""Tables whose columns the operator names by number, from 1, as people count them: a cell that spans several
columns or lines stands in each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.base.wanted import Selectors
from gongkai.platforms import links, rowdate
from gongkai.platforms.tree import build, fold

MAX_COLUMN = 100
_MAX_SPANNED = 1_000
_CELLS = frozenset(("td", "th"))

Cells = Mapping[int, LexborNode]


def tables(parser: LexborHTMLParser) -> list[list[tuple[LexborNode, Cells]]]:
    """The lines of every table with their cells by column, those of nested tables apart."""
    carried: dict[int, dict[int, tuple[LexborNode, int]]] = defaultdict(dict)
    found: dict[int, list[tuple[LexborNode, Cells]]] = {}
    for line in parser.css("tr"):
        group = line.parent
        table = group.parent if group is not None and group.tag != "table" else group
        if group is None or table is None:
            continue
        found.setdefault(table.mem_id, []).append((line, _cells(line, carried[group.mem_id])))
    return list(found.values())


def _cells(line: LexborNode, carried: dict[int, tuple[LexborNode, int]]) -> Cells:
    """The cells of a line by column; `carried` are those that come down from above, and how many lines on."""
    cells = {column: cell for column, (cell, _) in carried.items()}
    for column, (cell, left) in list(carried.items()):
        if left > 1:
            carried[column] = (cell, left - 1)
        else:
            del carried[column]
    free = 1
    for cell in children(line):
        if cell.tag not in _CELLS:
            continue
        for _ in range(_span(cell, "colspan", MAX_COLUMN)):
            while free in cells:
                free += 1
            if free > MAX_COLUMN:
                return cells
            cells[free] = cell
            if (below := _span(cell, "rowspan", _MAX_SPANNED) - 1) > 0:
                carried[free] = (cell, below)
    return cells


def _span(cell: LexborNode, name: str, most: int) -> int:
    stated = (cell.attributes.get(name) or "").strip()
    return min(max(int(stated), 1), most) if stated.isdecimal() and len(stated) < 6 else 1


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The elements right within a node."""
    child = node.child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def of_rows(parser: LexborHTMLParser, nodes: Sequence[LexborNode]) -> list[tuple[LexborNode, Cells]]:
    """The cells of rows that CSS chose; of one that is no line of a table the elements right within it."""
    lines = {line.mem_id: cells for table in tables(parser) for line, cells in table}
    return [(node, lines.get(node.mem_id) or dict(enumerate(children(node), 1))) for node in nodes]


def best(parser: LexborHTMLParser, selectors: Selectors) -> list[tuple[LexborNode, Cells]]:
    """The table of which most lines have what the columns are named for; none where no line has."""
    kept = [[(n, c) for n, c in table if is_row(c, selectors)] for table in tables(parser)]
    return max(kept, key=len, default=[])


def is_row(cells: Cells, selectors: Selectors) -> bool:
    """Whether a line has all the columns that are named and is no head: it leads somewhere or has a day."""
    if any(column not in cells for column in selectors.columns) or all(c.tag == "th" for c in cells.values()):
        return False
    main = cells[selectors.link_column or selectors.title_column or selectors.columns[0]]
    if main.css_first("table") is not None:
        return False
    dated = selectors.date_column and stated_day(cells[selectors.date_column], None, None)
    return bool(dated) or _leads(main)


def _leads(cell: LexborNode) -> bool:
    return cell.css_first("a, [onclick], [data-href], [data-url], [data-link]") is not None


def title(cell: LexborNode) -> str:
    """The title in a cell: what its only link says in `title`, else all its text."""
    anchors = cell.css("a")
    full = (anchors[0].attributes.get("title") or "").strip() if len(anchors) == 1 else ""
    return fold(full or cell.text(deep=True))


def address(cell: LexborNode, base: str) -> str | None:
    """Where the first link in a cell leads that leads anywhere."""
    found = links.links(build(cell.inner_html or ""), base)
    return next((link.url for link in found if link.url), None)


def stated_day(cell: LexborNode, url: str | None, seen: date | None) -> str | None:
    return rowdate.resolve(rowdate.stated([fold(cell.text(deep=True, separator=" "))]), url, seen)
