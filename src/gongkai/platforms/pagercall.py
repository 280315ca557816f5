"""The script call that makes a pager: `createPageHTML`, and what older templates have in its place.

TRS WCM's, but other systems' templates use it too. Two dialects of the call are known, and what they count
from differs:

* `createPageHTML(pages, current, "index", "html")`, also named `createPage`: current counts from 0, page k
  is `index_{k-1}.html`. Some sites put the number of records before the pages, or in quotes behind all.
* `createPageHTML("div", pages, current, "name", "html", records)`: counts from 1, page k is `name_{k}.html`.

An older template holds the same as variables: `var currentPage = 0; var countPage = 13;`.
"""

from __future__ import annotations

import re
from itertools import islice

from gongkai.base.urls import absolute
from gongkai.base.values import Page
from gongkai.platforms.expand import scripts
from gongkai.platforms.links import base
from gongkai.platforms.pager import MAX_ITEMS, MAX_PAGES, Pager, ask

_NAMED = r"""["'](?P<name>[\w./-]{1,80})["']\s*,\s*["']\.?(?P<ext>s?html?|jhtml)["']"""
_FROM_ZERO = re.compile(
    rf"createPage(?:HTML)?\s*\(\s*(?:(?P<records>\d{{1,8}})\s*,\s*)??(?P<pages>\d{{1,6}})\s*,\s*(?P<current>\d{{1,6}})\s*,\s*{_NAMED}"
    r"(?:\s*,\s*[\"'](?P<total>\d{1,8})[\"'])?"
)
_FROM_ONE = re.compile(
    r"createPage(?:HTML)?\s*\(\s*[\"'][\w-]{1,60}[\"']\s*,\s*(?P<pages>\d{1,6})\s*,\s*(?P<current>\d{1,6})\s*,\s*"
    rf"{_NAMED}(?:\s*,\s*[\"']?(?P<records>\d{{1,8}}))?"
)
_CURRENT = re.compile(r"\bcurrentPage\s*=\s*(\d{1,6})\b")
_COUNT = re.compile(r"\bcountPage\s*=\s*(\d{1,6})\b")
_APART = 640
"""Characters from the one variable to the other."""
_COUNTS_TRIED = 10
_VARIABLES_EXT = re.compile(r"""["'](index|list)["'_]?[^;\n]{0,60}?["']\.?(s?html?)\\?["']""")


def is_called(text: str) -> bool:
    """Whether a page holds the call or its variables."""
    return bool(_FROM_ZERO.search(text) or _FROM_ONE.search(text) or _variables(text))


def _variables(text: str) -> tuple[int, int, int] | None:
    """The current page, how many there are, and where that is said; the current one stands right before."""
    if "countPage" not in text:  # tells what the pattern would take far longer for
        return None
    for total in islice(_COUNT.finditer(text), _COUNTS_TRIED):
        before = text[max(0, total.start() - _APART) : total.start()].rpartition("<")[2]
        current = _CURRENT.findall(before)
        if current:
            return int(current[-1]), int(total[1]), total.end()
    return None


def pager(page: Page) -> Pager | None:
    """What the script call says, or None where there is none."""
    text = "\n".join(scripts(page.text))
    call = _FROM_ONE.search(text)
    if call:
        return _step(base(page), call, first=1)
    call = _FROM_ZERO.search(text)
    if call:
        return _step(base(page), call, first=0)
    return _from_variables(base(page), text)


def _step(url: str, call: re.Match[str], *, first: int) -> Pager:
    """Page k's address carries k, counted from `first`; the first page's carries no number."""
    pages, current = int(call["pages"]), int(call["current"])
    stated = call["records"] or call.groupdict().get("total")
    records = int(stated) if stated else None
    following = None
    if pages <= MAX_PAGES and current + 1 < pages + first:
        following = absolute(url, f"{call['name']}_{current + 1}.{call['ext']}")
    if records is not None and records > MAX_ITEMS:
        records = None
    return _stated(following, pages, records, "createPageHTML 调用")


def _from_variables(url: str, text: str) -> Pager | None:
    found = _variables(text)
    if not found:
        return None
    current, pages, end = found
    named = _VARIABLES_EXT.search(text, end)
    following = None
    if named and current + 1 < pages <= MAX_PAGES:
        following = absolute(url, f"{named[1]}_{current + 1}.{named[2]}")
    return _stated(following, pages, None, "currentPage、countPage 变量")


def _stated(following: str | None, pages: int, records: int | None, place: str) -> Pager:
    """What one place says of all that a pager says."""
    items_at = place if records is not None else ""
    return Pager(ask(following), min(pages, MAX_PAGES), records, place if following else "", place, items_at)
