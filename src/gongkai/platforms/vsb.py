"""VSB (博达网站群): `/info/1044/9142.htm`, a pager of spans `p_no`, page numbers that count down.

The pager as it comes shows the first and the last page's number, so that the greatest number says how many
pages there are where the link for the last page leads to the same address and the next page can be asked for.
Other templates print `共291条 1/20`, which the general reader reads.

The texts' pages come as files or from a script, `content.jsp?…&wbtreeid=1044&wbnewsid=9142`: one item.
"""

from __future__ import annotations

import re
from datetime import date

from gongkai.base.urls import absolute
from gongkai.base.values import Listing, Page
from gongkai.platforms import generic
from gongkai.platforms.links import base
from gongkai.platforms.pager import MAX_PAGES, Pager, ask

NAME = "vsb"

_NUMBER = re.compile(r"""class=["']p_no(?:_d)?["']\s*+>\s*+(<a\s[^<>]{0,400}>)?\s*+(\d{1,6})\s*<""")
_LAST = re.compile(r"""class=["']p_last\b[^"'<>]{0,60}["']\s*>\s*(<a\s[^<>]{0,400}>)""")
_HREF = re.compile(r"""href=["']([^"'<>\s]{1,500})["']""")
_NEXT = re.compile(
    r"""class=["']p_next\b[^"'<>]{0,60}["']\s*>\s*<a\s[^<>]{0,200}?href=["']([^"'<>\s]{1,500})["']"""
)
_LINE = re.compile(r"""\bid=["']line_?u?\d{1,8}_\d""")
_LINES = ('id="line', "id='line")
"""What all of these begin with: that is searched much faster."""
_ARTICLE = re.compile(r"\binfo/\d{3,5}/\d{1,9}\.htm\b")
_SCRIPT = re.compile(r"^([^?]{1,1000})/content\.jsp\?")
_ASKED = {
    "tree": re.compile(r"[?&]wbtreeid=(\d{1,9})(?:&|$)"),
    "news": re.compile(r"[?&]wbnewsid=(\d{1,9})(?:&|$)"),
}
_MARKS = ("pb_sys_common", "vsb_content", 'class="p_no', "_vsb_", "/__local/")


def recognise(page: Page) -> bool:
    """By the names of its pager and its texts."""
    text = page.text
    if any(mark in text for mark in _MARKS):
        return True
    return any(mark in text for mark in _LINES) and bool(_LINE.search(text) and _ARTICLE.search(text))


def read(page: Page, seen: date | None = None) -> Listing:
    return generic.read_as(NAME, page, seen, pager)


def identity(plain: str) -> str:
    """The file's name for the script's addresses."""
    script = _SCRIPT.match(plain)
    tree, news = (_ASKED[name].search(plain) for name in ("tree", "news"))
    return f"{script[1]}/info/{tree[1]}/{news[1]}.htm" if script and tree and news else plain


def pager(page: Page) -> Pager | None:
    """What the pager of numbers says, or None where there is none. A total is said only together with a next
    page: from then on a missing one is the family's word."""
    numbers = [(int(number), _address(anchor)) for anchor, number in _NUMBER.findall(page.text)]
    if not numbers:
        return None
    greatest, leads = max(numbers)
    last = _LAST.search(page.text)
    agrees = last is not None and leads != "" and _address(last[1]) == leads
    link = _NEXT.search(page.text)
    following = absolute(base(page), link[1].replace("&amp;", "&")) if link else None
    next_at = "分页链接 p_next" if following else ""
    if following is None or not agrees:
        return Pager(ask(following), next_at=next_at)
    return Pager(ask(following), min(greatest, MAX_PAGES), None, next_at, "分页处最大的页码 p_no")


def _address(anchor: str) -> str:
    """The address in an anchor's begin tag; empty where there is none."""
    stated = _HREF.search(anchor)
    return stated[1] if stated else ""
