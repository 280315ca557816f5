"""Reading the archive again: what stored bytes say to today's reader, on all cores; nothing is fetched.

```
files not yet read by today's reader ──► sights (`archive.kept_sights`) ──► what is derived from texts
```

Every batch is committed whole, so that a run that is cut off is taken up where it ended. What cannot be read
now stands as it was read before, and is tried again the next time.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from gongkai.archive import Archive, KeptSight, Rereading
from gongkai.base.times import Clock, utc_text
from gongkai.base.values import Catalogue, Section
from gongkai.classify import PLAIN, Sorter
from gongkai.crawl.deriving import derive_left
from gongkai.crawl.filereader import FileReader
from gongkai.crawl.filetexts import is_todays, read_files_left
from gongkai.crawl.reading import PageReader, ReadLimits
from gongkai.crawl.run import READER
from gongkai.crawl.stopping import stop_signals
from gongkai.crawl.stored import read_sight
from gongkai.crawl.together import together

BATCH = 200
"""Sights stored in one transaction: what waiting for the disk costs is then next to nothing."""

AHEAD = 2
"""Sights under way for each process, so that none waits for its next page."""


class RereadTeller(Protocol):
    """Told of progress."""

    def planned(self, sights: int) -> None: ...
    def read(self, sights: int) -> None: ...
    def file_given_up(self, url: str, told: str) -> None: ...
    def stopping(self) -> None: ...


@dataclass(frozen=True, slots=True)
class RereadSummary:
    """What reading again came to: `sights` read, of which `changed` say something else now, `lost` could not
    be read and stand as they were; `seconds` by the clock. `whole`: nothing was left undone."""

    sights: int
    changed: int
    lost: int
    seconds: float
    whole: bool


@dataclass(slots=True)
class Rereader:
    """The reading under way."""

    archive: Archive
    files: FileReader
    pages: PageReader
    sections: dict[str, Section]
    now: Clock
    report: RereadTeller
    sorter: Sorter
    stopping: bool = False
    stands: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    found: list[Rereading] = field(default_factory=list)

    def at(self) -> str:
        """The present moment as our UTC text."""
        return utc_text(self.now())

    def over(self) -> bool:
        """Whether nothing new should be begun."""
        return self.stopping


async def reextract(
    archive: Archive,
    catalogue: Catalogue,
    now: Clock,
    report: RereadTeller,
    *,
    everything: bool = False,
    processes: int | None = None,
    sorter: Sorter = PLAIN,
) -> RereadSummary:
    """Read again what today's reader has not read; `everything`: also what it has, as after a change of the
    reader that its version does not tell. `processes` read side by side, one for each core unless said."""
    started = time.monotonic()
    cores = processes or os.cpu_count() or 1
    before = archive.begin_rereading(utc_text(now())) if everything else None
    reading = PageReader(ReadLimits(processes=cores, here=0))
    sections = {section.id: section for section in catalogue.sections}
    async with FileReader() as files, reading as pages:
        reader = Rereader(archive, files, pages, sections, now, report, sorter)
        report.planned(archive.count_sights(READER, before))
        with stop_signals(reader):
            await read_files_left(reader)
            await _read_sights(reader, archive.kept_sights(READER, before), cores * AHEAD, always=everything)
            _store(reader)
            await derive_left(reader, cores * AHEAD)
    if everything and not reader.stopping:
        archive.end_rereading()
    return RereadSummary(
        sights=reader.counts.total(),
        changed=reader.counts["reread"],
        lost=reader.counts["lost"],
        seconds=time.monotonic() - started,
        whole=not reader.stopping,
    )


async def _read_sights(reader: Rereader, sights: Iterator[KeptSight], workers: int, *, always: bool) -> None:
    """Read the sights, so many at once; what they say is stored as they come."""

    async def work() -> None:
        for sight in sights:
            if reader.over():
                return
            await _read(reader, sight, always=always)

    await together(work() for _ in range(workers))


async def _read(reader: Rereader, sight: KeptSight, *, always: bool) -> None:
    if always or not is_todays(reader, sight):
        found = await read_sight(reader, sight, reader.sections.get(sight.section or ""))
        if found is None:
            reader.counts["lost"] += 1
        else:
            reader.found.append(found)
    if len(reader.found) >= BATCH:
        _store(reader)
    reader.report.read(1)


def _store(reader: Rereader) -> None:
    """Store what was read so far."""
    batch, reader.found = reader.found, []
    reader.counts.update(reader.archive.store_rereadings(batch))
