"""What is known of sections when a crawl is planned. Reads only, and no more of each than its last visits."""

from __future__ import annotations

from gongkai.archive.sights import MANY_MISSING
from gongkai.archive.sqlite import Connection, Record
from gongkai.archive.values import SectionPast

PAST_VISITS = 60
"""Two months of nights: enough to tell a rhythm, and as cheap after years as after weeks."""

INTERRUPTED, STOPPED = "interrupted", "stopped"
"""Reasons of visits that we ourselves cut off: by a kill, or because the time was used up."""


def section_pasts(db: Connection) -> dict[str, SectionPast]:
    """Of every active section, by its id."""
    rows = db.execute("SELECT id, state, in_time_until, anew FROM sections WHERE active").fetchall()
    return {row["id"]: _past(row, _visits(db, row["id"])) for row in rows}


def _visits(db: Connection, section: str) -> list[Record]:
    """The last visits, the newest first."""
    return db.execute(
        """SELECT finished, understood, outcome, reason, listed FROM visits
           WHERE section = ? AND finished IS NOT NULL ORDER BY finished DESC, id DESC LIMIT ?""",
        (section, PAST_VISITS),
    ).fetchall()


def pages_of_cut_walk(db: Connection, section: str, since: str) -> dict[tuple[str, str | None], int]:
    """The kept pages (captures, by address and body of the request) of the section's last visits, as far back
    as we cut them off and not before `since`; the newest of each address. What a killed visit kept last may
    not have been looked at: it is left out."""
    found: dict[tuple[str, str | None], int] = {}
    visits = db.execute(
        """SELECT id, reason, understood FROM visits
           WHERE section = ? AND started >= ? AND finished IS NOT NULL ORDER BY id DESC""",
        (section, since),
    )
    for visit in visits.fetchall():
        if not _cut_off(visit):
            break
        captures = db.execute(
            """SELECT id, url, request_body FROM captures WHERE visit = ? AND kind = 'list' AND status = 200
               ORDER BY id DESC""",
            (visit["id"],),
        ).fetchall()
        for row in captures[visit["reason"] == INTERRUPTED :]:
            found.setdefault((row["url"], row["request_body"]), row["id"])
    return found


def _past(section: Record, visits: list[Record]) -> SectionPast:
    if not visits:
        return SectionPast(anew=bool(section["anew"]))
    last = visits[0]
    understood = [visit for visit in visits if visit["understood"]]
    return SectionPast(
        last=last["finished"],
        unfinished=_cut_off(last),
        troubles=_troubles(visits),
        since=understood[-1]["finished"] if understood else None,
        changes=sum(visit["outcome"] == "new" for visit in understood[:-1]),
        unsettled=_unsettled(last, understood),
        anew=bool(section["anew"]),
        state=section["state"],
        in_time_until=section["in_time_until"],
    )


def _cut_off(visit: Record) -> bool:
    return not visit["understood"] and (visit["reason"] or "").partition(":")[0] in (INTERRUPTED, STOPPED)


def _troubles(visits: list[Record]) -> int:
    count = 0
    for visit in visits:
        if visit["understood"]:
            break
        count += not _cut_off(visit)
    return count


def _unsettled(last: Record, understood: list[Record]) -> bool:
    """Whether the last visit is believed only when another one shows the same: rows missing, or none for
    the first time."""
    if last["reason"] == MANY_MISSING:
        return True
    return bool(last["understood"] and not last["listed"]) and len(understood) == 1
