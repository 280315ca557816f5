"""One way to parse HTML."""

from __future__ import annotations

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

_WITHOUT_EVENTS = int(LexborDocumentOptions.WO_EVENTS)
"""With events a `<select>` is gone through anew for each of its options, to show the chosen one."""


def parsed(source: str | bytes) -> LexborHTMLParser:
    """The parser's document of a page's HTML, text or UTF-8; for what `base.guard` lets pass."""
    return LexborHTMLParser(source, options=_WITHOUT_EVENTS)
