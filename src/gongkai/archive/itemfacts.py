"""What the judge is handed of items: those that could be at fault, each with all that its rules ask.

Which items could be is told by what the rules look for, generously: most of those handed out are not at
fault. A moment bounds everything: what was recorded later is not handed out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from gongkai.archive.sqlite import Connection, Record, one
from gongkai.base.itemfacts import EventFacts, ItemFacts, ListVisit, PlaceFacts, VersionFacts
from gongkai.base.times import china_day, day_end, utc_text

BATCH_DAYS = 3
"""Of items that came together those count as a batch that state a day more than so long before."""

WITNESSES = 400
"""At most so many visits to a column are handed out before the one that first listed an item."""

WITNESS_WEEKS = 2
"""So long before the day that the item states they begin: they show what the list had shown by then."""


@dataclass(frozen=True, slots=True)
class Spans:
    """In days: what was published within `late_days` after it was formed is not late, unless its section has
    a limit of its own; a stated day is doubted if it is more than `old_days` before the one on which the
    item appeared."""

    late_days: int = 20
    old_days: int = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """How far events and looks at items were judged: the highest ids."""

    events: int = 0
    checks: int = 0


def marks(db: Connection, cutoff: str) -> Marks:
    """How far they had come at a moment."""
    return Marks(*(_last_before(db, table, cutoff) for table in ("item_events", "checks")))


def _last_before(db: Connection, table: str, cutoff: str) -> int:
    return int(one(db, f"SELECT id FROM {table} WHERE at < ? ORDER BY id DESC LIMIT 1", cutoff) or 0)


RECENT_DAYS = 2
"""An item that appeared so lately is looked at whatever happens to it: how many came with it is known when
its day is over."""

_COULD = """(
    (kind = 'page' AND version > 0 AND published IS NULL)
    OR (first_seen > (SELECT begun FROM sites_begun WHERE sites_begun.site = items.site) AND (
        date(first_seen, '+8 hours') > date(substr(published, 1, 10), :old)
        OR published > date(substr(formed, 1, 10), :late)
        OR (published > formed AND id IN (
            SELECT item FROM item_sections
            WHERE section IN (SELECT id FROM sections WHERE time_limit IS NOT NULL)))))
    OR {befallen})"""
"""Undated; or, of what appeared while we watched, old-dated or formed long before; or changed or removed."""

_BEFALLEN = "id IN (SELECT item FROM item_events WHERE kind IN ('changed', 'removed'))"
_BEFALLEN_ONE = """EXISTS (SELECT 1 FROM item_events
    WHERE item_events.item = items.id AND item_events.kind IN ('changed', 'removed'))"""
"""The same, for a few items: by index."""

_SITES_BEGUN = """sites_begun AS MATERIALIZED (
    SELECT site, min((SELECT finished FROM visits WHERE section = sections.id AND understood
                      ORDER BY finished LIMIT 1)) AS begun
    FROM sections GROUP BY site)"""
"""No table of its own: a reader may make none."""

_TOUCHED = """id IN (SELECT item FROM item_events WHERE id > :events
    UNION SELECT item FROM checks WHERE id > :checks
    UNION SELECT item FROM item_events WHERE kind = 'appeared'
          AND run IN (SELECT id FROM runs WHERE started >= :recent)
    UNION SELECT item FROM findings WHERE rule = 'removed-item' AND status = 'open')"""
"""What is gone may have come back elsewhere."""


def suspects(db: Connection, as_of: date, spans: Spans, unit: str | None, since: Marks | None) -> list[int]:
    """The items (`items.id`) that a rule could find at fault, those withheld left out."""
    could = _COULD.format(befallen=_BEFALLEN_ONE if since else _BEFALLEN)
    conditions = ["first_seen < :cutoff", "withheld IS NULL", could]
    conditions += ["unit = :unit"] if unit else []
    conditions += [_TOUCHED] if since else []
    values = {
        "cutoff": utc_text(day_end(as_of)),
        "recent": utc_text(day_end(as_of) - timedelta(days=RECENT_DAYS)),
        "late": f"+{spans.late_days} days",
        "old": f"+{spans.old_days} days",
        "unit": unit,
        "events": since.events if since else 0,
        "checks": since.checks if since else 0,
    }
    rows = db.execute(
        f"WITH {_SITES_BEGUN} SELECT id FROM items WHERE {' AND '.join(conditions)} ORDER BY id", values
    )
    return [row["id"] for row in rows]


def item_facts(
    db: Connection, items: Iterable[int], as_of: date, spans: Spans, *, as_known: bool = False
) -> Iterator[ItemFacts]:
    """All that is known of them as of the end of a day, one by one."""
    reader = _Reader(db, utc_text(day_end(as_of)), spans, as_known)
    for number in items:
        row = db.execute("SELECT * FROM items WHERE id = ?", (number,)).fetchone()
        yield reader.facts(row)


class _Reader:
    """Reads facts before a moment; what many items share is read once."""

    def __init__(self, db: Connection, cutoff: str, spans: Spans, as_known: bool) -> None:
        self.db, self.cutoff, self.as_known = db, cutoff, as_known
        self.old_days = spans.old_days
        self.unit_names = lru_cache(None)(self._unit_names)
        self.batch = lru_cache(None)(self._batch)
        self.baseline = lru_cache(None)(self._baseline)
        self.visits = lru_cache(1024)(self._visits)

    def facts(self, item: Record) -> ItemFacts:
        versions, events = self._versions(item["id"]), self._events(item["id"])
        rows = self._places(item["id"])
        watched = all((self.baseline(row["section"]) or "~") < row["first_listed"] for row in rows)
        stated = _earliest(item, versions)
        appeared = china_day(item["first_seen"])
        old = stated is not None and appeared - date.fromisoformat(stated) > timedelta(days=self.old_days)
        doubted = stated if watched and old else None
        undated = any(version.published is None for version in versions)
        gone = any(event.kind == "removed" for event in events)
        return ItemFacts(
            uid=item["uid"],
            kind=item["kind"],
            site=item["site"],
            unit=item["unit"],
            unit_names=self.unit_names(item["unit"]),
            title=versions[-1].title if versions else item["title"],
            first_seen=item["first_seen"],
            last_looked=self._last_looked(item["id"]),
            versions=versions,
            places=tuple(self._place(row, item, doubted=doubted, undated=undated) for row in rows),
            events=events,
            batch=self.batch(item["site"], appeared.isoformat()) if watched else 0,
            twins=self._twins(item) if doubted or gone else (),
        )

    def _last_looked(self, item: int) -> str | None:
        row = self.db.execute(
            """SELECT max(at) FROM checks WHERE item = ? AND at < ?
               AND outcome IN ('new', 'changed', 'same', 'returned', 'vanished')""",
            (item, self.cutoff),
        ).fetchone()
        looked: str | None = row[0]
        return looked

    def _versions(self, item: int) -> tuple[VersionFacts, ...]:
        """One of each sight, in its newest reading: a reading again is nobody's edit."""
        known = "AND read_at < :cutoff" if self.as_known else ""
        rows = self.db.execute(
            f"""SELECT versions.*, numbers FROM versions LEFT JOIN derived ON derived.version = versions.id
                WHERE item = :item AND seen_at < :cutoff {known} ORDER BY seen_at, versions.version""",
            {"item": item, "cutoff": self.cutoff},
        )
        sights = {row["seen_at"]: row for row in rows}
        return tuple(_version(row, self.cutoff) for row in sights.values())

    def _places(self, item: int) -> list[Record]:
        return self.db.execute(
            """SELECT item_sections.*, sections.name, sections.time_limit FROM item_sections
               JOIN sections ON sections.id = section WHERE item = ? AND first_listed < ?
               ORDER BY first_listed, section""",
            (item, self.cutoff),
        ).fetchall()

    def _place(self, row: Record, item: Record, *, doubted: str | None, undated: bool) -> PlaceFacts:
        """Its place in a section; with the visits from before a stated day on where that is doubted."""
        listed = row["first_listed"]
        before, first = self.visits(row["section"], listed, _weeks_before(doubted)) if doubted else ((), None)
        return PlaceFacts(
            section=row["section"],
            section_name=row["name"],
            time_limit=row["time_limit"],
            listed_date=row["listed_date"],
            first_listed=listed,
            baseline=self.baseline(row["section"]),
            dated_rows=self._dated_rows(row["section"], item["id"]) if undated else 0,
            before=before,
            first=first,
        )

    def _visits(
        self, section: str, listed: str, since: str
    ) -> tuple[tuple[ListVisit, ...], ListVisit | None]:
        """The understood visits before the moment at which a row was first listed, and the one then."""
        rows = self.db.execute(
            f"""SELECT visits.id, started, finished, conditional, complete, reader, visits.capture, url,
                    final_url,
                    (SELECT max(json_extract(value, '$.date')) FROM json_each(listings.rows)) AS newest,
                    substr(json_extract(listings.rows, '$[#-1].date'), 1, 10) AS bottom
                FROM visits JOIN listings ON listings.id = listing
                     LEFT JOIN captures ON captures.id = visits.capture
                WHERE visits.section = ? AND understood AND finished >= ? AND finished <= ?
                ORDER BY finished DESC, visits.id DESC LIMIT {WITNESSES}""",
            (section, since, listed),
        ).fetchall()
        before = tuple(_list_visit(row) for row in reversed(rows) if row["finished"] < listed)
        return before, next((_list_visit(row) for row in rows if row["finished"] == listed), None)

    def _dated_rows(self, section: str, item: int) -> int:
        """How many of its other items state a date."""
        return int(
            one(
                self.db,
                """SELECT count(*) FROM (SELECT 1 FROM item_sections JOIN items ON items.id = item
                   WHERE section = ? AND item <> ? AND published IS NOT NULL LIMIT 3)""",
                section,
                item,
            )
        )

    def _events(self, item: int) -> tuple[EventFacts, ...]:
        rows = self.db.execute(
            "SELECT kind, at, capture FROM item_events WHERE item = ? AND at < ? ORDER BY at, id",
            (item, self.cutoff),
        )
        return tuple(EventFacts(row["kind"], row["at"], row["capture"]) for row in rows)

    def _twins(self, item: Record) -> tuple[tuple[str, str | None], ...]:
        rows = self.db.execute(
            """SELECT first_seen, removed_at FROM items INDEXED BY items_unit
               WHERE unit = ? AND title = ? AND id <> ? AND first_seen < ? ORDER BY first_seen""",
            (item["unit"], item["title"], item["id"], self.cutoff),
        )
        return tuple((row["first_seen"], row["removed_at"]) for row in rows)

    def _unit_names(self, unit: str) -> tuple[str, ...]:
        """Its name, with and without the kind of body at its end (`青石街道办事处`, `青石街道`)."""
        name = str(one(self.db, "SELECT name FROM units WHERE id = ?", unit) or "")
        short = name.removesuffix("办事处").removesuffix("人民政府").removesuffix("人民")
        return tuple(dict.fromkeys((name, short)))

    def _batch(self, site: str, day: str) -> int:
        """How many old-dated items of a site appeared on a China day."""
        end = day_end(date.fromisoformat(day))
        begun, over = utc_text(end - timedelta(days=1)), utc_text(end)
        row = self.db.execute(
            f"""SELECT count(DISTINCT items.id) FROM item_events JOIN items ON items.id = item_events.item
                WHERE item_events.kind = 'appeared' AND items.site = :site
                      AND item_events.run IN (
                          SELECT id FROM runs WHERE started < :over AND coalesce(finished, :over) >= :begun)
                      AND items.first_seen >= :begun AND items.first_seen < :over
                      AND date(items.first_seen, '+8 hours')
                          > date(substr(items.published, 1, 10), '+{BATCH_DAYS} days')""",
            {"begun": begun, "over": over, "site": site},
        ).fetchone()
        return int(row[0])

    def _baseline(self, section: str) -> str | None:
        """When the first visit was over that walked the column as far back as is read."""
        first: str | None = one(
            self.db, "SELECT min(finished) FROM visits WHERE section = ? AND understood AND deep", section
        )
        return first


def _weeks_before(stated: str) -> str:
    """The beginning of the weeks before a stated day, as our UTC text."""
    return utc_text(day_end(date.fromisoformat(stated[:10]) - timedelta(weeks=WITNESS_WEEKS)))


def _earliest(item: Record, versions: Iterable[VersionFacts]) -> str | None:
    """The earliest day that it states or stated."""
    days = [text[:10] for text in (item["published"], *(v.published for v in versions)) if text]
    return min(days, default=None)


def _version(row: Record, cutoff: str) -> VersionFacts:
    metadata = json.loads(row["metadata"])
    confirmed = row["confirmed_at"]
    return VersionFacts(
        version=row["version"],
        seen_at=row["seen_at"],
        confirmed_at=confirmed if confirmed and confirmed < cutoff else None,
        flips=bool(row["flips"]),
        title=row["title"],
        published=row["published"],
        formed=metadata.get("formed"),
        issuer=metadata.get("issuer"),
        source=metadata.get("source"),
        stated=json.dumps(metadata.get("stated", ()), ensure_ascii=False),
        numbers=row["numbers"],
        text_sha256=row["text_sha256"],
        files=tuple((file["url"], file["sha256"]) for file in json.loads(row["attachments"])),
        capture=row["capture"],
    )


def _list_visit(row: Record) -> ListVisit:
    return ListVisit(
        id=row["id"],
        started=row["started"],
        conditional=bool(row["conditional"]),
        complete=bool(row["complete"]),
        newest=(row["newest"] or "")[:10] or None,
        bottom=row["bottom"] or None,
        url=row["final_url"] or row["url"] or "",
        reader=row["reader"] or "",
        capture=row["capture"],
    )
