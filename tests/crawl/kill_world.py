"""A small site of three days, and crawls of it in processes that can be killed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from gongkai.archive import open_archive
from gongkai.archive.sqlite import connect
from tests.crawl.kill_crawl import SECTIONS
from tests.crawl.pages import article, list_page, text
from tests.extract import filemaking as make
from tests.loopback import LoopbackSite

ITEMS = 6
FILE = "/gzdt/file.docx"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def first_day(site: LoopbackSite) -> None:
    site.put("/", "<html><title>云岭区</title><body><a href='/gzdt/'>工作动态</a></body></html>")
    for section in SECTIONS:
        _publish(site, section, list(range(ITEMS)))
    site.put(FILE, make.make_docx(["方案"]), Content_Type=DOCX, ETag='"1"')


def second_day(site: LoopbackSite) -> None:
    """In each section one item is gone. It takes a second look to say so, which falls on the third day."""
    for section in SECTIONS:
        _publish(site, section, [0, 1, 2, 4, 5])
        del site.pages[f"/{section}/3.html"]


def third_day(site: LoopbackSite) -> None:
    """In each section one item is new, one says something else, another is gone; the file has other bytes."""
    for section in SECTIONS:
        _publish(site, section, [0, 1, 2, 5, 6])
        del site.pages[f"/{section}/4.html"]
        title = _title(section, 2)
        site.put(f"/{section}/2.html", article(title, _day(2), text(title) + "\n5. 补充一条。"))
    site.put(FILE, make.make_docx(["方案（修订）"]), Content_Type=DOCX, ETag='"2"')


def _publish(site: LoopbackSite, section: str, numbers: list[int]) -> None:
    rows = [(f"./{n}.html", _title(section, n), _day(n)) for n in reversed(numbers)]
    site.put(f"/{section}/", list_page(section, rows))
    for n in numbers:
        files = ((FILE, "附件.docx"),) if section == "gzdt" and n == 1 else ()
        page = article(_title(section, n), _day(n), text(_title(section, n)), files=files)
        site.put(f"/{section}/{n}.html", page)


def _title(section: str, number: int) -> str:
    return f"青石街道关于第{number}批{section}事项的通知"


def _day(number: int) -> str:
    return f"2026-02-{10 + number}"


# --- crawls -----------------------------------------------------------------------------------------


def _command(folder: Path, base: str, now: datetime) -> list[str]:
    return [sys.executable, "-m", "tests.crawl.kill_crawl", str(folder), base, now.isoformat()]


def run(folder: Path, base: str, now: datetime) -> None:
    """A crawl that nobody kills."""
    done = subprocess.run(_command(folder, base, now), check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"the crawl ended with {done.returncode}: {done.stderr}"


def run_and_kill(site: LoopbackSite, folder: Path, now: datetime, *, after: int, wait: float) -> bool:
    """kill -9 `wait` seconds after the site was asked for `after` things; whether a crawl was under way."""
    until = sum(site.asked.values()) + after
    process = subprocess.Popen(_command(folder, site.base, now), stdout=DEVNULL, stderr=DEVNULL)
    while sum(site.asked.values()) < until and process.poll() is None:
        time.sleep(0.0005)
    time.sleep(wait)
    met = process.poll() is None
    process.kill()
    process.wait()
    return met


@dataclass(frozen=True)
class Undisturbed:
    """What a crawl nobody kills leaves and asks for."""

    end: dict[str, list[tuple[Any, ...]]]
    asked: Counter[str]
    archive: Path

    @property
    def requests(self) -> int:
        return sum(self.asked.values())


def end_state(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that must come out the same, times and ids left out."""
    with open_archive(folder, write=False) as opened:
        assert opened.verify_chain() is None
        questions = {
            "items": """SELECT uid, title, published, status, items.version, attachments, vanished_at IS NULL
                        FROM items ORDER BY uid""",
            "versions": """SELECT uid, versions.version, cause, changed, text_sha256, versions.attachments
                           FROM versions JOIN items ON items.id = item ORDER BY uid, versions.version""",
            "places": """SELECT uid, section, position, listed_title, delisted_at IS NULL FROM item_sections
                         JOIN items ON items.id = item ORDER BY section, uid""",
            "events": """SELECT uid, item_events.kind, count(*) FROM item_events
                         JOIN items ON items.id = item GROUP BY 1, 2 ORDER BY 1, 2""",
            "files": """SELECT uid, name, sha256, attachments.status, text_chars FROM attachments
                        JOIN items ON items.id = item ORDER BY uid, name""",
            "sections": "SELECT id, last_published FROM sections ORDER BY id",
            "found": "SELECT count(*) FROM items_fts WHERE items_fts MATCH 'title : 通知'",
        }
        return {name: [tuple(row) for row in opened.db.execute(sql)] for name, sql in questions.items()}


def integrity(folder: Path) -> list[str]:
    found = []
    for name in ("gongkai.db", "captures.db"):
        db = connect(folder / name, write=False, busy_seconds=5)
        found += [row[0] for row in db.execute("PRAGMA integrity_check")]
        found += [str(tuple(row)) for row in db.execute("PRAGMA foreign_key_check")]
        db.close()
    return found
