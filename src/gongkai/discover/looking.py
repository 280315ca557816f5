"""Asking for one page of a section and reading it, as a crawl would: stubs followed, services asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urldefrag

from gongkai.base import guard
from gongkai.base.urls import host_of
from gongkai.base.values import Ask, Listing, Page, Request
from gongkai.crawl.reading import as_page
from gongkai.discover.candidates import Look
from gongkai.discover.frontier import links_of
from gongkai.discover.unitnames import owner
from gongkai.fetch import Fetcher
from gongkai.platforms import naming, read_list, refresh_target
from gongkai.platforms.expand import expand
from gongkai.platforms.tree import build

MAX_HOPS = 6
"""Stubs and services between a column's address and its rows."""


async def look_at(fetcher: Fetcher, url: str, hosts: frozenset[str] | None, seen: date) -> Look:
    """What is found at an address. `hosts` are those on which it may be, None where any will do; `seen` is
    the China day. Never raises: what could not be seen has a `trouble`."""
    ask, referer, first = Ask(url), None, None
    for _ in range(MAX_HOPS):
        asked = ask.shown_in or referer
        answer = await fetcher.get(
            Request(
                ask.url, "list", referer=asked, body=ask.body, body_type=ask.body_type, headers=ask.headers
            )
        )
        if answer.verdict != "page" or answer.response is None:
            return _nothing(first, url, answer.reason or answer.verdict)
        page = replace(as_page(answer.response), asked=ask)
        if hosts is not None and host_of(page.url) not in hosts:
            return _nothing(first, url, "stub-off-site")
        target = None if ask.reader or ask.body is not None else refresh_target(page)
        if target is not None:
            ask, referer = Ask(target), page.url
            continue
        listing = replace(read_list(page, platform=ask.reader or None, seen=seen), origins=())
        first = replace(first, listing=listing) if first else _read(page, listing)
        if listing.shape != "shell" or listing.next is None:
            return first
        ask, referer = listing.next, page.url
    return _nothing(first, url, "stub-loop")


def _nothing(first: Look | None, url: str, reason: str) -> Look:
    """A page that is not there; of one whose service failed, its links are kept."""
    if first is not None:
        return replace(first, trouble=reason)
    return Look(urldefrag(url).url, Listing("", "unknown"), trouble=reason)


def _read(page: Page, listing: Listing) -> Look:
    if guard.refusal(page.text):
        return Look(page.url, listing)
    tree = build(expand(page.text))
    crumbs = tuple(name for name in naming.breadcrumb(tree) if name not in ("首页", "网站首页"))
    return Look(page.url, listing, links_of(page, tree), crumbs, owner(tree), tree.title)
