"""The objects of a script, as texts: what each holds itself, without what the objects in it hold.

Nothing is executed or parsed as a whole, for scripts are seldom JSON: braces are counted, outside of quoted
texts, from each brace on that a name follows, and only so deep as records go. What is read more than once
is bounded, so the work grows with the script's length and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

DEEPEST = 3
"""Levels of objects in one another: a record, what belongs to it, and what belongs to that."""
MAX_TOKENS = 6_000
"""Quoted texts and braces of one object."""
MAX_TEXT = 4_000
"""Characters of one quoted text."""
MAX_READ = 10
"""How often a script may be read over; honest ones are read over as often as braces lie in one another."""
MAX_STARTS = 20_000
"""Braces that are looked at; the largest scripts of real pages have some thousands."""

_START = re.compile(r"""\{(?=\s*["']?\w)""")
_TOKEN = re.compile(
    rf"""[{{}}]|"(?:[^"\\]|\\.){{0,{MAX_TEXT}}}+"|'(?:[^'\\]|\\.){{0,{MAX_TEXT}}}+'|["']""",
)

_UNCLOSED = ('"', "'")


def objects(script: str, is_whole: Callable[[str, list[str]], bool]) -> Iterator[str]:
    """What the objects hold, in order: those without objects in them, and of the others those of which
    `is_whole` says, told what each holds itself and what those in it hold, that they are one record."""
    left = MAX_READ * (len(script) + 10 * MAX_TEXT)
    start = _START.search(script)
    for _ in range(MAX_STARTS):
        if start is None or left <= 0:
            return
        read_to, inner, own = _held(script, start.start())
        left -= read_to - start.start()
        whole = own is not None and (not inner or is_whole(own, inner))
        if own is not None and whole:
            yield own
        start = _START.search(script, read_to if whole else start.end())


def _held(script: str, start: int) -> tuple[int, list[str], str | None]:
    """How far the object that begins at `start` was read, what those in it hold, and what it holds itself:
    None where it does not end, or holds more than a record does."""
    opened: list[list[str]] = []
    closed: list[str] = []
    position = start
    for count, token in enumerate(_TOKEN.finditer(script, start)):
        if token[0] in "{}":
            if opened:
                opened[-1].append(script[position : token.start()])
            position = token.end()
            if token[0] == "{":
                opened.append([])
            else:
                closed.append("{}".join(opened.pop()))
        if not opened:
            return position, closed[:-1], closed[-1]
        if token[0] in _UNCLOSED:
            return min(token.end() + MAX_TEXT, len(script)), [], None
        if count > MAX_TOKENS or len(opened) > DEEPEST:
            return token.end(), [], None
    return len(script), [], None
