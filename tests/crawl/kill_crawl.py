"""One crawl as the command makes it, of the small site of `kill_world`, in a process that can be killed.

    python -m tests.crawl.kill_crawl FOLDER BASE NOW

It imports as little as it can: hundreds of it are begun.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from gongkai.archive import open_archive
from gongkai.base.values import Catalogue, Category, Section, Site, Unit
from gongkai.crawl import CrawlOptions, crawl
from gongkai.crawl.lock import crawl_lock
from gongkai.fetch import FetchSettings

SECTIONS = ("gzdt", "tzgg")


def crawl_once(folder: Path, base: str, now: datetime) -> None:
    """The lock, the archive, the crawl."""
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
    settings = FetchSettings("gongkai-test/0 (tests)", pause_seconds=0, private_hosts=frozenset("*"))
    folder.mkdir(exist_ok=True)
    with crawl_lock(folder, now), open_archive(folder, create=True) as archive:
        asyncio.run(crawl(archive, watched, settings, CrawlOptions(), lambda: now))


if __name__ == "__main__":
    crawl_once(Path(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3]))
