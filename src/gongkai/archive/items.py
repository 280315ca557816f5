"""Items as rows of lists make them, and which of them are due to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.archive import search
from gongkai.archive.events import Moment, add_event
from gongkai.archive.sorting import put_sorting
from gongkai.archive.sqlite import Connection, Record, one
from gongkai.archive.values import DueAddress, DueItem, ListedRow
from gongkai.archive.versions import Sight, Text, add_version, next_version
from gongkai.base.urls import host_of, uid


@dataclass(frozen=True, slots=True)
class Place:
    """The section whose rows are being taken in, as its row in `sections` says. `not_there` is the last
    visit that would have shown a row not seen before."""

    section: str
    site: str
    unit: str
    category: str | None
    category_reason: str
    not_there: str | None
    reader: str


def find_item(db: Connection, identity: str) -> Record | None:
    row: Record | None = db.execute("SELECT * FROM items WHERE uid = ?", (uid(identity),)).fetchone()
    return row


def create_item(db: Connection, row: ListedRow, place: Place, moment: Moment) -> int:
    """An item from a row nobody saw before, sorted as the row is, or as its section. One that leads elsewhere
    is never fetched, so its row is its first version."""
    assert row.identity is not None and row.url is not None  # noqa: S101, PT018  rows without are left out
    number = one(db, "SELECT coalesce(max(id), 0) + 1 FROM items")
    indexed = search.Indexed(search.search_id(number, row.date, moment.at), row.title, "")
    external = row.kind == "external"
    db.execute(
        """INSERT INTO items(id, uid, kind, unit, url, title, category, category_reason, published,
               published_from, status, first_seen, last_seen, version, body_chars, attachments, site,
               identity, host, search_id, next_check, checks)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live', ?, ?, 0, 0, 0, ?, ?, ?, ?, ?, 0)""",
        (
            number,
            uid(row.identity),
            row.kind,
            place.unit,
            row.url,
            row.title,
            place.category,
            place.category_reason,
            row.date,
            "list" if row.date else None,
            moment.at,
            moment.at,
            place.site,
            row.identity,
            host_of(row.url),
            indexed.search_id,
            None if external else moment.at,
        ),
    )
    if row.sorting is not None:
        put_sorting(db, number, row.sorting)
    search.add(db, indexed)
    add_event(db, number, "appeared", place.not_there, moment)
    if external:
        _add_listed_version(db, number, 1, row, place, moment, None, ())
    return int(number)


def adopt_row(db: Connection, item: Record, row: ListedRow, place: Place, moment: Moment) -> None:
    """Take over what a list newly says of a known item, as far as nothing better is known: everything of
    one that is never read, title and date of one not yet read, nothing of one that was."""
    external = item["kind"] == "external"
    if item["version"] and not external:
        return
    published = row.date if row.date and item["published_from"] in (None, "list") else item["published"]
    changed = [name for name, new in (("title", row.title), ("published", published)) if new != item[name]]
    if not changed:
        return
    if row.sorting is not None:
        put_sorting(db, item["id"], row.sorting)
    old = search.current(db, item["id"])
    if external:
        version = next_version(db, item["id"])
        _add_listed_version(db, item["id"], version, row, place, moment, item["last_seen"], changed)
        add_event(db, item["id"], "changed", item["last_seen"], moment)
        db.execute("UPDATE items SET last_changed = ? WHERE id = ?", (moment.at, item["id"]))
    new = search.Indexed(search.search_id(item["id"], published, item["first_seen"]), row.title, "")
    db.execute(
        "UPDATE items SET title = ?, published = ?, published_from = ?, search_id = ? WHERE id = ?",
        (row.title, published, "list" if published else None, new.search_id, item["id"]),
    )
    if not item["withheld"]:
        search.update(db, old, new)


def make_due(db: Connection, item: int, at: str) -> None:
    """Have an item looked at in this run, before usual re-checks, unless it is one that is never fetched."""
    db.execute("UPDATE items SET next_check = ?, urgent = 1 WHERE id = ? AND kind <> 'external'", (at, item))


def due_addresses(db: Connection, at: str, sites: tuple[str, ...] | None) -> tuple[DueAddress, ...]:
    """What is due: items never read first, then those whose row changed or vanished, then by how much later
    than meant a re-check is; among equals newest publication first. No more of each than a crawl needs to
    plan, since there may be very many. A withheld item is not looked at: what it says is to be hidden."""
    only = "" if sites is None else f"AND site IN ({', '.join('?' * len(sites))})"
    rows = db.execute(
        f"""SELECT id, coalesce({_SEEN_URL}, url) AS url FROM items
            WHERE next_check <= ? AND kind <> 'external' AND withheld IS NULL {only}
            ORDER BY version > 0, urgent DESC, iif(version = 0, 0.0,
                (julianday(?) - julianday(last_checked))
                / max(julianday(next_check) - julianday(last_checked), 0.01)) DESC, search_id DESC""",
        (at, *(sites or ()), at),
    )
    hosts: dict[str, str] = {}
    found = ((row["id"], host_of(row["url"])) for row in rows)
    return tuple(DueAddress(number, hosts.setdefault(host, host)) for number, host in found)


def due_item(db: Connection, number: int, at: str) -> DueItem | None:
    """An item as it is to be read; None if that is not due any more.

    It is asked for at the address where it was last seen, for a section still watched, and goes by the
    title it had as long as any list gives it that.
    """
    row = db.execute(_DUE, (number, at)).fetchone()
    if row is None:
        return None
    return DueItem(
        item=row["id"],
        uid=row["uid"],
        url=row["seen_url"] or row["url"],
        kind=row["kind"],
        site=row["site"],
        section=row["section"],
        visit=row["visit"],
        title=row["listed_title"],
        date=row["listed_date"],
        checks=row["checks"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        capture=row["capture"],
        reader=row["reader"],
    )


_SEEN_URL = "(SELECT url FROM item_urls WHERE item = items.id ORDER BY last_seen DESC, url LIMIT 1)"

_DUE = f"""
    SELECT items.*, place.section, place.listed_date, versions.capture,
           coalesce(last_reader, reader) AS reader,
           iif(EXISTS (SELECT 1 FROM item_sections AS any
                       WHERE any.item = items.id AND any.listed_title = items.title),
               items.title, place.listed_title) AS listed_title,
           {_SEEN_URL} AS seen_url,
           (SELECT id FROM visits WHERE visits.section = place.section AND finished IS NOT NULL
            ORDER BY finished DESC, id DESC LIMIT 1) AS visit
    FROM items JOIN item_sections AS place ON place.item = items.id AND place.section = (
        SELECT section FROM item_sections JOIN sections ON sections.id = section
        WHERE item = items.id
        ORDER BY NOT active, delisted_at IS NOT NULL, first_listed, section LIMIT 1)
    LEFT JOIN versions ON versions.item = items.id AND versions.version = items.version
    WHERE items.id = ? AND items.next_check <= ? AND items.kind <> 'external' AND items.withheld IS NULL"""


def _add_listed_version(
    db: Connection,
    item: int,
    version: int,
    row: ListedRow,
    place: Place,
    moment: Moment,
    previous_seen_at: str | None,
    changed: Sequence[str],
) -> None:
    sight = Sight("published", moment.at, previous_seen_at, moment.at, place.reader, moment.capture)
    add_version(db, item, version, Text(row.title, row.date, "", {}), sight, changed)
    db.execute("UPDATE items SET version = ? WHERE id = ?", (version, item))
