"""What the column calls itself: in its meta tag, its breadcrumb, its heading, its `<title>`."""

from __future__ import annotations

import re

from gongkai.platforms.place import heading_like
from gongkai.platforms.tree import El, Tree, fold

_CRUMB_WORD = re.compile(
    r"(?:当前|所在|现在)[的]?(?:所在)?(?:的)?位置|您(?:现在)?(?:所)?在(?:的)?位置|您现在的位置|当前页面"
)
_CRUMB_CLASS = re.compile(
    r"crumb|dqwz|weizhi|(?:^|[\s_-])(?:position|location|path|site-?path|curpos|bread|dangqian|wz|address)(?:[\s_\d-]|$)"
)
_SEPARATORS = re.compile(r"[>›»→/|\\：:·—–\-＞]+|&gt;|(?<=\s)\s+")
_TITLE_PARTS = re.compile(r"\s*(?:_|—|–|\||｜|-{1,2}|>|»|/|·)+\s*|\s{2,}")
_SITE_WORDS = re.compile(
    r"网$|网站|政府$|门户|平台$|委员会$|办事处$|管委会$|人民政府|局$|厅$|系统$|信息公开网"
)
_PAGE_NO = re.compile(r"^第?\d+页?$")
_MOST = 30


def meta_name(tree: Tree) -> str | None:
    """The standard meta tag of government sites (`ColumnName`), where it says anything."""
    value = fold(tree.meta("columnname"))
    return value if 0 < len(value) <= _MOST else None


def breadcrumb(tree: Tree) -> list[str]:
    """The names along the breadcrumb, the outermost first; empty where none is recognised."""
    holder = _crumb_holder(tree)
    if holder is None:
        return []
    names: list[str] = []
    for text in tree.between(holder.start, holder.end):
        cleaned = _CRUMB_WORD.sub("", fold(text))
        for part in _SEPARATORS.split(cleaned):
            name = part.strip(" [](){}《》“”\"'。.,，")
            if (
                name
                and name[0] != "您"
                and "{{" not in text
                and name not in names[-1:]
                and len(name) <= _MOST
            ):
                names.append(name)
    return names if len(names) <= 12 else []


def _crumb_holder(tree: Tree) -> El | None:
    """The element of the breadcrumb: the one whose text says so, else the one whose name does."""
    for at, text in zip(tree.text_at, tree.texts, strict=True):
        if len(text) < 200 and _CRUMB_WORD.search(text):
            return _around(tree, at)
    for el in tree.els:
        few = el.marks and 1 < tree.count(el.start, el.end) <= 14
        if few and _CRUMB_CLASS.search(el.marks) and tree.chars(el.start, el.end) < 300:
            return el
    return None


def _around(tree: Tree, at: int) -> El | None:
    """The smallest element around a position that holds a link or a second name, and is short."""
    inner = None
    for el in tree.els:
        if el.start > at:
            break
        if el.end > at:
            inner = el
    if inner is None:
        return None
    for el in (inner, *inner.ancestors()):
        if tree.count(el.start, el.end) > 60:
            return None
        pieces = [p for p in tree.between(el.start, el.end) if p.strip()]
        if sum(map(len, pieces)) > 400:
            return None
        if len(pieces) >= 3:
            return el
    return None


def title_parts(tree: Tree) -> list[str]:
    """The parts of `<title>` that are no page number, those that look like a site's name last."""
    site = fold(tree.meta("sitename"))
    parts = [_without_site(part.strip(" []【】!！"), site) for part in _TITLE_PARTS.split(tree.title)]
    parts = [part for part in parts if part and not _PAGE_NO.match(part) and len(part) <= _MOST]
    return sorted(parts, key=lambda part: bool(_SITE_WORDS.search(part)))


def _without_site(part: str, site: str) -> str:
    """Of `某区人民政府政府信息公开平台` what the platform is for: without the site's name and 平台."""
    rest = part.removeprefix(site).removesuffix("平台") if len(site) >= 4 else part
    return rest if len(rest) >= 4 else part


def names(tree: Tree) -> frozenset[str]:
    """Every text that, standing above a list, says that the list is this column's."""
    found = {name for name in (meta_name(tree), *breadcrumb(tree)[-1:]) if name}
    found.update(part for part in title_parts(tree)[:1])
    return frozenset(name for name in found if len(name) >= 2 and name != "首页")


def section_name(tree: Tree, before: int | None = None) -> str | None:
    """The column's printed name; `before` is where its list or text begins."""
    crumbs = [name for name in breadcrumb(tree) if name not in ("首页", "网站首页", "列表", "正文")]
    heading = _heading(tree, before) if before is not None else None
    parts = title_parts(tree)
    named = meta_name(tree)
    if heading and heading in (named, *crumbs[-1:], *parts):
        return heading
    if named:
        return named
    if crumbs:
        return crumbs[-1]
    return heading or (parts[0] if parts else None)


def _heading(tree: Tree, before: int) -> str | None:
    """The last short text in a heading, or in something named like one, before the list."""
    found = None
    for el in tree.els:
        if el.start >= before:
            break
        if heading_like(el):
            text = tree.text(el)
            if 2 <= len(text) <= 20 and el.end <= before:
                found = text
    return found
