"""Every family's twin, crawled with its section's address only: all rows of all pages, none twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.demo.twins import TWINS, Stock, Twin
from tests.crawl.twin_world import TwinWorld, enclosed, stated, twin_world

SAY_NOTHING_OF_EMPTY = {
    "EpointStatic": "没有认出列表",
    "Nfcms": "没有认出列表",
    "UcapGkml": "没有认出列表",
    "UcapGkmlOld": "没有认出列表",
    "Szinf": "列表接口没有给出条目，也没有说共 0 条",
}
"""Twins whose empty column looks like any page without rows and nowhere says 共 0 条: that it is empty is not
proven, so the visit has failed and accuses nobody."""


def _is_variant(twin: type[Twin]) -> bool:
    """Whether it differs from its family's first twin by a detail of the template."""
    return any(other is not twin and issubclass(twin, other) for other in TWINS)


def _runs() -> list[object]:
    """Every twin with every number of rows; what takes long is marked."""
    return [
        pytest.param(
            twin,
            count,
            id=f"{twin.__name__}-{count}",
            marks=[pytest.mark.slow] if count == 1000 or (count in (15, 100) and _is_variant(twin)) else [],
        )
        for twin in TWINS
        for count in (0, 1, 15, 16, 100, 1000)
        if twin.window_rows is None or count <= twin.window_rows
    ]


@pytest.mark.parametrize(("twin", "count"), _runs())
def test_every_row_of_every_page_once(twin: type[Twin], count: int, tmp_path: Path):
    stock = Stock(count)
    with twin_world(twin(stock), tmp_path) as world:
        world.crawl()

        unproven = "" if count else SAY_NOTHING_OF_EMPTY.get(twin.__name__, "")
        outcome = "broken" if unproven else "new" if count else "empty"
        assert (world.visit()["outcome"], world.visit()["reason"]) == (outcome, unproven)
        _assert_whole(world, stock)
        assert world.files() == enclosed(stock.entries)
        assert _beside_the_text(world, stock) <= {""}

        stock.publish(10)
        removed = stock.remove(5)
        for _ in range(3):
            world.crawl()

        _assert_whole(world, stock)
        assert world.files() - enclosed(removed) == enclosed(stock.entries)
        gone = {title for (title,) in world.rows("SELECT title FROM items WHERE status = 'removed'")}
        assert gone == {entry.title for entry in removed} & gone


def _beside_the_text(world: TwinWorld, stock: Stock) -> set[str]:
    """What bodies say beside their paragraphs and the names of their files."""
    texts = {entry.title: entry.text for entry in stock.entries}
    found = set()
    for title, body in world.rows("SELECT title, body FROM versions WHERE body <> ''"):
        said = body
        for paragraph in texts[title].paragraphs:
            assert paragraph in body
            said = said.replace(paragraph, "")
        for file in texts[title].files:
            said = said.replace(file.name, "").replace(file.kind, "")
        found.add(re.sub(r"附件|[\s\d.：【】]", "", said))
    return found


def _assert_whole(world: TwinWorld, stock: Stock) -> None:
    """What is listed now is what the site has, and what leads elsewhere is known by its address."""
    assert sorted(world.listed()) == sorted(stated(stock.entries))
    assert sorted(world.external()) == sorted(world.twin.external)
