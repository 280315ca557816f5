"""SiteServer CMS (百容千域): `/channels/18107.html`, page 2 `18107_2.html`; `/contents/18107/375254.html`.

Pages of either kind begin with a script's variables, `$pageInfo = {publishmentSystemID : 1, channelID :
18107, contentID : 0, …}`, in later versions `{siteId : 1, channelId : 2, …}`; on a column's page the
content's number is 0. Articles have their visits counted by `/api/stl/actions/add_content_hits/…`.

Templates are the site's own, and so are most pagers (共 45 条 当前第 1 / 5 页, 下一页): the general reader
reads them, also that a column is empty (共 0 条). The system's own tag for pages prints a drop-down list of
all by their addresses, `<select name="PageSelect_1">`, the current one's empty.

What is odd: tags that an editor misspelt stay on the page (`<stl:a channelname="…">`), and `currentUrl` is
the first page's on every page, so that it does not tell which page one reads. In a copy that holds but some
pages the links to the others read `javascript:;`: that there are more is then all that is known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import islice

from gongkai.base.urls import absolute
from gongkai.base.values import Listing, Page
from gongkai.platforms import generic
from gongkai.platforms.links import base
from gongkai.platforms.pager import MAX_PAGES, Pager, ask

NAME = "siteserver"

_INFO = re.compile(
    r"\$pageInfo\s{0,3}=\s{0,3}\{\s{0,3}(?:publishmentSystemID|siteId)\s{0,3}:\s{0,3}\d{1,9},\s{0,3}"
    r"channelI[dD]\s{0,3}:\s{0,3}\d{1,9},\s{0,3}contentI[dD]\s{0,3}:\s{0,3}(\d{1,12})\b"
)
_MARKS = ("/api/stl/actions/", "/SiteFiles/bairong/", "/sitefiles/bairong/")
_SELECT = re.compile(r"""<select\s[^<>]{0,100}?\bname=["']PageSelect_\d{1,4}["']""")
_OPTION = re.compile(r"<option\b([^<>]{0,600})>\s{0,20}(\d{1,6})\s{0,20}<")
_VALUE = re.compile(r"""\bvalue=["']([^"'<>\s]{1,500})["']""")
_SELECTED = re.compile(r"\sselected\b")
_MOST = 400_000
"""Characters that a drop-down list of pages may take; one of 6,000 pages is shorter."""
_SELECTS = 4
"""Drop-down lists looked at; the first may stand in a comment."""
_NO_TEXT = "栏目页有翻页，却没有认出列表，不是一篇正文"


def recognise(page: Page) -> bool:
    """By the variables that the system puts on top, else by addresses of its services and pictures."""
    return bool(_INFO.search(page.text)) or any(mark in page.text for mark in _MARKS)


def read(page: Page, seen: date | None = None) -> Listing:
    """A column's page that leads on to others is no text, even where its rows are not recognised: pictures
    with a word below."""
    listing = generic.read_as(NAME, page, seen, pager)
    if listing.shape == "article" and _is_column(page) and (listing.more or (listing.total_pages or 0) > 1):
        return replace(listing, shape="unknown", why=_NO_TEXT)
    return listing


def pager(page: Page) -> Pager | None:
    """What the drop-down list of pages says, or None where there is none. It is believed only where its
    numbers are whole and one is the current."""
    options = _options(page.text)
    current = [number for attributes, number in options if _SELECTED.search(attributes)]
    counted = [number for _, number in options] == list(range(1, len(options) + 1))
    if len(current) != 1 or not counted or len(options) > MAX_PAGES:
        return None
    if current[0] == len(options):
        return Pager(total_pages=len(options), pages_at="分页下拉框")
    stated = _VALUE.search(options[current[0]][0])
    following = absolute(base(page), stated[1].replace("&amp;", "&")) if stated else None
    if following is None:
        return Pager(total_pages=len(options), pages_at="分页下拉框", more=True)
    return Pager(ask(following), len(options), None, "分页下拉框", "分页下拉框")


def _options(text: str) -> list[tuple[str, int]]:
    """The attributes and the number of each option of the first drop-down list of pages that is shown."""
    for select in islice(_SELECT.finditer(text), _SELECTS):
        if text.rfind("<!--", 0, select.start()) > text.rfind("-->", 0, select.start()):
            continue
        end = text.find("</select", select.end(), select.end() + _MOST)
        return [(found[1], int(found[2])) for found in _OPTION.finditer(text, select.end(), max(end, 0))]
    return []


def _is_column(page: Page) -> bool:
    info = _INFO.search(page.text)
    return info is not None and int(info[1]) == 0
