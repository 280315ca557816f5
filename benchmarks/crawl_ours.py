"""One crawl of the benchmark's hosts by gongkai, in a process of its own: python -m benchmarks.crawl_ours
FOLDER JOBS PORT... Prints what came of it as JSON."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from gongkai.archive import open_archive
from gongkai.base.values import Catalogue, Category, Section, Site, Unit
from gongkai.crawl import CrawlOptions, crawl
from gongkai.fetch import FetchSettings

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def catalogue(ports: list[int]) -> Catalogue:
    """Each host is a site with one column."""
    sites, sections = [], []
    for port in ports:
        host = f"127.0.0.1:{port}"
        sites.append(Site(f"s{port}", f"第{port}号", f"http://{host}/", (host,)))
        sections.append(
            Section(
                id=f"s{port}/tzgg",
                site=f"s{port}",
                unit="qingshi",
                name="通知公告",
                url=f"http://{host}/tzgg/",
                category="business",
                category_reason="configured",
            )
        )
    unit = Unit("qingshi", "青石街道", "subdistrict")
    return Catalogue((unit,), tuple(sites), tuple(sections), (Category("business", "工作动态"),))


def main() -> None:
    folder, jobs, ports = Path(sys.argv[1]), int(sys.argv[2]), [int(port) for port in sys.argv[3:]]
    settings = FetchSettings(
        user_agent="gongkai-benchmark/0 (loopback)", pause_seconds=0, private_hosts=frozenset(["*"])
    )
    started, cpu = time.monotonic(), time.process_time()
    with open_archive(folder, create=True) as archive:
        done = crawl(archive, catalogue(ports), settings, CrawlOptions(hosts_at_once=jobs), lambda: NOW)
        summary = asyncio.run(done)
        texts = archive.db.execute("SELECT count(*) FROM versions WHERE body LIKE '%照此办理%'").fetchone()[0]
        dated = archive.db.execute("SELECT count(*) FROM items WHERE published IS NOT NULL").fetchone()[0]
    print(
        json.dumps(
            {
                "requests": summary.requests,
                "articles": summary.items.get("new", 0),
                "texts": texts,
                "dated": dated,
                "seconds": time.monotonic() - started,
                "own_cpu": time.process_time() - cpu,
            }
        )
    )


if __name__ == "__main__":
    main()
