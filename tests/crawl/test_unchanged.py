"""What a night costs on which nothing happened: counted at the server."""

from __future__ import annotations

from datetime import timedelta

from tests.crawl.pages import article, list_page, text
from tests.crawl.world import World

SECTIONS = 500
ROW = ("./1.html", "青石街道开展安全检查", "2026-02-20")


def publish(world: World) -> None:
    """Five hundred columns of one text each; two of every five know ETags."""
    for number in range(SECTIONS):
        world.site.put(f"/{number}/", list_page(f"第{number}个栏目", [ROW]))
        if number % 5 < 2:
            world.site.pages[f"/{number}/"].headers["ETag"] = f'"{number}"'
        world.site.put(f"/{number}/1.html", article(ROW[1], ROW[2], text(f"{ROW[1]}{number}")))
        world.watch(f"第{number}个栏目", f"/{number}/")


def kept_bytes(world: World) -> tuple[int, int]:
    """The sum of stored bytes in rows, and the size of the store of bytes."""
    stored = world.one("SELECT sum(stored_bytes) FROM captures")
    return int(stored), sum(file.stat().st_size for file in world.archive.folder.glob("captures.db"))


def test_a_pass_over_500_unchanged_sections_makes_500_requests(world: World):
    publish(world)
    world.crawl(after=timedelta(hours=10))
    versions, kept = world.one("SELECT count(*) FROM versions"), kept_bytes(world)
    before = world.site.asked.copy()
    summary = world.crawl()
    asked = world.site.asked - before
    assert summary.sections == {"unchanged": SECTIONS}
    assert summary.items == {}
    assert asked.pop("/robots.txt") == 1
    assert (asked.total(), max(asked.values())) == (SECTIONS, 1)
    assert summary.requests == SECTIONS + 1
    assert world.one("SELECT count(*) FROM versions") == versions == SECTIONS
    assert kept_bytes(world) == kept
    assert world.rows("SELECT status, count(*) FROM captures WHERE visit > 500 GROUP BY status") == [
        (200, 300),
        (304, 200),
    ]
