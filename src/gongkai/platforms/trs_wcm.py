"""TRS WCM (拓尔思, 海云): static directories, articles `…/202601/t20260102_1.html`, a pager made by a call.

Recognised by the call (`pagercall`), by the addresses its articles have, or by the class of its editor. Some
columns hold no rows: a script takes them from a file beside the page (`list.json`), all at once. Articles'
bodies stand in `div.TRS_Editor` and `div.TRS_UEDITOR`, their files beside the page (`P0…`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import answers, generic, pagercall
from gongkai.platforms.expand import scripts
from gongkai.platforms.pagercall import pager

NAME = "trs_wcm"

_ADDRESS = re.compile(r"/\d{6}/t\d{8}_\d+\.s?html?")
_EDITOR = re.compile(r"_(?<=TRS_)(?:Editor|UEDITOR|PreAppend)", re.I | re.A)
"""Begins with the sign that no letter case changes: that is how the search gets fast."""
_FILE = re.compile(r"""["']((?:https?://|/|\.{0,2}/)?[\w./-]{0,200}?(?:list|\d{4}[a-z]{1,40})\.json)["'?]""")
_LISTED = re.compile(r"""["']\.?/?list\.json["'?]""")
_TITLE, _URL, _DATE = "DOCTITLE title FILENAME", "URL url DOCPUBURL", "DOCRELTIME PubDate PUBDATE"


def recognise(page: Page) -> bool:
    """By the pager call or by the addresses its articles have."""
    text = page.text
    return bool(
        pagercall.is_called(text)
        or len(_ADDRESS.findall(text)) >= 2
        or _EDITOR.search(text)
        or _LISTED.search(text)
    )


def read(page: Page, seen: date | None = None) -> Listing:
    if page.asked and page.asked.reader:
        return _from_file(page, answers.value(page.text))
    listing = generic.read_as(NAME, page, seen, pager)
    if listing.shape == "unknown" or (listing.shape == "empty" and not pagercall.is_called(page.text)):
        return answers.shell(listing, file_of_rows(page), "列表文件")
    return listing


def file_of_rows(page: Page) -> Ask | None:
    """The file from which the page's scripts take the rows."""
    for script in scripts(page.text):
        found = _FILE.search(script)
        if found:
            return answers.ask(page, NAME, found[1])
    return None


def _from_file(page: Page, answer: Any) -> Listing:
    """The rows of a file, which holds all of them."""
    found = answers.records(answer if isinstance(answer, list) else answers.at(answer, "data"))
    if found is None:
        return answers.listing(NAME, None, None, None)
    return answers.listing(
        NAME, [answers.row(page, one, _TITLE, _URL, _DATE) for one in found], len(found), None
    )
