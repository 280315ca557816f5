"""Hanweb's disclosure module (大汉): columns whose script posts `currpage` to `/module/xxgk/search.jsp`.

Recognised by that address (also `search_custom.jsp`) in a page without a datastore. The form states the unit
and the column by names that the page's scripts set (`infotypeId`, `jdid`, `divid`, …); the page comes as
Referer. The answer is a piece of markup with `共N条` and the number of pages. Articles are those of the
classic CMS, linked with `?xxgkhide=1`.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qsl, urlencode

from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import answers, fragment, generic
from gongkai.platforms.calls import calls, stated

NAME = "hanweb_xxgk"

_SERVICE = "/module/xxgk/search"
_FORM = (
    "divid infotypeId jdid area unit keyWord sortfield standardXxgk fieldConfigId infoCount hasNoPages "
    "vc_title vc_number vc_filenumber texttype fbtime binlay c_issuetime"
).split()
_NEEDED = ("infotypeId", "jdid")
_TAG = re.compile(r"<[^<>]{0,200}>")
_ITEMS = re.compile(r"共\s*(\d{1,8})\s*条")
_PAGES = re.compile(r"共\s*(\d{1,6})\s*页|\b\d{1,6}\s*/\s*(\d{1,6})\s*页?")


def recognise(page: Page) -> bool:
    """By its service in the page's scripts or in the address."""
    return _SERVICE in page.url or (_SERVICE in page.text and "<datastore>" not in page.text)


def read(page: Page, seen: date | None = None) -> Listing:
    if page.asked and page.asked.reader == NAME:
        return _answered(page, page.asked, seen)
    listing = generic.read_as(NAME, page, seen, None)
    if listing.shape in ("unknown", "empty"):
        return answers.shell(listing, _first(page), "信息公开检索接口", named=_SERVICE in page.text)
    return listing


def _first(page: Page) -> Ask | None:
    call = next(calls(page.text, _SERVICE), None)
    said = stated(page.text, _FORM)
    if call is None or not all(said.get(name) for name in _NEEDED):
        return None
    form = {**said, "requestUrl": page.url, "currpage": "1"}
    url = call.address + (f"?{urlencode(call.query)}" if call.query else "")
    return answers.ask(page, NAME, url, body=urlencode(form))


def _answered(page: Page, asked: Ask, seen: date | None) -> Listing:
    rows = fragment.read(page, page.text, seen)
    text = _TAG.sub("", page.text)
    items, pages = _ITEMS.search(text), _PAGES.search(text)
    total = int(items[1]) if items else None
    form = dict(parse_qsl(asked.body or "", keep_blank_values=True))
    current = answers.number(form.get("currpage")) or 1
    met = answers.before(page) + len(rows)
    last = int(pages[1] or pages[2]) if pages else 0
    further = met < total if total is not None else current < last
    following = None
    if rows and further:
        body = urlencode({**form, "currpage": str(current + 1)})
        following = answers.ask(page, NAME, page.url, body=body, memo=str(met))
    return answers.listing(NAME, rows, total, following, seen=answers.before(page))
