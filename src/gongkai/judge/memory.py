"""What the judge remembers of a section from one visit to the next, and from one day to the next.

It is a running tally of the visits so far, the same whether they came one day at a time or all at once; as
JSON the archive keeps it for the next day (`judged.memory`). Moments are UTC text, days China days as text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from gongkai.base.states import VisitSeen

Sight = tuple[int, str, int | None]
"""A visit by its id, its start and the capture of its first page."""


@dataclass(slots=True)
class Pair:
    """The earliest visit, and the earliest unconditional one, that could be one of two; and the two that
    together prove it."""

    first: Sight | None = None
    first_plain: Sight | None = None
    proof: tuple[Sight, Sight] | None = None


@dataclass(slots=True)
class Timed:
    """One limit under watch: its last day, and the day that nothing shown may be after.

    `began` is the day from which on the list has stood as it does, `back` whether it showed something newer
    before that, `before` the last day on which it was seen to stand otherwise. Of the visits past the limit,
    `sure` knows those that count, `all` those as well that are held back by what was shown before
    (`Memory.recent`): they count once that is known to be removed.
    """

    last_day: str
    newest: str
    began: str
    back: bool = False
    before: str | None = None
    sure: Pair = field(default_factory=Pair)
    all: Pair = field(default_factory=Pair)

    @property
    def proof(self) -> tuple[Sight, Sight] | None:
        return self.sure.proof


@dataclass(slots=True)
class Trouble:
    """Our trouble as it lasts: its latest state and reason, its first and last visit, the day it began."""

    state: str
    since: str
    reason: str
    first: int
    last: int


@dataclass(slots=True)
class Bare:
    """The list without rows, visit after visit, since a day."""

    since: str
    pair: Pair = field(default_factory=Pair)

    @property
    def proof(self) -> tuple[Sight, Sight] | None:
        return self.pair.proof


@dataclass(slots=True)
class Opened:
    """A finding that is open: what does not change of it, and what was seen last. `newest` is the day that
    nothing shown may be after, or the fault it tells of is over."""

    since: str
    newest: str
    opened: str
    last_confirmed: str
    statement: str
    evidence: dict[str, Any]
    repeats: bool = False


@dataclass(slots=True)
class Memory:
    """`seen` are the days of the last 400 on which the section was understood, as bits from `seen_to` back;
    `recent` the days that the list showed of late, each with the last visit that did, and each older than
    the one before."""

    last: VisitSeen | None = None
    had_rows: bool = False
    first_day: str | None = None
    seen: int = 0
    seen_to: str | None = None
    trouble: Trouble | None = None
    bare: Bare | None = None
    timed: dict[str, Timed] = field(default_factory=dict)
    recent: list[tuple[str, str]] = field(default_factory=list)
    open: dict[str, Opened] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)


_MEMORY = TypeAdapter(Memory)


def written(memory: Memory) -> str:
    """As JSON."""
    return _MEMORY.dump_json(memory).decode()


def read(text: str) -> Memory:
    """What `written` wrote; ValueError for anything else."""
    return _MEMORY.validate_json(text)
