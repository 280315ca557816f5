"""A small world to crawl, and the story of one column in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl.story import Story
from tests.crawl.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with make_world(tmp_path / "archive") as made:
        yield made


@pytest.fixture
def story(world: World) -> Story:
    """A watched column of 14 days."""
    world.watch("工作动态", "/gzdt/", interval_days=14)
    return Story(world)
