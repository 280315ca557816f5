"""Where the next page of a list is, and how many pages and rows there are in all.

Read in this order: what a family's own script call says, a link named 下一页 and the like, the link whose
number follows the current one. Nothing is guessed: where the page does not say it, there is no next page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from gongkai.base.urls import absolute
from gongkai.platforms import pagerscript
from gongkai.platforms.links import script_address
from gongkai.platforms.place import Scene
from gongkai.platforms.tree import El, Tree, fold

MAX_PAGES = 100_000
MAX_ITEMS = 10_000_000
_REGION = 260
"""Positions on the page that a pager may take."""
_BESIDE = 80
"""Characters between a list and its pager that still belong to the pager (how many rows there are)."""

_NEXT = re.compile(r"^(?:下\s*一\s*页|下\s*页|后一页|下一頁|next(?:\s*page)?)\s*[>›»→]*$", re.I)
_SIGN = re.compile(r"^(?:>|›|»|→|&gt;|>>)$")
_PAGER_WORD = re.compile(r"下\s*一?\s*页|上\s*一?\s*页|尾\s*页|末\s*页|共\s*\d+\s*[页条]|^第\s*\d+\s*页")
_PAGER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:page|pages|pager|paging|fenye|digg|fy|pagebar|turnpage)(?:[\s_\d-]|$)|pagination|pagelist|paginator|page[_-]?(?:div|list|nav|bar|num)|laypage|fenye|gongkai-pager"
)
_CURRENT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:cur|current|active|on|this|cpb|hover|select|selected|now|page-this)(?:[\s_-]|$)"
)
_NUMBER = re.compile(r"^[\[(]?\s*(\d{1,5})\s*[\])]?$")

_PAGES = (
    re.compile(r"(?:共|总共|总计|共计|共有)\s*[:：]?\s*(\d{1,6})\s*页"),
    re.compile(r"(?:条|记录)\s*[,，]?\s*(?:共)?分\s*(\d{1,6})\s*页"),
    re.compile(r"总页数\s*[:：]?\s*(\d{1,6})"),
    re.compile(r"(?:第|当前第?|页次[:：]?)\s*\d{1,6}\s*(?:页)?\s*[/／]\s*(?:共)?\s*(\d{1,6})\s*页?"),
    re.compile(r"(?<![\d/.-])\d{1,5}\s*[/／]\s*(\d{1,5})\s*页"),
    re.compile(r"[条录]\s*\d{1,5}\s*[/／]\s*(\d{1,5})(?![\d/-])"),
)
_ITEMS = (
    re.compile(r"(?:共|总共|总计|共计|共有)\s*[:：]?\s*(\d{1,8})\s*(?:条|个?记录|篇|则|项|份|条记录)"),
    re.compile(r"(?:共|共有)\s*(\d{1,8})\s*(?:记录|纪录|信息|结果)"),
    re.compile(r"\d\s*页\s*[(（,，/／]?\s*(\d{1,8})\s*条(?!\s*[/／])"),
    re.compile(r"(?:总记录数|总条数|记录总数|总数)\s*[:：]?\s*(\d{1,8})"),
)
_OF = re.compile(r"(\d{1,5})\s*[/／]\s*(\d{1,5})")
"""The current page and how many there are, as a text of its own."""
_CURRENT = re.compile(
    r"(?:第|当前第?|页次[:：]?)\s*(\d{1,5})\s*(?:页|[/／])|(?<![\d/.-])(\d{1,5})\s*[/／]\s*(?:共)?\s*\d{1,5}\s*页"
)
_SCRIPT_PAGES = re.compile(
    r"\b(?:totalPages?|pageCount|countPage|page_count|totalpage|pages)\s*[:=]\s*['\"]?(\d{1,6})\b|<totalpage>(\d{1,6})<",
    re.I,
)
_SCRIPT_PAGES_WORDS = (b"totalpage", b"pagecount", b"countpage", b"page_count", b"pages")
_SCRIPT_ITEMS = re.compile(
    r"\b(?:totalRecords?|recordCount|record_count|totalCount|rowCount|totalrecord)\s*[:=]\s*['\"]?(\d{1,8})\b|<totalrecord>(\d{1,8})<",
    re.I,
)
_SCRIPT_ITEMS_WORDS = (b"record", b"totalcount", b"rowcount")


@dataclass(frozen=True, slots=True)
class Pager:
    """What a page says about the pages of its list; None where it says nothing."""

    next_url: str | None = None
    total_pages: int | None = None
    total_items: int | None = None
    place: str = ""
    """Where the next page was stated, in words for people."""


def positions(tree: Tree) -> list[int]:
    """Where pagers begin: elements named so, and texts that only pagers hold."""
    found = [el.start for el in tree.els if _begins_pager(tree, el)]
    found.extend(
        at
        for at, text in zip(tree.text_at, tree.texts, strict=True)
        if len(text) < 60 and _PAGER_WORD.search(text)
    )
    return sorted(found)


def _begins_pager(tree: Tree, el: El) -> bool:
    """Whether an element is named like a pager, or is the picture of its next page."""
    if el.marks and _PAGER_CLASS.search(el.marks):
        return not _holds_much(tree, el)
    return el.tag == "img" and bool(_NEXT.match(el.get("alt")))


def _holds_much(tree: Tree, el: El) -> bool:
    """Whole columns are called `page` too; a pager's texts are short."""
    return tree.count(el.start, el.end) > 120 or tree.chars(el.start, el.end) > 400


def by_page(view: Scene, scripts: str, after: int) -> Pager:
    """What links, printed totals and common script variables say; `after` is where the list ends."""
    pieces = _pager_pieces(view, after)
    text = fold(" ".join(pieces))[:800]
    folded = scripts.encode("utf-8", "replace").lower()  # bytes are folded and searched much faster
    pages = _first(_PAGES, text) or _of(pieces) or _named(_SCRIPT_PAGES, _SCRIPT_PAGES_WORDS, scripts, folded)
    items = _first(_ITEMS, text)
    if items is None:
        items = _named(_SCRIPT_ITEMS, _SCRIPT_ITEMS_WORDS, scripts, folded)
    if items is None:
        items = pagerscript.laid_out(scripts).items
    following, place = _following(view, scripts, after, text, pages)
    return Pager(following, _sane(pages, 1, MAX_PAGES), _sane(items, 0, MAX_ITEMS), place)


def _following(view: Scene, scripts: str, after: int, text: str, pages: int | None) -> tuple[str | None, str]:
    """The next page's address, and where it was stated."""
    named = _named_link(view, after)
    if named:
        return named, "“下一页”链接"
    stated = _CURRENT.search(text)
    current = int(stated[1] or stated[2]) if stated else None
    numbered = _numbered(view, after, current)
    if numbered:
        return numbered, "当前页码之后的页码链接"
    stepped = pagerscript.stepped(scripts, view.url, view.base, pages, current)
    return stepped, "翻页脚本" if stepped else ""


def _sane(number: int | None, least: int, most: int) -> int | None:
    return number if number is not None and least <= number <= most else None


def _pager_pieces(view: Scene, after: int) -> list[str]:
    """The texts of the pager region: from the first pager after the list, a stretch of texts on; what little
    stands between the list and the pager belongs to it."""
    following = next((p for p in view.pagers if p >= after), None)
    if following is None:
        following = view.pagers[-1] if view.pagers else None
    if following is None:
        return []
    near = 0 < after <= following and view.tree.chars(after, following) <= _BESIDE
    return view.tree.between(after if near else following, following + _REGION)


def _of(pieces: list[str]) -> int | None:
    """How many pages a text of the kind `1/13` says that there are."""
    for piece in pieces:
        match = _OF.fullmatch(piece.strip()) if len(piece) < 40 else None
        if match and 1 <= int(match[1]) <= int(match[2]):
            return int(match[2])
    return None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> int | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            return int(match[1])
    return None


def _named(pattern: re.Pattern[str], words: tuple[bytes, ...], scripts: str, folded: bytes) -> int | None:
    """The number that the pattern finds; one of the words (in lower case) stands in all that it matches."""
    match = pattern.search(scripts) if any(word in folded for word in words) else None
    return int(match[1] or match[2]) if match else None


def _named_link(view: Scene, after: int) -> str | None:
    """The address of a link or button called next page: first those after the list, then those before it."""
    candidates: list[tuple[bool, El]] = []
    for el in view.tree.els:
        if el.tag != "a" and "onclick" not in el.attrs:
            continue
        text = view.tree.text(el)[:20] or _pictured(el)
        named = _NEXT.match(text) or (len(text) <= 6 and "next" in _classes(el))
        signed = _SIGN.match(text) and any(_PAGER_CLASS.search(up.marks) for up in _near(el))
        if (named or signed) and "disabled" not in el.attrs:
            candidates.append((el.start < after, el))
    candidates.sort(key=lambda pair: pair[0])
    for _, el in candidates:
        url = _link_address(el, view.base)
        if url and url != view.url:
            return url
    return None


def _classes(el: El) -> list[str]:
    """What a link is called: its relation, its classes and those of the element around it."""
    return f"{el.get('rel')} {el.get('class')} {el.parent.get('class') if el.parent else ''}".lower().split()


def _pictured(el: El) -> str:
    """What a link or button without text says in its title, its value or its picture's."""
    words = [
        el.get("title"),
        el.get("value"),
        *(child.get("alt") or child.get("title") for child in el.children),
    ]
    return fold(next((word for word in words if word), ""))


def _near(el: El) -> list[El]:
    return [up for up, _ in zip(el.ancestors(), range(4), strict=False)]


def _link_address(el: El, page_url: str) -> str | None:
    href = el.get("href")
    url = absolute(page_url, href)
    if url:
        return url
    for script in (
        el.get("onclick"),
        href if href.lower().startswith("javascript") else "",
        el.get("tagname"),
    ):
        found = script_address(script, page_url) if script else None
        if found:
            return found
    bare = el.get("tagname") or el.get("data-href") or el.get("data-url")
    return absolute(page_url, bare) if bare and "." in bare else None


def _numbered(view: Scene, after: int, stated: int | None) -> str | None:
    """The link whose text is the number after the current page's, inside a pager."""
    first = next((p for p in view.pagers if p >= after), None)
    if first is None:
        return None
    current: int | None = None
    numbers: dict[int, El] = {}
    for el in view.tree.els[_index_at(view.tree, first) :]:
        if el.start > first + _REGION:
            break
        match = _NUMBER.match(view.tree.text(el)) if view.tree.count(el.start, el.end) == 1 else None
        if not match:
            continue
        if _marked_current(el):
            current = int(match[1]) if current is None else current
        elif el.tag == "a" and absolute(view.base, el.get("href")):
            numbers.setdefault(int(match[1]), el)
    following = numbers.get((stated or current or -1) + 1)
    return absolute(view.base, following.get("href")) if following else None


def _marked_current(el: El) -> bool:
    """Whether a page number is the current page's: named so, or no link."""
    if _CURRENT_CLASS.search(el.get("class")):
        return True
    return el.tag in ("span", "b", "strong", "em", "font") and not _in_link(el)


def _in_link(el: El) -> bool:
    return any(up.tag == "a" for up in _near(el))


def _index_at(tree: Tree, position: int) -> int:
    """The index of the last element that starts at or before the position."""
    return max(0, bisect_right(tree.els, position, key=lambda el: el.start) - 1)
