"""A twin of a CMS family, crawled with its section's address only."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gongkai.archive import Archive, VanishLimits, open_archive
from gongkai.base.values import Catalogue, Category, Section, Site, Unit
from gongkai.crawl import CrawlOptions, CrawlSummary, crawl
from gongkai.demo.twins import Entry, Twin, served
from gongkai.fetch import FetchSettings

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
SETTINGS = FetchSettings(
    user_agent="gongkai-test/0 (tests)",
    pause_seconds=0,
    private_hosts=frozenset(["*"]),
    retry_base_seconds=0.01,
)
WHOLE = CrawlOptions(everything=True, backfill=True, vanishing=VanishLimits(share=0.9))
"""All of the list, at every crawl; twins of a few rows lose many of them at once, which real sites seldom
do, so the share at which a person is asked is raised."""


@dataclass
class TwinWorld:
    twin: Twin
    archive: Archive
    asked: Counter[str]
    now: datetime = NOW

    def catalogue(self) -> Catalogue:
        host = self.twin.base.removeprefix("http://")
        section = Section("twin/tzgg", "twin", "qingshi", "通知公告", self.twin.base + self.twin.section)
        return Catalogue(
            (Unit("qingshi", "青石街道办事处", "subdistrict"),),
            (Site("twin", "青石街道", self.twin.base + "/", (host,)),),
            (section,),
            (Category("notice", "通知公告"),),
        )

    def crawl(self, **options: Any) -> CrawlSummary:
        """One crawl, and then a day passes."""
        wanted = replace(WHOLE, **options)
        summary = asyncio.run(crawl(self.archive, self.catalogue(), SETTINGS, wanted, lambda: self.now))
        self.now += timedelta(days=1)
        return summary

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.archive.db.execute(sql, values)]

    def visit(self) -> dict[str, Any]:
        """The last visit."""
        row = self.archive.db.execute("SELECT * FROM visits ORDER BY id DESC LIMIT 1").fetchone()
        return dict(row)

    def listed(self) -> list[tuple[str, str]]:
        """Title and day of every row that is listed now and whose page was read, in the list's order."""
        return self.rows(
            """SELECT title, substr(published, 1, 10) FROM items JOIN item_sections ON item = items.id
               WHERE delisted_at IS NULL AND version > 0 AND kind <> 'external' ORDER BY position"""
        )

    def external(self) -> list[str]:
        """The addresses of the rows that are listed now and lead to other sites, in the list's order."""
        found = self.rows(
            """SELECT url FROM items JOIN item_sections ON item = items.id
               WHERE delisted_at IS NULL AND kind = 'external' ORDER BY position"""
        )
        return [url for (url,) in found]

    def files(self) -> Counter[str]:
        """How many files each title has, those that were fetched and whose text was read."""
        return Counter(
            title
            for (title,) in self.rows(
                """SELECT title FROM attachments JOIN items ON items.id = attachments.item
                   WHERE attachments.sha256 IS NOT NULL AND attachments.text_chars > 0"""
            )
        )


@contextmanager
def twin_world(twin: Twin, folder: Path) -> Iterator[TwinWorld]:
    with served(twin) as asked, open_archive(folder, create=True) as archive:
        yield TwinWorld(twin, archive, asked)


def stated(entries: list[Entry]) -> list[tuple[str, str]]:
    return [(entry.title, entry.day) for entry in entries]


def enclosed(entries: list[Entry]) -> Counter[str]:
    return Counter({entry.title: len(entry.text.files) for entry in entries if entry.text.files})
