"""When a document was published: what is printed wins, tags and scripts follow, the address comes last."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.base.dates import from_epoch, parse_date, url_date
from gongkai.base.values import PublishedFrom
from gongkai.extract.head import Head
from gongkai.extract.scripts import stated_date
from gongkai.extract.statements import Statements

_ORDER = ("published", "", "updated")
"""A labelled publication date, a date without label under the title, a date of updating or entering."""


@dataclass(frozen=True, slots=True)
class Dating:
    """The date chosen, where it stood, and the dates that other places give, as metadata pairs."""

    published: str | None
    published_from: PublishedFrom | None
    others: tuple[tuple[str, str], ...]


def date_document(statements: Statements, head: Head, scripts: list[str], url: str) -> Dating:
    """The publication date, to the minute where any place states the minute of that very day."""
    stated: list[tuple[PublishedFrom, str, str]] = []
    for field in _ORDER:
        for kind, text in statements.dates:
            value = parse_date(text) if kind == field else None
            if value:
                stated.append(("printed", field or "printed", value))
    meta = _moment(head.published)
    if meta:
        stated.append(("meta", "PubDate", meta))
    if not any("T" in value for _, _, value in stated):
        written = _moment(stated_date(scripts))
        if written:
            stated.append(("script", "script", written))
    if not stated:
        from_url = url_date(url)
        return Dating(from_url, "url" if from_url else None, ())
    place, _, day = stated[0]
    published = max((value for _, _, value in stated if value[:10] == day[:10]), key=_precision)
    others = {
        (name, value)
        for _, name, value in stated[1:]
        if value[:10] != day[:10] and name in ("PubDate", "script")
    }
    return Dating(published, place, tuple(sorted(others)))


def _precision(value: str) -> tuple[int, bool]:
    return len(value), not value.endswith("T00:00")


def _moment(text: str | None) -> str | None:
    if not text:
        return None
    if text.strip().isdigit() and len(text.strip()) in (10, 13):
        return from_epoch(int(text))
    return parse_date(text)
