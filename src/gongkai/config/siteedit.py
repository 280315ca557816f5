"""Changing keys in an operator's TOML file, with everything else in it left as it was written.

Comments, order, spelling and line ends stay. What comes out is read again and held against what was meant,
so that a file is changed as intended or not at all.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, InlineTable, Item, Key, Table

from gongkai.base.errors import ConfigError, Problem
from gongkai.config.files import Document
from gongkai.config.merge import element_id

Value = str | int | bool
"""What a changed key may hold."""

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    """One key of one element of an array of tables (`sections`, `units`), known by its id; `value` None takes
    the key away."""

    array: str
    id: str
    key: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Addition:
    """A new element at the end of an array of tables."""

    array: str
    values: Mapping[str, Value]


def edited(name: str, text: str, edits: Sequence[Edit], additions: Sequence[Addition] = ()) -> str:
    """The text of a file with keys changed and elements added; the very text where nothing is to be done.

    Raises ConfigError where the file cannot be changed without disarranging it.
    """
    if not (edits or additions):
        return text
    body = text.removeprefix(BOM)
    windows = "\r\n" in body and "\n" not in body.replace("\r\n", "")
    body = body.replace("\r\n", "\n") if windows else body
    try:
        changed = _changed(body, edits, additions)
    except (TOMLKitError, _Disarranged):
        raise ConfigError((_cannot(name),)) from None
    changed = changed.replace("\n", "\r\n") if windows else changed
    return text[: len(text) - len(text.removeprefix(BOM))] + changed


class _Disarranged(Exception):
    """The editor does not give back the file as it was, or not what was meant."""


def _cannot(name: str) -> Problem:
    wrong = "程序改不了这个文件而不打乱其余内容，一处也没有改"
    return Problem(name, "", wrong, "把各个 [[units]] 放在一起，各个 [[sections]] 放在一起；或用编辑器手工改")


def _changed(body: str, edits: Sequence[Edit], additions: Sequence[Addition]) -> str:
    document = tomlkit.parse(body)
    if tomlkit.dumps(document) != body:
        raise _Disarranged
    tables = {(array, element_id(table)): table for array in document for table in _elements(document, array)}
    for edit in edits:
        _apply(tables[edit.array, edit.id], edit)
    for addition in additions:
        _add(document, addition)
    changed = tomlkit.dumps(document)
    if tomllib.loads(changed) != _meant(tomllib.loads(body), edits, additions):
        raise _Disarranged
    return changed


def _elements(document: tomlkit.TOMLDocument, array: str) -> Sequence[Any]:
    held = document[array]
    return held if isinstance(held, AoT | Array) else ()


def _apply(table: Table | InlineTable, edit: Edit) -> None:
    if edit.value is None:
        _take_away(table, edit.key)
    elif edit.key in table or isinstance(table, InlineTable):
        table[edit.key] = edit.value
    else:
        # After the last key, not after the comments that follow it: those are the next table's. tomlkit has
        # no public call for a place within a table.
        keys = [(key, item) for key, item in table.value.body if key and not isinstance(item, Table | AoT)]
        last, beside = keys[-1]
        added = tomlkit.item(edit.value)
        added.trivia.indent = beside.trivia.indent
        table.value._insert_after(last, edit.key, added)


def _take_away(table: Table | InlineTable, key: str) -> None:
    """A comment beside the value stays, on a line of its own."""
    place = next(n for n, (held, _) in enumerate(table.value.body) if held and held.key == key)
    trivia = table.value.body[place][1].trivia
    table.remove(key)
    if trivia.comment and isinstance(table, Table):
        remark = tomlkit.comment("")
        remark.trivia.indent, remark.trivia.comment = trivia.indent, trivia.comment
        remark.trivia.trail = trivia.trail
        table.value.body[place] = (None, remark)


def _add(document: tomlkit.TOMLDocument, addition: Addition) -> None:
    held = document.get(addition.array)
    if isinstance(held, Array):
        held.append(dict(addition.values))
        return
    table = tomlkit.table()
    for key, value in addition.values.items():
        table[key] = value
    if held is None:
        document.append(addition.array, AoT([table]))
        return
    elements = cast(AoT, held)
    following = _loosened(elements[-1].value) if document.body[-1][1] is not held else []
    text = elements[-1].as_string()
    if following:
        table.value.body.extend(following)
        table.trivia.indent = "\n"
    elif not text.endswith("\n\n"):
        table.trivia.indent = "\n" if text.endswith("\n") else "\n\n"
    elements.append(table)


def _loosened(container: Container) -> list[tuple[Key | None, Item]]:
    """What follows the last key of a table, taken off it: blank lines, and comments over the next table."""
    body = container.body
    if body and isinstance(body[-1][1], Table):
        return _loosened(body[-1][1].value)
    taken: list[tuple[Key | None, Item]] = []
    while body and body[-1][0] is None:
        taken.insert(0, body.pop())
    return taken


def _meant(document: Document, edits: Sequence[Edit], additions: Sequence[Addition]) -> Document:
    """What the file says when the changes are made."""
    meant = copy.deepcopy(document)
    tables = {
        (array, element_id(table)): table
        for array, held in meant.items()
        if isinstance(held, list)
        for table in held
    }
    for edit in edits:
        table = tables[edit.array, edit.id]
        table[edit.key] = edit.value
        if edit.value is None:
            del table[edit.key]
    for addition in additions:
        meant.setdefault(addition.array, []).append(dict(addition.values))
    return meant
