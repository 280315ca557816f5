"""Hosts that turn us away: left alone for the run, remembered for the next, told to the operator."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.archive import HostTrouble
from tests.crawl.pages import list_page
from tests.crawl.story import ROWS, Story
from tests.crawl.world import World

NAMES = ("gzdt", "tzgg", "zcwj", "rsxx", "czzj", "ghjh")


@pytest.fixture
def story(world: World) -> Story:
    """Six columns of one host, all read."""
    told = Story(world)
    for name in NAMES:
        world.watch("工作动态", f"/{name}/", interval_days=14)
        told.publish(path=f"/{name}/", rows=ROWS[:3])
    world.crawl()
    assert all(told.outcomes(f"demo/{name}") == ["new"] for name in NAMES)
    return told


def lists_asked(world: World) -> int:
    return sum(count for path, count in world.site.asked.items() if path.strip("/") in NAMES)


def refuse(world: World, status: int, **headers: str) -> None:
    for name in NAMES:
        world.site.put(f"/{name}/", "<html><title>403</title><body>拒绝访问</body></html>", status, **headers)


def visits(world: World) -> list[tuple[str, str]]:
    """Of the last run: outcome and reason."""
    return world.rows("SELECT outcome, reason FROM visits WHERE run = (SELECT max(id) FROM runs) ORDER BY id")


def test_three_refusals_close_the_host_and_the_rest_waits(story: Story, world: World):
    refuse(world, 403)
    before = lists_asked(world)
    summary = world.crawl(after=timedelta(hours=1))
    assert lists_asked(world) - before == 3
    assert visits(world) == [("blocked", "http-403")] * 3 + [("blocked", "breaker")] * 3
    assert (set(summary.closed_hosts), summary.nothing_new) == ({world.site.host}, False)
    (trouble,) = world.archive.host_troubles()
    assert (trouble.host, trouble.reason) == (world.site.host, "breaker")
    assert trouble.closed_until == "2026-03-04T01:00:00Z", "six hours later"
    story.nobody_accused()

    before = world.site.asked.total()
    world.crawl(after=timedelta(hours=5))
    assert world.site.asked.total() == before, "within the six hours nobody is asked"
    assert visits(world) == [("blocked", "breaker")] * 6


def test_a_host_that_still_refuses_is_asked_once_and_one_that_relents_is_forgiven(story: Story, world: World):
    refuse(world, 412)
    world.crawl(after=timedelta(hours=7))
    before = lists_asked(world)
    world.crawl(after=timedelta(hours=13))
    assert lists_asked(world) - before == 1
    assert world.archive.host_memories()[world.site.host].level == 2
    for name in NAMES:
        story.publish(path=f"/{name}/", rows=ROWS[:3])
    world.crawl()
    assert [outcome for outcome, _ in visits(world)] == ["unchanged"] * 6
    assert (world.archive.host_memories()[world.site.host].level, world.archive.host_troubles()) == (1, ())
    story.nobody_accused()


def test_a_long_retry_after_is_obeyed_by_the_next_run_too(story: Story, world: World):
    refuse(world, 429, Retry_After="7200")
    before = lists_asked(world)
    world.crawl(after=timedelta(hours=1))
    assert lists_asked(world) - before == 1
    assert world.archive.host_troubles() == (
        HostTrouble(world.site.host, "retry-after", "2026-03-03T19:00:00Z", "2026-03-03T21:00:00Z"),
    )
    before = world.site.asked.total()
    world.crawl(after=timedelta(hours=2))
    assert world.site.asked.total() == before
    for name in NAMES:
        story.publish(path=f"/{name}/", rows=ROWS[:3])
    world.crawl()
    assert [outcome for outcome, _ in visits(world)] == ["unchanged"] * 6
    assert world.archive.host_troubles() == ()
    story.nobody_accused()


def test_a_refused_file_is_that_files_matter(story: Story, world: World):
    """Every file refused, every page given: the host goes on being asked."""
    files = [(f"./{n}.pdf", f"第{n}号文件", f"2026-03-0{n}") for n in range(1, 6)]
    world.site.put("/gzdt/", list_page("工作动态", files + ROWS[:3]))
    for n in range(1, 6):
        world.site.put(f"/gzdt/{n}.pdf", "no", 403)
    summary = world.crawl(after=timedelta(hours=1), recheck_days=(99,))
    assert summary.items["blocked"] == 5
    assert summary.closed_hosts == {}


def test_a_rebuilt_site_is_one_trouble_of_its_host(story: Story, world: World):
    for path in [path for path in world.site.pages if path.endswith(".html")]:
        del world.site.pages[path]
    world.now += timedelta(days=3)
    summary = world.crawl()
    assert (summary.removed, summary.held_hosts) == (0, (world.site.host,))
    assert [t.reason for t in world.archive.host_troubles()] == ["rebuilt"]
    story.nobody_accused()
    for name in NAMES:
        story.publish(path=f"/{name}/", rows=ROWS[:3])
    world.crawl(after=timedelta(days=8))
    world.now += timedelta(days=8)
    world.crawl()
    assert world.archive.host_troubles() == ()
