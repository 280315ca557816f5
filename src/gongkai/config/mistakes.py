"""From a model's complaints to `Problem`s an operator can act on: key, what is wrong, what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gongkai.base.errors import Problem
from gongkai.config.files import Document
from gongkai.config.merge import element_id

Location = tuple[int | str, ...]

MISSING = "缺少这个键"

_KINDS: Mapping[str, tuple[str, str]] = {
    "string_type": ("文字", '"文字"'),
    "int_type": ("整数", "14"),
    "float_type": ("数", "2.0"),
    "bool_type": (" true 或 false", "true"),
    "tuple_type": ("方括号里的一列值", '["文字", "文字"]'),
    "dict_type": ("一张表", ""),
    "model_type": ("一张表", ""),
}
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than_equal": ("ge", "不小于"),
    "greater_than": ("gt", "大于"),
    "less_than_equal": ("le", "不大于"),
    "less_than": ("lt", "小于"),
}
_EXAMPLES: Mapping[str, str] = {
    "because": '"2026-11-20 由谁用什么办法看到了什么"',
    "chain": '"certs/example.pem"',
    "deadline": '"03-31"',
    "duty": '"党政办公室"',
    "time_limit": '"20个工作日"',
    "day": '"03-31"',
    "encoding": '"gb18030"',
    "from": '"2027-02-05"',
    "follow": '["zyk.example.invalid"]',
    "home_url": '"https://www.example.invalid/"',
    "ignore_robots_because": '"2026-11-20 李四：网站主管单位来函同意"',
    "open_hours": '"22:00-06:00"',
    "roots": '"certs/tsa-root.pem"',
    "make_up": '["2027-01-31", "2027-02-14"]',
    "proxy": '"http://127.0.0.1:3128"',
    "hosts": '["zwgk.example.invalid"]',
    "private_hosts": '["127.0.0.1:8080"]',
    "recheck_days": "[1, 3, 7, 30, 90]",
    "interval_days": "183",
    "to": '"2027-02-12"',
    "year": "2027",
    "profiles": '["inspection", "regulation"]',
    "wording": '"20个工作日"',
}
"""Keys whose values have a form of their own; others are shown by kind."""

_MOVED: Mapping[tuple[str, str], str] = {
    ("Rules", "backdate_days"): '写成 [[rules]]，id = "backdated-item"，params = { backdate_days = 3 }',
    ("Rules", "late_working_days"): '写成 [[rules]]，id = "late-item"，params = { working_days = 20 }',
    ("Rules", "sources"): "出处写在各条规则自己的 basis 里",
}
"""Keys that older files have, by the model of their table: what to write today."""


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


def duplicates(name: str, document: Document) -> tuple[Problem, ...]:
    """Elements of one array of tables that have the same id; those after the first are told of."""
    found = []
    for key, array in document.items():
        first: dict[str, int] = {}
        for number, element in enumerate(array if isinstance(array, list) else (), 1):
            known_by = element_id(element)
            if known_by is not None and first.setdefault(known_by, number) != number:
                wrong = f"编号“{known_by}”重复：本文件第 {first[known_by]} 个 [[{key}]] 已用"
                found.append(Problem(name, f"{key}[#{number}].id", wrong, "换一个编号，或删去其中一处"))
    return tuple(found)


_IS_NEW = {"cues": "category"}
"""What an element says that is new, where that is not its name."""


def half_said(name: str, own: Document, base: Document) -> dict[str, Problem]:
    """Elements meant to change a shipped one whose id is not shipped, by key: `categories[busines]`. One
    that names itself is a new element and none of these."""
    found = {}
    for key, shipped in base.items():
        known = {element_id(element) for element in shipped} if isinstance(shipped, list) else set()
        theirs = own.get(key) if known else None
        for element in theirs if isinstance(theirs, list) else ():
            stranger = element_id(element)
            if stranger is not None and stranger not in known and _IS_NEW.get(key, "name") not in element:
                new = f"若是新增，须写上 {_IS_NEW.get(key, 'name')} 等各键"
                right = suggestion(stranger, filter(None, known)) + new
                place = f"{key}[{stranger}]"
                found[place] = Problem(name, f"{place}.id", f"默认配置里没有编号“{stranger}”", right)
    return found


def _problem(
    name: str, model: type[BaseModel], details: ErrorDetails, document: Document, own: Document
) -> Problem:
    location = tuple(part for part in details["loc"] if part != "[key]")
    wrong, right = _words(details, model, location)
    return Problem(name, _dotted_key(location, document, own), wrong, right)


def _dotted_key(location: Location, document: Document, own: Document) -> str:
    """A location as people read it: `sections[gzdt].category`, `sections[#3].id` for the third."""
    key = ""
    here: Any = document
    theirs: Any = own
    for part in location:
        inner = _step(here, part)
        if isinstance(part, str):
            key += f".{part}" if key else part
        else:
            key += f"[{element_id(inner) or _position(inner, part, theirs)}]"
        here, theirs = inner, _step(theirs, part)
    return key


def _step(value: Any, part: int | str) -> Any:
    try:
        return value[part]
    except (KeyError, IndexError, TypeError):
        return None


def _position(element: Any, index: int, theirs: Any) -> str:
    """`#3`: the place in the operator's own array, counted from one; merging may have moved it."""
    if isinstance(theirs, list):
        index = next((i for i, candidate in enumerate(theirs) if candidate is element), index)
    return f"#{index + 1}"


def _words(details: ErrorDetails, model: type[BaseModel], location: Location) -> tuple[str, str]:
    """What is wrong and what would be right, by kind of complaint."""
    kind, given, context = details["type"], details["input"], details.get("ctx", {})
    if kind == "extra_forbidden":
        table = _model_at(model, location[:-1])
        moved = _MOVED.get((table.__name__, str(location[-1])))
        return (
            ("这个键不再用", moved)
            if moved
            else ("没有这个键", suggestion(str(location[-1]), keys_of(table)))
        )
    if kind == "missing":
        return MISSING, _example(location, "") or "必须写上"
    if kind in _KINDS:
        wanted, example = _KINDS[kind]
        return f"应为{wanted}，现在是 {_shown(given)}", _example(location, example)
    if kind in _BOUNDS:
        bound, words = _BOUNDS[kind]
        return f"{_shown(given)} 超出范围", f"应{words} {context[bound]}"
    if kind == "literal_error":
        allowed = "、".join(re.findall(r"'([^']+)'", str(context["expected"])))
        return f"没有“{given}”这个值", f"可用：{allowed}"
    if kind == "finite_number":
        return f"{_shown(given)} 不是有限的数", _example(location, "2.0")
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


def _example(location: Location, by_kind: str) -> str:
    """A line as it would be right; for a table or an element of an array the bare value."""
    key = location[-1]
    if isinstance(key, int):
        return f"如 {by_kind}" if by_kind else ""
    example = _EXAMPLES.get(key, by_kind)
    return f"如 {key} = {example}" if example else ""


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a table as a file names them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel]:
    """The model of the table that a location leads to; positions and ids are stepped over."""
    for part in location:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        model = (_inner_model(field.annotation) if field else None) or model
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    """The model within a composed annotation: `tuple[X, ...]`, `dict[str, X]`, `X | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, dict, Union, UnionType, Annotated):
        for argument in get_args(annotation):
            found = _inner_model(argument)
            if found is not None:
                return found
    return None
