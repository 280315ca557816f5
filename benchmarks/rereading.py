"""How fast an archive is read again and verified: `python -m benchmarks.rereading [ITEMS]`.

An archive of that many items (5,000 unless said) is made of the pages of the crawl benchmarks, 37 to 68 KB
each, as a crawl would have stored them; then all of it is read again, on all cores and on one, and verified,
whole and quickly. Seconds are by the clock."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.crawl_pages import Site, article, templates, title_of
from gongkai.archive import Archive, ListedRow, Reading, VisitResult, open_archive
from gongkai.base.charset import read_page
from gongkai.base.urls import identity
from gongkai.base.values import Catalogue, Category, Response, Section, Unit
from gongkai.base.values import Site as Watched
from gongkai.classify import PLAIN
from gongkai.crawl.rereading import reextract
from gongkai.crawl.run import READER
from gongkai.extract import read_article

HOST = "www.bench.invalid"
AT, LATER = "2026-03-02T19:00:00Z", datetime(2026, 3, 9, 19, 0, tzinfo=UTC)
SECTION = Section("b/news", "b", "u", "工作动态", f"http://{HOST}/news/", category="business")
CATALOGUE = Catalogue(
    (Unit("u", "青石街道", "subdistrict"),),
    (Watched("b", "基准", f"http://{HOST}/", (HOST,)),),
    (SECTION,),
    (Category("business", "工作动态"),),
)


class Silent:
    """Told of progress, and says nothing."""

    def planned(self, sights: int) -> None:
        """Nothing to say."""

    def read(self, sights: int) -> None:
        """Nothing to say."""

    def file_given_up(self, url: str, told: str) -> None:
        raise AssertionError(url)

    def stopping(self) -> None:
        """Nothing to say."""


def fill(archive: Archive, items: int) -> None:
    """Make the archive as a crawl makes one."""
    archive.put_catalogue(CATALOGUE, AT)
    run, site, shapes = archive.begin_run(AT, "benchmark", ""), Site(items), templates()
    visit = archive.begin_visit(run, SECTION.id, AT, False)
    rows = tuple(_row(number) for number in range(items))
    archive.finish_visit(visit, VisitResult(AT, 200, 1, True, "generic", None, rows, deep=True))
    numbers = dict(archive.db.execute("SELECT url, id FROM items").fetchall())
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    for number in range(items):
        url, body = rows[number].url or "", article(site, shapes, 0, number)
        answer = Response(url, url, "GET", None, AT, AT, 200, headers, "text/html", "utf-8", body)
        document = read_article(read_page(url, body, "text/html; charset=utf-8", forced="utf-8"))
        archive.store_reading(
            numbers[url],
            Reading(
                at=AT,
                run=run,
                capture=archive.keep(answer, "article", visit=visit),
                document=document,
                attachments=(),
                sorting=PLAIN.sort_item(SECTION, "", document),
                reader=READER,
                next_check=None,
            ),
        )


def _row(number: int) -> ListedRow:
    url = f"http://{HOST}/news/{number}.html"
    return ListedRow(title_of(0, number), url, "2026-02-27", number, "page", identity(url))


def again(archive: Archive, processes: int, day: int) -> None:
    """Read all of it again."""
    now = LATER + timedelta(days=day)
    work = reextract(archive, CATALOGUE, lambda: now, Silent(), everything=True, processes=processes)
    summary = asyncio.run(work)
    assert summary.whole
    assert not summary.lost


def timed(work: Callable[[], Any]) -> float:
    """Seconds that something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    cores = os.cpu_count() or 1
    with (
        tempfile.TemporaryDirectory() as folder,
        open_archive(Path(folder) / "archive", create=True) as archive,
    ):
        took = timed(lambda: fill(archive, items))
        print(f"{items} items stored in {took:.0f} s; {cores} cores\n")
        print("| what | seconds | a second | hours for a million |\n|---|---|---|---|")
        for name, seconds in (
            (f"reextract --all, {cores} processes", timed(lambda: again(archive, cores, 1))),
            ("reextract --all, 1 process", timed(lambda: again(archive, 1, 2))),
            ("verify", timed(lambda: _verify(archive, None))),
            ("verify --quick", timed(lambda: _verify(archive, 0))),
        ):
            pace = items / seconds
            print(f"| {name} | {seconds:.1f} | {pace:.0f} | {1e6 / pace / 3600:.1f} |")


def _verify(archive: Archive, nightly: int | None) -> None:
    assert not list(archive.faults(lambda name: None, nightly=nightly))


if __name__ == "__main__":
    main()
