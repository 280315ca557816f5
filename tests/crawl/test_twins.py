"""Every family's twin, crawled with its section's address only: all rows of all pages, none twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.demo.twins import TWINS, Stock, Twin
from tests.crawl.twin_world import enclosed, stated, twin_world


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.__name__)
@pytest.mark.parametrize("count", [0, 1, 15, 16, 100, pytest.param(1000, marks=pytest.mark.slow)])
def test_every_row_of_every_page_once(twin: type[Twin], count: int, tmp_path: Path):
    stock = Stock(count)
    with twin_world(twin(stock), tmp_path) as world:
        world.crawl()

        visit = world.visit()
        assert (visit["outcome"], visit["reason"]) == ("new" if count else "empty", "")
        assert sorted(world.listed()) == sorted(stated(stock.entries))
        assert world.files() == enclosed(stock.entries)

        stock.publish(10)
        removed = stock.remove(5)
        for _ in range(3):
            world.crawl()

        assert sorted(world.listed()) == sorted(stated(stock.entries))
        assert world.files() - enclosed(removed) == enclosed(stock.entries)
        gone = {title for (title,) in world.rows("SELECT title FROM items WHERE status = 'removed'")}
        assert gone == {entry.title for entry in removed} & gone
