"""Where the next page of a list is, and how many pages and rows there are in all.

Read in this order: what a family's own script call says, a link named 下一页 and the like, the link whose
number follows the current one. Nothing is guessed: where the page does not say it, there is no next page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from gongkai.base.values import Ask
from gongkai.platforms import pagenumbers, pagerscript
from gongkai.platforms.links import clicked
from gongkai.platforms.place import Scene
from gongkai.platforms.tree import El, Tree, fold

MAX_PAGES = 100_000
MAX_ITEMS = 10_000_000
_BESIDE = 80
"""Characters between a list and its pager that still belong to the pager (how many rows there are)."""

_NEXT = re.compile(r"^(?:下\s*一\s*页|下\s*页|后一页|下一頁|next(?:\s*page)?)\s*[>›»→]*$", re.I)
_OTHER_WAY = re.compile(r"首|上|前|尾|末|最后|first|prev|last|\d", re.I)
"""What a link to another page than the next is called, whatever its class: templates give all four the class
of one."""
_SIGN = re.compile(r"^(?:>|›|»|→|&gt;|>>)$")
_PAGER_WORD = re.compile(r"下\s*一?\s*页|上\s*一?\s*页|尾\s*页|末\s*页|共\s*\d+\s*[页条]|^第\s*\d+\s*页")
_PAGER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:page|pages|pager|paging|fenye|digg|fy|pagebar|turnpage)(?:[\s_\d-]|$)|pagination|pagelist|paginator|page[_-]?(?:div|list|nav|bar|num)|laypage|fenye|gongkai-pager"
)

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
_FOUND = re.compile(
    r"(?:共|总计)(?:有|计)?(?:为您)?(?:检索|查询|搜索|找)?(?:到|出)?\s*[:：]?\s*(\d{1,8})\s*"
    r"(?:[条篇则]|[个项份](?:相关|符合条件的)?(?:信息|记录|结果|数据|文件))"
)
_ABOVE = 16
"""Texts above a list among which a sentence says how many rows there are."""
_BARE_ITEMS = re.compile(r"[(（]?(\d{1,8})\s*(?:条|篇|则)(?:记录|信息)?[)）]?")
OF_OTHERS = re.compile(r"评论|评价|留言|回复|跟帖|附件|点赞|收藏")
"""What numbers of rows may count that are no rows of a list."""
_OTHERS_BEFORE = re.compile(rf"(?<![条篇则个项份])(?:{OF_OTHERS.pattern})$")
_JOINED = " 条的数总个（(:：用户网友"
"""What may stand between those and the number."""
_MOST_FOUND = 10
_EACH_BEFORE = re.compile(r"(?:每页|每|显示)[^\d]{0,6}$")
_EACH_AFTER = re.compile(r"\s*[/／]")
_TEXTS = 12
"""Texts of a pager, from its begin, among which a bare number of rows stands."""
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

_PRESSED = frozenset(("a", "button", "input"))
_AIMED = re.compile(r"data-|@|v-on|ng-click|:")
"""What attributes of a link that a script takes somewhere begin with."""
_DISABLED = re.compile(r"(?:^|[\s_-])(?:disabled?|unable|forbid|gr[ae]y|nolink)(?:[\s_-]|$)")

_WRITTEN = "脚本写在“总页数”后的变量"
Told = tuple[int | None, str]
"""A number, None where it is not told, and where it would stand."""


@dataclass(frozen=True, slots=True)
class Pager:
    """What a page says about the pages of its list; None where it says nothing."""

    next: Ask | None = None
    total_pages: int | None = None
    total_items: int | None = None
    next_at: str = ""
    pages_at: str = ""
    items_at: str = ""
    """Where each of the three was stated, in words for people; empty where it was not."""
    more: bool = False
    """Whether a next page is printed of which no address can be read."""


def ask(url: str | None) -> Ask | None:
    """A page to ask for by its address, if there is one."""
    return Ask(url) if url else None


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
    if is_called_pager(el):
        return not _holds_much(tree, el)
    return el.tag == "img" and bool(_NEXT.match(el.get("alt")))


def is_called_pager(el: El) -> bool:
    return bool(el.marks and _PAGER_CLASS.search(el.marks))


def is_within(tree: Tree, el: El) -> bool:
    """Whether an element stands in what the template calls a pager, and is one by its size."""
    return any(is_called_pager(up) and not _holds_much(tree, up) for up in (el, *el.ancestors()))


def _holds_much(tree: Tree, el: El) -> bool:
    """Whole columns are called `page` too; a pager's texts are short."""
    return tree.count(el.start, el.end) > 120 or tree.chars(el.start, el.end) > 400


def by_page(view: Scene, scripts: str, after: int, before: int = 0, rows: int = 0) -> Pager:
    """What links, printed totals and common script variables say; `after` is where the list ends, `before`
    where it begins, with so many rows."""
    pieces = _pager_pieces(view, after)
    text = fold(" ".join(pieces))[:800]
    folded = scripts.encode("utf-8", "replace").lower()  # bytes are folded and searched much faster
    pages, pages_at = _first_sane(1, MAX_PAGES, _pages_stated(view, scripts, folded, after, pieces, text))
    items, items_at = _first_sane(0, MAX_ITEMS, _items_stated(scripts, folded, pieces, text))
    if items is None:
        above = _found(view, before)
        items, items_at = (above, "列表上方文字") if above and rows <= above <= MAX_ITEMS else (None, "")
    counted = pages if pages_at != _WRITTEN else None  # whose pages may be counted down
    current = _current(text)
    following, next_at = _following(view, scripts, after, current, counted)
    more = following is None and pages != 1 and items != 0 and _is_more(view, after, current)
    return Pager(ask(following), pages, items, next_at, pages_at, items_at, more)


def _pages_stated(
    view: Scene, scripts: str, folded: bytes, after: int, pieces: list[str], text: str
) -> Iterator[Told]:
    yield _first(_PAGES, text), "分页处文字"
    yield _of(pieces), "分页处文字"
    yield _named(_SCRIPT_PAGES, _SCRIPT_PAGES_WORDS, scripts, folded), "脚本变量"
    yield pagenumbers.last(view, after), "分页处末页的页码"
    yield pagerscript.written_total(scripts), _WRITTEN


def _items_stated(scripts: str, folded: bytes, pieces: list[str], text: str) -> Iterator[Told]:
    yield _counted(_ITEMS, text), "分页处文字"
    yield _bare_items(pieces), "分页处文字"
    yield _named(_SCRIPT_ITEMS, _SCRIPT_ITEMS_WORDS, scripts, folded), "脚本变量"
    yield pagerscript.laid_out(scripts).items, "laypage 选项"


def _found(view: Scene, before: int) -> int | None:
    """How many rows a sentence above the list says that there are (共检索到 16 条信息)."""
    return _counted((_FOUND,), fold(" ".join(view.tree.last_before(0, before, _ABOVE)))[-400:])


def _first_sane(least: int, most: int, told: Iterator[Told]) -> Told:
    """The first number that is one, with its place; none where it cannot be right."""
    number, place = next((one for one in told if one[0] is not None and one[0] >= least), (None, ""))
    return (number, place) if number is not None and number <= most else (None, "")


def _current(text: str) -> int | None:
    """The current page as the pager prints it."""
    stated = _CURRENT.search(text)
    return int(stated[1] or stated[2]) if stated else None


def _following(
    view: Scene, scripts: str, after: int, current: int | None, pages: int | None
) -> tuple[str | None, str]:
    """The next page's address, and where it was stated."""
    named = _named_link(view, after)
    if named:
        return named, "“下一页”链接"
    numbered = pagenumbers.following(view, after, current)
    if numbered:
        return numbered, "当前页码之后的页码链接"
    stepped = pagerscript.stepped(scripts, view.url, view.base, pages, current)
    return stepped, "翻页脚本" if stepped else ""


def _pager_pieces(view: Scene, after: int) -> list[str]:
    """The texts of the pager region: from the first pager after the list, a stretch of texts on; what little
    stands between the list and the pager belongs to it."""
    following = next((p for p in view.pagers if p >= after), None)
    if following is None:
        following = view.pagers[-1] if view.pagers else None
    if following is None:
        return []
    near = 0 < after <= following and view.tree.chars(after, following) <= _BESIDE
    return view.tree.between(after if near else following, following + pagenumbers.REGION)


def _of(pieces: list[str]) -> int | None:
    """How many pages a text of the kind `1/13` says that there are."""
    for piece in pieces:
        match = _OF.fullmatch(piece.strip()) if len(piece) < 40 else None
        if match and 1 <= int(match[1]) <= int(match[2]):
            return int(match[2])
    return None


def _bare_items(pieces: list[str]) -> int | None:
    """How many rows a text of the kind `486条` says that there are, not the `20条` of `/页` nor one of
    several, among which a reader chooses how many to see."""
    for before, piece, after in zip(("", *pieces), pieces[:_TEXTS], (*pieces[1:], ""), strict=False):
        match = _BARE_ITEMS.fullmatch(piece.strip())
        chosen = any(_BARE_ITEMS.fullmatch(other.strip()) for other in (before, after))
        each = _EACH_BEFORE.search(before) or _EACH_AFTER.match(after)
        others = OF_OTHERS.match(after.strip()) or _OTHERS_BEFORE.search(before.strip()[-4:])
        if match and not (chosen or each or others):
            return int(match[1])
    return None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> int | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            return int(match[1])
    return None


def _counted(patterns: tuple[re.Pattern[str], ...], text: str) -> int | None:
    """The first number that counts rows of the list: what it counts stands behind it (共3条评论), or before
    it and not behind another number (评论：共3条)."""
    for pattern in patterns:
        for match in islice(pattern.finditer(text), _MOST_FOUND):
            before, after = text[: match.start()].rstrip(_JOINED), text[match.end() :].lstrip(_JOINED)
            if not OF_OTHERS.match(after) and not _OTHERS_BEFORE.search(before[-4:]):
                return int(match[1])
    return None


def _named(pattern: re.Pattern[str], words: tuple[bytes, ...], scripts: str, folded: bytes) -> int | None:
    """The number that the pattern finds; one of the words (in lower case) stands in all that it matches."""
    match = pattern.search(scripts) if any(word in folded for word in words) else None
    return int(match[1] or match[2]) if match else None


def _named_link(view: Scene, after: int) -> str | None:
    """The address of a link or button called next page: first those after the list, then those before it."""
    for el in sorted(_next_links(view), key=lambda el: el.start < after):
        url = clicked(el, view.base)
        if url and url != view.url:
            return url
    return None


def _next_links(view: Scene) -> Iterator[El]:
    """The links and buttons called next page, in page order."""
    for el in view.tree.els:
        if el.tag not in _PRESSED and "onclick" not in el.attrs:
            continue
        text = view.tree.text(el)[:20] or _pictured(el)
        classed = len(text) <= 6 and "next" in _classes(el) and not _OTHER_WAY.search(text)
        named = _NEXT.match(text) or classed
        signed = _SIGN.match(text) and any(_PAGER_CLASS.search(up.marks) for up in islice(el.ancestors(), 4))
        if (named or signed) and "disabled" not in el.attrs:
            yield el


def _is_more(view: Scene, after: int, current: int | None) -> bool:
    """Whether a next page is printed of which no address can be read; the numbers know best."""
    ahead = pagenumbers.ahead(view, after, current)
    return any(_is_unread(el, view.base) for el in _next_links(view)) if ahead is None else ahead


def _is_unread(el: El, base: str) -> bool:
    """Whether only a script knows where a link leads: it is neither called one that cannot be pressed nor
    one without any aim, as templates have it on the last page."""
    called = f"{el.get('class')} {el.parent.get('class') if el.parent else ''}".lower()
    aims = el.tag != "a" or any(name in ("href", "onclick") or _AIMED.match(name) for name in el.attrs)
    return aims and not _DISABLED.search(called) and clicked(el, base) is None


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
