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
from gongkai.platforms.pager import Pager, ask

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
    return generic.read_as(NAME, page, seen, pager(page))


def pager(page: Page) -> Pager | None:
    """The next group's address; None where there is none, or where the column page holds all rows."""
    group = _GROUP.search(page.text)
    total = _TOTAL.search(page.text)
    whole = _ANSWER not in page.url and total and page.text.count("<record>") >= int(total[1] or total[2])
    if not group or whole:
        return None
    following = absolute(base(page), group[1].replace("&amp;", "&"))
    if following is None or following == page.url:
        return Pager()
    return Pager(ask(following), next_at="nextgroup 链接")
