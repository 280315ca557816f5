"""Taking up a long walk where it was cut off: its pages are kept, and need not be asked for again.

Only the first walk over a list, or a backfill, is taken up, and only while the first page shows the same
rows: then its other pages stand where they stood. What such a walk saw is of several nights, so nothing is
called gone by it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from gongkai.archive import KnownSection
from gongkai.base.errors import ArchiveUnreadable
from gongkai.base.times import china_day, utc_text
from gongkai.base.values import Answer, Listing, Request, Section
from gongkai.crawl.reading import as_page
from gongkai.crawl.run import Run

Key = tuple[str, str | None]
"""Address and body of a request."""

DAYS_KEPT = 3
"""After so long a walk begins anew."""


async def pages_kept(
    run: Run, section: Section, known: KnownSection, first: Request, listing: Listing
) -> dict[Key, int]:
    """The captures of the further pages that a walk saw before it was cut off; none where it is not to be
    taken up. `listing` is what the first page shows now."""
    filling = known.last_deep is None or run.options.backfill or run.options.since is not None
    if not filling or listing.shape != "list":
        return {}
    pages = run.archive.pages_of_cut_walk(section.id, utc_text(run.now() - timedelta(days=DAYS_KEPT)))
    before = kept_answer(run, pages.pop((first.url, first.body), None))
    if before is None or before.response is None or not pages:
        return {}
    page = replace(as_page(before.response), asked=section.first_ask)
    platform = section.first_ask.reader or section.platform
    seen = await run.pages.listing(page, section, platform, china_day(run.now()))
    return pages if seen.rows == listing.rows else {}


def kept_answer(run: Run, capture: int | None) -> Answer | None:
    """A kept page as the answer that it was."""
    if capture is None:
        return None
    try:
        return Answer("page", run.archive.kept_response(capture))
    except ArchiveUnreadable:
        return None
