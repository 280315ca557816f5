"""Puts rows that a page keeps in scripts and comments where a browser would show them.

Nothing is executed. Read are: records in CDATA (Hanweb's `<datastore>`, in a script or as the whole
answer), `document.write` of texts and of variables set to texts in the same script, and a comment that is
all that a list element holds (the page's script takes the rows out of it). A script that calls a pager
leaves a mark, so that the pager's place on the page is known.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

PAGER_MARK = '<i class="gongkai-pager"></i>'
MAX_SCRIPT = 400_000
MAX_SCRIPTS = 1_000_000
"""Characters of all scripts of a page that are read for what they show; real pages have a tenth of that."""
MAX_WRITES = 1_000
MAX_VALUE = 20_000
"""Characters that one variable or one write may come to."""
MAX_RECORDS = 2_000

PAGER_CALL = re.compile(
    r"createPage(?:HTML)?\s*\(\s*['\"\d]|\.pagination\s*\(|\blaypage\b|\bcountPage\s*=\s*\d|\btotalPages?\s*[:=]\s*\d"
    r"|\.paging\s*\(|\bpageCount\s*[:=]\s*['\"]?\d",
    re.I,
)
_SCRIPT = re.compile("<script", re.I | re.A)
_SCRIPT_END = re.compile("</script", re.I | re.A)
_WRITE = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(")
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.S)
_TOKEN = re.compile(
    r"""(?P<write>document\s*\.\s*write(?:ln)?\s*\()|(?P<name>\b[A-Za-z_$][\w$]{0,40}+)\s*+=(?=\s*+["'])"""
)
_PART = re.compile(
    r"""\s*(?:"(?P<double>[^"\\\n]{0,20000}+(?:\\.[^"\\\n]*+)*+)"|'(?P<single>[^'\\\n]{0,20000}+(?:\\.[^'\\\n]*+)*+)'|(?P<name>[A-Za-z_$][\w$]*)(?![\w$(.\[]))\s*"""
)
_COMMENTED = re.compile(r"<(ul|ol|tbody|dl|div|table)\b[^<>]{0,300}>\s*<!--")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.S)
_PLAIN = {"n": "\n", "r": "", "t": "\t", "b": "", "f": "", "v": "", "0": ""}


def expand(text: str) -> str:
    """The page's text with rows of scripts and comments in their places. Never raises."""
    if "<datastore" in text[:400].lower():
        return _records(text) or text
    out: list[str] = []
    position = looked = 0
    for start, inner, stop, end in _scripts(text):
        looked += stop - inner
        shown = _shown(text[inner:stop]) if looked <= MAX_SCRIPTS else ""
        if shown:
            out.append(text[position:start])
            out.append(shown)
            position = end
    out.append(text[position:])
    return _uncomment("".join(out))


def scripts(text: str) -> Iterator[str]:
    """The contents of the page's scripts, in order, also of those inside comments."""
    for _, inner, stop, _ in _scripts(text):
        yield text[inner:stop]


def _scripts(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Start, start of content, end of content, end of every script; linear in the text's length."""
    position = 0
    while opening := _SCRIPT.search(text, position):
        inner = text.find(">", opening.start()) + 1
        closing = _SCRIPT_END.search(text, inner) if inner else None
        if closing is None:
            return
        position = text.find(">", closing.start()) + 1 or len(text)
        yield opening.start(), inner, closing.start(), position


def _shown(script: str) -> str:
    """What the script shows, as HTML; empty where it shows nothing that is read here."""
    if len(script) > MAX_SCRIPT:
        return ""
    if "<record>" in script or "<RECORD>" in script:
        return _records(script)
    written = _written(script) if _WRITE.search(script) else ""
    return written + (PAGER_MARK if "pag" in script.lower() and PAGER_CALL.search(script) else "")


def _records(text: str) -> str:
    """The records of a datastore as one list."""
    found = [_content(record) for record in _between(text, "<record>", "</record>")]
    if not found:
        return ""
    joined = "".join(found)
    kind = re.match(r"\s*(?:<!--.{0,200}?-->\s*)?<(li|tr|dd|dt)\b", joined, re.I | re.S)
    frame = {"li": "ul", "tr": "table", "dd": "dl", "dt": "dl"}.get(kind[1].lower() if kind else "", "div")
    return f"<{frame} class='datastore'>{joined}</{frame}>{PAGER_MARK}"


def _between(text: str, opening: str, closing: str) -> Iterator[str]:
    """What stands between the marks, each time; linear in the text's length."""
    lowered = text.lower()
    position = 0
    for _ in range(MAX_RECORDS):
        start = lowered.find(opening, position)
        end = lowered.find(closing, start) if start >= 0 else -1
        if end < 0:
            return
        yield text[start + len(opening) : end]
        position = end + len(closing)


def _content(record: str) -> str:
    """A record's markup: in CDATA, or escaped."""
    wrapped = _CDATA.fullmatch(record)
    return wrapped[1] if wrapped else html.unescape(record)


def _written(script: str) -> str:
    """What `document.write` writes, as far as it is made of texts and of variables holding texts.

    Branches are not weighed: of several writes in one script that show the same link only the first
    counts, which is what templates with an if and an else around the same row need.
    """
    values: dict[str, str] = {}
    shown: list[str] = []
    links: set[str] = set()
    for count, match in enumerate(_TOKEN.finditer(script)):
        if count > MAX_WRITES:
            break
        value = _concatenation(script, match.end(), values)
        if value is None:
            continue
        if match["name"]:
            values[match["name"]] = value
            continue
        link = re.search(r"href\s*=\s*['\"]?([^'\"\s>]+)", value)
        if link and link[1] in links:
            continue
        if link:
            links.add(link[1])
        shown.append(value)
    joined = "".join(shown)
    return "" if re.search(r"<\s*(?:script|iframe|style)", joined, re.I) else joined


def _concatenation(script: str, start: int, values: dict[str, str]) -> str | None:
    """`"a" + b + 'c'` from `start` on; unknown names count as empty; None if it begins otherwise."""
    parts: list[str] = []
    length = 0
    while match := _PART.match(script, start):
        name = match["name"]
        text = match["double"] if match["double"] is not None else match["single"]
        parts.append(values.get(name, "") if name else _unescape(text or ""))
        length += len(parts[-1])
        start = match.end()
        if not script.startswith("+", start) or length > MAX_VALUE:
            break
        start += 1
    return "".join(parts)[:MAX_VALUE] if parts else None


def _unescape(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "ux" and len(code) > 1:
            return chr(int(code[1:], 16))
        return _PLAIN.get(code, code)

    return _ESCAPE.sub(plain, text) if "\\" in text else text


def _uncomment(text: str) -> str:
    """Opens a comment that is all a list element holds and that holds rows with links."""
    out: list[str] = []
    position = 0
    for match in _COMMENTED.finditer(text):
        if match.start() < position:
            continue
        end = text.find("-->", match.end())
        if end < 0:
            break
        inner = text[match.end() : end]
        alone = text[end + 3 : end + 200].lstrip().lower().startswith(f"</{match[1].lower()}")
        if alone and "<a " in inner and re.search(r"<(?:li|tr|dd|div|p)\b", inner, re.I):
            out.append(text[position : match.end() - 4])
            out.append(inner)
        else:
            out.append(text[position : end + 3])
        position = end + 3
    out.append(text[position:])
    return "".join(out)
