"""Reading by the operator's CSS and columns, which go before everything the readers would find.

`title`, `link` and `date` are looked for inside each of `rows` and count only together with it; columns
without `rows` are those of the table that fits them best; `next` counts alone too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from gongkai.base import guard, nopage
from gongkai.base.choice import Origin
from gongkai.base.markup import parsed
from gongkai.base.urls import absolute
from gongkai.base.values import Listing, Page, Row
from gongkai.base.wanted import Selectors
from gongkai.platforms import columns, expand, links, rows
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
    chosen = _chosen(parser, selectors)
    if chosen is not None:
        found = [_row(node, cells, base, selectors, seen) for node, cells in chosen[:MAX_ROWS]]
        result = _taken(listing, tuple(row for row in found if row is not None), len(chosen), selectors)
    if selectors.next and result.shape == "list":
        result = _led_on(result, page, base, _first(parser, selectors.next))
    return result


def _chosen(parser: LexborHTMLParser, selectors: Selectors) -> list[tuple[LexborNode, columns.Cells]] | None:
    """The nodes of the rows, and their cells where columns are named; None where nothing names rows."""
    if not selectors.rows:
        return columns.best(parser, selectors) if selectors.columns else None
    nodes = _all(parser, selectors.rows)
    return columns.of_rows(parser, nodes) if selectors.columns else [(node, {}) for node in nodes]


def _taken(listing: Listing, rows: tuple[Row, ...], matched: int, selectors: Selectors) -> Listing:
    """The listing with the rows that were read from the nodes that matched."""
    if selectors.rows:
        place, why = "选择器 rows", f"选择器 rows 选中 {matched} 处，读出 {len(rows)} 行"
    else:
        place, why = "指定的列", f"有指定各列的表格 {matched} 行，读出 {len(rows)} 行"
    if rows:
        result = replace(listing, shape="list", rows=rows, why=why)
        return _told(result, "items", f"{len(rows)} 行", place)
    if listing.shape == "empty" or listing.why in nopage.NAMES:
        return listing
    result = replace(listing, shape="unknown", rows=(), next=None, why=why, more=False)
    return _told(_told(result, "items", "0 行", ""), "next_url", None, "")


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


def _row(
    node: LexborNode, cells: columns.Cells, url: str, selectors: Selectors, seen: date | None
) -> Row | None:
    """One row: what the selectors name, and what the general reader finds for what they leave out."""
    if selectors.columns and not columns.is_row(cells, selectors):
        return None
    read = _general(node, url, seen)
    address = _address(node, cells, url, selectors, read)
    name = _title(node, cells, selectors, read)
    stated = read.date if read else None
    if day := _first(node, selectors.date) or cells.get(selectors.date_column or 0):
        stated = columns.stated_day(day, address, seen)
    if not name:
        return None
    return Row(name, address, stated, read.pinned if read else False)


def _title(node: LexborNode, cells: columns.Cells, selectors: Selectors, read: Row | None) -> str:
    if cell := cells.get(selectors.title_column or 0):
        return columns.title(cell)
    if title := _first(node, selectors.title):
        return fold(title.attributes.get("title") or title.text(deep=True))
    return read.title if read else ""


def _address(
    node: LexborNode, cells: columns.Cells, url: str, selectors: Selectors, read: Row | None
) -> str | None:
    if link := _first(node, selectors.link):
        return absolute(url, _href(link))
    cell = cells.get(selectors.link_column or selectors.title_column or 0)
    found = columns.address(cell, url) if cell else None
    return found or (read.url if read and not selectors.link_column else None)


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
