"""One linear look at a page before it is parsed: pages built to make a parser work for minutes are refused.

What costs a parser more than the page's length: deep nesting (many tags look up all open elements), one tag
with thousands of attributes (each is compared with all before it), thousands of options (likewise), and
formatting elements left open (`<font>` and its like are opened again in every following block, so that a few
kilobytes become millions of nodes). Limits are far above anything that a person publishes: of 821 saved pages
of real sites the most were 86 deep, 85,000 open elements summed over all tags, and 7,200 elements opened
again.
"""

from __future__ import annotations

import re

from gongkai.base.nesting import (
    MAX_ATTRIBUTES,
    MAX_COMPARED,
    MAX_DEPTH,
    MAX_REOPENED,
    MAX_WALKED,
    MAX_WRITTEN,
    costs,
)

__all__ = ["MAX_ATTRIBUTES", "MAX_CHARS", "MAX_DEPTH", "MAX_OPTIONS", "MAX_TAGS", "refusal"]

MAX_CHARS = 8_000_000
MAX_TAGS = 300_000
MAX_OPTIONS = 8_000
"""Options that a parser still takes in a quarter of a second: for each it looks at all before it."""

_ATTRIBUTES_MATTER = 12_000
"""Attributes that a parser still takes in a third of a second, were they all in one tag."""

_ALONE = "p li dt dd tr td th thead tbody tfoot option br hr img input link meta"
_NESTING_START = re.compile(rf"<(?=[a-z])(?!(?:{_ALONE.replace(' ', '|')})[ \t\n\f\r/>])", re.I | re.A)
"""Elements that can stand in one another."""

_FORMATTING_START = re.compile(
    r"<(?=[bcefistuBCEFISTU])(?![sS][pPcC]|[tT][rRdDhH]|[bB][rRoO])"
    r"(?i:b|big|code|em|font|i|s|small|strike|strong|tt|u)[\s>/]"
)
"""Tells spans, scripts, cells and breaks apart by two letters; they are most of what begins like these."""

_TO_SIGN = re.compile(r"<[a-zA-Z][^>]*")
_OPEN_VALUE = re.compile(r"""=\s*+(?:"[^">]*+|'[^'>]*+)>""")
_CROWDED = 100
"""Attributes of a tag that cost a parser next to nothing, were they in every tag of the page."""

_OPTION = re.compile(r"<option\b", re.I | re.A)
_DRAWING = re.compile(r"<(?:svg|math)", re.I | re.A)


def refusal(text: str) -> str | None:
    """Why the page must not be parsed (`too-large`, `too-many-tags`, `too-many-options`,
    `too-many-attributes`, `too-deep`, `too-tangled`), or None. Linear in the length of the page."""
    if len(text) > MAX_CHARS:
        return "too-large"
    tags = text.count("<")
    if tags > MAX_TAGS:
        return "too-many-tags"
    if tags > MAX_OPTIONS and len(_OPTION.findall(text)) > MAX_OPTIONS:
        return "too-many-options"
    attributes = _crowding(text)
    if attributes or _may_be_deep(text, tags) or _may_be_tangled(text, tags):
        return costs(text, counted=attributes > MAX_WRITTEN)
    return None


def _may_be_deep(text: str, tags: int) -> bool:
    if tags <= MAX_DEPTH:
        return False
    nested = tags if _DRAWING.search(text) else len(_NESTING_START.findall(text))
    return nested > MAX_DEPTH or nested * tags > MAX_WALKED


def _may_be_tangled(text: str, tags: int) -> bool:
    return tags * tags > MAX_REOPENED and len(_FORMATTING_START.findall(text)) * tags > MAX_REOPENED


def _crowding(text: str) -> int:
    """At most so many attributes are on the page; 0 where they are too few in all and in every tag to matter.
    A crowded tag is so up to its first `>`, or goes on behind it because that stands in a value whose quote
    is open. Tags repeat, and each is looked at once."""
    if len(text) < 2 * _ATTRIBUTES_MATTER or _marks(text) + _blanks(text) < _ATTRIBUTES_MATTER:
        return 0
    tags = _TO_SIGN.findall(text)
    unlike = set(tags)
    if _OPEN_VALUE.search(">".join(unlike) + ">"):
        return len(text)
    number = _attributes(">".join(tags))
    most = max([_attributes(tag) for tag in unlike if len(tag) > 2 * _CROWDED], default=0)
    return number if _may_cost(most, number) or number > MAX_WRITTEN else 0


def _may_cost(most: int, total: int) -> bool:
    """Whether attributes, so many in all and at most so many in a tag, can be too many: the sum of their
    squares is no more than the product."""
    return most > _CROWDED and (most > MAX_ATTRIBUTES or most * total > MAX_COMPARED)


def _attributes(tags: str) -> int:
    """At most so many attributes are in them: each begins after white space, a slash or a closing quote."""
    return _marks(tags) + len(tags.split())


def _marks(text: str) -> int:
    return text.count("/") + (text.count('"') + text.count("'")) // 2


def _blanks(text: str) -> int:
    return sum(map(text.count, " \t\n\r\f"))
