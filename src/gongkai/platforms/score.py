"""Which of the candidate lists is the section's own.

What speaks for a list: dated rows, addresses of the kind articles have, long titles, its place under the
column's name, a pager right after it. What speaks against it: addresses of columns, short texts, a place
in what the template calls navigation, footer or recommendations.
"""

from __future__ import annotations

import math
import re

from gongkai.base.urls import host_of
from gongkai.base.values import Row
from gongkai.platforms import people, place
from gongkai.platforms.groups import Group
from gongkai.platforms.links import article_like, directory_like
from gongkai.platforms.place import Scene
from gongkai.platforms.tree import El, Tree

_USUAL = frozenset(("li", "tr", "dd", "a"))

_ISSUE = re.compile(r"第\s*[\d一二三四五六七八九十百零〇]{1,5}\s*[期号辑]")

_LEADERS = 0.8
"""What names with posts are worth in a column of leaders: as much as addresses of articles."""

ENOUGH = 0.55
"""A list scoring less is no list of a section; measured on invented and real pages (docs/evaluation.md)."""


def score(view: Scene, group: Group) -> float:
    """How much the group looks like the section's own list; below 0 it is none."""
    if not group.rows or _lonely(group) or _wordy(view.tree, group):
        return -1.0
    merit = _LEADERS if people.are_leaders(view, group) else quality(group)
    if merit <= 0:
        return merit
    size = _size(len(group.rows))
    heading, own = (
        place.beside_name(view.tree, group.start, group.holder, view.names, 5),
        _own(group, view.url),
    )
    if not group.dated and heading <= 1.0 and own < 1.15:
        merit *= 0.5
    doubt = _doubt(place.enclosing(view.tree, group.records[0].el), group.dated > 0)
    return merit * size * heading * own * doubt * _pager(view, group)


def most(view: Scene, group: Group) -> float:
    """What the group could score at most, whatever its rows turn out to be; much cheaper than reading them.

    Every factor is the largest that `score` could come to with any of the records left out.
    """
    count = len(group.records)
    if count <= 3 and group.tag not in _USUAL and not _brief(view.tree, group):
        return -1.0
    datable = sum(view.has_digits(record.start, record.end) for record in group.records)
    if count == 1 and _lonely_block(group, datable > 0):
        return -1.0
    merit = min(1.2, 2 * datable / count) + 0.8 + 0.6  # fewer than 0.6 of the records as rows cost as much
    beside = (1.4 if view.names else 1.0) * 1.2 * (1.3 if view.pagers else 1.0)
    # What stands above the records is theirs all, unless the list is joined of parts.
    joined = group.records[-1].el.parent is not group.holder
    above = [] if joined else place.enclosing(view.tree, group.records[0].el)[1:]
    return 1.001 * merit * _size(count) * beside * _doubt(above, datable > 0)


def quality(group: Group) -> float:
    """What the rows themselves say, about -1 to 2.6."""
    count = len(group.rows)
    dated = group.dated / count
    led = [row for row in group.rows if row.url is not None]
    others = [row for row in led if row.url and not article_like(row.url)]
    articles = (len(led) - len(others)) / count
    columns = sum(_leads_to_column(row) for row in others) / count
    length = sum(min(len(row.title), 24) for row in group.rows) / count / 24
    articles *= dated + (1 - dated) * min(1.0, length * 2.4)
    crowded = sum(len(record.links) for record in group.records) / count
    merit = 1.2 * dated + 0.8 * articles + 0.6 * length - 0.9 * columns
    if not dated and length * 24 < 6.5:
        merit *= 0.4
    return merit * (0.7 if crowded > 2.5 else 1.0) * min(1.0, 0.4 + count / group.tried)


def _leads_to_column(row: Row) -> bool:
    """Whether a row's address is of the kind columns have; the issues of a bulletin have such too."""
    if row.url is None or row.date is not None or not directory_like(row.url):
        return False
    return not _ISSUE.search(row.title)


def _size(count: int) -> float:
    return min(1.0, 0.35 + 0.19 * math.log2(count + 1))


def _lonely(group: Group) -> bool:
    """A single undated block with links in it is a row only if it is built like one."""
    return len(group.rows) == 1 and _lonely_block(group, group.dated > 0)


def _lonely_block(group: Group, dated: bool) -> bool:
    return not dated and (group.tag not in ("li", "tr", "dd", "p") or len(group.records[0].links) > 2)


def _wordy(tree: Tree, group: Group) -> bool:
    """A few blocks that are no usual row elements and unlike each other (not all lead somewhere, not all are
    dated), or say more than title and date each."""
    if len(group.rows) > 3 or group.tag in _USUAL:
        return False
    unlike = any(row.url is None for row in group.rows) or 0 < group.dated < len(group.rows)
    return unlike or _long(tree, group, len(group.rows))


def _brief(tree: Tree, group: Group) -> bool:
    """Whether any of few records is short enough, and leads somewhere, for rows that are not wordy."""
    most = 250 * len(group.records)
    leads = any(link.url for record in group.records for link in record.links)
    return leads and any(tree.chars(record.start, record.end) <= most for record in group.records)


def _long(tree: Tree, group: Group, count: int) -> bool:
    return group.tag not in _USUAL and tree.chars(group.start, group.end) > 250 * count


def _doubt(enclosing: list[El], dated: bool) -> float:
    """Below one in what the template calls navigation or an aside; undated lists are doubted more."""
    factor = 1.0
    for el in enclosing:
        if place.is_chrome(el):
            factor = min(factor, 0.35 if dated else 0.2)
        if place.is_aside(el):
            factor = min(factor, 0.5 if dated else 0.35)
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
    root = "/".join(page_url.split("/", 3)[:3]) + "/"
    host = host_of(page_url)
    count = len(group.rows)
    deep = folder.count("/") > 3
    urls = [row.url for row in group.rows if row.url is not None]
    own = deep * sum(url.startswith(folder) for url in urls) / count
    home = sum(url.startswith(root) or host_of(url) == host for url in urls) / count
    return 1.0 + 0.1 * own + 0.1 * home
