"""What the rules about one section have in common: how a fault stands after a day's visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from gongkai.base.values import Section
from gongkai.judge.limits import LimitKind
from gongkai.judge.memory import Memory, Sight, Timed

Dated = tuple[str, str]
"""What a day is, in words, and the day."""


@dataclass(frozen=True, slots=True)
class Holds:
    """The fault is proved: since when, by which two visits, by comparing which dates.

    `newest` is the day that nothing shown may be after; `began` the day from which on the list has stood as
    it does, and `back` whether it showed something newer before: then it was in time until that day.
    """

    since: str
    newest: str
    began: str
    back: bool
    proof: tuple[Sight, Sight]
    dates: tuple[Dated, ...]
    statement: str


Standing = Holds | Literal["over", "unclear"]
"""`over`: seen to be right; `unclear`: neither can be said, so whatever is open stays open."""


class SectionRule(Protocol):
    """A module with these names; `look` is asked after the visits of a day, whose last was understood."""

    ID: str
    NAME: str

    def applies(self, section: Section) -> bool: ...

    def moved_on(self, memory: Memory, newest: str) -> bool: ...

    def look(self, memory: Memory, section: Section, day: date) -> Standing: ...


def timed_standing(
    memory: Memory, kind: LimitKind, day: date, tell: Callable[[Timed], tuple[tuple[Dated, ...], str]]
) -> Standing:
    """How a limit stands: proved where two visits show that it passed, with the dates and the sentence that
    `tell` gives. Past it without that proof nothing is said, nor of a list that shows no date."""
    timed = memory.timed.get(kind)
    if timed is None:
        return "unclear"
    if timed.proof is None:
        return "over" if day.isoformat() <= timed.last_day else "unclear"
    dates, statement = tell(timed)
    since = (date.fromisoformat(timed.last_day) + timedelta(days=1)).isoformat()
    return Holds(since, timed.newest, timed.began, timed.back, timed.proof, dates, statement)


def shows_newer(memory: Memory, kind: LimitKind, newest: str) -> bool:
    """Whether the list shows something newer than that day, or has met a later deadline, and may have done so
    in time: the fault that was found by it is over, if only for another one to begin. Where the list was seen
    without it after its own limit had passed, it never was in time, and all is one fault."""
    timed = memory.timed.get(kind)
    if timed is None or timed.newest <= newest:
        return False
    return timed.before is None or timed.before <= timed.last_day
