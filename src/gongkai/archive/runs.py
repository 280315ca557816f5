"""Runs of the crawl: begun, finished, and what became of those that were killed."""

from __future__ import annotations

from gongkai.archive.seals import recording
from gongkai.archive.sqlite import Connection, one
from gongkai.archive.values import RunTotals


def begin_run(db: Connection, at: str, version: str, config_sha256: str) -> int:
    """Open a run. One left open was killed: it is closed as `interrupted`, and so are its open visits,
    as failures at this moment (not at that of the kill, which nobody recorded)."""
    with recording(db):
        db.execute(
            """UPDATE visits SET seal = NULL, finished = ?, outcome = 'failed', reason = 'interrupted',
                   understood = 0, complete = 0 WHERE finished IS NULL""",
            (at,),
        )
        for row in db.execute("SELECT id FROM runs WHERE finished IS NULL").fetchall():
            _look_again(db, row["id"], at)
            _close(db, row["id"], at, "interrupted", _count(db, row["id"], None, None))
        cursor = db.execute(
            "INSERT INTO runs(started, version, config_sha256) VALUES (?, ?, ?)", (at, version, config_sha256)
        )
    return int(cursor.lastrowid or 0)


def _look_again(db: Connection, run: int, at: str) -> None:
    """What a killed run did not find it could not conclude to be removed: it is due again at once, and not
    only with its next look, which may be months away."""
    db.execute(
        """UPDATE items SET next_check = ?, urgent = 1 WHERE vanished_at IS NOT NULL AND status = 'live'
               AND id IN (SELECT item FROM checks WHERE run = ? AND outcome = 'vanished')""",
        (at, run),
    )


def finish_run(db: Connection, run: int, at: str, outcome: str, *, requests: int, bytes_: int) -> RunTotals:
    """Close a run with what its visits, events and checks add up to."""
    with recording(db):
        totals = _count(db, run, requests, bytes_)
        _close(db, run, at, outcome, totals)
    return totals


def _count(db: Connection, run: int, requests: int | None, bytes_: int | None) -> RunTotals:
    """The figures of a run. A killed one took its own counts with it: what its visits kept stands in."""
    if requests is None or bytes_ is None:
        kept = db.execute(
            """SELECT count(*), coalesce(sum(bytes), 0) FROM captures
               WHERE visit IN (SELECT id FROM visits WHERE run = ?)""",
            (run,),
        ).fetchone()
        requests, bytes_ = int(kept[0]), int(kept[1])
    events = dict(
        db.execute("SELECT kind, count(*) FROM item_events WHERE run = ? GROUP BY kind", (run,)).fetchall()
    )
    failed_visits = one(
        db, "SELECT count(*) FROM visits WHERE run = ? AND outcome IN ('failed', 'blocked', 'broken')", run
    )
    failed_checks = one(
        db, "SELECT count(*) FROM checks WHERE run = ? AND outcome IN ('failed', 'blocked')", run
    )
    return RunTotals(
        sections=one(db, "SELECT count(DISTINCT section) FROM visits WHERE run = ?", run),
        requests=requests,
        bytes=bytes_,
        new_items=events.get("appeared", 0),
        changed_items=events.get("changed", 0),
        removed_items=events.get("removed", 0),
        errors=failed_visits + failed_checks,
    )


def _close(db: Connection, run: int, at: str, outcome: str, totals: RunTotals) -> None:
    db.execute(
        """UPDATE runs SET finished = ?, outcome = ?, sections = ?, requests = ?, bytes = ?, new_items = ?,
               changed_items = ?, removed_items = ?, errors = ? WHERE id = ?""",
        (
            at,
            outcome,
            totals.sections,
            totals.requests,
            totals.bytes,
            totals.new_items,
            totals.changed_items,
            totals.removed_items,
            totals.errors,
            run,
        ),
    )
