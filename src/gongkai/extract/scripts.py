"""What inline scripts state: text they plainly write, dates and files they name, whole documents as JSON.

Nothing is executed: only literal strings, and variables that were given one, are read.
"""

from __future__ import annotations

import re
from itertools import islice

from gongkai.base.dates import find_dates
from gongkai.base.urls import ENDINGS

MAX_SCRIPT_CHARS = 20_000
MAX_WRITTEN_CHARS = 300
MAX_FILES = 1_000
"""Names of files in scripts that are looked at; pages of albums have a hundred."""

_LITERAL = r"""(?:'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+")"""
_ASSIGNED = re.compile(rf"(?<![\w$])([A-Za-z_$][\w$]*+)\s*+[=:]\s*+({_LITERAL})")
_TERM = rf"(?:{_LITERAL}|[A-Za-z_$][\w$]*+)"
_WRITE = re.compile(rf"document\.write(?:ln)?\(\s*+({_TERM}(?:\s*+\+\s*+{_TERM})*+)\s*+\)")
_FORMATTED = re.compile(rf"document\.write(?:ln)?\(\s*+[\w$.]{{1,40}}\(\s*+({_LITERAL})")
_PART = re.compile(rf"({_LITERAL})|([A-Za-z_$][\w$]*)")
_INLINE_TAG = re.compile(r"</?(?:span|b|i|em|font|strong|label)\b[^<>]{0,200}>", re.I)
_COLONS = ("：", ":")
_BLANKS = re.compile(r"&(?:nbsp|[et]?[mn]sp|thinsp)\b;?")
_DATE_VARIABLE = re.compile(
    rf"\b(?:pub_?(?:date|data|time)|publish_?(?:date|time|ed)|release_?(?:date|time)|doc_?rel_?time|"
    rf"article_?(?:date|time)|(?:ori_?)?create_?time|fb(?:sj|rq))\w{{0,8}}['\"]?\s*[=:]\s*({_LITERAL}|\d{{10,13}})",
    re.I,
)
_DATE_WORDS = tuple(
    b"pubd pubt pub_ publish release docrel doc_rel article createtime create_time fbsj fbrq".split()
)
"""What such a name holds, in lower case: other scripts, which most are, need no closer look."""

_FILE = re.compile(
    rf"""['"]([^'"<>\s]{{1,400}}?\.(?:{ENDINGS})(?:\?[^'"]{{0,200}})?)['"]""",
    re.I,
)
_ANCHOR = re.compile(
    rf"""<a\b[^<>]{{0,200}}?href\s*=\s*\\?["']?([^"'\s<>\\]{{1,400}}\.(?:{ENDINGS}))\b"""
    r"""[^<>]{0,200}>([^<>]{0,200})</a>""",
    re.I,
)
_FILE_END = re.compile(rf"\.(?:{ENDINGS})['\"?]", re.I)
_FILE_VARIABLE = re.compile(
    r"\b(?:\w*(?:pdf|file|attach|fujian|fj|doc)\w*)['\"]?\s*[=:(,]\s*(?:encodeURI(?:Component)?\()?$", re.I
)


def written_text(code: str) -> str:
    """What `document.write` of literals and known variables prints, no inline tags; empty where a part is
    unknown, or empty behind its label (scripts print a label only if its value is there)."""
    if len(code) > MAX_SCRIPT_CHARS:
        return ""
    written = [_INLINE_TAG.sub(" ", match[1]) for match in _WRITE.finditer(code)]
    formatted = [_unquote(match[1]) for match in _FORMATTED.finditer(code) if find_dates(match[1])]
    if not formatted and all("<" in terms for terms in written):
        return ""  # nothing but markup, or nothing at all: what the variables hold does not matter
    known = {name: _unquote(value) for name, value in _ASSIGNED.findall(code)}
    parts = [_value(_PART.findall(terms), known) for terms in written] + formatted
    if any("<" in part for part in parts):
        return ""
    text = _BLANKS.sub(" ", " ".join(filter(None, parts))).strip()
    return "" if len(text) > MAX_WRITTEN_CHARS or text.endswith(_COLONS) else text


def _value(terms: list[tuple[str, str]], known: dict[str, str]) -> str:
    parts = [_unquote(literal) if literal else known.get(name, "") for literal, name in terms]
    return "".join(parts) if all(parts) else ""


def _unquote(literal: str) -> str:
    inner = literal[1:-1].strip()
    return re.sub(r"\\(.)", r"\1", inner) if "\\" in inner else inner


def stated_date(scripts: list[str]) -> str | None:
    """The first value given to a variable that is named like a publication date."""
    begun = [code[:MAX_SCRIPT_CHARS] for code in scripts]
    if not _holds("\n".join(begun), _DATE_WORDS):
        return None
    for code in begun:
        match = _DATE_VARIABLE.search(code) if _holds(code, _DATE_WORDS) else None
        if match:
            value = match[1]
            text = _unquote(value) if value[0] in "'\"" else value
            if text:
                return text
    return None


def _holds(code: str, words: tuple[bytes, ...]) -> bool:
    """Whether a script holds one of some words in either case. Bytes are searched in a tenth of the time
    that a pattern takes."""
    folded = code.encode("utf-8", "replace").lower()
    return any(word in folded for word in words)


def named_files(scripts: list[str]) -> list[str]:
    """Addresses of files given to a variable or a viewer (`var pdf = '….pdf'`)."""
    found = []
    named = (
        (code, match)
        for code in scripts
        if _FILE_END.search(code, 0, MAX_SCRIPT_CHARS)
        for match in _FILE.finditer(code, 0, MAX_SCRIPT_CHARS)
    )
    for code, match in islice(named, MAX_FILES):
        if _FILE_VARIABLE.search(code[max(0, match.start() - 80) : match.start()]):
            found.append(match[1])
    return list(dict.fromkeys(found))


def written_links(scripts: list[str]) -> list[tuple[str, str]]:
    """Addresses and printed names of links to files that scripts hold as markup."""
    found: list[tuple[str, str]] = []
    for code in scripts:
        if "<a" in code[:MAX_SCRIPT_CHARS]:
            found.extend((match[1], match[2]) for match in _ANCHOR.finditer(code, 0, MAX_SCRIPT_CHARS))
    return found
