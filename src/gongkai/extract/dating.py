"""When a document was published: what is printed wins, tags and scripts follow, the address comes last."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.base.choice import LATER, Candidate, Origin
from gongkai.base.dates import MIDNIGHT, parse_date, stated_moment, url_date
from gongkai.base.values import PublishedFrom
from gongkai.extract.head import Head
from gongkai.extract.scripts import stated_date
from gongkai.extract.statements import Statements

_ORDER = ("published", "", "updated")
"""A labelled publication date, a date without label under the title, a date of updating or entering."""

_RESTAMPED = "与印出的日期不同；网站迁移常重写标签，以印出的为准"


@dataclass(frozen=True, slots=True)
class Dating:
    """The date chosen, where it stood, and the dates that other places give, as metadata pairs."""

    published: str | None
    published_from: PublishedFrom | None
    others: tuple[tuple[str, str], ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class _Stated:
    """A date: what kind of place states it, under which name it is kept if it is not chosen, where."""

    kind: PublishedFrom
    name: str
    value: str
    place: str


def date_document(statements: Statements, head: Head, scripts: list[str], url: str) -> Dating:
    """The publication date, to the minute where any place states the minute of that very day."""
    printed = _printed(statements)
    stated = [*printed, *_hidden(printed, head, scripts)]
    if not stated:
        return _by_address(url)
    first = stated[0]
    same_day = [one for one in stated if one.value[:10] == first.value[:10]]
    best = max(same_day, key=lambda one: len(one.value))
    others = {
        (one.name, one.value) for one in stated if one not in same_day and one.name in ("PubDate", "script")
    }
    return Dating(best.value, first.kind, tuple(sorted(others)), _origin(first, best, stated))


def _printed(statements: Statements) -> list[_Stated]:
    """Printed dates, in the order of trust."""
    found = []
    for kind, place, text in statements.dates:
        value = parse_date(text)
        if value:
            value = value.removesuffix(MIDNIGHT)
            found.append((_ORDER.index(kind), _Stated("printed", kind or "printed", value, place)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _hidden(printed: list[_Stated], head: Head, scripts: list[str]) -> list[_Stated]:
    """The dates of meta tags and, where no minute is stated yet, of script variables."""
    found = []
    meta = stated_moment(head.published)
    if meta and meta != _generated(head):
        found.append(_Stated("meta", "PubDate", meta, "meta 标签 PubDate"))
    if not any("T" in one.value for one in (*printed, *found)):
        written = stated_moment(stated_date(scripts))
        if written:
            found.append(_Stated("script", "script", written, "脚本变量"))
    return found


def _generated(head: Head) -> str | None:
    """When the page was generated, which some templates say in a tag and repeat as PubDate."""
    others = head.values.get("others", "")
    return stated_moment(others if "生成时间" in others else head.values.get("maketime", ""))


def _by_address(url: str) -> Dating:
    day = url_date(url)
    origin = Origin("published", day, "地址中的日期，是建页日期" if day else "")
    return Dating(day, "url" if day else None, (), origin)


def _origin(first: _Stated, best: _Stated, stated: list[_Stated]) -> Origin:
    place = first.place if best is first else f"{first.place}，时分取自{best.place}"
    rejected = tuple(
        Candidate(one.value, one.place, _RESTAMPED if one.kind == "meta" else LATER)
        for one in stated
        if one.value[:10] != first.value[:10]
    )
    return Origin("published", best.value, place, rejected)
