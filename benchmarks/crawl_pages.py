"""The site of the crawl benchmarks: columns of many pages and articles made unique, from the project's own
labelled pages.

An article is one of a dozen pages of `tests/corpus` of 37 to 68 KB, as its CMS made it, navigation, scripts
and all, with a title, a day and a sentence of its own; a list is 20 rows within a menu and a pager as TRS
sites have them, about 40 KB. The same number always makes the same page. Pages are UTF-8, which the header
says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.corpus import OWN, Labelled, load

ROWS = 20
NEWEST = date(2026, 2, 27)
DAYS = 350
"""Articles are dated over so many days up to NEWEST, so that a first walk goes through all of them."""

_TEMPLATES = {
    "second": ("u-006", "u-011", "u-018", "u-020", "u-031", "u-034", "u-039", "u-090"),
    "third": ("t-006",),
    "families-a": ("fa-033",),
    "families-b": ("fb-035",),
}
_TITLE, _DAY, _OWN = "@@TITLE@@", "@@DAY@@", "@@OWN@@"
_HALF = 60
"""Entries of each of the two menus of a list page."""


@dataclass(frozen=True, slots=True)
class Site:
    """Every host has the same columns; `articles` in each."""

    articles: int

    @property
    def pages(self) -> int:
        """List pages of a column."""
        return max(1, -(-self.articles // ROWS))


def templates() -> list[bytes]:
    """The article pages with marks where a page of its own differs."""
    pages = [
        page for folder, wanted in _TEMPLATES.items() for page in load(OWN / folder) if page.id in wanted
    ]
    return [_marked(page).encode() for page in pages]


def _marked(page: Labelled) -> str:
    title, day = page.label["title"], page.label["published"][:10]
    text = re.sub(r"(?i)charset=(?:gbk|gb2312)", "charset=utf-8", page.page().text)
    body_at = text.index(_body(page, text))
    start = text.find(title)
    assert start >= 0
    text = text[:body_at] + _OWN + text[body_at:]
    return text.replace(title, _TITLE).replace(day, _DAY)  # where it is printed otherwise it stays


def _body(page: Labelled, text: str) -> str:
    """Some of the first words of the body as they stand in the page's source."""
    start = "".join(page.label["body_start"].split())
    for length in range(len(start), 3, -1):
        if text.count(start[:length]) >= 1:
            return text[text.rindex(start[:length]) :][:length]
    raise ValueError(page.id)


def title_of(host: int, number: int) -> str:
    return f"青石街道关于印发第{host}—{number}号便民服务事项办理指南的通知"


def day_of(site: Site, number: int) -> str:
    return (NEWEST - timedelta(days=number * DAYS // max(site.articles, 1))).isoformat()


def article(site: Site, shapes: list[bytes], host: int, number: int) -> bytes:
    told = f"共涉及{number * 7 + 3}户居民、{number * 13 % 997}处点位，请各社区照此办理。"
    own = f"本通知为第{host}号主机第{number}篇，{told}"
    return (
        shapes[number % len(shapes)]
        .replace(_TITLE.encode(), title_of(host, number).encode())
        .replace(_DAY.encode(), day_of(site, number).encode())
        .replace(_OWN.encode(), own.encode())
    )


def list_page(site: Site, host: int, number: int) -> bytes:
    """The page `number` (from 0) of a column."""
    rows = "\n".join(
        f'<li><a href="./t{n}.html" title="{title_of(host, n)}" target="_blank">{title_of(host, n)}</a>'
        f"<span>{day_of(site, n)}</span></li>"
        for n in range(number * ROWS, min((number + 1) * ROWS, site.articles))
    )
    following = (
        f'<a class="next" href="index_{number + 1}.html">下一页</a>' if number + 1 < site.pages else ""
    )
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>通知公告_云岭区人民政府</title>"
        f"<style>{_STYLE}</style><script>{_SCRIPT}</script></head>"
        f"<body><div class='head'>{_menu('top')}</div>"
        "<div class='crumbs'>当前位置：<a href='/'>首页</a> &gt; <a href='./'>通知公告</a></div>"
        f"<div class='main'><ul class='list'>{rows}</ul><div class='page'>{following}"
        f"<span>第 {number + 1} 页 / 共 {site.pages} 页</span></div></div>"
        f"<div class='foot'>{_menu('links')}<p>{_FOOT}</p></div></body></html>"
    ).encode()


def page(site: Site, shapes: list[bytes], host: int, path: str) -> bytes | None:
    """What a host of the site answers under a path; None where nothing is."""
    name = path.rpartition("/")[2]
    if name in ("", "index.html"):
        return list_page(site, host, 0)
    found = re.fullmatch(r"(index_|t)(\d+)\.html", name)
    if found is None:
        return None
    number = int(found[2])
    if found[1] == "t":
        return article(site, shapes, host, number) if number < site.articles else None
    return list_page(site, host, number) if number < site.pages else None


def _menu(name: str) -> str:
    return (
        f"<ul class='{name}'>"
        + "".join(
            f"<li class='{name}-item level-{n % 3}'>"
            f"<a href='/{name}/bm{n}/' title='云岭区第{n}部门'>云岭区第{n}部门</a>"
            f"<i class='icon icon-{n % 9}' style='background-position:0 -{n * 16}px'></i></li>"
            for n in range(_HALF)
        )
        + "</ul>"
    )


_STYLE = "".join(
    f".level-{n}{{color:#{n:03x};padding:{n % 9}px;line-height:1.{n % 10}}}\n" for n in range(200)
)
_FOOT = "主办：云岭区人民政府办公室 网站标识码：9900000001"
_SCRIPT = "".join(
    f"var item{n} = {{id: {n}, name: 'bm{n}', open: function () {{ return show({n}); }}}};\n"
    for n in range(100)
)
