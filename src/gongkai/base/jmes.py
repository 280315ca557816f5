"""Paths into JSON: JMESPath (jmespath.org) without what could cost more than one look at the answer.

Names, indexes, slices, projections, filters, comparisons and `||` each go through what they are given once,
so that a path costs at most its own length times the answer's. Functions and lists or tables of several
values, which can double what they are given, are refused. Pure.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError, ParseError

MAX_CHARS = 200
MAX_DEPTH = 40
"""Of brackets and steps within each other: one look takes a few frames of the stack for each."""

_PLAIN = frozenset(
    "field subexpression index index_expression projection flatten".split()
    + "current identity pipe or_expression".split()
)
_CHOOSING = frozenset(
    "filter_projection comparator literal slice value_projection".split()
    + "and_expression not_expression".split()
)


class BadPath(ValueError):
    """`at`: the character (from 1) where a path goes wrong; None where it is all of it. `what`: one of
    `syntax`, `long`, `deep`, `costly`, `choosing`."""

    def __init__(self, what: str, at: int | None = None) -> None:
        super().__init__(what, at)
        self.what, self.at = what, at


def check(path: str, *, whole: bool = False) -> None:
    """Raise BadPath unless it is a path that `look` takes. `whole`: it may not leave elements out."""
    if len(path) > MAX_CHARS:
        raise BadPath("long")
    try:
        tree = jmespath.compile(path).parsed
    except ParseError as error:
        at = error.lex_position
        raise BadPath("syntax", at + 1 if isinstance(at, int) else None) from None
    except (JMESPathError, ValueError, RecursionError):
        raise BadPath("syntax") from None
    _check_node(tree, _PLAIN if whole else _PLAIN | _CHOOSING, MAX_DEPTH)


def _check_node(node: dict[str, Any], allowed: frozenset[str], depth: int) -> None:
    kind = node["type"]
    if depth == 0:
        raise BadPath("deep")
    if kind not in _PLAIN | _CHOOSING:
        raise BadPath("costly")
    if kind not in allowed:
        raise BadPath("choosing")
    for child in node["children"]:
        if isinstance(child, dict):  # a slice has its numbers there
            _check_node(child, allowed, depth - 1)


def look(path: str | None, held: Any) -> Any:
    """What stands at a path, None where nothing does or the path is none. Never raises."""
    compiled = _compiled(path) if path else None
    if compiled is None:
        return None
    try:
        return compiled.search(held)
    except (JMESPathError, ValueError, TypeError, RecursionError):
        return None


@lru_cache(maxsize=512)
def _compiled(path: str) -> Any:
    try:
        check(path)
    except BadPath:
        return None
    return jmespath.compile(path)
