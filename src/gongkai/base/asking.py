"""How a list is asked for by an operator's word: bodies, and the number of the page in them. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_plus, urlencode, urlsplit, urlunsplit

from gongkai.base.values import Ask


def form_body(fields: Mapping[str, Any]) -> str:
    """A form's body; a table or a list in a field is sent as JSON, as some services want it."""
    return urlencode([(name, _said(value)) for name, value in fields.items()])


def json_body(table: Mapping[str, Any]) -> str:
    return json.dumps(table, ensure_ascii=False)


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def numbered(ask: Ask, field: str, number: int) -> Ask:
    """The ask with a field set to a number: where the address's query has it, else in the body, else added to
    the query. A name with dots is one within the table, or the text in JSON, that its first part names."""
    parts = urlsplit(ask.url)
    if ask.body is None or _in_query(parts.query, field):
        return replace(ask, url=urlunsplit(parts._replace(query=_query(parts.query, field, number))))
    if ask.body_type == "json":
        return replace(ask, body=json_body(_set(_table(ask.body) or {}, field, number)))
    pairs = parse_qsl(ask.body, keep_blank_values=True)
    return replace(ask, body=urlencode(_set_pair(pairs, field, number)))


def _in_query(query: str, field: str) -> bool:
    names = {unquote_plus(part.partition("=")[0]) for part in query.split("&") if part}
    head, _, rest = field.partition(".")
    return field in names or bool(rest and head in names)


def _query(query: str, field: str, number: int) -> str:
    """The query with one of its fields set; the others stay as they are written."""
    written = [part for part in query.split("&") if part]
    split = [part.partition("=") for part in written]
    pairs = [(unquote_plus(name), unquote_plus(value)) for name, _, value in split]
    changed = _set_pair(pairs, field, number)
    kept = dict(zip(pairs, written, strict=True))
    return "&".join(kept.get((n, v)) or f"{quote(n, safe='.[]')}={quote(v, safe=',:/')}" for n, v in changed)


def _set_pair(pairs: list[tuple[str, str]], field: str, number: int) -> list[tuple[str, str]]:
    """The pairs with a field set, or a name within the JSON that one of them holds; added where it is not."""
    head, _, rest = field.partition(".")
    held = next((table for name, text in pairs if name == head and (table := _table(text)) is not None), None)
    if rest and held is not None and field not in dict(pairs):
        field, value = head, json_body(_set(held, rest, number))
    else:
        value = str(number)
    if field not in dict(pairs):
        return [*pairs, (field, value)]
    return [(name, value if name == field else text) for name, text in pairs]


def _set(table: Mapping[str, Any], field: str, number: int) -> dict[str, Any]:
    head, _, rest = field.partition(".")
    inner = table.get(head)
    if rest and field not in table and isinstance(inner, dict):
        return {**table, head: _set(inner, rest, number)}
    return {**table, field: number}


def _table(text: str) -> dict[str, Any] | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return held if isinstance(held, dict) else None
