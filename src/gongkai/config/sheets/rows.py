"""From the rows of a sheet to edits of TOML files: what differs, and nothing else.

A cell that still holds what the export would write is left alone, however the file says it. Every other one
is read; one that is empty takes its key away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.base.errors import Problem
from gongkai.config.loading import UNITS as UNITS_FILE
from gongkai.config.models import SectionConfig, UnitConfig
from gongkai.config.sheets.columns import COLUMNS, SECTIONS, UNITS, Column, Shown
from gongkai.config.sheets.known import Configured, Known
from gongkai.config.sheets.layout import Layout, Row
from gongkai.config.sheets.reading import FORMULA, Cell
from gongkai.config.sheets.values import BadCell, unit_of, value_of
from gongkai.config.sheets.writing import plain_text
from gongkai.config.siteedit import Addition, Edit, Value

_ARRAYS = {SECTIONS: "sections", UNITS: "units"}
_ORDER = {SECTIONS: tuple(SectionConfig.model_fields), UNITS: tuple(UnitConfig.model_fields)}
_DEFAULTS = {"obliged": True, "active": True, "first_level": False}
"""Values that a new section need not say."""

_IDENTITY = {"site", "id"}
"""Columns that say whose a row is."""

Values = dict[str, Value | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One key of one section (`SITE/SECTION`) or unit; a new one has a change for every key that it says."""

    place: str
    file: str
    owner: str
    heading: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose a row is: the section or unit, its id, its file, and what is configured if it is not new."""

    sheet: str
    owner: str
    id: str
    file: str
    there: Known | None


@dataclass(slots=True)
class Desk:
    """What is gathered while the rows of the workbook `file` are gone through. `cells` are the places by file
    and key as `load` names them; `seen` the places by sheet and owner."""

    file: str
    configured: Configured
    categories: Mapping[str, str]
    unit_names: Mapping[str, frozenset[str]]
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    edits: dict[str, list[Edit]] = field(default_factory=dict)
    additions: dict[str, list[Addition]] = field(default_factory=dict)
    cells: dict[tuple[str, str], tuple[str, Column]] = field(default_factory=dict)

    def go_through(self, sheet: str, layout: Layout) -> None:
        """Every row of a sheet."""
        for row in layout.rows:
            place = self._placed(sheet, row)
            if place is None:
                continue
            values = self._values(place, row)
            if place.there:
                self._edit(place, place.there, values)
            else:
                self._add(place, row, values)

    def wrong(self, place: str, column: Column, wrong: str, right: str) -> None:
        self.problems.append(Problem(self.file, f"{place}（{column.heading}）", wrong, right))

    def _placed(self, sheet: str, row: Row) -> _Place | None:
        """Whose a row is; None where it cannot be told, which is then a problem."""
        columns = {column.key: column for column in COLUMNS[sheet]}
        parts = [self._identity(row, columns[key]) for key in ("site", "id") if key in columns]
        if not all(parts):
            return None
        owner, place = "/".join(parts), row.cells["id"].place
        if (sheet, owner) in self.seen:
            wrong = f"“{owner}”重复：{self.seen[sheet, owner]} 已有"
            self.wrong(place, columns["id"], wrong, "一个只写一行，改或删其中一行")
            return None
        self.seen[sheet, owner] = place
        there = (self.configured.units if sheet == UNITS else self.configured.sections).get(owner)
        file = UNITS_FILE if sheet == UNITS else self.configured.files.get(parts[0])
        if there is None and file is None:
            right = f"已有：{'、'.join(self.configured.files) or '没有'}；新网站先写好它的文件"
            self.wrong(row.cells["site"].place, columns["site"], f"没有编号为“{parts[0]}”的网站", right)
            return None
        return _Place(sheet, owner, parts[-1], there.file if there else str(file), there)

    def _identity(self, row: Row, column: Column) -> str:
        """An id that a row needs; empty where it is not there, which is then a problem."""
        cell = row.cells[column.key]
        try:
            found = value_of(cell, column.kind, {})
        except BadCell as bad:
            self.wrong(cell.place, column, bad.wrong, bad.right)
            return ""
        if found is None:
            self.wrong(cell.place, column, "不能为空", f"{column.told}；合并的单元格要先取消合并")
        return str(found or "")

    def _values(self, place: _Place, row: Row) -> Values:
        """What the cells that differ stand for, by key; those that are bad are told of and left out."""
        values: Values = {}
        for column in COLUMNS[place.sheet]:
            cell = row.cells.get(column.key)
            where = cell.place if cell else f"{place.sheet} 第 {row.number} 行"
            self.cells[place.file, f"{_ARRAYS[place.sheet]}[{place.id}].{column.key}"] = (where, column)
            if cell is None or column.key in _IDENTITY:
                continue
            if place.there and _as_exported(cell, place.there.cells[column.key]):
                continue
            try:
                values[column.key] = value_of(cell, column.kind, self.categories)
            except BadCell as bad:
                self.wrong(where, column, bad.wrong, bad.right)
        if place.sheet == SECTIONS:
            self._settle_unit(place, row, values)
        return values

    def _settle_unit(self, place: _Place, row: Row, values: Values) -> None:
        """The unit of a section by its id, or by its name where no id is written. A name that was not touched
        says nothing."""
        name = values.pop("unit_name", None)
        if "unit" not in values and name is None:
            return
        kept = place.there.cells["unit"] if place.there and "unit" in row.cells else None
        code = values.get("unit", kept)
        try:
            values["unit"] = unit_of(_text(code), _text(name), self.unit_names)
        except BadCell as bad:
            key = "unit" if "unit" in row.cells else "unit_name"
            column = next(column for column in COLUMNS[SECTIONS] if column.key == key)
            self.wrong(row.cells[key].place, column, bad.wrong, bad.right)

    def _edit(self, place: _Place, there: Known, values: Values) -> None:
        columns = {column.key: column for column in COLUMNS[place.sheet]}
        for key, value in values.items():
            if value == there.values[key] or (value is None and key not in there.said):
                continue
            where, _ = self.cells[place.file, f"{_ARRAYS[place.sheet]}[{place.id}].{key}"]
            if value is None and columns[key].must:
                self.wrong(where, columns[key], "不能为空", columns[key].told)
                continue
            before = there.values[key] if key in there.said else None
            self.edits.setdefault(place.file, []).append(Edit(_ARRAYS[place.sheet], place.id, key, value))
            change = Change(where, place.file, place.owner, columns[key].heading, _plain(before), value)
            self.changes.append(change)

    def _add(self, place: _Place, row: Row, values: Values) -> None:
        said: dict[str, Value] = {"id": place.id}
        for key in _ORDER[place.sheet]:
            value = values.get(key)
            if value is not None and value != _DEFAULTS.get(key):
                said[key] = value
        self.additions.setdefault(place.file, []).append(Addition(_ARRAYS[place.sheet], said))
        self.added.append(f"{place.owner}（{row.cells['id'].place}，写入 {place.file}）")


def _plain(value: object) -> Value | None:
    return value if isinstance(value, str | int | bool) else None


def _as_exported(cell: Cell, shown: Shown) -> bool:
    """Whether a cell still holds what the export writes."""
    if shown is None:
        return cell.empty and cell.kind != FORMULA
    if cell.kind == FORMULA or isinstance(cell.value, bool):
        return False
    return bool(cell.value == (plain_text(shown) if isinstance(shown, str) else shown))


def _text(value: Value | None) -> str | None:
    return None if value is None else str(value)
