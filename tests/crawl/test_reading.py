"""Pages read beside the crawl: the same is read, and what kills or hangs its reader is one page not read."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from benchmarks.corpus import load, own_corpora
from gongkai.base.values import Document, Page, Response, Section
from gongkai.crawl.pagechild import READERS
from gongkai.crawl.reading import READER_CRASHED, READER_TIMEOUT, PageReader, ReadLimits
from tests.crawl.pages import article, list_page, text
from tests.crawl.story import ROWS, Story
from tests.crawl.world import World

T = TypeVar("T")

THERE = ReadLimits(here=0)
"""Every page is read in a process."""

SECTION = Section("demo/gzdt", "demo", "qingshi", "工作动态", "http://example.invalid/gzdt/")
PLAIN = article("关于防汛的通知", "2026-03-01", text("防汛"))


def response(page: str, url: str = "http://example.invalid/gzdt/1.html") -> Response:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Response(url, url, "GET", None, "", "", 200, headers, "text/html", "utf-8", page.encode())


@cache
def endless() -> str:
    """A page that takes seconds and hundreds of megabytes: as large as one may be that is read at all."""
    return article(
        "关于防汛的通知", "2026-03-01", "\n".join(["各社区认真落实，现将有关情况予以公开。"] * 140_000)
    )


def asked(limits: ReadLimits, ask: Callable[[PageReader], Awaitable[T]]) -> T:
    async def all_of_it() -> T:
        async with PageReader(limits) as reader:
            return await ask(reader)

    return asyncio.run(all_of_it())


def read(limits: ReadLimits, *pages: str) -> list[Document]:
    async def in_turn(reader: PageReader) -> list[Document]:
        return [await reader.article(response(page), None) for page in pages]

    return asked(limits, in_turn)


def why(document: Document) -> str:
    assert document.kind == "not-a-page"
    return dict(document.metadata)["not-a-page"]


def children(pid: int) -> list[int]:
    """All processes that come from one, as Linux tells."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found[1:]


linux = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells of processes so")


@pytest.mark.parametrize("corpus", own_corpora(), ids=lambda corpus: corpus.name)
def test_a_process_reads_what_would_be_read_here(corpus: Path):
    pages = load(corpus)[::8]

    async def compare(reader: PageReader) -> None:
        for one in pages:
            page, seen = one.page(), one.seen or date(2026, 1, 1)
            if one.kind == "list":
                there = await reader.listing(page, SECTION, None, seen)
                assert there == READERS["listing"](page, SECTION, None, seen)
            else:
                assert await reader.text(page) == READERS["text"](page)

    asked(THERE, compare)


def test_many_are_read_at_once_by_processes_that_are_replaced():
    pages = [article(f"关于第{n}批事项的通知", "2026-03-01", text(f"第{n}批")) for n in range(60)]

    async def at_once(reader: PageReader) -> list[Document]:
        return await asyncio.gather(*(reader.article(response(page), None) for page in pages))

    found = asked(replace(THERE, pages=7, processes=3), at_once)
    assert [one.title for one in found] == [f"关于第{n}批事项的通知" for n in range(60)]


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_read():
    lost, after = read(replace(THERE, seconds=0.25), endless(), PLAIN)
    assert why(lost) == READER_TIMEOUT
    assert after.title == "关于防汛的通知"


def test_a_page_that_takes_too_much_memory_is_given_up_and_the_next_one_read():
    lost, after = read(replace(THERE, memory=110 * 1024 * 1024), endless(), PLAIN)
    assert why(lost) == READER_CRASHED
    assert after.title == "关于防汛的通知"


def test_a_large_page_is_read_in_a_process_from_the_first():
    (lost,) = read(ReadLimits(seconds=0.25), endless())
    assert why(lost) == READER_TIMEOUT


def test_a_listing_that_takes_too_long_is_not_recognised():
    rows = [(f"./{n}.html", f"关于第{n}批事项的通知", "2026-03-01") for n in range(50_000)]
    page = Page("http://example.invalid/gzdt/", list_page("工作动态", rows), "utf-8")
    listing = asked(
        replace(THERE, seconds=0.1), lambda reader: reader.listing(page, SECTION, None, date(2026, 3, 2))
    )
    assert (listing.shape, listing.why, listing.rows) == ("unknown", READER_TIMEOUT, ())


@linux
def test_a_few_pages_start_no_process():
    others = set(children(os.getpid()))  # of other tests

    async def look(reader: PageReader) -> list[int]:
        await reader.article(response(PLAIN), None)
        return [pid for pid in children(os.getpid()) if pid not in others]

    assert asked(ReadLimits(), look) == []


@linux
def test_processes_that_are_killed_are_replaced():
    others = set(children(os.getpid()))  # of other tests

    async def kill(reader: PageReader) -> list[str | None]:
        titles = []
        for which in (slice(0), slice(-1, None), slice(None)):  # none, the one that reads, all of them
            for pid in [pid for pid in children(os.getpid()) if pid not in others][which]:
                os.kill(pid, signal.SIGKILL)
            await asyncio.sleep(0.1)
            titles.append((await reader.article(response(PLAIN), None)).title)
        return titles

    assert asked(THERE, kill) == ["关于防汛的通知"] * 3


@pytest.mark.slow
@linux
def test_they_end_with_a_crawl_that_is_killed(tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text(endless(), encoding="utf-8")
    code = (
        "import asyncio, sys, tests.crawl.test_reading as t\n"
        "print(t.read(t.THERE, t.PLAIN)[0].title, flush=True)\n"
        "t.read(t.THERE, open(sys.argv[1], encoding='utf-8').read())"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(page)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "关于防汛的通知"
    deadline = time.monotonic() + 20
    while len(children(process.pid)) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    readers = children(process.pid)
    process.kill()
    process.communicate()
    while any(alive(pid) for pid in readers):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_crawl_goes_on_where_a_page_hangs_its_reader(story: Story):
    story.publish()
    path = "/gzdt/" + ROWS[3][0].removeprefix("./")
    story.world.site.put(path, endless())
    summary = story.world.crawl(reading=replace(THERE, seconds=0.25))
    assert summary.items == {"new": len(ROWS) - 1, "failed": 1}
    assert story.world.rows("SELECT reason FROM checks WHERE outcome = 'failed'") == [(READER_TIMEOUT,)]
    story.publish()
    assert story.world.crawl(reading=THERE).items["new"] == 1


def test_a_list_that_hangs_its_reader_accuses_nobody(world: World, story: Story):
    story.publish()
    world.crawl()
    rows = [(f"./{n}.html", f"关于第{n}批事项的通知", "2026-03-01") for n in range(50_000)]
    story.publish(ROWS)
    world.site.put("/gzdt/", list_page("工作动态", rows))
    assert world.crawl(reading=replace(THERE, seconds=0.1)).sections == {"broken": 1}
    assert world.one("SELECT reason FROM visits ORDER BY id DESC LIMIT 1") == READER_TIMEOUT
    assert story.told() == "broken"
