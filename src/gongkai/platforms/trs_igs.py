"""TRS IGS: columns that a script fills from `/igs/front/…/list.html`, whose answer is JSON.

Recognised by the service's address. Two spellings are known: `/igs/front/search/publish/data/list.html`
(answers DOCPUBURL, DOCTITLE, DOCRELTIME) and `/igs/front/search/list.html` (url, title, trs_time); both hold
`page.total` and `page.content`, count `pageNumber` from 1 and are parameters in the page's script. Where a
`pageIndex` is stated, it is the number after. Articles are those of TRS WCM.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import answers, generic
from gongkai.platforms.calls import Call, calls

NAME = "trs_igs"

_SERVICE, _ENDING = "/igs/front/", "/list.html"
_PAGE_SIZE = 20
_TITLE, _URL, _DATE = "DOCTITLE title", "DOCPUBURL url", "DOCRELTIME trs_time PUBDATE"


def recognise(page: Page) -> bool:
    """By a list service in its scripts, or in its address."""
    return any(_SERVICE in text and _ENDING in text for text in (page.url, page.text))


def read(page: Page, seen: date | None = None) -> Listing:
    answer = answers.value(page.text)
    if answer is not None or (page.asked and page.asked.reader):
        return _answered(page, answer)
    listing = generic.read_as(NAME, page, seen, None)
    if listing.shape in ("unknown", "empty"):
        return answers.shell(listing, _first(page), "检索接口", named=True)
    return listing


def _first(page: Page) -> Ask | None:
    """The first page, where the page says which column's: asked for none, the service may answer that
    there is nothing."""
    call = next((one for one in calls(page.text, _SERVICE) if _ENDING in one.address), None)
    if call is None or not any(
        name.startswith("filter[") and value for name, value in _parameters(call).items()
    ):
        return None
    return answers.ask(page, NAME, _numbered(call))


def _parameters(call: Call) -> dict[str, str]:
    return {**call.data, **dict(call.query)}


def _numbered(call: Call) -> str:
    """The address of the first page: every parameter that the page states, its number set."""
    query = {**_parameters(call), "pageNumber": "1"}
    if "pageIndex" in query:
        query["pageIndex"] = "2"
    return f"{call.address}?{urlencode(query, quote_via=quote, safe='[]')}"


def _answered(page: Page, answer: Any) -> Listing:
    found = answers.records(answers.at(answer, "page.content"))
    if found is None:
        return answers.listing(NAME, None, None, None)
    total = answers.number(answers.at(answer, "page.total"))
    rows = [answers.row(page, one, _TITLE, _URL, _DATE) for one in found]
    size = answers.number(answers.parameter(page.url, "pageSize")) or _PAGE_SIZE
    return answers.listing(
        NAME, rows, total, _further(page, answers.more(page, found, total, size)), seen=answers.before(page)
    )


def _further(page: Page, met: int | None) -> Ask | None:
    if met is None:
        return None
    current = answers.number(answers.parameter(page.url, "pageNumber")) or 1
    changed = {"pageNumber": current + 1}
    if answers.parameter(page.url, "pageIndex"):
        changed["pageIndex"] = current + 2
    return answers.ask(page, NAME, answers.with_parameter(page.url, **changed), memo=str(met))
