"""A datastore in groups: one answer holds several of the pages that the site counts."""

from __future__ import annotations

import pytest

from tests.crawl.pages import article, list_page, text
from tests.crawl.world import World

ROWS = [
    (f"/art/2026/2/{n}/art_8_{n}.html", f"青石街道第{n}期工作简报发布", f"2026-02-{n:02d}")
    for n in range(16, 4, -1)
]
PROXY = "/module/web/jpage/dataproxy.jsp?page=1&columnid=8&unitid=31"


def _store(rows: list[tuple[str, str, str]], following: str) -> str:
    records = "".join(
        f"<record><![CDATA[<li><a href='{url}'>{title}</a><b>{day}</b></li>]]></record>"
        for url, title, day in rows
    )
    group = f'<![CDATA[<a href="{following}"></a>]]>' if following else ""
    return (
        f"<datastore><nextgroup>{group}</nextgroup><recordset>{records}</recordset>"
        "<totalrecord>12</totalrecord><totalpage>4</totalpage></datastore>"
    )


def _column(rows: list[tuple[str, str, str]], following: str) -> str:
    return list_page(
        "工作动态", [], empty="", tail=f'<script type="text/xml">{_store(rows, following)}</script>'
    )


def _publish(world: World) -> None:
    world.watch("工作动态", "/col/col8/index.html")
    for url, title, day in ROWS:
        world.site.put(url, article(title, day, text(title)))


@pytest.mark.parametrize("first", [9, 12])
def test_as_many_rows_as_stated_are_the_whole_column(world: World, first: int):
    """Four pages of three rows, in one answer or two."""
    _publish(world)
    world.site.put("/col/col8/index.html", _column(ROWS[:first], PROXY))
    world.site.put(PROXY, _store(ROWS[first:], ""))
    world.crawl()

    assert world.rows("SELECT listed, pages, complete FROM visits") == [(12, 1 if first == 12 else 2, 1)]


def test_fewer_rows_than_stated_are_not(world: World):
    """The last group is missing, and nothing leads to it."""
    _publish(world)
    world.site.put("/col/col8/index.html", _column(ROWS[:9], ""))
    world.crawl()

    assert world.rows("SELECT listed, complete FROM visits") == [(9, 0)]
