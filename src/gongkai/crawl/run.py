"""What one crawl is given and what it tells: options, the running state, the summary."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from gongkai import __version__
from gongkai.archive import Archive, KnownSection, VanishLimits
from gongkai.base.times import Clock, utc_text
from gongkai.base.values import Catalogue, Section, Site
from gongkai.classify import Sorter
from gongkai.crawl.filereader import FileReader
from gongkai.crawl.plan import Rhythm
from gongkai.crawl.reading import PageReader, ReadLimits
from gongkai.crawl.space import Space
from gongkai.fetch import Closed, Fetcher

READER = f"gongkai/{__version__}"

SAID = " #"
"""Between the reader of a visit's list and the mark of what the operator then said of it (`Section.said`)."""


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """`sites` empty means all. `everything` also visits what is not due and walks all lists whole. `backfill`
    walks lists to their end, `since` to that day, instead of `lookback_months` back. `time_budget` is seconds
    of real time after which nothing new is begun. `accepted` are the sections of which the operator says that
    what is there now is right, however unlike what was known. With less than `min_free_bytes` left on the
    archive's disk nothing new is begun."""

    sites: tuple[str, ...] = ()
    backfill: bool = False
    since: date | None = None
    everything: bool = False
    time_budget: float | None = None
    hosts_at_once: int = 16
    lookback_months: int = 13
    max_pages: int = 500
    full_walk_days: int = 30
    unconditional_hours: float = 20.0
    rhythm: Rhythm = field(default_factory=Rhythm)
    recheck_days: tuple[int, ...] = (1, 3, 7, 30, 90)
    vanishing: VanishLimits = field(default_factory=VanishLimits)
    reading: ReadLimits = field(default_factory=ReadLimits)
    accepted: frozenset[str] = frozenset()
    min_free_bytes: int = 0

    @property
    def all_due(self) -> bool:
        """Whether sections are visited that are not due."""
        return self.everything or self.backfill or self.since is not None


def said_before(known: KnownSection) -> str:
    """The mark of what the operator said of a column when it was last understood."""
    return known.first_page.reader.partition(SAID)[2] if known.first_page else ""


class Reporter(Protocol):
    """Told of progress while the crawl runs. Sections and items are worked on host by host, `hosts_planned`
    hosts in all for what was planned last; a host begins with so many pieces of that work."""

    def planned(self, sections: int) -> None: ...
    def hosts_planned(self, hosts: int) -> None: ...
    def host_begun(self, host: str, pieces: int) -> None: ...
    def host_done(self, host: str) -> None: ...
    def section_done(self, section: Section, outcome: str, told: str) -> None: ...
    def items_planned(self, items: int) -> None: ...
    def item_done(self, url: str, outcome: str, told: str) -> None: ...
    def file_given_up(self, url: str, told: str) -> None: ...
    def stopping(self) -> None: ...
    def disk_short(self, told: str) -> None: ...


class Quiet:
    """A reporter that says nothing."""

    def planned(self, sections: int) -> None:
        """Nothing to say."""

    def hosts_planned(self, hosts: int) -> None:
        """Nothing to say."""

    def host_begun(self, host: str, pieces: int) -> None:
        """Nothing to say."""

    def host_done(self, host: str) -> None:
        """Nothing to say."""

    def section_done(self, section: Section, outcome: str, told: str) -> None:
        """Nothing to say."""

    def items_planned(self, items: int) -> None:
        """Nothing to say."""

    def item_done(self, url: str, outcome: str, told: str) -> None:
        """Nothing to say."""

    def file_given_up(self, url: str, told: str) -> None:
        """Nothing to say."""

    def stopping(self) -> None:
        """Nothing to say."""

    def disk_short(self, told: str) -> None:
        """Nothing to say."""


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """What a crawl came to. `sections` and `items` count by outcome; `held_hosts` are those whose
    removals were not concluded because too much vanished at once; `not_due` sections were not to be visited
    yet; of `hosts` visited, `hosts_lost` showed no section that could be understood; `closed_hosts` were left
    alone, by host in a sentence why."""

    run: int
    outcome: str
    sections: dict[str, int]
    items: dict[str, int]
    removed: int
    requests: int
    bytes: int
    held_hosts: tuple[str, ...] = ()
    not_due: int = 0
    hosts: int = 0
    hosts_lost: int = 0
    closed_hosts: dict[str, str] = field(default_factory=dict)

    @property
    def nothing_new(self) -> bool:
        """Whether everything was seen and all of it was as before."""
        calm = self.sections.keys() <= {"unchanged", "empty"} and self.items.keys() <= {"same"}
        return calm and not self.removed and not self.closed_hosts and bool(self.sections)

    @property
    def mostly_failed(self) -> bool:
        """Whether more than half of the hosts showed nothing that could be understood."""
        return self.hosts_lost * 2 > self.hosts


class FileTeller(Protocol):
    """Told of files that got the better of their reader."""

    def file_given_up(self, url: str, told: str) -> None: ...


class Reads(Protocol):
    """What reading stored bytes takes (`Run`, `Rereader`)."""

    @property
    def archive(self) -> Archive: ...
    @property
    def files(self) -> FileReader: ...
    @property
    def pages(self) -> PageReader: ...
    @property
    def report(self) -> FileTeller: ...
    @property
    def stands(self) -> set[str]: ...
    @property
    def sorter(self) -> Sorter: ...
    def at(self) -> str: ...
    def over(self) -> bool: ...


class _ById:
    """The sites and sections of a catalogue by their ids: there are thousands, and every item asks."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.sites = {site.id: site for site in catalogue.sites}
        self.sections = {section.id: section for section in catalogue.sections}


@dataclass(slots=True)
class Run:
    """A crawl under way: its tools, and counts that grow. `stopping` is set by the first Ctrl-C or SIGTERM,
    `disk_short` once the disk of the archive is almost full;
    `stands` are the files (SHA-256) whose older text stands, since today's reader got nowhere with them in
    this crawl; `sights` tells of each host visited whether any of its sections was understood; `closed` are
    the hosts that were left alone."""

    archive: Archive
    fetcher: Fetcher
    files: FileReader
    pages: PageReader
    catalogue: Catalogue
    options: CrawlOptions
    now: Clock
    report: Reporter
    id: int
    space: Space
    sorter: Sorter
    started: float = field(default_factory=time.monotonic)
    stopping: bool = False
    disk_short: bool = False
    sections: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    sights: dict[str, bool] = field(default_factory=dict)
    not_due: int = 0
    closed: dict[str, Closed] = field(default_factory=dict)
    stands: set[str] = field(default_factory=set)
    _by_id: _ById | None = None

    def at(self) -> str:
        """The present moment as our UTC text."""
        return utc_text(self.now())

    def over(self) -> bool:
        """Whether nothing new should be begun: asked to stop, out of time, or out of room on the disk."""
        if not self.disk_short and self.space.short():
            self.disk_short = True
            self.report.disk_short(self.space.told())
        budget = self.options.time_budget
        return (
            self.stopping
            or self.disk_short
            or (budget is not None and time.monotonic() - self.started >= budget)
        )

    def site(self, site_id: str) -> Site:
        return self._found.sites[site_id]

    def section(self, section_id: str) -> Section | None:
        return self._found.sections.get(section_id)

    @property
    def _found(self) -> _ById:
        """What the catalogue names; made anew where it is another."""
        if self._by_id is None or self._by_id.catalogue is not self.catalogue:
            self._by_id = _ById(self.catalogue)
        return self._by_id
