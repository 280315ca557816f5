"""What must come out the same however often the work was cut off; and that all of it is whole."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from gongkai.archive import Archive, open_archive
from gongkai.archive.restore import restore, verify_backup
from tests.archive.test_migrations import dump
from tests.crawl.kill_world import end_state

State = dict[str, Any]


def whole(archive: Path, shelf: Path) -> None:
    """`verify` finds nothing, every capture is decoded, no backup bears its name that is not whole.

    An archive that a kill left before it was one is none, and says so to whoever opens it."""
    if (archive / "gongkai.db").exists() and (archive / "gongkai.db").stat().st_size:
        with open_archive(archive) as opened:
            found = [f"{fault.where} {fault.which}: {fault.what}" for fault in opened.faults(lambda _: None)]
            if found:
                raise AssertionError(f"{archive}: {found[:5]}")
            captures(opened)
    for path in shelf.glob("*.tar"):
        verify_backup(path)


def captures(archive: Archive) -> set[tuple[str, str, int]]:
    """Address, hash and status of every capture, its bytes decoded and hashed."""
    found = set()
    for row in archive.db.execute("SELECT id, url, sha256, status, bytes FROM captures WHERE purged IS NULL"):
        body = archive.capture_body(row["id"])
        if (len(body), hashlib.sha256(body).hexdigest()) != (row["bytes"], row["sha256"]):
            raise AssertionError(f"capture {row['id']} is not what it was")
        found.add((row["url"], row["sha256"], row["status"]))
    return found


def rows(archive: Archive, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in archive.db.execute(sql)]


def crawled(archive: Path, shelf: Path) -> State:
    """What was seen and said. A file half written when the kill came lies there until `compact` sweeps it."""
    state: State = dict(end_state(archive))
    with open_archive(archive) as opened:
        state["captures"] = captures(opened)
        state["listings"] = rows(opened, "SELECT DISTINCT section, sha256 FROM listings ORDER BY 1, 2")
        state["states"] = sorted(opened.cached_states().items())
    state["files"] = [name for name in names(archive) if not Path(name).name.startswith(".")]
    return state


def read_again(archive: Path, shelf: Path) -> State:
    """The texts and what was made of them. Numbers of versions tell in which order they were read."""
    questions = {
        "versions": """SELECT url, cause, seen_at, body, text_sha256, changed,
                           items.version = versions.version
                       FROM versions JOIN items ON items.id = item ORDER BY url, seen_at, cause, body""",
        "items": "SELECT uid, title, published, status, body_chars FROM items ORDER BY uid",
        "events": "SELECT item, kind, at FROM item_events ORDER BY 1, 2, 3",
        "checks": "SELECT item, at, outcome FROM checks ORDER BY 1, 2, 3",
        "files": "SELECT sha256, status, text, reader FROM attachment_texts ORDER BY 1",
        "derived": """SELECT text_sha256, cause, signature, figures, deriver FROM derived
                      JOIN versions ON versions.id = derived.version ORDER BY 1, 2""",
        "chain": "SELECT id, chain FROM captures ORDER BY id",
        "found": "SELECT count(*) FROM items_fts WHERE items_fts MATCH 'body : 旧读 读法'",
    }
    with open_archive(archive) as opened:
        state: State = {name: rows(opened, sql) for name, sql in questions.items()}
        state["captures"] = captures(opened)
    return state


def compacted(archive: Path, shelf: Path) -> State:
    """All that was there, and of what nothing names nothing; packed well, and next to nothing of it free."""
    with open_archive(archive, write=False) as opened:
        kept = captures(opened)
    with closing(sqlite3.connect(archive / "captures.db")) as db:
        hashes = {sha256 for (sha256,) in db.execute("SELECT sha256 FROM blobs")}
        packed = db.execute("SELECT sum(length(data)) FROM blobs").fetchone()[0]
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        free = db.execute("PRAGMA freelist_count").fetchone()[0]
    state: State = {"captures": kept, "blobs": hashes, "files": names(archive)}
    state["rows"] = dump(archive, ("gongkai.db",))
    return state | {"packed": packed < PACKED, "free": free <= pages * FREE}


PACKED = 400_000
"""Bytes: a quarter of what the pages took alone."""

FREE = 0.06
"""What of a database may be free: below 5 % it is not written anew."""


def migrated(archive: Path, shelf: Path) -> State:
    """Every table, that of the search index too."""
    with open_archive(archive) as opened:
        kept = captures(opened)
    return {"rows": dump(archive), "captures": kept, "files": names(archive)}


def backed_up(archive: Path, shelf: Path) -> State:
    """Whether the last of the backups holds what the archive holds; what lies beside them."""
    left = [path.name for path in shelf.iterdir() if path.suffix != ".tar"]
    last = max(shelf.glob("*.tar"), key=lambda path: int(path.stem))
    again = shelf.parent / "restored"
    restore(last, again)
    with open_archive(again) as opened:
        named = {sha256 for _, sha256, _ in captures(opened)}
    files = [name for name in names(archive) if Path(name).name in named]
    state: State = {"left": left, "rows": dump(again) == dump(archive), "files": names(again) == files}
    shutil.rmtree(again)
    return state


def names(archive: Path) -> list[str]:
    """The files, those half written too."""
    found = (path for path in (archive / "files").rglob("*") if path.is_file())
    return sorted(str(path.relative_to(archive)) for path in found)
