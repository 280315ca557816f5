"""What a list or a page shows that is hardly its own: other rows, a notice, the home page. Pure.

A site in trouble often answers with something that reads well. Believing it would call a column stale, its
items gone, an article edited. So what has nothing in common with what was known is our question first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gongkai.archive import KnownSection, ListedRow
from gongkai.base.values import Section, Site
from gongkai.platforms import identity

FEW_ROWS = 3
"""A column of fewer rows may well change all of them."""

TOP_ROWS = 5
"""The newest row stands among so many at the top, or the top does not tell whether something is new."""

SHARED = 0.2
"""Of the pairs of characters of the shorter of two texts; unrelated texts of an office share less."""


def another_list(rows: Sequence[ListedRow], known: KnownSection, section: Section) -> bool:
    """Whether rows share neither address nor title with those known, though older ones are among them.

    A column that moved on since we saw it shows newer rows only; one that moved house keeps its titles;
    one whose address the operator changed may show anything.
    """
    own = [row for row in rows if row.identity]
    if len(known.rows) < FEW_ROWS or not own or known.address != section.url:
        return False
    titles = {_squeezed(row.title) for row in known.rows.values()}
    if any(row.identity in known.rows or _squeezed(row.title) in titles for row in own):
        return False
    days = [row.date[:10] for row in own if row.date]
    newest = newest_day(known)
    return not days or newest is None or min(days) < newest


def text_for_list(url: str, known: KnownSection, site: Site) -> bool:
    """Whether a page of text stands where rows were known, other than that page itself."""
    before = known.first_page
    was_text = before is not None and set(known.rows) == {identity(before.url, site.hosts)}
    return bool(known.rows) and not was_text and identity(url, site.hosts) not in known.rows


def newest_day(known: KnownSection) -> str | None:
    return max((row.date[:10] for row in known.rows.values() if row.date), default=None)


def newest_first(days: Sequence[str]) -> bool:
    """Whether stated days fall from row to row; a few may stand out, as pinned ones do."""
    rises = sum(before < after for before, after in pairwise(days))
    return rises <= max(1, len(days) // 5)


def top_tells(known: KnownSection) -> bool:
    """Whether a first page without anything new shows that the list has nothing new: the rows stand
    newest first."""
    if not newest_first([row.date[:10] for row in known.last_listing if row.date]):
        return False
    newest = newest_day(known)
    at = (row.position for row in known.rows.values() if row.date and row.date[:10] == newest)
    return min(at, default=0) < TOP_ROWS


def unlike(old: str, new: str) -> bool:
    """Whether a text has next to nothing of the one before it."""
    before = _pairs(old)
    if not before:
        return False
    after = _pairs(new)
    return len(before & after) < SHARED * min(len(before), max(len(after), 1))


def same_title(one: str, other: str) -> bool:
    """Whether two titles mean one text; lists cut long ones short."""
    shorter, longer = sorted((_squeezed(one).rstrip(".…"), _squeezed(other)), key=len)
    return bool(shorter) and shorter in longer


def _pairs(text: str) -> set[str]:
    squeezed = _squeezed(text)
    return {squeezed[at : at + 2] for at in range(len(squeezed) - 1)}


def _squeezed(text: str) -> str:
    return "".join(text.split())
