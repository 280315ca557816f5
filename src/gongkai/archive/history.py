"""What the judge is handed of sections: their visits as of a day, and the newest items by category.

"As of D" is what was recorded before 24:00 of D, China time. The reading used is the newest stored of
the bytes seen by then, or, `as_known`, the one held on that day.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.archive.sqlite import Connection, Record, one, transaction
from gongkai.base.states import Removal, SectionHistory, SectionState, VisitSeen
from gongkai.base.times import china_day, end_text
from gongkai.base.values import Section

_REPORT = re.compile(r"报告|年报")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def sections(db: Connection) -> tuple[Section, ...]:
    """Every section that is or was configured, by its id."""
    return tuple(_section(row) for row in db.execute("SELECT * FROM sections ORDER BY id"))


def histories(
    db: Connection,
    as_of: date,
    *,
    of: Iterable[Section] | None = None,
    as_known: bool = False,
    after: Mapping[str, date] | None = None,
) -> Iterator[SectionHistory]:
    """Every section that is or was configured, or those of `of`, with its finished visits before the end of
    the day, oldest first; of those named in `after` only the visits that finished after the end of that
    day."""
    cutoff = end_text(as_of)
    places = _undated(db, cutoff if as_known else None)
    removals = _removals(db, cutoff)
    for section in sections(db) if of is None else of:
        known = (after or {}).get(section.id)
        since = end_text(known) if known else ""
        visits = _visits(db, section, since, cutoff, places.get(section.id, []))
        gone = tuple(r for r in removals.get(section.id, ()) if r.at >= since)
        yield SectionHistory(section, visits, gone)


def category_newest(
    db: Connection, as_of: date, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """The newest published day of items of each unit and category wanted, from all sections; neither items
    dated after the day nor such as were gone by then."""
    cutoff, after = end_text(as_of), (as_of + timedelta(days=1)).isoformat()
    found = {}
    for unit, category in set(wanted):
        newest = one(
            db,
            """SELECT published FROM items WHERE unit = ? AND category = ? AND published < ? AND first_seen
            < ? AND (removed_at IS NULL OR removed_at >= ?) ORDER BY published DESC LIMIT 1""",
            unit,
            category,
            after,
            cutoff,
            cutoff,
        )
        if newest:
            found[unit, category] = newest[:10]
    return found


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


_VISIT = """SELECT id, started, finished, outcome, coalesce(reason, ''), understood, conditional, complete,
        coalesce(listed, 0), iif(understood, newest, NULL), capture, listing
    FROM visits WHERE section = ? AND finished >= ? AND finished < ? ORDER BY finished, id"""
_NO_YEARS: frozenset[int] = frozenset()


def _visits(
    db: Connection, section: Section, since: str, cutoff: str, undated: list[_Undated]
) -> tuple[VisitSeen, ...]:
    rows = db.execute(_VISIT, (section.id, since, cutoff)).fetchall()
    if not rows:
        return ()
    reports = _listed_reports(db, section.id) if section.deadline else []
    undated = _appeared(db, section.id, undated)
    if not (reports or undated):
        return tuple(_plain_visit(row) for row in rows)
    named = {listing: _years_listed(db, listing) for listing in {row["listing"] for row in rows} if reports}
    return tuple(_visit_seen(row, reports, named, undated) for row in rows)


def _plain_visit(row: Record) -> VisitSeen:
    """A visit as it was kept. There may be a million, so they are made as quickly as can be."""
    number, started, finished, outcome, reason, understood, conditional, complete, listed, newest = row[:10]
    return VisitSeen(
        number, started, finished, outcome, reason, understood == 1, conditional == 1, complete == 1, listed,
        newest, _NO_YEARS, row[10], None,
    )  # fmt: skip


def _visit_seen(
    row: Record, reports: list[Record], named: Mapping[int, frozenset[int]], undated: list[_Undated]
) -> VisitSeen:
    """A visit to a column whose rows do not all tell their date, or owe a report by a day of the year."""
    plain = _plain_visit(row)
    if not plain.understood:
        return plain
    day = china_day(plain.started).isoformat()
    known_by = end_text(china_day(plain.finished))
    standing = [place for place in undated if place.stood(plain.finished)]
    told = [p.day for p in standing if p.day and p.known_at and p.known_at < known_by and p.day <= day]
    waiting = [p.appeared for p in standing if p.known_at is None or p.known_at >= known_by]
    years = named.get(row["listing"], _NO_YEARS)
    years |= _years(r["listed_title"] for r in reports if _stood(r, plain.finished))
    return plain._replace(
        newest=max((text for text in (plain.newest, *told) if text), default=None),
        years=years,
        undated=max(waiting, default=None),
    )


@dataclass(frozen=True, slots=True)
class _Undated:
    """A row without a date. `appeared` is the China day on which it was first listed, `day` what its page
    states, known from `known_at` on; both None where it states nothing."""

    first_listed: str
    delisted_at: str | None
    appeared: str
    known_at: str | None
    day: str | None

    def stood(self, at: str) -> bool:
        return self.first_listed <= at and (self.delisted_at is None or self.delisted_at > at)


def _undated(db: Connection, read_before: str | None) -> Mapping[str, list[_Undated]]:
    """The rows without a date by section, each with the first version that states one."""
    known = "AND versions.read_at < :before" if read_before else ""
    found: dict[str, list[_Undated]] = defaultdict(list)
    for row in db.execute(
        f"""SELECT section, first_listed, delisted_at, date(first_listed, '+8 hours') AS appeared,
                   min(seen_at) AS known_at, substr(versions.published, 1, 10) AS day
            FROM item_sections INDEXED BY item_sections_undated
                 LEFT JOIN versions ON versions.item = item_sections.item AND versions.published IS NOT NULL
                 {known} WHERE listed_date IS NULL GROUP BY section, item_sections.item""",
        {"before": read_before} if read_before else {},
    ):
        found[row["section"]].append(_Undated(*row[1:]))
    return found


def _appeared(db: Connection, section: str, undated: list[_Undated]) -> list[_Undated]:
    """Those of the rows that can be as new as the day on which they appeared: not those of the first walk."""
    if not undated:
        return []
    first = one(db, "SELECT min(finished) FROM visits WHERE section = ? AND understood", section)
    return [p for p in undated if p.day or (first and p.first_listed > first)]


def _removals(db: Connection, cutoff: str) -> Mapping[str, list[Removal]]:
    """What was concluded to be removed, by the sections that listed it."""
    found: dict[str, list[Removal]] = defaultdict(list)
    for row in db.execute(
        """SELECT item_sections.section, item_events.at,
                  substr(max(coalesce(items.published, ''), coalesce(listed_date, '')), 1, 10) AS day
           FROM item_events JOIN items ON items.id = item_events.item
                JOIN item_sections ON item_sections.item = items.id
           WHERE item_events.kind = 'removed' AND item_events.at < ?""",
        (cutoff,),
    ):
        found[row["section"]].append(Removal(row["at"], row["day"]))
    return found


def _stood(place: Record, at: str) -> bool:
    """Whether a row was believed to be listed at a moment."""
    return place["first_listed"] <= at and (place["delisted_at"] is None or place["delisted_at"] > at)


def _listed_reports(db: Connection, section: str) -> list[Record]:
    return db.execute(
        """SELECT listed_title, first_listed, delisted_at FROM item_sections
           WHERE section = ? AND (listed_title LIKE '%报告%' OR listed_title LIKE '%年报%')""",
        (section,),
    ).fetchall()


def _years_listed(db: Connection, listing: int | None) -> frozenset[int]:
    """Those that its rows name, rows without an address among them."""
    text = one(db, "SELECT rows FROM listings WHERE id = ?", listing)
    return _years(row["title"] for row in json.loads(text or "[]"))


def _years(titles: Iterable[str]) -> frozenset[int]:
    """The years that titles of reports name."""
    return frozenset(int(year) for title in titles if _REPORT.search(title) for year in _YEAR.findall(title))
