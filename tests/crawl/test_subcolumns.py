"""A row that leads to a column: an item by its name, whatever is published there."""

from __future__ import annotations

from tests.crawl.pages import list_page
from tests.crawl.world import World

INSIDE = [
    (f"/tyzx/{n}.html", f"体育服务中心开展第{n}次健身活动", f"2026-02-{n:02d}") for n in range(20, 10, -1)
]
GRID = "".join(
    f"<a class='box' href='{url}'><h3>{title}({day})</h3><p>{title}</p></a>" for url, title, day in INSIDE
)


def test_what_is_published_in_a_column_edits_no_item(world: World):
    world.watch("机构设置", "/jgsz/")
    offices = ("体育服务中心办公室", "教育技术装备站", "学校卫生保健站", "基础教育研究室", "教育考试中心")
    rows = [(f"/jgsz/{n}/", name, "2026-01-05") for n, name in enumerate(offices)]
    world.site.put("/jgsz/", list_page("机构设置", rows))
    for url, name, _ in rows:
        world.site.put(url, list_page(name, INSIDE[1:]))
    world.crawl()
    world.site.put(rows[0][0], list_page(rows[0][1], INSIDE))
    world.site.put(rows[1][0], list_page(rows[1][1], [], empty=GRID))
    for _ in range(3):
        world.crawl(everything=True)

    kept = world.rows("SELECT title, body_chars, version, status FROM items ORDER BY id")
    assert sorted(kept) == sorted((name, 0, 1, "live") for name in offices)
    assert world.rows("SELECT count(*) FROM item_events WHERE kind = 'changed'") == [(0,)]
