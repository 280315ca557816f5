"""Reading by the operator's CSS, which goes before everything the readers would find.

`title`, `link` and `date` are looked for inside each of `rows` and count only together with it; `next`
counts alone too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from gongkai.base import guard, nopage
from gongkai.base.choice import Origin
from gongkai.base.markup import parsed
from gongkai.base.urls import absolute
from gongkai.base.values import Listing, Page, Row, Selectors
from gongkai.platforms import expand, links, rowdate, rows
from gongkai.platforms.groups import MAX_ROWS, Record
from gongkai.platforms.pager import ask
from gongkai.platforms.tree import build, fold

_TABLE_PARTS = frozenset(("tr", "td", "th", "tbody", "thead"))


def apply(page: Page, listing: Listing, selectors: Selectors, seen: date | None) -> Listing:
    """The listing with what the operator's selectors say in it.

    Where `rows` matches nothing the result is `unknown`, unless the page says itself that it is empty or is
    named as no page.
    """
    text = expand.expand(page.text)
    if guard.refusal(text):
        return listing
    parser = parsed(text)
    base = links.base(page)
    result = listing
    if selectors.rows:
        matched = _all(parser, selectors.rows)
        found = [_row(node, base, selectors, seen) for node in matched[:MAX_ROWS]]
        kept = tuple(row for row in found if row is not None)
        why = f"选择器 rows 选中 {len(matched)} 处，读出 {len(kept)} 行"
        if kept:
            result = replace(listing, shape="list", rows=kept, why=why)
            result = _told(result, "items", f"{len(kept)} 行", "选择器 rows")
        elif listing.shape != "empty" and listing.why not in nopage.NAMES:
            result = replace(listing, shape="unknown", rows=(), next=None, why=why, more=False)
            result = _told(_told(result, "items", "0 行", ""), "next_url", None, "")
    if selectors.next and result.shape == "list":
        result = _led_on(result, page, base, _first(parser, selectors.next))
    return result


def _led_on(listing: Listing, page: Page, base: str, node: LexborNode | None) -> Listing:
    """The listing with the next page that a node leads to: none where it leads to the page itself."""
    url = absolute(base, _href(node)) if node else None
    printed = node is not None or listing.more or listing.next_url is not None
    given = url if url != page.url else None
    led = replace(listing, next=ask(given), more=url is None and printed)
    return _told(led, "next_url", given, "选择器 next" if given else "")


def _told(listing: Listing, field: str, value: str | None, place: str) -> Listing:
    """The listing with another origin of one field."""
    others = (origin for origin in listing.origins if origin.field != field)
    return replace(listing, origins=(*others, Origin(field, value, place)))


def _row(node: LexborNode, url: str, selectors: Selectors, seen: date | None) -> Row | None:
    """One row: what the selectors name, and what the general reader finds for what they leave out."""
    read = _general(node, url, seen)
    title, link, day = (_first(node, css) for css in (selectors.title, selectors.link, selectors.date))
    address = absolute(url, _href(link)) if link else (read.url if read else None)
    name = (
        fold(title.attributes.get("title") or title.text(deep=True))
        if title
        else (read.title if read else "")
    )
    stated = read.date if read else None
    if day is not None:
        stated = rowdate.resolve(rowdate.stated([fold(day.text(deep=True, separator=" "))]), address, seen)
    if not name:
        return None
    return Row(name, address, stated, read.pinned if read else False)


def _general(node: LexborNode, url: str, seen: date | None) -> Row | None:
    html = node.html or ""
    tree = build(f"<table>{html}</table>" if node.tag in _TABLE_PARTS else html)
    whole = next((el for el in tree.els if el.tag == node.tag), None)
    if whole is None:
        return None
    found = links.links(tree, url)
    return rows.row(tree, Record(whole, whole.start, whole.end, found), seen)


def _all(parser: LexborHTMLParser, css: str) -> list[LexborNode]:
    try:
        return parser.css(css)
    except SelectolaxError:
        return []


def _first(node: LexborHTMLParser | LexborNode, css: str | None) -> LexborNode | None:
    try:
        return node.css_first(css) if css else None
    except SelectolaxError:
        return None


def _href(node: LexborNode) -> str | None:
    """The node's own address, or that of the first anchor in it."""
    own = node.attributes.get("href")
    if own:
        return own
    inner = node.css_first("a[href]")
    return inner.attributes.get("href") if inner else None
