"""Figures of a unit or an office: how many columns are in time, of how many that could be judged, and on how
many days they were really seen. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.base.states import OURS, SectionState
from gongkai.judge import STATE_WORDS
from gongkai.web.queries import Section

UNDATED_WORD = "无标注日期"


@dataclass(frozen=True, slots=True)
class Figures:
    """Columns by how they stand. `unlimited` have no limit, or no duty to be kept up. `unclear` are those
    that cannot be assessed: (why, how many). On `seen` of `of` days (added up over the columns, 30 each at
    most) they were really seen."""

    total: int
    in_time: int
    stale: int
    empty: int
    unlimited: int
    unclear: tuple[tuple[str, int], ...]
    seen: int
    of: int

    @property
    def assessable(self) -> int:
        return self.in_time + self.stale + self.empty

    @property
    def unclear_total(self) -> int:
        return sum(number for _, number in self.unclear)

    @property
    def rate(self) -> str:
        """Those in time, of those that could be assessed: `83%`; a dash where none could."""
        return share(self.in_time, self.assessable)

    @property
    def coverage(self) -> str:
        """Days on which the columns were seen, of all their days."""
        return share(self.seen, self.of)


def figures(states: Iterable[SectionState], sections: Mapping[str, Section]) -> Figures:
    """The figures of these columns."""
    states = tuple(states)
    kinds = Counter(_kind(state, sections[state.section]) for state in states)
    why = (*(STATE_WORDS[state] for state in STATE_WORDS if state in OURS), UNDATED_WORD)
    return Figures(
        total=len(states),
        in_time=kinds["in time"],
        stale=kinds["stale"],
        empty=kinds["empty"],
        unlimited=kinds["unlimited"],
        unclear=tuple((word, kinds[word]) for word in why if kinds[word]),
        seen=sum(state.seen_days for state in states),
        of=sum(state.of_days for state in states),
    )


def share(part: int, whole: int) -> str:
    """A share in whole percent, rounded down, so that only all of it is 100%; a dash of nothing."""
    return f"{part * 100 // whole}%" if whole else "—"


def _kind(state: SectionState, section: Section) -> str:
    if state.state in OURS:
        return STATE_WORDS[state.state]
    if not section.obliged or (state.state == "empty" and section.may_be_empty):
        return "unlimited"
    if state.state == "unwatched":
        limited = section.interval_days is not None or section.deadline is not None
        return UNDATED_WORD if limited else "unlimited"
    return state.state if state.state in ("stale", "empty") else "in time"
