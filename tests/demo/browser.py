"""What a browser does on a twin's site, and no more: asks, and follows what a page's own script follows."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode, urljoin

from gongkai.demo.twins import Twin

MANY = 100
"""More pages than any walk here has: one that goes on for ever stops."""


@dataclass(frozen=True)
class Got:
    url: str
    status: int
    media_type: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def ask(url: str, form: Mapping[str, str] | None = None, **headers: str) -> Got:
    """The answer at the end of redirects, whatever its status. Header names are given with `_` for `-`."""
    data = urlencode(form).encode() if form is not None else None
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, names), timeout=5) as answer:
            return Got(answer.url, answer.status, answer.headers["Content-Type"], answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Got(url, error.code, error.headers["Content-Type"], error.read())


def links(pattern: str, text: str, page: str) -> list[str]:
    """What group 1 of a pattern finds, as addresses."""
    return [urljoin(page, unescape(found)) for found in re.findall(pattern, text)]


def following(row: str, step: str, charset: str = "utf-8") -> Callable[[Twin], list[str]]:
    """A walk along the links to the next page. Group 1 of `row` and `step` are their addresses."""

    def walk(twin: Twin) -> list[str]:
        url, found = twin.base + twin.section, list[str]()
        for _ in range(MANY):
            got = ask(url)
            assert got.status == 200
            text = got.body.decode(charset)
            found += links(row, text, url)
            steps = links(step, text, url)
            if not steps:
                return found
            url = steps[0]
        raise AssertionError("no last page")

    return walk


def article(twin: Twin, at: int = 0) -> Got:
    """The page of the column's entry number `at` from the top."""
    return ask(twin.base + twin.address(twin.stock.entries[at]))
