"""What the judge is handed: the visits of each section as of a day, and the newest items by category.

"As of D" is what was recorded before 24:00 of D, China time. The reading used is the newest stored of
the bytes seen by then, or, `as_known`, the one held on that day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from gongkai.archive.sqlite import Connection, Record, transaction
from gongkai.base.states import SectionHistory, SectionState, VisitSeen
from gongkai.base.times import china_day, day_end, utc_text
from gongkai.base.values import Section

LOOK_BACK_DAYS = 400
"""A yearly deadline and what came before it; older visits change no state."""

_REPORT = re.compile(r"报告|年报")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def histories(db: Connection, as_of: date, *, as_known: bool) -> Iterator[SectionHistory]:
    """Active sections, each with its finished visits before the end of the day, oldest first."""
    cutoff = utc_text(day_end(as_of))
    for row in db.execute("SELECT * FROM sections WHERE active ORDER BY id").fetchall():
        yield SectionHistory(_section(row), _visits(db, row["id"], cutoff, as_of, as_known))


def category_newest(db: Connection, as_of: date) -> dict[tuple[str, str], str]:
    """The newest published day of items by unit and category, from all sections; neither items dated
    after the day nor such as were gone by then."""
    cutoff = utc_text(day_end(as_of))
    rows = db.execute(
        """SELECT unit, category, max(substr(published, 1, 10)) AS newest FROM items
           WHERE category IS NOT NULL AND published < ? AND first_seen < ?
                 AND (removed_at IS NULL OR removed_at >= ?)
           GROUP BY unit, category""",
        ((as_of + timedelta(days=1)).isoformat(), cutoff, cutoff),
    )
    return {(row["unit"], row["category"]): row["newest"] for row in rows}


def put_states(db: Connection, states: Iterable[SectionState]) -> None:
    """Keep the states last computed beside the sections, for those who read tables."""
    with transaction(db):
        db.executemany(
            "UPDATE sections SET state = ?, state_since = ?, state_as_of = ?, in_time_until = ? WHERE id = ?",
            [(state.state, state.since, state.as_of, state.limit, state.section) for state in states],
        )


def _section(row: Record) -> Section:
    return Section(
        id=row["id"],
        site=row["site"],
        unit=row["unit"],
        name=row["name"],
        url=row["url"],
        platform=row["platform"],
        category=row["category"],
        category_reason=row["category_reason"],
        interval_days=row["interval_days"],
        deadline=row["deadline"],
        basis=row["basis"],
        obliged=bool(row["obliged"]),
        duty=row["duty"],
        time_limit=row["time_limit"],
        first_level=bool(row["first_level"]),
        active=bool(row["active"]),
        may_be_empty=bool(row["may_be_empty"]),
        retired_at=row["retired_at"],
    )


def _visits(db: Connection, section: str, cutoff: str, as_of: date, as_known: bool) -> tuple[VisitSeen, ...]:
    since = utc_text(day_end(as_of) - timedelta(days=LOOK_BACK_DAYS))
    rows = db.execute(
        """SELECT * FROM visits WHERE section = :section AND finished < :cutoff AND (
               finished >= :since OR id = (
                   SELECT id FROM visits WHERE section = :section AND finished < :cutoff AND understood
                   ORDER BY finished DESC, id DESC LIMIT 1))
           ORDER BY started, id""",
        {"section": section, "cutoff": cutoff, "since": since},
    ).fetchall()
    published = _published(db, section, cutoff, as_known)
    reports, undated = _listed_reports(db, section), _undated(db, section)
    listings: dict[int, _Listing] = {}
    seen = []
    for row in rows:
        if row["understood"] and row["listing"] not in listings:
            listings[row["listing"]] = _Listing(db, row["listing"], published)
        listing = listings.get(row["listing"]) if row["understood"] else None
        seen.append(_visit_seen(row, listing, reports, undated))
    return tuple(seen)


def _visit_seen(
    row: Record, listing: _Listing | None, reports: list[Record], undated: list[Record]
) -> VisitSeen:
    newest, years = None, frozenset[int]()
    if listing is not None:
        day = china_day(row["started"]).isoformat()
        newest = max((d for d in (row["newest"], *listing.days) if d and d <= day), default=None)
        years = listing.years
        if not row["complete"]:  # the rows not walked still stand
            years |= _years(r["listed_title"] for r in reports if _stood(r, row["finished"]))
    return VisitSeen(
        id=row["id"],
        started=row["started"],
        finished=row["finished"],
        outcome=row["outcome"],
        reason=row["reason"] or "",
        understood=bool(row["understood"]),
        conditional=bool(row["conditional"]),
        complete=bool(row["complete"]),
        listed=row["listed"] or 0,
        newest=newest,
        years=years,
        capture=row["capture"],
        undated=max((r["day"] for r in undated if _stood(r, row["finished"])), default=None),
    )


def _stood(place: Record, at: str) -> bool:
    """Whether a row was believed to be listed at a moment."""
    return place["first_listed"] <= at and (place["delisted_at"] is None or place["delisted_at"] > at)


def _undated(db: Connection, section: str) -> list[Record]:
    """The rows that came while we watched and state no date, nor do their items: `day` (China) is the first
    on which they stood."""
    return db.execute(
        """SELECT first_listed, delisted_at, date(first_listed, '+8 hours') AS day
           FROM item_sections JOIN items ON items.id = item
           WHERE section = :section AND listed_date IS NULL AND published IS NULL AND first_listed > (
               SELECT min(finished) FROM visits WHERE section = :section AND understood)""",
        {"section": section},
    ).fetchall()


class _Listing:
    """What the judge needs of a listing: the published days of its items, the years of its reports."""

    __slots__ = ("days", "years")

    def __init__(self, db: Connection, listing: int, published: dict[str, str]) -> None:
        row = db.execute("SELECT rows FROM listings WHERE id = ?", (listing,)).fetchone()
        rows = json.loads(row["rows"])
        self.days = {published[r["uid"]] for r in rows if r["uid"] in published}
        self.years = _years(r["title"] for r in rows)


def _published(db: Connection, section: str, cutoff: str, as_known: bool) -> dict[str, str]:
    """The published days of a section's items, by their uid, as the versions seen by then state them."""
    known = "AND versions.read_at < :cutoff" if as_known else ""
    rows = db.execute(
        f"""SELECT items.uid, substr(versions.published, 1, 10) AS day FROM item_sections
            JOIN items ON items.id = item_sections.item JOIN versions ON versions.item = items.id
            WHERE item_sections.section = :section AND versions.seen_at < :cutoff {known}
            ORDER BY versions.seen_at, versions.version""",
        {"section": section, "cutoff": cutoff},
    )
    days = {row["uid"]: row["day"] for row in rows}
    return {uid: day for uid, day in days.items() if day}


def _listed_reports(db: Connection, section: str) -> list[Record]:
    return db.execute(
        """SELECT listed_title, first_listed, delisted_at FROM item_sections
           WHERE section = ? AND (listed_title LIKE '%报告%' OR listed_title LIKE '%年报%')""",
        (section,),
    ).fetchall()


def _years(titles: Iterable[str]) -> frozenset[int]:
    """The years that titles of reports name."""
    return frozenset(int(year) for title in titles if _REPORT.search(title) for year in _YEAR.findall(title))
