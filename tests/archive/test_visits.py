from __future__ import annotations

import json
from dataclasses import replace

import pytest

from gongkai.archive import Archive, VisitResult
from gongkai.base.errors import ArchiveError
from tests.archive.helpers import HOST, NEWS, NOTICES, Crawl, at, catalogue, due_items, row, rows


def count(archive: Archive, table: str) -> int:
    return int(archive.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_first_visit_makes_items(archive: Archive, crawl: Crawl) -> None:
    counts = crawl.visit(row("a", "2025-12-30"), row("b", "2025-12-28T10:00"), row("c", None), moment=at(1))
    assert (counts.outcome, counts.listed, counts.new, counts.oldest, counts.newest) == (
        "new",
        3,
        3,
        "2025-12-28",
        "2025-12-30",
    )
    view = archive.item(crawl.uid("b"))
    assert view is not None
    assert (view.status, view.version, view.published, view.published_from) == (
        "live",
        0,
        "2025-12-28T10:00",
        "list",
    )
    assert (view.category, view.category_reason, view.unit, view.site) == (
        "news",
        "configured",
        "qingshan",
        "qs",
    )
    assert crawl.events("b") == ["appeared"]


def test_when_a_new_row_was_not_there_yet(crawl: Crawl) -> None:
    """The second look walked one row: of what stood below it, only the first, complete one can tell."""
    crawl.visit(row("a"), row("b"), moment=at(1))
    crawl.visit(row("a"), moment=at(2), complete=False)
    crawl.visit(row("new"), row("a", position=1), row("deep", position=2), row("b", position=3), moment=at(3))
    previous = {
        name: crawl.archive.item(crawl.uid(name)).events[0].previous_at  # type: ignore[union-attr]
        for name in ("new", "deep")
    }
    assert previous == {"new": at(2), "deep": at(1)}


def test_same_rows_again_add_nothing(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a"), row("b"), moment=at(1))
    before = [count(archive, t) for t in ("items", "item_urls", "item_sections", "item_events", "listings")]
    counts = crawl.visit(row("a"), row("b"), moment=at(2))
    assert counts.outcome == "unchanged"
    after = [count(archive, t) for t in ("items", "item_urls", "item_sections", "item_events", "listings")]
    assert after == before
    listed = archive.db.execute("SELECT first_listed, last_listed FROM item_sections").fetchone()
    assert tuple(listed) == (at(1), at(2))


def test_not_modified_means_the_same_rows(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a", "2025-12-30"), row("b"), moment=at(1))
    counts = crawl.visit(moment=at(2), unchanged=True, conditional=True)
    assert (counts.outcome, counts.listed, counts.newest, counts.gone) == ("unchanged", 2, "2025-12-30", 0)
    visits = archive.db.execute("SELECT listing, understood, conditional FROM visits ORDER BY id").fetchall()
    assert visits[0]["listing"] == visits[1]["listing"]
    assert (visits[1]["understood"], visits[1]["conditional"]) == (1, 1)


def test_not_modified_after_a_short_walk_loses_no_rows(crawl: Crawl) -> None:
    crawl.visit(row("a"), row("b"), row("c"), moment=at(1))
    crawl.visit(row("n"), row("a"), moment=at(2), complete=False)
    counts = crawl.visit(moment=at(3), unchanged=True, complete=True)
    assert (counts.outcome, counts.gone) == ("unchanged", 0)
    assert crawl.known("c").position == 3


def test_not_modified_to_a_list_never_understood_confirms_nothing(archive: Archive, crawl: Crawl) -> None:
    counts = crawl.visit(moment=at(1), unchanged=True)
    assert counts.outcome == "broken"
    assert archive.db.execute("SELECT understood FROM visits").fetchone()[0] == 0


def test_empty_list(crawl: Crawl) -> None:
    counts = crawl.visit(moment=at(1))
    assert (counts.outcome, counts.listed, counts.newest) == ("empty", 0, None)
    assert crawl.visit(moment=at(2), unchanged=True).outcome == "empty"


def test_rows_without_address_are_counted_and_prove_that_it_is_not_empty(
    archive: Archive, crawl: Crawl
) -> None:
    dead = replace(row("x", "2025-12-31"), url=None, identity=None)
    counts = crawl.visit(dead, moment=at(1))
    assert (counts.outcome, counts.listed, counts.unusable, counts.newest) == (
        "new",
        1,
        1,
        "2025-12-31",
    )
    assert crawl.visit(dead, moment=at(2)).outcome == "unchanged"
    assert count(archive, "items") == 0
    stored = json.loads(archive.db.execute("SELECT rows FROM listings").fetchone()[0])
    assert stored[0]["title"] == "标题 x"


def test_gone_rows_are_delisted_and_looked_at(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a"), row("b"), moment=at(1))
    crawl.read("b", moment=at(1, 1), next_check=at(20))
    counts = crawl.visit(row("a"), moment=at(2))
    assert (counts.outcome, counts.gone) == ("new", 1)
    assert crawl.events("b") == ["appeared", "delisted"]
    assert crawl.item("b") in {due.item for due in due_items(archive, at(2))}
    view = archive.item(crawl.uid("b"))
    assert view is not None
    assert view.status == "live"
    assert view.sections[0].delisted_at == at(2)
    assert view.events[1].previous_at == at(1)


def test_relisted(crawl: Crawl) -> None:
    crawl.visit(row("a"), row("b"), moment=at(1))
    crawl.visit(row("a"), moment=at(2))
    assert crawl.visit(row("a"), row("b"), moment=at(3)).new == 1
    assert crawl.events("b") == ["appeared", "delisted", "relisted"]
    assert crawl.known("b").position == 1


def test_short_walks_keep_positions_true(crawl: Crawl) -> None:
    """Ten rows; twice new ones appear and the walk stops early; then one in the window is taken out."""
    names = [f"r{n}" for n in range(10)]
    crawl.visit(*(row(n) for n in names), moment=at(1))
    crawl.visit(row("n1"), row("n2"), row("r0"), moment=at(2), complete=False)
    counts = crawl.visit(row("n3"), row("n1"), row("r0"), row("r1"), moment=at(3), complete=False)
    assert counts.gone == 1
    assert crawl.events("n2") == ["appeared", "delisted"]
    known = crawl.archive.known_section(NEWS).rows
    assert [r.title.removeprefix("标题 ") for r in known.values()] == ["n3", "n1", *names]


def test_a_walk_that_broke_off_takes_rows_in_but_concludes_nothing(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a"), row("b"), row("c"), moment=at(1))
    visit = archive.begin_visit(crawl.run, NEWS, at(2), False)
    given = rows(row("n1"), row("n2"), row("n3"), row("b"))
    result = VisitResult(at(2), 200, 2, True, "r", None, given, trouble=("failed", "timeout"))
    counts = archive.finish_visit(visit, result)
    assert (counts.outcome, counts.new, counts.gone) == ("failed", 3, 0)
    stored = archive.db.execute(
        "SELECT understood, complete, reason, listing FROM visits WHERE id = ?", (visit,)
    )
    assert tuple(stored.fetchone()) == (0, 0, "timeout", None)
    assert archive.known_section(NEWS).last_complete == at(1)
    shown = (row("n1"), row("n2"), row("n3"), row("a"), row("b"))
    assert crawl.visit(*shown, moment=at(3), complete=False).gone == 0
    assert crawl.known("c").position > crawl.known("b").position


def test_changed_row_makes_its_item_due(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a"), row("b"), moment=at(1))
    for name in ("a", "b"):
        crawl.read(name, moment=at(1, 1), next_check=at(20))
    assert due_items(archive, at(2)) == ()
    counts = crawl.visit(row("a", title="改过的标题"), row("b"), moment=at(2))
    assert (counts.outcome, counts.changed) == ("new", 1)
    assert [due.title for due in due_items(archive, at(2))] == ["改过的标题"]


def test_unread_item_follows_its_row(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a", "2025-12-01"), moment=at(1))
    crawl.visit(row("a", "2025-12-02", title="新的名字"), moment=at(2))
    view = archive.item(crawl.uid("a"))
    assert view is not None
    assert (view.title, view.published) == ("新的名字", "2025-12-02")
    assert archive.search("新的名字").total == 1
    assert archive.search("标题").total == 0


def test_second_section_is_no_second_item(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a", None), moment=at(1))
    counts = crawl.visit(row("a", "2025-12-05", title="另一栏的标题"), moment=at(1, 1), section=NOTICES)
    assert counts.new == 1
    assert (count(archive, "items"), count(archive, "item_sections")) == (1, 2)
    view = archive.item(crawl.uid("a"))
    assert view is not None
    assert view.published == "2025-12-05"
    assert crawl.events("a") == ["appeared"]


def test_external_rows_are_whole_at_once(archive: Archive, crawl: Crawl) -> None:
    link = "https://mp.weixin.qq.com/s/abc"
    crawl.visit(row(link, "2025-12-01", title="公众号文章"), moment=at(1))
    crawl.visit(row(link, "2025-12-01", title="公众号文章"), moment=at(2))
    crawl.visit(row(link, "2025-12-03", title="公众号文章（更正）"), moment=at(3))
    versions = crawl.versions(link)
    assert [(v.title, v.published, v.changed) for v in versions] == [
        ("公众号文章", "2025-12-01", ()),
        ("公众号文章（更正）", "2025-12-03", ("title", "published")),
    ]
    assert (versions[1].seen_at, versions[1].previous_seen_at) == (at(3), at(2))
    assert crawl.events(link) == ["appeared", "changed"]
    assert due_items(archive, at(30)) == ()
    assert archive.search("更正").hits[0].published == "2025-12-03"


def test_newest_of_a_short_walk_counts_rows_carried_over(crawl: Crawl) -> None:
    """A pinned old row first, the walk stops there: the newer row below is still listed."""
    crawl.visit(row("pinned", "2020-01-01"), row("b", "2025-12-25"), moment=at(1))
    counts = crawl.visit(row("pinned", "2020-01-01"), moment=at(2), complete=False)
    assert counts.newest == "2025-12-25"


def test_newest_counts_what_items_state(crawl: Crawl) -> None:
    crawl.visit(row("a", None), moment=at(1))
    crawl.read("a", moment=at(1, 1), published="2025-12-24", published_from="meta")
    assert crawl.visit(row("a", None), moment=at(2)).newest == "2025-12-24"


def test_days_not_yet_come_are_ignored_china_time(crawl: Crawl) -> None:
    """16:00 UTC of the first is the second in China."""
    given = (row("a", "2026-01-02"), row("b", "2026-01-03"))
    assert crawl.visit(*given, moment=at(1, 15)).newest is None
    assert crawl.visit(*given, moment=at(1, 16)).newest == "2026-01-02"


def test_failed_visit_changes_no_belief(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a"), moment=at(1))
    visit = archive.begin_visit(crawl.run, NEWS, at(2), False)
    archive.fail_visit(visit, at(2), "blocked", "challenge", status=200, pages=1)
    known = archive.known_section(NEWS)
    assert list(known.rows) == [row("a").identity]
    assert known.last_complete == at(1)
    section = archive.db.execute("SELECT last_visit, last_understood FROM sections WHERE id = ?", (NEWS,))
    assert tuple(section.fetchone()) == (at(2), at(1))


def test_known_section(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a", "2025-12-30"), row("b"), moment=at(1))
    crawl.visit(
        row("n", "2025-12-31"), row("a", "2025-12-30"), moment=at(2), complete=False, conditional=True
    )
    known = archive.known_section(NEWS)
    assert (known.last_complete, known.last_unconditional, known.newest) == (at(1), at(1), "2025-12-31")
    assert known.last_listing == rows(row("n", "2025-12-31"), row("a", "2025-12-30"))
    assert [r.title for r in known.rows.values()] == ["标题 n", "标题 a", "标题 b"]
    assert archive.known_section(NOTICES).rows == {}


def test_a_visit_ends_once(archive: Archive, crawl: Crawl) -> None:
    visit = archive.begin_visit(crawl.run, NEWS, at(1), False)
    archive.fail_visit(visit, at(1), "failed", "timeout")
    with pytest.raises(ArchiveError, match="已结束"):
        archive.fail_visit(visit, at(1), "failed", "timeout")


def test_characters_sqlite_cannot_keep_lose_no_row(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a", title="半个\ud83d字\0符"), moment=at(1))
    assert archive.search("半个").hits[0].title == "半个?字\ufffd符"


def test_section_taken_from_the_configuration_stays_but_rests(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a"), moment=at(1), section=NOTICES)
    archive.put_catalogue(catalogue(sections=(NEWS,)), at(2))
    active = dict(archive.db.execute("SELECT id, active FROM sections").fetchall())
    assert active == {NEWS: 1, NOTICES: 0}
    archive.put_catalogue(catalogue(), at(3))
    assert archive.known_section(NOTICES).rows


def test_uid_and_host(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a"), moment=at(1))
    stored = archive.db.execute("SELECT uid, host FROM items").fetchone()
    assert len(stored["uid"]) == 16
    assert stored["host"] == HOST


def test_a_killed_run_is_closed_by_the_next(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a"), moment=at(1))
    open_visit = archive.begin_visit(crawl.run, NEWS, at(1, 2), False)
    later = archive.begin_run(at(5), "test", "0")
    killed = archive.db.execute("SELECT * FROM runs WHERE id = ?", (crawl.run,)).fetchone()
    assert (killed["outcome"], killed["finished"], killed["new_items"]) == ("interrupted", at(5), 1)
    visit = archive.db.execute("SELECT * FROM visits WHERE id = ?", (open_visit,)).fetchone()
    assert (visit["outcome"], visit["reason"], visit["understood"], visit["finished"]) == (
        "failed",
        "interrupted",
        0,
        at(5),
    )
    totals = archive.finish_run(later, at(6), "done", requests=3, bytes=99)
    assert (totals.requests, totals.bytes, totals.sections, totals.errors) == (3, 99, 0, 0)
