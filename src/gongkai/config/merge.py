"""An operator's document over a shipped one: key by key, and arrays of tables by their stable ids."""

from __future__ import annotations

from typing import Any

from gongkai.config.files import Document

_LIMITS = ("interval_days", "deadline", "day", "params")
"""Keys whose value the `basis` beside them states."""


def element_id(element: object) -> str | None:
    """The stable id of an element of an array of tables, or None where it has none."""
    known_by = element.get("id") if isinstance(element, dict) else None
    return known_by if isinstance(known_by, str) else None


def merged(base: Document, over: Document) -> Document:
    """`base` with everything that `over` says. Neither is changed.

    A shipped source states the shipped value. Where an operator sets another and names no source, none
    is claimed: a `basis` beside it is left out.
    """
    document = {key: over.get(key, value) for key, value in base.items()} | over
    for key in base.keys() & over.keys():
        document[key] = _value(base[key], over[key])
    if "basis" in base and "basis" not in over and any(document.get(key) != base.get(key) for key in _LIMITS):
        del document["basis"]
    return document


def _value(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        return merged(base, over)
    if _is_array_of_tables(base) and _is_array_of_tables(over):
        return _elements(base, over)
    return over


def _is_array_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(element, dict) for element in value)


def _elements(base: list[Document], over: list[Document]) -> list[Document]:
    """Known ids are merged in place, new ones follow in their order."""
    overs = {element_id(element): element for element in over}
    kept = [merged(element, overs.get(element_id(element), {})) for element in base]
    known = {element_id(element) for element in base}
    return kept + [element for element in over if element_id(element) not in known]
