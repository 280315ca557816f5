"""The values of judging (archive → judge → web, report): visits as the judge needs them, states of sections.

Days are China days, `YYYY-MM-DD`; moments our UTC text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from gongkai.base.values import Section

VisitOutcome = Literal["new", "unchanged", "failed", "blocked", "broken", "empty"]
State = Literal["failed", "blocked", "broken", "unseen", "empty", "unwatched", "stale", "due", "fresh"]

OURS: frozenset[State] = frozenset(("failed", "blocked", "broken", "unseen"))
"""States that are our trouble and are never counted against a unit."""


class VisitSeen(NamedTuple):
    """A visit as the judge needs it. `newest` is the latest stated date (day) it showed, of rows and of
    their items, dates after the visit's China day ignored; `years` the years named in report titles;
    `undated` the day on which the latest row without any date appeared: it may be as new as that."""

    id: int
    started: str
    finished: str
    outcome: VisitOutcome
    reason: str
    understood: bool
    conditional: bool
    complete: bool
    listed: int
    newest: str | None
    years: frozenset[int] = frozenset()
    capture: int | None = None
    undated: str | None = None

    @property
    def shown(self) -> str:
        """The latest day that anything it showed can be of; empty if that is not known."""
        return max((self.newest or "")[:10], self.undated or "")


@dataclass(frozen=True, slots=True)
class Removal:
    """An item of a section was concluded to be removed at that moment; `day` is its stated date."""

    at: str
    day: str


@dataclass(frozen=True, slots=True)
class SectionHistory:
    """A section, its finished visits before 24:00 of the as-of day, oldest first, and what was removed
    there."""

    section: Section
    visits: tuple[VisitSeen, ...] = field(default=())
    removals: tuple[Removal, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SectionState:
    """The state of a section as of a day, with what shows it.

    `since` is the first day of the state (None where that has no meaning), `newest` the latest stated
    day, `days` from it to the as-of day, `limit` the last day on which nothing new is still in time.
    `understood_state` and `understood_day` tell the last understood state where the state is ours.
    `visits` are the ids of the visits that show it, `statement` is one Chinese sentence. On `seen_days` of
    the last `of_days` (30 at most, from the first visit on) the section was really seen.
    """

    section: str
    unit: str
    category: str | None
    state: State
    since: str | None
    as_of: str
    newest: str | None
    days: int | None
    limit: str | None
    understood_state: State | None
    understood_day: str | None
    reason: str
    statement: str
    basis: str
    visits: tuple[int, ...]
    seen_days: int = 0
    of_days: int = 0
