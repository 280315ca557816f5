"""The pages of those who answer for columns: a unit, and a responsible office (责任科室)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from datasette import Response

from gongkai.archive import FindingQuery
from gongkai.base.states import SectionState
from gongkai.web import board, queries, sorting
from gongkai.web.categories import when_of
from gongkai.web.faults import SHOWN, Some, rows_of, some_faults
from gongkai.web.figures import Figures, figures
from gongkai.web.pages import Frame, PageError, html, step
from gongkai.web.queries import Catalogue
from gongkai.web.source import Source

STANDARD = "standard"
"""The order beside the categories that the page of a unit leads to."""


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office in the overview of a unit, and how many open findings it answers for; nameless where no
    office is named."""

    name: str
    figures: Figures
    open: int


async def unit_page(source: Source, frame: Frame, request: Any) -> Response:
    """One unit: its figures, what was found, its offices, its categories with their columns."""
    wanted = step(request, "unit")
    known = await source.query(queries.catalogue)
    unit = known.units.get(wanted)
    if unit is None:
        raise PageError(404, "没有这个单位。", "请从总览页进入。")
    check = await source.check(frame.day)
    own = [s for s in check.states if s.unit == wanted]
    query = FindingQuery(as_of=frame.day.isoformat(), unit=wanted, status="open")
    found = await source.read(lambda archive: archive.findings(query))
    return html(
        frame,
        "unit.html",
        {
            "unit": unit,
            "known": known,
            "summary": board.summary(tuple(own)),
            "cells": {category: cell for (owner, category), cell in check.cells.items() if owner == wanted},
            "groups": groups(own, known),
            "below": [u for u in board.ordered_units(known) if u.parent == wanted],
            "figures": figures(own, known.sections),
            "offices": offices(own, known, Counter(one.office for one in found)),
            "found": Some(await rows_of(source, frame, known, found[:SHOWN]), len(found), query),
            "topics": await _topics(source, frame, wanted),
        },
    )


async def _topics(source: Source, frame: Frame, unit: str) -> list[tuple[sorting.Topic, int]]:
    """The fields of the grass-roots standards of which a unit published something, with how much."""
    when = when_of(frame)
    counts = await source.query(lambda db: sorting.topics_of_unit(db, unit, when))
    topics = await source.query(sorting.topics)
    return [(one, counts[one.id]) for one in topics if one.dimension == STANDARD and one.id in counts]


async def office_page(source: Source, frame: Frame, request: Any) -> Response:
    """`?unit=`: one office of a unit; without it all offices of that name."""
    wanted = step(request, "office")
    known = await source.query(queries.catalogue)
    unit = known.units.get(request.args.get("unit") or "")
    if request.args.get("unit") and unit is None:
        raise PageError(400, "没有这个单位。", "请从单位页进入。")
    of_office = [
        s for s in known.sections.values() if s.office == wanted and (unit is None or s.unit == unit.id)
    ]
    if not wanted or not of_office:
        raise PageError(404, "没有这个责任科室。", "责任科室写在配置里；请从单位页进入。")
    check = await source.check(frame.day)
    names = {section.id for section in of_office}
    own = [s for s in check.states if s.section in names]
    query = FindingQuery(
        as_of=frame.day.isoformat(), office=wanted, unit=unit.id if unit else None, status="open"
    )
    units = {section.unit for section in of_office}
    return html(
        frame,
        "office.html",
        {
            "office": wanted,
            "unit": unit,
            "units": [u for u in board.ordered_units(known) if u.id in units],
            "known": known,
            "states": own,
            "figures": figures(own, known.sections),
            "found": await some_faults(source, frame, known, query),
        },
    )


def groups(states: list[SectionState], known: Catalogue) -> list[tuple[str, str, list[SectionState]]]:
    """(category, its name, the states of its columns), in the taxonomy's order; those without one last."""
    of_category = [(k, name, [s for s in states if s.category == k]) for k, name in known.categories.items()]
    loose = [s for s in states if not s.category]
    return [group for group in (*of_category, ("", "未归类的栏目", loose)) if group[2]]


def offices(states: Iterable[SectionState], known: Catalogue, found: Counter[str]) -> list[OfficeLine]:
    """The offices that answer for these columns, in the order of the configuration; those of nobody last.
    Empty where no office is named at all."""
    by_office: dict[str, list[SectionState]] = {}
    for state in states:
        by_office.setdefault(known.sections[state.section].office, []).append(state)
    named = [name for name in by_office if name]
    order = [*named, *([""] if named and "" in by_office else [])]
    return [OfficeLine(name, figures(by_office[name], known.sections), found[name]) for name in order]
