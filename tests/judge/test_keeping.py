"""A check on an archive that a crawl filled: findings opened, kept and closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.archive import FindingQuery
from gongkai.base.times import utc_text
from gongkai.check import judge_archive
from gongkai.judge import Judging
from tests.crawl.story import ROWS, Story
from tests.crawl.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with make_world(tmp_path / "archive") as made:
        yield made


def judged(world: World, day: date | None = None) -> dict[str, tuple[str, str | None, str | None]]:
    """What is kept after a check: (opened, closed, reason) by key."""
    told = Story(world)
    judge_archive(world.archive, day or told.today(), Judging(), utc_text(world.now))
    kept = world.archive.findings(FindingQuery())
    return {f.found.key: (f.found.opened, f.found.closed, f.found.close_reason) for f in kept}


def test_a_stale_column_is_found_and_put_right(world: World) -> None:
    world.watch("工作动态", "/gzdt/", interval_days=14)
    told = Story(world)
    told.publish()
    days = []
    for night in range(10):
        if night == 6:
            told.publish([("./202603/t20260308_1.html", "青石街道召开民生实事推进会", "2026-03-08"), *ROWS])
        world.crawl(after=timedelta(hours=12))
        days.append((told.today(), judged(world)))
        world.now += timedelta(hours=12)
    assert [day for day, found in days if found] == [date(2026, 3, n) for n in range(8, 13)]
    assert days[-1][1] == {"stale-section|demo/gzdt|2026-03-07": ("2026-03-08", "2026-03-09", "rectified")}
