"""Visits to sections: what a list showed, in one transaction a visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from gongkai.archive import sights
from gongkai.archive.events import Moment, add_event
from gongkai.archive.items import Place, adopt_row, create_item, find_item, make_due
from gongkai.archive.listings import Comparison, compare, days, listing_json, sha256_text
from gongkai.archive.masking import hidden
from gongkai.archive.seals import recording
from gongkai.archive.sqlite import Connection, Record, one, storable
from gongkai.archive.values import KnownRow, KnownSection, ListedRow, VisitCounts, VisitResult
from gongkai.archive.withholding import HIDDEN, withheld_identities
from gongkai.base.errors import ArchiveError
from gongkai.base.states import VisitOutcome
from gongkai.base.times import china_day
from gongkai.base.urls import uid

NOTHING_TO_CONFIRM = "unchanged-unknown"
"""Reason of a visit answered 304 though no list was ever understood: it confirms nothing."""


def begin_visit(db: Connection, run: int, section: str, at: str, conditional: bool) -> int:
    cursor = db.execute(
        "INSERT INTO visits(run, section, started, conditional) VALUES (?, ?, ?, ?)",
        (run, section, at, int(conditional)),
    )
    return int(cursor.lastrowid or 0)


def known_section(db: Connection, section: str) -> KnownSection:
    def last_finished(condition: str) -> str | None:
        found: str | None = one(
            db, f"SELECT max(finished) FROM visits WHERE section = ? AND understood AND {condition}", section
        )
        return found

    listing = sights.last_listing(db, section)
    return KnownSection(
        section=section,
        rows=_believed(db, section),
        last_listing=sights.listed_rows(db, listing),
        last_complete=last_finished("complete"),
        last_deep=last_finished("deep"),
        last_unconditional=last_finished("NOT conditional"),
        newest=one(db, "SELECT last_published FROM sections WHERE id = ?", section),
        first_page=sights.first_page(db, section),
        address=sights.address(db, section),
        unsettled=sights.unsettled(db, section),
        total=sights.last_total(db, section),
    )


def finish_visit(db: Connection, visit: int, result: VisitResult) -> VisitCounts:
    """Take in a visit: new items, what changed in rows, and, if all of it was understood, what is no
    longer listed."""
    with recording(db):
        row = _open_visit(db, visit)
        listing = sights.last_listing(db, row["section"])
        if result.unchanged and listing is None:
            return _confirm_nothing(db, visit, result)
        if result.unchanged:
            result = replace(result, rows=sights.listed_rows(db, listing))
        else:
            result = replace(result, rows=_clean(db, result.rows))
        place = _place(db, row["section"], result.reader)
        moment = Moment(result.finished, row["run"], result.capture, row["section"])
        known = _believed(db, row["section"])
        whole = result.complete and not result.unchanged and not result.trouble
        comparison = compare(known, result.rows, complete=whole)
        missing = result.trouble is None and not sights.gone_is_sure(db, row, result, comparison, known)
        if result.trouble or missing or result.resumed:
            comparison = replace(comparison, gone=())
        _take_in(db, comparison, known, place, moment, sights.reach(db, row["section"], listing))
        counts = _counts(db, row, result, comparison, first=listing is None)
        seen = None if result.trouble else _put_listing(db, row["section"], listing, result.rows)
        _close(db, visit, result, counts, seen, sights.MANY_MISSING if missing else "")
        db.execute("UPDATE sections SET last_visit = ? WHERE id = ?", (result.finished, row["section"]))
        if not result.trouble:
            db.execute(
                "UPDATE sections SET last_understood = ?, last_published = ?, anew = 0 WHERE id = ?",
                (result.finished, counts.newest, row["section"]),
            )
    return counts


def fail_visit(
    db: Connection,
    visit: int,
    finished: str,
    outcome: Literal["failed", "blocked", "broken"],
    reason: str,
    *,
    status: int | None,
    pages: int,
    capture: int | None,
) -> None:
    """Close a visit that was not understood. It changes nothing of what is believed of the section."""
    with recording(db):
        row = _open_visit(db, visit)
        db.execute(
            """UPDATE visits SET seal = NULL, finished = ?, outcome = ?, reason = ?, understood = 0,
                   complete = 0, status = ?, pages = ?, capture = ? WHERE id = ?""",
            (finished, outcome, storable(reason), status, pages, capture, visit),
        )
        db.execute("UPDATE sections SET last_visit = ? WHERE id = ?", (finished, row["section"]))


def _open_visit(db: Connection, visit: int) -> Record:
    row: Record | None = db.execute("SELECT * FROM visits WHERE id = ?", (visit,)).fetchone()
    if row is None or row["finished"]:
        raise ArchiveError(f"第 {visit} 次访问不存在或已结束。", do="这是程序的错误，请报告。")
    return row


def _place(db: Connection, section: str, reader: str) -> Place:
    row = db.execute("SELECT * FROM sections WHERE id = ?", (section,)).fetchone()
    return Place(
        section,
        row["site"],
        row["unit"],
        row["category"],
        row["category_reason"],
        None,
        reader,
    )


def _clean(db: Connection, rows: Iterable[ListedRow]) -> tuple[ListedRow, ...]:
    """The rows as they may be kept: without what SQLite cannot keep, personal data, and the words of withheld
    items."""
    withheld = withheld_identities(db)
    return tuple(
        replace(row, title=HIDDEN if row.identity in withheld else hidden(storable(row.title)))
        for row in rows
    )


def _believed(db: Connection, section: str) -> dict[str, KnownRow]:
    """The rows believed to be listed, in order, by identity."""
    rows = db.execute(
        """SELECT identity, item, listed_title, listed_date, position, published
           FROM item_sections JOIN items ON items.id = item
           WHERE section = ? AND delisted_at IS NULL ORDER BY position, item""",
        (section,),
    )
    return {
        r["identity"]: KnownRow(r["item"], r["listed_title"], r["listed_date"], r["position"], r["published"])
        for r in rows
    }


def _put_listing(db: Connection, section: str, last: Record | None, rows: Iterable[ListedRow]) -> int:
    """The id of the listing: the last one's while nothing differs."""
    text = listing_json(rows)
    digest = sha256_text(text)
    if last is not None and last["sha256"] == digest:
        return int(last["id"])
    cursor = db.execute(
        "INSERT INTO listings(section, sha256, rows) VALUES (?, ?, ?)", (section, digest, text)
    )
    return int(cursor.lastrowid or 0)


def _take_in(
    db: Connection,
    comparison: Comparison,
    known: dict[str, KnownRow],
    place: Place,
    moment: Moment,
    reach: tuple[str | None, str | None, set[str]],
) -> None:
    """Believe what a walk showed. A row above one that the last walk met was not there then; one below may
    have been, if that walk did not go to the end."""
    understood, complete, met = reach
    deepest = max((row.position for row in comparison.walked if row.identity in met), default=-1)
    if comparison.beyond is not None and comparison.shift:
        db.execute(
            """UPDATE item_sections SET position = position + ?
               WHERE section = ? AND delisted_at IS NULL AND position > ?""",
            (comparison.shift, place.section, comparison.beyond),
        )
    for row in comparison.changed:
        assert row.identity is not None  # noqa: S101  rows without are left out of a comparison
        item = find_item(db, row.identity)
        if item is None:  # known rows have one: the index by which it is found is damaged
            raise LookupError(row.identity)
        adopt_row(db, item, row, place, moment)
        make_due(db, item["id"], moment.at)
    for row in comparison.fresh:
        not_there = understood if row.position < deepest else complete
        _list_fresh(db, row, replace(place, not_there=not_there), moment)
    for identity in comparison.gone:
        _delist(db, known[identity].item, place, moment)
    _touch(db, comparison, place, moment)


def _list_fresh(db: Connection, row: ListedRow, place: Place, moment: Moment) -> None:
    """A row that was not believed listed: an unknown item, one of another section, or one back again."""
    assert row.identity is not None  # noqa: S101  rows without are left out of a comparison
    item = find_item(db, row.identity)
    number = item["id"] if item else create_item(db, row, place, moment)
    if item and item["version"] == 0 and item["published"] is None:
        adopt_row(db, item, row, place, moment)
    if item and item["status"] != "live":
        make_due(db, number, moment.at)
    delisted_at = one(
        db, "SELECT delisted_at FROM item_sections WHERE section = ? AND item = ?", place.section, number
    )
    if delisted_at:
        add_event(db, number, "relisted", delisted_at, moment)
    db.execute(
        """INSERT INTO item_sections(item, section, listed_title, listed_date, first_listed, last_listed,
               position)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(section, item) DO UPDATE SET delisted_at = NULL""",
        (number, place.section, row.title, row.date, moment.at, moment.at, row.position),
    )


def _delist(db: Connection, item: int, place: Place, moment: Moment) -> None:
    """A row that is gone. Whether the item itself is, only looking at it can tell: it is due."""
    last_listed = one(
        db, "SELECT last_listed FROM item_sections WHERE section = ? AND item = ?", place.section, item
    )
    db.execute(
        "UPDATE item_sections SET delisted_at = ? WHERE section = ? AND item = ?",
        (moment.at, place.section, item),
    )
    add_event(db, item, "delisted", last_listed, moment)
    make_due(db, item, moment.at)


def _touch(db: Connection, comparison: Comparison, place: Place, moment: Moment) -> None:
    """Write down that every walked row was seen. The text of an item that is read was not."""
    for row in comparison.walked:
        item = one(db, "SELECT id FROM items WHERE uid = ?", uid(row.identity or ""))
        db.execute(
            """UPDATE item_sections SET listed_title = ?, listed_date = ?, last_listed = ?, position = ?
               WHERE section = ? AND item = ?""",
            (row.title, row.date, moment.at, row.position, place.section, item),
        )
        db.execute(
            """INSERT INTO item_urls(item, url, first_seen, last_seen) VALUES (?, ?, ?, ?)
               ON CONFLICT(item, url) DO UPDATE SET last_seen = excluded.last_seen""",
            (item, row.url, moment.at, moment.at),
        )
        db.execute(
            "UPDATE items SET last_seen = ? WHERE id = ? AND (version = 0 OR kind = 'external')",
            (moment.at, item),
        )


def _counts(
    db: Connection, visit: Record, result: VisitResult, comparison: Comparison, *, first: bool
) -> VisitCounts:
    stated = [row.date for row in result.rows]
    for row in db.execute(
        """SELECT listed_date, published FROM item_sections JOIN items ON items.id = item
           WHERE section = ? AND delisted_at IS NULL""",
        (visit["section"],),
    ):
        stated += [row["listed_date"], row["published"]]
    oldest, newest = days(stated, china_day(visit["started"]).isoformat())
    moved = len(comparison.fresh) + len(comparison.changed) + len(comparison.gone)
    outcome: VisitOutcome = "empty" if not result.rows else "new" if moved or first else "unchanged"
    if result.trouble:
        outcome = result.trouble[0]
    return VisitCounts(
        outcome=outcome,
        listed=len(result.rows),
        new=len(comparison.fresh),
        changed=len(comparison.changed),
        gone=len(comparison.gone),
        unusable=sum(row.identity is None or row.url is None for row in result.rows),
        oldest=oldest,
        newest=newest,
    )


def _close(
    db: Connection, visit: int, result: VisitResult, counts: VisitCounts, listing: int | None, note: str
) -> None:
    db.execute(
        """UPDATE visits SET seal = NULL, finished = ?, understood = ?, complete = ?, deep = ?,
               outcome = ?, reason = ?, status = ?, pages = ?, listed = ?, oldest = ?, newest = ?, new = ?,
               changed = ?, gone = ?, unusable = ?, listing = ?, reader = ?, capture = ?, total = ?
           WHERE id = ?""",
        (
            result.finished,
            int(not result.trouble),
            int(result.complete and not result.trouble),
            int(result.deep and not result.trouble),
            counts.outcome,
            storable(result.trouble[1] if result.trouble else note),
            result.status,
            result.pages,
            counts.listed,
            counts.oldest,
            counts.newest,
            counts.new,
            counts.changed,
            counts.gone,
            counts.unusable,
            listing,
            result.reader,
            result.capture,
            result.total,
            visit,
        ),
    )


def _confirm_nothing(db: Connection, visit: int, result: VisitResult) -> VisitCounts:
    db.execute(
        """UPDATE visits SET seal = NULL, finished = ?, outcome = 'broken', reason = ?, understood = 0,
               complete = 0, status = ?, pages = ?, capture = ? WHERE id = ?""",
        (result.finished, NOTHING_TO_CONFIRM, result.status, result.pages, result.capture, visit),
    )
    return VisitCounts("broken", 0, 0, 0, 0, 0, None, None)
