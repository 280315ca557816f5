"""Plays scenes: every site on loopback, two crawls a day over all of them, and each evening whatever is
asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import trustme

from gongkai.archive import Archive, open_archive
from gongkai.base.proxy import parse_proxy
from gongkai.base.times import CHINA
from gongkai.base.values import Catalogue, Category, Section, Site
from gongkai.crawl import CrawlOptions, Rhythm, crawl
from gongkai.crawl.reading import ReadLimits
from gongkai.fetch import FetchSettings
from tests.fetch.authority import served, trusted
from tests.judge.scenes.language import FIRST_DAY, Scene
from tests.judge.scenes.stage import Stage

HOURS = (3, 15)
"""Of the day in China at which crawls begin: far enough apart that the two of a day prove what two
looks do."""

CATEGORIES = (
    Category("business", "业务动态"), Category("notice", "通知公告"), Category("policy", "政策法规"),
    Category("annual_report", "政府信息公开年报"), Category("org", "机构设置"), Category("plan", "规划计划"),
)  # fmt: skip

READING = ReadLimits(here=1e6)
"""Pages are read in this process: there are few, and no hostile ones."""

NO_PROXY = parse_proxy("http://127.0.0.1:9")
"""Nobody listens there: all that is asked through it fails, as where our own network is down."""

Evening = Callable[[Archive, date], None]


def settings(unruled: Iterable[str], offline: bool) -> FetchSettings:
    return FetchSettings(
        user_agent="gongkai-test/0 (tests)", pause_seconds=0, pause_factor=0, private_hosts=frozenset(["*"]),
        connect_seconds=2, read_seconds=2, total_seconds=4, retries=1, retry_base_seconds=0.001,
        unruled_hosts=frozenset(unruled), proxy=NO_PROXY if offline else None,
    )  # fmt: skip


@contextmanager
def stages(scenes: Iterable[Scene], folder: Path) -> Iterator[list[Stage]]:
    root = trustme.CA()
    tls = served(root.issue_cert("127.0.0.1"))
    found: list[Stage] = []
    with trusted(root, folder):
        try:
            for scene in scenes:
                found.append(Stage(scene))
                if scene.tls:
                    found[-1].names = (0, found[-1].add_server(tls))
            yield found
        finally:
            for stage in found:
                stage.close()


def days(last: date) -> Iterator[date]:
    day = FIRST_DAY
    while day <= last:
        yield day
        day += timedelta(days=1)


def play(folder: Path, scenes: Sequence[Scene], last: date, evening: Evening) -> None:
    """All days up to `last`, into an archive at `folder`/archive. `evening` is called after the last
    crawl of each day, as a timer would call a check."""
    with stages(scenes, folder) as found, open_archive(folder / "archive", create=True) as archive:
        for day in days(last):
            for stage in found:
                prepare(stage, day)
            for number, hour in enumerate(HOURS):
                now = datetime(day.year, day.month, day.day, hour, tzinfo=CHINA).astimezone(UTC)
                for stage in found:
                    stage.second_crawl = number == 1
                crawl_all(archive, found, now)
            evening(archive, day)


def prepare(stage: Stage, day: date) -> None:
    """What a day brings."""
    stage.today = day
    brought = [act for when, acts in stage.scene.days if when == day for act in acts]
    for act in brought:
        act(stage)
    if brought or not stage.past:
        stage.show()
    else:
        stage.past[day] = stage.past[day - timedelta(days=1)]


def catalogue(found: Sequence[Stage]) -> Catalogue:
    sites: list[Site] = [stage.site for stage in found]
    sections: list[Section] = [section for stage in found for section in stage.watched]
    return Catalogue(tuple(stage.unit for stage in found), tuple(sites), tuple(sections), CATEGORIES)


def crawl_all(archive: Archive, found: Sequence[Stage], now: datetime) -> None:
    """One crawl of all sites; of those for which our network is down, one that gets nowhere."""
    watched = catalogue(found)
    accepted = frozenset(section for stage in found for section in stage.accepted)
    unruled = [server.host for stage in found if not stage.scene.rules for server in stage.servers]
    for offline in (False, True):
        sites = tuple(s.scene.id for s in found if s.offline is offline and not s.away and not s.over)
        if sites:
            options = CrawlOptions(sites=sites, rhythm=Rhythm(0, 0), reading=READING, accepted=accepted)
            asyncio.run(crawl(archive, watched, settings(unruled, offline), options, lambda: now))
    for stage in found:
        stage.accepted.clear()
