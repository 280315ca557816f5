"""UCAP's catalogue (开普云, 成都): `/gkml/<unit>/<category>/column-index-1.shtml`, page k `column-index-k`.

Recognised by that address, or by rows that lead nowhere but by a click (`li.myflex[onclick]`) on a page under
`/gkml/`. The next page is the one that the pager links, else the next number where the page prints how many
there are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from gongkai.base.urls import absolute
from gongkai.base.values import Listing, Page
from gongkai.platforms import generic
from gongkai.platforms.pager import ask

NAME = "ucap_gkml"

_LIST = re.compile(r"/gkml/[\w/-]{1,300}/column-index-(\d{1,6})\.shtml")


def recognise(page: Page) -> bool:
    """By its address, or by the address of one of its pages on a page that leads on by clicks."""
    return bool(_LIST.search(page.url)) or ("column-index-" in page.text and "/gkml/" in page.url)


def read(page: Page, seen: date | None = None) -> Listing:
    listing = generic.read_as(NAME, page, seen, None)
    here = _LIST.search(page.url)
    if listing.shape != "list" or listing.next or not here or not listing.total_pages:
        return listing
    if int(here[1]) >= listing.total_pages:
        return listing
    return replace(listing, next=ask(absolute(page.url, f"./column-index-{int(here[1]) + 1}.shtml")))
