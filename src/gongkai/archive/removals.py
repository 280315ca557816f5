"""When an item that could not be found is gone, and when it is rather us who cannot see.

Nothing is concluded of an item unless, in the same run, every active section it was listed in and the
home page of its site were understood; nor on a host where many items vanish at once, since a site
rebuilt or moved looks just like that. A page must be missing twice, hours apart: of two servers behind one
address one may have neither it nor its row yet.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from gongkai.archive.events import Moment, add_event
from gongkai.archive.hosts import put_rebuilt
from gongkai.archive.items import make_due
from gongkai.archive.seals import recording
from gongkai.archive.sqlite import Connection, Record, one
from gongkai.archive.values import VanishLimits
from gongkai.base.times import parse_utc, utc_text
from gongkai.base.urls import identity

HOURS_APART = 6
"""Between two looks that together prove what one alone does not; the figure is that of `proof_hours`."""


def conclude_removals(
    db: Connection, run: int, at: str, homes: Collection[str] | None, limits: VanishLimits
) -> tuple[int, tuple[str, ...]]:
    """Mark what vanished in this run as removed; how many, and the hosts on which it was held back.

    What is held back stays due, so that the next run looks again. `homes` names the sites whose home
    page was understood; without it, one kept in this run with status 200 or 304 counts.
    """
    with recording(db):
        vanished = _vanished(db, run)
        homes = _homes(db, run) if homes is None else homes
        sections = _understood_sections(db, run)
        held = {host for host in {item["host"] for item in vanished} if _mass_vanishing(db, host, at, limits)}
        removed = 0
        for item in vanished:
            blind = item["site"] not in homes or not _in_sight(db, item["id"], sections)
            if item["host"] in held or blind or _missed_just_now(item, at):
                make_due(db, item["id"], at)
                continue
            db.execute("UPDATE items SET status = 'removed', removed_at = ? WHERE id = ?", (at, item["id"]))
            add_event(db, item["id"], "removed", item["last_seen"], Moment(at, run, item["capture"]))
            removed += 1
        put_rebuilt(db, held, _looked_at(db, run), at)
    return removed, tuple(sorted(held))


def _looked_at(db: Connection, run: int) -> set[str]:
    """The hosts of which an item was understood in this run."""
    rows = db.execute(
        """SELECT DISTINCT items.host FROM checks JOIN items ON items.id = checks.item
           WHERE checks.run = ? AND checks.outcome IN ('same', 'changed', 'returned', 'vanished')""",
        (run,),
    )
    return {row["host"] for row in rows}


def _vanished(db: Connection, run: int) -> list[Record]:
    """Items read before that this run did not find. One never read may be a broken link; it is no
    removal, since nothing of it was ever seen."""
    return db.execute(
        """SELECT items.*, checks.capture, max(checks.id) FROM checks JOIN items ON items.id = checks.item
           WHERE checks.run = ? AND checks.outcome = 'vanished' AND items.vanished_at IS NOT NULL
                 AND items.status = 'live' AND items.version > 0
           GROUP BY items.id""",
        (run,),
    ).fetchall()


def _homes(db: Connection, run: int) -> set[str]:
    started = one(db, "SELECT started FROM runs WHERE id = ?", run)
    answers = {
        identity(row["url"]): row["status"]
        for row in db.execute(
            "SELECT url, status FROM captures WHERE kind = 'home' AND requested_at >= ? ORDER BY id",
            (started,),
        )
    }
    return {
        row["id"]
        for row in db.execute("SELECT id, home_url FROM sites")
        if answers.get(identity(row["home_url"])) in (200, 304)
    }


def _understood_sections(db: Connection, run: int) -> set[str]:
    """Sections whose last visit of the run was understood."""
    visits = db.execute("SELECT section, understood FROM visits WHERE run = ? ORDER BY id", (run,))
    last = {row["section"]: row["understood"] for row in visits}
    return {section for section, understood in last.items() if understood}


def _in_sight(db: Connection, item: int, understood: set[str]) -> bool:
    rows = db.execute(
        """SELECT section FROM item_sections JOIN sections ON sections.id = section
           WHERE item = ? AND sections.active""",
        (item,),
    ).fetchall()
    return bool(rows) and all(row["section"] in understood for row in rows)


def _missed_just_now(item: Record, at: str) -> bool:
    """Whether an item was first missed so short a time ago that it takes another look."""
    return parse_utc(at) - parse_utc(item["vanished_at"]) < timedelta(hours=HOURS_APART)


def _mass_vanishing(db: Connection, host: str, at: str, limits: VanishLimits) -> bool:
    since = utc_text(parse_utc(at) - timedelta(days=limits.window_days))
    looked, gone = db.execute(
        """SELECT count(*), coalesce(sum(outcome = 'vanished'), 0) FROM (
               SELECT checks.outcome, max(checks.id) FROM items JOIN checks ON checks.item = items.id
               WHERE items.host = ? AND checks.at >= ?
                     AND checks.outcome IN ('same', 'changed', 'returned', 'moved', 'vanished')
               GROUP BY items.id)""",
        (host, since),
    ).fetchone()
    return bool(gone >= limits.least and gone > looked * limits.share)
