"""The pages of what items are sorted into: categories, topics beside them, and what needs a person's eye."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from datasette import Response

from gongkai.archive.sqlite import Record
from gongkai.report.csv_text import csv_bytes
from gongkai.web import board, queries, sorting, words
from gongkai.web.filters import read_page
from gongkai.web.pages import HEADERS, Frame, PageError, html, step
from gongkai.web.queries import Catalogue
from gongkai.web.sorting import Chosen, UnitLine, When
from gongkai.web.source import Source

PAGE = 50
SHEET = 10_000
"""So many items are handed out as a sheet."""

SHEET_COLUMNS = ("编号", "题名", "单位", "栏目", "发布日期", "类别", "把握", "依据", "网址")


def when_of(frame: Frame) -> When:
    """The day that a page is of."""
    return When(frame.day.isoformat(), frame.before)


async def categories_page(source: Source, frame: Frame, request: Any) -> Response:
    """`/categories`: every category and every topic, with what was published of it."""
    when = when_of(frame)
    known = await source.query(queries.catalogue)
    return html(
        frame,
        "categories.html",
        {
            "known": known,
            "lines": await source.query(lambda db: sorting.categories(db, when)),
            "doubtful": await source.query(sorting.doubtful_counts),
            "dimensions": sorting.of_dimensions(await source.query(sorting.topics)),
        },
    )


async def category_page(source: Source, frame: Frame, request: Any) -> Response:
    """`/category/ID?unit=&doubtful=1&page=2`"""
    category = step(request, "category")
    known = await source.query(queries.catalogue)
    if category not in known.categories:
        raise PageError(404, "没有这个类别。", "请从类别页进入。")
    chosen = _narrowed(Chosen(category=category), request, known)
    check = await source.check(frame.day)
    cells = {unit: cell for (unit, of), cell in check.cells.items() if of == category}
    limits = await source.query(lambda db: queries.category_limits(db, category))
    values = {"name": known.categories[category], "cells": cells, "limits": limits, "topic": None}
    return await _page(source, frame, request, chosen, known, f"/category/{category}", values)


async def topic_page(source: Source, frame: Frame, request: Any) -> Response:
    """`/topic/ID?unit=&page=2`"""
    wanted = step(request, "topic")
    known = await source.query(queries.catalogue)
    topic = next((one for one in await source.query(sorting.topics) if one.id == wanted), None)
    if topic is None:
        raise PageError(404, "没有这一项。", "请从类别页进入。")
    chosen = _narrowed(Chosen(topic=topic), request, known)
    values = {"name": topic.name, "cells": None, "limits": None, "topic": topic}
    return await _page(source, frame, request, chosen, known, f"/topic/{topic.id}", values)


def _narrowed(chosen: Chosen, request: Any, known: Catalogue) -> Chosen:
    """Narrowed by what the address says. PageError 400 for a unit that there is not."""
    unit = (request.args.get("unit") or "").strip()
    if unit and unit not in known.units:
        raise PageError(400, "没有这个单位。", "请从页面上的选项中选择。")
    return replace(chosen, unit=unit or None, doubtful=request.args.get("doubtful") == "1")


async def _page(
    source: Source,
    frame: Frame,
    request: Any,
    chosen: Chosen,
    known: Catalogue,
    path: str,
    values: dict[str, Any],
) -> Response:
    """The page of a category or a topic: units by month, and the items, the newest first."""
    when = when_of(frame)
    given = {"unit": chosen.unit, "doubtful": "1" if chosen.doubtful else None}
    whole = replace(chosen, unit=None, doubtful=False)
    lines = await source.query(lambda db: sorting.units(db, whole, when))
    shown = {
        "known": known,
        "path": path,
        "months": when.months,
        "units": board.ordered_units(known),
        "lines": _with_owing(lines, set(values["cells"] or ())),
        **await _some(source, frame, request, chosen, sorting.items),
    }
    return html(frame, "category.html", shown | {"given": _said(given)} | values)


async def _some(
    source: Source, frame: Frame, request: Any, chosen: Chosen, items: sorting.Items
) -> dict[str, Any]:
    """A page of the items chosen, and how many there are."""
    when, page = when_of(frame), read_page(request.args.get("page"))
    total: int = await source.query(lambda db: sorting.count(db, chosen, when))
    return {
        "chosen": chosen,
        "rows": await source.query(lambda db: items(db, chosen, when, limit=PAGE, offset=(page - 1) * PAGE)),
        "total": total,
        "page": page,
        "pages": -(-total // PAGE),
    }


def _said(given: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in given.items() if value}


def _with_owing(lines: list[UnitLine], owing: set[str]) -> list[UnitLine]:
    """With a line for each unit that has a column of the category and published nothing of it."""
    nothing = sorted(owing - {line.unit for line in lines})
    return [*lines, *(UnitLine(unit, 0, None, (0,) * sorting.MONTHS) for unit in nothing)]


async def doubtful_page(source: Source, frame: Frame, request: Any) -> Response:
    """`/doubtful?unit=&category=&page=2`: what needs a person's eye, the least sure first."""
    known, chosen = await _doubtful(source, request)
    shown = {
        "known": known,
        "units": board.ordered_units(known),
        "given": _said({"unit": chosen.unit, "category": chosen.category}),
        "bound": words.DOUBTFUL,
        **await _some(source, frame, request, chosen, sorting.least_sure),
    }
    return html(frame, "doubtful.html", shown)


async def doubtful_csv(source: Source, frame: Frame, request: Any) -> Response:
    """The same as a sheet."""
    known, chosen = await _doubtful(source, request)
    when = when_of(frame)
    rows = await source.query(lambda db: sorting.least_sure(db, chosen, when, limit=SHEET, offset=0))

    def link(uid: str) -> str:
        return str(source.datasette.absolute_url(request, frame.link(f"/item/{uid}")))

    body = await source.aside(lambda: csv_bytes(SHEET_COLUMNS, (_cells(row, known, link) for row in rows)))
    name = f"gongkai-doubtful-{frame.day}.csv"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, content_type="text/csv; charset=utf-8", headers=headers)


def _cells(row: Record, known: Catalogue, link: Callable[[str], str]) -> tuple[str, ...]:
    """A row of the sheet."""
    section = known.sections.get(row["section"])
    return (
        row["uid"],
        row["title"],
        known.units[row["unit"]].name,
        section.name if section else "",
        (row["published"] or "")[:10],
        known.categories.get(row["category"], ""),
        f"{row['category_confidence'] or 0:.0%}",
        row["category_reason"] or "",
        link(row["uid"]),
    )


async def _doubtful(source: Source, request: Any) -> tuple[Catalogue, Chosen]:
    known = await source.query(queries.catalogue)
    category = (request.args.get("category") or "").strip()
    if category and category not in known.categories:
        raise PageError(400, "没有这个类别。", "请从页面上的选项中选择。")
    chosen = _narrowed(Chosen(category=category or None), request, known)
    return known, replace(chosen, doubtful=True)
