"""Telling an empty column, a column that is one page of text, and a page that was not understood apart.

Saying "empty" accuses a government, saying "unknown" costs the operator a look: an empty column is
recognised only by its own words, by a total of nought, or by a list frame under the column's name on a page
that the CMS wrote whole (its static pager says one page, no script fetches rows).
"""

from __future__ import annotations

import re
from itertools import islice

from gongkai.platforms import pager, place
from gongkai.platforms.groups import Group
from gongkai.platforms.place import Answer, Scene, chrome_spans, in_chrome, under_name
from gongkai.platforms.rowdate import is_date_piece
from gongkai.platforms.tree import El, Tree, fold

_EMPTY = re.compile(
    r"^[\s\[【(（*·!！~。…-]*(?:(?:对不起|抱歉|很抱歉|您好)[,，!！]?\s*)?(?:"
    r"(?:该|本|此|当前|目前)?(?:栏目|频道|分类|目录|列表)?(?:下)?(?:目前|当前|暂时|暂)?(?:还|尚)?(?:没有|无|未有|尚无|未发布|没有任何|没有找到|未找到|查无|未查询到|没有查询到)"
    r"(?:任何|相关|该|此类|此|符合条件的|您要的|发布|更新|公开|新的?)*(?:的)?(?:信息|内容|记录|数据|文章|文件|结果|资料|文档|公告|新闻|稿件|条目|公开内容|信息公开内容)"
    r"|(?:该|本|此)?(?:栏目|目录)?(?:内容|信息|数据)?(?:为空|暂空|空缺)|暂无|(?:该|本)栏目(?:正在)?(?:建设中|暂无)"
    r")(?:[\s,，。;；!！]*(?:敬请期待|敬请关注|请[^,，。;；!！]{1,12}|谢谢(?:关注)?))?[\s\]】)）!！~。….]*$"
)
_NOTHING_YET = re.compile(r"暂无|暂未|尚无|尚未|没有|(?:更新|建设|整理|完善|录入)中|敬请期待")
"""What texts have in them that may say that nothing is here yet."""
_SCRIPTED = re.compile(r"^(?:v-|ng-|:|@|ms-|x-|data-bind)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:hide|hidden|d-none|disn|ng-hide|layui-hide)(?:\s|$)")
_FETCHES = re.compile(
    r"\$\s*\.\s*(?:ajax|get|post|getJSON)\b|\.load\s*\(|\baxios\b|\bfetch\s*\(|XMLHttpRequest|new\s+Vue\b|createApp\s*\(|"
    r"angular\.module|avalon\.|ReactDOM|layui\.use|\bflow\.load\b|template\s*\(|\.jsp\?|/api/",
)
_TEMPLATES = re.compile(
    r"\{\{(?:(?!\{\{).){0,200}?\}\}|\bv-for\s*=|\bng-repeat\s*=|\bms-(?:for|repeat|each)\b|<router-view|id=[\"'](?:app|root)[\"']\s*>\s*</div>"
)
MAX_LOOKED = 1_000_000
"""Characters of scripts and of a page that are looked through; real pages have a tenth of that."""

_NOUGHT = re.compile(
    r"共\s*(?:有)?\s*0\s*(?:条|个?记录|篇|则|项|记录)|总(?:记录|条)数\s*[:：]?\s*0(?!\d)|\b0\s*条记录"
)
_BARE_NOUGHT = re.compile(r"[(（]?0\s*(?:条|篇|则)(?:记录|信息)?[)）]?")
_FIRST_PAGE = re.compile(r"[|\s]*(?:首\s*页|第一页)?[|\s]*")
"""What a pager may begin with before the words that it is known by."""
_MARKS_TRIED = 10
_LONGEST_MARK = 30
"""Characters of a text that says that nothing is here."""
_AFTER = 10
"""Positions behind a total within which it may be said what it counts."""
_MOST_LABELS = 8
"""Texts before that among which the heads of a table may stand."""
_LONGEST_NAME = 60
"""Characters of a text, white space and signs among them, that may be a column's name."""
_FRAMES = frozenset(("ul", "ol", "tbody", "table", "dl"))
_BODY = re.compile(
    r"(?:^|\s)(?:zoom|zoomcon|ucap-content|trs_editor|trs_ueditor|trs_editor_view|mainText|vsb_content(?:_\d+)?|v_news_content|"
    r"newscontent|article-content|article_content|articlecontent|article-body|art_con|xl_content|xl_cont|nrcontent|j-fontcontent|"
    r"fontzoom|div_zhengwen|bt-content|bt_content|content_article|details-main|detail-content|news_content|wzcon|con_con|pages_content|"
    r"view-content|zw_content|artical_content|tys-main-zt-show)(?:\s|$)",
    re.I,
)
_FOOTER = re.compile(
    r"版权所有|ICP备|公网安备|主办单位|承办单位|网站标识码|技术支持|浏览器|Copyright|今天是|访问量|繁体|无障碍|设为首页",
    re.I,
)
_SITEMAP = re.compile(r"^(?:网站|站点)(?:地图|导航)$")
_WORK = re.compile(r"(?:正在)?(?:升级|维护|改版|建设)(?:中|维护)")
ENOUGH_TEXT = 60
"""Characters of running text, in its own area, from which on a page without a list is a page of text."""


def empty_mark(view: Scene) -> str | None:
    """The words by which the page itself says that the column is empty, where they stand in its place."""
    tree = view.tree
    said = [
        (at, fold(text))
        for at, text in zip(tree.text_at, tree.texts, strict=True)
        if len(text) < 200 and len(fold(text)) <= _LONGEST_MARK and _EMPTY.match(fold(text))
    ]
    for at, shown in said[:_MARKS_TRIED]:
        el = innermost(tree, at)
        if el is None or suspended(el) or in_chrome(tree, el) or place.in_other_block(view, at):
            continue
        if under_name(tree, at, el, view.names) or _before_pager(view, at):
            return shown
    return None


def _before_pager(view: Scene, at: int) -> bool:
    """Whether a pager follows a text closely, with nothing between that may begin another block."""
    following = next((p for p in view.pagers if p > at), None)
    if following is None or view.tree.chars(at + 1, following) > _LONGEST_NAME:
        return False
    beside = all(map(_FIRST_PAGE.fullmatch, view.tree.between(at + 1, following)))
    return beside or place.other_block(view, at, following) == "no"


def declared(view: Scene) -> list[tuple[int, bool]]:
    """Where the page says that the column is empty, with no more than a table's heads between that and the
    column's name; and whether it says just that, or something of the kind (内容正在整理中)."""
    texts = zip(view.tree.text_at, view.tree.folded, strict=True)
    short = ((at, text) for at, text in texts if len(text) <= _LONGEST_MARK)
    said = [
        (at, bool(_EMPTY.match(text)))
        for at, text in short
        if _EMPTY.match(text) or _NOTHING_YET.search(text)
    ]
    return [(at, sure) for at, sure in said[:_MARKS_TRIED] if _right_under_name(view, at)]


def _right_under_name(view: Scene, at: int) -> bool:
    el = innermost(view.tree, at)
    if el is None or suspended(el) or in_chrome(view.tree, el) or _in_link(el):
        return False
    above = [text for text in view.tree.last_before(0, at, _MOST_LABELS) if len(text) <= _LONGEST_NAME]
    named = next((text for text in map(fold, reversed(above)) if not place.LABEL.fullmatch(text)), "")
    return place.bare(named) in view.names


def _in_link(el: El) -> bool:
    return el.tag == "a" or any(up.tag == "a" for up in islice(el.ancestors(), 3))


def fills_empty(view: Scene, said: list[tuple[int, bool]], group: Group) -> Answer:
    """Whether a list fills the page of a column that is said to be empty at one of the places.

    It does where it follows under another heading, or stands before and not under the column's name; perhaps
    where some text that may be a heading stands between. A list with a pager is alive.
    """
    following = next((p for p in view.pagers if p >= group.end), None)
    if not said or (following is not None and view.tree.chars(group.end, following) <= _LONGEST_NAME):
        return "no"
    begin = next((record.links[0].start for record in group.records if record.links), group.start)
    answers = {(_fills(view, at, begin, group), sure) for at, sure in said}
    if ("yes", True) in answers:
        return "yes"
    return "perhaps" if ("yes", False) in answers or ("perhaps", True) in answers else "no"


def _fills(view: Scene, at: int, begin: int, group: Group) -> Answer:
    if at < begin:
        return place.other_block(view, at, begin)
    before = at >= group.end and not under_name(view.tree, group.start, group.holder, view.names)
    return "yes" if before else "no"


def states_none(view: Scene) -> bool:
    """Whether a pager prints a total of nought, where it is shown: in words in or beside a pager, as a
    bare 0条 only in what the template calls one. All in one text: what scripts fill is cut in pieces."""
    placed = zip(view.tree.text_at, view.tree.folded, strict=True)
    said = [(at, text) for at, text in placed if len(text) < 80 and "0" in text and _says_nought(text)]
    return any(_is_total(view, at, text) for at, text in said[:_MARKS_TRIED])


def _says_nought(text: str) -> bool:
    return bool(_NOUGHT.search(text) or _BARE_NOUGHT.fullmatch(text))


def _is_total(view: Scene, at: int, text: str) -> bool:
    """Whether a text that says nought is about the list: not hidden, in no other block, of no comments."""
    el = innermost(view.tree, at)
    if el is None or suspended(el) or place.in_other_block(view, at):
        return False
    around = (*view.tree.last_before(0, at, 1), text, *view.tree.between(at + 1, at + 1 + _AFTER)[:1])
    if any(pager.OF_OTHERS.search(fold(piece[-_LONGEST_NAME:])) for piece in around):
        return False
    bare = _BARE_NOUGHT.fullmatch(text)
    return pager.is_within(view.tree, el) or (not bare and _beside_pager(view, at))


def _beside_pager(view: Scene, at: int) -> bool:
    """Whether something else that a pager is known by stands close before or after a text."""
    spans = ((min(p, at + 1), max(p, at)) for p in view.pagers if p != at)
    return any(view.tree.chars(start, end) <= _LONGEST_NAME for start, end in spans)


def fetches_rows(text: str, scripts: str) -> bool:
    """Whether a script of the page fetches something or a template waits to be filled; what is too long to
    be looked through may do so."""
    if len(scripts) > MAX_LOOKED or _FETCHES.search(scripts):
        return True
    return bool(_TEMPLATES.search(text[:MAX_LOOKED]))


def empty_frame(tree: Tree, names: frozenset[str], pagers: list[int]) -> El | None:
    """A list element without any text under the column's name and before a pager."""
    for el in tree.els:
        if el.tag not in _FRAMES or tree.between(el.start, el.end) or in_chrome(tree, el):
            continue
        following = next((p for p in pagers if p >= el.end), None)
        if following is None or sum(map(len, map(fold, tree.between(el.end, following)))) > 20:
            continue
        if under_name(tree, el.start, el, names):
            return el
    return None


def text_page(tree: Tree, names: frozenset[str]) -> str | None:
    """Why the page is one of text, an item itself; None where it is not recognised as one."""
    for el in tree.els:
        if _BODY.search(el.marks) and not in_chrome(tree, el) and under_name(tree, el.start, el, names):
            return "有正文容器"
    if _headed(tree, _SITEMAP) or any(_SITEMAP.match(name) for name in names):
        return "网站地图"
    if running_text(tree) >= ENOUGH_TEXT and not _under_work(tree):
        return "是一篇正文"
    return None


def running_text(tree: Tree, start: int | None = None, end: int | None = None) -> int:
    """Characters of text outside links, navigation and footer, and outside `start` to `end`."""
    skipped = chrome_spans(tree)
    skipped.extend((el.start, el.end) for el in tree.els if el.tag in ("a", "option", "button", "label"))
    if start is not None and end is not None:
        skipped.append((start, end))
    skipped.sort()
    total, covered, i = 0, 0, 0
    for at, text in zip(tree.text_at, tree.texts, strict=True):
        while i < len(skipped) and skipped[i][0] <= at:
            covered = max(covered, skipped[i][1])
            i += 1
        shown = fold(text)
        if at >= covered and len(shown) >= 4 and not _FOOTER.search(shown) and not is_date_piece(shown):
            total += len(shown)
    return total


def innermost(tree: Tree, at: int) -> El | None:
    """The smallest element around a position."""
    inner = None
    for el in tree.els:
        if el.start > at:
            break
        if el.end > at:
            inner = el
    return inner


def suspended(el: El) -> bool:
    """Hidden, or shown by a script's decision."""
    for up in (el, *el.ancestors()):
        if _HIDDEN.search(up.get("style")) or _HIDDEN_CLASS.search(up.get("class").lower()):
            return True
        if any(_SCRIPTED.match(name) for name in up.attrs):
            return True
    return False


def _headed(tree: Tree, words: re.Pattern[str]) -> bool:
    return any(words.match(tree.text(el)) for el in tree.els if el.tag in ("h1", "h2", "h3"))


def _under_work(tree: Tree) -> bool:
    return sum(map(len, tree.texts)) < 200 and any(_WORK.search(text) for text in tree.texts)
