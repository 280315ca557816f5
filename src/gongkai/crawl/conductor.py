"""A whole crawl: lists, then articles, then what is gone; hosts side by side, one request per host."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TypeVar

from gongkai import __version__
from gongkai.archive import Archive
from gongkai.base.hosts import HostMemory
from gongkai.base.times import Clock
from gongkai.base.urls import host_of
from gongkai.base.values import Catalogue, Request
from gongkai.classify import PLAIN, Sorter
from gongkai.crawl.deriving import derive_left
from gongkai.crawl.filereader import FileReader
from gongkai.crawl.filetexts import read_files_left
from gongkai.crawl.items import read_item
from gongkai.crawl.plan import due_sections
from gongkai.crawl.reading import PageReader
from gongkai.crawl.run import CrawlOptions, CrawlSummary, Quiet, Reporter, Run
from gongkai.crawl.sections import pass_over, visit_section
from gongkai.crawl.space import NO_SPACE, Space
from gongkai.crawl.stopping import stop_signals
from gongkai.crawl.together import together
from gongkai.fetch import Closed, Fetcher, FetchSettings

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
    sorter: Sorter = PLAIN,
) -> CrawlSummary:
    """One pass over what is due; items are sorted by `sorter`. Network trouble is recorded, never raised;
    ArchiveError is."""
    reading, remembered = PageReader(options.reading), archive.host_memories()
    async with Fetcher(settings, now, remembered) as fetcher, FileReader() as files, reading as pages:
        space = Space(archive.folder, options.min_free_bytes)
        run = Run(
            archive, fetcher, files, pages, catalogue, options, now, report or Quiet(), 0, space, sorter
        )
        run.catalogue = archive.put_catalogue(catalogue, run.at())
        run.id = archive.begin_run(run.at(), __version__, config_sha256)
        with stop_signals(run):
            await _lists(run)
            await _articles(run)
            await read_files_left(run)
            await derive_left(run)
            await _lists_of_vanished(run)
            homes = await _homes(run)
        _remember_hosts(run, archive.host_memories())
        removed, held = archive.conclude_removals(run.id, run.at(), homes=homes, limits=options.vanishing)
        outcome = _outcome(run)
        archive.finish_run(run.id, run.at(), outcome, requests=fetcher.requests, bytes=fetcher.bytes)
    return CrawlSummary(
        run=run.id,
        outcome=outcome,
        sections=dict(run.sections),
        items=dict(run.items),
        removed=removed,
        requests=fetcher.requests,
        bytes=fetcher.bytes,
        held_hosts=held,
        not_due=run.not_due,
        hosts=len(run.sights),
        hosts_lost=sum(not seen for seen in run.sights.values()),
        closed_hosts={host: closed.detail for host, closed in sorted(run.closed.items())},
    )


def _outcome(run: Run) -> str:
    over = run.over()
    return NO_SPACE if run.disk_short else "stopped" if over else "done"


async def _lists(run: Run) -> None:
    wanted, options = run.options.sites, run.options
    sections = [s for s in run.catalogue.sections if s.active and (not wanted or s.site in wanted)]
    pasts = run.archive.section_pasts()
    due = due_sections(
        sections,
        pasts,
        run.now(),
        options.rhythm,
        everything=options.all_due,
        at_once=options.accepted,
    )
    run.not_due = len(sections) - len(due)
    run.report.planned(len(due))
    await _by_host(
        run,
        due,
        lambda one: host_of(one.section.url),
        lambda one: visit_section(run, one.section, deadline=one.deadline),
        lambda one, closed: pass_over(run, one.section, closed),
    )


async def _articles(run: Run) -> None:
    due = run.archive.due_addresses(run.at(), sites=run.options.sites or None)
    run.report.items_planned(len(due))
    await _by_host(run, due, lambda one: one.host, lambda one: read_item(run, one.item))


async def _lists_of_vanished(run: Run) -> None:
    """Visit the sections of items that vanished, where that was not their turn: of an item whose lists were
    not seen nothing is concluded."""
    wanted = set(run.archive.sections_out_of_sight(run.id))
    sections = [section for section in run.catalogue.sections if section.id in wanted]
    if not sections:
        return
    run.report.planned(run.sections.total() + len(sections))
    await _by_host(run, sections, lambda s: host_of(s.url), lambda s: visit_section(run, s))


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
    leave: Callable[[Work, Closed], None] = lambda work, closed: None,
) -> None:
    """Do the work in order within each host, with up to `hosts_at_once` hosts side by side; `leave` that of a
    host that is to be left alone."""
    queues: dict[str, list[Work]] = defaultdict(list)
    for piece in work:
        queues[host(piece)].append(piece)
    gate = asyncio.Semaphore(run.options.hosts_at_once)
    run.report.hosts_planned(len(queues))

    async def serve(name: str, queue: list[Work]) -> None:
        async with gate:
            run.report.host_begun(name, len(queue))
            for piece in queue:
                if run.over():
                    break
                closed = _closed(run, name)
                if closed:
                    leave(piece, closed)
                else:
                    await do(piece)
            run.report.host_done(name)

    await together(serve(name, queue) for name, queue in queues.items())


def _closed(run: Run, host: str) -> Closed | None:
    """Why a host is to be left alone now, if it is. That is written down at once, so that a crawl after one
    that is killed does not ask again."""
    closed = run.fetcher.closed(host)
    if closed and host not in run.closed:
        run.closed[host] = closed
        _remember_hosts(run, run.archive.host_memories())
    return closed


def _remember_hosts(run: Run, known: Mapping[str, HostMemory]) -> None:
    """Keep what changed of hosts since `known`."""
    for memory in run.fetcher.memories():
        if memory != known.get(memory.host, HostMemory(memory.host)):
            run.archive.put_host(memory, run.at())
