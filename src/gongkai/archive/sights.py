"""What earlier visits to a section showed, and what follows from it for the one at hand. Reads only."""

from __future__ import annotations

import json
from datetime import timedelta

from gongkai.archive.listings import Comparison
from gongkai.archive.removals import HOURS_APART
from gongkai.archive.sqlite import Connection, Record, one
from gongkai.archive.values import FirstPage, KnownRow, ListedRow, VisitResult
from gongkai.base.times import parse_utc

MANY_MISSING = "many-missing"
"""Reason of an understood visit that missed so many rows at once that they are believed to stand until a
second look misses them too."""

FEW_GONE, SHARE_GONE = 5, 0.10
"""So many rows and more than this share of them missing at once take a second look, hours later. The
figures are those of removals (`VanishLimits`)."""


def first_page(db: Connection, section: str) -> FirstPage | None:
    """Of the last understood visit; a 304 has no page, so the visit whose page it confirmed is looked for."""
    row = db.execute(
        """SELECT captures.sha256, captures.final_url, captures.url, visits.reader,
               visits.complete AND visits.pages = 1 AS whole
           FROM visits JOIN captures ON captures.id = visits.capture
           WHERE visits.section = ? AND visits.understood AND captures.status = 200
           ORDER BY visits.finished DESC, visits.id DESC LIMIT 1""",
        (section,),
    ).fetchone()
    if row is None:
        return None
    return FirstPage(row["sha256"], row["reader"], bool(row["whole"]), row["final_url"], row["url"])


def address(db: Connection, section: str) -> str | None:
    """What the last understood visit asked for first."""
    address: str | None = one(
        db,
        """SELECT url FROM captures WHERE visit = (
               SELECT id FROM visits WHERE section = ? AND understood ORDER BY finished DESC, id DESC LIMIT 1)
           ORDER BY id LIMIT 1""",
        section,
    )
    return address


def unsettled(db: Connection, section: str) -> bool:
    row = db.execute(
        """SELECT understood, reason FROM visits WHERE section = ? AND (understood OR listed)
           ORDER BY finished DESC, id DESC LIMIT 1""",
        (section,),
    ).fetchone()
    return row is not None and (not row["understood"] or row["reason"] == MANY_MISSING)


def last_total(db: Connection, section: str) -> int | None:
    """The number of rows that the list stated at the last understood visit that stated one."""
    total: int | None = one(
        db,
        """SELECT total FROM visits WHERE section = ? AND understood AND total IS NOT NULL
           ORDER BY finished DESC, id DESC LIMIT 1""",
        section,
    )
    return total


def gone_is_sure(
    db: Connection, visit: Record, result: VisitResult, comparison: Comparison, known: dict[str, KnownRow]
) -> bool:
    """Whether rows not seen may be called delisted. Many at once, or all, only if a walk as deep missed
    them hours before: a page cut short or another server's looks just so."""
    gone = set(comparison.gone)
    if result.accepted:
        return True
    if len(gone) < len(known) and (len(gone) < FEW_GONE or len(gone) <= len(known) * SHARE_GONE):
        return True
    before = db.execute(
        """SELECT visits.finished, visits.deep, visits.complete FROM visits WHERE section = ? AND understood
           ORDER BY finished DESC, id DESC LIMIT 1""",
        (visit["section"],),
    ).fetchone()
    if not gone or before is None:
        return True
    deep = (before["deep"] or before["complete"]) and (result.deep or result.complete)
    apart = parse_utc(result.finished) - parse_utc(before["finished"]) >= timedelta(hours=HOURS_APART)
    listed = {row.identity for row in listed_rows(db, last_listing(db, visit["section"]))}
    return bool(deep and apart and not gone & listed)


def reach(db: Connection, section: str, listing: Record | None) -> tuple[str | None, str | None, set[str]]:
    """When the section was last understood, and last to the end of its list; the rows then walked."""
    understood, complete = db.execute(
        """SELECT max(finished), max(iif(complete, finished, NULL)) FROM visits
           WHERE section = ? AND understood""",
        (section,),
    ).fetchone()
    return understood, complete, {row.identity for row in listed_rows(db, listing) if row.identity}


def last_listing(db: Connection, section: str) -> Record | None:
    """The listing of the last understood visit."""
    row: Record | None = db.execute(
        """SELECT listings.* FROM visits JOIN listings ON listings.id = visits.listing
           WHERE visits.section = ? AND visits.finished IS NOT NULL
           ORDER BY visits.finished DESC, visits.id DESC LIMIT 1""",
        (section,),
    ).fetchone()
    return row


def listed_rows(db: Connection, listing: Record | None) -> tuple[ListedRow, ...]:
    if listing is None:
        return ()
    identities = dict(
        db.execute(
            """SELECT uid, identity FROM items JOIN item_sections ON item_sections.item = items.id
               WHERE section = ?""",
            (listing["section"],),
        ).fetchall()
    )
    return tuple(
        ListedRow(r["title"], r["url"], r["date"], r["position"], r["kind"], identities.get(r["uid"]))
        for r in json.loads(listing["rows"])
    )
