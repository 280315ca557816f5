"""The links of a page: anchors, and other elements whose click leads somewhere.

`url` is None where the address is of no use (`javascript:;`, a script call without an address in it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.base.dates import url_date
from gongkai.base.urls import absolute, is_file
from gongkai.base.values import Page
from gongkai.platforms.tree import El, Tree

MAX_LINKS = 6_000
MAX_ADDRESS = 2_000
"""Characters of an address; longer ones are none that a list would print."""

_BASE = re.compile(r"""<base\s[^<>]{0,200}?href\s*=\s*["']?([^"'<>\s]{1,500})""", re.I)
_HOST = re.compile(r"^https?://[^/]*")
_BESIDE_PATH = re.compile(r"^https?://[^/]*|[?#].*$")
_QUOTED = re.compile(r"""['"]([^'"<>\s]{2,300})['"]""")
_ADDRESS = re.compile(
    r"^(?:https?://|//|/|\.{1,2}/)\S|^\?\w+=|^[\w%./-]+\.(?:s?html?|jhtml|pdf|docx?|xlsx?|jspx?|aspx?|php)(?:\?|$)",
    re.I,
)
_LISTS = frozenset(("ul", "ol", "table", "dl"))
_DATA = ("data-href", "data-url", "data-link")
_CLICKED = frozenset(("onclick", *_DATA))

_INDEX = re.compile(r"/(?:(?:index|default|list|main)(?:_\d+)?\.\w{3,5})?$", re.I)
_ARTICLE = re.compile(
    r"/[A-Za-z_-]{0,20}\d{3,}[\w-]*\.(?:s?html?|jhtml|htm|php|aspx?|jspx?)$|/[0-9a-f]{16,32}[\w-]*(?:\.\w+|/c\.html)?$"
    r"|/[0-9a-f]{8}-[0-9a-f]{4}-[\w-]+|/art_[\w]+\.html|/content_\d|/c_?\d+(?:_\d+)*\.(?:s?html?)$|/post_\d+|/detail/"
    r"|/\d{5,}/index\.s?html?$|/content\.s?html?$|/info/\d+/\d+",
    re.I,
)
_ARTICLE_QUERY = re.compile(
    r"(?:^|[&?])(?:\w*id|article\w*|infoid|newsid|contentid|docid|guid|aid|n)=[\w-]*\d|(?:^|[&?])(?:item|task|matter)_?code=\w{8,}"
    r"|^p=\d+$",
    re.I,
)


@dataclass(slots=True)
class Link:
    """A link and where it stands; `lists` are the starts and ends of the lists it lies in, inmost first.

    `weight` and `title` keep what `rows` found of the link, which many candidate lists ask for.
    """

    el: El
    url: str | None
    lists: list[tuple[int, int]] = field(default_factory=list)
    weight: float | None = None
    title: tuple[str, list[str]] | None = None

    @property
    def start(self) -> int:
        return self.el.start

    @property
    def end(self) -> int:
        return self.el.end


def base(page: Page) -> str:
    """What relative addresses are relative to: the page's `<base>`, else its own address, or that of the page
    in which it is shown."""
    if page.asked and page.asked.shown_in:
        return page.asked.shown_in
    for spelling in ("<base ", "<BASE ", "<Base "):
        at = page.text.find(spelling)
        commented = page.text.rfind("<!--", 0, max(at, 0)) > page.text.rfind("-->", 0, max(at, 0))
        stated = _BASE.match(page.text, at) if at >= 0 and not commented else None
        if stated:
            return absolute(page.url, stated[1]) or page.url
    return page.url


def links(tree: Tree, base: str) -> list[Link]:
    """All links with visible text, in page order; a clickable block counts only if no anchor in it does."""
    found: list[Link] = []
    for el in tree.els:
        if len(found) >= MAX_LINKS:
            break
        if el.tag == "a":
            found.append(Link(el, _address(el, base)))
        elif not _CLICKED.isdisjoint(el.attrs):
            url = _address(el, base)
            if url and not any(child.tag == "a" for child in tree.inside(el)):
                found.append(Link(el, url))
    shown = [link for link in found if tree.count(link.start, link.end)]
    for link in shown:
        link.lists = [(up.start, up.end) for up in link.el.ancestors() if up.tag in _LISTS]
    return shown


def _address(el: El, base: str) -> str | None:
    """The address in `href`, else in a data attribute, else quoted in the click's script."""
    href = el.get("href")
    url = absolute(base, href) if len(href) <= MAX_ADDRESS else None
    if url and not href.startswith("#"):
        return url
    for name in _DATA:
        if 0 < len(el.get(name)) <= MAX_ADDRESS:
            return absolute(base, el.get(name))
    script = el.get("onclick") or (href if href.lower().startswith("javascript:") else "")
    return script_address(script, base)


def script_address(script: str, base: str) -> str | None:
    """The first quoted text of a script that is an address."""
    for match in _QUOTED.finditer(script[:2000]):
        if _ADDRESS.match(match[1]):
            return absolute(base, match[1])
    return None


def clicked(el: El, base: str) -> str | None:
    """The address of a pager's link or button, wherever its template keeps it."""
    href = el.get("href")
    url = absolute(base, href)
    if url:
        return url
    for script in (
        el.get("onclick"),
        href if href.lower().startswith("javascript") else "",
        el.get("tagname"),
    ):
        found = script_address(script, base) if script else None
        if found:
            return found
    bare = el.get("tagname") or el.get("data-href") or el.get("data-url")
    return absolute(base, bare) if bare and "." in bare else None


def article_like(url: str) -> bool:
    """Whether the address is of the kind that articles have (docs/platforms.md lists the dialects)."""
    path, _, query = _HOST.sub("", url).partition("?")
    if "mp.weixin.qq.com/s" in url or _ARTICLE.search(path):
        return True
    if is_file(url) or (url_date(url) and not path.endswith("/")):
        return True
    return bool(query and _ARTICLE_QUERY.search(query))


def directory_like(url: str) -> bool:
    """Whether the address, one that is not `article_like`, is of the kind that columns have."""
    path = _BESIDE_PATH.sub("", url)
    return bool(_INDEX.search(path) or "." not in path.rsplit("/", 1)[-1])
