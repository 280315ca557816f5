"""Walking a section's list pages: how far, and what was seen. Stores nothing but captures."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from gongkai.archive import STOPPED, KnownSection, ListedRow
from gongkai.base.personal import mask
from gongkai.base.times import china_day
from gongkai.base.urls import host_of, row_kind
from gongkai.base.values import Answer, Ask, Document, Listing, Page, Request, Row, Section, Site
from gongkai.crawl import drift
from gongkai.crawl.doubt import another_list, newest_day, newest_first, text_for_list, top_tells
from gongkai.crawl.reading import as_page, is_lost
from gongkai.crawl.resume import Key, kept_answer, pages_kept
from gongkai.crawl.run import READER, SAID, Run, said_before
from gongkai.platforms import identity, refresh_target

LONG_WALK = 10
"""Pages after which a walk is cut off when the crawl is to end; a shorter one is finished."""

BEARS_OUT = 50
"""Pages that are walked to see whether the rows bear out a stated total that jumped."""

MAY_BE_CUT = 2_000
"""Rows of a page that may have more than are read of it: readers look at 3,000 records, not all of them
rows."""

MAX_HOPS = 3
"""Stubs followed in a row before a column is given up as leading nowhere."""

MAX_SHELLS = 4
"""Answers without rows that lead to the one with rows: the column's page, a token, a list's address."""

_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|aspx?|php)$")

Trouble = Literal["failed", "blocked", "broken"]


@dataclass(slots=True)
class Walk:
    """What a walk has seen so far. `trouble` ends it: (outcome, reason) of the visit. `single` is the
    document of a column that is one page of text; `brought` counts the new rows of the last page, which
    `repeats` the one before it if it has the very same; `pages` are those that could have held rows,
    `shells` those that only led to them. `total` is the number of rows that the list states. `kept` are pages
    (captures) of the walk that this one takes up, which is then `resumed`."""

    pages: int = 0
    shells: int = 0
    rows: list[ListedRow] = field(default_factory=list)
    capture: int | None = None
    sha256: str = ""
    status: int | None = None
    reader: str = ""
    unchanged: bool = False
    complete: bool = False
    deep: bool = False
    trouble: tuple[Trouble, str] | None = None
    single: Document | None = None
    addresses: set[str] = field(default_factory=set)
    pages_seen: set[tuple[str, str | None]] = field(default_factory=set)
    brought: int = 0
    total: int | None = None
    last_rows: tuple[Row, ...] = ()
    repeats: bool = False
    kept: dict[Key, int] = field(default_factory=dict)
    resumed: bool = False


async def walk_section(
    run: Run, section: Section, site: Site, visit: int, first: Request, known: KnownSection, deep: bool
) -> Walk:
    """Read list pages from `first` on until the walk has gone as deep as it must."""
    walk, asked = Walk(), section.first_ask
    if host_of(first.url) not in (*site.own_hosts, host_of(section.url)):
        walk.trouble = ("failed", f"asked-elsewhere: {host_of(first.url)}")
    request: Request | None = first
    while request is not None and walk.trouble is None:
        page = await _fetch_page(run, request, asked, visit, walk, site)
        if page is None or _same_as_before(walk, known, deep, section, page.url):
            break
        platform = (page.asked.reader if page.asked else "") or section.platform
        listing = await run.pages.listing(page, section, platform, china_day(run.now()))
        await _take(run, walk, listing, page, site, known)
        if walk.pages == 1:
            walk.kept = await pages_kept(run, section, known, first, listing)
        following = _next_ask(run, walk, listing, page, site, known, deep, section)
        asked, request = following or asked, following_request(following, page, section)
    doubt = _doubt(walk, known, section)
    if doubt:
        walk.rows, walk.single, walk.trouble = [], None, ("broken", doubt)
    return walk


def _doubt(walk: Walk, known: KnownSection, section: Section) -> str | None:
    """Why what a walk showed is hardly the list that was known: a reason, or None."""
    if walk.unchanged or walk.trouble or said_before(known) != section.said:
        return None
    if drift.rows_gone(walk.rows, known, section):
        return drift.ROWS_GONE
    if another_list(walk.rows, known, section):
        return "another-list"
    if drift.dates_gone(walk.rows, known):
        return drift.DATES_GONE
    borne_out = walk.complete and walk.total is not None and len(walk.rows) >= walk.total
    return drift.TOTAL_JUMPED if drift.total_jumped(walk.total, known) and not borne_out else None


def following_request(ask: Ask | None, page: Page, section: Section) -> Request | None:
    """The request for what a page wants asked next. As in a browser, it comes from the page in which the
    answer is shown. The headers that the operator gives a column go with each."""
    if ask is None:
        return None
    return request_of(ask, ask.shown_in or page.url, (*section.first_ask.headers, *ask.headers))


def request_of(ask: Ask, referer: str | None, headers: tuple[tuple[str, str], ...]) -> Request:
    """The request for a list that an ask describes."""
    return Request(ask.url, "list", referer=referer, body=ask.body, body_type=ask.body_type, headers=headers)


async def _fetch_page(
    run: Run, request: Request, asked: Ask, visit: int, walk: Walk, site: Site
) -> Page | None:
    """The next list page, stubs followed; None when the walk is over: unchanged, or trouble."""
    for _ in range(MAX_HOPS + 1):
        answer = await _answer(run, walk, request, visit)
        if answer.verdict == "unchanged":
            walk.unchanged = True
            return None
        if answer.verdict == "gone" and asked.may_end and walk.pages:
            walk.deep = True
            return None
        if answer.verdict != "page" or answer.response is None:
            walk.trouble = _trouble(answer, walk.pages)
            return None
        page = replace(as_page(answer.response), asked=asked)
        target = None if asked.reader or asked.body is not None else refresh_target(page)
        ours = (*site.own_hosts, host_of(request.url))
        if host_of(target or page.url) not in ours:
            walk.trouble = ("failed", "stub-off-site")
            return None
        if target is None:
            return page
        request, asked = Request(target, "list", referer=page.url, headers=request.headers), Ask(target)
    walk.trouble = ("failed", "stub-loop")
    return None


async def _answer(run: Run, walk: Walk, request: Request, visit: int) -> Answer:
    """What asking for a page comes to; or the page as the walk that this one takes up has kept it."""
    kept = kept_answer(run, walk.kept.pop((request.url, request.body), None))
    if kept is not None:
        walk.resumed = True
        return kept
    answer = await run.fetcher.get(request)
    _note(run, walk, answer, visit)
    return answer


def _same_as_before(walk: Walk, known: KnownSection, deep: bool, section: Section, url: str) -> bool:
    """Whether the first page has the very bytes that today's reader understood last time at this address:
    then its rows are known without reading it again."""
    before = known.first_page
    if walk.pages or before is None or walk.sha256 != before.sha256 or not before.reader.startswith(READER):
        return False
    if said_before(known) != section.said:
        return False
    if known.unsettled or url != before.url or not (before.whole or (not deep and top_tells(known))):
        return False
    walk.unchanged, walk.pages = True, 1
    walk.reader = before.reader.removeprefix(READER).partition(SAID)[0].strip()
    walk.complete = walk.deep = before.whole
    return True


def _note(run: Run, walk: Walk, answer: Answer, visit: int) -> None:
    if answer.response is None:
        return
    capture = run.archive.keep(answer.response, "list", visit=visit)
    walk.status = answer.response.status
    walk.sha256 = hashlib.sha256(answer.response.body).hexdigest()
    if walk.capture is None or walk.pages == 0:
        walk.capture = capture


def _trouble(answer: Answer, pages: int) -> tuple[Trouble, str]:
    outcome: Trouble = "blocked" if answer.verdict == "blocked" else "failed"
    reason = answer.reason or answer.verdict
    if reason == "redirect-home":
        outcome = "broken"
    return outcome, f"page-{pages + 1}: {reason}" if pages else reason


async def _take(run: Run, walk: Walk, listing: Listing, page: Page, site: Site, known: KnownSection) -> None:
    """Add what one page shows to the walk."""
    body = page.asked.body if page.asked else None
    keys = {(page.url, body), page.asked.key if page.asked else (page.url, None)}
    walk.pages_seen |= {page_key(*key) for key in keys}
    walk.reader = listing.platform
    if listing.shape == "shell":
        walk.shells += 1
        return
    walk.pages += 1
    before = len(walk.rows)
    if listing.shape == "unknown":
        walk.trouble = ("broken", listing.why or "nothing-recognised")
        return
    if listing.shape == "article" and (before or text_for_list(page.url, known, site)):
        walk.trouble = ("broken", f"page-{walk.pages}: text-for-list" if before else "text-for-list")
        return
    if listing.shape == "article":
        walk.single = await run.pages.text(page)
        if is_lost(walk.single):
            walk.trouble = ("broken", dict(walk.single.metadata)["not-a-page"])
            return
        row = Row(walk.single.title or listing.section or "", page.url, walk.single.published)
        walk.rows.append(listed_row(row, site, len(walk.rows)))
        return
    for row in listing.rows:
        listed = listed_row(row, site, len(walk.rows))
        if listed.identity is None or listed.identity not in walk.addresses:
            walk.rows.append(listed)
        if listed.identity:
            walk.addresses.add(listed.identity)
    walk.brought = len(walk.rows) - before
    walk.total = listing.total_items if walk.pages == 1 else walk.total
    walk.repeats = bool(listing.rows) and listing.rows == walk.last_rows
    walk.last_rows = listing.rows


def listed_row(row: Row, site: Site, position: int) -> ListedRow:
    """A row as the archive takes it, with its identity and kind; its title masked as one that is known is, so
    that the two can be compared."""
    return ListedRow(
        title=mask(row.title)[0],
        url=row.url,
        date=row.date,
        position=position,
        kind=row_kind(row.url, site.own_hosts) if row.url else "page",
        identity=identity(row.url, site.hosts) if row.url else None,
    )


def _next_ask(
    run: Run,
    walk: Walk,
    listing: Listing,
    page: Page,
    site: Site,
    known: KnownSection,
    deep: bool,
    section: Section,
) -> Ask | None:
    """What to ask next, or None when the walk is deep enough or the list is at its end: no next page, one
    that was seen already, or a page that brings nothing new, which may show no end (`_end`): a server that
    knows but one page answers so too."""
    if walk.trouble:
        return None
    following = listing.next
    if listing.shape == "shell":
        walk.trouble = _astray(walk, following, page, site)
        return None if walk.trouble else following
    if following is None or page_key(*following.key) in walk.pages_seen or not walk.brought:
        _end(walk, listing)
        return None
    if _cut_short(run, walk, section) or not goes_on_here(following.url, page, site):
        return None
    jumped = walk.pages < BEARS_OUT and drift.total_jumped(walk.total, known)
    if jumped or not _in_order(listing, known, walk):
        return following
    if _far_enough(run, listing, known, deep, walk):
        walk.deep = deep
        return None
    return following


def _cut_short(run: Run, walk: Walk, section: Section) -> bool:
    """Whether a walk ends before its list does: as the operator says, or since the crawl is to end."""
    if walk.pages >= LONG_WALK and run.over():
        walk.trouble = ("failed", STOPPED)
        return True
    walk.deep = section.first_page_only or walk.pages >= run.options.max_pages
    return walk.deep


def _end(walk: Walk, listing: Listing) -> None:
    """Note what the end of a list that cannot be walked further says of it."""
    walk.complete = _all_seen(walk, listing)
    walk.deep = walk.complete or listing.window
    walk.complete = walk.complete and not walk.resumed and len(listing.rows) < MAY_BE_CUT
    if walk.repeats and not walk.deep:
        walk.trouble = ("broken", f"page-{walk.pages}: {drift.REPEATS}")


def page_key(url: str, body: str | None) -> tuple[str, str | None]:
    """What tells one page of a list from another: the first is often linked as the index of its folder."""
    return _INDEX.sub("/", url), body


def _astray(walk: Walk, following: Ask | None, page: Page, site: Site) -> tuple[Trouble, str] | None:
    """Why a page without rows leads to none: nowhere, in a circle, or to a host that nobody named."""
    if following is None or page_key(*following.key) in walk.pages_seen or walk.shells > MAX_SHELLS:
        return "broken", "shell-leads-nowhere"
    if not goes_on_here(following.url, page, site):
        return "broken", f"rows-elsewhere: {host_of(following.url)}"
    return None


def goes_on_here(url: str, page: Page, site: Site) -> bool:
    """Whether a list may go on there: on the host of the page that says so, or one that the site names."""
    shown_in = page.asked.shown_in if page.asked else ""
    return host_of(url) in (host_of(page.url), host_of(shown_in), *site.own_hosts)


def _all_seen(walk: Walk, listing: Listing) -> bool:
    """Whether the end of a list that cannot be walked further is its end: a page that brought something,
    and no more rows stated than were seen. Pages tell where rows are not stated: one answer may hold several
    of those that a site counts (Hanweb jpage). Where neither is, a next page that is printed and cannot be
    asked for tells that there is more."""
    ended = listing.shape == "list" and not listing.rows
    if not (walk.brought or walk.pages == 1 or ended):
        return False
    if listing.total_items:
        return listing.total_items <= len(walk.rows)
    if listing.total_pages:
        return listing.total_pages <= walk.pages
    return not listing.more


def _far_enough(run: Run, listing: Listing, known: KnownSection, deep: bool, walk: Walk) -> bool:
    """A deep walk goes back to the lookback day and to every row that is known, or to where it stood; any
    other ends with a page that holds nothing new.

    Pinned rows and undated ones end no walk.
    """
    dated = [row.date[:10] for row in listing.rows if row.date and not row.pinned]
    if run.options.backfill and run.options.since is None:
        return False
    if deep:
        past = bool(dated) and max(dated) < lookback_day(run).isoformat()
        return past and known.rows.keys() <= walk.addresses
    return all(_is_known(row, known, walk) for row in listing.rows if not row.pinned)


def _in_order(listing: Listing, known: KnownSection, walk: Walk) -> bool:
    """Whether what is new would have been met by now: rows stand newest first, and the newest that is
    known was among them."""
    if not newest_first([row.date[:10] for row in listing.rows if row.date and not row.pinned]):
        return False
    newest = newest_day(known)
    at = [i for i, row in known.rows.items() if newest and row.date and row.date[:10] == newest]
    return not at or any(i in walk.addresses for i in at)


def _is_known(row: Row, known: KnownSection, walk: Walk) -> bool:
    if row.url is None:
        return True
    listed = next((r for r in walk.rows if r.url == row.url), None)
    before = known.rows.get(listed.identity or "") if listed else None
    return before is not None and before.title == row.title and before.date == row.date


def lookback_day(run: Run) -> date:
    """The day back to which lists are read."""
    today = china_day(run.now())
    if run.options.since:
        return run.options.since
    months = today.year * 12 + today.month - 1 - run.options.lookback_months
    return date(months // 12, months % 12 + 1, min(today.day, 28))
