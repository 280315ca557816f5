from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.disturbed.killing import undisturbed
from tests.disturbed.works import Known, Work, works

AT_ONCE = 2


@pytest.fixture(scope="package")
def lanes() -> Iterator[ProcessPoolExecutor]:
    """Processes that fork, and so have no threads. Unlike this one, they wait for the disk. They end with the
    last of these tests: others look which processes there are."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(AT_ONCE, mp_context=context) as pool:
        yield pool


@dataclass
class Calm:
    """The works, and what comes of each where nobody disturbs it, found when it is asked for."""

    works: dict[str, Work]
    lanes: ProcessPoolExecutor
    place: Path
    found: dict[str, Known] = field(default_factory=dict)

    def known(self, names: Iterable[str]) -> dict[str, Known]:
        missing = [self.works[name] for name in dict.fromkeys(names) if name not in self.found]
        places = [self.place / f"{len(self.found) + n}" for n in range(len(missing))]
        for known in self.lanes.map(undisturbed, missing, places):
            self.found[known.work.name] = known
        return self.found


@pytest.fixture(scope="package")
def calm(lanes: ProcessPoolExecutor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calm]:
    with works(tmp_path_factory.mktemp("works")) as found:
        yield Calm({work.name: work for work in found}, lanes, tmp_path_factory.mktemp("calm"))
