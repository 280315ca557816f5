"""All scenes, by theme, in the order in which docs/judging.md lists them."""

from __future__ import annotations

from tests.judge.scenes.blind import AWAY, CACHES, FAULTS
from tests.judge.scenes.changes import CHANGES, HOUSES
from tests.judge.scenes.items import DATES
from tests.judge.scenes.language import Scene
from tests.judge.scenes.sites import EMPTY, SITES
from tests.judge.scenes.timing import DEADLINES, INTERVALS

THEMES: dict[str, tuple[Scene, ...]] = {
    "Intervals": INTERVALS,
    "Yearly deadlines": DEADLINES,
    "Whole sites": SITES,
    "Empty columns": EMPTY,
    "Faults of servers": FAULTS,
    "While we cannot see": AWAY,
    "Caches, second servers, clocks": CACHES,
    "Dates of items": DATES,
    "Items that go or change": CHANGES,
    "Addresses and configuration": HOUSES,
}
SCENES: tuple[Scene, ...] = tuple(scene for scenes in THEMES.values() for scene in scenes)
SHORT: tuple[Scene, ...] = tuple(scene for scene in SCENES if scene.short)
