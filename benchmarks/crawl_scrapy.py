"""The same crawl by Scrapy, trafilatura and SQLite, in a process of its own: python -m
benchmarks.crawl_scrapy FOLDER JOBS PORT... Prints what came of it as JSON.

What is left to choose is chosen in Scrapy's favour: its selectors are told where rows and the next page
stand, it keeps bytes uncompressed and commits every 100 pages without waiting for the disk, asks for no
robots.txt, keeps no log, no cookies, no statistics of its memory, and may ask one host several things at
once."""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import scrapy
import trafilatura
from scrapy.crawler import CrawlerProcess
from scrapy.http import TextResponse

_BATCH = 100

_SCHEMA = """
CREATE TABLE pages(url TEXT PRIMARY KEY, status INTEGER, headers TEXT, kind TEXT, body BLOB);
CREATE TABLE articles(url TEXT PRIMARY KEY, title TEXT, date TEXT, text TEXT, listed TEXT, listed_date TEXT);
"""


class Store:
    """A pipeline that keeps bytes and texts."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")
        self._waiting = 0

    @classmethod
    def from_crawler(cls, crawler: Any) -> Store:
        return cls(crawler.settings["STORE_PATH"])

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        page, article = item["page"], item.get("article")
        self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", page)
        if article:
            self._db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?)", article)
        self._waiting += 1
        if self._waiting >= _BATCH:
            self._db.execute("COMMIT")
            self._db.execute("BEGIN")
            self._waiting = 0
        return item

    def close_spider(self) -> None:
        self._db.execute("COMMIT")
        self._db.close()


class Columns(scrapy.Spider):  # type: ignore[misc]  # without Scrapy nothing is known of it
    """Walks every column and follows its rows."""

    name = "columns"
    ports: tuple[int, ...] = ()

    async def start(self) -> AsyncIterator[Any]:
        for port in self.ports:
            yield scrapy.Request(f"http://127.0.0.1:{port}/tzgg/", callback=self.parse)

    def parse(self, response: TextResponse, **_: Any) -> Iterator[Any]:
        yield {"page": _page(response, "list")}
        for row in response.css("ul.list li"):
            listed = {"listed": row.css("a::attr(title)").get(), "day": row.css("span::text").get()}
            yield response.follow(row.css("a::attr(href)").get(), callback=self.article, cb_kwargs=listed)
        for following in response.css("a.next::attr(href)").getall():
            yield response.follow(following, callback=self.parse)

    def article(self, response: TextResponse, listed: str, day: str) -> Iterator[Any]:
        found: Any = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        title, date, text = (found.title, found.date, found.text) if found else (None, None, None)
        article = (response.url, title or listed, date or day, text or "", listed, day)
        yield {"page": _page(response, "article"), "article": article}


def _page(response: TextResponse, kind: str) -> tuple[Any, ...]:
    headers = json.dumps(response.headers.to_unicode_dict(), default=dict)
    return response.url, response.status, headers, kind, response.body


def main() -> None:
    folder, jobs = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "pages.db"
    started, cpu = time.monotonic(), time.process_time()
    process = CrawlerProcess(
        {
            "STORE_PATH": str(path),
            "ITEM_PIPELINES": {Store: 300},
            "CONCURRENT_REQUESTS": jobs,
            "CONCURRENT_REQUESTS_PER_DOMAIN": jobs,  # all ports are one domain to it
            "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": False,
            "COOKIES_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_ENABLED": False,
            "EXTENSIONS": {"scrapy.extensions.memusage.MemoryUsage": None},
        }
    )
    Columns.ports = tuple(int(port) for port in sys.argv[3:])
    process.crawl(Columns)
    process.start()
    seconds, own = time.monotonic() - started, time.process_time() - cpu
    db = sqlite3.connect(path)
    print(
        json.dumps(
            {
                "requests": db.execute("SELECT count(*) FROM pages").fetchone()[0],
                "articles": db.execute("SELECT count(*) FROM articles").fetchone()[0],
                "texts": db.execute("SELECT count(*) FROM articles WHERE text LIKE '%照此办理%'").fetchone()[
                    0
                ],
                "dated": db.execute("SELECT count(*) FROM articles WHERE date IS NOT NULL").fetchone()[0],
                "seconds": seconds,
                "own_cpu": own,
            }
        )
    )


if __name__ == "__main__":
    main()
