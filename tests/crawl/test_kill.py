"""kill -9 at random moments of a crawl, then crawl again: the archive ends as if nothing had happened."""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from tests.crawl import kill_world
from tests.crawl.kill_crawl import SECTIONS
from tests.crawl.kill_world import (
    FILE,
    Undisturbed,
    end_state,
    first_day,
    integrity,
    second_day,
    third_day,
)
from tests.crawl.world import START
from tests.loopback import LoopbackSite, loopback_site

KILLS = 200
AT_ONCE = 2
"""Sites, each with a crawl at a time."""

Days = tuple[Callable[[LoopbackSite], None], ...]
FIRST, LATER = "the first crawl", "a crawl on a later day"
DAYS: dict[str, Days] = {FIRST: (first_day,), LATER: (first_day, second_day, third_day)}
"""What happened by the day of the kills; on the days before nobody kills."""


class Worker:
    """One site, on one day, with the archive of the day before and what an undisturbed crawl makes of it."""

    def __init__(self, site: LoopbackSite, folder: Path, day: str, seed: int) -> None:
        self.site, self.folder = site, folder
        self.dice = random.Random(seed)
        self.kills = self.met = self.reread = 0
        self.extra: Counter[int] = Counter()
        self.now = START
        self.before = folder / "before"
        self.before.mkdir(parents=True)
        for number, prepare in enumerate(DAYS[day]):
            if number:
                kill_world.run(self.before, site.base, self.now)
                self.now += timedelta(days=1)
            prepare(site)
        self.calm = self._undisturbed()

    def _undisturbed(self) -> Undisturbed:
        archive = self.folder / "calm"
        shutil.copytree(self.before, archive)
        self.site.asked.clear()
        kill_world.run(archive, self.site.base, self.now)
        return Undisturbed(end_state(archive), Counter(self.site.asked), archive)

    def one(self, kills: int) -> None:
        """So many crawls killed one after another, and one that is let finish."""
        archive = self.folder / "killed"
        shutil.copytree(self.before, archive)
        self.site.asked.clear()
        for _ in range(kills):
            after = self.dice.randrange(self.calm.requests + 1)
            wait = self.dice.choice((0.0, self.dice.uniform(0, 0.05)))
            self.met += kill_world.run_and_kill(self.site, archive, self.now, after=after, wait=wait)
        self.kills += kills
        kill_world.run(archive, self.site.base, self.now)
        assert integrity(archive) == ["ok", "ok"]
        assert end_state(archive) == self.calm.end
        self._count(kills)
        shutil.rmtree(archive)

    def _count(self, kills: int) -> None:
        """What was asked for more often than by the undisturbed crawl. The rules, the lists and what is not
        there are looked at by each crawl; of what was read, only what was under way when the kill came: a
        page, or a page and its file."""
        extra = self.site.asked - self.calm.asked
        looked_at = ("/", *(f"/{section}/" for section in SECTIONS))
        again = [path for path in extra.elements() if path in self.site.pages and path not in looked_at]
        assert len([path for path in again if path != FILE]) <= kills, again
        assert again.count(FILE) <= kills
        self.extra[sum(extra.values())] += 1
        self.reread += len(again)


@pytest.fixture
def sites() -> Iterator[list[LoopbackSite]]:
    with loopback_site() as one, loopback_site() as other:
        yield [one, other]


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_kills(day: str, sites: list[LoopbackSite], tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Half of the kills on each day; every other time the crawl that resumes is killed as well."""
    wanted = KILLS // len(DAYS) // AT_ONCE
    workers = [Worker(site, tmp_path / str(n), day, 20261123 + n) for n, site in enumerate(sites)]

    def work(worker: Worker) -> None:
        while worker.kills < wanted:
            worker.one(min(1 + (worker.kills % 3), 2, wanted - worker.kills))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(work, workers))
    kills, met, reread = (
        sum(getattr(worker, name) for worker in workers) for name in ("kills", "met", "reread")
    )
    extra = sum((worker.extra for worker in workers), Counter[int]())
    with capsys.disabled():
        sys.stdout.write(f"\n{day}: {told(kills, met, reread, extra, workers[0].calm.requests)}\n")
    assert kills == KILLS // len(DAYS)
    assert met >= kills * 0.8, "most kills must have met a crawl under way"


def told(kills: int, met: int, reread: int, extra: Counter[int], calm: int) -> str:
    mean = sum(number * times for number, times in extra.items()) / extra.total()
    return (
        f"{kills} kills, {met} of them of a crawl under way; {extra.total()} archives, all as undisturbed; "
        f"{calm} requests undisturbed, {mean:.1f} more where there were kills, {max(extra)} at most; "
        f"{reread} pages or files asked for again that were under way"
    )
