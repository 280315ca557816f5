"""Choosing among what several places of a page state, and keeping what was passed over and why.

The same code chooses and explains, so that `gongkai extract --explain` cannot tell another story than the
one that happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LATER = "另有更可靠的出处"
EMPTY = "没有值"
TOO_LONG = "太长，不像这一项的值"
NOT_A_DATE = "读不出日期"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one place states: `place` names it for people, `against` says why it cannot be believed."""

    value: str | None
    place: str
    against: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field's value comes from: `place` is empty where no place states it. `rejected` are the
    other candidates, in the order of trust, each with its reason in `against`."""

    field: str
    value: str | None = None
    place: str = ""
    rejected: tuple[Candidate, ...] = ()


def choose(field: str, candidates: Iterable[Candidate]) -> Origin:
    """The first candidate with a value that nothing speaks against; the order is the order of trust."""
    chosen: Candidate | None = None
    rejected: list[Candidate] = []
    for candidate in candidates:
        if chosen is None and candidate.value and not candidate.against:
            chosen = candidate
        elif chosen is None or candidate.value != chosen.value:
            why = candidate.against or (LATER if candidate.value else EMPTY)
            rejected.append(Candidate(candidate.value, candidate.place, why))
    if chosen is None:
        return Origin(field, rejected=tuple(rejected))
    return Origin(field, chosen.value, chosen.place, tuple(rejected))
