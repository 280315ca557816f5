"""Sorting the archive anew comes to what a crawl came to, keeps what a person said, and can be cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.base.sorting import Sorting
from gongkai.classify import Sorter, catalogue
from gongkai.config import load, read_likeness
from gongkai.resort import resort
from tests.crawl.pages import article, list_page, text
from tests.crawl.world import World, make_world

TITLES = (
    "青石街道办事处2025年度部门决算",
    "青石街道2026年1月城乡低保对象名单公示",
    "关于公开招聘社区工作者的公告",
    "青石街道召开安全生产工作会议",
    "云岭路2号",
)
SORTER = Sorter.of(load(None), read_likeness(None))
TAXONOMY = catalogue(load(None))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with make_world(tmp_path) as made:
        made.sorter, made.categories, made.topics = SORTER, TAXONOMY.categories, TAXONOMY.topics
        rows = [(f"./{n}.html", title, f"2026-02-{n + 1:02}") for n, title in enumerate(TITLES)]
        made.site.put("/gzdt/", list_page("工作动态", rows))
        for n, title in enumerate(TITLES):
            made.site.put(f"/gzdt/{n}.html", article(title, f"2026-02-{n + 1:02} 09:30", text(title)))
        made.watch("工作动态", "/gzdt/")
        made.crawl()
        yield made


def anew(world: World, *, keep: bool, sorter: Sorter = SORTER):
    sections = {section.id: section for section in world.sections}
    return resort(world.archive, sections, sorter, lambda _done: None, keep=keep)


def told(world: World) -> list[tuple[object, ...]]:
    items = world.rows(
        "SELECT title, category, category_reason, category_confidence, category_by FROM items ORDER BY id"
    )
    return items + world.rows("SELECT * FROM named_topics ORDER BY item, topic")


def test_items_are_sorted_one_by_one_as_they_are_read(world: World) -> None:
    found = dict(world.rows("SELECT title, category FROM items"))
    assert [found[title] for title in TITLES] == ["finance", "rescue", "personnel", "business", "business"]
    topics = world.rows(
        "SELECT topic, mapped_by, word FROM item_topics JOIN items ON items.id = item WHERE title = ?",
        TITLES[1],
    )
    assert ("std-rescue", "category", "rescue") in topics


def test_right_after_a_crawl_nothing_moves(world: World) -> None:
    before = told(world)
    result = anew(world, keep=True)
    assert (result.items, result.moves.total(), result.told_anew) == (len(TITLES), 0, 0)
    assert told(world) == before


def test_nothing_moves_of_what_stands_in_two_columns(world: World) -> None:
    both = [("../gzdt/4.html", TITLES[4], "2026-02-05"), ("./x.html", "云岭路3号", "2026-02-06")]
    world.site.put("/tzgg/", list_page("通知公告", both))
    world.site.put("/tzgg/x.html", article("云岭路3号", "2026-02-06 09:30", text("云岭路3号")))
    world.watch("通知公告", "/tzgg/")
    for _ in range(2):
        world.crawl(everything=True)
    assert world.one("SELECT count(*) FROM item_sections") == len(TITLES) + 2
    result = anew(world, keep=False)
    assert (result.items, result.moves.total(), result.told_anew) == (len(TITLES) + 1, 0, 0)


def test_what_stays_and_whose_doubt_changes_is_counted(world: World) -> None:
    same = anew(world, keep=False)
    doubts = same.doubt_before
    assert (same.stay, same.newly_doubted, same.settled) == (len(TITLES), 0, 0)
    without = replace(SORTER, likeness=None, cues={})
    result = anew(world, keep=False, sorter=without)
    assert result.stay == len(TITLES) - result.moves.total()
    assert (result.doubt_before, bool(result.newly_doubted)) == (doubts, True)
    assert result.doubt_after == doubts + result.newly_doubted - result.settled


def test_another_taxonomy_moves_what_it_says_and_shows_it_first(world: World) -> None:
    config = load(None)
    cue = config.taxonomy.cues[0].model_copy(
        update={"id": "ours", "category": "notice", "words": ("云岭路",), "weight": 20.0, "unless": ()}
    )
    taxonomy = config.taxonomy.model_copy(update={"cues": (*config.taxonomy.cues, cue)})
    sorter = Sorter.of(replace(config, taxonomy=taxonomy), read_likeness(None))
    before = told(world)
    shown = anew(world, keep=False, sorter=sorter)
    assert told(world) == before
    assert dict(shown.moves) == {("business", "notice"): 1}
    assert shown.titles["business", "notice"] == ["云岭路2号"]
    assert anew(world, keep=True, sorter=sorter).moves == shown.moves
    assert world.one("SELECT category FROM items WHERE title = '云岭路2号'") == "notice"
    assert anew(world, keep=True, sorter=sorter).moves.total() == 0


def test_cut_off_and_begun_again_it_comes_to_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.resort.PAGE", 2)
    before = told(world)
    world.archive.put_sortings([(item.item, Sorting("other", "", 0.0)) for item in world.archive.sortables()])

    def cut(done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    sections = {section.id: section for section in world.sections}
    with pytest.raises(KeyboardInterrupt):
        resort(world.archive, sections, SORTER, cut, keep=True)
    assert world.one("SELECT count(*) FROM items WHERE category = 'other'") == len(TITLES) - 2
    assert anew(world, keep=True).moves.total() == len(TITLES) - 2
    assert told(world) == before


def test_what_a_person_said_stands(world: World) -> None:
    uid = world.one("SELECT uid FROM items WHERE title = ?", TITLES[0])
    world.archive.correct_category(uid, "policy", "是制度", "王某", "2026-03-04T00:00:00Z")
    world.site.put("/gzdt/0.html", article(TITLES[0], "2026-02-01 09:30", text("部门决算，已更正")))
    result = anew(world, keep=True)
    assert (result.persons, result.moves.total()) == (1, 0)
    for _ in range(3):
        world.crawl(everything=True)
    kept = world.rows(
        """SELECT category, category_by, category_reason, category_confidence, version
           FROM items WHERE uid = ?""",
        uid,
    )
    assert kept == [("policy", "person", "人工改正：是制度", 1.0, 2)]
    assert world.archive.corrections(uid)[0].previous == "finance"
