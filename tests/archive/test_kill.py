"""kill -9 while writing: what was committed stays, what was not leaves nothing, and the next run goes on."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from gongkai.archive import open_archive
from tests.archive.helpers import NEWS, Crawl, at, due_items, row

ITEMS = 40


def work(folder: Path) -> None:
    """Two runs over one section: everything listed and read, then half of it edited."""
    with open_archive(folder, create=True) as archive:
        crawl = Crawl(archive)
        crawl.visit(*(row(f"i{n}") for n in range(ITEMS)), moment=at(1))
        for due in due_items(archive, at(2)):
            name = due.title.removeprefix("标题 ")
            crawl.read(name, f"正文 {name}", moment=at(2))
        crawl.next_run(at(3))
        for n in range(0, ITEMS, 2):
            crawl.read(f"i{n}", f"改过 i{n}", moment=at(3))


STATE = (
    "SELECT uid, title, version, status FROM items ORDER BY uid",
    "SELECT item, version, body, cause, text_sha256 FROM versions ORDER BY item, version",
    "SELECT item, kind FROM item_events ORDER BY item, kind",
    "SELECT item, section, position FROM item_sections ORDER BY item",
)


def state(folder: Path) -> list[list[tuple[object, ...]]]:
    """What must not depend on interruptions."""
    with sqlite3.connect(folder / "gongkai.db") as db:
        return [db.execute(sql).fetchall() for sql in STATE]


def killed(folder: Path, after: float) -> bool:
    """Work in a child and kill it; whether it was still at work."""
    child = os.fork()
    if child == 0:
        try:
            work(folder)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    started = time.monotonic()
    work(tmp_path / "undisturbed")
    took = time.monotonic() - started
    folder = tmp_path / "killed"
    hits = 0
    for kills in range(60):  # a neighbour may make it quicker or slower than it was
        hits += killed(folder, random.uniform(0, took))
        if kills >= 5 and hits:
            break
    assert hits
    work(folder)
    assert state(folder) == state(tmp_path / "undisturbed")
    with open_archive(folder) as archive:
        assert archive.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []
        archive.db.execute("INSERT INTO items_fts(items_fts) VALUES ('integrity-check')")
        assert archive.verify_chain() is None
        assert archive.search("正文").total == ITEMS // 2
        assert archive.search("改过").total == ITEMS // 2
        assert len(archive.known_section(NEWS).rows) == ITEMS
        open_runs = archive.db.execute("SELECT count(*) FROM runs WHERE finished IS NULL").fetchone()[0]
        assert open_runs == 1
