"""Puts rows that a page keeps in scripts and comments where a browser would show them.

Nothing is executed. Read are: records in CDATA (Hanweb's `<datastore>`, in a script or as the whole
answer), markup in the `html` field of an answer in JSON, `document.write` of texts and of variables set to
texts in the same script or a short one before it, and a comment that is all that a list element holds (the
page's script takes the rows out of it). A script that calls a pager leaves a mark, so that the pager's place
on the page is known.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

PAGER_MARK = '<i class="gongkai-pager"></i>'
MAX_SCRIPT = 400_000
MAX_NUMBER = 20_000
"""Scripts of a page that are looked at; pages that write every row by one have some hundreds."""
MAX_SCRIPTS = 1_000_000
"""Characters of all scripts of a page that are read for what they show, and that they may show; real pages
have a tenth of that."""
MAX_WRITES = 1_000
MAX_VALUE = 20_000
"""Characters that one variable or one write may come to."""
MAX_PARTS = 2_000
"""Texts and names that are joined to one; templates that write a page line by line come to some hundreds."""
MAX_RECORDS = 2_000
MAX_EARLIER = 2_000
"""Characters of an earlier script whose variables are looked at, or names that one set: those of a row are
few."""

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
_IN_TEXT = ("?", "&", '"', "'")
"""What stands before a parameter in a text and before no variable: `'&id=' + id + '&n='` sets nothing."""
_PART = re.compile(
    r"""\s*(?:"(?P<double>[^"\\\n]{0,20000}+(?:\\.[^"\\\n]*+)*+)"|'(?P<single>[^'\\\n]{0,20000}+(?:\\.[^'\\\n]*+)*+)'|(?P<name>[A-Za-z_$][\w$]*)(?:\.(?:substr(?:ing)?|slice|trim)\([^()]{0,40}\))?(?![\w$(.\[]))\s*"""
)
_GROUP = re.compile(r"\s*\(([^()\n]{0,200}(?:\([^()\n]{0,80}\)[^()\n]{0,200}){0,4})\)\s*")
_ANSWER = re.compile(r'\s*\{[^<]{0,400}?"html"\s*:\s*"')
_COMMENTED = re.compile(r"<(ul|ol|tbody|dl|div|table)\b[^<>]{0,300}>\s*<!--")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.S)
_PLAIN = {"n": "\n", "r": "", "t": "\t", "b": "", "f": "", "v": "", "0": ""}


def expand(text: str) -> str:
    """The page's text with rows of scripts and comments in their places. Never raises."""
    if _is_answer(text):
        return _records(text) or text
    text = answered(text)
    out: list[str] = []
    position = read = 0
    texts = _Texts()
    for start, inner, stop, end in _scripts(text):
        texts.next_script()
        read += stop - inner
        shown = _shown(text[inner:stop], texts) if read <= MAX_SCRIPTS else ""
        if shown:
            read += len(shown)
            out.append(text[position:start])
            out.append(shown)
            position = end
    out.append(text[position:])
    return _uncomment("".join(out))


def _is_answer(text: str) -> bool:
    """Whether the text is a datastore and no page with one."""
    return "<datastore" in text[:400].lower()


def scripts(text: str) -> Iterator[str]:
    """The contents of the page's scripts, in order, also of those inside comments; of an answer that is a
    datastore what stands before and after its records, as it would in a page's script."""
    if _is_answer(text):
        lowered = text.lower()
        before, last = lowered.find("<record>"), lowered.rfind("</record>")
        yield text if before < 0 else text[:before] + text[max(last, before) :]
        return
    for _, inner, stop, _ in _scripts(text):
        yield text[inner:stop]


def _scripts(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Start, start of content, end of content, end of the first `MAX_NUMBER` scripts; linear in the text's
    length."""
    position = 0
    for _ in range(MAX_NUMBER):
        opening = _SCRIPT.search(text, position)
        if opening is None:
            return
        inner = text.find(">", opening.start()) + 1
        closing = _SCRIPT_END.search(text, inner) if inner else None
        if closing is None:
            return
        position = text.find(">", closing.start()) + 1 or len(text)
        yield opening.start(), inner, closing.start(), position


def answered(text: str) -> str:
    """The markup that an answer in JSON carries (Hanweb JPAAS), or the text as it is."""
    if not _ANSWER.match(text):
        return text
    try:
        answer = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return text
    for _ in range(3):
        if not isinstance(answer, dict):
            return text
        if isinstance(answer.get("html"), str):
            return str(answer["html"])
        answer = answer.get("data")
    return text


class _Texts:
    """The texts that variables were set to in the page's scripts so far. Scripts that write nothing are only
    looked into once one that writes names something that it did not set itself."""

    def __init__(self) -> None:
        self.here: dict[str, str] = {}
        """What the script that is being read sets."""
        self.before: dict[str, str] = {}
        self.unread: list[str | dict[str, str]] = []

    def next_script(self) -> None:
        self.keep(self.here)
        self.here = {}

    def keep(self, done: str | dict[str, str]) -> None:
        """Keeps a script, or what one that writes set (it is read already), for names that later scripts use.
        Neither a long script nor one that set many names: what a row is made of is set in a few lines."""
        if done and len(done) <= MAX_EARLIER and len(self.unread) < MAX_WRITES:
            self.unread.append(done)

    def of(self, name: str) -> str:
        """The text of a name, empty where it is not known."""
        if name in self.here:
            return self.here[name]
        unread, self.unread = self.unread, []
        for done in unread:
            self.before.update(done if isinstance(done, dict) else variables(done))
        return self.before.get(name, "")


def variables(script: str) -> dict[str, str]:
    """The texts that a script sets variables to, of names that it does not set itself nothing is known."""
    texts = _Texts()
    _writes(script, texts)
    return texts.here


def _shown(script: str, texts: _Texts) -> str:
    """What the script shows, as HTML; empty where it shows nothing that is read here."""
    if len(script) > MAX_SCRIPT:
        return ""
    if "<record>" in script or "<RECORD>" in script:
        return _records(script)
    written = ""
    if _WRITE.search(script):
        written = _written(script, texts)
    else:
        texts.keep(script)
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


def _written(script: str, texts: _Texts) -> str:
    """What `document.write` writes, as far as it is made of texts and of variables holding texts.

    Branches are not weighed: of several writes in one script that show the same link only the first
    counts, which is what templates with an if and an else around the same row need.
    """
    shown: list[str] = []
    links: set[str] = set()
    for value in _writes(script, texts):
        link = re.search(r"href\s*=\s*['\"]?([^'\"\s>]+)", value)
        if link and link[1] in links:
            continue
        if link:
            links.add(link[1])
        shown.append(value)
    joined = "".join(shown)
    return "" if re.search(r"<\s*(?:script|iframe|style)", joined, re.I) else joined


def _writes(script: str, texts: _Texts) -> list[str]:
    """What each write of the script writes; the variables that it sets are put into `texts`."""
    written: list[str] = []
    length = 0
    for count, match in enumerate(_TOKEN.finditer(script)):
        if count > MAX_WRITES or length > MAX_SCRIPT:
            break
        if match["name"] and script[match.start() - 1 : match.start()] in _IN_TEXT:
            continue
        value = _concatenation(script, match.end(), texts)
        if value is None:
            continue
        if match["name"]:
            texts.here[match["name"]] = value
        else:
            written.append(value)
            length += len(value)
    return written


def _concatenation(script: str, start: int, texts: _Texts) -> str | None:
    """`"a" + b + 'c'` from `start` on; unknown names count as empty; None if it begins otherwise."""
    parts: list[str] = []
    length = 0
    while match := _PART.match(script, start) or _GROUP.match(script, start):
        parts.append(_value(match, texts))
        length += len(parts[-1])
        start = match.end()
        if not script.startswith("+", start) or length > MAX_VALUE or len(parts) == MAX_PARTS:
            break
        start += 1
    return "".join(parts)[:MAX_VALUE] if parts else None


def joined(script: str, start: int, known: Mapping[str, str]) -> str:
    """The text that begins with the quote at `start`, with what is joined to it; names stand for what is
    known of them."""
    texts = _Texts()
    texts.here = dict(known)
    return _concatenation(script, start, texts) or ""


def _value(match: re.Match[str], texts: _Texts) -> str:
    """A text, what a name stands for, or what parentheses hold: of a choice the last, which is where a
    title stands that is not cut (`title.length > 42 ? title.substring(0, 42) + '...' : title`)."""
    if match.re is _GROUP:
        inner = match[1].rpartition(":")[2] if "?" in match[1] else match[1]
        return _concatenation(inner, 0, texts) or ""
    if match["name"]:
        return texts.of(match["name"])
    return _unescape((match["double"] if match["double"] is not None else match["single"]) or "")


def _unescape(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "ux" and len(code) > 1:
            return chr(int(code[1:], 16))
        return _PLAIN.get(code, code)

    return encodable(_ESCAPE.sub(plain, text)) if "\\" in text else text


def encodable(text: str) -> str:
    """The text with the halves of a sign put together, and without those that stand alone."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return text


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
