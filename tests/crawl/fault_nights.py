"""All faults of the catalogue in one archive: five nights, each fault on a site of its own.

    python -m tests.crawl.fault_nights FOLDER [PART OF A NAME]

leaves the archive in FOLDER/archive and prints what the process came to as JSON. With a part of a name, only
those faults are met.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from gongkai.archive import Archive, open_archive
from gongkai.base.values import Catalogue, Category, Unit
from gongkai.crawl import CrawlOptions, CrawlSummary, crawl
from gongkai.fetch import FetchSettings
from tests.crawl import fault_scenes as scenes
from tests.crawl.fault_server import FaultSite, fault_site
from tests.crawl.fault_stage import CALM, HOURS, NEW_FILE, NIGHTS, Place, Stage
from tests.crawl.faults import FAULTS, Fault
from tests.crawl.world import START
from tests.fetch.authority import expired, self_signed, served, trusted

MIB = 1024 * 1024
NEW_FILES = """SELECT site, attachments.status FROM attachments JOIN items ON items.id = item
               WHERE attachments.url LIKE ?"""
CONTROL = "control"
GONE_CONTROL = "control-home"
"""The sites that nothing befalls; on the second one article is truly taken down."""


@dataclass(frozen=True)
class Case:
    """One fault at one place."""

    fault: Fault | None
    place: Place
    name: str


def cases(part: str = "") -> tuple[Case, ...]:
    every = (
        Case(fault, place, f"{re.sub('[^a-z0-9]+', '-', fault.name.lower())}-{place}")
        for fault in FAULTS
        for place in fault.recorded
    )
    return tuple(case for case in every if part in case.name)


CONTROLS = (Case(None, "column", CONTROL), Case(None, "home", GONE_CONTROL))


class Names:
    """The names of make-believe hosts: one inside, and one that leads here once a night and then inside."""

    def __init__(self) -> None:
        self._plain = asyncio.BaseEventLoop.getaddrinfo
        self.asked: set[int] = set()

    async def resolve(self, loop: Any, host: Any, port: Any, **more: Any) -> list[tuple[Any, ...]]:
        if host == "inner.example":
            return [(2, 1, 6, "", ("10.11.12.13", port))]
        if host == "twofaced.example":
            first = port not in self.asked
            self.asked.add(port)
            return [(2, 1, 6, "", ("127.0.0.1" if first else "169.254.169.254", port))]
        return list(await self._plain(loop, host, port, **more))


@contextmanager
def stages(folder: Path, part: str) -> Iterator[list[tuple[Case, Stage]]]:
    """Every case with its stage, and the controls."""
    root = trustme.CA()
    good = root.issue_cert("127.0.0.1")
    scenes.TLS["expired"] = served(expired(root, "127.0.0.1"))
    scenes.TLS["self-signed"] = self_signed(folder, "127.0.0.1", bits=2048)[1]
    found = []
    with trusted(root, folder):
        for case in (*CONTROLS, *cases(part)):
            tls = served(good) if "certificate" in case.name else None
            site = FaultSite(tls)
            found.append((case, Stage(case.name, site, case.fault.shape if case.fault else "plain", tls)))
        try:
            yield found
        finally:
            for _, stage in found:
                stage.site.close()


def settings(stages: list[Stage]) -> FetchSettings:
    """Short patience, caps that are soon reached, and only the sites themselves allowed on this machine."""
    hosts = [host for stage in stages for host in (stage.site.host, f"twofaced.example:{stage.site.port}")]
    return FetchSettings(
        user_agent="gongkai-test/0 (tests)", pause_seconds=0, private_hosts=frozenset(hosts),
        connect_seconds=2, read_seconds=1, total_seconds=2.5, retries=1, retry_base_seconds=0.01,
        max_bytes=2 * MIB, max_attachment_bytes=3 * MIB,
    )  # fmt: skip


def prepare(archive: Archive, case: Case, stage: Stage, night: int) -> None:
    stage.calm(archive, night, gone=case.place == "home")
    if case.fault and night not in CALM:
        case.fault.scene(stage, case.place, night)


def one_night(archive: Archive, found: list[Stage], now: datetime) -> CrawlSummary:
    watched = Catalogue(
        (Unit("qingshi", "青石街道", "subdistrict"),),
        tuple(stage.configured for stage in found),
        tuple(stage.section for stage in found),
        (Category("business", "工作动态"),),
    )
    options = CrawlOptions(max_pages=20)
    return asyncio.run(crawl(archive, watched, settings(found), options, lambda: now))


def all_nights(folder: Path, part: str) -> dict[str, Any]:
    now, names = START, Names()
    seconds: list[float] = []
    summaries: list[CrawlSummary] = []
    files: list[dict[str, str]] = []

    async def resolve(loop: Any, host: Any, port: Any, **more: Any) -> list[tuple[Any, ...]]:
        return await names.resolve(loop, host, port, **more)

    with (
        fault_site() as trap,
        stages(folder, part) as found,
        open_archive(folder / "archive", create=True) as archive,
        pytest.MonkeyPatch.context() as patch,
    ):
        scenes.TRAPS["port"] = trap.port
        patch.setattr(asyncio.BaseEventLoop, "getaddrinfo", resolve)
        for night in range(NIGHTS):
            names.asked.clear()
            for case, stage in found:
                prepare(archive, case, stage, night)
            began = time.monotonic()
            summaries.append(one_night(archive, [stage for _, stage in found], now))
            seconds.append(round(time.monotonic() - began, 1))
            files.append(dict(archive.db.execute(NEW_FILES, (f"%{NEW_FILE}",)).fetchall()))
            now += timedelta(hours=HOURS)
        return {
            "bases": {case.name: stage.site.base for case, stage in found},
            "seconds": seconds,
            "files": files,
            "outcomes": [summary.outcome for summary in summaries],
            "held": [summary.held_hosts for summary in summaries],
            "requests": [summary.requests for summary in summaries],
            "trapped": trap.connections,
            "peak_mib": peak_mib(),
        }


def peak_mib() -> int:
    """The most memory that this process ever held, servers included: VmHWM."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (MIB if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    json.dump(all_nights(Path(sys.argv[1]), "".join(sys.argv[2:])), sys.stdout)
