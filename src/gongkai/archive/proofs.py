"""What proves a finding: the visits of its time, those that saw the section and those that did not, and
captures with their place in the chain. Reads only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.archive.sqlite import Connection, one

MOST_VISITS = 2_000
"""Visits handed out for one finding: a year of several a day."""


@dataclass(frozen=True, slots=True)
class VisitTold:
    """A finished visit, as it is told to people. Moments are our UTC text; `capture` is of its first page."""

    id: int
    section: str
    started: str
    finished: str
    understood: bool
    conditional: bool
    complete: bool
    outcome: str
    reason: str
    listed: int | None
    newest: str | None
    capture: int | None


@dataclass(frozen=True, slots=True)
class CaptureTold:
    """A capture with what its link of the chain is made of. `previous` is the chain of the one before,
    empty for the first; `purged` when its bytes were taken out, None while they are kept."""

    id: int
    kind: str
    method: str
    request_body: str | None
    url: str
    requested_at: str
    received_at: str
    status: int
    final_url: str
    headers: tuple[tuple[str, str], ...]
    media_type: str
    bytes: int
    sha256: str
    chain: str
    previous: str
    purged: str | None


def visits_between(db: Connection, section: str, since: str, until: str) -> tuple[VisitTold, ...]:
    """The visits that finished between two moments, oldest first; the last ones where there are too many."""
    rows = db.execute(
        f"""SELECT * FROM (SELECT {_COLUMNS} FROM visits WHERE section = ? AND finished >= ? AND finished < ?
            ORDER BY finished DESC, id DESC LIMIT {MOST_VISITS}) ORDER BY finished, id""",
        (section, since, until),
    )
    return tuple(_visit(tuple(row)) for row in rows)


def visits_by_id(db: Connection, numbers: Iterable[int]) -> tuple[VisitTold, ...]:
    """Those of the numbers that are there and finished, oldest first."""
    found = []
    for number in sorted(set(numbers)):
        row = db.execute(
            f"SELECT {_COLUMNS} FROM visits WHERE id = ? AND finished IS NOT NULL", (number,)
        ).fetchone()
        found += [_visit(tuple(row))] if row else []
    return tuple(found)


def captures_told(db: Connection, numbers: Iterable[int]) -> tuple[CaptureTold, ...]:
    """Those of the numbers that are there, in the order of the chain."""
    return tuple(told for number in sorted(set(numbers)) for told in links_between(db, number, number))


def links_between(db: Connection, first: int, last: int) -> Iterator[CaptureTold]:
    """The captures from one number to another, both included, in the order of the chain."""
    previous = one(db, "SELECT chain FROM captures WHERE id < ? ORDER BY id DESC LIMIT 1", first) or ""
    for row in db.execute("SELECT * FROM captures WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)):
        taken_over = {
            name: row[name] for name in CaptureTold.__dataclass_fields__ if name not in _TOLD_OTHERWISE
        }
        headers = tuple((name, value) for name, value in json.loads(row["headers"]))
        yield CaptureTold(**taken_over | {"headers": headers, "previous": previous})
        previous = row["chain"]


def seen_days(db: Connection, since: str, until: str) -> dict[str, int]:
    """By section, on how many China days between two moments it was understood."""
    rows = db.execute(
        """SELECT section, count(DISTINCT date(started, '+8 hours')) AS days FROM visits
           WHERE understood AND finished >= ? AND finished < ? GROUP BY section""",
        (since, until),
    )
    return {row["section"]: row["days"] for row in rows}


_TOLD_OTHERWISE = ("headers", "previous")
_COLUMNS = (
    "id, section, started, finished, understood, conditional, complete, outcome, reason, listed, newest, "
    "capture"
)


def _visit(row: tuple[object, ...]) -> VisitTold:
    values: dict[str, Any] = dict(zip(VisitTold.__dataclass_fields__, row, strict=True))
    for name in ("understood", "conditional", "complete"):
        values[name] = bool(values[name])
    return VisitTold(**values | {"reason": values["reason"] or ""})
