"""How long a check takes, and how that grows: `python -m benchmarks.judging [UNITS …]`.

An archive of so many units (100, 300 and 1,000 unless said) of 20 sections with 50 items each is written as
a crawl would have left it after DAYS days of one visit a day to every section; then it is checked from
nothing, and again after one more day of visits, new items and looks at old ones. One section in 33 has gone
quiet, one in 100 is empty, one visit in 50 failed; one item in 250 has no date, one in 300 was published
late, one in 1,000 was altered. Rows are written as plain SQL, without seals, captures and search index: a
check reads none of them. Seconds are by the clock."""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import gongkai
from gongkai.archive import open_archive
from gongkai.base.values import Catalogue, Category, Section, Site, Unit
from gongkai.check import judge_archive
from gongkai.judge import Judging

SECTIONS, ITEMS, DAYS = 20, 50, 60
FIRST = date(2026, 1, 5)
KINDS = (("appeared",), ("appeared", "changed"))
BODY = "为做好冬季安全生产工作，街道办事处于近日组织开展专项检查，现将有关情况公布如下。" * 12


def catalogue(units: int) -> Catalogue:
    """One site for each unit; of its sections two are due every two weeks, four every half year."""
    intervals = {0: 14, 1: 14, 2: 183, 3: 183, 4: 183, 5: 183}
    return Catalogue(
        tuple(Unit(f"u{n:04d}", f"第{n}街道办事处", "subdistrict") for n in range(units)),
        tuple(Site(f"s{n:04d}", f"站{n}", f"http://s{n}.invalid/", (f"s{n}.invalid",)) for n in range(units)),
        tuple(
            Section(
                id=f"s{n:04d}/c{m:02d}", site=f"s{n:04d}", unit=f"u{n:04d}", name=f"栏目{m}",
                url=f"http://s{n}.invalid/c{m}/", category="business" if m < 2 else "notice",
                category_reason="configured", interval_days=intervals.get(m),
                deadline="01-31" if m == 6 else None, duty=f"科室{m % 5}",
            )
            for n in range(units)
            for m in range(SECTIONS)
        ),
        (Category("business", "工作动态"), Category("notice", "通知公告")),
    )  # fmt: skip


class Maker:
    """Writes the rows of an archive, day by day."""

    def __init__(self, db: sqlite3.Connection, units: int) -> None:
        self.db, self.units, self.rng = db, units, random.Random(7)
        self.sections = [
            (f"s{n:04d}", f"u{n:04d}", f"s{n:04d}/c{m:02d}") for n in range(units) for m in range(SECTIONS)
        ]
        self.quiet = {s for _, _, s in self.sections if self.rng.random() < 1 / 33}
        self.empty = {s for _, _, s in self.sections if self.rng.random() < 1 / 100}
        self.items = 0

    def begin(self) -> None:
        """The first walk: what every section listed then."""
        self.run(FIRST)
        listings = ((n + 1, section) for n, (_, _, section) in enumerate(self.sections))
        self.db.executemany(
            "INSERT INTO listings(id, section, sha256, rows) VALUES (?, ?, '', '[]')", listings
        )
        old = (
            (s, self.item_day(s[2]))
            for s in self.sections
            if s[2] not in self.empty
            for _ in range(ITEMS - 1)
        )
        self.add(old, FIRST)
        self.visits(FIRST)

    def item_day(self, section: str) -> date:
        back = self.rng.randrange(0, 400) if section in self.quiet else self.rng.randrange(0, 300)
        return FIRST - timedelta(days=back + (250 if section in self.quiet else 0))

    def day(self, day: date) -> None:
        """One day: visits to all sections, a new item in one of 60, a look at one of 30 of all items."""
        self.run(day)
        fresh = [
            s for s in self.sections if s[2] not in self.empty | self.quiet and self.rng.random() < 1 / DAYS
        ]
        self.add(((s, day) for s in fresh), day)
        self.visits(day)
        looks = ((n, self.number, f"{day}T20:00:00Z", 1) for n in range(1, self.items, 30))
        self.db.executemany(
            """INSERT INTO checks(item, run, at, outcome, reason, version) VALUES (?, ?, ?, 'same', '', ?)""",
            looks,
        )

    def run(self, day: date) -> None:
        self.number = (day - FIRST).days + 1
        self.db.execute(
            """INSERT INTO runs(id, started, finished, outcome, version, config_sha256)
               VALUES (?, ?, ?, 'done', '', '')""",
            (self.number, f"{day}T01:00:00Z", f"{day}T05:00:00Z"),
        )

    def visits(self, day: date) -> None:
        self.db.executemany(
            """INSERT INTO visits(run, section, started, finished, conditional, understood, complete, deep,
            outcome, reason, listed, newest, oldest, listing) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?,
            ?)""",
            self.visit_rows(day),
        )

    def visit_rows(self, day: date) -> Iterator[tuple[object, ...]]:
        begun, over = f"{day}T02:00:00Z", f"{day}T02:00:05Z"
        for n, (_, _, section) in enumerate(self.sections):
            seen = self.rng.random() > 1 / 50
            outcome = "failed" if not seen else "empty" if section in self.empty else "unchanged"
            newest = None if section in self.empty else self.newest(section, day)
            listed = 0 if section in self.empty else ITEMS
            yield (
                self.number, section, begun, over, seen, seen, seen, outcome, "" if seen else "timeout",
                listed if seen else None, newest if seen else None, "2025-01-01" if seen else None,
                n + 1 if seen else None,
            )  # fmt: skip

    def newest(self, section: str, day: date) -> str:
        if section in self.quiet:
            return (FIRST - timedelta(days=250)).isoformat()
        return (day - timedelta(days=(hash(section) + day.toordinal()) % 9)).isoformat()

    def add(self, found: Iterator[tuple[tuple[str, str, str], date]], seen: date) -> None:
        """Items with their place, version, event and first look."""
        moment = f"{seen}T02:00:05Z"
        rows = []
        for (site, unit, section), day in found:
            self.items += 1
            rows.append((self.items, site, unit, section, day, self.rng.random()))
        self.db.executemany(
            """INSERT INTO items(id, uid, kind, unit, url, title, category, published, formed, status,
            first_seen, last_seen, version, body_chars, attachments, site, identity, host, search_id, checks)
               VALUES (?, ?, 'page', ?, ?, ?, 'notice', ?, ?, 'live', ?, ?, 1, 400, 0, ?, ?, 'h', ?, 1)""",
            (
                (n, f"{n:016d}", unit, f"http://h/{n}", f"关于第{n}号事项的通知",
                 None if odd < 1 / 250 else day.isoformat(),
                 (day - timedelta(days=60 if odd > 1 - 1 / 300 else 4)).isoformat() if n % 3 == 0 else None,
                 moment, moment, site, f"h/{n}", n)
                for n, site, unit, _, day, odd in rows
            ),
        )  # fmt: skip
        self.db.executemany(
            """INSERT INTO item_sections(item, section, listed_title, listed_date, first_listed,
            last_listed, position) VALUES (?, ?, '', ?, ?, ?, 0)""",
            ((n, s, None if odd < 1 / 250 else d.isoformat(), moment, moment) for n, _, _, s, d, odd in rows),
        )
        self.db.executemany(
            """INSERT INTO versions(item, version, cause, seen_at, confirmed_at, read_at, reader, title,
            published, body, metadata, attachments, changed, text_sha256)
               VALUES (?, ?, 'published', ?, ?, ?, 'r', ?, ?, ?, ?, '[]', '[]', '')""",
            (
                (n, version, moment, f"{seen + timedelta(days=1)}T02:00:00Z", moment, f"关于第{n}号的通知",
                 None if odd < 1 / 250 else d.isoformat(), BODY,
                 json.dumps({"formed": (d - timedelta(days=60)).isoformat()} if odd > 1 - 1 / 300 else {}))
                for n, _, _, _, d, odd in rows
                for version in ((1, 2) if 0.5 < odd < 0.501 else (1,))
            ),
        )  # fmt: skip
        self.db.executemany(
            "INSERT INTO item_events(item, kind, at, run) VALUES (?, ?, ?, ?)",
            ((n, kind, moment, self.number) for n, *_, odd in rows for kind in KINDS[0.5 < odd < 0.501]),
        )
        self.db.executemany(
            "INSERT INTO checks(item, run, at, outcome, reason, version) VALUES (?, ?, ?, 'new', '', 1)",
            ((n, self.number, moment) for n, *_ in rows),
        )


def measure(units: int, folder: Path) -> str:
    """One line of the table."""
    with open_archive(folder, create=True) as archive:
        archive.put_catalogue(catalogue(units), f"{FIRST}T00:00:00Z")
    with closing(sqlite3.connect(folder / "gongkai.db", isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("BEGIN")
        maker = Maker(db, units)
        maker.begin()
        for n in range(1, DAYS):
            maker.day(FIRST + timedelta(days=n))
        db.execute("COMMIT")
        last = FIRST + timedelta(days=DAYS - 1)
        first, found = checked(folder, last)
        db.execute("BEGIN")
        maker.day(last + timedelta(days=1))
        db.execute("COMMIT")
        visits = db.execute("SELECT count(*) FROM visits").fetchone()[0]
        items = db.execute("SELECT count(*) FROM items").fetchone()[0]
    again, _ = checked(folder, last + timedelta(days=1))
    megabytes = (folder / "gongkai.db").stat().st_size / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return (
        f"| {units:,} | {units * SECTIONS:,} | {items:,} | {visits:,} | {megabytes:,.0f} | {found:,} "
        f"| {first:.1f} | {again:.1f} | {memory:,.0f} |"
    )


def checked(folder: Path, day: date) -> tuple[float, int]:
    """Seconds that a check as of a day takes, archive opened and closed, and how many findings are then
    open."""
    begun = time.perf_counter()
    with open_archive(folder) as archive:
        check = judge_archive(archive, day, Judging(), f"{day}T12:00:00Z")
    took = time.perf_counter() - begun
    return took, sum(found.closed is None for found in check.found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("units", nargs="*", type=int, default=[100, 300, 1_000])
    wanted = parser.parse_args().units
    print(f"gongkai {gongkai.__version__}, {DAYS} days of one visit a day\n")
    print(
        "| units | sections | items | visits | MB | findings | from nothing, s | next day, s | memory, MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for units in wanted:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(units, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
