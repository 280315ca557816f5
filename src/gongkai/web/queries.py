"""What the pages read besides the archive's own reading functions: plain SELECTs on the public schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.archive.hosts import host_troubles
from gongkai.archive.sqlite import Connection, Record

ROWS_SHOWN = 200
VISITS_SHOWN = 40
RUNS_SHOWN = 20
SORTED_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Unit:
    id: str
    name: str
    level: str
    parent: str | None
    home_url: str | None


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    site: str
    unit: str
    name: str
    url: str
    category: str | None
    category_reason: str
    interval_days: int | None
    deadline: str | None
    basis: str
    active: bool
    obliged: bool
    may_be_empty: bool
    office: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that is watched, by id, in the order of the configuration. `office` of a section is the
    responsible office (责任科室), its own or its category's, empty where none is named; `codes` are the site
    codes of sites, `homes` their home pages."""

    units: dict[str, Unit]
    sites: dict[str, str]
    sections: dict[str, Section]
    categories: dict[str, str]
    codes: dict[str, str]
    homes: dict[str, str]

    @property
    def offices(self) -> list[str]:
        """Every responsible office that is named, in the order of the configuration."""
        return list(dict.fromkeys(s.office for s in self.sections.values() if s.office))


def catalogue(db: Connection) -> Catalogue:
    units = db.execute("SELECT id, name, level, parent, home_url FROM units ORDER BY rowid")
    sections = db.execute(
        "SELECT s.id, s.site, s.unit, s.name, s.url, s.category, s.category_reason, s.interval_days,"
        "       s.deadline, s.basis, s.active, s.obliged, s.may_be_empty,"
        "       coalesce(nullif(s.duty, ''), nullif(c.duty, ''), '') AS office"
        " FROM sections s LEFT JOIN categories c ON c.id = s.category ORDER BY s.rowid"
    )
    return Catalogue(
        units={row["id"]: Unit(*row) for row in units},
        sites=dict(tuple(row) for row in db.execute("SELECT id, name FROM sites ORDER BY rowid")),
        sections={row["id"]: Section(*row) for row in sections},
        categories=dict(tuple(row) for row in db.execute("SELECT id, name FROM categories ORDER BY rowid")),
        codes={row["id"]: row["site_code"] or "" for row in db.execute("SELECT id, site_code FROM sites")},
        homes=dict(tuple(row) for row in db.execute("SELECT id, home_url FROM sites")),
    )


@dataclass(frozen=True, slots=True)
class Visit:
    """A finished visit, with the capture of its first page."""

    id: int
    started: str
    outcome: str
    reason: str
    conditional: bool
    complete: bool
    status: int | None
    pages: int | None
    listed: int | None
    new: int | None
    gone: int | None
    unusable: int | None
    newest: str | None
    capture: int | None
    sha256: str | None


_VISIT = """
    SELECT v.id, v.started, v.outcome, coalesce(v.reason, '') AS reason, v.conditional,
           coalesce(v.complete, 0) AS complete, v.status, v.pages, v.listed, v.new, v.gone, v.unusable,
           v.newest, v.capture, c.sha256
    FROM visits v LEFT JOIN captures c ON c.id = v.capture
"""


def visits(db: Connection, section: str, before: str) -> tuple[Visit, ...]:
    """The latest visits that finished before a moment, newest first."""
    rows = db.execute(
        f"{_VISIT} WHERE v.section = ? AND v.finished < ? ORDER BY v.finished DESC, v.id DESC LIMIT ?",
        (section, before, VISITS_SHOWN),
    )
    return tuple(Visit(*row) for row in rows)


def visits_by_id(db: Connection, ids: tuple[int, ...]) -> tuple[Visit, ...]:
    """The visits of these ids, in that order."""
    found = {}
    for number in ids:
        row = db.execute(f"{_VISIT} WHERE v.id = ?", (number,)).fetchone()
        if row:
            found[number] = Visit(*row)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item in a section; its titles are empty where it is withheld."""

    uid: str
    title: str
    listed_date: str | None
    published: str | None
    status: str
    kind: str
    first_listed: str
    withheld: bool


def listed(db: Connection, section: str, before: str) -> tuple[int, tuple[ListedItem, ...]]:
    """How many items the section listed at a moment, and the first of them in page order."""
    where = "s.section = ? AND s.first_listed < ? AND (s.delisted_at IS NULL OR s.delisted_at >= ?)"
    given = (section, before, before)
    total = db.execute(f"SELECT count(*) FROM item_sections s WHERE {where}", given).fetchone()[0]
    rows = db.execute(
        "SELECT i.uid, CASE WHEN i.withheld IS NULL THEN s.listed_title ELSE '' END, s.listed_date,"
        "       i.published, i.status, i.kind, s.first_listed, i.withheld IS NOT NULL"
        f" FROM item_sections s JOIN items i ON i.id = s.item WHERE {where} ORDER BY s.position LIMIT ?",
        (*given, ROWS_SHOWN),
    )
    return total, tuple(ListedItem(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class NamedItem:
    """What a finding about an item names: its title is hidden where the item is withheld."""

    uid: str
    title: str
    url: str
    published: str | None


def items_named(db: Connection, uids: Iterable[str]) -> dict[str, NamedItem]:
    """The items of these uids."""
    found = {}
    for uid in set(uids):
        row = db.execute("SELECT uid, title, url, published FROM items WHERE uid = ?", (uid,)).fetchone()
        if row:
            found[uid] = NamedItem(*row)
    return found


def sorted_items(db: Connection, unit: str, category: str, before: str, day: str) -> list[Record]:
    """The newest items of a unit that were sorted into a category, as of a day: those that keep its cell in
    time, whichever column lists them."""
    return db.execute(
        """SELECT uid, title, published, (SELECT section FROM item_sections s WHERE s.item = items.id
                  ORDER BY first_listed LIMIT 1) AS section
           FROM items WHERE unit = :unit AND category = :category AND substr(published, 1, 10) <= :day
                 AND first_seen < :before AND (removed_at IS NULL OR removed_at >= :before)
           ORDER BY published DESC, id LIMIT :most""",
        {"unit": unit, "category": category, "day": day, "before": before, "most": SORTED_SHOWN},
    ).fetchall()


def category_limits(db: Connection, category: str) -> Record:
    """By when a category is owed, and on what that rests."""
    sql = "SELECT interval_days, deadline, basis FROM categories WHERE id = ?"
    found: Record = db.execute(sql, (category,)).fetchone()
    return found


def captures_of_visits(db: Connection, visits: Iterable[int]) -> dict[int, int]:
    """The capture of the first page, by visit, of those visits that have one."""
    found = {}
    for number in set(visits):
        row = db.execute("SELECT capture FROM visits WHERE id = ?", (number,)).fetchone()
        if row and row["capture"]:
            found[number] = row["capture"]
    return found


@dataclass(frozen=True, slots=True)
class Capture:
    id: int
    url: str
    received_at: str
    status: int
    bytes: int
    sha256: str
    purged: str | None


def captures(db: Connection, ids: set[int]) -> dict[int, Capture]:
    found = {}
    for number in ids:
        row = db.execute(
            "SELECT id, url, received_at, status, bytes, sha256, purged FROM captures WHERE id = ?", (number,)
        ).fetchone()
        if row:
            found[number] = Capture(*row)
    return found


def runs(db: Connection, before: str) -> list[Record]:
    """The latest runs begun before a moment, newest first."""
    return db.execute(
        "SELECT * FROM runs WHERE started < ? ORDER BY id DESC LIMIT ?", (before, RUNS_SHOWN)
    ).fetchall()


def unread_items(db: Connection) -> int:
    """Items that are listed on pages of ours to read but were never read."""
    number: int = db.execute(
        "SELECT count(*) FROM items WHERE version = 0 AND kind <> 'external' AND status = 'live'"
    ).fetchone()[0]
    return number


def item_count(db: Connection, before: str) -> int:
    """Items first seen before a moment."""
    number: int = db.execute("SELECT count(*) FROM items WHERE first_seen < ?", (before,)).fetchone()[0]
    return number


@dataclass(frozen=True, slots=True)
class Operation:
    """How the program fares: the latest run begun and the latest finished, the sections that are watched by
    their cached state, when they were last understood, and how much there is."""

    begun: Record | None
    finished: Record | None
    states: dict[str | None, int]
    never_understood: int
    understood_oldest: str | None
    understood_newest: str | None
    items: int
    captures: int
    hosts: dict[str, int]


def operation(db: Connection) -> Operation:
    """Milliseconds, however large the archive: a monitor asks every minute. No row of items and captures is
    ever taken out, so that their last number is how many there are."""
    understood = db.execute(
        "SELECT count(*) - count(last_understood), min(last_understood), max(last_understood)"
        " FROM sections WHERE active"
    ).fetchone()
    last = "SELECT coalesce(max(id), 0) FROM"
    return Operation(
        begun=db.execute("SELECT * FROM runs ORDER BY id DESC LIMIT 1").fetchone(),
        finished=db.execute(
            "SELECT * FROM runs WHERE finished IS NOT NULL ORDER BY id DESC LIMIT 1"
        ).fetchone(),
        states=dict(
            tuple(row)
            for row in db.execute("SELECT state, count(*) FROM sections WHERE active GROUP BY state")
        ),
        never_understood=understood[0],
        understood_oldest=understood[1],
        understood_newest=understood[2],
        items=db.execute(f"{last} items").fetchone()[0],
        captures=db.execute(f"{last} captures").fetchone()[0],
        hosts=dict(Counter(trouble.reason for trouble in host_troubles(db))),
    )
