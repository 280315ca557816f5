"""Which captures are exported: of a site, of a span of days, of an item; and which are left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from gongkai.archive.sqlite import Connection, Record, one
from gongkai.base.errors import UsageError
from gongkai.base.times import day_end, utc_text
from gongkai.base.urls import host_of

PAGE = 500
"""Rows read at once, so that a crawl is not held up by an export."""


@dataclass(frozen=True, slots=True)
class Selection:
    """All of these at once; nothing said is everything. `site` and `item` (uid) as the archive calls them;
    `since` and `until` are China days, both included, of the request. `with_withheld`: what belongs to
    withheld items as well."""

    site: str | None = None
    since: date | None = None
    until: date | None = None
    item: str | None = None
    with_withheld: bool = False

    def said(self) -> str:
        """What was said, as JSON."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, default=str)

    @property
    def name(self) -> str:
        """The same for a file's name."""
        words = (self.item or self.site or "all", self.since, self.until)
        return "-".join(str(word).replace("-", "") if word else "" for word in words).rstrip("-")


@dataclass(frozen=True, slots=True)
class Head:
    """The last capture there was when the export began: its number and its chain."""

    capture: int
    chain: str


def head(db: Connection) -> Head:
    row = db.execute("SELECT id, chain FROM captures ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        raise UsageError("档案中还没有快照，没有可导出的。", do="先运行 gongkai crawl。")
    return Head(row["id"], row["chain"])


class Selected:
    """The captures of a selection, up to a head. `total` counts the rows to be looked at, `looked` those that
    were; `withheld` of all of them are left out."""

    def __init__(self, db: Connection, selection: Selection, last: Head) -> None:
        self._db = db
        self._site = selection.site
        self._hosts = _hosts(db, selection.site) if selection.site else frozenset[str]()
        self._where, self._values = _where(db, selection, last)
        self.total: int = one(db, f"SELECT count(*) FROM captures WHERE {self._where}", *self._values)
        self.looked = 0
        self._left_out = frozenset[int]() if selection.with_withheld else withheld_captures(db)
        self.withheld = self._count_withheld()

    def rows(self) -> Iterator[Record]:
        """In the order of the chain, each with the chain before it as `previous`."""
        last = 0
        while rows := self._page("captures.id > ?", last):
            for row in rows:
                self.looked += 1
                if row["id"] not in self._left_out and self._is_of_site(row):
                    yield row
            last = rows[-1]["id"]

    def _count_withheld(self) -> int:
        found = (self._page("captures.id = ?", capture) for capture in self._left_out)
        return sum(self._is_of_site(row) for rows in found for row in rows)

    def _page(self, condition: str, value: int) -> list[Record]:
        return self._db.execute(
            f"""SELECT captures.*, sections.site,
                    (SELECT before.chain FROM captures AS before WHERE before.id < captures.id
                     ORDER BY before.id DESC LIMIT 1) AS previous
                FROM captures LEFT JOIN visits ON visits.id = captures.visit
                    LEFT JOIN sections ON sections.id = visits.section
                WHERE {condition} AND {self._where} ORDER BY captures.id LIMIT {PAGE}""",
            (value, *self._values),
        ).fetchall()

    def _is_of_site(self, row: Record) -> bool:
        return not self._site or row["site"] == self._site or host_of(row["url"]) in self._hosts


def _where(db: Connection, selection: Selection, last: Head) -> tuple[str, list[object]]:
    conditions, values = ["captures.id <= ?"], list[object]([last.capture])
    if selection.since:
        conditions.append("captures.requested_at >= ?")
        values.append(utc_text(day_end(selection.since - timedelta(days=1))))
    if selection.until:
        conditions.append("captures.requested_at < ?")
        values.append(utc_text(day_end(selection.until)))
    if selection.item:
        conditions.append("captures.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(_of_item(db, selection.item))))
    return " AND ".join(conditions), values


def _hosts(db: Connection, site: str) -> frozenset[str]:
    hosts = one(db, "SELECT hosts FROM sites WHERE id = ?", site)
    if hosts is None:
        known = "、".join(row["id"] for row in db.execute("SELECT id FROM sites ORDER BY id"))
        raise UsageError(f"档案中没有编号为 {site} 的网站。", do=f"有：{known}。")
    return frozenset(json.loads(hosts))


_NAMED = """
    SELECT capture FROM versions WHERE item = :item
    UNION SELECT json_extract(part.value, '$.capture')
        FROM versions, json_each(versions.metadata, '$.parts') AS part WHERE item = :item
    UNION SELECT capture FROM attachments WHERE item = :item
    UNION SELECT capture FROM checks WHERE item = :item
"""
"""The captures that an item's versions, the further pages of its body, its files and the looks at it name."""


def _of_item(db: Connection, uid: str) -> set[int]:
    item = one(db, "SELECT id FROM items WHERE uid = ?", uid)
    if item is None:
        raise UsageError(f"档案中没有条目 {uid}。", do="用 gongkai search 找到它的编号。")
    return {row[0] for row in db.execute(_NAMED, {"item": item}) if row[0] is not None}


def withheld_captures(db: Connection) -> frozenset[int]:
    """The captures of withheld items: those named, whatever else was kept from their addresses, and the same
    bytes kept for somebody else."""
    found: set[int] = set()
    for item in db.execute("SELECT id, uid FROM items WHERE withheld IS NOT NULL").fetchall():
        found |= _of_item(db, item["uid"])
        rows = db.execute(
            """SELECT captures.id FROM captures JOIN item_urls ON captures.url = item_urls.url
               WHERE item = :item
               UNION SELECT same.id FROM captures AS same JOIN captures ON captures.sha256 = same.sha256
               WHERE captures.bytes AND captures.status = 200 AND captures.id IN (
                   SELECT capture FROM versions WHERE item = :item
                   UNION SELECT capture FROM attachments WHERE item = :item)""",
            {"item": item["id"]},
        )
        found |= {row[0] for row in rows}
    return frozenset(found)
