"""What the column calls itself: in its meta tag, its breadcrumb, its heading, its `<title>`."""

from __future__ import annotations

import re

from gongkai.base.choice import Candidate, Origin, choose
from gongkai.platforms.groups import Group, Record
from gongkai.platforms.links import article_like
from gongkai.platforms.marks import innermost
from gongkai.platforms.place import heading_like, is_period, name_in
from gongkai.platforms.tree import El, Tree, fold

_CRUMB_WORD = re.compile(
    r"(?:当前|所在|现在)[的]?(?:所在)?(?:的)?位置|您(?:现在)?(?:所)?在(?:的)?位置|您现在的位置|当前页面"
)
_CRUMB_CLASS = re.compile(
    r"crumb|dqwz|weizhi|(?:^|[\s_-])(?:position|location|path|site-?path|curpos|bread|dangqian|wz|address)(?:[\s_\d-]|$)"
)
_SEPARATORS = re.compile(r"[>›»→/|\\：:·—–\-＞]+|&gt;|(?<=\s)\s+")
_TITLE_PARTS = re.compile(r"\s*(?:_|—|–|\||｜|-{1,2}|>|»|/|·)+\s*|\s{2,}")
_CHAIN = re.compile(
    r"(?:[^>›»＞→]{0,12}[:：]\s*)?(?:(?:网站|本站)?首\s*页|主页)(?:\s*[>›»＞→]{1,3}\s*[^>›»＞→]{2,30}){1,6}[\s>›»＞→]*"
    r"|[^>›»＞→]{2,20}(?:\s*[>›»＞→]{1,3}\s*[^>›»＞→]{2,30}){2,6}"
)
"""Names with signs between them that point on: 首页 and at least one, or three of any kind."""
_HOME = re.compile(r"(?:[^>›»＞→]{0,12}[:：]\s*)?(?:(?:网站|本站)?首\s*页|主页)")
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
    """The element of the breadcrumb: whose text says so, which is built like one, or is named so."""
    for at, text in zip(tree.text_at, tree.texts, strict=True):
        if len(text) < 200 and _CRUMB_WORD.search(text):
            return _around(tree, at)
    short = [el for el in tree.els if el.tag != "a" and 1 < tree.count(el.start, el.end) <= 14]
    chain = next((el for el in short if _is_chain(tree, el)), None)
    while chain and (inner := next((child for child in chain.children if _is_chain(tree, child)), None)):
        chain = inner
    if chain:
        return chain
    for el in short:
        if el.marks and _CRUMB_CLASS.search(el.marks) and tree.chars(el.start, el.end) < 300:
            return el
    return None


def without_breadcrumb(tree: Tree, group: Group) -> None:
    """Takes the breadcrumb out of a list whose rows are made of what it is made of; two rows must be left.

    Only what is built like one: another element that the name was read from may hold rows as well.
    """
    holder = _crumb_holder(tree)
    if holder is None or not _is_chain(tree, holder):
        return
    kept = [i for i, record in enumerate(group.records) if not _is_of(holder, tree, record)]
    if 2 <= len(kept) < len(group.records):
        group.records, group.rows = [group.records[i] for i in kept], [group.rows[i] for i in kept]
        group.dated = sum(row.date is not None for row in group.rows)


def _is_of(holder: El, tree: Tree, record: Record) -> bool:
    """Whether a record's links stand in the breadcrumb, and it begins with 首页 or leads to no article."""
    inside = all(holder.start <= link.start < holder.end for link in record.links)
    articles = any(link.url and article_like(link.url) for link in record.links)
    return bool(record.links) and inside and (not articles or _HOME.match(tree.text(holder)) is not None)


def _is_chain(tree: Tree, el: El) -> bool:
    return tree.chars(el.start, el.end) < 200 and _CHAIN.fullmatch(tree.text(el)) is not None


def _around(tree: Tree, at: int) -> El | None:
    """The smallest element around a position that holds a link or a second name, and is short."""
    inner = innermost(tree, at)
    for el in (inner, *inner.ancestors()) if inner is not None else ():
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
    return sorted(parts, key=_site_like)


def _without_site(part: str, site: str) -> str:
    """Of `某区人民政府政府信息公开平台` what the platform is for: without the site's name and 平台."""
    rest = part.removeprefix(site).removesuffix("平台") if len(site) >= 4 else part
    return rest if len(rest) >= 4 else part


def names(tree: Tree) -> frozenset[str]:
    """Every text that, standing above a list, says that the list is this column's."""
    found = {name for name in (meta_name(tree), *breadcrumb(tree)[-1:]) if name}
    found.update(part for part in title_parts(tree)[:1])
    return frozenset(name for name in found if len(name) >= 2 and name != "首页")


def section(tree: Tree, before: int | None = None) -> Origin:
    """The column's printed name and where it stands; `before` is where its list or text begins.

    A heading goes first where another place says the same: it is what a reader sees. What looks like the
    site's name goes last, and so does what only a heading says.
    """
    crumbs = [name for name in breadcrumb(tree) if name not in ("首页", "网站首页", "列表", "正文")]
    heading = _heading(tree, before) if before is not None else None
    parts = title_parts(tree)
    named = meta_name(tree)
    stated = [Candidate(named, "meta ColumnName"), Candidate(crumbs[-1] if crumbs else None, "面包屑")]
    if named in crumbs[:-1] and crumbs[-1] in parts:
        stated.reverse()  # a tag that names the column above; breadcrumb and `<title>` agree on this one
    others = [Candidate(heading, "标题"), Candidate(parts[0] if parts else None, "<title>")]
    others.sort(key=lambda other: _site_like(other.value))
    if heading and (heading in (named, *crumbs[-1:]) or (heading in parts and not _site_like(heading))):
        stated.insert(0, Candidate(heading, "标题"))
    return choose("section", (*stated, *others))


def _site_like(name: str | None) -> bool:
    return bool(name and _SITE_WORDS.search(name))


def _heading(tree: Tree, before: int) -> str | None:
    """The last short text in a heading, or in something named like one, before the list."""
    found = None
    for el in tree.els:
        if el.start >= before:
            break
        if heading_like(el):
            text = name_in(tree.text(el))
            if 2 <= len(text) <= 20 and el.end <= before and not is_period(text):
                found = text
    return found
