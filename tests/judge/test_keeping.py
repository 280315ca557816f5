"""Checks on an archive that a crawl filled: findings opened, closed, withdrawn, reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.archive import FindingQuery
from gongkai.base.errors import UsageError
from gongkai.base.findings import Finding
from gongkai.base.times import utc_text
from gongkai.check import find_archive, judge_archive
from gongkai.judge import Judging
from tests.crawl.story import ROWS, Story
from tests.crawl.world import World, make_world

STALE = "stale-section|demo/gzdt|2026-03-07"
NEW = ("./202603/t20260308_1.html", "青石街道召开民生实事推进会", "2026-03-08")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with make_world(tmp_path / "archive") as made:
        made.watch("工作动态", "/gzdt/", interval_days=14)
        Story(made).publish()
        yield made


def judged(world: World, judging: Judging | None = None, day: date | None = None) -> dict[str, Finding]:
    """What is kept after a check, by key."""
    judge_archive(world.archive, day or Story(world).today(), judging or Judging(), utc_text(world.now))
    return {finding.found.key: finding for finding in world.archive.findings(FindingQuery())}


def nights(world: World, count: int) -> None:
    """Crawls at three in the morning, the last one just over."""
    for _ in range(count):
        world.crawl(after=timedelta(hours=12))
        world.now += timedelta(hours=12)


def over(finding: Finding) -> tuple[str, str | None, str | None]:
    return finding.found.opened, finding.found.closed, finding.found.close_reason


def log(world: World, number: int) -> list[tuple[str, str]]:
    return [(entry.who, entry.what) for entry in world.archive.finding_log(number)]


def test_a_stale_column_is_found_and_put_right(world: World) -> None:
    days = []
    for night in range(10):
        if night == 6:
            Story(world).publish([NEW, *ROWS])
        world.crawl(after=timedelta(hours=12))
        days.append((Story(world).today(), judged(world)))
        world.now += timedelta(hours=12)
    assert [day for day, found in days if found] == [date(2026, 3, n) for n in range(8, 13)]
    finding = days[-1][1][STALE]
    assert over(finding) == ("2026-03-08", "2026-03-09", "rectified")
    assert log(world, finding.id) == [("gongkai", "opened"), ("gongkai", "closed")]


def test_judging_once_at_the_end_finds_the_same_and_twice_nothing_more(world: World) -> None:
    nights(world, 6)
    Story(world).publish([NEW, *ROWS])
    nights(world, 2)
    first = judged(world)
    assert over(first[STALE]) == ("2026-03-08", "2026-03-09", "rectified")
    assert judged(world) == first
    assert len(world.archive.finding_log(first[STALE].id)) == 2
    check = find_archive(world.archive, date(2026, 3, 8), Judging())
    assert [(f.key, f.closed) for f in check.found] == [(STALE, None)]


def test_a_blind_night_leaves_it_open_and_unconfirmed(world: World) -> None:
    nights(world, 6)
    assert judged(world)[STALE].found.last_confirmed == "2026-03-08"
    world.site.put("/gzdt/", "<html>error</html>", 503)
    nights(world, 3)
    found = judged(world)[STALE].found
    assert (found.closed, found.last_confirmed) == (None, "2026-03-08")


def test_other_rules_withdraw_and_bring_back(world: World) -> None:
    nights(world, 6)
    number = judged(world)[STALE].id
    world.sections[0] = replace(world.sections[0], interval_days=60)
    nights(world, 1)
    withdrawn = judged(world)[STALE]
    assert (over(withdrawn)[1:], withdrawn.id) == (("2026-03-10", "withdrawn"), number)
    world.sections[0] = replace(world.sections[0], interval_days=14)
    nights(world, 1)
    assert over(judged(world)[STALE]) == ("2026-03-08", None, None)
    assert [what for _, what in log(world, number)] == ["opened", "withdrawn", "reopened"]


def test_a_rule_that_holds_no_longer_withdraws_what_it_found(world: World) -> None:
    nights(world, 6)
    judged(world)
    fewer = {name: rule for name, rule in Judging().rules.items() if name != "stale-section"}
    assert over(judged(world, Judging(rules=fewer))[STALE])[2] == "withdrawn"


def test_what_is_exempted_stays_so(world: World) -> None:
    nights(world, 6)
    number = judged(world)[STALE].id
    archive, at = world.archive, utc_text(world.now)
    archive.review_finding(number, "exempt", "王某", "机构改革期间", at, "2026-03-08")
    nights(world, 1)
    finding = judged(world)[STALE]
    assert (over(finding), finding.review, finding.reviewed_by) == (
        ("2026-03-08", "2026-03-08", "exempted"), "exempted", "王某"
    )  # fmt: skip
    with pytest.raises(UsageError, match="已经豁免"):
        archive.review_finding(number, "confirm", "李某", "", at, "2026-03-09")


def test_what_people_say_outlasts_checks_and_stands_in_the_log(world: World) -> None:
    nights(world, 6)
    number = judged(world)[STALE].id
    for what, who in (("contest", "青石街道"), ("confirm", "王某")):
        world.archive.review_finding(number, what, who, "已核对", utc_text(world.now), "2026-03-08")
    nights(world, 1)
    assert judged(world)[STALE].review == "confirmed"
    assert log(world, number) == [("gongkai", "opened"), ("青石街道", "contest"), ("王某", "confirm")]
    with pytest.raises(UsageError, match="没有编号为 99 的问题"):
        world.archive.review_finding(99, "confirm", "王某", "", utc_text(world.now), "2026-03-08")


def test_a_section_that_is_no_longer_configured_is_retired(world: World) -> None:
    nights(world, 6)
    judged(world)
    other = world.watch("通知公告", "/tzgg/")
    Story(world).publish(name="通知公告", path="/tzgg/")
    world.sections[:] = [other]
    nights(world, 1)
    assert over(judged(world)[STALE]) == ("2026-03-08", "2026-03-09", "retired")


def test_found_and_put_right_on_one_day_before_it_was_over(world: World) -> None:
    """A check in the middle of a day says what then is known; at its end the column was in time."""
    nights(world, 5)
    world.crawl(after=timedelta(hours=9))
    assert over(judged(world)[STALE]) == ("2026-03-08", None, None)
    Story(world).publish([NEW, *ROWS])
    world.crawl(after=timedelta(hours=1))
    assert over(judged(world)[STALE]) == ("2026-03-08", "2026-03-08", "rectified")


def test_a_day_before_one_that_was_kept_is_judged_and_changes_nothing(world: World) -> None:
    nights(world, 7)
    kept = judged(world)
    check = judge_archive(world.archive, date(2026, 3, 7), Judging(), utc_text(world.now))
    assert check.found == ()
    assert judged(world) == kept


def test_repeats_after_it_was_put_right(world: World) -> None:
    nights(world, 6)
    judged(world)
    Story(world).publish([NEW, *ROWS])
    nights(world, 18)
    found = {key: finding.found for key, finding in judged(world).items()}
    assert {key: (f.opened, f.closed, f.repeats) for key, f in found.items()} == {
        STALE: ("2026-03-08", "2026-03-09", False),
        "stale-section|demo/gzdt|2026-03-23": ("2026-03-24", None, True),
    }


def test_findings_of_a_withheld_item_stay_as_they_are(world: World) -> None:
    nights(world, 2)
    Story(world).publish(ROWS[1:])
    world.site.pages.pop("/gzdt/202602/t20260220_20.html")
    nights(world, 3)
    (key,) = (key for key in judged(world) if key.startswith("removed-item"))
    uid = key.split("|")[1]
    world.archive.withhold(uid, "含个人信息", "王某", utc_text(world.now))
    kept = judged(world, Judging(batch_items=21))[key]
    assert (kept.found.closed, kept.found.statement) == (None, "（已隐去）")


def test_what_was_removed_and_is_published_elsewhere_is_put_right(world: World) -> None:
    """Nothing happens to the item itself; the next check looks at it all the same."""
    nights(world, 2)
    title = ROWS[0][1]
    Story(world).publish(ROWS[1:])
    world.site.pages.pop("/gzdt/202602/t20260220_20.html")
    nights(world, 3)
    (key,) = (key for key in judged(world) if key.startswith("removed-item"))
    Story(world).publish([("./202603/again.html", title, "2026-02-20"), *ROWS[1:]])
    nights(world, 1)
    assert over(judged(world)[key])[1:] == ("2026-03-08", "rectified")


def test_two_days_are_doubted_where_the_operator_says_so(world: World) -> None:
    days = [(f"./202602/t{n}.html", f"青石街道第{n}次会议", f"2026-02-{n:02d}") for n in (3, 2)]
    Story(world).publish([*ROWS, *days])
    nights(world, 5)
    Story(world).publish([("./202603/late.html", "青石街道召开推进会", "2026-03-05"), *ROWS, *days])
    nights(world, 1)
    rules = dict(Judging().rules)
    world.archive.db.execute("UPDATE units SET name = '云岭区'")  # the source that the pages of the site name
    assert not any(key.startswith("backdated") for key in judged(world))
    rules["backdated-item"] = replace(rules["backdated-item"], params={"backdate_days": 0})
    assert any(key.startswith("backdated") for key in judged(world, Judging(rules=rules)))


def test_a_doubted_day_that_is_corrected_is_put_right(world: World) -> None:
    old = [(f"./202602/t{n}.html", f"青石街道第{n}次会议", f"2026-02-{n:02d}") for n in (3, 2)]
    Story(world).publish([*ROWS, *old])
    nights(world, 6)
    late = ("./202603/late.html", "青石街道召开推进会", "2026-03-03")
    Story(world).publish([late, *ROWS, *old])
    nights(world, 1)
    world.archive.db.execute("UPDATE units SET name = '云岭区'")
    (key,) = (key for key in judged(world) if key.startswith("backdated"))
    Story(world).publish([(late[0], late[1], "2026-03-09"), *ROWS, *old])
    nights(world, 1)
    world.archive.db.execute("UPDATE units SET name = '云岭区'")
    assert over(judged(world)[key]) == ("2026-03-09", "2026-03-10", "rectified")
