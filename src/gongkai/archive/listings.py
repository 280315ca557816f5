"""What a walk over a section's list shows against what was believed before. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gongkai.archive.values import KnownRow, ListedRow
from gongkai.base.urls import uid


@dataclass(frozen=True, slots=True)
class Comparison:
    """`fresh` rows were not believed listed, `changed` ones had another title or date, `gone` are known
    identities no longer there. `beyond` is the believed position of the last row walked that was known:
    rows after it were not looked at, and have moved by `shift`."""

    walked: tuple[ListedRow, ...]
    fresh: tuple[ListedRow, ...]
    changed: tuple[ListedRow, ...]
    gone: tuple[str, ...]
    beyond: int | None
    shift: int


def compare(known: Mapping[str, KnownRow], rows: Iterable[ListedRow], *, complete: bool) -> Comparison:
    """A complete walk shows everything; one that stopped early says nothing about rows after the last
    known one it met. A row whose date changed may have moved, so it does not tell how far the walk got."""
    walked = _first_of_each(rows)
    seen = {row.identity for row in walked}
    met = [(row, known[row.identity]) for row in walked if row.identity and row.identity in known]
    steady = [(row, before) for row, before in met if row.date == before.date]
    beyond, shift = None, 0
    if not complete:
        beyond = steady[-1][1].position if steady else -1
        shift = steady[-1][0].position - beyond if steady else len(walked)
    return Comparison(
        walked=walked,
        fresh=tuple(row for row in walked if row.identity not in known),
        changed=tuple(row for row, before in met if (row.title, row.date) != (before.title, before.date)),
        gone=tuple(
            identity
            for identity, before in known.items()
            if identity not in seen and (beyond is None or before.position < beyond)
        ),
        beyond=beyond,
        shift=shift,
    )


def _first_of_each(rows: Iterable[ListedRow]) -> tuple[ListedRow, ...]:
    """Rows with an address, each identity once: a pinned row stands again further down."""
    found: dict[str, ListedRow] = {}
    for row in rows:
        if row.identity is not None and row.url is not None:
            found.setdefault(row.identity, row)
    return tuple(found.values())


def listing_json(rows: Iterable[ListedRow]) -> str:
    """The rows as the `listings` table keeps them."""
    objects = [
        {
            "title": row.title,
            "url": row.url,
            "date": row.date,
            "kind": row.kind,
            "position": row.position,
            "uid": uid(row.identity) if row.identity else None,
        }
        for row in rows
    ]
    return json.dumps(objects, ensure_ascii=False, separators=(",", ":"))


def retitled(rows: str, title: Callable[[dict[str, str]], str]) -> str:
    """The rows of a listing with other titles."""
    told = [{**row, "title": title(row)} for row in json.loads(rows)]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def sha256_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def days(stated: Iterable[str | None], until: str) -> tuple[str | None, str | None]:
    """The earliest and the latest stated day, those after the day `until` left out."""
    found = [day[:10] for day in stated if day and day[:10] <= until]
    return min(found, default=None), max(found, default=None)
