from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from gongkai.demo import DemoClock, District
from gongkai.demo.cast import PLACES
from gongkai.demo.families import FAMILIES
from gongkai.demo.values import CHINA, Ask
from gongkai.demo.world import World

ENDS = [date(2026, 11, 23), date(2027, 1, 12), date(2026, 5, 1), date(2028, 2, 29)]


@pytest.mark.parametrize("end", ENDS, ids=str)
def test_a_few_hundred_items_with_titles_that_differ(end: date) -> None:
    world = World(end)
    assert 250 <= len(world.items) <= 400
    titles = Counter((item.column.key, item.text.title) for item in world.items)
    assert [title for title, times in titles.items() if times > 1] == []
    assert "{" not in "".join(item.text.title + "".join(item.text.paragraphs) for item in world.items)


@pytest.mark.parametrize("end", ENDS, ids=str)
def test_nothing_is_published_on_or_after_the_end_and_changes_come_after(end: date) -> None:
    for item in World(end).items:
        assert item.published.date() < end
        assert all(item.published < change.at for change in item.changes)
        assert all(change.at.date() < end for change in item.changes)
        assert item.formed is None or item.formed < item.published.date()


def test_what_befalls_items() -> None:
    changes = Counter(change.kind for item in World(ENDS[0]).items for change in item.changes)
    assert changes == {"edited": 2, "removed": 2, "retitled": 1, "delisted": 1}
    kinds = Counter(item.kind for item in World(ENDS[0]).items)
    assert kinds.keys() == {"page", "file", "external", "dead"}


def test_the_same_end_gives_the_same_world_byte_for_byte() -> None:
    first, second = World(ENDS[1]), World(ENDS[1])
    assert first.items == second.items
    now = datetime(2027, 1, 10, 6, 10, tzinfo=CHINA)
    for site, make in FAMILIES.items():
        pages = []
        for world in (first, second):
            place = next(p for p in PLACES if p.id == site)
            family = make(world, place)
            paths = [family.column_path(c) for c in family.columns]
            paths += [family.item_path(item) for item in world.items if item.column.site == site]
            pages.append([family.answer(Ask.of(path, 7), now) for path in paths])
        assert pages[0] == pages[1]


def test_events_up_to_a_moment() -> None:
    with District(ENDS[0], DemoClock()) as district:
        times = district.crawl_times()
        some, every = district.events(times[20]), district.events(times[-1])
        assert every[: len(some)] == some
        assert all(event.at <= times[20] for event in some)
        assert {event.kind for event in every} == {"published", "edited", "retitled", "removed", "delisted"}
        published = [event for event in every if event.kind == "published"]
        assert len(published) == len(district.world.items)
        for event in every:
            assert event.url.startswith("http") or "居务公开栏照片" in event.title


def test_a_clock_that_was_never_set_starts_at_the_first_crawl_one_that_was_stays() -> None:
    clock = DemoClock()
    with pytest.raises(LookupError):
        clock.now()
    district = District(ENDS[0], clock)
    assert clock.now() == district.crawl_times()[0]
    clock.set(clock.now() + timedelta(days=3))
    District(ENDS[0], clock)
    assert clock.now() == district.crawl_times()[0] + timedelta(days=3)
    with pytest.raises(ValueError, match="aware"):
        clock.set(datetime(2026, 1, 1))  # noqa: DTZ001
