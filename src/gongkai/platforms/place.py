"""Where things stand on a page: in navigation, under the column's name, under another block's heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gongkai.platforms.rowdate import has_digits
from gongkai.platforms.tree import El, Tree, fold

_CHROME = re.compile(
    r"(?:^|[\s_-])(?:top|head|bottom|foot|link|links|share|crumb|search|login|tool|map|copyright|menu|nav|nev)"
    r"(?:[\s_\d-]|$)|nav(?!el|[_-]?con|[_-]?main)|menu|footer|header|breadcrumb|crumbs|friend|yqlj|sitemap|"
    r"toolbar|dropdown|topbar|dqwz|weizhi|pagination|paging|pagelist|fenye"
)
_MAIN = re.compile(r"(?:nav|menu|link|map|tool|top)[\w-]*con(?:tent)?(?:[\s_\d-]|$)|article|detail")
_EDGE = re.compile(r"foot|header|copyright|crumb")
_CHROME_TAGS = frozenset(("nav", "header", "footer"))
_ASIDE = re.compile(
    r"aside|sidebar|(?:^|[\s_-])side(?:[\s_-]|$)|(?:^|[\s_-])hot|rank|paihang|recommend|tuijian|related|xiangguan|"
    r"popbox|slide|swiper|carousel|scroll"
)
_ASIDE_WORDS = re.compile(
    r"热点|热门|推荐|排行|相关链接|友情链接|相关阅读|相关信息|相关文章|猜你|图片新闻|点击量|热搜|专题专栏|最新更新|最新发布|最新信息"
)
_RECOMMENDED = re.compile(
    r"推荐阅读|相关(?:阅读|推荐|链接)|热门(?:推荐|文章|信息|阅读|新闻)|热点推荐|(?:点击|阅读|浏览|热点|热门|信息|新闻|文章)?(?:量)?排行榜?|"
    r"猜你喜欢|友情链接|热搜"
)
"""Headings that no column's own rows stand under, whatever the page says its name is."""
_PERIOD = re.compile(
    r"(?:19|20)\d\d\s*(?:年?度?|(?:[年.\-/]\s*(?:1[0-2]|0?[1-9])\s*月?))|(?:1[0-2]|0?[1-9])\s*月(?:份)?|"
    r"(?:(?:19|20)\d\d年)?(?:第?[一二三四1-4]季度|[上下]半年)"
)
_COUNTED = re.compile(r"\s*[（(]\s*(?:共\s*)?\d{1,4}\s*[条篇期件]?\s*[）)]\s*$")
"""How many rows stand under a heading, in brackets after it."""
_AROUND = " >»·[]【】：:"
"""Signs around a name."""
LABEL = re.compile(
    r"(?:信息|文件|公开|事项)?(?:序号|编号|标题|名称|文号|索引号|来源|类别|类型|状态|操作|点击量?|附件)|\S{0,4}(?:日期|时间|机构|单位|部门)"
)
"""The heads of a table's columns."""
Answer = Literal["yes", "perhaps", "no"]
"""What the page tells; `perhaps` where it does not tell for sure, so that neither may be relied on."""
MORE = re.compile(r"[\s>》»+\[\]]*(?:更多|查看更多|查看全部|more|展开|收起)[\s>》»+.…\[\]]*$", re.I)
"""What stands behind a heading and is no part of it."""
_FAR = 2_000
"""Positions before a list that are looked through for what begins another block."""
_PIECES = 3
"""Texts of a heading: its words, 更多 and a sign."""
_ROWS = frozenset(("a", "li", "td", "th", "tr"))
_KIND = re.compile(r"^(?:分类|栏目|分类目录|当前栏目)\s*[:：]\s*")
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
_HEADING_CLASS = re.compile(
    r"(?:^|[\s_-])(?:title|tit|tt|bt|lmmc|lanmu|column|channel|chnl|headline|cur)(?:[\s_\d-]|$)|title$|tit$|_title|"
    r"title_|tit_"
)
_NAMES_KEPT = 4096
"""Names repeat from element to element and from page to page of a site; what these mean is kept."""
_LARGE = 0.7
"""An element that holds more than this share of the page's texts is the page's frame, whatever its name."""
_LONG = 14
"""Characters from which a text between the column's name and a list says that they do not belong together."""


@dataclass(slots=True)
class Scene:
    """A page as the scorers need it: tree, address, the column's names, where pagers and headings stand;
    `base` is what relative addresses are relative to."""

    tree: Tree
    url: str
    base: str
    names: frozenset[str]
    pagers: list[int]
    headings: list[El]
    digits: list[int]
    """Where texts and titles with digits stand, of which dates could be made."""

    def has_digits(self, start: int, end: int) -> bool:
        """Whether a date could stand from `start` up to but without `end`."""
        at = bisect_left(self.digits, start)
        return at < len(self.digits) and self.digits[at] < end


def scene(tree: Tree, url: str, names: frozenset[str], pagers: list[int], base: str | None = None) -> Scene:
    return Scene(tree, url, base or url, names, pagers, _headings(tree), _digits(tree))


def _digits(tree: Tree) -> list[int]:
    found = [at for at, text in zip(tree.text_at, tree.folded, strict=True) if has_digits(text)]
    found.extend(el.start for el in tree.els if "title" in el.attrs and has_digits(el.get("title")))
    return sorted(found)


def is_chrome(el: El) -> bool:
    """Whether the template calls the element navigation, head or foot of the page."""
    if el.chrome is None:
        el.chrome = el.tag in _CHROME_TAGS or bool(el.marks and _called_chrome(el.marks))
    return el.chrome


@lru_cache(maxsize=_NAMES_KEPT)
def _called_chrome(marks: str) -> bool:
    return bool(_CHROME.search(marks)) and not (_MAIN.search(marks) and not _EDGE.search(marks))


def is_aside(el: El) -> bool:
    """Whether the template calls the element a side column, a ranking, a slide show."""
    return el.tag in ("aside", "marquee") or bool(el.marks and _called_aside(el.marks))


@lru_cache(maxsize=_NAMES_KEPT)
def _called_aside(marks: str) -> bool:
    return _ASIDE.search(marks) is not None


def enclosing(tree: Tree, el: El) -> list[El]:
    """The element and those above it, up to the first that holds most of the page."""
    most = _LARGE * max(1, len(tree.texts))
    found = [el]
    for up in el.ancestors():
        if tree.count(up.start, up.end) > most:
            break
        found.append(up)
    return found


def in_chrome(tree: Tree, el: El) -> bool:
    """Whether the element stands in navigation, footer or an aside, by what the template calls them."""
    return any(is_chrome(up) or is_aside(up) for up in enclosing(tree, el))


def chrome_spans(tree: Tree) -> list[tuple[int, int]]:
    """Start and end of every part of the page that is navigation, head or foot."""
    most = _LARGE * max(1, len(tree.texts))
    return [(el.start, el.end) for el in tree.els if is_chrome(el) and tree.count(el.start, el.end) <= most]


def beside_name(tree: Tree, at: int, holder: El, names: frozenset[str], levels: int = 6) -> float:
    """How a place stands to the column's name: 1.4 right under it, 0.4 under a name of recommendations,
    else 1. Menus and table heads may stand between, rows of other lists may not."""
    for up in list(holder.ancestors())[:levels]:
        near = [text for text in (fold(text[-200:]) for text in tree.last_before(up.start, at, 40)) if text][
            -14:
        ]
        if not near:
            continue
        if any(_ASIDE_WORDS.search(text) and len(text) <= 12 for text in near[-3:]):
            return 0.4
        for text in reversed(near):
            if bare(text) in names:
                return 1.4
            if len(text) >= _LONG:
                return 1.0
    return 1.0


def name_in(heading: str) -> str:
    """A heading without what it says the name is of: `分类：乡村要闻`."""
    return _KIND.sub("", heading)


def bare(heading: str) -> str:
    """A heading without the signs around it and without what it says the name is of."""
    return name_in(heading.strip(_AROUND))


def is_period(heading: str) -> bool:
    """Whether a heading says a year, a quarter or a month: what stands under it is of the column."""
    return len(heading) <= 20 and _PERIOD.fullmatch(_COUNTED.sub("", heading).strip(_AROUND)) is not None


def under_name(tree: Tree, at: int, holder: El, names: frozenset[str]) -> bool:
    return beside_name(tree, at, holder, names) > 1.0


def in_other_block(view: Scene, start: int) -> bool:
    """Whether a place belongs to a block with a heading of its own, while the column's heading stands
    elsewhere: what fills a page whose own column is empty."""
    over = [el for el in view.headings if el.end <= start < _block(el).end]
    over = [el for el in over if not is_period(view.tree.text(el))]
    if not over:
        return False
    if _is_recommended(view, over[-1]):
        return True
    own = [el for el in view.headings if view.tree.text(el) in view.names]
    nearest = over[-1]
    if not any(name in view.tree.text(nearest) for name in view.names) and any(
        _peers(nearest, el) for el in own
    ):
        return True
    return bool(own) and not any(name in view.tree.text(el) for el in over for name in view.names)


def other_block(view: Scene, start: int, end: int) -> Answer:
    """Whether another block begins after the text at `start`, before `end`.

    It does with a heading that is no period of the column, or with words of recommendation, while the
    column's name is not said again; perhaps with a short text of which the page does not say what it is.
    """
    start = max(start + 1, end - _FAR)
    texts = [shown for text in view.tree.between(start, end) if len(shown := fold(text)) <= 20]
    if any(bare(text) in view.names for text in texts):
        return "no"
    if any(len(text) <= 12 and _ASIDE_WORDS.search(text) for text in texts):
        return "yes"
    first = bisect_left(view.tree.els, start, key=lambda el: el.start)
    between = view.tree.els[first : bisect_left(view.tree.els, end, key=lambda el: el.start)]
    if any(_says_other(_heading_text(view.tree, el)) for el in between):
        return "yes"
    return "perhaps" if any(map(_says_other, texts)) else "no"


def _says_other(text: str) -> bool:
    """Whether a text could name a block that is no part of the column and no head of a table's column."""
    named = MORE.sub("", bare(text))
    return len(named) >= 2 and not has_digits(named) and not is_period(named) and not LABEL.fullmatch(named)


def _heading_text(tree: Tree, el: El) -> str:
    """What an element says that is a heading by its tag or its name; empty where it is none."""
    if el.tag in _ROWS or not heading_like(el) or tree.count(el.start, el.end) > _PIECES:
        return ""
    text = MORE.sub("", tree.text(el))
    return text if len(text) <= 20 else ""


def _is_recommended(view: Scene, heading: El) -> bool:
    text = view.tree.text(heading)
    return text not in view.names and _RECOMMENDED.fullmatch(text.strip(_AROUND)) is not None


def _peers(one: El, other: El) -> bool:
    """Whether two headings head blocks of one kind: same element, same class, same depth."""
    same = one.tag == other.tag and one.get("class") == other.get("class")
    return same and sum(1 for _ in one.ancestors()) == sum(1 for _ in other.ancestors())


def _block(el: El) -> El:
    """The element that a heading heads: the nearest above it that holds something else too."""
    inner = el
    for up in el.ancestors():
        if len(up.children) > 1:
            return up
        inner = up
    return inner


def heading_like(el: El) -> bool:
    return el.tag in _HEADING_TAGS or bool(el.marks and _called_heading(el.marks))


@lru_cache(maxsize=_NAMES_KEPT)
def _called_heading(marks: str) -> bool:
    return _HEADING_CLASS.search(marks) is not None


def _headings(tree: Tree) -> list[El]:
    """Short texts in headings, outside links' rows and navigation."""
    found = []
    for el in tree.els:
        if not heading_like(el) or el.tag in ("a", "li", "td"):
            continue
        if tree.count(el.start, el.end) <= 20 and 2 <= len(tree.text(el)) <= 20 and not in_chrome(tree, el):
            found.append(el)
    return found
