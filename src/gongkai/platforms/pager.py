"""Where the next page of a list is, and how many pages and rows there are in all.

Read in this order: what a family's own script call says, a link named 下一页 and the like, the link whose
number follows the current one. Nothing is guessed: where the page does not say it, there is no next page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from gongkai.base.urls import absolute
from gongkai.platforms.links import script_address
from gongkai.platforms.tree import El, Tree, fold

MAX_PAGES = 100_000
MAX_ITEMS = 10_000_000

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
    re.compile(r"总页数\s*[:：]?\s*(\d{1,6})"),
    re.compile(r"(?:第|当前第?|页次[:：]?)\s*\d{1,6}\s*(?:页)?\s*[/／]\s*(?:共)?\s*(\d{1,6})\s*页?"),
    re.compile(r"(?<![\d/.-])\d{1,5}\s*[/／]\s*(\d{1,5})\s*页"),
    re.compile(r"[条录]\s*\d{1,5}\s*[/／]\s*(\d{1,5})(?![\d/-])"),
)
_ITEMS = (
    re.compile(r"(?:共|总共|总计|共计|共有)\s*[:：]?\s*(\d{1,8})\s*(?:条|个?记录|篇|则|项|份|条记录)"),
    re.compile(r"(?:共|共有)\s*(\d{1,8})\s*(?:记录|纪录|信息|结果)"),
    re.compile(r"(?:总记录数|总条数|记录总数|总数)\s*[:：]?\s*(\d{1,8})"),
)
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
_SCRIPT_STEP = re.compile(
    r"""(?:location(?:\.href)?\s*=|open\s*\()\s*["'](?P<before>[^"'<>\s]{0,200}?[_=-])["']\s*\+\s*\w+"""
    r"""(?:\s*\+\s*["'](?P<after>\.(?:s?html?|jhtml)|&[\w=&%-]{0,80})["'])?\s*[;)}\n]"""
)
_SCRIPT_CURRENT = re.compile(
    r"setPage['\"]\s*,\s*(\d{1,5})\s*,"
    r"|\b(?:currentPage|curPage|currPage|current|pageNo|pageIndex)['\"]?\s*[:=]\s*['\"(]?(\d{1,5})\b(?!\s*[-+*])"
    r"|\bcurrPage\s*:\s*\(\s*\(?(\d{1,5})\s*-\s*1\)?\s*\+\s*1\s*\)"
)


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
    found = [
        el.start
        for el in tree.els
        if el.marks and _PAGER_CLASS.search(el.marks) and not _holds_much(tree, el)
    ]
    found.extend(
        at
        for at, text in zip(tree.text_at, tree.texts, strict=True)
        if len(text) < 60 and _PAGER_WORD.search(text)
    )
    return sorted(found)


def _holds_much(tree: Tree, el: El) -> bool:
    """Whole columns are called `page` too; a pager's texts are short."""
    return tree.count(el.start, el.end) > 120 or tree.chars(el.start, el.end) > 400


def by_page(tree: Tree, scripts: str, page_url: str, at: list[int], after: int) -> Pager:
    """What links, printed totals and common script variables say; `at` is where pagers begin, `after` where
    the list ends."""
    text = _pager_text(tree, at, after)
    folded = scripts.encode("utf-8", "replace").lower()  # bytes are folded and searched much faster
    pages = _first(_PAGES, text) or _named(_SCRIPT_PAGES, _SCRIPT_PAGES_WORDS, scripts, folded)
    items = _first(_ITEMS, text)
    if items is None:
        items = _named(_SCRIPT_ITEMS, _SCRIPT_ITEMS_WORDS, scripts, folded)
    following, place = _following(tree, scripts, page_url, at, after, text, pages)
    return Pager(following, _sane(pages, MAX_PAGES), _sane(items, MAX_ITEMS), place)


def _following(
    tree: Tree, scripts: str, page_url: str, at: list[int], after: int, text: str, pages: int | None
) -> tuple[str | None, str]:
    """The next page's address, and where it was stated."""
    named = _named_link(tree, page_url, after)
    if named:
        return named, "“下一页”链接"
    numbered = _numbered(tree, page_url, at, after, text)
    if numbered:
        return numbered, "当前页码之后的页码链接"
    stepped = _stepped(scripts, page_url, pages)
    return stepped, "翻页脚本" if stepped else ""


def _sane(number: int | None, limit: int) -> int | None:
    return number if number is not None and 0 <= number <= limit else None


def _pager_text(tree: Tree, at: list[int], after: int) -> str:
    """The texts of the pager region: from the first pager after the list, a stretch of texts on."""
    following = next((p for p in at if p >= after), None)
    if following is None:
        following = at[-1] if at else None
    if following is None:
        return ""
    end = following + 260
    return fold(" ".join(tree.between(following, end)))[:800]


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


def _named_link(tree: Tree, page_url: str, after: int) -> str | None:
    """The address of a link called next page: first those after the list, then those before it."""
    candidates: list[tuple[bool, El]] = []
    for el in tree.els:
        if el.tag != "a":
            continue
        text = tree.text(el)[:20] or _pictured(el)
        named = _NEXT.match(text) or (len(text) <= 6 and "next" in _classes(el))
        signed = _SIGN.match(text) and any(_PAGER_CLASS.search(up.marks) for up in _near(el))
        if named or signed:
            candidates.append((el.start < after, el))
    candidates.sort(key=lambda pair: pair[0])
    for _, el in candidates:
        url = _link_address(el, page_url)
        if url and url != page_url:
            return url
    return None


def _classes(el: El) -> list[str]:
    """What a link is called: its relation, its classes and those of the element around it."""
    return f"{el.get('rel')} {el.get('class')} {el.parent.get('class') if el.parent else ''}".lower().split()


def _pictured(el: El) -> str:
    """What a link without text says in its title or its picture's."""
    words = [el.get("title"), *(child.get("alt") or child.get("title") for child in el.children)]
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


def _numbered(tree: Tree, page_url: str, at: list[int], after: int, text: str) -> str | None:
    """The link whose text is the number after the current page's, inside a pager."""
    first = next((p for p in at if p >= after), None)
    if first is None:
        return None
    current: int | None = None
    numbers: dict[int, El] = {}
    for el in tree.els[_index_at(tree, first) :]:
        if el.start > first + 260:
            break
        match = _NUMBER.match(tree.text(el)) if tree.count(el.start, el.end) == 1 else None
        if not match:
            continue
        number = int(match[1])
        usable = el.tag == "a" and absolute(page_url, el.get("href"))
        if _CURRENT_CLASS.search(el.get("class")) or (
            el.tag in ("span", "b", "strong", "em", "font") and not _in_link(el)
        ):
            current = number if current is None else current
        elif usable:
            numbers.setdefault(number, el)
    stated = _CURRENT.search(text)
    if stated:
        current = int(stated[1] or stated[2])
    if current is None or current + 1 not in numbers:
        return None
    return absolute(page_url, numbers[current + 1].get("href"))


def _in_link(el: El) -> bool:
    return any(up.tag == "a" for up in _near(el))


def _index_at(tree: Tree, position: int) -> int:
    """The index of the last element that starts at or before the position."""
    return max(0, bisect_right(tree.els, position, key=lambda el: el.start) - 1)


def _stepped(scripts: str, page_url: str, pages: int | None) -> str | None:
    """`location.href = 'index_' + i + '.html'` with the total and the current page stated: the next."""
    step = _SCRIPT_STEP.search(scripts)
    if not step or not pages:
        return None
    current = _SCRIPT_CURRENT.search(scripts)
    here = int(next(number for number in current.groups() if number)) if current else None
    from_url = re.search(re.escape(step["before"].rsplit("/", 1)[-1]) + r"(\d{1,6})(?!\d)", page_url)
    if from_url:
        here = int(from_url[1])
    if here is None or here < 1 or here >= pages:
        return None
    return absolute(page_url, f"{step['before']}{here + 1}{step['after'] or ''}")
