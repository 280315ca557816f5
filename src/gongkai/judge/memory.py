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
class Timed:
    """One limit under watch: its last day, what would be newer, the first visits past it that showed nothing
    newer, and the two that prove it. `began` is the day from which on the list has stood as it does."""

    last_day: str
    newest: str
    began: str
    first: Sight | None = None
    first_plain: Sight | None = None
    proof: tuple[Sight, Sight] | None = None


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
    """The list without rows, visit after visit."""

    since: str
    first: Sight
    first_plain: Sight | None
    proof: tuple[Sight, Sight] | None = None


@dataclass(slots=True)
class Opened:
    """A finding that is open: what does not change of it, and what was seen last."""

    since: str
    opened: str
    last_confirmed: str
    statement: str
    evidence: dict[str, Any]
    repeats: bool = False


@dataclass(slots=True)
class Memory:
    """`seen` are the days of the last 400 on which the section was understood, as bits from `seen_to`
    back."""

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
