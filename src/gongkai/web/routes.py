"""The pages: which address shows what. Every parameter is bounded and used as a value, never as SQL."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from datasette import Response

from gongkai.archive import FindingQuery
from gongkai.archive.hosts import host_troubles
from gongkai.base.errors import ArchiveError
from gongkai.base.times import Clock, china_day
from gongkai.web import board, queries
from gongkai.web.categories import (
    categories_page,
    category_page,
    doubtful_csv,
    doubtful_page,
    topic_page,
)
from gongkai.web.cells import cell_page
from gongkai.web.faults import open_counts, some_faults
from gongkai.web.findings import finding_page, findings_csv, findings_json, findings_page
from gongkai.web.items import item_page
from gongkai.web.metrics import metrics_page
from gongkai.web.pages import STYLE, STYLE_PATH, Frame, PageError, error_page, html, step
from gongkai.web.searching import search_page
from gongkai.web.source import Source, find_source
from gongkai.web.units import office_page, unit_page

EARLIEST = date(2000, 1, 1)
MEND_SHOWN = 8
"""Troubles shown on the home page; the operator's page shows all."""
View = Callable[[Any, Any], Awaitable[Response]]
Page = Callable[[Source, Frame, Any], Awaitable[Response]]


def routes(now: Clock) -> list[tuple[str, View]]:
    """Every address of ours, as Datasette wants them. `now` tells the day where none is asked for."""
    shown = {
        r"^/$": home,
        r"^/matrix\.json$": matrix_json,
        r"^/section/(?P<site>[^/]+)/(?P<section>[^/]+)$": section_page,
        r"^/unit/(?P<unit>[^/]+)$": unit_page,
        r"^/office/(?P<office>.+)$": office_page,
        r"^/cell/(?P<unit>[^/]+)/(?P<category>[^/]+)$": cell_page,
        r"^/categories$": categories_page,
        r"^/category/(?P<category>[^/]+)$": category_page,
        r"^/topic/(?P<topic>[^/]+)$": topic_page,
        r"^/doubtful$": doubtful_page,
        r"^/doubtful\.csv$": doubtful_csv,
        r"^/findings$": findings_page,
        r"^/findings\.csv$": findings_csv,
        r"^/findings\.json$": findings_json,
        r"^/finding/(?P<number>[^/]+)$": finding_page,
        r"^/item/(?P<uid>[^/]+)$": item_page,
        r"^/search$": search_page,
        r"^/status$": status_page,
        r"^/metrics$": metrics_page,
    }
    return [(regex, _view(page, now)) for regex, page in shown.items()] + [(f"^{STYLE_PATH}$", style)]


def _view(page: Page, now: Clock) -> View:
    """The page with what surrounds it: permission, method, the day asked for, errors as pages."""

    async def view(datasette: Any, request: Any) -> Response:
        source = find_source(datasette)
        if source is None:  # routes are registered only for a Datasette that has an archive
            raise LookupError("no archive among the databases")
        await datasette.ensure_permissions(
            request.actor, [("view-database", source.database), "view-instance"]
        )
        frame = _frame(source, now)
        try:
            if request.method not in ("GET", "HEAD"):
                raise PageError(405, "本页只供查看。")
            frame = _asked(frame, request.args.get("as_of"))
            return await page(source, frame, request)
        except PageError as error:
            return error_page(frame, error)
        except ArchiveError as error:
            return error_page(frame, PageError(503, error.what, error.do))

    return view


def _frame(source: Source, now: Clock) -> Frame:
    pinned = source.config().get("as_of")
    day = date.fromisoformat(str(pinned)) if pinned else china_day(now())
    base = source.datasette.setting("base_url").rstrip("/")
    return Frame(base, source.database, day, asked=False, today=day, snapshot=source.config().get("snapshot"))


def _asked(frame: Frame, text: str | None) -> Frame:
    """The frame with the day that `as_of` names; PageError 400 for anything that is no such day."""
    if not text:
        return frame
    try:
        day = date.fromisoformat(text.strip()) if len(text) < 20 else None
    except ValueError:
        day = None
    if day is None:
        raise PageError(400, "日期没有看懂。", "请写成 2026-11-23 这样，或用日期框选择。")
    if not EARLIEST <= day <= frame.today:
        raise PageError(400, f"只能查看 {EARLIEST} 至 {frame.today} 之间的日期。", "请另选一天。")
    return replace(frame, day=day, asked=True)


async def home(source: Source, frame: Frame, request: Any) -> Response:
    """The matrix, what units owe, and apart from it what is ours to mend."""
    check = await source.check(frame.day)
    known = await source.query(queries.catalogue)
    return html(
        frame,
        "home.html",
        {
            "board": board.board(check, known),
            "summary": board.summary(check.states),
            "sections": len(check.states),
            "items": await source.query(lambda db: queries.item_count(db, frame.before)),
            "owed": board.owed(check.states),
            "found": await open_counts(source, frame),
            "mend": board.to_mend(check.states, known),
            "mend_shown": MEND_SHOWN,
            "known": known,
            "month_end": frame.today.replace(day=1) - timedelta(days=1),
        },
    )


async def matrix_json(source: Source, frame: Frame, request: Any) -> Response:
    """The same as data: sections with their states, cells, the names of units and categories."""
    check = await source.check(frame.day)
    known = await source.query(queries.catalogue)
    return Response.json(
        {
            "as_of": check.as_of.isoformat(),
            "summary": {
                state: sum(s.state == state for s in check.states)
                for state in sorted({s.state for s in check.states})
            },
            "units": [asdict(unit) for unit in board.ordered_units(known)],
            "categories": [{"id": key, "name": name} for key, name in known.categories.items()],
            "cells": [asdict(cell) for cell in check.cells.values()],
            "sections": [asdict(state) for state in check.states],
        },
        headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"},
    )


async def section_page(source: Source, frame: Frame, request: Any) -> Response:
    """One section: its state with the visits that show it, what it lists, how visits went."""
    wanted = f"{step(request, 'site')}/{step(request, 'section')}"
    known = await source.query(queries.catalogue)
    section = known.sections.get(wanted)
    if section is None:
        raise PageError(404, "没有这个栏目。", "它可能已从配置中移除；请从总览页进入。")
    check = await source.check(frame.day)
    state = next((s for s in check.states if s.section == wanted), None)
    total, rows = await source.query(lambda db: queries.listed(db, wanted, frame.before))
    query = FindingQuery(as_of=frame.day.isoformat(), section=wanted)
    return html(
        frame,
        "section.html",
        {
            "section": section,
            "state": state,
            "known": known,
            "proof": await source.query(lambda db: queries.visits_by_id(db, state.visits if state else ())),
            "visits": await source.query(lambda db: queries.visits(db, wanted, frame.before)),
            "total": total,
            "rows": rows,
            "found": await some_faults(source, frame, known, query),
        },
    )


async def status_page(source: Source, frame: Frame, request: Any) -> Response:
    """For the operator: the last runs, and what could not be seen, since when, why, what to do."""
    check = await source.check(frame.day)
    known = await source.query(queries.catalogue)
    return html(
        frame,
        "status.html",
        {
            "runs": await source.query(lambda db: queries.runs(db, frame.before)),
            "mend": board.to_mend(check.states, known),
            "hosts": await source.query(host_troubles) if frame.day == frame.today else (),
            "unread": await source.query(queries.unread_items),
            "known": known,
        },
    )


async def style(datasette: Any, request: Any) -> Response:
    """The style sheet. Its address carries its hash, so that it may be kept for good."""
    return Response(
        STYLE,
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"},
    )
