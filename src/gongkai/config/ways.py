"""Checks of how a column's list is asked for and read: what was said twice, or what cannot be.

Like `crossings`, they read documents, so that a file with one mistake still shows its others.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.base.errors import Problem
from gongkai.base.urls import absolute, host_of
from gongkai.config.files import Document

_COLUMNS = ("title", "link", "date")
_OF_PAGES = ("rows", "title", "link", "date", "next", *(f"{name}_column" for name in _COLUMNS))
"""Selectors of a list's page; the others are of an article's."""


def way_problems(
    file: str, key: str, section: Document, home: str | None, hosts: frozenset[str]
) -> Iterator[Problem]:
    """Every such mistake of one column. `hosts` are those that its site's file names."""
    selectors, request, paths = (_table(section, name) for name in ("selectors", "request", "paths"))
    yield from _selectors(file, f"{key}.selectors", selectors)
    if "paths" in section:
        for name in (name for name in _OF_PAGES if name in selectors):
            wrong = "栏目已写 paths：条目从 JSON 里取，不看 CSS 和列"
            yield Problem(file, f"{key}.selectors.{name}", wrong, "删去此键，或删去 paths")
    elif "pages" in section and "next" in selectors:
        yield Problem(file, f"{key}.selectors.next", "栏目已写 pages：下一页由它推算", "只留其中一种")
    if "link" in paths and "link_template" in paths:
        yield Problem(file, f"{key}.paths.link_template", "已写 link", "link 和 link_template 只写一个")
    if "request" in section:
        yield from _request(file, f"{key}.request", request, home, hosts | _own(section, home))


def _table(table: Document, name: str) -> Document:
    """The table of that name; an empty one where there is none."""
    held = table.get(name)
    return held if isinstance(held, dict) else {}


def _selectors(file: str, key: str, selectors: Document) -> Iterator[Problem]:
    for name in _COLUMNS:
        if name in selectors and f"{name}_column" in selectors:
            wrong = f"已写 {name}（CSS）"
            yield Problem(file, f"{key}.{name}_column", wrong, f"{name} 和 {name}_column 只写一个")


def _request(
    file: str, key: str, request: Document, home: str | None, hosts: frozenset[str]
) -> Iterator[Problem]:
    if not request:
        yield Problem(file, key, "没有写明怎样请求", "写 url、form、json、headers 中至少一项，或删去此表")
    if "form" in request and "json" in request:
        yield Problem(file, f"{key}.json", "已写 form", "一个请求只发一种：form 和 json 只写一个")
    url = request.get("url")
    if home is None or not isinstance(url, str) or not url.strip():
        return
    address = absolute(home, url)
    if address is None:
        right = "写 http(s):// 开头的网址，或相对于 home_url 的路径，如 api/list"
        yield Problem(file, f"{key}.url", f"网址“{url}”不能打开", right)
    elif host_of(address) not in hosts:
        right = '如属本站，写入 hosts 或 follow，如 follow = ["' + host_of(address) + '"]'
        yield Problem(file, f"{key}.url", f"主机 {host_of(address)} 不是本网站的", right)


def _own(section: Document, home: str | None) -> frozenset[str]:
    """The host of the column's own address: to write it there is the operator's word for it."""
    url = section.get("url")
    address = absolute(home, url) if home and isinstance(url, str) else None
    return frozenset((host_of(address),)) if address else frozenset()
