"""Lists that have drifted from their own past: `broken` with a cause, nothing concluded while it lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.crawl.pages import article, list_page, text
from tests.crawl.story import ROWS, Rows, Story, column_of_ten
from tests.crawl.world import World

OLD: Rows = [
    (f"./2024/t{n}.html", f"青石街道旧年第{n}号公开事项", f"2024-{12 - n // 3:02d}-{28 - n % 28:02d}")
    for n in range(30)
]


@pytest.fixture
def story(world: World) -> Story:
    return column_of_ten(world)


def counted(story: Story, rows: Rows, total: int) -> None:
    story.publish(rows, tail=f"<div class='page'>共 {total} 条</div>")


def test_dates_that_are_gone(story: Story, world: World):
    """The column of dates is another one now: the newest day can be told no more."""
    bare = [(url, title, "") for url, title, _ in ROWS]
    world.site.put("/gzdt/", list_page("工作动态", bare))
    assert story.nights(20) == ["broken"] * 20
    assert (story.reason(), story.told(), story.listed()) == ("dates-gone", "broken", 10)
    story.nobody_accused()
    story.publish()
    assert story.nights(1) == ["unchanged"]
    world.site.put("/gzdt/", list_page("工作动态", bare))
    world.crawl(accepted=frozenset(["demo/gzdt"]))
    assert story.outcomes()[-1] == "new", "the operator looked and says that it is so"
    world.crawl()
    assert story.outcomes()[-1] == "unchanged"


def test_a_few_rows_without_a_date_are_no_drift(story: Story, world: World):
    story.publish([(url, title, "" if n < 4 else day) for n, (url, title, day) in enumerate(ROWS)])
    assert story.nights(1) == ["new"]


def test_a_total_that_falls_without_the_rows(story: Story, world: World):
    counted(story, ROWS, 400)
    story.nights(1)
    counted(story, ROWS, 60)
    assert story.nights(3) == ["broken"] * 3
    assert story.reason() == "total-jumped"
    assert story.listed() == 10
    story.nobody_accused()
    counted(story, ROWS, 390)
    assert story.nights(1) == ["unchanged"]


def test_a_total_that_grows_as_the_rows_do(story: Story, world: World):
    """Thirty old items put in at once, all of them to be seen: no drift."""
    counted(story, ROWS, 10)
    story.nights(1)
    counted(story, [*ROWS, *OLD], 40)
    assert story.nights(1) == ["new"]
    assert story.listed() == 40


def test_a_total_that_grows_without_the_rows(story: Story, world: World):
    counted(story, ROWS, 10)
    story.nights(1)
    counted(story, ROWS, 4000)
    assert story.nights(2) == ["broken"] * 2
    assert story.reason() == "total-jumped"


def test_a_second_page_like_the_first(story: Story, world: World):
    story.paged([ROWS, OLD[:10], OLD[10:20]])
    story.nights(1)
    listed = story.listed()
    world.site.pages["/gzdt/index_1.html"] = world.site.pages["/gzdt/index.html"]
    new = ("./202603/t20260304_1.html", "青石街道春季植树", "2026-03-04")
    world.site.put("/gzdt/202603/t20260304_1.html", article(new[1], new[2], text(new[1])))
    story.world.crawl(everything=True)
    assert (story.outcomes()[-1], story.reason()) == ("broken", "page-2: repeats")
    assert story.listed() == listed
    story.nobody_accused()
    world.sections[0] = replace(world.sections[0], first_page_only=True)
    assert story.nights(2) == ["unchanged", "unchanged"]


def test_sent_home(story: Story, world: World):
    world.site.put("/gzdt/", "moved", 302, Location="/")
    assert story.nights(20) == ["broken"] * 20
    assert (story.reason(), story.told()) == ("redirect-home", "broken")
    story.nobody_accused()


def test_a_quietly_inserted_old_item_is_found_within_the_month(story: Story, world: World):
    """It stands on the last page, where no usual visit looks; one that was taken out there is delisted."""
    story.paged([ROWS, OLD[:10], OLD[10:20]])
    world.crawl(backfill=True)
    inserted = ("./2024/t99.html", "青石街道补录的旧事项", OLD[15][2])
    last = [*OLD[10:15], inserted, *OLD[16:20]]
    story.paged([ROWS, OLD[:10], last])
    nights = 0
    while not world.rows("SELECT 1 FROM items WHERE title = ?", inserted[1]):
        nights += 1
        assert nights <= 30
        world.crawl()
    assert story.events() == ["delisted"]


def test_walks_cost_what_they_must(story: Story, world: World):
    """Usual nights ask for the first page alone."""
    story.paged([ROWS, OLD[:10], OLD[10:20]])
    world.crawl(backfill=True)
    asked = world.site.asked["/gzdt/index_2.html"]
    for _ in range(30):
        world.crawl(after=timedelta(days=1))
    assert world.site.asked["/gzdt/index_2.html"] - asked == 1, "one full walk in a month"
