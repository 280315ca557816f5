"""The page of a cell of the matrix: why a unit's category stands as it does, and where the proof of it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from datasette import Response

from gongkai.archive import FindingQuery
from gongkai.base.states import OURS, SectionState
from gongkai.judge import Cell
from gongkai.web import queries
from gongkai.web.faults import some_faults
from gongkai.web.pages import Frame, PageError, html, step
from gongkai.web.source import Source


async def cell_page(source: Source, frame: Frame, request: Any) -> Response:
    """`/cell/UNIT/CATEGORY`"""
    unit, category = step(request, "unit"), step(request, "category")
    known = await source.query(queries.catalogue)
    check = await source.check(frame.day)
    cell = check.cells.get((unit, category))
    if cell is None:
        raise PageError(404, "这个单位没有设定这一类栏目。", "请从总览页进入。")
    own = [state for state in check.states if state.section in cell.sections]
    blind = [s for s in check.states if s.unit == unit and s.category is None and s.state in OURS]
    found = []
    for section in cell.sections:
        query = FindingQuery(as_of=frame.day.isoformat(), section=section)
        found.append((section, await some_faults(source, frame, known, query)))
    return html(
        frame,
        "cell.html",
        {
            "cell": cell,
            "known": known,
            "why": why(cell, own, blind),
            "own": own,
            "blind": [state for state in (*own, *blind) if state.state in OURS],
            "found": found,
            "proof": await source.query(
                lambda db: [(state, queries.visits_by_id(db, state.visits)) for state in own]
            ),
            "sorted": await source.query(
                lambda db: queries.sorted_items(db, unit, category, frame.before, frame.day.isoformat())
            ),
        },
    )


def why(cell: Cell, own: Sequence[SectionState], blind: Sequence[SectionState]) -> str:
    """In one sentence, how the state of a cell follows from its columns. `blind` are columns of no category
    that could hold it and were not seen."""
    if cell.rescued:
        return "本类栏目已过时限或没有内容，但同一单位的其他栏目中有本类的新内容，因此不计超期。"
    if cell.state in OURS:
        unseen = any(state.state in OURS for state in own)
        if unseen and all(state.state in OURS for state in own):
            return "本类栏目均未能看清，暂不下结论，不计入单位。"
        return "有可能刊载本类内容的栏目未能看清，因此暂不下结论，不计入单位。"
    if cell.state in ("stale", "empty"):
        return "可能刊载本类内容的栏目都已看清，其中没有一个按时更新，其他栏目中也没有本类的新内容。"
    if cell.state == "unwatched":
        return "本类栏目没有设定更新时限，或没有标注日期，不作时限判断。"
    return "至少有一个本类栏目在时限之内。"
