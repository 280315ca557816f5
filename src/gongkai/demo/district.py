"""The make-believe district, whole: its websites, its configuration, its timeline and its truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from gongkai.demo import configuration, times, truth
from gongkai.demo.cast import PLACES
from gongkai.demo.clock import DemoClock
from gongkai.demo.families import FAMILIES, Family
from gongkai.demo.server import SiteServer
from gongkai.demo.values import Event
from gongkai.demo.world import World


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A website of the district while it runs; `base_url` has no slash at its end."""

    id: str
    name: str
    base_url: str


class District:
    """A district whose months lead up to `end`. Its servers answer as of `clock`; a clock that was never
    set is put to the first crawl."""

    def __init__(self, end: date, clock: DemoClock) -> None:
        self.end, self.clock = end, clock
        self.world = World(end)
        self._families: dict[str, Family] = {p.id: FAMILIES[p.id](self.world, p) for p in PLACES}
        self._servers: dict[str, SiteServer] = {}
        if not clock.is_set:
            clock.set(self.crawl_times()[0])

    def start(self) -> None:
        """Open one port per site on 127.0.0.1."""
        if self._servers:
            raise RuntimeError("the district runs already")
        for site, family in self._families.items():
            self._servers[site] = SiteServer(family, self.world, self.clock)
        for server in self._servers.values():
            server.start()

    def stop(self) -> None:
        """Close all ports; harmless when none is open."""
        for server in self._servers.values():
            server.stop()
        self._servers.clear()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def sites(self) -> tuple[DemoSite, ...]:
        """The websites with their addresses; RuntimeError while the district does not run."""
        if not self._servers:
            raise RuntimeError("the district does not run: its sites have no ports yet")
        return tuple(DemoSite(p.id, p.name, self._servers[p.id].base_url) for p in PLACES)

    def write_config(self, folder: Path) -> None:
        """Write gongkai.toml and one file per site; the sites must be running."""
        configuration.write(folder, {site.id: site.base_url for site in self.sites}, self._families)

    def crawl_times(self) -> tuple[datetime, ...]:
        """When the demo crawls, in order, China time."""
        return times.crawl_times(self.end)

    def check_dates(self) -> tuple[date, date, date]:
        """The three as-of dates, the last one the end."""
        return times.check_dates(self.end)

    def truth(self, as_of: date) -> dict[str, str]:
        """The state every section must be found in as of a day, by section id."""
        return truth.truth(self.world, as_of)

    def events(self, until: datetime) -> tuple[Event, ...]:
        """What happened up to a moment, oldest first: published, edited, retitled, removed, delisted."""
        bases = {site.id: site.base_url for site in self.sites}
        events = []
        for item in self.world.items:
            url = item.address or bases[item.column.site] + self._families[item.column.site].item_path(item)
            url = "" if item.kind == "dead" else url
            happened = [(item.published, "published"), *((c.at, c.kind) for c in item.changes)]
            events += [
                Event(at, kind, item.column.key, item.text_at(at).title, url)
                for at, kind in happened
                if at <= until
            ]
        return tuple(sorted(events, key=lambda event: (event.at, event.section, event.url)))
