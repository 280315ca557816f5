"""What a page's scripts ask a list service: its address and its parameters, as far as they are literals.

Nothing is executed. An address is put together of quoted texts, of names that were set to texts in the page's
scripts, and of template texts (`${name}`); what is not known counts as empty. Parameters stand in the
address, or in the object that follows it (`$.post("/list", {pageIndex: 1, cat: '2'})`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from gongkai.platforms.expand import MAX_SCRIPTS, joined, scripts, variables

MOST = 20
"""Calls of one service that are looked at."""
REACH = 4_000
"""Characters after an address in which its parameters stand."""
_BEFORE = 400
"""Characters of an address before the service's name."""
_PREFIX = re.compile(r"([A-Za-z_$][\w$]{0,40})\s*\+\s*$")
_NAMED = re.compile(r"\$\{\s*([A-Za-z_$][\w$]{0,40})\s*\}")
_TEMPLATE = re.compile(r"\$\{[^{}]{0,200}\}")
_OPEN = re.compile(r"\{\s*[\"']?\w")
_NAMED_DATA = re.compile(r"\bdata\s*:\s*([A-Za-z_$][\w$]{0,40})\s*[,}\n]")
_PAIR = re.compile(
    r"""["']?\b(?P<key>[\w.\[\]]{1,60}+)["']?\s*:\s*(?:"(?P<double>[^"\\\n]{0,1000}+)"|'(?P<single>[^'\\\n]{0,1000}+)'"""
    r"""|(?P<bare>-?\d{1,15}\b|true\b|false\b)|(?P<name>[A-Za-z_$][\w$]{0,40}+)(?=\s*[,}\n]))"""
)
_SET = re.compile(
    r"""(?<![?&"'\w$])(?P<key>[A-Za-z_$][\w$]{0,40}+)\s*=\s*(?:"(?P<double>[^"\\\n]{0,300}+)"|'(?P<single>[^'\\\n]{0,300}+)'|(?P<bare>\d{1,15})\b)"""
)
"""What is set to a text or a number; in `'&id=' + id + '&n='` nothing is."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `address` is without its query, `query` in order; `data` is what the object behind the
    address names; the two of one name differ only where the page says so."""

    address: str
    query: tuple[tuple[str, str], ...]
    data: Mapping[str, str]

    def get(self, name: str) -> str:
        """A parameter, wherever it stands; empty where it is not stated."""
        return dict(self.query).get(name) or self.data.get(name, "")


def calls(text: str, service: str) -> Iterator[Call]:
    """The calls of a service, named by a part of its path, in the order of the page's scripts."""
    if service not in text:
        return
    known: dict[str, str] = {}
    left = MOST
    for script in _scripts(text):
        if not left:
            return
        known |= constants(script)
        at = script.find(service)
        while at >= 0 and left:
            left -= 1
            call = _call(script, at, known)
            if call:
                yield call
            at = script.find(service, at + len(service))


def _scripts(text: str) -> Iterator[str]:
    """The page's scripts, as far as they are read for what they show."""
    left = MAX_SCRIPTS
    for script in scripts(text):
        if left <= 0:
            return
        yield script[:left]
        left -= len(script)


def stated(text: str, names: Collection[str]) -> dict[str, str]:
    """What the page's scripts set these names to, as variables or in objects; the first of a name counts."""
    said: dict[str, str] = {}
    for script in _scripts(text):
        if any(name in script for name in names):
            for found in (*_SET.finditer(script), *_PAIR.finditer(script)):
                if found["key"] in names:
                    said.setdefault(found["key"], _said(found, {}))
    return said


def constants(script: str) -> dict[str, str]:
    """The names that a script sets to a text or a number."""
    plain = {found["key"]: _said(found, {}) for found in _SET.finditer(script)}
    return plain | variables(script)


def pairs(text: str, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The named values of an object as written in a script; the first of a name counts."""
    said: dict[str, str] = {}
    for found in _PAIR.finditer(text[:REACH]):
        said.setdefault(found["key"], _said(found, known or {}))
    return said


def _said(found: re.Match[str], known: Mapping[str, str]) -> str:
    groups = found.groupdict()
    if groups.get("name"):
        return known.get(groups["name"] or "", "")
    return next((groups[kind] for kind in ("double", "single", "bare") if groups[kind] is not None), "") or ""


def _call(script: str, at: int, known: Mapping[str, str]) -> Call | None:
    """The call whose address holds the service's name at `at`."""
    start = max(script.rfind(quote, max(0, at - _BEFORE), at) for quote in "\"'`")
    if start < 0 or "\n" in script[start:at]:
        return None
    written = _template(script, start, known) if script[start] == "`" else joined(script, start, known)
    if not written:
        return None
    prefix = _PREFIX.search(script, max(0, start - 60), start)
    whole = (known.get(prefix[1], "") if prefix else "") + written
    address, _, query = whole.partition("?")
    return Call(address, tuple(parse_qsl(query, keep_blank_values=True)), _data(script, start, known))


def _data(script: str, start: int, known: Mapping[str, str]) -> dict[str, str]:
    """The parameters behind an address: those of the object that follows, or of the one that is named."""
    named = _NAMED_DATA.search(script, start + 1, start + REACH)
    if named:
        given = re.search(rf"(?<![\w$.]){re.escape(named[1])}\s*=\s*(?=\{{)", script)
        if given:
            return pairs(script[given.end() :], known)
    opened = _OPEN.search(script, start + 1, start + REACH)
    return pairs(script[opened.start() :], known) if opened else {}


def _template(script: str, start: int, known: Mapping[str, str]) -> str:
    end = script.find("`", start + 1, start + REACH)
    text = script[start + 1 : end] if end > 0 else ""
    return _TEMPLATE.sub("", _NAMED.sub(lambda name: known.get(name[1], ""), text))
