"""Hanweb JPAAS (大汉): page one stands in the column page, the others come from `front/page/build/unit`.

The list's element says `count="386" rows="15" pageNo="1"`; `queryData` (or `querydata`) holds the parameters
of its unit. The page number counts only inside `paramJson`. The answer is JSON with the markup in
`data.html`, in which the counts stand again.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, quote, urlsplit

from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import answers, fragment, generic
from gongkai.platforms.expand import answered
from gongkai.platforms.pager import MAX_ITEMS, MAX_PAGES, Pager

NAME = "hanweb_jpaas"

_SERVER = "jpaas-publish-server"
_UNIT = "/front/page/build/unit"
_ORDER = ("parseType", "webId", "tplSetId", "pageType", "tagId", "editType", "pageId")
_ADDRESS = re.compile(rf"""["']([^"'<>\s]{{0,200}}{_UNIT})["']""")
_DATA = re.compile(r"""\bquery[dD]ata\s*=\s*"\{([^"<>{}]{10,2000})\}\"""")
_PAIR = re.compile(r"'(\w{1,40})'\s*:\s*'([^']{0,200})'")
_PAGE_SIZE = 15
_COUNTED = re.compile(r"""<(?=[^<>]{0,3000}?\spage[nN]o\s*=\s*["']?\d)[^<>]{0,6000}+>""")
"""Looks for the first `pageNo` of a tag and for no other, which a tag of many would cost much."""
_NUMBER = re.compile(r"""\s(count|rows|page[nN]o)\s*=\s*["'](\d{1,8})["']""")


def recognise(page: Page) -> bool:
    """By the name of the service that answers for the lists."""
    return _SERVER in page.text or _SERVER in page.url


def read(page: Page, seen: date | None = None) -> Listing:
    markup = answered(page.text)
    if markup is not page.text or (page.asked and page.asked.reader):
        return _answered(page, markup, seen)
    listing = generic.read_as(NAME, page, seen, pager)
    if listing.shape not in ("unknown", "empty"):
        return listing
    counted = pager(page) if listing.total_items == 0 else None
    if counted is not None and counted.total_items == 0:
        return replace(listing, shape="empty", why="列表元素写明共 0 条（count）")
    first = _address(page, page.text, 1, _PAGE_SIZE)
    return answers.shell(listing, first, "翻页接口（build/unit）", named=_UNIT in page.text)


def _answered(page: Page, markup: str, seen: date | None) -> Listing:
    """A page from the service: all of its markup is the list."""
    stated = pager(page)
    if stated is None:
        return answers.listing(NAME, None, None, None)
    return answers.listing(NAME, fragment.read(page, markup, seen), stated.total_items, stated.next)


def pager(page: Page) -> Pager | None:
    """What the list's element counts, and the address of the next page; None where nothing is counted."""
    text = answered(page.text)
    counted = _COUNTED.search(text)
    numbers = {name.lower(): int(number) for name, number in _NUMBER.findall(counted[0])} if counted else {}
    items, size, current = (numbers.get(name) for name in ("count", "rows", "pageno"))
    if items is None or not size or not current or items > MAX_ITEMS:
        return None
    following: Ask | None = None
    if current * size < items and current < MAX_PAGES:
        following = _address(page, text, current + 1, size)
    next_at = "翻页接口（build/unit）" if following else ""
    return Pager(following, None, items, next_at, items_at="列表元素的 count")


def _address(page: Page, text: str, number: int, size: int) -> Ask | None:
    """The address of a page by number: by what the column page states, or by the answer's own address."""
    address, data = _ADDRESS.search(text), _DATA.search(text)
    if address and data:
        path, stated = address[1], dict(_PAIR.findall(data[1]))
    elif urlsplit(page.url).path.endswith(_UNIT):
        path, stated = urlsplit(page.url).path, dict(parse_qsl(urlsplit(page.url).query))
    else:
        return None
    wanted = {"pageNo": number, "pageSize": size}
    query = [(name, stated[name]) for name in _ORDER if name in stated]
    query.append(("paramJson", json.dumps(wanted, separators=(",", ":"))))
    return answers.ask(page, NAME, path + "?" + "&".join(f"{name}={quote(value)}" for name, value in query))
