"""The place in a text where a search found something. Plain text; pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gongkai.archive import tokens

OPEN, CLOSE = "【", "】"
_BEFORE, _AFTER = 24, 96
_LOOKED_THROUGH = 100_000
"""Characters of a text in which a place is looked for; further on, its beginning is shown."""

_fold_character = lru_cache(maxsize=8192)(tokens.fold)


def snippet(text: str, terms: list[str]) -> str:
    """A line of the text around the first term that stands in it, every term in the line marked by 【】;
    the beginning of the text if none does. Terms are folded (`tokens.terms`)."""
    text = " ".join(text[:_LOOKED_THROUGH].split())
    folded, origin = _folded(text)
    spans = [_span(folded, origin, term) for term in terms]
    first = min((span for span in spans if span), default=None)
    start = max(first[0] - _BEFORE, 0) if first else 0
    end = min(start + _BEFORE + _AFTER, len(text))
    line = _marked(text[start:end], terms)
    return ("…" if start else "") + line + ("…" if end < len(text) else "")


def snippet_among(body: str, files: Sequence[tuple[str, str]], terms: list[str]) -> str:
    """The place in an item's text, or in the first of its files (name, text) that holds a term if the text
    holds none; a file's name goes before."""
    if not _holds(body, terms):
        for name, text in files:
            if _holds(text, terms):
                return f"附件《{name}》：{snippet(text, terms)}"
    return snippet(body, terms)


def _holds(text: str, terms: list[str]) -> bool:
    folded = tokens.fold(text[:_LOOKED_THROUGH])
    return any(tokens.pattern(term).search(folded) for term in terms)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the one it comes from: most texts keep their
    length, and then their places."""
    whole = tokens.fold(text)
    if len(whole) == len(text):
        return whole, range(len(text))
    parts = [_fold_character(character) for character in text]
    origin = [i for i, part in enumerate(parts) for _ in part]
    return "".join(parts), origin


def _span(folded: str, origin: Sequence[int], term: str) -> tuple[int, int] | None:
    found = tokens.pattern(term).search(folded)
    return (origin[found.start()], origin[found.end() - 1] + 1) if found else None


def _marked(line: str, terms: list[str]) -> str:
    folded, origin = _folded(line)
    inside = [False] * len(line)
    for term in terms:
        for found in tokens.pattern(term).finditer(folded):
            for i in range(origin[found.start()], origin[found.end() - 1] + 1):
                inside[i] = True
    marked = ""
    for i, character in enumerate(line):
        opens = inside[i] and (i == 0 or not inside[i - 1])
        closes = inside[i] and (i + 1 == len(line) or not inside[i + 1])
        marked += (OPEN if opens else "") + character + (CLOSE if closes else "")
    return marked
