"""What a crawl remembers of hosts for the next one: who is to be left alone, until when, since when."""

from __future__ import annotations

from collections.abc import Collection

from gongkai.archive.sqlite import Connection, transaction
from gongkai.archive.values import HostTrouble
from gongkai.base.hosts import HostMemory

REBUILT = "rebuilt"
"""Why nothing is called removed on a host: most of what was looked at there vanished at once."""


def host_memories(db: Connection) -> dict[str, HostMemory]:
    """By host (`host` or `host:port`)."""
    rows = db.execute("SELECT host, level, closed_until, reason FROM hosts")
    return {row["host"]: HostMemory(**dict(row)) for row in rows}


def host_troubles(db: Connection) -> tuple[HostTrouble, ...]:
    """Every host with which something is the matter, the longest first."""
    rows = db.execute(
        """SELECT host, reason, since, closed_until FROM hosts WHERE reason <> ''
           UNION ALL SELECT host, ?, rebuilt_since, NULL FROM hosts WHERE rebuilt_since IS NOT NULL
           ORDER BY 3, 1""",
        (REBUILT,),
    )
    return tuple(HostTrouble(**dict(row)) for row in rows)


def put_host(db: Connection, memory: HostMemory, at: str) -> None:
    """Keep what is to be remembered of a host. `since` is the first moment of its present trouble."""
    with transaction(db):
        db.execute(
            """INSERT INTO hosts(host, level, closed_until, reason, since, updated)
               VALUES (:host, :level, :until, :reason, iif(:reason = '', NULL, :at), :at)
               ON CONFLICT(host) DO UPDATE SET level = :level, closed_until = :until, reason = :reason,
                   since = iif(:reason = '', NULL, coalesce(since, :at)), updated = :at""",
            {
                "host": memory.host,
                "level": memory.level,
                "until": memory.closed_until,
                "reason": memory.reason,
                "at": at,
            },
        )


def put_rebuilt(db: Connection, held: Collection[str], seen: Collection[str], at: str) -> None:
    """Note the hosts on which too much vanished at once; of those `seen` in this run, the others are whole.
    Part of the transaction at hand."""
    for host in held:
        db.execute(
            """INSERT INTO hosts(host, level, reason, rebuilt_since, updated) VALUES (?, 0, '', ?, ?)
               ON CONFLICT(host) DO UPDATE SET rebuilt_since = coalesce(rebuilt_since, excluded.updated),
                   updated = excluded.updated""",
            (host, at, at),
        )
    for host in set(seen) - set(held):
        db.execute("UPDATE hosts SET rebuilt_since = NULL WHERE host = ?", (host,))
