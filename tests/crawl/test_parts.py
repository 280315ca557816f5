"""Articles on several numbered pages: read whole or not at all."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

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
