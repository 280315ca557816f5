"""One site on loopback, an archive and a hand-set clock: what a crawl test needs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gongkai.archive import Archive, open_archive
from gongkai.base.sorting import Topic
from gongkai.base.values import Catalogue, Category, Section, Site, Unit
from gongkai.classify import PLAIN, Sorter
from gongkai.crawl import CrawlOptions, CrawlSummary, Reporter, Rhythm, crawl
from gongkai.fetch import FetchSettings
from tests.loopback import LoopbackSite, loopback_site

START = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)  # 03:00 on 3 March in China


@dataclass
class World:
    site: LoopbackSite
    archive: Archive
    sections: list[Section] = field(default_factory=list)
    now: datetime = START
    hosts: tuple[str, ...] = ()  # the names of the site, its own first; that of the server unless given
    follow: tuple[str, ...] = ()
    categories: tuple[Category, ...] = (Category("business", "工作动态"),)
    topics: tuple[Topic, ...] = ()
    sorter: Sorter = PLAIN

    def watch(self, name: str, path: str, **more: Any) -> Section:
        section = Section(
            id=f"demo/{path.strip('/')}", site="demo", unit="qingshi", name=name,
            url=self.site.base + path.lstrip("/"), category="business", category_reason="configured", **more,
        )  # fmt: skip
        self.sections.append(section)
        return section

    def catalogue(self) -> Catalogue:
        hosts = self.hosts or (self.site.host,)
        site = Site("demo", "演示", f"http://{hosts[0]}/", hosts, follow=self.follow)
        unit = Unit("qingshi", "青石街道", "subdistrict")
        return Catalogue((unit,), (site,), tuple(self.sections), self.categories, self.topics)

    def crawl(
        self, *, after: timedelta = timedelta(days=1), report: Reporter | None = None, **options: Any
    ) -> CrawlSummary:
        """One crawl, and then time passes. Every section is due at once unless a rhythm is given."""
        settings = FetchSettings(
            user_agent="gongkai-test/0 (tests)", pause_seconds=0, private_hosts=frozenset(["*"]),
            read_seconds=5, retry_base_seconds=0.01,
        )  # fmt: skip
        wanted = replace(CrawlOptions(rhythm=Rhythm(0, 0)), **options)
        done = crawl(
            self.archive,
            self.catalogue(),
            settings,
            wanted,
            lambda: self.now,
            report=report,
            sorter=self.sorter,
        )
        summary = asyncio.run(done)
        self.now += after
        return summary

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.archive.db.execute(sql, values)]

    def one(self, sql: str, *values: object) -> Any:
        return self.rows(sql, *values)[0][0]


@contextmanager
def make_world(folder: Path) -> Iterator[World]:
    with loopback_site() as site, open_archive(folder, create=True) as archive:
        site.put(
            "/", "<html><head><title>云岭区</title></head><body><a href='/gzdt/'>工作动态</a></body></html>"
        )
        yield World(site, archive)
