"""Trying a section: its pages fetched and read as a crawl does it, and nothing stored.

```
first page ─► first page again ─► next page ─► one item (another one if that cannot be read)
```
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from gongkai.archive import KnownSection, ListedRow
from gongkai.base.urls import host_of
from gongkai.base.values import Ask, Document, Page, Request, Row, Section, Site
from gongkai.crawl.items import no_page
from gongkai.crawl.reading import PageReader, as_page, is_lost
from gongkai.crawl.stored import is_file
from gongkai.crawl.trial import ArticleSight, Sight, Step, Trial
from gongkai.crawl.walk import (
    MAX_HOPS,
    MAX_SHELLS,
    following_request,
    goes_on_here,
    listed_row,
    page_key,
    request_of,
)
from gongkai.fetch import Fetcher, reasons
from gongkai.platforms import refresh_target

MAX_ARTICLES = 2
"""Items asked for until one can be read: a single one may well be gone."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What trying takes: the fetcher and the reader of a crawl, and the China day."""

    fetcher: Fetcher
    pages: PageReader
    day: date


async def try_section(
    tools: Tools, section: Section, site: Site, known: KnownSection, *, twice: bool = True
) -> Trial:
    """Fetch and read what tells whether a section can be crawled: at most two looks at its first page, one
    at the next, and `MAX_ARTICLES` items. Network trouble is a value. Who refuses is not asked again."""
    first = await _first(tools, section, site)
    again = twice and first.verdict != "blocked" and first.reason != "asked-elsewhere"
    second = await _first(tools, section, site) if again else None
    trial = Trial(section, tools.day, known, first, second)
    if not trial.shown.understood:
        return trial
    ask, following = await _next(tools, section, site, trial.shown)
    articles = await _articles(tools, section, site, trial.shown.rows) if not trial.shown.single else ()
    return replace(trial, next=ask, following=following, articles=articles)


async def _first(tools: Tools, section: Section, site: Site) -> Sight:
    ask = section.first_ask
    if host_of(ask.url) not in (*site.own_hosts, host_of(section.url)):
        return _lost((), "asked-elsewhere", f"asked-elsewhere: {host_of(ask.url)}")
    return await _look(tools, section, site, ask, request_of(ask, ask.shown_in or None, ask.headers))


async def _look(tools: Tools, section: Section, site: Site, asked: Ask, request: Request) -> Sight:
    """One page of a list, with the stubs and the column's page that lead to it."""
    steps: list[Step] = []
    for _ in range(MAX_HOPS + MAX_SHELLS + 1):
        answer = await tools.fetcher.get(request)
        if answer.verdict != "page" or answer.response is None:
            reason = answer.reason or answer.verdict
            return Sight(tuple(steps), answer.verdict, reason, answer.detail or reasons.told(reason))
        page = replace(as_page(answer.response), asked=asked)
        target = None if asked.reader or asked.body is not None else refresh_target(page)
        if host_of(target or page.url) not in (*site.own_hosts, host_of(request.url)):
            return _lost(steps, "stub-off-site")
        if target is not None:
            steps.append(Step(answer.response, page, None))
            request, asked = Request(target, "list", referer=page.url, headers=request.headers), Ask(target)
            continue
        platform = asked.reader or section.platform
        listing = await tools.pages.listing(page, section, platform, tools.day)
        steps.append(Step(answer.response, page, listing))
        if listing.shape != "shell":
            return await _read(tools, site, Sight(tuple(steps)), page)
        trouble = _astray(steps, listing.next, page, site)
        following = following_request(listing.next, page, section)
        if trouble or following is None or listing.next is None:
            return _lost(steps, trouble or "shell-leads-nowhere")
        request, asked = following, listing.next
    return _lost(steps, "stub-loop")


def _astray(steps: list[Step], following: Ask | None, page: Page, site: Site) -> str:
    """Why a page without rows leads to none; empty if it leads on."""
    if following is None or page_key(*following.key) in _keys(steps):
        return "shell-leads-nowhere"
    return "" if goes_on_here(following.url, page, site) else f"rows-elsewhere: {host_of(following.url)}"


def _keys(steps: Sequence[Step]) -> set[tuple[str, str | None]]:
    """What was asked for on the way."""
    return {page_key(*step.page.asked.key) for step in steps if step.page.asked}


def _lost(steps: Sequence[Step], reason: str, told: str = "") -> Sight:
    return Sight(tuple(steps), "failed", reason, reasons.told(told or reason))


async def _read(tools: Tools, site: Site, sight: Sight, page: Page) -> Sight:
    """What a list page says: its rows, or the one text that it is."""
    listing = sight.listing
    if listing is None or listing.shape == "unknown":
        why = (listing.why if listing else "") or "nothing-recognised"
        return replace(sight, verdict="failed", reason=why, detail=reasons.told(why))
    if listing.shape != "article":
        rows = tuple(listed_row(row, site, at) for at, row in enumerate(listing.rows))
        return replace(sight, rows=rows)
    single = await tools.pages.text(page)
    if is_lost(single):
        return _lost(sight.steps, dict(single.metadata)["not-a-page"])
    row = Row(single.title or listing.section or "", page.url, single.published)
    return replace(sight, rows=(listed_row(row, site, 0),), single=single)


async def _next(tools: Tools, section: Section, site: Site, shown: Sight) -> tuple[Ask | None, Sight | None]:
    """What the next page is asked with, where there is one of its own, and a look at it, where a crawl
    would go there."""
    listing, page = shown.listing, shown.steps[-1].page
    following = listing.next if listing else None
    request = following_request(following, page, section)
    seen = _keys(shown.steps) | {page_key(page.url, page.asked.body if page.asked else None)}
    if following is None or request is None or page_key(*following.key) in seen:
        return None, None
    if section.first_page_only or not goes_on_here(following.url, page, site):
        return following, None
    return following, await _look(tools, section, site, following, request)


async def _articles(
    tools: Tools, section: Section, site: Site, rows: tuple[ListedRow, ...]
) -> tuple[ArticleSight, ...]:
    """Items of the list until one can be read, pages before files."""
    mine = {row.identity: row for row in rows if row.url and row.kind != "external"}.values()
    tried: list[ArticleSight] = []
    for row in sorted(mine, key=lambda row: row.kind == "file")[:MAX_ARTICLES]:
        tried.append(await _article(tools, section, site, row))
        if not tried[-1].reason:
            break
    return tuple(tried)


async def _article(tools: Tools, section: Section, site: Site, row: ListedRow) -> ArticleSight:
    kind: Literal["article", "attachment"] = "attachment" if row.kind == "file" else "article"
    answer = await tools.fetcher.get(Request(row.url or "", kind, referer=section.url))
    response = answer.response
    if answer.verdict != "page" or response is None:
        reason = answer.reason or answer.verdict
        return ArticleSight(row, response, None, reason, answer.detail or reasons.told(reason))
    if host_of(response.final_url) not in site.own_hosts:
        return ArticleSight(row, response, None, "off-site", reasons.told("off-site"))
    if is_file(row.kind, response):
        return ArticleSight(row, response)
    document = await tools.pages.article(response, section.selectors.body)
    none = no_page(row.kind, response, document) or ("" if _says_something(document) else "no-body")
    return ArticleSight(row, response, document, none, reasons.told(none) if none else "")


def _says_something(document: Document) -> bool:
    """Whether a page has text or files, or is a column to which a row leads."""
    return bool(document.body or document.attachments or document.body_file) or document.kind == "list"
