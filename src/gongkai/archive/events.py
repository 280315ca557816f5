"""What befell an item: one row a time, with the last moment the earlier state was still seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongkai.archive.sqlite import Connection

EventKind = Literal["appeared", "changed", "removed", "returned", "moved", "delisted", "relisted"]


@dataclass(frozen=True, slots=True)
class Moment:
    """When, in which run and by which capture something was seen; `section` for events of lists."""

    at: str
    run: int
    capture: int | None
    section: str | None = None


def add_event(db: Connection, item: int, kind: EventKind, previous_at: str | None, moment: Moment) -> None:
    db.execute(
        """INSERT INTO item_events(item, kind, previous_at, at, capture, run, section)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (item, kind, previous_at, moment.at, moment.capture, moment.run, moment.section),
    )
