"""The long works on an archive that kills and full disks interrupt: `python -m tests.archive.killed_work WORK
FOLDER` does one. Where it cannot, it says so in one line and ends with status 1, as the command line does."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import rereading as bench
from gongkai.archive import open_archive, packing
from gongkai.archive.backup import backup
from gongkai.archive.compacting import compact
from gongkai.archive.versions import stored_text
from gongkai.base.errors import GongkaiError
from gongkai.crawl import rereading
from tests.archive.helpers import HOST, response

ITEMS = 40
OLD_READER = "gongkai/0.0.1"
NOW = datetime(2026, 3, 9, 19, 0, tzinfo=UTC)


def make(folder: Path) -> None:
    """An archive that an older reader read and an older codec packed, with a file."""
    with open_archive(folder, create=True) as archive:
        bench.fill(archive, ITEMS)
        archive.keep(response(f"http://{HOST}/a.pdf", b"%PDF a" * 999), "attachment")
        for row in archive.db.execute("SELECT id, title, body FROM versions").fetchall():
            archive.db.execute(
                "UPDATE versions SET reader = ?, body = ?, seal = NULL WHERE id = ?",
                (OLD_READER, row["body"] + "\n旧读法", row["id"]),
            )
        archive.db.execute("DELETE FROM about WHERE key = 'tokens'")
        bodies = [
            archive.capture_body(row["id"])
            for row in archive.db.execute("SELECT id FROM captures WHERE kind = 'article'").fetchall()
        ]
    with closing(sqlite3.connect(folder / "captures.db")) as db:
        db.executemany(
            "UPDATE blobs SET dictionary = NULL, depth = 0, version = 0, data = ? WHERE sha256 = ?",
            [(packing.pack(body), hashlib.sha256(body).hexdigest()) for body in bodies],
        )
        db.commit()
    _tell_hashes(folder)


def _tell_hashes(folder: Path) -> None:
    """The hashes of the texts as they are now, and seals."""
    with open_archive(folder) as archive:
        for row in archive.db.execute("SELECT * FROM versions").fetchall():
            archive.db.execute(
                "UPDATE versions SET text_sha256 = ?, seal = NULL WHERE id = ?",
                (stored_text(row).sha256, row["id"]),
            )
            archive.db.execute(
                "UPDATE items SET body_chars = ? WHERE id = ?", (len(row["body"]), row["item"])
            )
        archive.finish_run(1, "2026-03-02T20:00:00Z", "done", requests=1, bytes=1)
        archive.store_derived(())
        archive.keep(response(f"http://{HOST}/end", b"end"), "home")
        archive.begin_run("2026-03-02T21:00:00Z", "test", "")


def reextract(folder: Path) -> None:
    rereading.BATCH = 5
    with open_archive(folder) as archive:
        work = rereading.reextract(archive, bench.CATALOGUE, lambda: NOW, bench.Silent(), processes=1)
        assert asyncio.run(work).lost == 0


def back_up(folder: Path) -> None:
    shelf = folder.parent / "shelf"
    shelf.mkdir(exist_ok=True)
    backup(folder, shelf / f"{len(list(shelf.glob('*.tar')))}.tar", NOW)


WORKS: dict[str, Callable[[Path], object]] = {
    "reextract": reextract,
    "compact": compact,
    "backup": back_up,
    "migration": lambda folder: open_archive(folder).close(),
}


def state(folder: Path) -> list[object]:
    """What must not depend on interruptions: every row that says something, and every byte."""
    with open_archive(folder) as archive:
        told: list[object] = [
            tuple(row)
            for sql in (
                "SELECT uid, title, published, status, first_seen, last_changed FROM items ORDER BY uid",
                """SELECT uid, cause, seen_at, versions.title, body, text_sha256,
                       items.version = versions.version FROM versions JOIN items ON items.id = item
                   ORDER BY uid, seen_at, cause, body""",
                "SELECT item, kind, at FROM item_events ORDER BY item, kind, at",
                "SELECT id, url, status, sha256, chain FROM captures ORDER BY id",
                "SELECT section, sha256 FROM listings ORDER BY id",
                "SELECT item, url, sha256, name FROM attachments ORDER BY item, url, sha256",
                "SELECT file, field, kind, start, masked FROM personal_marks ORDER BY 1, 2, 3, 4",
            )
            for row in archive.db.execute(sql)
        ]
        ids = [row["id"] for row in archive.db.execute("SELECT id FROM captures WHERE purged IS NULL")]
        told += [hashlib.sha256(archive.capture_body(number)).hexdigest() for number in ids]
    return told


def faults(folder: Path) -> list[str]:
    """What `gongkai verify` would say."""
    with open_archive(folder) as archive:
        return [f"{fault.where} {fault.which} {fault.what}" for fault in archive.faults(lambda name: None)]


def main(work: str, folder: str) -> int:
    try:
        WORKS[work](Path(folder))
    except GongkaiError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
