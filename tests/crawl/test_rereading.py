"""`reextract`: what only the reader changed is nobody's edit, and the older reading stays readable."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from gongkai.archive import open_archive
from gongkai.archive.listings import sha256_text
from gongkai.archive.seals import SEALED, broken_seals
from gongkai.check import check_archive
from gongkai.crawl.rereading import RereadSummary, reextract
from gongkai.crawl.run import READER
from gongkai.judge import StateRules
from tests.crawl.pages import article, list_page, text
from tests.crawl.world import World
from tests.extract import filemaking as make

ROWS = [(f"./{n}.html", f"关于第{n}件事的通知", "2026-03-01") for n in range(12)]
OLD = "gongkai/0.0.1"


class Told:
    def __init__(self) -> None:
        self.planned_sights, self.read_sights = 0, 0

    def planned(self, sights: int) -> None:
        self.planned_sights = sights

    def read(self, sights: int) -> None:
        self.read_sights += sights

    def file_given_up(self, url: str, told: str) -> None:
        raise AssertionError(url)

    def stopping(self) -> None:
        raise AssertionError


@pytest.fixture
def column(world: World) -> World:
    """Pages, one of them edited since, and a row that is a file; read twice."""
    world.watch("通知公告", "/tzgg/")
    rows = [*ROWS, ("./b.pdf", "青石街道2026年部门预算", "2026-02-20")]
    world.site.put("/tzgg/", list_page("通知公告", rows))
    for url, title, date in ROWS:
        world.site.put(f"/tzgg/{url[2:]}", article(title, date, text(title)))
    world.site.put("/tzgg/b.pdf", make.make_pdf([["收入总计一百万元。"]]), Content_Type="application/pdf")
    world.crawl(recheck_days=(1,))
    world.site.put("/tzgg/0.html", article(ROWS[0][1], "2026-03-01", text("改过的事")))
    world.crawl(recheck_days=(1,))
    return world


def age(world: World) -> None:
    """As if all of it had been read by an older reader, which took the foot of the page for text."""
    db = world.archive.db
    for row in db.execute("SELECT id, body FROM versions").fetchall():
        db.execute(
            "UPDATE versions SET reader = ?, body = ?, text_sha256 = ?, seal = NULL WHERE id = ?",
            (OLD, row["body"] + "\n旧读法", sha256_text(row["body"] + "旧"), row["id"]),
        )
    db.execute("DELETE FROM about WHERE key = 'tokens'")  # the index is built anew
    folder = world.archive.folder
    world.archive.close()
    world.archive = open_archive(folder)
    world.archive.put_states(())  # seals what was changed


def again(world: World, told: Told | None = None, *, everything: bool = False) -> RereadSummary:
    done = reextract(
        world.archive,
        world.catalogue(),
        lambda: world.now,
        told or Told(),
        everything=everything,
        processes=2,
    )
    return asyncio.run(done)


def states(world: World) -> object:
    return check_archive(world.archive, world.now.date(), StateRules()).states


def texts(world: World) -> list[tuple[object, ...]]:
    return world.rows(
        "SELECT url, title, body_chars, version, last_changed, last_seen FROM items ORDER BY url"
    )


def test_what_only_the_reader_changed_is_nobodys_edit(column: World) -> None:
    now, events = texts(column), column.rows("SELECT * FROM item_events")
    looks, judged = column.rows("SELECT * FROM checks"), states(column)
    age(column)
    assert column.archive.search("旧读法").total == 13
    told = Told()
    summary = again(column, told)
    assert (summary.sights, summary.changed, summary.lost, summary.whole) == (14, 14, 0, True)
    assert (told.planned_sights, told.read_sights) == (14, 14)
    assert column.archive.search("旧读法").total == 0
    assert column.archive.search("收入总计一百万元").total == 1
    assert column.rows("SELECT * FROM item_events") == events
    assert column.rows("SELECT * FROM checks") == looks
    assert states(column) == judged
    assert [row[:3] + row[4:] for row in texts(column)] == [row[:3] + row[4:] for row in now]
    assert [(table, list(broken_seals(column.archive.db, table))) for table in SEALED] == [
        (table, []) for table in SEALED
    ]


def test_older_readings_stay_and_every_sight_is_read(column: World) -> None:
    age(column)
    again(column)
    uid = column.one("SELECT uid FROM items WHERE url LIKE '%/0.html'")
    told = [(v.version, v.cause, v.reader, "旧读法" in v.body) for v in column.archive.versions(uid)]
    assert told == [
        (1, "published", OLD, True),
        (2, "published", OLD, True),
        (3, "reread", READER, False),
        (4, "reread", READER, False),
    ]
    first, edited, first_again, edited_again = column.archive.versions(uid)
    assert (first_again.seen_at, edited_again.seen_at) == (first.seen_at, edited.seen_at)
    assert (first_again.capture, edited_again.capture) == (first.capture, edited.capture)
    item = column.archive.item(uid)
    assert item is not None
    assert (item.version, item.body) == (4, edited_again.body)
    assert "改过的事" in item.body
    assert "改过的事" not in first_again.body


def test_what_is_read_is_not_read_again(column: World) -> None:
    age(column)
    again(column)
    assert again(column).sights == 0
    before = column.rows("SELECT count(*) FROM versions")
    column.now += timedelta(minutes=1)
    everything = again(column, everything=True)
    assert (everything.sights, everything.changed) == (14, 0)
    assert column.rows("SELECT count(*) FROM versions") == before
    assert column.rows("SELECT DISTINCT last_reader FROM versions WHERE last_reader LIKE ?", READER + "%")


def test_the_next_crawl_finds_no_edit(column: World) -> None:
    age(column)
    again(column)
    events = column.rows("SELECT * FROM item_events")
    assert column.crawl(recheck_days=(1,)).items == {"same": 13}
    assert column.rows("SELECT * FROM item_events") == events


def test_bytes_that_are_gone_leave_what_was_read(column: World) -> None:
    age(column)
    capture = column.one(
        "SELECT capture FROM versions JOIN items ON items.id = item WHERE url LIKE '%/3.html'"
    )
    column.archive.db.execute("UPDATE captures SET purged = '2026-03-03T00:00:00Z' WHERE id = ?", (capture,))
    summary = again(column)
    assert (summary.sights, summary.lost) == (14, 1)
    assert column.archive.search("旧读法").total == 1


def test_what_rules_need_is_derived_with_the_version_and_again_when_it_is_read_again(column: World) -> None:
    derived = "SELECT version, signature, deriver FROM derived ORDER BY version"
    names = "SELECT version, name, times FROM unit_names ORDER BY version, name"
    first, named = column.rows(derived), column.rows(names)
    assert [row[0] for row in first] == [row[0] for row in column.rows("SELECT id FROM versions ORDER BY id")]
    assert any(signature is not None for _, signature, _ in first)
    column.archive.db.execute("UPDATE derived SET signature = 1, deriver = 'derived/0'")
    column.archive.db.execute("DELETE FROM unit_names")
    assert again(column).sights == 0
    assert column.rows(derived) == first
    assert column.rows(names) == named
