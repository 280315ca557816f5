"""The matrix of units and categories, and the lists beside it, as the home page shows them. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from gongkai.base.states import OURS, SectionState, State
from gongkai.check import Check
from gongkai.judge import STATE_WORDS, Cell
from gongkai.web.queries import Catalogue, Unit
from gongkai.web.words import LEVELS

OURS_WORD = "待核"
"""One word for the four states that are ours, where a unit is looked at: the kind is our affair."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A cell to be shown: its colour (`tone`), word and days, where it leads, the sentences behind it."""

    tone: str
    word: str
    days: int | None
    path: str
    told: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    unit: Unit
    tiles: tuple[tuple[str, Tile | None], ...]
    """(name of the category, its tile), one for each column of the board."""


@dataclass(frozen=True, slots=True)
class Board:
    """`columns` are (id, name) of categories; `groups` are (heading, rows)."""

    columns: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[BoardRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to mend: a state that stands for all its sections, and theirs."""

    first: SectionState
    members: tuple[SectionState, ...]


def tone(state: State) -> str:
    """The CSS class of a state: the four that are ours look alike."""
    return "ours" if state in OURS else state


def word(state: State) -> str:
    """The word for a state where a unit is looked at."""
    return OURS_WORD if state in OURS else STATE_WORDS[state]


def board(check: Check, known: Catalogue) -> Board:
    """The matrix: units that have a column, grouped; categories that have one, in the taxonomy's order."""
    used = {category for _, category in check.cells}
    columns = tuple((key, name) for key, name in known.categories.items() if key in used)
    told = {state.section: state for state in check.states}
    shown = {unit for unit, _ in check.cells}
    units = [unit for unit in ordered_units(known) if unit.id in shown]
    groups = groupby(units, key=lambda unit: _heading(unit, known))
    return Board(
        columns,
        tuple(
            (heading, tuple(_row(unit, columns, check, told, known) for unit in members))
            for heading, members in groups
        ),
    )


def ordered_units(known: Catalogue) -> list[Unit]:
    """Units by the unit they belong to at the top, then by level, then as configured."""
    roots = {
        unit: n for n, unit in enumerate(dict.fromkeys(_root(u, known).id for u in known.units.values()))
    }
    levels = {level: n for n, level in enumerate(LEVELS)}
    return sorted(
        known.units.values(),
        key=lambda unit: (roots[_root(unit, known).id], levels.get(unit.level, len(levels))),
    )


def summary(states: tuple[SectionState, ...]) -> tuple[tuple[str, str, int], ...]:
    """(tone, word, number of sections) for every state that occurs; ours together, last."""
    counts = Counter(state.state for state in states)
    seen = [(tone(s), STATE_WORDS[s], counts[s]) for s in STATE_WORDS if s not in OURS and counts[s]]
    ours = sum(counts[s] for s in OURS)
    return (*seen, ("ours", "采集方问题", ours)) if ours else tuple(seen)


def owed(states: tuple[SectionState, ...]) -> tuple[SectionState, ...]:
    """What units owe: stale and empty sections, the longest first; then what is due soon."""
    rank = {"stale": 0, "empty": 0, "due": 1}
    late = [state for state in states if state.state in rank]
    return tuple(sorted(late, key=lambda state: (rank[state.state], state.since or "", state.section)))


def to_mend(states: tuple[SectionState, ...], known: Catalogue) -> tuple[Trouble, ...]:
    """What is ours to mend, the longest first; never seen at the top. What began on one site on one day
    for one reason is one trouble, however many sections it hides."""
    troubles: dict[tuple[str, ...], list[SectionState]] = {}
    for state in states:
        if state.state in OURS:
            key = (state.since or "", known.sections[state.section].site, state.state, state.reason)
            troubles.setdefault(key, []).append(state)
    return tuple(Trouble(members[0], tuple(members)) for _, members in sorted(troubles.items()))


def _root(unit: Unit, known: Catalogue) -> Unit:
    seen = {unit.id}
    while unit.parent in known.units and unit.parent not in seen:
        seen.add(unit.parent)
        unit = known.units[unit.parent]
    return unit


def _heading(unit: Unit, known: Catalogue) -> str:
    root, level = _root(unit, known), LEVELS.get(unit.level, unit.level)
    return level if root.id == unit.id else f"{root.name} · {level}"


def _row(
    unit: Unit,
    columns: tuple[tuple[str, str], ...],
    check: Check,
    told: dict[str, SectionState],
    known: Catalogue,
) -> BoardRow:
    cells = ((name, check.cells.get((unit.id, category))) for category, name in columns)
    return BoardRow(unit, tuple((name, _tile(cell, told, known) if cell else None) for name, cell in cells))


def _tile(cell: Cell, told: dict[str, SectionState], known: Catalogue) -> Tile:
    lines = [f"{known.sections[s].name}：{told[s].statement}" for s in cell.sections if s in told]
    if cell.rescued:
        lines.append("本类别的新内容见于其他栏目，因此不计超期。")
    elif cell.state in OURS and all(told[s].state not in OURS for s in cell.sections if s in told):
        lines.append("另有可能刊载本类内容的栏目未能看到，因此暂不下结论。")
    alone = len(cell.sections) == 1 and told[cell.sections[0]].state == cell.state
    return Tile(
        tone=tone(cell.state),
        word=word(cell.state),
        days=None if cell.state in OURS else cell.days,  # we could not see: a number would accuse
        path=f"/section/{cell.sections[0]}" if alone else f"/cell/{cell.unit}/{cell.category}",
        told="\n".join(lines),
    )
