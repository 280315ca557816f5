"""What a page that was looked at comes to: a section to propose, or nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Literal

from gongkai.base.values import Listing, Row
from gongkai.classify import category_by_name
from gongkai.classify.naming import plain
from gongkai.config import CategoryConfig
from gongkai.discover.frontier import LONGEST, Linked, Way, column_like, key
from gongkai.discover.unitnames import Body, innermost

Kind = Literal["list", "text", "empty"]

SURE = 0.8
"""The confidence of a category that the section's own name speaks of."""

_FEW_DATES = 5
"""Days below which rows tell no rhythm."""

_SITE_NAMES = ("局", "政府", "网", "网站", "平台", "委员会", "办事处", "首页")


@dataclass(frozen=True, slots=True)
class Look:
    """One page that was looked at. `url` is where it was found, `listing` what it shows (of a page of
    scripts, what its service answered), `crumbs` the names along its breadcrumb, `owner` whose website it
    says it is, `title` what stands in `<title>`.
    `trouble` is the reason (`fetch.reasons`) why there is nothing."""

    url: str
    listing: Listing
    links: tuple[Linked, ...] = ()
    crumbs: tuple[str, ...] = ()
    owner: Body | None = None
    title: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A section to propose. `rows` are those of its first page, `newest` their latest day, `every` the days
    between two of them as far as was seen. `word` is the word of the taxonomy that decided the category,
    `confidence` 0 to 1. `doubts` are sentences for the operator; `keys` tell its rows from others'."""

    url: str
    name: str
    kind: Kind
    platform: str
    trail: tuple[str, ...]
    unit: Body | None
    category: str | None
    word: str
    confidence: float
    rows: int
    newest: str | None
    every: int | None
    doubts: tuple[str, ...]
    keys: frozenset[str] = frozenset()


def propose(
    look: Look, way: Way, site: Body | None, categories: Sequence[CategoryConfig]
) -> Candidate | None:
    """The section that a page is, or None: no page, the home page, an article, a page of columns.

    A list is one whatever its name; a page of text and an empty column are only where a category is named so.
    """
    listing = look.listing
    rows = [row for row in listing.rows if row.title]
    name, doubts = _name(look, way)
    category, word, confidence = _category(name, look.crumbs, categories)
    kind = _kind(look, way, rows, named=confidence >= SURE)
    if kind is None or not name:
        return None
    unit = innermost(look.crumbs, site) or way.unit
    days = sorted({row.date[:10] for row in rows if row.date}, reverse=True)
    doubts += _doubts(kind, rows, days, category, confidence, word)
    return Candidate(
        url=_address(look, way),
        name=name,
        kind=kind,
        platform=listing.platform,
        trail=look.crumbs or way.trail,
        unit=unit,
        category=category,
        word=word,
        confidence=confidence,
        rows=len(rows),
        newest=days[0] if days else None,
        every=_rhythm(days),
        doubts=doubts,
        keys=frozenset(key(row.url) if row.url else f"{row.title}{row.date}" for row in rows),
    )


def _kind(look: Look, way: Way, rows: Sequence[Row], *, named: bool) -> Kind | None:
    shape = look.listing.shape
    if shape == "list" and rows:
        return None if _is_index(rows) else "list"
    if shape == "article":
        return "text" if named and (way.menu or column_like(look.url)) else None
    return "empty" if shape == "empty" and named else None


def _is_index(rows: Sequence[Row]) -> bool:
    """Whether the rows are columns, not texts: no days, addresses of columns."""
    led = [row.url for row in rows if row.url]
    return not any(row.date for row in rows) and bool(led) and 2 * sum(map(column_like, led)) > len(led)


def _address(look: Look, way: Way) -> str:
    """Where the section is: as linked, which keeps the column that a fragment names; after a redirect or a
    stub where that led."""
    return way.url if "#" in way.url or key(way.url) == key(look.url) else look.url


def _name(look: Look, way: Way) -> tuple[str, tuple[str, ...]]:
    """The section's name, by the link to it (which may stand on its own page) and by what the page calls
    itself."""
    own = (link.name for link in look.links if key(link.url) == key(way.url) and link.name)
    linked, printed = way.name or next(own, ""), (look.listing.section or "").strip()
    if not 2 <= len(printed) <= LONGEST or printed.endswith(_SITE_NAMES):
        printed = ""
    if not linked or not printed:
        return linked or printed or (look.crumbs[-1] if look.crumbs else ""), ()
    if plain(linked) in plain(printed) or plain(printed) in plain(linked):
        return max(linked, printed, key=len), ()
    if look.crumbs and plain(look.crumbs[-1]) == plain(linked):
        return linked, ()
    if key(way.url) != key(look.url):
        return printed, ()
    return printed, (f"链接写作“{linked}”，页面自称“{printed}”",)


def _category(
    name: str, crumbs: Sequence[str], categories: Sequence[CategoryConfig]
) -> tuple[str | None, str, float]:
    """Category, the word that decided and the confidence: 1 by the whole name, 0.8 by a part of it, 0.5 by
    the name of the column above."""
    found = category_by_name(name, categories)
    if found:
        return (*found, 1.0 if plain(found[1]) == plain(name) else 0.8)
    for above in reversed([one for one in crumbs if one != name][-1:]):
        found = category_by_name(above, categories)
        if found:
            return (*found, 0.5)
    return None, "", 0.0


def _doubts(
    kind: Kind, rows: Sequence[Row], days: Sequence[str], category: str | None, confidence: float, word: str
) -> tuple[str, ...]:
    told = []
    if category is None:
        told.append("从名称认不出类别")
    elif confidence < SURE:
        told.append(f"类别是从上级栏目的“{word}”推出来的，把握 {confidence:.0%}")
    if kind == "text":
        told.append("不是列表，是一页文字")
    if kind == "empty":
        told.append("现在没有内容")
    if rows and not days:
        told.append("条目没有日期")
    if rows and not any(row.url for row in rows):
        told.append("条目没有可用的网址")
    return tuple(told)


def _rhythm(days: Sequence[str]) -> int | None:
    """The usual number of days between two days on which something was published, newest first."""
    if len(days) < _FEW_DATES:
        return None
    stated = [date.fromisoformat(day) for day in days if _is_day(day)]
    gaps = [(later - earlier).days for later, earlier in pairwise(stated)]
    return round(median(gaps)) if gaps else None


def _is_day(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def settled(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates without those that only gather what others hold: every row also stands in another
    section, and it takes at least two of them. The one that gathers most goes first."""
    kept = list(found)
    for one in sorted(kept, key=lambda c: (len(c.trail), -c.rows)):
        parts = [other for other in kept if other is not one and one.keys & other.keys < one.keys]
        parts = [other for other in parts if one.keys & other.keys]
        if len(parts) >= 2 and one.keys <= frozenset().union(*(other.keys for other in parts)):
            kept.remove(one)
    return tuple(kept)
