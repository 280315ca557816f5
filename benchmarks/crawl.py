"""Whole crawls: pages for each second of the processor, wall time over many slow hosts, peaks of memory.

usage: python -m benchmarks.crawl cpu [--hosts 4] [--articles 150] [--rounds 3]
       python -m benchmarks.crawl hosts [--hosts 200] [--articles 10] [--delay 0.02] [--rounds 3]
       python -m benchmarks.crawl memory [--hosts 20] [--pages 1000 20000]

`cpu` gives each crawl one processor, the servers the others: two threads of one core take from each other,
which would be counted for the one that uses both. Bytecode is kept, as an installed program's is.

Each crawl is a process of its own with an empty archive, the servers another (`crawl_server`), so that their
work is no part of any figure but the wall time, which is told beside theirs. `scripts/benchmark-crawl` makes
the venv and runs it; without Scrapy there gongkai is measured alone."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import gongkai
from benchmarks.crawl_pages import Site

OURS, SCRAPY = "gongkai", "Scrapy + trafilatura"
MODULES = {OURS: "benchmarks.crawl_ours", SCRAPY: "benchmarks.crawl_scrapy"}
ROBOTS = 1
"""Requests that gongkai sends to each host beside its pages."""


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one crawl came to. `cpu` is the time of the processor of the process and all its children,
    starting included, `server_cpu` that of the servers, `peak` as `_peak` tells."""

    told: dict[str, Any]
    pages: int
    wall: float
    cpu: float
    server_cpu: float
    peak: tuple[float, float]


class Servers:
    """The hosts, in a process of their own."""

    def __init__(self, hosts: int, site: Site, delay: float) -> None:
        command = [sys.executable, "-m", "benchmarks.crawl_server", str(hosts), str(site.articles)]
        self._process = subprocess.Popen(
            [*command, "--delay", str(delay)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.ports: list[int] = json.loads(self._process.stdout.readline())

    def end(self) -> dict[str, Any]:
        """What they did."""
        told: dict[str, Any] = json.loads(self._process.communicate()[0])
        return told


def _environment() -> dict[str, str]:
    """That of a program whose bytecode is kept, in a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "gongkai-benchmark-bytecode")}


@contextmanager
def ended(started: Servers) -> Iterator[None]:
    """Servers that are gone afterwards, whatever happens."""
    try:
        yield
    finally:
        if started._process.poll() is None:
            started._process.kill()
            started._process.wait()


@contextmanager
def processors(chosen: set[int]) -> Iterator[None]:
    """What is started within runs on these alone; on any where that cannot be said."""
    if not hasattr(os, "sched_setaffinity") or not chosen:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, chosen)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _shared_out(pinned: bool) -> tuple[set[int], set[int]]:
    """The processors of a crawl and those of the servers; empty where all are for both."""
    every = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return (set(every[:1]), set(every[1:])) if pinned and len(every) > 1 else (set(), set())


def run(
    name: str,
    hosts: int,
    site: Site,
    *,
    jobs: int,
    delay: float = 0.0,
    watch: bool = False,
    pinned: bool = False,
) -> Crawled:
    """One crawl of so many hosts. With `watch`, its memory is looked at while it runs; `pinned`, it has one
    processor."""
    own, theirs = _shared_out(pinned)
    with processors(theirs):
        there = Servers(hosts, site, delay)
    with ended(there), tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            MODULES[name],
            f"{folder}/archive",
            str(jobs),
            *map(str, there.ports),
        ]
        started = time.monotonic()
        with processors(own):
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment())
        peak = _peak(process) if watch else (0.0, 0.0)
        assert process.stdout is not None
        out = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - started
        if process.returncode:
            raise SystemExit(f"{name} failed: {process.returncode}")
        served = there.end()
    told = json.loads(out.splitlines()[-1])
    pages = hosts * (site.pages + site.articles)
    if served["requests"] < pages or told["articles"] != hosts * site.articles:
        raise SystemExit(f"{name} did not see all {pages} pages: {told}, {served}")
    return Crawled(told, pages, wall, used.ru_utime + used.ru_stime, served["cpu"], peak)


def _peak(process: subprocess.Popen[str]) -> tuple[float, float]:
    """MB at the most: of the process alone, and of it and the living ones it started, each at its own peak
    (VmHWM), what they share counted for each."""
    alone = together = 0
    while not _ended(process.pid):
        peaks = [_high_water(pid) for pid in _family(process.pid)]
        alone, together = max(alone, peaks[0]), max(together, sum(peaks))
        time.sleep(0.05)
    return alone / 1024, together / 1024


def _ended(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    return stat.rpartition(")")[2].split()[0] == "Z"


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text("ascii").split()]
            except OSError:
                continue
    return found


def _high_water(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


# --- the three questions --------------------------------------------------------------------------


def names() -> list[str]:
    there = all(importlib.util.find_spec(name) for name in ("scrapy", "trafilatura"))
    return [OURS, SCRAPY] if there else [OURS]


def rounds(
    hosts: int, site: Site, *, jobs: int, delay: float, count: int, pinned: bool = False
) -> dict[str, list[Crawled]]:
    """Everybody in turns, after a small crawl each that nobody counts."""
    found: dict[str, list[Crawled]] = {name: [] for name in names()}
    for name in found:
        run(name, 1, Site(5), jobs=1)
    for _ in range(count):
        for name, crawls in found.items():
            crawls.append(run(name, hosts, site, jobs=jobs, delay=delay, pinned=pinned))
    return found


def cpu(args: argparse.Namespace) -> None:
    """Pages for each second of processor time."""
    site = Site(args.articles)
    found = rounds(args.hosts, site, jobs=args.hosts, delay=0.0, count=args.rounds, pinned=True)
    print(f"\n{args.hosts} hosts of {site.pages} list pages and {site.articles} articles, no pauses:\n")
    heads = ("crawler", "pages/s of processor, best", "median", "×", "ms/page", "wall s", "servers", "bodies")
    print("| " + " | ".join(heads) + " |")
    print("|---|---|---|---|---|---|---|---|")
    own = statistics.median(one.pages / one.cpu for one in found[OURS])
    for name, crawls in found.items():
        rates = [one.pages / one.cpu for one in crawls]
        median = statistics.median(rates)
        share = statistics.median(one.server_cpu / one.wall for one in crawls)
        print(
            f"| {name} | {max(rates):.0f} | {median:.0f} | {own / median:.2f} | {1000 / median:.2f} | "
            f"{statistics.median(one.wall for one in crawls):.1f} | {share:.0%} | {crawls[0].told['texts']} |"
        )


def hosts(args: argparse.Namespace) -> None:
    """Wall time over many hosts that take their time."""
    site = Site(args.articles)
    found = rounds(args.hosts, site, jobs=args.hosts, delay=args.delay, count=args.rounds)
    waiting = (site.pages + site.articles + ROBOTS) * args.delay
    print(
        f"\n{args.hosts} hosts of {site.pages} list pages and {site.articles} articles, "
        f"{args.delay * 1000:.0f} ms an answer, {args.hosts} at once; one after another at one host takes "
        f"{waiting:.2f} s:\n"
    )
    print(
        "| crawler | wall s, best | median | pages/s | processor s | that over all cores | servers' share |"
    )
    print("|---|---|---|---|---|---|---|")
    for name, crawls in found.items():
        walls = [one.told["seconds"] for one in crawls]
        wall, used = statistics.median(walls), statistics.median(one.cpu for one in crawls)
        share = statistics.median(one.server_cpu / one.wall for one in crawls)
        print(
            f"| {name} | {min(walls):.2f} | {wall:.2f} | {crawls[0].pages / wall:.0f} | {used:.1f} | "
            f"{used / (os.cpu_count() or 1):.1f} | {share:.0%} |"
        )


def memory(args: argparse.Namespace) -> None:
    """The peak of a crawl of so many pages, and how its time grows."""
    print("\n| pages | peak MB of the crawl | with its readers | ms of processor/page | wall s |")
    print("|---|---|---|---|---|")
    for wanted in args.pages:
        site = Site(max(1, round(wanted / args.hosts * 20 / 21)))
        one = run(OURS, args.hosts, site, jobs=args.hosts, watch=True)
        (alone, together), cost = one.peak, one.cpu / one.pages * 1000
        print(f"| {one.pages} | {alone:.0f} | {together:.0f} | {cost:.2f} | {one.wall:.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    for do, count, articles in ((cpu, 4, 150), (hosts, 200, 10), (memory, 20, 0)):
        command = commands.add_parser(do.__name__)
        command.set_defaults(do=do)
        command.add_argument("--hosts", type=int, default=count)
        command.add_argument("--articles", type=int, default=articles)
        command.add_argument("--rounds", type=int, default=3)
        command.add_argument("--delay", type=float, default=0.02)
        command.add_argument("--pages", type=int, nargs="+", default=[1_000, 20_000])
    args = parser.parse_args()
    versions = [f"gongkai {gongkai.__version__}", f"Python {platform.python_version()}"]
    versions += [
        f"{name} {version(name)}" for name in ("scrapy", "trafilatura") if importlib.util.find_spec(name)
    ]
    print(", ".join(versions) + f", {os.cpu_count()} cores, {platform.machine()} {platform.system()}")
    args.do(args)


if __name__ == "__main__":
    main()
