"""A month of nightly crawls as they are run: which nights a section is looked at, and what that proves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.base.states import State
from gongkai.base.times import china_day
from gongkai.check import check_archive
from gongkai.crawl import Rhythm
from gongkai.judge import StateRules
from tests.crawl.pages import article, list_page, text
from tests.crawl.story import ROWS, Story
from tests.crawl.world import World


@pytest.fixture
def story(world: World) -> Story:
    """Ten rows, the newest of 20 February; with 14 days, in time until 6 March. The first night: the 3rd."""
    world.watch("工作动态", "/gzdt/", interval_days=14)
    told = Story(world)
    told.publish()
    return told


def nights(story: Story, count: int) -> dict[date, State]:
    """So many nights by the usual rhythm, each judged at its end; the state on each day."""
    states: dict[date, State] = {}
    for _ in range(count):
        day = china_day(story.world.now)
        story.world.crawl(rhythm=Rhythm())
        check = check_archive(story.world.archive, day, StateRules())
        story.world.archive.put_states(check.states)
        states[day] = check.states[0].state
    return states


def visited(story: Story) -> dict[date, bool]:
    """The days of the visits, and whether each was unconditional."""
    rows = story.world.rows("SELECT started, conditional FROM visits ORDER BY id")
    return {china_day(started): not conditional for started, conditional in rows}


def test_a_limit_is_proven_in_two_nights_and_the_usual_nights_are_few(story: Story):
    states = nights(story, 30)
    seen = visited(story)
    march = [date(2026, 3, day) for day in range(3, 32)]
    assert all(seen.get(date(2026, 3, day)) for day in (6, 7, 8)), "the last day, and two after it, all whole"
    assert [states[day] for day in march[:5]] == ["due"] * 5
    assert {states[day] for day in march[5:]} == {"stale"}
    assert len(seen) <= 19, "every second night but around the limit"


def test_what_is_published_on_the_last_day_accuses_nobody(story: Story):
    """Put up at noon of the 6th: seen on the 7th, the first night after the limit."""
    nights(story, 4)
    row = ("./202603/t20260306_1.html", "青石街道春季植树", "2026-03-06")
    story.world.site.put("/gzdt/", list_page("工作动态", [row, *ROWS]))
    story.world.site.put("/gzdt/202603/t20260306_1.html", article(row[1], row[2], text(row[1])))
    states = nights(story, 10)
    assert {state for day, state in states.items() if day >= date(2026, 3, 7)} <= {"fresh", "due"}


def test_a_column_never_goes_out_of_sight(story: Story):
    assert not {"unseen"} & set(nights(story, 40).values())


def test_a_busy_column_is_looked_at_every_night(story: Story):
    for number in range(20):
        rows = [
            (f"https://mp.weixin.qq.com/s/{n}", f"第{n}期简报", (date(2026, 3, 2) + timedelta(n)).isoformat())
            for n in range(number, -1, -1)
        ]
        story.world.site.put("/gzdt/", list_page("工作动态", rows))
        nights(story, 1)
    assert len(visited(story)) == 20
