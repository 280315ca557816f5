"""A whole crawl: lists, then articles, then what is gone; hosts side by side, one request per host."""

from __future__ import annotations

import asyncio
import signal
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from gongkai import __version__
from gongkai.archive import Archive
from gongkai.base.errors import GongkaiError
from gongkai.base.times import Clock
from gongkai.base.urls import host_of
from gongkai.base.values import Catalogue, Request
from gongkai.crawl.filereader import FileReader
from gongkai.crawl.filetexts import read_files_left
from gongkai.crawl.items import read_item
from gongkai.crawl.reading import PageReader
from gongkai.crawl.run import CrawlOptions, CrawlSummary, Quiet, Reporter, Run
from gongkai.crawl.sections import visit_section
from gongkai.fetch import Fetcher, FetchSettings

Work = TypeVar("Work")


async def crawl(
    archive: Archive,
    catalogue: Catalogue,
    settings: FetchSettings,
    options: CrawlOptions,
    now: Clock,
    *,
    config_sha256: str = "",
    report: Reporter | None = None,
) -> CrawlSummary:
    """One pass over what is due. Network trouble is recorded, never raised; ArchiveError is."""
    reading = PageReader(options.reading)
    async with Fetcher(settings, now) as fetcher, FileReader() as files, reading as pages:
        run = Run(archive, fetcher, files, pages, catalogue, options, now, report or Quiet(), id=0)
        run.catalogue = archive.put_catalogue(catalogue, run.at())
        run.id = archive.begin_run(run.at(), __version__, config_sha256)
        with _ctrl_c(run):
            await _lists(run)
            await _articles(run)
            await read_files_left(run)
            homes = await _homes(run)
        removed, held = archive.conclude_removals(run.id, run.at(), homes=homes, limits=options.vanishing)
        outcome = "stopped" if run.over() else "done"
        archive.finish_run(run.id, run.at(), outcome, requests=fetcher.requests, bytes=fetcher.bytes)
    return CrawlSummary(
        run.id, outcome, dict(run.sections), dict(run.items), removed, fetcher.requests, fetcher.bytes, held
    )


async def _lists(run: Run) -> None:
    wanted = run.options.sites
    sections = [s for s in run.catalogue.sections if s.active and (not wanted or s.site in wanted)]
    run.report.planned(len(sections))
    await _by_host(
        run, sections, lambda section: host_of(section.url), lambda section: visit_section(run, section)
    )


async def _articles(run: Run) -> None:
    due = run.archive.due_addresses(run.at(), sites=run.options.sites or None)
    run.report.items_planned(len(due))
    await _by_host(run, due, lambda one: one.host, lambda one: read_item(run, one.item))


async def _homes(run: Run) -> frozenset[str]:
    """The sites whose home page answers: only there may a vanished item be called removed."""
    understood = set()
    for site_id in run.archive.sites_with_vanished(run.id):
        site = run.site(site_id)
        answer = await run.fetcher.get(Request(site.home_url, "home"))
        if answer.response:
            run.archive.keep(answer.response, "home")
        if answer.verdict == "page" and answer.response and answer.response.charset:
            understood.add(site_id)
    return frozenset(understood)


async def _by_host(
    run: Run,
    work: Iterable[Work],
    host: Callable[[Work], str],
    do: Callable[[Work], Awaitable[None]],
) -> None:
    """Do the work in order within each host, with up to `hosts_at_once` hosts side by side."""
    queues: dict[str, list[Work]] = defaultdict(list)
    for piece in work:
        queues[host(piece)].append(piece)
    gate = asyncio.Semaphore(run.options.hosts_at_once)

    async def serve(queue: list[Work]) -> None:
        async with gate:
            for piece in queue:
                if run.over():
                    return
                await do(piece)

    try:
        async with asyncio.TaskGroup() as group:
            for queue in queues.values():
                group.create_task(serve(queue))
    except* GongkaiError as failed:  # one sentence is enough: the archive fails all hosts alike
        raise _first(failed) from failed


def _first(failed: BaseExceptionGroup[GongkaiError]) -> GongkaiError:
    error: BaseException = failed
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, GongkaiError)  # noqa: S101  a group of ours holds nothing else
    return error


@contextmanager
def _ctrl_c(run: Run) -> Iterator[None]:
    """The first Ctrl-C finishes the work in hand, the second stops."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        run.stopping = True
        loop.remove_signal_handler(signal.SIGINT)

    try:
        loop.add_signal_handler(signal.SIGINT, stop)
    except (NotImplementedError, RuntimeError, ValueError):  # not the main thread, or not POSIX
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
