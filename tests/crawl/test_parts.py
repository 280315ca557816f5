"""Articles on several numbered pages: read whole or not at all."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from gongkai.crawl.parts import _goes_on
from tests.crawl.pages import article, list_page
from tests.crawl.world import World, make_world

LINE = "第{0}章 街道办事处对{0}号片区的安排如下，由社区居民委员会在本月内完成并公开。"
LINES = [LINE.format(number) * 4 for number in (1, 2, 3)]
NAMES = ("t20260301_1.html", "t20260301_1_1.html", "t20260301_1_2.html")


def part(number: int, *, text: str | None = None) -> str:
    """Page `number` of three, with the pager that leads to the others."""
    links = " ".join(
        f"<b>{n}</b>" if n == number else f"<a href='{name}'>{n}</a>" for n, name in enumerate(NAMES, start=1)
    )
    whole = article("三年规划纲要", "2026-03-01", text or LINES[number - 1])
    end = "</div></div><div class='footer'>"
    return whole.replace(end, f"<p class='fenye'>{links}</p>{end}")


def put(world: World, **changed: str) -> None:
    for number, name in enumerate(NAMES, start=1):
        world.site.put(f"/gzdt/{name}", part(number, text=changed.get(f"page_{number}")))
    world.site.put("/gzdt/", list_page("工作动态", [("t20260301_1.html", "三年规划纲要", "2026-03-01")]))


def test_a_numbered_body_is_read_whole(tmp_path: Path):
    with make_world(tmp_path) as world:
        world.watch("工作动态", "/gzdt/")
        put(world)
        world.crawl()
        body, metadata = world.rows("SELECT body, metadata FROM versions")[0]
        assert body == "\n".join(LINES)
        urls = [one["url"].rsplit("/", 1)[1] for one in json.loads(metadata)["parts"]]
        assert urls == ["t20260301_1_1.html", "t20260301_1_2.html"]
        assert world.one("SELECT count(*) FROM items") == 1


def test_a_page_that_cannot_be_had_is_no_edit(tmp_path: Path):
    with make_world(tmp_path) as world:
        world.watch("工作动态", "/gzdt/")
        put(world)
        world.crawl()
        world.site.put("/gzdt/t20260301_1_1.html", "busy", status=503)
        world.crawl()
        assert world.rows("SELECT outcome, reason FROM checks ORDER BY id DESC LIMIT 1") == [
            ("failed", "part-missing")
        ]
        assert world.one("SELECT count(*) FROM versions") == 1


ROWS = [(f"t2026020{n}_{n}9.html", f"关于第{n}号事项的通知", f"2026-02-0{n}") for n in range(1, 9)]
NOTICE = "网站今晚进行系统维护，期间部分页面无法访问，敬请谅解，给您带来不便请多包涵。"
ANOTHER = {
    "a list": list_page("工作动态", ROWS),
    "a notice": article("网站公告", "2026-03-04", NOTICE * 2),
    "no text": article("三年规划纲要", "2026-03-01", ""),
}


def with_another_later_page(world: World, shown: str) -> World:
    world.watch("工作动态", "/gzdt/")
    put(world)
    world.crawl(after=timedelta(days=3))
    world.site.put("/gzdt/t20260301_1_1.html", shown)
    return world


def assert_no_edit(world: World) -> None:
    assert world.rows("SELECT outcome, reason FROM checks ORDER BY id DESC LIMIT 1") == [
        ("failed", "part-missing")
    ]
    assert world.one("SELECT count(*) FROM versions") == 1


@pytest.mark.parametrize("shown", ANOTHER.values(), ids=ANOTHER)
def test_another_page_for_a_later_page_is_no_edit(tmp_path: Path, shown: str):
    with make_world(tmp_path) as world:
        with_another_later_page(world, shown).crawl()
        assert_no_edit(world)


def test_another_sites_page_for_a_later_page_is_no_edit(tmp_path: Path):
    """Only its address tells: a mirror may show the text as it was, or another."""
    with make_world(tmp_path) as world:
        with_another_later_page(world, "")
        elsewhere = world.site.base.replace("127.0.0.1", "localhost") + "other.html"
        world.site.put("/other.html", part(2, text=LINES[0]))
        world.site.put("/gzdt/t20260301_1_1.html", "", status=302, Location=elsewhere)
        world.crawl()
        assert_no_edit(world)


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("三年规划纲要", True),
        ("三年规划纲要（2）", True),
        ("三年规划纲要 第2页", True),
        ("三年规划纲要_2", True),
        ("三年规划…", True),
        ("", True),
        ("网站公告", False),
        ("第2页", False),
    ],
)
def test_titles_of_later_pages(title: str, own: bool):
    assert _goes_on("三年规划纲要", title) is own
    assert _goes_on("三年规划纲要（1）", title) is own


def test_an_edit_of_a_later_page_is_an_edit(tmp_path: Path):
    with make_world(tmp_path) as world:
        world.watch("工作动态", "/gzdt/")
        put(world)
        world.crawl()
        world.crawl()
        assert world.one("SELECT count(*) FROM versions") == 1
        put(world, page_3="第三章 改为由区民政局牵头，街道办事处配合，年底前完成。" * 4)
        world.crawl(after=timedelta(days=3))
        world.crawl()
        assert world.rows("SELECT version, changed FROM versions ORDER BY version") == [
            (1, "[]"),
            (2, '["body"]'),
        ]


def test_an_upgrade_after_a_part_was_taken_out(tmp_path: Path):
    """The kept pages cannot be read again, which is no reason to end the crawl."""
    with make_world(tmp_path) as world:
        world.watch("工作动态", "/gzdt/")
        put(world)
        world.crawl(after=timedelta(days=3))
        world.archive.db.execute("UPDATE versions SET reader = 'gongkai/0.0'")
        world.archive.db.execute("UPDATE captures SET purged = received_at WHERE url LIKE '%01_1_1.html'")
        assert world.crawl().items == {"same": 1}
        assert world.one("SELECT count(*) FROM versions") == 1
