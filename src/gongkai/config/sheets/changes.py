"""What a workbook would change in a folder of configuration, or every cell of it that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.base.errors import ConfigError, Problem
from gongkai.config.loading import Config, load
from gongkai.config.mistakes import MISSING
from gongkai.config.saving import Replacement
from gongkai.config.sheets.columns import SECTIONS, UNITS
from gongkai.config.sheets.known import Configured, configured
from gongkai.config.sheets.layout import Layout, layout_of
from gongkai.config.sheets.reading import Rows
from gongkai.config.sheets.rows import Change, Desk
from gongkai.config.siteedit import edited
from gongkai.config.warnings import warnings

_NEW_FILE = "#:schema ./schema/units.schema.json\n# 单位；由 gongkai config import 新建\n"
"""What units.toml begins with where there is none yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an import would do. `added` are new sections and units, `missing` those of the configuration that
    the sheets do not name, `ignored` headings that were not used, `doubts` what deserves a second look only
    now, such as an address on a host that is not the site's; `files` are to be replaced."""

    changes: tuple[Change, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]
    ignored: tuple[str, ...]
    doubts: tuple[Problem, ...]
    files: Mapping[str, Replacement]


def draft(config: Config, folder: Path, file: str, sheets: Mapping[str, Rows]) -> Draft:
    """What the sheets of the workbook `file` would change in the folder that `config` was loaded from.
    Nothing is written.

    Raises ConfigError with every bad cell at once.
    """
    layouts = _layouts(file, sheets)
    texts = {name: (folder / name).read_bytes() for name in config.files}
    there = configured(config, texts)
    desk = Desk(
        file,
        there,
        {category.id: category.name for category in config.categories},
        _unit_names(there, layouts.get(UNITS)),
    )
    for name in (UNITS, SECTIONS):
        if name in layouts:
            desk.go_through(name, layouts[name])
    files = _files(desk, texts)
    changed = _load(desk, folder, files)
    if desk.problems or changed is None:
        raise ConfigError(tuple(desk.problems))
    before = warnings(config)
    doubts = tuple(doubt for doubt in warnings(changed) if doubt not in before)
    ignored = tuple(heading for layout in layouts.values() for heading in layout.ignored)
    return Draft(tuple(desk.changes), tuple(desk.added), _missing(desk, layouts), ignored, doubts, files)


def _layouts(file: str, sheets: Mapping[str, Rows]) -> dict[str, Layout]:
    if SECTIONS not in sheets:
        right = "用 gongkai config export 写出一份，照它写"
        raise ConfigError((Problem(file, "", f"没有名为“{SECTIONS}”的表", right),))
    layouts = {name: layout_of(file, name, rows) for name, rows in sheets.items()}
    if problems := [problem for layout in layouts.values() for problem in layout.problems]:
        raise ConfigError(tuple(problems))
    return layouts


def _unit_names(there: Configured, layout: Layout | None) -> dict[str, frozenset[str]]:
    """The names of every unit: the one configured, and the one that the sheet gives it."""
    names = {known: {str(unit.values["name"])} for known, unit in there.units.items()}
    for row in layout.rows if layout else ():
        known, name = row.cells["id"].value, row.cells.get("name")
        if isinstance(known, str) and name and isinstance(name.value, str) and not name.empty:
            names.setdefault(known.strip(), set()).add(name.value.strip())
    return {known: frozenset(held) for known, held in names.items()}


def _missing(desk: Desk, layouts: Mapping[str, Layout]) -> tuple[str, ...]:
    there = {SECTIONS: desk.configured.sections, UNITS: desk.configured.units}
    return tuple(owner for name in layouts for owner in there[name] if (name, owner) not in desk.seen)


def _files(desk: Desk, texts: Mapping[str, bytes]) -> dict[str, Replacement]:
    """The files that differ, as they would be."""
    files = {}
    for name in sorted({*desk.edits, *desk.additions}):
        before = texts.get(name)
        text = _NEW_FILE if before is None else before.decode("utf-8")
        try:
            after = edited(name, text, desk.edits.get(name, ()), desk.additions.get(name, ()))
        except ConfigError as error:
            desk.problems += error.problems
        else:
            files[name] = Replacement(before, after.encode("utf-8"))
    return files


def _load(desk: Desk, folder: Path, files: Mapping[str, Replacement]) -> Config | None:
    """The configuration as it would be; what is wrong with it is told by the cell it comes from, each cell
    once."""
    try:
        return load(folder, {name: file.after for name, file in files.items()})
    except ConfigError as error:
        told = {problem.key for problem in desk.problems}
        for problem in error.problems:
            found = _by_cell(desk, problem)
            if found.key not in told:
                desk.problems.append(found)
        return None


def _by_cell(desk: Desk, problem: Problem) -> Problem:
    key = re.sub(r"(\]\.\w+).*", r"\1", problem.key)
    if (problem.file, key) not in desk.cells:
        return problem
    place, column = desk.cells[problem.file, key]
    wrong, right = problem.wrong, problem.right
    if wrong == MISSING:
        wrong, right = "不能为空", column.told
    return Problem(desk.file, f"{place}（{column.heading}）", wrong, right)
