"""gkmlpt (广东省政府信息公开平台): an application whose columns are `/gkmlpt/index#20765`.

Recognised by `window._CONFIG` with SID and TREE, or by `/gkmlpt/` in the address. The page holds no rows;
they come from `{app}/gkmlpt/api/all/<column>?page=1&sid=<SID>`, a hundred a page; page 0 is page 1 again, and
column 0 is everything. The SID is read from the page: another site's answers too, with other rows.

The service gives the newest rows only, on some sites a single page: what is not in it may well be published.
So a list counts as whole only where as many rows came as it says there are. The body of an article stands in
`div.article-content`. The same text also stands on the unit's portal, under the same number
(`nfcms.identity`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from gongkai.base.urls import section_address
from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import answers, generic

NAME = "gkmlpt"

PAGE_SIZE = 100
_PATH = "/gkmlpt/"
_API = re.compile(r"/gkmlpt/api/all/\d{1,12}$")
_SID = re.compile(r"""\bSID\s*:\s*['"]?(\d{1,12})\b""")
_TREE = re.compile(r"\bTREE\s*:\s*(?=\[)")
_COLUMN = re.compile(r"#/?(\d{1,12})\b")
_EVERYTHING = "0"
_DEEPEST = 12
_DATE = "display_publish_time first_publish_time create_time date"


def recognise(page: Page) -> bool:
    """By its address or its settings."""
    settings = "_CONFIG" in page.text and _PATH in page.text
    return _PATH in page.url or (settings and bool(_SID.search(page.text)))


def read(page: Page, seen: date | None = None) -> Listing:
    if _API.search(urlsplit(page.url).path) or (page.asked and page.asked.reader):
        return _answered(page, answers.value(page.text))
    listing = generic.read_as(NAME, page, seen, None)
    return listing if listing.shape == "article" else _shell(page, listing)


def _shell(page: Page, listing: Listing) -> Listing:
    return answers.shell(listing, _first(page), "目录接口", named=True)


def _first(page: Page) -> Ask | None:
    """The column's first page of rows, or the address to which its node in the tree leads."""
    sid, path = _SID.search(page.text), urlsplit(page.url).path
    if sid is None or _PATH not in path:
        return None
    named = _COLUMN.search(page.asked.url if page.asked else page.url)
    column = named[1] if named else _EVERYTHING
    away = _jump(_tree(page.text), column)
    if away:
        return answers.ask(page, "", away)
    app = path[: path.index(_PATH)]
    return answers.ask(page, NAME, f"{app}/gkmlpt/api/all/{column}?page=1&sid={sid[1]}")


def _tree(text: str) -> Any:
    """The columns as the settings state them; None where they are not JSON."""
    start = _TREE.search(text)
    if start is None:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start.end())[0]
    except (ValueError, RecursionError):
        return None


def columns(page: Page) -> tuple[tuple[str, str], ...]:
    """Name and address of the columns that the settings name, without those that only gather others."""
    path = urlsplit(page.url).path
    if _PATH not in path and "_CONFIG" not in page.text:
        return ()
    at = path.index(_PATH) if _PATH in path else 0
    app = f"{path[:at]}{_PATH}index"
    return tuple(_columns(page, app, _tree(page.text)))


def _columns(page: Page, app: str, nodes: Any, deep: int = 0) -> Iterator[tuple[str, str]]:
    for node in answers.records(nodes) or () if deep < _DEEPEST else ():
        inner = node.get("children")
        if answers.records(inner):
            yield from _columns(page, app, inner, deep + 1)
            continue
        name, away = node.get("name"), node.get("jump_url")
        there = away if isinstance(away, str) and away else f"{app}#{node.get('id')}"
        address = section_address(page.url, there)
        if isinstance(name, str) and name.strip() and address:
            yield name.strip(), address


def _jump(nodes: Any, column: str, deep: int = 0) -> str:
    """Where a column that is but a link leads, empty for one of its own."""
    for node in answers.records(nodes) or () if deep < _DEEPEST else ():
        if str(node.get("id")) == column:
            away = node.get("jump_url")
            return away if isinstance(away, str) else ""
        found = _jump(node.get("children"), column, deep + 1)
        if found:
            return found
    return ""


def _answered(page: Page, answer: Any) -> Listing:
    found = answers.records(answers.at(answer, "articles"))
    if found is None:
        return answers.listing(NAME, None, None, None)
    total = _total(answer)
    rows = [answers.row(page, one, "title", "url post_url", _DATE) for one in found]
    window = total is None or answers.before(page) + len(found) < total
    following = _further(page, answers.more(page, found, total, PAGE_SIZE))
    return answers.listing(NAME, rows, total, following, window=window, seen=answers.before(page))


def _total(answer: Mapping[str, Any]) -> int | None:
    """How many there are, or were: the column's own count may exceed what the service will ever give."""
    counts = (answers.number(answers.at(answer, path)) for path in ("classify.post_count", "total"))
    return max((count for count in counts if count is not None), default=None)


def _further(page: Page, met: int | None) -> Ask | None:
    if met is None:
        return None
    current = max(answers.number(answers.parameter(page.url, "page")) or 1, 1)
    url = answers.with_parameter(page.url, page=current + 1)
    return answers.ask(page, NAME, url, memo=str(met), may_end=True)
