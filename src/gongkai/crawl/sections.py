"""Visiting a section: walk its list, record what was seen, or why nothing could be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urldefrag

from gongkai.archive import STOPPED, KnownSection, ListedRow, Reading, VisitResult
from gongkai.base.times import china_day, parse_utc, utc_text
from gongkai.base.urls import host_of
from gongkai.base.values import Document, Request, Section, Site
from gongkai.crawl.doubt import same_title, top_tells, unlike
from gongkai.crawl.items import ANOTHER_PAGE
from gongkai.crawl.plan import full_walk_due
from gongkai.crawl.run import READER, SAID, Run, said_before
from gongkai.crawl.walk import Trouble, Walk, request_of, walk_section
from gongkai.fetch import Closed, reasons

BREAKER = "breaker"
"""Reason of a host that refused us time and again (`fetch.standing`)."""

UNDERSTOOD = frozenset(("new", "unchanged", "empty"))
"""Outcomes of visits that saw the section."""


async def visit_section(run: Run, section: Section, *, deadline: bool = False) -> None:
    """One visit: begun, walked, recorded. Whatever happens ends as an outcome of the visit. With a `deadline`
    near it is asked without a condition. A section whose new looks the operator accepted is looked at as if
    nothing had been known of it."""
    site = run.site(section.site)
    known = run.archive.known_section(section.id)
    if section.id in run.options.accepted:
        known = KnownSection(section.id, {}, (), None, None, None, None)
    deep = _deep_due(run, section, known)
    request = _first_request(run, section, known, unconditional=deep or deadline)
    visit = run.archive.begin_visit(run.id, section.id, run.at(), request.conditional)
    walk = await walk_section(run, section, site, visit, request, known, deep)
    outcome, told = _record(run, section, site, visit, walk)
    run.sections[outcome] += 1
    host = host_of(section.url)
    seen = outcome in UNDERSTOOD or walk.trouble == ("failed", STOPPED)
    run.sights[host] = run.sights.get(host, False) or seen
    run.report.section_done(section, outcome, told)


def pass_over(run: Run, section: Section, closed: Closed) -> None:
    """A section that is due on a host that is left alone. Where the host turned us away, so it did here: that
    is written down as a visit, though nothing was asked. A host that only asks for time is asked later."""
    if closed.reason != BREAKER:
        return
    visit = run.archive.begin_visit(run.id, section.id, run.at(), False)
    run.archive.fail_visit(visit, run.at(), "blocked", closed.reason)
    run.sections["blocked"] += 1
    run.sights.setdefault(host_of(section.url), False)
    run.report.section_done(section, "blocked", closed.reason)


def _deep_due(run: Run, section: Section, known: KnownSection) -> bool:
    """Whether the list is to be walked back to the lookback day, not only to what is known. It is where the
    operator now says otherwise how it is asked and read: what was seen of it may have been another part."""
    if run.options.all_due or said_before(known) != section.said or known.unsettled:
        return True
    return full_walk_due(section.id, known.last_deep, china_day(run.now()), run.options.full_walk_days)


def _first_request(run: Run, section: Section, known: KnownSection, *, unconditional: bool) -> Request:
    """Conditional only shortly after an unconditional look: a cache between us and the site may say
    "unchanged" for ever, and judging needs looks that do not depend on it."""
    ask = section.first_ask
    plain = request_of(ask, ask.shown_in or None, ask.headers)
    if plain.body is not None:
        return plain
    if unconditional or known.last_unconditional is None or not top_tells(known):
        return plain
    if known.first_page is None or known.first_page.asked != urldefrag(ask.url).url:
        # what answers there only leads to the list: that it is unchanged says nothing of the list
        return plain
    age = run.now() - parse_utc(known.last_unconditional)
    before = run.archive.validators(ask.url)
    if before is None or age >= timedelta(hours=run.options.unconditional_hours):
        return plain
    return replace(plain, etag=before.etag, last_modified=before.last_modified)


def _record(run: Run, section: Section, site: Site, visit: int, walk: Walk) -> tuple[str, str]:
    """Write the visit down; its outcome and a few words for the report."""
    finished = run.at()
    if walk.single is not None and _another_text(run, section, walk, walk.single):
        walk.rows, walk.trouble = [], ("broken", ANOTHER_PAGE)
    if walk.trouble and not walk.rows:
        outcome, reason = _left(run, section, walk.trouble)
        run.archive.fail_visit(
            visit, finished, outcome, reason, status=walk.status, pages=walk.pages, capture=walk.capture
        )
        return outcome, reason
    counts = run.archive.finish_visit(
        visit,
        VisitResult(
            finished=finished,
            status=walk.status,
            pages=walk.pages,
            complete=walk.complete,
            deep=walk.deep,
            reader=f"{READER} {walk.reader}{f'{SAID}{section.said}' if section.said else ''}",
            capture=walk.capture,
            rows=_sorted(run, section, walk),
            unchanged=walk.unchanged,
            trouble=walk.trouble,
            total=walk.total,
            accepted=section.id in run.options.accepted,
            resumed=walk.resumed,
        ),
    )
    if walk.single is not None and not walk.trouble:
        _store_single(run, section, site, walk)
    return counts.outcome, f"{counts.listed} 条，新增 {counts.new}，变更 {counts.changed}，消失 {counts.gone}"


def _left(run: Run, section: Section, trouble: tuple[Trouble, str]) -> tuple[Trouble, str]:
    """A column that was understood and whose address the site no longer knows was left behind by a rebuilt
    site: it is `broken`, as one that shows something else is. One that never was there has `failed`."""
    outcome, reason = trouble
    known_before = run.archive.known_section(section.id).first_page is not None
    if outcome == "failed" and known_before and reasons.of(reason).verdict == "gone":
        return "broken", reason
    return trouble


def _another_text(run: Run, section: Section, walk: Walk, single: Document) -> bool:
    """Whether a column of one page of text now shows another text under another title."""
    known = run.archive.known_section(section.id).rows.get(walk.rows[0].identity or "") if walk.rows else None
    if known is None or section.id in run.options.accepted or same_title(single.title or "", known.title):
        return False
    return unlike(run.archive.standing(known.item)[1], single.body)


def _sorted(run: Run, section: Section, walk: Walk) -> tuple[ListedRow, ...]:
    """The rows, those that are new or say something else sorted by what they say."""
    if not walk.rows:
        return ()
    known = run.archive.known_section(section.id).rows
    said = {identity: row.title for identity, row in known.items()}
    return tuple(
        row
        if said.get(row.identity or "") == row.title
        else replace(row, sorting=run.sorter.sort_item(section, row.title, None))
        for row in walk.rows
    )


def _store_single(run: Run, section: Section, site: Site, walk: Walk) -> None:
    """A column that is one page of text: the list page just read is the item's page too."""
    known = run.archive.known_section(section.id).rows.get(walk.rows[0].identity or "")
    if known is None or walk.single is None or walk.capture is None:
        return
    reading = Reading(
        at=run.at(),
        run=run.id,
        capture=walk.capture,
        document=walk.single,
        attachments=(),
        sorting=run.sorter.sort_item(section, walk.rows[0].title, walk.single),
        reader=READER,
        next_check=utc_text(run.now() + timedelta(days=run.options.recheck_days[-1])),
    )
    run.items[run.archive.store_reading(known.item, reading)] += 1
