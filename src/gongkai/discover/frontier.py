"""Which links of a page are worth following on the way to disclosure sections. Pure.

A name tells most: a category of the taxonomy, a word of disclosure, a body of the government. Then the place
(navigation) and the address (the kind that columns have). Texts of rows are long, or have a day beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from urllib.parse import urldefrag, urlsplit

from gongkai.base import urls
from gongkai.base.values import Page
from gongkai.classify import category_by_name
from gongkai.config import CategoryConfig
from gongkai.discover.unitnames import Body, body
from gongkai.platforms import identity, links, place, subcolumns
from gongkai.platforms.tree import El, Tree, fold

LONGEST = 20
"""Characters of a column's name; longer texts are titles."""

_DISCLOSURE = re.compile(
    r"公开|指南|制度|年报|年度报告|目录|公示|公告|公文|文件|政策|法规|规划|计划|财政|预算|决算|人事|机构|领导|职能|动态|要闻|新闻|统计|"
    r"采购|招标|应急|执法|许可|清单|重点领域|专栏|专题|街道|乡镇|镇街|部门|单位|科室|社区|概况|信息|工作|业务|服务|党建"
)
_MAP = re.compile(r"(?:网站|站点)(?:地图|导航)$|全部栏目")
_NOISE = re.compile(
    r"^(?:网站|本站|返回)?首\s*页$|主页$|登录|注册|收藏|无障碍|长者|关怀|繁體|繁体|简体|English|EN$|RSS|订阅|搜索|检索|二维码|"
    r"微博|微信|公众号|客户端|手机版|APP|邮箱登录|下一?页|上一?页|尾页|末页|打印|关闭|返回|纠错|找错|版权|隐私|声明|关于我们|"
    r"联系(?:我们|方式)|友情链接|网上信访|我要|天气|视频点播|内网|投诉平台|备案|举报电话|党政机关|适老",
    re.I,
)
_COLUMN = re.compile(
    r"/(?:col|cols|column|columns|channel|channels|lanmu|lm|catalog|category|class|node)s?[/_]?\w*|column-index|moreinfo|"
    r"/(?:list|index|more)\w*\.|(?:class|cat|catalog|column|channel|node|lm|lanmu|branch)_?(?:id|code|num)?=",
    re.I,
)
_NO_NAME = re.compile(r"[\W\d_]+")
"""Numbers and signs: the links of a pager."""
_DAY = re.compile(r"\d{1,4}\s*[-./年月]\s*\d{1,2}")
_ROUTE = re.compile(r"^/?\d{1,12}$")
"""A fragment that names a column of an application, not a place on the page."""
_ROWS = frozenset(("li", "tr", "dd", "p"))


@dataclass(frozen=True, slots=True)
class Linked:
    """A link of a page: its address, with the fragment that names a column, and its text, empty where it
    says 更多; `menu`: it stands in navigation; `dated`: a day stands beside it."""

    url: str
    name: str
    menu: bool
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A page to be looked at, the text of the link to it, and the names on the way there, itself included.
    `unit` is the body below the site's own through whose page the way leads."""

    url: str
    name: str = ""
    trail: tuple[str, ...] = ()
    menu: bool = False
    unit: Body | None = None


def links_of(page: Page, tree: Tree) -> tuple[Linked, ...]:
    """The links of a page in page order, and the columns that its platform names in its settings."""
    base = links.base(page)
    found = [Linked(url, name, True) for name, url in subcolumns(page)]
    for link in links.links(tree, base):
        if link.url is None:
            continue
        text = fold(link.el.get("title") or tree.text(link.el))
        text = text if len(text) <= LONGEST else tree.text(link.el)
        name = "" if place.MORE.fullmatch(text) else text.strip(" >»·[]【】：:")
        url = _with_route(link.url, link.el, base)
        found.append(
            Linked(url, name[: 2 * LONGEST], place.in_chrome(tree, link.el), _is_dated(tree, link.el))
        )
    return (*found, *_pictured(tree, base))


def _pictured(tree: Tree, base: str) -> Iterator[Linked]:
    """Links that are only a picture; without words to it those alone that lead to columns."""
    for el in tree.els:
        url = (
            urls.absolute(base, el.get("href"))
            if el.tag == "a" and not tree.count(el.start, el.end)
            else None
        )
        picture = next((child for child in tree.inside(el) if child.tag == "img"), None) if url else None
        if url is None or picture is None:
            continue
        name = fold(el.get("title") or picture.get("alt"))
        if name or column_like(url):
            yield Linked(url, name[: 2 * LONGEST], place.in_chrome(tree, el))


def _with_route(url: str, el: El, base: str) -> str:
    whole = urls.section_address(base, el.get("href")) or ""
    fragment = urldefrag(whole).fragment
    return f"{url}#{fragment}" if _ROUTE.match(fragment) and urldefrag(whole).url == url else url


def _is_dated(tree: Tree, el: El) -> bool:
    """Whether the row in which a link stands states a day."""
    row = next((up for up in list(el.ancestors())[:3] if up.tag in _ROWS), None)
    return row is not None and tree.chars(row.start, row.end) < 200 and bool(_DAY.search(tree.text(row)))


def key(url: str) -> str:
    """What makes two addresses one section: that of items, and the column that a fragment names."""
    plain, fragment = urldefrag(url)
    return identity(plain) + (f"#{fragment.lstrip('/')}" if _ROUTE.match(fragment) else "")


def column_like(url: str) -> bool:
    """Whether an address is of the kind that columns have, whatever else it may be."""
    parts = urlsplit(url)
    if _COLUMN.search(f"{parts.path}?{parts.query}"):
        return True
    return links.directory_like(url) and not links.article_like(url)


def worth(link: Linked, categories: Sequence[CategoryConfig]) -> float:
    """How much a link promises; nought or less where it is not to be followed."""
    name = link.name
    if urls.is_file(link.url) or len(name) > LONGEST or _NO_NAME.fullmatch(name) or _NOISE.search(name):
        return 0.0
    if link.dated and not link.menu:
        return 0.0
    if _MAP.search(name):
        return 6.0
    if not name:
        return 2.0
    told = 3.0 * bool(category_by_name(name, categories)) + 2.0 * bool(_DISCLOSURE.search(name))
    told += 2.0 * (body(name) is not None) + 1.5 * link.menu + 1.0 * (len(name) <= 8)
    likely = 1.5 if column_like(link.url) else -3.0 if links.article_like(link.url) else 0.0
    return told + likely


@dataclass(slots=True)
class Frontier:
    """The ways not yet gone, the most promising first, of equals the first met; none twice."""

    queue: list[tuple[float, int, Way]] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    def push(self, way: Way, promise: float) -> None:
        if key(way.url) not in self.met:
            self.met.add(key(way.url))
            heappush(self.queue, (len(way.trail) / 2 - promise, len(self.met), way))

    def pop(self) -> Way | None:
        return heappop(self.queue)[2] if self.queue else None
