"""Which of Datasette's databases is an archive of ours, how it is read, and the checks made of it.

A check reads the visits of every section: milliseconds for a district, ten seconds for a thousand
sections over a year. So it is kept per day until the database file or its write-ahead log changes, and
one that was slow to make stays good a little longer, or a crawl would have every page wait for a new one.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from gongkai.archive import Archive, open_archive
from gongkai.archive.opening import ARCHIVE
from gongkai.archive.sqlite import Connection, DatabaseError, connect, one
from gongkai.check import Check, check_archive
from gongkai.judge import StateRules
from gongkai.judge.limits import DueRules

Result = TypeVar("Result")

CHECKS_KEPT = 16
SLOW_SECONDS = 1.0
RESTS = 10
"""A check that took SLOW_SECONDS or more is shown for RESTS times as long as it took to make, whatever is
written meanwhile."""

_Stamp = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A check, of which state of the files, when it was made and in how many seconds."""

    check: Check
    stamp: _Stamp
    made: float
    cost: float

    def good(self, stamp: _Stamp, now: float) -> bool:
        """Whether it may still be shown. `now` is of the same steady timer as `made`."""
        slow = self.cost >= SLOW_SECONDS
        return self.stamp == stamp or (slow and now - self.made < RESTS * self.cost)


class Source:
    """The archive shown by one Datasette."""

    def __init__(self, datasette: Any, database: str, file: Path) -> None:
        self.datasette = datasette
        self.database = database
        self.file = file
        self._kept: OrderedDict[tuple[date, StateRules], Kept] = OrderedDict()
        self._checking = asyncio.Lock()

    async def read(self, work: Callable[[Archive], Result]) -> Result:
        """What `work` makes of the archive, on a thread of its own; ArchiveError if it cannot be read."""

        def opened() -> Result:
            with open_archive(self.file.parent, write=False) as archive:
                return work(archive)

        return await self.aside(opened)

    async def aside(self, work: Callable[[], Result]) -> Result:
        """What `work` makes, on a thread, while other pages are served."""
        return await asyncio.get_running_loop().run_in_executor(self.datasette.executor, work)

    async def query(self, work: Callable[[Connection], Result]) -> Result:
        """What `work` makes of Datasette's own read-only connection."""
        result: Result = await self.datasette.get_database(self.database).execute_fn(work)
        return result

    async def check(self, as_of: date) -> Check:
        """The check as of a day, made again only when the files have changed since."""
        wanted = as_of, state_rules(self.config())
        kept = self._good(wanted)
        if kept is None:
            async with self._checking:
                kept = self._good(wanted) or await self._make(*wanted)
        return kept.check

    def _good(self, wanted: tuple[date, StateRules]) -> Kept | None:
        kept = self._kept.get(wanted)
        return kept if kept and kept.good(self._stamp(), monotonic()) else None

    async def _make(self, as_of: date, rules: StateRules) -> Kept:
        stamp, started = self._stamp(), monotonic()
        check = await self.read(lambda archive: check_archive(archive, as_of, rules))
        made = monotonic()
        kept = self._kept[as_of, rules] = Kept(check, stamp, made, made - started)
        self._kept.move_to_end((as_of, rules))
        while len(self._kept) > CHECKS_KEPT:
            self._kept.popitem(last=False)
        return kept

    def config(self) -> dict[str, Any]:
        """The plugin's configuration: `as_of` (a day that stands for today), `rules`, and `snapshot` (when
        the backup was made that is shown)."""
        return self.datasette.plugin_config("gongkai", database=self.database) or {}

    def _stamp(self) -> _Stamp:
        found = []
        for path in (self.file, self.file.with_name(self.file.name + "-wal")):
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            found.append((stat.st_mtime_ns, stat.st_size))
        return tuple(found)


_sources: WeakKeyDictionary[Any, Source | None] = WeakKeyDictionary()


def find_source(datasette: Any) -> Source | None:
    """The archive among a Datasette's databases, the first if there are several; None if there is none.

    Looked for once: databases attached later are not shown by our pages.
    """
    if datasette not in _sources:
        archives = ((name, Path(db.path)) for name, db in datasette.databases.items() if db.path)
        found = next(((name, path) for name, path in archives if _is_ours(path)), None)
        _sources[datasette] = Source(datasette, *found) if found else None
    return _sources[datasette]


def known_source(datasette: Any) -> Source | None:
    """What `find_source` found, without looking: for hooks that run while a Datasette is being made."""
    return _sources.get(datasette)


def _is_ours(path: Path) -> bool:
    if path.name != ARCHIVE.name:
        return False
    try:
        db = connect(path, write=False, busy_seconds=1)
    except DatabaseError:
        return False
    try:
        return bool(one(db, "PRAGMA application_id") == ARCHIVE.application_id)
    except DatabaseError:
        return False
    finally:
        db.close()


def state_rules(config: dict[str, Any]) -> StateRules:
    """The judge's thresholds from the plugin's configuration: the fields of StateRules, `due` nested."""
    given = dict(config.get("rules") or {})
    due = DueRules(**given.pop("due", {}))
    return StateRules(**given, due=due)
