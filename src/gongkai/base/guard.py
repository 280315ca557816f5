"""One linear look at a page before it is parsed: pages built to make a parser work for minutes are refused.

What costs a parser more than the page's length: deep nesting (each end tag looks up the stack), one tag
with thousands of attributes (each is compared with all before it), and formatting elements left open
(`<font>` and its like are opened again in every following block, so that a few kilobytes become millions
of nodes). Limits are far above anything that a person publishes.
"""

from __future__ import annotations

import re
from collections import Counter

MAX_CHARS = 8_000_000
MAX_TAGS = 300_000
MAX_DEPTH = 4_000
MAX_ATTRIBUTES = 2_000
MAX_REOPENED = 2_000_000
"""Elements that a parser would create anew for formatting left open."""

_ATTRIBUTES_MATTER = 12_000
"""Attributes that a parser still takes in a third of a second, were they all in one tag."""

_RAW = r"(?i:script|style|textarea|title|xmp|iframe|noembed|noframes)"
_ATTRIBUTE = r"""[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?)?+"""
_REST = rf"(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+({_ATTRIBUTE})?+"
_COMMENT = r"!--(?:[^-]++|-(?!->))*+"
_RAW_ELEMENT = rf"({_RAW})\b[^>]*+>(?:[^<]++|<(?!/(?i:\1)))*+"
_CROWDED = re.compile(rf"<(?:{_COMMENT}|{_RAW_ELEMENT}|[a-zA-Z][^\s/>]*+{_REST})")
_SKIPPED = re.compile(rf"<(?:{_COMMENT}|{_RAW_ELEMENT})")
_TO_SIGN = re.compile(r"<[a-zA-Z][^>]*")
_OPEN_VALUE = re.compile(r"""=\s*+(?:"[^">]*+|'[^'>]*+)>""")
_START = re.compile(r"<[a-zA-Z]")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_FORMATTING_START = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s>/]", re.I)
_NOT_NESTING = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody "
    "tfoot "
    "colgroup option optgroup".split()
)
"""Elements without content, and those that the next of their kind ends unasked."""


def refusal(text: str) -> str | None:
    """Why the page must not be parsed (`too-large`, `too-many-tags`, `too-many-attributes`, `too-deep`,
    `too-tangled`), or None. Linear in the length of the page."""
    if len(text) > MAX_CHARS:
        return "too-large"
    tags = text.count("<")
    if tags > MAX_TAGS:
        return "too-many-tags"
    if _may_be_crowded(text) and _is_crowded(text):
        return "too-many-attributes"
    tangled = tags * tags > MAX_REOPENED and len(_FORMATTING_START.findall(text)) * tags > MAX_REOPENED
    if tangled or (tags > MAX_DEPTH and len(_START.findall(text)) > MAX_DEPTH):
        # Behind the last ">" no tag is complete, and each would be looked for to the end of the page.
        return _nesting(_SKIPPED.sub("", text[: text.rfind(">") + 1]))
    return None


def _may_be_crowded(text: str) -> bool:
    """An attribute takes two characters, so that a crowded tag is long up to its first `>`, or goes on behind
    it because that stands in a value whose quote is open. Tags repeat, and each is looked at once."""
    if len(text) < 2 * _ATTRIBUTES_MATTER:
        return False
    tags = set(_TO_SIGN.findall(text))
    if any(len(tag) > 2 * MAX_ATTRIBUTES for tag in tags):
        return True
    return _OPEN_VALUE.search(">".join(tags) + ">") is not None


def _is_crowded(text: str) -> bool:
    """Every attribute begins after white space, a slash or a closing quote: where there are few of those,
    they do not matter even in one tag; else each tag is taken apart."""
    marks = text.count("/") + (text.count('"') + text.count("'")) // 2
    if marks + len(text.split()) < _ATTRIBUTES_MATTER:
        return False
    return any(match[1] for match in _CROWDED.findall(text))


def _nesting(text: str) -> str | None:
    """Follows start and end tags by name only: what stays open is at least as deep as a parser makes it."""
    depth = reopened = hanging = 0
    still_open: Counter[str] = Counter()
    for slash, written in _NAME.findall(text):
        name = written.lower()
        if name in _NOT_NESTING:
            reopened += hanging
        elif slash:
            if still_open[name]:
                still_open[name] -= 1
                depth -= 1
                hanging -= name in _FORMATTING
        else:
            still_open[name] += 1
            depth += 1
            hanging += name in _FORMATTING
            reopened += hanging if name == "div" else 0
        if depth > MAX_DEPTH:
            return "too-deep"
        if reopened > MAX_REOPENED:
            return "too-tangled"
    return None
