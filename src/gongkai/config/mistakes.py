"""From a model's complaints to `Problem`s an operator can act on: key, what is wrong, what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from gongkai.base.errors import Problem
from gongkai.config.files import Document
from gongkai.config.merge import ID_KEYS, element_id

Location = tuple[int | str, ...]

_KINDS: Mapping[str, tuple[str, str]] = {
    "string_type": ("文字", '"文字"'),
    "int_type": ("整数", "14"),
    "float_type": ("数", "2.0"),
    "bool_type": ("true 或 false", "true"),
    "tuple_type": ("方括号里的一列值", "[…]"),
    "dict_type": ("一张表", "[表头]"),
    "model_type": ("一张表", "[表头]"),
}
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than_equal": ("ge", "不小于"),
    "greater_than": ("gt", "大于"),
    "less_than_equal": ("le", "不大于"),
    "less_than": ("lt", "小于"),
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like the given one, or None where none is like it."""
    found = difflib.get_close_matches(word.lower(), list(known), 1, 0.5)
    return found[0] if found else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """What to write instead of an unknown word: the nearest, else all there are."""
    words = sorted(known)
    near = nearest(word, words)
    if near:
        return f"是不是“{near}”？"
    return f"可用：{'、'.join(words)}" if words else "现在还没有可用的"


def problems_of(name: str, model: type[BaseModel], document: Document, own: Document) -> tuple[Problem, ...]:
    """Every mistake the model finds in a document. `own` is the operator's part of it, whose positions
    name elements that have no id."""
    try:
        model.model_validate(document)
    except ValidationError as error:
        return tuple(_problem(name, model, details, document, own) for details in error.errors())
    return ()


def dotted_key(location: Location, document: Document, own: Document | None = None) -> str:
    """A location as people read it: `sections[gzdt].category`, `sections[#3].id` for the third."""
    key, here = "", (document, own)
    for part in location:
        here, past = (_step(here[0], part), _step(here[1], part)), here
        if isinstance(part, str):
            key += f".{part}" if key else part
        else:
            key += f"[{element_id(here[0]) or _position(here[0], part, past[1])}]"
    return key


def duplicates(name: str, document: Document, prefix: str = "") -> tuple[Problem, ...]:
    """Elements of one array of tables that have the same id, wherever in the document."""
    found: list[Problem] = []
    for key, value in document.items():
        if isinstance(value, dict):
            found += duplicates(name, value, f"{prefix}{key}.")
        elif isinstance(value, list):
            elements = [element for element in value if isinstance(element, dict)]
            found += _repeated(name, f"{prefix}{key}", elements)
            for element in elements:
                found += duplicates(name, element, f"{prefix}{key}[{element_id(element)}].")
    return tuple(found)


def _repeated(name: str, key: str, elements: list[Document]) -> list[Problem]:
    first: dict[str, int] = {}
    found = []
    for number, element in enumerate(elements, 1):
        known_by = element_id(element)
        if known_by is None:
            continue
        if known_by in first:
            id_key = next(k for k in ID_KEYS if k in element)
            wrong = f"“{known_by}”重复：第 {first[known_by]} 个 [[{key}]] 已用"
            found.append(Problem(name, f"{key}[#{number}].{id_key}", wrong, "换一个，或删去其中一处"))
        first.setdefault(known_by, number)
    return found


def _step(value: Any, part: int | str) -> Any:
    try:
        return value[part]
    except (KeyError, IndexError, TypeError):
        return None


def _position(element: Any, index: int, own: Any) -> str:
    """`#3`: the place in the operator's own array, counted from one."""
    if isinstance(own, list):
        index = next((i for i, candidate in enumerate(own) if candidate is element), index)
    return f"#{index + 1}"


def _problem(
    name: str, model: type[BaseModel], details: ErrorDetails, document: Document, own: Document
) -> Problem:
    kind, location = details["type"], details["loc"]
    field = _field(model, location)
    wrong, right = _words(kind, details, model, location, field)
    return Problem(name, dotted_key(location, document, own), wrong, right)


def _words(
    kind: str, details: ErrorDetails, model: type[BaseModel], location: Location, field: FieldInfo | None
) -> tuple[str, str]:
    """What is wrong and what would be right, by kind of complaint."""
    given, context = details["input"], details.get("ctx", {})
    if kind == "extra_forbidden":
        return "没有这个键", suggestion(str(location[-1]), _model_at(model, location[:-1]).model_fields)
    if kind == "missing":
        return "缺少这个键", _example(field, "必须写上")
    if kind in _KINDS:
        wanted, example = _KINDS[kind]
        return f"应为{wanted}，现在是 {_shown(given)}", _example(field, f"如 {location[-1]} = {example}")
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return f"{_shown(given)} 超出范围", f"应{words} {context[name]}"
    if kind == "literal_error":
        return f"没有“{given}”这个值", suggestion(str(given), _literals(field))
    if kind == "finite_number":
        return f"{_shown(given)} 不是有限的数", "如 2.0"
    return str(context.get("what", details["msg"])), str(context.get("right", ""))


def _shown(value: Any) -> str:
    """A value as TOML would write it, short."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "一张表"
    if isinstance(value, list):
        return "一列值"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _example(field: FieldInfo | None, otherwise: str) -> str:
    if field is None or not field.examples:
        return otherwise
    value = field.examples[0]
    return f"如 {_shown(value)}"


# --- finding the model and the field that a location means -----------------------------------------


def _field(model: type[BaseModel], location: Location) -> FieldInfo | None:
    names = [part for part in location if isinstance(part, str)]
    parent = _model_at(model, tuple(names[:-1]))
    return parent.model_fields.get(names[-1]) if names else None


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel]:
    """The model of the table that a location leads to; positions are skipped."""
    for part in location:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        inner = _find(field.annotation, _as_model) if field else None
        model = inner or model
    return model


def _literals(field: FieldInfo | None) -> tuple[str, ...]:
    values = _find(field.annotation, lambda a: get_args(a) if _is_literal(a) else None) if field else None
    return tuple(map(str, values or ()))


def _is_literal(annotation: Any) -> bool:
    arguments = get_args(annotation)
    return bool(arguments) and all(isinstance(argument, str) for argument in arguments)


def _as_model(annotation: Any) -> type[BaseModel] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _find(annotation: Any, wanted: Callable[[Any], Any]) -> Any:
    """The first part of a composed annotation (`tuple[X, ...]`, `X | None`) that is wanted."""
    found = wanted(annotation)
    if found is not None:
        return found
    if get_origin(annotation) in (tuple, dict, Union, UnionType, Annotated):
        for argument in get_args(annotation):
            if argument not in (NoneType, Ellipsis):
                found = _find(argument, wanted)
                if found is not None:
                    return found
    return None
