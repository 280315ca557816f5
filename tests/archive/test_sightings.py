"""Two looks before a text is believed; a page that goes back and forth between two texts."""

from __future__ import annotations

import pytest

from gongkai.archive import Archive
from gongkai.archive.seals import SEALED, broken_seals
from tests.archive.helpers import Crawl, at, due_items, row

ONE, OTHER, THIRD = "第一种文字", "另一种文字", "第三种文字"


@pytest.fixture
def read(crawl: Crawl) -> Crawl:
    crawl.visit(row("a"), moment=at(1))
    crawl.read("a", ONE, moment=at(1, 1))
    return crawl


def confirmed(crawl: Crawl) -> list[str | None]:
    rows = crawl.archive.db.execute("SELECT confirmed_at FROM versions ORDER BY version")
    return [row[0] for row in rows]


def seen(crawl: Crawl) -> list[int | None]:
    return [row[0] for row in crawl.archive.db.execute("SELECT version FROM checks ORDER BY id")]


def flips(crawl: Crawl) -> tuple[str | None, list[int]]:
    since = crawl.archive.db.execute("SELECT flips_since FROM items").fetchone()[0]
    marked = crawl.archive.db.execute("SELECT version FROM versions WHERE flips ORDER BY version")
    return since, [row[0] for row in marked]


def look(crawl: Crawl, body: str, day: int, hour: int = 0) -> str:
    return crawl.read("a", body, moment=at(day, hour), page=f"{body} {day} {hour}".encode())


def test_a_text_is_confirmed_by_a_second_look_hours_later(read: Crawl) -> None:
    assert look(read, OTHER, 3) == "changed"
    assert look(read, OTHER, 3, 5) == "same"
    assert confirmed(read) == [None, None]
    assert look(read, OTHER, 3, 6) == "same"
    assert look(read, OTHER, 9) == "same"
    assert confirmed(read) == [None, at(3, 6)]
    assert seen(read) == [1, 2, 2, 2, 2]


def test_not_modified_confirms_the_text_last_seen(read: Crawl) -> None:
    look(read, OTHER, 3)
    read.archive.store_check(read.item("a"), read.run, at(4), "same", status=304)
    assert confirmed(read) == [None, at(4)]
    assert seen(read) == [1, 2, 2]


def test_what_was_not_seen_confirms_nothing(read: Crawl) -> None:
    look(read, OTHER, 3)
    read.archive.store_check(read.item("a"), read.run, at(4), "failed", reason="timeout")
    read.vanish("a", at(5))
    assert confirmed(read) == [None, None]
    assert seen(read) == [1, 2, None, None]


def test_another_text_is_looked_at_again_soon(read: Crawl) -> None:
    moment, soon, usual = at(3), at(3, 20), at(10)
    assert read.read("a", OTHER, moment=moment, next_check=usual, second_look=soon) == "changed"
    assert [due.item for due in due_items(read.archive, soon)] == [read.item("a")]
    assert read.read("a", OTHER, moment=soon, next_check=usual, second_look=at(4)) == "same"
    assert due_items(read.archive, at(5)) == ()


def test_two_servers_with_two_texts_are_no_edits(read: Crawl) -> None:
    outcomes = [look(read, OTHER if day % 2 else ONE, day) for day in range(3, 30)]
    assert outcomes[:2] == ["changed", "changed"]
    assert set(outcomes[2:]) == {"same"}
    assert flips(read) == (at(3), [2, 3])
    assert confirmed(read) == [None, None, None]
    assert read.events("a") == ["appeared", "changed", "changed"]
    assert seen(read)[:6] == [1, 2, 3, 2, 3, 2]
    assert_sealed(read.archive)


def test_a_third_text_ends_it(read: Crawl) -> None:
    for day, body in enumerate((OTHER, ONE, OTHER), start=3):
        look(read, body, day)
    assert look(read, THIRD, 6) == "changed"
    assert flips(read) == (None, [2, 3])
    assert look(read, THIRD, 7) == "same"
    assert confirmed(read) == [None, None, None, at(7)]


def test_one_text_alone_for_a_month_ends_it(read: Crawl) -> None:
    for day, body in enumerate((OTHER, ONE, OTHER, ONE), start=3):
        look(read, body, day)
    later = "2026-02-0{}T00:00:00Z".format
    read.read("a", ONE, moment=later(4), page=b"1")
    assert flips(read)[0] == at(3)
    read.read("a", ONE, moment=later(5), page=b"2")
    assert flips(read)[0] is None


def test_the_other_text_alone_for_a_month_is_an_edit(read: Crawl) -> None:
    for day, body in enumerate((OTHER, ONE, OTHER), start=3):
        look(read, body, day)
    assert read.read("a", OTHER, moment="2026-02-02T00:00:00Z", page=b"1") == "same"
    assert read.read("a", OTHER, moment="2026-02-04T00:00:00Z", page=b"2") == "changed"
    assert flips(read)[0] is None
    assert [version.body for version in read.versions("a")] == [ONE, OTHER, ONE, OTHER]


def assert_sealed(archive: Archive) -> None:
    assert [(table, list(broken_seals(archive.db, table))) for table in SEALED] == [
        (table, []) for table in SEALED
    ]
