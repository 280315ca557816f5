"""The rows of a candidate list: title, address, date, whether pinned."""

from __future__ import annotations

import re
from datetime import date

from gongkai.base.values import Row
from gongkai.platforms import cells, rowdate
from gongkai.platforms.groups import Group, Record
from gongkai.platforms.links import Link
from gongkai.platforms.tree import El, Tree, fold

MAX_ROW_PIECES = 300
"""Texts in one row's stretch; more is no row."""
MAX_ROW_TEXT = 900
"""Characters of a row besides its title: lists print abstracts of 300 at most; more is a page of text."""
_SHORT = 16
"""Characters up to which a title may be the short name of what a picture beside it leads to."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = frozenset(("div", "p", "li", "dd", "dt", "td", "section", "article"))

_BULLET = re.compile(r"^[\s·•●■□◆◇▪▫◎○※★☆►▶→»›>|｜\-–—．.]+(?=\S)|^\s*(?:&middot;)\s*")
_PINNED = re.compile(r"置顶")
_PIN_BEFORE = re.compile(r"[\[【(（ ]*置顶")
_PIN_MARK = re.compile(r"[\[【(（]?\s*置顶\s*[\]】)）]?")
_PIN_CLASS = re.compile(r"zhiding|(?:^|[\s_-])(?:is-?top|sticky|stick|pinned)(?:[\s_-]|$)", re.I)
_NOT_A_TITLE = re.compile(
    r"^[\s\[【(（<«‹>»›+]*(?:更多|more|查看更多|首\s*页|尾\s*页|末\s*页|第一页|最后一页|上一页|下一页|上页|下页|前一页|后一页|上一篇|下一篇|"
    r"返回|返回首页|跳转|GO|确定|«|»|‹|›|<|>|<<|>>|\d{1,4}|\.{2,}|…|关闭|打印)[\s\]】)）>»›+]*$",
    re.I,
)
_GENERIC = re.compile(
    r"^[\s\[【(（]*(?:查看|详情|详细|查看详情|查看全文|查看详细|阅读全文|全文|下载|点击查看|点击下载|详细信息|浏览|进入|"
    r"\d{1,3}(?:[:：]\d{2}){1,2}|更多|more|预览|附件|解读|政策解读|相关解读|图解|文字解读|原文|政策原文|"
    r"(?:点击)?(?:下载|查看|阅读|浏览)?(?:PDF|WORD|电子|附件|表格)(?:版|文件|文档)?(?:下载|阅读|浏览)?)[\s\]】)）>]*$",
    re.I,
)
_PLAYED = re.compile(r"^\d{1,3}(?:[:：]\d{2}){1,2}$")
"""How long a video plays, printed on its picture."""
_FOOTER = re.compile(r"ICP备|公网安备|版权所有|技术支持")
_CRUMB = re.compile(r"(?:您(?:现在)?(?:所在)?的?|当前的?|所在的?|现在的?)(?:页面)?位置")
_CATEGORY = re.compile(r"^[\[【〔(（<][^\[\]【】]{1,14}[\]】〕)）>]$")
_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:title|tit|bt|biaoti|name|mc|headline|cont)(?:[\s_\d-]|$)|title|biaoti", re.I
)
_CUT = re.compile(r"(?:\.{2,}|…+|···)\s*$")


def fill(tree: Tree, group: Group, seen: date | None) -> None:
    """Reads the rows of a group; records that are no row (separators, table heads, pagers) are dropped."""
    group.records = _after_crumb(tree, cells.one_row_each(tree, group))
    column = cells.published_column(tree, group)
    read = [(record, row(tree, record, seen, column)) for record in group.records]
    group.tried = len(group.records)
    group.rows = [found for _, found in read if found is not None]
    group.records = [record for record, found in read if found is not None]
    group.dated = sum(r.date is not None for r in group.rows)


def _after_crumb(tree: Tree, records: list[Record]) -> list[Record]:
    """The records after the one that is the breadcrumb: what stands before that is not the column's, unless
    nothing follows."""
    for i in range(len(records) - 1, -1, -1):
        low, high = tree.span(records[i].start, records[i].end)
        if any(map(_CRUMB.match, tree.folded[low : min(high, low + 3)])):
            return records[i + 1 :] or records[:i]
    return records


def row(tree: Tree, record: Record, seen: date | None, column: int | None = None) -> Row | None:
    """The row of one record, or None where it holds none; `column` is the cell that holds its date."""
    if tree.count(record.start, record.end) > MAX_ROW_PIECES:
        return None
    link = _main_link(tree, record)
    title, pieces = _title_and_rest(tree, record, link)
    if len(title) < 2 or _NOT_A_TITLE.match(title) or _FOOTER.search(title) or rowdate.is_date_piece(title):
        return None
    if sum(map(len, pieces)) > MAX_ROW_TEXT:
        return None
    found = rowdate.stated(cells.cell_texts(tree, record, column)) if column is not None else None
    found = found or rowdate.stated(_said_once(title, pieces))
    if found is None:
        title, found = rowdate.cut_date(title)
    if found is None and (link is None or _GENERIC.match(title)):
        return None
    url = link.url if link else None
    return Row(_clean(title), url, rowdate.resolve(found, url, seen), _pinned(tree, record, title))


def _said_once(title: str, pieces: list[str]) -> list[str]:
    """A row's other texts; where the title carries the row's date, without one that says the title again and
    whose date is what the text is about (`2026年1月2日停水公告(2025-12-31)`)."""
    bare, found = rowdate.cut_date(title)
    return [piece for piece in pieces if piece != bare] if found else pieces


def _title_and_rest(tree: Tree, record: Record, link: Link | None) -> tuple[str, list[str]]:
    """A record's title and its other texts, those outside the link first."""
    pieces = _outside(tree, record, link)
    if link is None:
        title = _longest(pieces)
        return title, [piece for piece in pieces if piece != title]
    title, inner = _link_title(tree, link)
    title = _beside_picture(tree, record, link, title)
    if _GENERIC.match(title) or not title:
        title = _longest(pieces) or title
        pieces = [piece for piece in pieces if fold(piece) != title]
    return title, [*pieces, *inner]


def _main_link(tree: Tree, record: Record) -> Link | None:
    """The link that is the row: the first that is no mark or button and not much shorter than the longest."""
    own = _not_nested(record)
    lengths = [_weight(tree, link) for link in own]
    longest = max(lengths, default=0.0)
    for link, length in zip(own, lengths, strict=True):
        if length * 2 >= longest:
            return link
    return None


def _weight(tree: Tree, link: Link) -> float:
    if link.weight is None:
        link.weight = _weigh(tree, link)
    return link.weight


def _weigh(tree: Tree, link: Link) -> float:
    text = _visible(tree, link)
    if not text or _NOT_A_TITLE.match(text):
        return 0.0
    if _CATEGORY.match(text) or _GENERIC.match(text):
        return 0.1
    return float(min(len(text), 40)) * (1.0 if link.url else 0.6)


def _visible(tree: Tree, link: Link) -> str:
    pieces = tree.between(link.start, link.end)
    return fold("".join([piece for piece in pieces if not rowdate.is_date_piece(piece)]))


def _not_nested(record: Record) -> list[Link]:
    """The record's links without those of lists inside it (pop-ups with related texts), unless all are."""
    if len(record.links) < 2:
        return record.links
    first = record.links[0].start
    own = [
        link
        for link in record.links
        if not any(start > record.start and not start <= first < end for start, end in link.lists)
    ]
    return own or record.links


def _outside(tree: Tree, record: Record, link: Link | None) -> list[str]:
    """The record's texts outside the main link and outside lists nested in it."""
    low, high = tree.span(record.start, record.end)
    if link is None:
        return tree.folded[low:high]
    skipped = {(link.start, link.end)}
    if len(record.links) > 1:
        for other in record.links:
            skipped.update(
                (start, end)
                for start, end in other.lists
                if start > record.start and not start <= link.start < end
            )
    if len(skipped) == 1:
        first, after = tree.span(link.start, link.end)
        return tree.folded[low : max(low, first)] + tree.folded[min(after, high) : high]
    return [
        tree.folded[i]
        for i in range(low, high)
        if not any(start <= tree.text_at[i] < end for start, end in skipped)
    ]


def _longest(pieces: list[str]) -> str:
    texts = [piece for piece in pieces if not rowdate.is_date_piece(piece) and not _GENERIC.match(piece)]
    return max(texts, key=len, default="")


def _link_title(tree: Tree, link: Link) -> tuple[str, list[str]]:
    """A link's title, and its other texts (dates, abstracts) for the date to be looked for in."""
    if link.title is None:
        link.title = _read_title(tree, link)
    return link.title


def _read_title(tree: Tree, link: Link) -> tuple[str, list[str]]:
    part = _title_part(tree, link.el) or _named_part(tree, link.el)
    inside = tree.placed(link.start, link.end)
    chosen = [text for at, text in inside if part is None or part.start <= at < part.end]
    others = [fold(text) for at, text in inside if part is not None and not part.start <= at < part.end]
    kept: list[str] = []
    for text in chosen:
        if rowdate.is_date_piece(text) and len(chosen) > 1 and _dates_enough(text):
            others.append(fold(text))
        else:
            kept.append(text)
    shown = fold("".join(kept))
    return _full(shown, link.el, part), others


def _dates_enough(text: str) -> bool:
    """Not a bare number: numbers in elements of their own stand in titles too (2026年第<b>5</b>号)."""
    return len(re.findall(r"\d+", text)) >= 2 or bool(re.search(r"[年月日/-]", text))


def _title_part(tree: Tree, el: El) -> El | None:
    """The element inside a link that holds the title, where the link holds more than the title."""
    inside = tree.inside(el)
    if not any(child.tag in _BLOCKS or child.tag in _HEADINGS for child in inside):
        return None
    for child in inside:
        if child.tag in _HEADINGS and tree.text(child):
            return child
    for child in inside:
        text = tree.text(child)
        leaf = not any(c.tag in _BLOCKS for c in child.children)
        if leaf and text and _TITLE_CLASS.search(child.get("class")) and not rowdate.is_date_piece(text):
            return child
    blocks = [c for c in inside if c.tag in _BLOCKS and not any(x.tag in _BLOCKS for x in c.children)]
    texts = [(tree.text(c), c) for c in blocks]
    return next((c for text, c in texts if len(text) >= 4 and not rowdate.is_date_piece(text)), None)


def _beside_picture(tree: Tree, record: Record, link: Link, title: str) -> str:
    """A short title with a number in full, where a picture that leads to the same page says it (covers of a
    bulletin)."""
    if not 2 <= len(title) <= _SHORT or not any(map(str.isdigit, title)):
        return title
    for el in tree.inside(record.el):
        if el.tag == "a" and el is not link.el and el.get("href") == link.el.get("href"):
            full = fold(el.get("title"))
            if len(full) < 200 and _same(title) in _same(full):
                return full
    return title


def _named_part(tree: Tree, el: El) -> El | None:
    """The element inside a link that says what the link's title says, where the link says more."""
    named = fold(el.get("title"))
    if not named or tree.count(el.start, el.end) < 2:
        return None
    return next((child for child in tree.inside(el) if tree.text(child) == named), None)


def _full(shown: str, el: El, part: El | None) -> str:
    """The title attribute where it says the same at greater length, else the text."""
    for holder in (part, el):
        full = fold(holder.get("title")) if holder is not None else ""
        if not full or len(full) > 500:
            continue
        stem = _PLAYED.sub("", _CUT.sub("", _BULLET.sub("", shown)).strip())
        if not stem or (len(full) >= len(stem) and _same(full).startswith(_same(stem)[:60])):
            return full
        if _CUT.search(shown) and _same(stem)[:12] in _same(full):
            return full
    return shown


def _same(text: str) -> str:
    return re.sub(r"[\s“”\"'‘’]+", "", text)


def _clean(title: str) -> str:
    stripped = _PIN_MARK.sub("", title).strip() if _PINNED.match(title.lstrip("[【(（ ")) else title
    return _BULLET.sub("", stripped).strip() or title


def _pinned(tree: Tree, record: Record, title: str) -> bool:
    if _PIN_BEFORE.match(title):
        return True
    for text in tree.between(record.start, record.end):
        if "置顶" in text and len(text.strip()) <= 8:
            return True
    for el in tree.els[record.el.index : min(record.el.last, record.el.index + 21)]:
        if el.marks and _PIN_CLASS.search(el.get("class")):
            return True
        if "alt" in el.attrs and "置顶" in el.get("alt"):
            return True
    return False
