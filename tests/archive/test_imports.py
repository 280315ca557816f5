"""What others saved: whole or not at all, once, and nothing rests on it."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.archive import Archive, SavedAnswer, SavedFile, Skipped, open_archive
from gongkai.archive.seals import SEALED, broken_seals
from gongkai.base.errors import UsageError
from gongkai.crawl import Rhythm
from tests.archive.helpers import HOST, NEWS, Crawl, at, due_items, response, row
from tests.crawl.pages import article, list_page, text
from tests.crawl.world import World, make_world

URL = f"http://{HOST}/saved.html"


def file(name: str = "saved.warc.gz") -> SavedFile:
    return SavedFile(name, hashlib.sha256(name.encode()).hexdigest(), 100, "wget/1")


def saved(url: str = URL, body: bytes = b"saved", *names: str, **more: Any) -> SavedAnswer:
    return SavedAnswer(replace(response(url, body), **more), names)


def revisit(*names: str, url: str = URL, moment: str = at(5)) -> SavedAnswer:
    return SavedAnswer(response(url, b"", moment=moment), names, revisit=True)


def captures(archive: Archive) -> list[dict[str, Any]]:
    return [dict(row) for row in archive.db.execute("SELECT * FROM captures ORDER BY id")]


def test_answers_become_captures(archive: Archive) -> None:
    own = archive.keep(response(f"http://{HOST}/", b"own"), "home")
    answers: list[SavedAnswer | Skipped] = [
        saved(body=b"a"),
        Skipped("digest"),
        saved(body=b"own", requested_at=at(3)),
    ]
    done = archive.import_captures(file(), answers, at(9))
    assert (done.captures, done.skipped) == (2, {"digest": 1})
    _, first, second = captures(archive)
    assert (first["kind"], first["visit"], first["imported"], first["charset"]) == (
        "imported",
        None,
        done.number,
        None,
    )
    assert second["same_as"] == own
    assert archive.capture_body(first["id"]) == b"a"
    assert archive.verify_chain() is None
    assert all(not list(broken_seals(archive.db, table)) for table in SEALED)
    (told,) = archive.db.execute("SELECT * FROM imports").fetchall()
    assert (told["name"], told["captures"], told["skipped"], told["at"]) == ("saved.warc.gz", 2, 1, at(9))


def test_an_own_capture_may_have_the_bytes_of_an_imported_one(archive: Archive) -> None:
    archive.import_captures(file(), [saved()], at(9))
    own = archive.keep(response(f"http://{HOST}/own", b"saved"), "list")
    assert captures(archive)[own - 1]["same_as"] == 1
    assert archive.capture_body(own) == b"saved"


def test_the_same_file_is_refused(archive: Archive) -> None:
    archive.import_captures(file(), [saved()], at(9))
    with pytest.raises(UsageError, match="已于 2026-01-09 08:00 导入过"):
        archive.import_captures(replace(file("renamed"), sha256=file().sha256), [saved(body=b"x")], at(9))
    assert len(captures(archive)) == 1


def test_what_was_had_is_not_taken_again(archive: Archive) -> None:
    """By address, time, bytes, status and what was asked; whichever file it is in."""
    archive.import_captures(file(), [saved(), saved()], at(9))
    others = [
        saved(),
        saved(body=b"other"),
        saved(status=404),
        saved(requested_at=at(2)),
        saved(method="POST", request_body="a=1"),
    ]
    done = archive.import_captures(file("other"), others, at(9))
    assert (done.captures, done.skipped) == (4, {"had": 1})


def test_revisits_find_their_payload(archive: Archive) -> None:
    """In the same file, in one taken in before it, and in the archive by SHA-256; else they are counted."""
    archive.keep(response(f"http://{HOST}/own", b"own"), "list")
    own = "sha256:" + hashlib.sha256(b"own").hexdigest()
    archive.import_captures(file("1"), [saved(URL, b"one", "sha1:1", "<urn:1>")], at(9))
    answers = [
        saved(URL, b"two", "sha1:2"),
        revisit("sha1:2"),
        revisit("<urn:1>", moment=at(6)),
        revisit(own, moment=at(7)),
        revisit("sha1:unknown", moment=at(8)),
        revisit(moment=at(8)),
    ]
    done = archive.import_captures(file("2"), answers, at(9))
    assert done.skipped == {"unresolved": 2}
    bodies = [archive.capture_body(row["id"]) for row in captures(archive)[2:]]
    assert bodies == [b"two", b"two", b"one", b"own"]
    assert sum(row["stored_bytes"] > 0 for row in captures(archive)) == 3


def test_what_was_purged_does_not_come_back(archive: Archive) -> None:
    archive.keep(response(URL, b"private"), "list")
    archive.db.execute("UPDATE captures SET purged = ?", (at(2),))
    done = archive.import_captures(file(), [saved(body=b"private"), saved()], at(9))
    assert (done.captures, done.skipped) == (1, {"purged": 1})


def test_what_sqlite_cannot_keep(archive: Archive) -> None:
    odd = saved(url="http://x.example/\udcff", body=b"\0", request_body="a\0b", headers=(("A\0", "b\udc80"),))
    assert archive.import_captures(replace(file(), name="\udcff"), [odd], at(9)).captures == 1
    assert archive.verify_chain() is None


def test_a_failure_in_the_middle_leaves_nothing(archive: Archive) -> None:
    def broken() -> Any:
        for n in range(600):
            yield saved(body=b"%d" % n)
        raise UsageError("the file cannot be read on", do="")

    with pytest.raises(UsageError):
        archive.import_captures(file(), broken(), at(9))
    assert captures(archive) == []
    assert archive.db.execute("SELECT count(*) FROM imports").fetchone()[0] == 0
    assert archive.import_captures(file(), [saved(body=b"1")], at(9)).captures == 1


def work(folder: Path) -> None:
    with open_archive(folder, create=True) as archive:
        answers = [saved(f"{URL}?{n}", b"%d" % n * 2000) for n in range(1500)]
        archive.import_captures(file(), iter(answers), at(9))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Either all of a file or nothing of it; done again, it is there once."""
    started = time.monotonic()
    work(tmp_path / "undisturbed")
    took = time.monotonic() - started
    folder, halves = tmp_path / "killed", 0
    open_archive(folder, create=True).close()
    while halves < 5:
        child = os.fork()
        if child == 0:
            try:
                work(folder)
            finally:
                os._exit(0)
        time.sleep(random.uniform(0, took))
        os.kill(child, signal.SIGKILL)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        with open_archive(folder) as archive:
            whole = archive.db.execute("SELECT count(*) FROM imports").fetchone()[0]
            assert len(captures(archive)) == 1500 * whole
            assert archive.verify_chain() is None
        halves += killed
        if whole:
            break
    if not whole:
        work(folder)
    with pytest.raises(UsageError):
        work(folder)
    with open_archive(folder) as archive, open_archive(tmp_path / "undisturbed") as other:
        assert [row["chain"] for row in captures(archive)] == [row["chain"] for row in captures(other)]
        assert all(not list(broken_seals(archive.db, table)) for table in SEALED)
        assert archive.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


# --- nothing rests on it ----------------------------------------------------------------------------


def test_no_validators_come_of_it(archive: Archive) -> None:
    archive.import_captures(file(), [saved(headers=(("ETag", '"9"'),))], at(9))
    assert archive.validators(URL) is None


def test_no_home_page_was_seen_by_it(archive: Archive, crawl: Crawl) -> None:
    """An item that vanished stays as it is where the home page of its site is only somebody else's."""
    crawl.visit(row("a"), moment=at(1))
    crawl.read("a", moment=at(1))
    for day in (2, 3):
        crawl.next_run(at(day))
        crawl.visit(moment=at(day), section=NEWS)
        crawl.vanish("a", at(day))
        home = saved(f"http://{HOST}/", b"home", requested_at=at(day), received_at=at(day))
        archive.import_captures(file(str(day)), [home], at(day))
        assert archive.conclude_removals(crawl.run, at(day)) == (0, ())
    archive.keep(response(f"http://{HOST}/", b"home", moment=at(3)), "home")
    assert archive.conclude_removals(crawl.run, at(3)) == (1, ())


BESIDE = ("imports", "captures")


def everything(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but those that an import is written into."""
    tables = archive.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        row["name"]: [tuple(r) for r in archive.db.execute(f"SELECT * FROM {row['name']}")]
        for row in tables
        if row["name"] not in BESIDE and not row["name"].startswith("items_fts")
    }


def believed(archive: Archive) -> list[object]:
    """What is asked of the archive by whatever plans, reads and judges."""
    return [
        archive.section_pasts(),
        archive.known_section("demo/gzdt"),
        list(archive.histories(date(2026, 3, 31))),
        due_items(archive, "2026-12-31T00:00:00Z"),
        archive.category_newest(date(2026, 3, 31), [("qingshan", "news")]),
        archive.search("检查"),
        archive.host_memories(),
        archive.unread_files("r", "r", "doc"),
    ]


def nights(world: World, brought: bool) -> None:
    """Two crawls; between them, perhaps, what others saved of the same addresses: another list, another text,
    a home page, a missing page, a file."""
    listed = [
        ("./1.html", "青石街道开展第一次检查", "2026-02-01"),
        ("./2.html", "青石街道第二次检查", "2026-02-02"),
    ]
    world.site.put("/gzdt/", list_page("工作动态", listed), ETag='"1"')
    for n, (_, title, day) in enumerate(listed, start=1):
        world.site.put(f"/gzdt/{n}.html", article(title, day, text(f"检查{n}")))
    world.watch("工作动态", "gzdt/")
    world.crawl(rhythm=Rhythm(0, 0))
    if brought:
        base = world.site.base
        before = everything(world.archive), believed(world.archive)
        theirs = [
            saved(base + "gzdt/", list_page("工作动态", [("./9.html", "别人存的", "2026-03-01")]).encode()),
            saved(base + "gzdt/", b"", status=304),
            saved(base + "gzdt/1.html", article("别人存的", "2026-03-01", text("别的文字")).encode()),
            saved(base + "gzdt/2.html", b"gone", status=404),
            saved(base, b"<html><title>home</title>"),
            saved(base + "robots.txt", b"User-agent: *\nDisallow: /"),
            saved(base + "gzdt/1.pdf", b"%PDF-1.4"),
        ]
        theirs = [
            replace(one, response=replace(one.response, requested_at="2026-03-03T00:00:00Z"))
            for one in theirs
        ]
        assert world.archive.import_captures(file(), theirs, "2026-03-03T01:00:00Z").captures == len(theirs)
        assert (everything(world.archive), believed(world.archive)) == before
    world.crawl(rhythm=Rhythm(0, 0))


COMPARED = {
    "visits": "SELECT started, conditional, understood, outcome, status, new, changed, gone FROM visits",
    "items": "SELECT title, status, version, first_seen, last_seen, checks FROM items ORDER BY title",
    "versions": "SELECT title, version, cause, seen_at, body FROM versions ORDER BY title, version",
    "checks": "SELECT at, outcome, reason, status FROM checks ORDER BY id",
    "events": "SELECT kind, at FROM item_events ORDER BY id",
    "findings": "SELECT * FROM findings",
    "sections": "SELECT state, last_understood, last_published FROM sections",
}


def test_an_imported_list_home_page_or_article_changes_nothing(tmp_path: Path) -> None:
    """Neither when it comes nor in the crawl after it: two crawls with it and without it say the same."""
    tables = {}
    for brought in (False, True):
        with make_world(tmp_path / str(brought)) as world:
            nights(world, brought)
            asked = dict(world.site.asked)
            told = {name: world.rows(sql) for name, sql in COMPARED.items()}
            tables[brought] = (told, asked)
            for table in ("visits", "versions", "attachments", "checks", "item_events"):
                named = f"{table} JOIN captures ON captures.id = {table}.capture"
                assert world.one(f"SELECT count(*) FROM {named} WHERE imported IS NOT NULL") == 0
    assert tables[True] == tables[False]
    assert tables[True][0]["visits"]
