"""Hanweb classic (大汉 JCMS): rows as records of a `<datastore>`, the next ones from `dataproxy.jsp`.

Recognised by a datastore that holds a set of records or tells of its next group. The column page carries the
records of several client pages at once; the page's script shows them in turn, then asks for the next group,
whose answer is a datastore again. So the next page of such a list is its next group. It is asked for by the
link in `<nextgroup>`, or, where there is none, by POST of `startrecord` and `endrecord` with the page's
`param_…` object. An answer may begin with the last row of the group before it. How many there are stands in
`totalRecord` or `<totalrecord>`. The body of an article stands in `#zoom` and its like.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from gongkai.base.urls import absolute
from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import answers, fragment, generic
from gongkai.platforms.calls import REACH, pairs
from gongkai.platforms.expand import expand
from gongkai.platforms.links import base
from gongkai.platforms.pager import MAX_ITEMS, Pager

NAME = "hanweb_jpage"

_GROUP = re.compile(
    r"""<nextgroup>\s*+(?:<!\[CDATA\[\s*+)?(?:<|&lt;)a\s[^<>]{0,200}?href=(?:["']|&quot;)([^"'<>\s]{1,1500}?)(?:["']|&quot;)"""
)
_TOTAL = re.compile(r"\btotalRecord\s*:\s*['\"]?(\d{1,8})\b|<totalrecord>\s*(\d{1,8})\s*<")
_PROXY = re.compile(r"\bproxyUrl\s*:\s*['\"]([^'\"<>\s]{1,300})['\"]")
_PER_PAGE = re.compile(r"\bperPage\s*:\s*['\"]?(\d{1,4})\b")
_PARAMETERS = re.compile(r"\bparam_\d{1,12}\s*=\s*\{([^{}]{1,2000})\}")
_ANSWER = "dataproxy.jsp"
_MARKS = ("<nextgroup>", "<recordset>", "/module/web/jpage/")


def recognise(page: Page) -> bool:
    """By a datastore that holds a set of records or tells of its next group, in a column page or as the
    whole answer."""
    return "<datastore>" in page.text and any(mark in page.text for mark in _MARKS)


def read(page: Page, seen: date | None = None) -> Listing:
    if _ANSWER in page.url:
        return _answered(page, seen)
    listing = generic.read_as(NAME, page, seen, pager)
    total = _total(page.text)
    if listing.shape == "unknown" and listing.origins and total == 0:  # one without was not looked into
        return replace(listing, shape="empty", total_items=0, why="脚本写明共 0 条（totalRecord）")
    if listing.shape == "empty" and total:
        why = f"页面写有没有内容的话，脚本却写共 {total} 条（totalRecord）"
        return replace(listing, shape="unknown", why=why)
    return listing


def pager(page: Page) -> Pager | None:
    """The next group; None where there is none, or where the column page holds all rows."""
    group = _GROUP.search(page.text)
    total, held = _total(page.text), _held(page.text, group.start() if group else None)
    if _ANSWER not in page.url and total is not None and held >= total:
        return None
    if not group:
        following = _next_group(page, held, total)
        return Pager(following, next_at="dataproxy 的下一组") if following else None
    address = absolute(base(page), group[1].replace("&amp;", "&"))
    if address is None or address == page.url:
        return Pager(more=address is None)
    return Pager(answers.ask(page, NAME, address), next_at="nextgroup 链接")


def _total(text: str) -> int | None:
    """How many rows are stated. Of the totals of several lists on a page the greatest counts: nobody can
    tell whose is whose."""
    total = max((int(one or other) for one, other in _TOTAL.findall(text)), default=None)
    return total if total is not None and total <= MAX_ITEMS else None


def _held(text: str, at: int | None) -> int:
    """How many records the datastore around a place holds, or the whole text."""
    if at is None:
        return text.count("<record>")
    start, end = text.rfind("<datastore>", 0, at), text.find("</datastore>", at)
    return text.count("<record>", max(start, 0), end if end >= 0 else len(text))


def _next_group(page: Page, held: int, total: int | None) -> Ask | None:
    """The group after the column page's, or after the one that was asked for, as large as that."""
    if not total or not held:
        return None
    url, body = page.url, page.asked.body if page.asked else None
    if _ANSWER in url:
        first, last = (answers.number(answers.parameter(url, name)) for name in ("startrecord", "endrecord"))
        if body is None or not first or not last or last >= total:
            return None
        size = last - first + 1
    else:
        proxy, per_page = _PROXY.search(page.text), _PER_PAGE.search(page.text)
        parameters = _PARAMETERS.search(page.text[: REACH * 250])
        if not proxy or not per_page or not parameters:
            return None
        url, last, size = f"{proxy[1]}?perpage={per_page[1]}", held, held
        body = urlencode({"appid": "1", **pairs(parameters[1])})
    asked = answers.with_parameter(url, startrecord=last + 1, endrecord=min(last + size, total))
    return answers.ask(page, NAME, asked, body=body)


def _answered(page: Page, seen: date | None) -> Listing:
    """A group: all that its records hold is the list. Deep groups of some sites hold nothing: whether that
    is the end, their total tells."""
    rows = fragment.read(page, expand(page.text), seen) if "<record>" in page.text else ()
    total, told = _total(page.text), pager(page)
    return answers.listing(NAME, rows, total if rows or not total else None, told.next if told else None)
