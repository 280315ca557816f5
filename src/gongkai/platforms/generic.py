"""Reads any list page: finds the section's own list by its shape, its place and what its rows say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from heapq import heappop, heappush

from gongkai.base import guard, nopage
from gongkai.base.choice import Candidate, Origin
from gongkai.base.values import Listing, Page, Row, Shape
from gongkai.platforms import (
    blocks,
    embedded,
    expand,
    links,
    marks,
    naming,
    pager,
    pagercall,
    panes,
    place,
    rows,
    score,
)
from gongkai.platforms.groups import Group, groups
from gongkai.platforms.pager import Pager
from gongkai.platforms.place import Scene
from gongkai.platforms.tree import Tree, build

NAME = "generic"

_TRIED = 30
"""Candidate lists whose place on the page is looked at, the best first."""
_SAID_TRIED = 10
"""Texts that say that nothing is here whose place is looked at; most that say so in numbers are hidden."""
_DOUBTFUL: tuple[Shape, str] = ("unknown", "栏目名下写有没有内容一类的话，后面的列表不能确定是本栏目的")
_FILLS: dict[place.Answer, str] = {
    "yes": "栏目名下写明没有内容，这是另一处的列表",
    "perhaps": "栏目名下写有没有内容一类的话，不能确定这是不是本栏目的列表",
}
"""Why a list is passed over that fills, or perhaps fills, the page of a column said to be empty."""
_CONTRARY: tuple[Shape, str] = ("unknown", "页面写有没有内容的话，脚本里却带有条目，不能确定是本栏目的")
_COUNTED: tuple[Shape, str] = (
    "unknown",
    "页面写有没有内容的话，分页处却写有条目或不止一页，不能断定没有内容",
)
_MUCH = 300
"""Characters of text outside links from which a page may be one of text."""
_SCANT = 400
"""Characters of markup below which a page is a stub whatever it says."""


def recognise(page: Page) -> bool:
    """Every page; this family stands last."""
    return True


def read(page: Page, seen: date | None = None) -> Listing:
    return read_as(NAME, page, seen, None)


def read_as(
    platform: str, page: Page, seen: date | None, family: Callable[[Page], Pager | None] | None
) -> Listing:
    """The listing of a page of any family; `family` reads its own pager, which goes first. It is asked only
    once the page is known to be within limits."""
    text = page.text if len(page.text) > guard.MAX_CHARS else expand.expand(page.text)
    refused = guard.refusal(text)
    if refused:
        return Listing(platform, "unknown", why=f"页面超出读取限度（{refused}）")
    tree = build(text)
    name = nopage.named(page.text, page.url) or _said(tree)
    if name:
        return Listing(platform, "unknown", why=name)
    stated = (family(page) if family else None) or pagercall.pager(page)
    scripts = "\n".join(expand.scripts(page.text))
    view = place.scene(tree, page.url, naming.names(tree), pager.positions(tree), links.base(page))
    choice = own_list(view, seen)
    if choice.best is not None:
        return _as_list(view, scripts, choice.best, choice.passed, platform, stated)
    return _without_list(page, view, scripts, choice, platform, stated)


def _said(tree: Tree) -> str | None:
    """What one text of the page says by itself where it is shown: that nothing is here."""
    said = [
        (at, name)
        for at, text in zip(tree.text_at, tree.texts, strict=True)
        if (name := nopage.of_lines((text,)))
    ]
    for at, name in said[:_SAID_TRIED]:
        around = marks.innermost(tree, at)
        if around is None or not marks.suspended(around):
            return name
    return None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The section's own list, or None, and the lists that were looked at and passed over."""

    best: Group | None
    passed: tuple[Candidate, ...]
    doubtful: bool = False
    """Whether the page says that the column is empty, and yet a list stands where its own may stand."""


def own_list(view: Scene, seen: date | None) -> Chosen:
    """The section's own list with its rows: the best that is no part of a text or other block."""
    passed: list[Candidate] = []
    others: list[Group] = []
    contest, said_empty = _Contest(view, seen), marks.declared(view)
    for tried, group in enumerate(contest.best_first()):
        if tried == _TRIED:
            break
        if _is_text(view.tree, group):
            passed.append(_described(group, "是正文中的链接，不是栏目的列表"))
            break
        fills = marks.fills_empty(view, said_empty, group)
        if fills != "no":
            passed.append(_described(group, _FILLS[fills]))
            return Chosen(None, (*passed, *contest.lesser()), doubtful=fills == "perhaps")
        if not place.in_other_block(view, group.start) and not _wraps(group, others):
            whole = contest.with_other_parts(group)
            return Chosen(whole, (*passed, *contest.lesser()))
        others.append(group)
        passed.append(_described(group, "在另一个标题之下，是别的栏目的列表"))
    return Chosen(None, (*passed, *contest.lesser()))


def _wraps(group: Group, others: list[Group]) -> bool:
    """Whether every row is a whole block with another column's list in it, its title one of that list's."""
    return all(
        any(
            record.start <= other.start and other.end <= record.end and row.url in {r.url for r in other.rows}
            for other in others
        )
        for record, row in zip(group.records, group.rows, strict=True)
    )


class _Contest:
    """The candidates that score enough, the best first, of equals the first on the page.

    Reading rows is what costs: a candidate is read only once no other read or unread one can score more.
    """

    def __init__(self, view: Scene, seen: date | None) -> None:
        self.view, self.seen = view, seen
        self.queue: list[tuple[float, bool, int, int, Group]] = []
        self.all = groups(view.tree, panes.without_hidden(view.tree, links.links(view.tree, view.base)))
        for i, group in enumerate(self.all):
            heappush(self.queue, (-score.most(view, group), False, 0, i, group))

    def best_first(self) -> Iterator[Group]:
        queue = self.queue
        while queue and -queue[0][0] >= score.ENOUGH:
            _, is_read, _, i, group = heappop(queue)
            if is_read:
                naming.without_breadcrumb(self.view.tree, group)
                yield group
                continue
            rows.fill(self.view.tree, group, self.seen)
            group.score = score.score(self.view, group)
            heappush(queue, (-group.score, True, group.start if group.rows else 0, i, group))

    def with_other_parts(self, best: Group) -> Group:
        """The list with those of the other blocks into which the page divides the column."""
        parts = blocks.parts(self.view, best, self.all)
        if not parts:
            return best
        for part in parts:
            if not part.tried:
                rows.fill(self.view.tree, part, self.seen)
        self.queue = [entry for entry in self.queue if entry[4] not in parts]
        return replace(
            best,
            records=[record for part in parts for record in part.records],
            rows=[row for part in parts for row in part.rows],
            dated=sum(part.dated for part in parts),
            blocks=len(parts),
        )

    def lesser(self) -> list[Candidate]:
        """The lists that were read and scored less than the best."""
        read = sorted((entry for entry in self.queue if entry[1] and entry[4].rows), key=lambda e: e[:4])
        return [_described(entry[4], "得分较低") for entry in read]


def _described(group: Group, why: str) -> Candidate:
    """A list that was passed over, by its size, its first row and its score."""
    return Candidate(f"{len(group.rows)} 行 {group.tag}：{group.rows[0].title[:40]}…", _scored(group), why)


def _scored(group: Group) -> str:
    holder = " ".join(part for part in (group.holder.tag, group.holder.marks) if part)
    return f"<{holder}> 中的 {group.tag}，{_told(group)}"


def _told(group: Group) -> str:
    """What speaks for a list, and that it is put together where it is."""
    together = f"，{group.blocks} 块同属本栏目，其中一块" if group.blocks > 1 else "，"
    return f"{group.dated} 行有日期{together}得分 {group.score:.2f}"


def _origins(
    rows_at: str, count: int, section: Origin, totals: Pager, passed: tuple[Candidate, ...]
) -> tuple[Origin, ...]:
    """Where what a listing says was found."""
    return (
        Origin("items", f"{count} 行", rows_at, passed),
        section,
        Origin("next_url", totals.next.url if totals.next else None, totals.next_at),
        Origin("total_pages", _number(totals.total_pages), totals.pages_at),
        Origin("total_items", _number(totals.total_items), totals.items_at),
    )


def _number(total: int | None) -> str | None:
    return None if total is None else str(total)


def _is_text(tree: Tree, best: Group) -> bool:
    """Links in a page of text (its attachments, what is related) are no list of a section.

    The page of text is known by much text outside the links, or by the standard meta tags of articles.
    """
    if best.dated > 2:
        return False
    usual = best.tag in ("li", "tr", "dd", "a")
    if best.dated * 2 > len(best.rows) and usual and not tree.meta("articletitle"):
        return False
    return marks.running_text(tree, best.start, best.end) > _MUCH


def _is_article(tree: Tree) -> bool:
    """Whether the page says by its tags and shows by its text that it is an article: what its scripts list
    is related to it."""
    return bool(tree.meta("articletitle")) and marks.running_text(tree) > _MUCH


def _as_list(
    view: Scene,
    scripts: str,
    best: Group,
    passed: tuple[Candidate, ...],
    platform: str,
    stated: Pager | None,
) -> Listing:
    totals = _merge(stated, pager.by_page(view, scripts, best.end, best.start, len(best.rows)))
    section = naming.section(view.tree, best.start)
    return Listing(
        platform,
        "list",
        section.value,
        _distinct(best.rows),
        totals.next,
        totals.total_pages,
        totals.total_items,
        f"{len(best.rows)} 行 {best.tag}，{_told(best)}",
        more=totals.more,
        origins=_origins(_scored(best), len(best.rows), section, totals, passed),
    )


def _without_list(
    page: Page,
    view: Scene,
    scripts: str,
    choice: Chosen,
    platform: str,
    stated: Pager | None,
) -> Listing:
    """The listing of a page whose markup holds no list of the section: rows of its scripts, or none."""
    section = naming.section(view.tree)
    totals = _merge(stated, pager.by_page(view, scripts, 0))
    carried = embedded.Carried() if _is_article(view.tree) else embedded.carried(scripts, view.base)
    doubt = _DOUBTFUL if choice.doubtful else None
    if carried.rows and (doubt or marks.empty_mark(view) or marks.states_none(view)):
        carried, doubt = embedded.Carried(), _CONTRARY
    count = len(carried.rows)
    if count:
        shape: Shape = "list"
        why, rows_at = f"脚本数据中有 {count} 行", "脚本中的对象数组或 XML 条目"
        if totals.total_items is None and carried.total is not None:
            totals = replace(totals, total_items=carried.total, items_at="脚本数据中的总数")
    else:
        shape, why = doubt or _without_rows(page, view, scripts, stated)
        if shape == "empty" and (totals.total_items or (totals.total_pages or 0) > 1):
            shape, why = _COUNTED
        more = totals.more or totals.next is not None
        rows_at, totals = "", replace(totals, next=None, next_at="", more=more)
    return Listing(
        platform,
        shape,
        section.value,
        carried.rows,
        totals.next,
        totals.total_pages,
        totals.total_items,
        why,
        more=totals.more,
        origins=_origins(rows_at, count, section, totals, choice.passed),
    )


def _merge(stated: Pager | None, found: Pager) -> Pager:
    """The family's word first. Where it knows the pages, a missing next page is its word too."""
    if stated is None:
        return found
    following, pages, items = stated, stated, stated
    if stated.total_pages is None:
        pages = found
        following = stated if stated.next is not None else found
    if stated.total_items is None:
        items = found
    return Pager(
        following.next,
        pages.total_pages,
        items.total_items,
        following.next_at,
        pages.pages_at,
        items.items_at,
        following.next is None and (stated.more or following.more),
    )


def _distinct(found: list[Row]) -> tuple[Row, ...]:
    """Rows without immediate repetitions: templates write a row once for wide and once for narrow screens."""
    kept: list[Row] = []
    for row in found:
        if kept and row.url is not None and (row.url, row.title) == (kept[-1].url, kept[-1].title):
            continue
        kept.append(row)
    return tuple(kept)


def _one_page(stated: Pager | None) -> bool:
    """Whether the CMS wrote the page's pager itself and says that there is but this page."""
    return stated is not None and stated.total_pages in (0, 1) and stated.next is None


def _without_rows(page: Page, view: Scene, scripts: str, stated: Pager | None) -> tuple[Shape, str]:
    """Shape and reason of a page on which no list was found."""
    tree = view.tree
    if tree.truncated or len("".join(page.text.split())) < _SCANT:
        return "unknown", "页面过大" if tree.truncated else "页面几乎没有内容"
    said = marks.empty_mark(view)
    fetches = marks.fetches_rows(page.text, scripts)
    if said and fetches:
        return "unknown", f"页面写有“{said}”，但还有脚本读取数据，不能断定没有内容"
    if said:
        return "empty", f"页面写明“{said}”"
    if not fetches and marks.states_none(view):
        return "empty", "分页处写明共 0 条"
    if not fetches and _one_page(stated) and marks.empty_frame(tree, view.names, view.pagers):
        return "empty", "栏目名下的列表没有条目，静态分页只有一页"
    text = marks.text_page(tree, view.names)
    if text:
        return "article", text
    return "unknown", "列表由脚本填充" if fetches else "没有认出列表"
