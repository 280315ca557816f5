"""Which of the candidate lists is the section's own.

What speaks for a list: dated rows, addresses of the kind articles have, long titles, its place under the
column's name, a pager right after it. What speaks against it: addresses of columns, short texts, a place
in what the template calls navigation, footer or recommendations.
"""

from __future__ import annotations

import math

from gongkai.base.urls import host_of
from gongkai.platforms import place
from gongkai.platforms.groups import Group
from gongkai.platforms.links import article_like, directory_like
from gongkai.platforms.place import Scene
from gongkai.platforms.tree import Tree

ENOUGH = 0.55
"""A list scoring less is no list of a section; measured on invented and real pages (docs/evaluation.md)."""


def score(view: Scene, group: Group) -> float:
    """How much the group looks like the section's own list; below 0 it is none."""
    if not group.rows or _lonely(group) or _wordy(view.tree, group):
        return -1.0
    merit = quality(group)
    if merit <= 0:
        return merit
    size = min(1.0, 0.35 + 0.19 * math.log2(len(group.rows) + 1))
    heading, own = (
        place.beside_name(view.tree, group.start, group.holder, view.names, 5),
        _own(group, view.url),
    )
    if not group.dated and heading <= 1.0 and own < 1.15:
        merit *= 0.5
    return merit * size * heading * own * _place(view.tree, group) * _pager(view, group)


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
    return merit * (0.7 if crowded > 2.5 else 1.0) * min(1.0, 0.4 + count / group.tried)


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
    """Below one in what the template calls navigation or an aside; undated lists are doubted more."""
    factor = 1.0
    for el in place.enclosing(tree, group.records[0].el):
        if place.is_chrome(el):
            factor = min(factor, 0.35 if group.dated else 0.2)
        if place.is_aside(el):
            factor = min(factor, 0.5 if group.dated else 0.35)
    return factor


def _pager(view: Scene, group: Group) -> float:
    """Above one where a pager follows with next to nothing between."""
    following = next((at for at in view.pagers if at >= group.end), None)
    if following is None:
        return 1.0
    between = sum(len(text.strip()) for text in view.tree.between(group.end, following))
    return 1.3 if between < 60 else 1.0


def _own(group: Group, page_url: str) -> float:
    """Up to 1.2 for rows that lie in the page's own folder (everything lies in the site's root)."""
    folder = page_url.split("?", maxsplit=1)[0].rsplit("/", 1)[0] + "/"
    host = host_of(page_url)
    count = len(group.rows)
    deep = folder.count("/") > 3
    own = deep * sum(row.url is not None and row.url.startswith(folder) for row in group.rows) / count
    home = sum(row.url is not None and host_of(row.url) == host for row in group.rows) / count
    return 1.0 + 0.1 * own + 0.1 * home
