"""A long first walk that is cut off goes on where it was: nothing is asked for again, nothing called gone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from gongkai.crawl import CrawlOptions, crawl
from gongkai.fetch import FetchSettings
from tests.crawl.pages import list_page
from tests.crawl.story import Rows
from tests.crawl.world import World
from tests.loopback import Reply

PAGES, PER_PAGE = 40, 5
SETTINGS = FetchSettings(user_agent="gongkai-test/0 (tests)", pause_seconds=0, private_hosts=frozenset(["*"]))


def rows(page: int, shift: int = 0) -> Rows:
    first = page * PER_PAGE - shift
    return [
        (
            f"https://mp.weixin.qq.com/s/{n + 500}",
            f"青石街道第{n + 500}期简报",
            f"2026-02-{28 - page % 28:02d}",
        )
        for n in range(first, first + PER_PAGE)
    ]


def publish(world: World, shift: int = 0) -> None:
    """Forty pages of rows that lead elsewhere; with `shift`, so many newer rows above them."""
    for page in range(PAGES):
        pager = f"<script>createPageHTML({PAGES}, {page}, 'index', 'html');</script>"
        name = "" if page == 0 else f"index_{page}.html"
        world.site.put(f"/gzdt/{name}", list_page("工作动态", rows(page, shift), tail=pager))


class Tripwire(dict[str, Reply]):
    """Pages of which one, when it is asked for, does something first."""

    path = ""
    act: Callable[[], object] = staticmethod(lambda: None)

    def get(self, path, default=None):
        if path == self.path:
            self.act()
        return super().get(path, default)


def cut(world: World, at: int) -> None:
    """A crawl that is gone when page `at` is asked for, as one that is killed: nothing of it is closed."""
    pages = Tripwire(world.site.pages)
    world.site.pages = pages

    async def until_then() -> None:
        done = crawl(world.archive, world.catalogue(), SETTINGS, CrawlOptions(), lambda: world.now)
        task, loop = asyncio.create_task(done), asyncio.get_running_loop()
        pages.path = f"/gzdt/index_{at}.html"
        pages.act = lambda: loop.call_soon_threadsafe(task.cancel)
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(until_then())
    pages.path = ""
    world.now += timedelta(hours=1)


def asked(world: World) -> dict[str, int]:
    return {path: count for path, count in world.site.asked.items() if path.startswith("/gzdt/")}


@pytest.fixture
def long_list(world: World) -> World:
    world.watch("工作动态", "/gzdt/")
    publish(world)
    return world


def test_a_killed_walk_is_taken_up(long_list: World):
    world = long_list
    cut(world, 30)
    assert world.one("SELECT count(*) FROM items") == 0, "a list counts when it was walked"
    world.crawl()
    again = [path for path, count in asked(world).items() if count > 1]
    assert set(again) <= {"/gzdt/", "/gzdt/index_29.html", "/gzdt/index_30.html"}
    assert world.one("SELECT count(*) FROM items") == PAGES * PER_PAGE
    assert world.rows("SELECT outcome, reason FROM visits ORDER BY id") == [
        ("failed", "interrupted"),
        ("new", ""),
    ]


def test_killed_twice_it_goes_on_from_the_second_place(long_list: World):
    world = long_list
    cut(world, 15)
    cut(world, 30)
    world.crawl()
    assert sum(count - 1 for path, count in asked(world).items() if path != "/gzdt/") <= 4
    assert world.one("SELECT count(*) FROM items") == PAGES * PER_PAGE


def test_where_the_list_moved_on_it_is_walked_anew(long_list: World):
    """Rows that slid from one page to the next would be missed."""
    world = long_list
    cut(world, 30)
    publish(world, shift=3)
    world.crawl()
    assert world.one("SELECT count(*) FROM items") == PAGES * PER_PAGE
    assert min(asked(world).values()) >= 1
    assert asked(world)["/gzdt/index_10.html"] == 2


def test_days_later_it_is_walked_anew(long_list: World):
    world = long_list
    cut(world, 30)
    world.now += timedelta(days=4)
    world.crawl()
    assert asked(world)["/gzdt/index_10.html"] == 2
    assert world.one("SELECT count(*) FROM items") == PAGES * PER_PAGE


def test_time_that_is_used_up_ends_a_long_walk_with_what_was_seen(long_list: World):
    world = long_list
    summary = world.crawl(after=timedelta(hours=1), time_budget=0.0001)
    assert summary.sections == {}, "nothing is begun"
    pages = Tripwire(world.site.pages)
    world.site.pages = pages
    options = CrawlOptions(time_budget=0.3)
    pages.path, pages.act = "/gzdt/index_20.html", lambda: time.sleep(0.5)
    asyncio.run(crawl(world.archive, world.catalogue(), SETTINGS, options, lambda: world.now))
    assert world.rows("SELECT outcome, reason FROM visits") == [("failed", "stopped")]
    seen = world.one("SELECT count(*) FROM items")
    assert 10 * PER_PAGE <= seen <= 22 * PER_PAGE
    pages.path = ""
    world.now += timedelta(hours=1)
    world.crawl()
    assert world.one("SELECT count(*) FROM items") == PAGES * PER_PAGE
    assert max(count for path, count in asked(world).items() if path != "/gzdt/") == 1
    assert world.one("SELECT count(*) FROM item_events WHERE kind <> 'appeared'") == 0
