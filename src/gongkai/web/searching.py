"""The search page: newest first unless asked otherwise, narrowed by unit and category."""

from __future__ import annotations

from typing import Any

from datasette import Response

from gongkai.archive import SearchPage
from gongkai.web import board, queries
from gongkai.web.pages import Frame, PageError, html
from gongkai.web.snippet import runs
from gongkai.web.source import Source

PAGE = 20
LONGEST_QUERY = 200
LAST_PAGE = 1000


async def search_page(source: Source, frame: Frame, request: Any) -> Response:
    """`?q=&unit=&category=&order=best&page=2`"""
    query = (request.args.get("q") or "").strip()
    if len(query) > LONGEST_QUERY:
        raise PageError(400, f"检索词太长（最多 {LONGEST_QUERY} 个字）。", "请缩短后再试。")
    page = _page_number(request.args.get("page"))
    known = await source.query(queries.catalogue)
    unit = _known(request.args.get("unit"), known.units)
    category = _known(request.args.get("category"), known.categories)
    best = request.args.get("order") == "best"
    found: SearchPage | None = None
    if query:
        found = await source.read(
            lambda archive: archive.search(
                query,
                limit=PAGE,
                offset=(page - 1) * PAGE,
                unit=unit,
                category=category,
                order="best" if best else "newest",
            )
        )
    return html(
        frame,
        "search.html",
        {
            "query": query,
            "unit": unit,
            "category": category,
            "best": best,
            "found": found,
            "snippets": [runs(hit.snippet) for hit in found.hits] if found else [],
            "page": page,
            "pages": min(LAST_PAGE, -(-found.total // PAGE)) if found else 0,
            "known": known,
            "units": board.ordered_units(known),
        },
    )


def _page_number(text: str | None) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= LAST_PAGE):
        raise PageError(400, f"页码应在 1 到 {LAST_PAGE} 之间。", "请从检索结果的翻页处进入。")
    return int(text)


def _known(text: str | None, names: dict[str, Any]) -> str | None:
    """The id if it names something; a stale link to one that is gone searches everything."""
    return text if text in names else None
