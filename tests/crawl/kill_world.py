"""A small site of three days, and crawls of it in processes that can be killed."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from gongkai.archive import open_archive
from gongkai.archive.sqlite import connect
from gongkai.base.values import Catalogue, Category, Section, Site, Unit
from gongkai.crawl import CrawlOptions, crawl
from gongkai.crawl.lock import crawl_lock
from gongkai.fetch import FetchSettings
from tests.crawl.pages import article, list_page, text
from tests.extract import filemaking as make
from tests.loopback import LoopbackSite

SECTIONS = ("gzdt", "tzgg")
ITEMS = 6
FILE = "/gzdt/file.docx"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_processes = multiprocessing.get_context("forkserver")  # no import for each crawl, and no threads of ours
_processes.set_forkserver_preload(["tests.crawl.kill_world"])


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


def _crawl(folder: Path, base: str, now: datetime) -> None:
    """As the command does: the lock, the archive, the crawl."""
    host = base.removeprefix("http://").rstrip("/")
    sections = tuple(
        Section(
            id=f"demo/{name}", site="demo", unit="qingshi", name=name, url=f"{base}{name}/",
            category="business", category_reason="configured", interval_days=14,
        )
        for name in SECTIONS
    )  # fmt: skip
    watched = Catalogue(
        (Unit("qingshi", "青石街道", "subdistrict"),),
        (Site("demo", "演示", base, (host,)),),
        sections,
        (Category("business", "工作动态"),),
    )
    settings = FetchSettings(
        user_agent="gongkai-test/0 (tests)", pause_seconds=0, private_hosts=frozenset("*")
    )
    folder.mkdir(exist_ok=True)
    with crawl_lock(folder, now), open_archive(folder, create=True) as archive:
        asyncio.run(crawl(archive, watched, settings, CrawlOptions(), lambda: now))


def start(folder: Path, base: str, now: datetime) -> ForkServerProcess:
    process = _processes.Process(target=_crawl, args=(folder, base, now), daemon=True)
    process.start()
    return process


def run(folder: Path, base: str, now: datetime) -> None:
    process = start(folder, base, now)
    process.join()
    assert process.exitcode == 0


def run_and_kill(site: LoopbackSite, folder: Path, now: datetime, *, after: int, wait: float) -> bool:
    """kill -9 `wait` seconds after the site was asked for `after` things; whether a crawl was under way."""
    until = sum(site.asked.values()) + after
    process = start(folder, site.base, now)
    while sum(site.asked.values()) < until and process.is_alive():
        time.sleep(0.0005)
    time.sleep(wait)
    met = process.is_alive()
    process.kill()
    process.join()
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
