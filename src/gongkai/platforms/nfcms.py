"""NFCMS (南方网): directories, `index_2.html` for page 2, articles `…/content/post_1091433.html`.

Recognised by the names of its settings, its counter, its attachments' class or its articles' addresses. The
pager is printed as links, or as how many pages there are; numbers count from 1, unlike TRS. Rows lead to
other places too (WeChat, a policy reader). The body stands in `div.article-content` and a dozen others.

The number of a text is its own in the whole installation: the page for telephones (`mpost_1`), the same text
in another directory and its copy on gkmlpt (`/gkmlpt/content/8/123/post_1.html`) are one item.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from gongkai.base.urls import absolute
from gongkai.base.values import Listing, Page
from gongkai.platforms import generic
from gongkai.platforms.pager import MAX_PAGES, ask

NAME = "nfcms"

_MARKS = ("NFCMS_SITE_ID", "NFCMS_POST_ID", "NFCMS_CAT_ID", "statistics.gd.gov.cn", "nfw-cms-attachment")
_ARTICLE = re.compile(r"/content/m?post_\d{1,12}\.html")
_POST = re.compile(r"^([^/]{1,255})/(?:[^?]{1,1000}/)?content/(?:\d{1,9}/\d{1,9}/)?m?(post_\d{5,12}\.html)$")
_INDEX = re.compile(r"/(?:index(?:_(\d{1,6}))?\.html)?$")


def recognise(page: Page) -> bool:
    """By its settings, or by at least two articles' addresses."""
    return any(mark in page.text for mark in _MARKS) or len(_ARTICLE.findall(page.text)) >= 2


def read(page: Page, seen: date | None = None) -> Listing:
    listing = generic.read_as(NAME, page, seen, None)
    if listing.shape == "list" and listing.next is None and listing.total_pages:
        return _counted(page, listing)
    return listing


def identity(plain: str) -> str:
    """One name for all addresses of a text. Short numbers may be another system's, which counts anew in each
    directory."""
    post = _POST.match(plain)
    return f"{post[1]}/content/{post[2]}" if post else plain


def _counted(page: Page, listing: Listing) -> Listing:
    """The next page by the number in the page's own address, where the page prints how many there are."""
    here = _INDEX.search(page.url.partition("?")[0])
    current = int(here[1] or 1) if here else MAX_PAGES
    if current >= (listing.total_pages or 0):
        return listing
    return replace(listing, next=ask(absolute(page.url, f"./index_{current + 1}.html")))
