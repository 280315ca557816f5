"""Which column of a sheet is which: by the headings, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.base.errors import Problem
from gongkai.config.sheets.columns import COLUMNS, Column, heading_of
from gongkai.config.sheets.reading import Cell, Rows

TITLE_ROWS = 10
"""How far down the headings may stand, below titles of somebody's own."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one section or unit, by the column's key; columns that the sheet has not are not there."""

    number: int
    cells: Mapping[str, Cell]

    def says(self, key: str) -> bool:
        """Whether something stands in that column."""
        return key in self.cells and not self.cells[key].empty


@dataclass(frozen=True, slots=True)
class Layout:
    """What a sheet holds. `ignored` are headings that mean nothing to us."""

    columns: Mapping[str, Column]
    rows: tuple[Row, ...]
    ignored: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def layout_of(file: str, name: str, rows: Rows) -> Layout:
    """The rows of a sheet under its headings, or what is wrong with these."""
    known = {heading_of(column.heading): column for column in COLUMNS[name]}
    needed = {heading_of(column.heading) for column in COLUMNS[name] if column.kind == "id" and column.must}
    for line, row in enumerate(rows[:TITLE_ROWS]):
        headings = {place: heading_of(cell.value) for place, cell in _texts(row)}
        if needed <= set(headings.values()):
            return _laid_out(file, row, headings, known, rows[line + 1 :])
    wrong = f"前 {TITLE_ROWS} 行里找不到表头“{'”“'.join(sorted(needed))}”"
    return Layout(
        {}, (), (), (Problem(file, name, wrong, "用 gongkai config export 写出一份，照它的表头写"),)
    )


def _texts(row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    return ((n, cell) for n, cell in enumerate(row) if isinstance(cell.value, str) and not cell.empty)


def _laid_out(
    file: str, row: tuple[Cell, ...], headings: Mapping[int, str], known: Mapping[str, Column], below: Rows
) -> Layout:
    places: dict[str, int] = {}
    problems = []
    for place, heading in headings.items():
        if heading in known and known[heading].key in places:
            wrong = f"表头“{heading}”有两列"
            problems.append(Problem(file, row[place].place, wrong, "只留一列，另一列改名"))
        elif heading in known:
            places[known[heading].key] = place
    columns = {column.key: column for column in known.values() if column.key in places}
    found = (Row(_number(cells), {key: cells[place] for key, place in places.items()}) for cells in below)
    rows = tuple(row for row in found if not all(cell.empty for cell in row.cells.values()))
    ignored = tuple(row[place].value.strip() for place, heading in headings.items() if heading not in known)
    return Layout(columns, rows, ignored, tuple(problems))


def _number(cells: tuple[Cell, ...]) -> int:
    return int("".join(filter(str.isdigit, cells[0].place.rpartition("!")[2])))
