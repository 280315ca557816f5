"""Which of the candidate lists is the section's own.

What speaks for a list: dated rows, addresses of the kind articles have, long titles, its place under the
column's name, a pager right after it. What speaks against it: addresses of columns, short texts, a place
in what the template calls navigation, footer or recommendations.
"""

from __future__ import annotations

import math
import re

from gongkai.base.urls import host_of
from gongkai.platforms.links import article_like, directory_like
from gongkai.platforms.rows import Group
from gongkai.platforms.tree import El, Tree, fold

ENOUGH = 0.55
"""A list scoring less is no list of a section; measured on invented and real pages (docs/evaluation.md)."""

CHROME = re.compile(
    r"(?:^|[\s_-])(?:top|head|bottom|foot|link|links|share|crumb|search|login|tool|map|copyright|menu|nav|nev)"
    r"(?:[\s_\d-]|$)|nav(?!el|[_-]?con|[_-]?main)|menu|footer|header|breadcrumb|crumbs|friend|yqlj|sitemap|toolbar|dropdown|topbar|dqwz|weizhi|"
    r"pagination|paging|pagelist|fenye"
)
ASIDE = re.compile(
    r"aside|sidebar|(?:^|[\s_-])side(?:[\s_-]|$)|(?:^|[\s_-])hot|rank|paihang|recommend|tuijian|related|xiangguan|popbox|slide|swiper|carousel|scroll"
)
ASIDE_WORDS = re.compile(
    r"热点|热门|推荐|排行|相关链接|友情链接|相关阅读|相关信息|相关文章|猜你|图片新闻|点击量|热搜|专题专栏|最新更新|最新发布|最新信息"
)
_MAIN = re.compile(r"(?:nav|menu|link|map|tool|top)[\w-]*con(?:tent)?(?:[\s_\d-]|$)|article|detail")
_EDGE = re.compile(r"foot|header|copyright|crumb")
CHROME_TAGS = frozenset(("nav", "header", "footer"))
_LARGE = 0.7
"""An element that holds more than this share of the page's text is the page's frame, whatever its name."""


def score(tree: Tree, group: Group, names: frozenset[str], page_url: str, pagers: list[int]) -> float:
    """How much the group looks like the section's own list; comparable within one page only."""
    if not group.rows or _lonely(group) or _wordy(tree, group):
        return -1.0
    merit = quality(group)
    if merit <= 0:
        return merit
    size = min(1.0, 0.35 + 0.19 * math.log2(len(group.rows) + 1))
    heading, own = _heading(tree, group, names), _own(group, page_url)
    if not group.dated and heading <= 1.0 and own < 1.15:
        merit *= 0.5
    return merit * size * heading * own * _place(tree, group) * _pager(tree, group, pagers)


def is_chrome(el: El) -> bool:
    """Whether the template calls the element navigation, head or foot of the page."""
    if el.tag in CHROME_TAGS:
        return True
    marks = el.marks
    return bool(CHROME.search(marks)) and not (_MAIN.search(marks) and not _EDGE.search(marks))


def quality(group: Group) -> float:
    """What the rows themselves say, about -1 to 2.6."""
    count = len(group.rows)
    dated = group.dated / count
    articles = sum(row.url is not None and article_like(row.url) for row in group.rows) / count
    columns = (
        sum(row.url is not None and row.date is None and directory_like(row.url) for row in group.rows)
        / count
    )
    length = sum(min(len(row.title), 24) for row in group.rows) / count / 24
    articles *= dated + (1 - dated) * min(1.0, length * 2.4)
    crowded = sum(len(record.links) for record in group.records) / count
    merit = 1.2 * dated + 0.8 * articles + 0.6 * length - 0.9 * columns
    if not dated and length * 24 < 6.5:
        merit *= 0.4
    return merit * (0.7 if crowded > 2.5 else 1.0) * min(1.0, 0.4 + count / len(group.records))


def _lonely(group: Group) -> bool:
    """A single undated block with links in it is a row only if it is built like one."""
    if len(group.rows) > 1 or group.dated:
        return False
    return group.tag not in ("li", "tr", "dd", "p") or len(group.records[0].links) > 2


def _wordy(tree: Tree, group: Group) -> bool:
    """A few blocks that are no usual row elements and lead nowhere, or say more than title and date each."""
    if len(group.rows) > 3 or group.tag in ("li", "tr", "dd", "a"):
        return False
    if all(row.url is None for row in group.rows):
        return True
    return sum(map(len, tree.between(group.start, group.end))) > 250 * len(group.rows)


def _place(tree: Tree, group: Group) -> float:
    total = max(1, len(tree.texts))
    factor = 1.0
    first = group.records[0].el
    for el in (first, *first.ancestors()):
        share = len(tree.between(el.start, el.end)) / total
        if share > _LARGE and el is not first and el is not group.holder:
            break
        if is_chrome(el):
            factor = min(factor, 0.35 if group.dated else 0.2)
        if el.tag == "aside" or ASIDE.search(el.marks):
            factor = min(factor, 0.5 if group.dated else 0.35)
    return factor


def _heading(tree: Tree, group: Group, names: frozenset[str]) -> float:
    """Above one under the column's own name, below one under a name of recommendations."""
    for el in list(group.holder.ancestors())[:5] or []:
        before = [fold(text) for text in tree.between(el.start, group.start)][-14:]
        near = [text for text in before if text]
        if not near:
            continue
        if any(ASIDE_WORDS.search(text) and len(text) <= 12 for text in near[-3:]):
            return 0.4
        if any(text in names for text in near):
            return 1.4
    return 1.0


def _pager(tree: Tree, group: Group, pagers: list[int]) -> float:
    """Above one where a pager follows with next to nothing between."""
    following = next((at for at in pagers if at >= group.end), None)
    if following is None:
        return 1.0
    between = sum(len(text.strip()) for text in tree.between(group.end, following))
    return 1.3 if between < 60 else 1.0


def _own(group: Group, page_url: str) -> float:
    """Up to 1.2 for rows that lie in the page's own folder."""
    folder = page_url.split("?", maxsplit=1)[0].rsplit("/", 1)[0] + "/"
    host = host_of(page_url)
    count = len(group.rows)
    own = sum(row.url is not None and row.url.startswith(folder) for row in group.rows) / count
    home = sum(row.url is not None and host_of(row.url) == host for row in group.rows) / count
    return 1.0 + 0.1 * own + 0.1 * home
