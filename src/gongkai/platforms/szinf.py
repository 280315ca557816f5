"""szinf (苏州): columns that a script fills from `/szinf/info/getInfoCommon/` or, by POST, from
`/szinf/xxgk/interfacesWebZcwj/loadData`.

Recognised by these addresses. The first answers `infolist` (title, link, pubtime), counts `currpage` from 1
and takes the channel in `channelid`; the second answers `data.list` (TITLE, URL, PUBLISHED_TIME_FORMAT) with
`allRow` and takes `pageIndex` and `channel_id` as a form.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import answers, generic
from gongkai.platforms.calls import Call, calls

NAME = "szinf"

_COMMON, _LOAD = "/szinf/info/getInfoCommon", "/szinf/xxgk/interfacesWebZcwj/loadData"
_PAGE_SIZE = 15
_TITLE, _URL, _DATE = "title TITLE", "link url URL", "pubtime PUBLISHED_TIME_FORMAT"
_NUMBERS = {_COMMON: "currpage", _LOAD: "pageIndex"}


def recognise(page: Page) -> bool:
    """By one of its services in the page's scripts, or in its address."""
    return any(service in text for service in _NUMBERS for text in (page.url, page.text))


def read(page: Page, seen: date | None = None) -> Listing:
    answer = answers.value(page.text)
    if answer is not None or (page.asked and page.asked.reader):
        return _answered(page, answer)
    listing = generic.read_as(NAME, page, seen, None)
    if listing.shape in ("unknown", "empty"):
        return answers.shell(listing, _first(page), "列表接口", named=True)
    return listing


def _first(page: Page) -> Ask | None:
    for service in _NUMBERS:
        call = next(calls(page.text, service), None)
        if call:
            return _asked(page, service, call)
    return None


def _asked(page: Page, service: str, call: Call) -> Ask | None:
    number = _NUMBERS[service]
    if not (call.get("channelid") or call.get("channel_id")):
        return None
    if service == _COMMON:
        query = {**call.data, **dict(call.query), number: "1"}
        return answers.ask(page, NAME, f"{call.address}?{urlencode(query)}")
    url = call.address + (f"?{urlencode(call.query)}" if call.query else "")
    return answers.ask(page, NAME, url, body=urlencode({**call.data, number: "1"}))


def _answered(page: Page, answer: Any) -> Listing:
    holder = answers.at(answer, "data") if isinstance(answers.at(answer, "data"), dict) else answer
    held = [answers.at(holder, name) for name in ("infolist", "list")]
    found = answers.records(next((one for one in held if one is not None), None))
    if found is None:
        return answers.listing(NAME, None, None, None)
    total = answers.number(answers.at(holder, "allRow"))
    rows = [answers.row(page, one, _TITLE, _URL, _DATE) for one in found]
    return answers.listing(
        NAME,
        rows,
        total,
        _further(page, answers.more(page, found, total, _PAGE_SIZE)),
        seen=answers.before(page),
    )


def _further(page: Page, met: int | None) -> Ask | None:
    if met is None:
        return None
    body = page.asked.body if page.asked else None
    if body is not None:
        form = dict(parse_qsl(body, keep_blank_values=True))
        form["pageIndex"] = str((answers.number(form.get("pageIndex")) or 1) + 1)
        return answers.ask(page, NAME, page.url, body=urlencode(form), memo=str(met))
    current = answers.number(answers.parameter(page.url, "currpage")) or 1
    return answers.ask(page, NAME, answers.with_parameter(page.url, currpage=current + 1), memo=str(met))
