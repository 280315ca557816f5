"""Hanweb classic (大汉 JCMS): rows as records of a `<datastore>`, the next ones by the link in `<nextgroup>`.

The column page carries the records of several client pages at once; the page's script shows them in turn,
then asks `dataproxy.jsp` for the next group, whose answer is a datastore again. So the next page of such a
list is its next group. How many there are stands in `totalRecord` or `<totalrecord>`.
"""

from __future__ import annotations

import re
from datetime import date

from gongkai.base.urls import absolute
from gongkai.base.values import Listing, Page
from gongkai.platforms import generic
from gongkai.platforms.links import base
from gongkai.platforms.pager import Pager

NAME = "hanweb_jpage"

_GROUP = re.compile(
    r"""<nextgroup>\s*+(?:<!\[CDATA\[\s*+)?(?:<|&lt;)a\s[^<>]{0,200}?href=(?:["']|&quot;)([^"'<>\s]{1,1500}?)(?:["']|&quot;)"""
)
_TOTAL = re.compile(r"\btotalRecord\s*:\s*['\"]?(\d{1,8})\b|<totalrecord>\s*(\d{1,8})\s*<")
_ANSWER = "dataproxy.jsp"
_MARKS = ("<nextgroup>", "<recordset>", "/module/web/jpage/")


def recognise(page: Page) -> bool:
    """By a datastore that holds a set of records or tells of its next group, in a column page or as the
    whole answer."""
    return "<datastore>" in page.text and any(mark in page.text for mark in _MARKS)


def read(page: Page, seen: date | None = None) -> Listing:
    return generic.read_as(NAME, page, seen, pager)


def pager(page: Page) -> Pager | None:
    """The next group's address; None where there is none, or where the column page holds all rows."""
    group = _GROUP.search(page.text)
    if not group or (_ANSWER not in page.url and _is_whole(page.text, group.start())):
        return None
    following = absolute(base(page), group[1].replace("&amp;", "&"))
    if following is None or following == page.url:
        return Pager(more=following is None)
    return Pager(following, next_at="nextgroup 链接")


def _is_whole(text: str, at: int) -> bool:
    """Whether the datastore around a place holds as many records as are stated. Of the totals of several
    lists on a page the greatest counts: nobody can tell whose is whose."""
    start, end = text.rfind("<datastore>", 0, at), text.find("</datastore>", at)
    records = text.count("<record>", max(start, 0), end if end >= 0 else len(text))
    return records >= max((int(one or other) for one, other in _TOTAL.findall(text)), default=records + 1)
