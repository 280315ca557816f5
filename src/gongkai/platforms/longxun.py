"""Longxun (龙讯): `/public/column/<organ>?type=4&action=list&catId=…`, `/content/column/<id>?pageIndex=1`.

Recognised by its list service `/site/label/8888`, by the names of its lists and texts. Some columns hold
their rows and page links; others are filled from the service, which answers with a piece of markup for
`pageIndex`, from 1. Its parameters stand in the page's script: the template (`file`) differs from site to
site, and so does what stands before `/site/`. Titles are cut to `length` characters and stand whole in
`title=`. 暂无相关信息 says that there is nothing. How many pages there are: `pageCount:NN` in page or answer.
The body of an article stands in `.j-fontContent`, its index table twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from gongkai.base.choice import Origin
from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import answers, fragment, generic
from gongkai.platforms.calls import Call, calls
from gongkai.platforms.pager import MAX_PAGES, ask

NAME = "longxun"

_COLUMN = "/content/column/"
_SERVICE = "/site/label/8888"
_MARKS = (
    _SERVICE,
    "xxgk_nav_list",
    "j-fontContent",
    "table_suoyin",
    "labelName=publicInfoList",
    "Ls.pagination(",
    'class="doc_list list-',
)
_SITE = re.compile(r"""<meta\s[^<>]{0,80}?name=["']SiteId["'][^<>]{0,40}?content=["'](\d{1,12})["']""", re.I)
_ORGAN = re.compile(r"/public/column/(\d{1,12})")
_PAGES = re.compile(r"\bpageCount\s*[:=]\s*['\"]?(\d{1,6})\b")
_ITEMS = re.compile(r"\b(?:total|totalCount|dataCount)\s*[:=]\s*['\"]?(\d{1,8})\b|共\s*(\d{1,8})\s*条")
_IN_ADDRESS = ("type", "catId", "cId", "action")
_NOTHING = "暂无相关信息"
_DEFAULTS = {
    "IsAjax": "1",
    "dataType": "html",
    "labelName": "publicInfoList",
    "pageSize": "15",
    "action": "list",
    "isDate": "true",
    "dateFormat": "yyyy-MM-dd",
    "length": "80",
    "type": "4",
    "result": _NOTHING,
}
"""What the service is usually asked; what the page states goes before."""


def recognise(page: Page) -> bool:
    """By its list service and the names in its pages."""
    return any(mark in page.text for mark in _MARKS) or _SERVICE in page.url


def read(page: Page, seen: date | None = None) -> Listing:
    if _SERVICE in page.url:
        return _answered(page, seen)
    listing = generic.read_as(NAME, page, seen, None)
    if listing.shape in ("unknown", "empty"):
        return answers.shell(listing, _first(page), "标签接口 8888", named=_SERVICE in page.text)
    pages = _PAGES.search(page.text)
    if listing.shape == "list" and listing.next is None and pages and _COLUMN in page.url:
        return _counted(page, listing, min(int(pages[1]), MAX_PAGES))
    return listing


def _counted(page: Page, listing: Listing, pages: int) -> Listing:
    """The next page by the number in the page's own address; how many there are stands in its script."""
    current = answers.number(answers.parameter(page.url, "pageIndex")) or 1
    following = ask(answers.with_parameter(page.url, pageIndex=current + 1)) if current < pages else None
    return replace(listing, next=following, total_pages=pages)


def _first(page: Page) -> Ask | None:
    """The service's first page by what the page's scripts, its meta tag and its own address state."""
    call = max(calls(page.text, _SERVICE), key=lambda one: len(one.query) + len(one.data), default=None)
    if call is None:
        return None
    query = {**_DEFAULTS, **_of_the_page(page), **_stated(call), "pageIndex": "1"}
    query.pop("_", None)
    if not any(query.get(name) for name in ("organId", "catId", "cId", "columnId")):
        return None
    pages = _PAGES.search(page.text)
    url = f"{call.address}?{urlencode(query, quote_via=quote, safe='/')}"
    return answers.ask(page, NAME, url, memo=f"0 {pages[1] if pages else ''}")


def _stated(call: Call) -> dict[str, str]:
    stated: Mapping[str, str] = {**call.data, **dict(call.query)}
    return {name: value for name, value in stated.items() if value}


def _of_the_page(page: Page) -> dict[str, str]:
    """What the column's own address and its meta tag say of it."""
    parts = urlsplit(page.url)
    said = {name: value for name, value in parse_qsl(parts.query) if name in _IN_ADDRESS}
    organ, site = _ORGAN.search(parts.path), _SITE.search(page.text)
    return said | ({"organId": organ[1]} if organ else {}) | ({"siteId": site[1]} if site else {})


def _answered(page: Page, seen: date | None) -> Listing:
    rows = fragment.read(page, page.text, seen)
    met, _, stated = (page.asked.memo if page.asked else "").partition(" ")
    counted = _PAGES.search(page.text)
    pages = min(int(counted[1]), MAX_PAGES) if counted else answers.number(stated)
    current = answers.number(answers.parameter(page.url, "pageIndex")) or 1
    if not rows:
        return _nothing(page, answers.number(met) or 0, pages, current)
    total = _ITEMS.search(page.text)
    items = int(total[1] or total[2]) if total else None
    size = answers.number(answers.parameter(page.url, "pageSize")) or 15
    further = current < pages if pages is not None else len(rows) >= size
    following = None
    if further:
        memo = f"{(answers.number(met) or 0) + len(rows)} {'' if pages is None else pages}"
        url = answers.with_parameter(page.url, pageIndex=current + 1)
        following = answers.ask(page, NAME, url, memo=memo)
    origins = (
        Origin("items", f"{len(rows)} 行", "标签接口的答复"),
        Origin("next_url", following.url if following else None, "标签接口" if following else ""),
        Origin("total_pages", str(pages) if pages else None, "pageCount" if pages else ""),
        Origin("total_items", str(items) if items else None, "标签接口的答复" if items else ""),
    )
    why = f"列表接口给出 {len(rows)} 行"
    return Listing(NAME, "list", None, rows, following, pages, items, why, origins=origins)


def _nothing(page: Page, met: int, pages: int | None, current: int) -> Listing:
    """An answer without rows: the end, or an empty column, only where it says so and no number of pages says
    otherwise."""
    if _NOTHING not in page.text or len(page.text) >= 2_000:
        return Listing(NAME, "unknown", why="列表接口的答复不是所知的样子")
    missing = pages is not None and current <= pages
    if met:
        total = None if missing else met
        return Listing(NAME, "list", None, (), None, pages, total, "列表接口没有更多条目", more=missing)
    if missing and pages != 1:
        return Listing(NAME, "unknown", why=f"页面写有“{_NOTHING}”，却写共 {pages} 页，不能断定没有内容")
    return Listing(NAME, "empty", why=f"页面写明“{_NOTHING}”", total_items=0)
