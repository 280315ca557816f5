"""Bodies split over several numbered pages: where the pages after this one are, and putting them together.

An article's further pages have the article's own address with a number: `t20260102_1.html` goes on in
`t20260102_1_1.html` (TRS, counted from 0) or `content_1_2.html` (counted from 1), `?id=1` in `?id=1&page=2`.
A link to such an address with a number or 下一页 for a text is one; a link to the next article never has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from gongkai.base.urls import absolute
from gongkai.base.values import Document
from gongkai.extract.body import Body
from gongkai.extract.outline import Outline

ALIKE = 40
"""Characters that two texts share at their beginning if one holds the other."""

MAX_PARTS = 60
"""Pages of one article; the longest seen are reports of 40."""

_LINK_TEXT = re.compile(
    r"[\s\[【(（<«‹]*(?:第?\s*(?P<number>\d{1,2})\s*页?|下\s*一?\s*页|末\s*页|尾\s*页|最后一页|后一页|余下全文|阅读全文|"
    r"显示全文|查看全文|全文阅读|>+|»)[\s\]】)）>»›]*"
)
MAX_LINK_CHARS = 12

_PAGE_KEYS = frozenset("page p pageno pagenum pageindex curpage currentpage page_no pn".split())
_CALL = re.compile(
    r"""createPage(?:HTML)?\s*\(\s*(?P<div>['"][^'"]{1,40}['"]\s*,\s*)?(?P<pages>\d{1,3})\s*,\s*(?P<current>\d{1,3})\s*,"""
    r"""\s*['"](?P<name>[^'"]{1,80})['"]\s*,\s*['"](?P<ending>s?html?)['"]"""
)
_QUERY_NUMBER = re.compile(rf"([?&](?:{'|'.join(sorted(_PAGE_KEYS))})=)\d{{1,2}}(?=&|#|$)", re.I)
_NAME_NUMBER = re.compile(r"([_-])\d{1,2}(?=\.\w+(?:[?#]|$))")
_NUMBERED = re.compile(r"(?P<stem>.*[^_-])[_-](?P<number>\d{1,2})")


@dataclass(frozen=True, slots=True)
class _Place:
    """Which page of an article an address is: `stem` is what its pages share, `number` 0 without one."""

    stem: str
    number: int


def find_parts(page: Outline, body: Body, url: str, base: str) -> tuple[str, ...]:
    """The absolute addresses of the pages on which this page's text goes on, in order; none for most.
    `base` is what its links are relative to."""
    called = _called(page.scripts, url)
    return called if called is not None else _linked(page, body, url, base)


def join_parts(first: Document, others: Sequence[Document]) -> Document:
    """One document of a numbered body's pages: texts one after the other, every file once."""
    texts = [document.body for document in (first, *others) if document.body]
    if len(texts) == 2 and first.body and _begins_alike(texts[0], texts[1]):
        texts = texts[1:]  # 余下全文 leads to the whole text
    files = {file.url: file for document in (first, *others) for file in document.attachments}
    kind = "article" if texts and first.kind == "empty" else first.kind
    return replace(first, kind=kind, body="\n".join(texts), attachments=tuple(files.values()), parts=())


def _begins_alike(short: str, whole: str) -> bool:
    return len(whole) >= len(short) and whole[:ALIKE] == short[:ALIKE]


def _called(scripts: list[str], url: str) -> tuple[str, ...] | None:
    """What the CMS's own pager call says, where it speaks of this page's file; None without a call."""
    path = urlsplit(url).path.rsplit("/", 1)[-1]
    for code in scripts:
        call = _CALL.search(code) if "createPage" in code else None
        if call is None or not re.match(rf"{re.escape(call['name'])}(?:_\d+)?\.", path):
            continue
        first = 1 if call["div"] else 0
        last = int(call["pages"]) - 1 + first
        numbers = range(int(call["current"]) + 1, min(last, MAX_PARTS) + 1)
        named = (absolute(url, f"{call['name']}_{number}.{call['ending']}") for number in numbers)
        return tuple(address for address in named if address)
    return None


def _linked(page: Outline, body: Body, url: str, base: str) -> tuple[str, ...]:
    """The link under the text that says 余下全文, or those to this address with a higher number; gaps are
    filled."""
    linked: dict[str, str] = {}  # address → text
    for index in page.elements("a", body.start):
        first = page.texts.get(index + 1, "")
        if len(first) > MAX_LINK_CHARS and len("".join(first.split())) > MAX_LINK_CHARS:
            continue
        text = page.text_in(index, min(page.ends[index], index + 6))
        if len(text) <= MAX_LINK_CHARS and _LINK_TEXT.fullmatch(text):
            address = absolute(base, page.attributes(index).get("href"))
            if address and address != url:
                linked.setdefault(address, text)
                if "全文" in text and _same_folder(address, url):
                    return (address,)
    for own in _readings(url) if linked else ():
        numbers = {_number_after(own, address): address for address in linked}
        firsts = [
            n for n, address in numbers.items() if n is not None and linked[address].strip(" []") == "1"
        ]
        here = max((own.number, *firsts))  # where `?page=1` is this very page
        found = {n: address for n, address in numbers.items() if n is not None and n > here}
        if found and _is_pager(own, found, linked):
            return _filled(found)
    return ()


def _same_folder(one: str, other: str) -> bool:
    return one.rpartition("/")[0].partition("//")[2] == other.rpartition("/")[0].partition("//")[2]


def _readings(url: str) -> list[_Place]:
    """What an address can be: a first page, whose name may end in a number of its own, or a later one."""
    bare, name, _ = _pieces(url)
    numbered = _NUMBERED.fullmatch(name)
    later = [_Place(bare + numbered["stem"], int(numbered["number"]))] if numbered else []
    return [_Place(bare + name, _query_number(url)), *later]


def _pieces(url: str) -> tuple[str, str, str]:
    """Folder, file name without ending, ending; the query (but for page numbers) belongs to the folder."""
    parts = urlsplit(url)
    folder, _, file = parts.path.rpartition("/")
    name, dot, ending = file.partition(".")
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key.lower() not in _PAGE_KEYS]
    return urlunsplit(("", parts.netloc, folder + "/", urlencode(kept), "")) + "\n", name, dot + ending


def _query_number(url: str) -> int:
    for key, value in parse_qsl(urlsplit(url).query):
        if key.lower() in _PAGE_KEYS and value.isdecimal() and len(value) <= 2:
            return int(value)
    return 0


def _number_after(own: _Place, address: str) -> int | None:
    """The number by which an address is a page of the same article; None for other addresses."""
    bare, name, _ = _pieces(address)
    if bare + name == own.stem:
        return _query_number(address)
    numbered = _NUMBERED.fullmatch(name)
    return int(numbered["number"]) if numbered and bare + numbered["stem"] == own.stem else None


def _is_pager(own: _Place, found: dict[int, str], linked: dict[str, str]) -> bool:
    """Whether the numbers are those of pages: counted from 0 or 1 on, the next one among them.

    An article called `content_12` with a neighbour `content_13` would look the same: where the own name
    is read as a later page, the first page must be linked too.
    """
    if own.number and not any(_number_after(own, address) in (0, 1) for address in linked):
        return False
    return min(found) <= own.number + (1 if own.number else 2)


def _filled(found: dict[int, str]) -> tuple[str, ...]:
    """All pages up to the highest number linked (pagers leave out the middle)."""
    first = min(found)
    pages = []
    for number in range(first, min(max(found), first + MAX_PARTS) + 1):
        pages.append(found.get(number) or _renumbered(found[first], number))
    return tuple(dict.fromkeys(pages))


def _renumbered(address: str, number: int) -> str:
    """A page's address with another number, where `_number_after` read its own: in the query or the name."""
    renumbered, times = _QUERY_NUMBER.subn(rf"\g<1>{number}", address, count=1)
    return renumbered if times else _NAME_NUMBER.sub(rf"\g<1>{number}", address, count=1)
