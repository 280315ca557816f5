"""The next page of a list whose pages the operator says how to count."""

from __future__ import annotations

from dataclasses import replace

from gongkai.base.asking import numbered
from gongkai.base.choice import Origin
from gongkai.base.values import Ask, Listing, Page
from gongkai.base.wanted import Paging

_PLACE = "配置的 pages"


def seen(page: Page) -> int:
    """How many rows the pages before this one had."""
    return _memo(page)[1]


def following(page: Page, paging: Paging, count: int, total: int | None) -> Ask | None:
    """What to ask after a page of so many rows, None at the end of the list: by the total where one is
    stated; else a page that is not full is the last, or, where nobody said how many rows a full one has, one
    without rows. A total goes by pages and by rows seen: rows that stand on several pages count once in it.
    """
    at, before = _memo(page)
    size = paging.size or (paging.step if paging.step > 1 else None)
    met = before + count
    if total is None:
        left = size is None or count >= size
    else:
        left = min(met, (at + 1) * size if size else met) < total
    if not (count and left):
        return None
    asked = page.asked or Ask(page.url)
    further = numbered(asked, paging.field, paging.first + (at + 1) * paging.step)
    return replace(further, memo=f"{at + 1} {met}")


def apply(page: Page, listing: Listing, paging: Paging) -> Listing:
    """A page's listing with the next page as the operator's word has it. Where the page says how many pages
    there are, the last is the last; a later page that says it is empty is the end."""
    at, before = _memo(page)
    if listing.shape == "empty" and before:
        return replace(listing, shape="list", next=None, more=False, total_items=before)
    if listing.shape != "list":
        return listing
    count, total = len(listing.rows), listing.total_items
    if total is not None and total < before + count:
        total = None
    further = following(page, paging, count, total)
    if listing.total_pages is not None and at + 1 >= listing.total_pages:
        further = None
    told = tuple(origin for origin in listing.origins if origin.field != "next_url")
    origin = Origin("next_url", further.url if further else None, _PLACE if further else "")
    return replace(listing, next=further, total_items=total, more=False, origins=(*told, origin))


def _memo(page: Page) -> tuple[int, int]:
    """How many pages stand before this one, and how many rows they had."""
    parts = (page.asked.memo if page.asked else "").split(" ")
    if len(parts) != 2 or not all(part.isdecimal() and len(part) < 10 for part in parts):
        return 0, 0
    return int(parts[0]), int(parts[1])
