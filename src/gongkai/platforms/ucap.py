"""UCAP (开普云): pages `…/c100186/list.shtml`, articles `…/c100186/202601/<32 hex>.shtml`.

Recognised by the markers of its articles, by `channelId` in a meta tag, or by the search service its lists
come from. Lists are pages (`common_list_2.shtml`, which the general reader pages through), or empty pages
that a script fills from `/common/search/<channelId>?…&page=1`, whose answer holds `total` and `results`, at
the top or in `data`. Some sites give fewer rows a page than they are asked for: what counts is how many came.
The body stands between `<UCAPCONTENT>` marks or in `#UCAP-CONTENT`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import answers, generic, pagercall
from gongkai.platforms.calls import calls

NAME = "ucap"

_OF_LISTS = ("/common/search/", "/es-search/search/", "/searchList/")
_SERVICES = (*_OF_LISTS, "/search/")
_ID = re.compile(r"/(?:common/search|es-search/search|searchList|search)/([0-9a-f]{32})(?![0-9a-f])")
_CHANNEL = re.compile(
    r"""<meta\s[^<>]{0,80}?name=["']channelId["'][^<>]{0,40}?content=["']([0-9a-f]{32})["']"""
)
_MARKS = ("<UCAPCONTENT", "<UCAPTITLE", "UCAP-CONTENT", "_isAgg=true")
_USUAL = "_isAgg=true&_isJson=true&_pageSize=18&_template=index&_rangeTimeGte=&_channelName=&page=1"
_PAGE_SIZE = 18


def recognise(page: Page) -> bool:
    """By its marks of texts, its meta tag, or the service's address."""
    if any(mark in page.text for mark in _MARKS):
        return True
    return bool(_ID.search(urlsplit(page.url).path) or _CHANNEL.search(page.text) or _ID.search(page.text))


def read(page: Page, seen: date | None = None) -> Listing:
    answer = answers.value(page.text)
    if answer is not None or (page.asked and page.asked.reader):
        return _answered(page, answer)
    listing = generic.read_as(NAME, page, seen, None)
    if listing.shape == "unknown" or (listing.shape == "empty" and not pagercall.is_called(page.text)):
        named = any(service in page.text for service in _OF_LISTS)
        return answers.shell(listing, _first(page), "搜索接口", named=named)
    return listing


def _first(page: Page) -> Ask | None:
    """The service's first page: as the page's scripts ask for it, else as its channel is usually asked."""
    for service in _SERVICES:
        for call in calls(page.text, service):
            if _ID.search(call.address):
                stated = dict(call.query) or dict(call.data)
                query = {**stated, "page": "1"} if stated else None
                return answers.ask(page, NAME, f"{call.address}?{urlencode(query) if query else _USUAL}")
    channel = _CHANNEL.search(page.text)
    return answers.ask(page, NAME, f"/common/search/{channel[1]}?{_USUAL}") if channel else None


def _answered(page: Page, answer: Any) -> Listing:
    holder: Mapping[str, Any] = answer if isinstance(answer, dict) else {}
    if isinstance(holder.get("data"), dict):
        holder = holder["data"]
    found = answers.records(holder.get("results"))
    if found is None:
        return answers.listing(NAME, None, None, None)
    total = answers.number(holder.get("total"))
    rows = [
        answers.row(page, one, "title subTitle", "url", "publishedTimeStr publishedTime") for one in found
    ]
    size = answers.number(answers.parameter(page.url, "_pageSize")) or _PAGE_SIZE
    met = answers.more(page, found, total, size)
    return answers.listing(NAME, rows, total, _further(page, met), seen=answers.before(page))


def _further(page: Page, met: int | None) -> Ask | None:
    if met is None:
        return None
    current = answers.number(answers.parameter(page.url, "page")) or 1
    url = answers.with_parameter(page.url, page=current + 1)
    return answers.ask(page, NAME, url, memo=str(met))
