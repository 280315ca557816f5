"""A check (检查): judging the archive as of a day. Reads the archive, asks the judge, changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.archive import Archive
from gongkai.base.states import SectionState
from gongkai.judge import Cell, StateRules, matrix, section_state
from gongkai.judge.limits import DueRules

if TYPE_CHECKING:
    from gongkai.config import Rules


@dataclass(frozen=True, slots=True)
class Check:
    """Every section's state as of a day, and the cells of units and categories."""

    as_of: date
    states: tuple[SectionState, ...]
    cells: dict[tuple[str, str], Cell]


def check_archive(archive: Archive, as_of: date, rules: StateRules, *, as_known: bool = False) -> Check:
    """Judge all active sections as of the end of a China day. `as_known` uses the readings held then."""
    states = tuple(
        section_state(history, as_of, rules) for history in archive.histories(as_of, as_known=as_known)
    )
    return Check(as_of, states, matrix(states, archive.category_newest(as_of), as_of))


def state_rules(rules: Rules) -> StateRules:
    """The judge's thresholds from the configuration."""
    due = DueRules(rules.due_days_short, rules.due_days_long, rules.deadline_due_days)
    return StateRules(sight_days=rules.sight_days, proof_hours=rules.proof_hours, due=due)
