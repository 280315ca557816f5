"""Reads any list page: finds the section's own list by its shape, its place and what its rows say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from heapq import heappop, heappush

from gongkai.base import guard
from gongkai.base.values import Listing, Page, Row, Shape
from gongkai.platforms import embedded, expand, marks, naming, pager, place, rows, score
from gongkai.platforms.groups import Group, groups
from gongkai.platforms.links import links
from gongkai.platforms.pager import Pager
from gongkai.platforms.place import Scene
from gongkai.platforms.tree import Tree, build

NAME = "generic"

_TRIED = 30
"""Candidate lists whose place on the page is looked at, the best first."""
_SCANT = 400
"""Characters of markup below which a page is a stub whatever it says."""


def recognise(page: Page) -> bool:
    """Every page; this family stands last."""
    return True


def read(page: Page, seen: date | None = None) -> Listing:
    return read_as(NAME, page, seen, None)


def read_as(platform: str, page: Page, seen: date | None, stated: Pager | None) -> Listing:
    """The listing of a page of any family; `stated` is what the family's own pager says, which goes first."""
    text = expand.expand(page.text)
    refused = guard.refusal(text)
    if refused:
        return Listing(platform, "unknown", why=f"页面超出读取限度（{refused}）")
    tree = build(text)
    scripts = "\n".join(expand.scripts(page.text))
    names = naming.names(tree)
    at = pager.positions(tree)
    view = place.scene(tree, page.url, names, at)
    best = own_list(view, seen)
    if best is not None:
        return _as_list(view, scripts, best, platform, stated)
    section = naming.section_name(tree)
    totals = _merge(stated, pager.by_page(tree, scripts, page.url, at, 0))
    pages, items = totals.total_pages, totals.total_items
    carried = embedded.rows(scripts, page.url)
    if carried:
        why = f"脚本数据中有 {len(carried)} 行"
        return Listing(platform, "list", section, carried, totals.next_url, pages, items, why)
    shape, why = _without_rows(page, tree, scripts, names, at, stated)
    return Listing(platform, shape, section, total_pages=pages, total_items=items, why=why)


def own_list(view: Scene, seen: date | None) -> Group | None:
    """The section's own list with its rows, or None: the best that is no part of a text or other block."""
    for tried, group in enumerate(_likely(view, seen)):
        if tried == _TRIED or (tried == 0 and _is_text(view.tree, group)):
            return None
        if not place.in_other_block(view, group.start):
            return group
    return None


def _likely(view: Scene, seen: date | None) -> Iterator[Group]:
    """The candidates that score enough, the best first, of equals the first on the page.

    Reading rows is what costs: a candidate is read only once no other read or unread one can score more.
    """
    queue: list[tuple[float, bool, int, int, Group]] = []
    for i, group in enumerate(groups(view.tree, links(view.tree, view.url))):
        heappush(queue, (-score.most(view, group), False, 0, i, group))
    while queue and -queue[0][0] >= score.ENOUGH:
        _, is_read, _, i, group = heappop(queue)
        if is_read:
            yield group
            continue
        rows.fill(view.tree, group, seen)
        group.score = score.score(view, group)
        heappush(queue, (-group.score, True, group.start if group.rows else 0, i, group))


def _is_text(tree: Tree, best: Group) -> bool:
    """Links in a page of text (its attachments, what is related) are no list of a section.

    The page of text is known by much text outside the links, or by the standard meta tags of articles.
    """
    if best.dated > 2:
        return False
    usual = best.tag in ("li", "tr", "dd", "a")
    if best.dated * 2 > len(best.rows) and usual and not tree.meta("articletitle"):
        return False
    return marks.running_text(tree, best.start, best.end) > 300


def _as_list(view: Scene, scripts: str, best: Group, platform: str, stated: Pager | None) -> Listing:
    totals = _merge(stated, pager.by_page(view.tree, scripts, view.url, view.pagers, best.end))
    return Listing(
        platform,
        "list",
        naming.section_name(view.tree, best.start),
        _distinct(best.rows),
        totals.next_url,
        totals.total_pages,
        totals.total_items,
        f"{len(best.rows)} 行 {best.tag}，{best.dated} 行有日期，得分 {best.score:.2f}",
    )


def _merge(stated: Pager | None, found: Pager) -> Pager:
    """The family's word first. Where it knows the pages, a missing next page is its word too."""
    if stated is None:
        return found
    return Pager(
        stated.next_url if stated.total_pages is not None else found.next_url,
        stated.total_pages if stated.total_pages is not None else found.total_pages,
        stated.total_items if stated.total_items is not None else found.total_items,
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
    return stated is not None and stated.total_pages in (0, 1) and stated.next_url is None


def _without_rows(
    page: Page, tree: Tree, scripts: str, names: frozenset[str], at: list[int], stated: Pager | None
) -> tuple[Shape, str]:
    """Shape and reason of a page on which no list was found."""
    if tree.truncated or len("".join(page.text.split())) < _SCANT:
        return "unknown", "页面过大" if tree.truncated else "页面几乎没有内容"
    mark = marks.empty_mark(tree, names, at)
    if mark:
        return "empty", f"页面写明“{mark}”"
    fetches = marks.fetches_rows(page.text, scripts)
    if marks.states_none(tree, fetches):
        return "empty", "分页处写明共 0 条"
    if _one_page(stated) and not fetches and marks.empty_frame(tree, names, at):
        return "empty", "栏目名下的列表没有条目，静态分页只有一页"
    text = marks.text_page(tree, names)
    if text:
        return "article", text
    return "unknown", "列表由脚本填充" if fetches else "没有认出列表"
