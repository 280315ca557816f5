#!/usr/bin/env python3
"""Pages built to be expensive, each just under the limits of `base.guard`: time and memory of every reader.

usage: python -m benchmarks.attacks [NAME...] [--all]

Every page is read in a process of its own, once as article and once as list. Prints a table, slowest first
(without --all only what takes a tenth of the limits or more), and ends with 1 where a page that the guard
lets pass takes more than a second of processor time or 400 MB.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from benchmarks.attack_pages import ATTACKS
from benchmarks.measuring import growth
from gongkai.base.guard import refusal
from gongkai.base.values import Page
from gongkai.extract import read_article
from gongkai.platforms import read_list, refresh_target

MAX_SECONDS = 1.0
MAX_MB = 400.0
MAX_SPACE = 6 << 30
"""Bytes of address space of a process; beyond, an attack ends as `died`."""

TIMEOUT = 60
URL = "http://gk.invalid/zwgk/tzgg/index.html"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attack came to. `refused` is the guard's word; `article` and `listing` are seconds."""

    name: str
    refused: str | None
    guard: float
    article: float
    listing: float
    megabytes: float
    died: str = ""

    @property
    def broke(self) -> bool:
        slow = max(self.guard, self.article, self.listing) > MAX_SECONDS
        return bool(self.died) or slow or self.megabytes > MAX_MB

    @property
    def share(self) -> float:
        """The largest share of a limit that it took."""
        seconds = max(self.guard, self.article, self.listing) / MAX_SECONDS
        return 99.0 if self.died else max(seconds, self.megabytes / MAX_MB)

    def row(self) -> str:
        times = f"{self.guard:.2f} | {self.article:.2f} | {self.listing:.2f} | {self.megabytes:.0f}"
        return f"| {self.name} | {self.died or self.refused or 'read'} | {times} |"


def timed(read: Callable[[], object]) -> float:
    started = time.process_time()
    read()
    return time.process_time() - started


def attack(name: str) -> Outcome:
    """Builds the page and reads it here and now."""
    page = Page(URL, ATTACKS[name](), "utf-8")
    seconds = [0.0, 0.0, 0.0]
    guard = timed(lambda: refusal(page.text))

    def article() -> None:
        seconds[0] = timed(lambda: read_article(page))

    def listing() -> None:
        seconds[1] = timed(lambda: read_list(page, seen=date(2026, 3, 4)))
        seconds[1] += timed(lambda: refresh_target(page))

    grown = max(growth(article), growth(listing))
    return Outcome(name, refusal(page.text), guard, seconds[0], seconds[1], grown)


def attack_apart(name: str) -> Outcome:
    """The same in a process of its own, which may take a bounded time and space."""
    command = [sys.executable, "-m", "benchmarks.attacks", "--one", name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return Outcome(name, None, 0, 0, 0, 0, f"over {TIMEOUT} s")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]
        return Outcome(name, None, 0, 0, 0, 0, f"died: {last[:80]}")
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--one", metavar="NAME", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        resource.setrlimit(resource.RLIMIT_AS, (MAX_SPACE, MAX_SPACE))
        outcome = attack(args.one)
        print(json.dumps({name: getattr(outcome, name) for name in Outcome.__slots__}))
        return 0
    with ThreadPoolExecutor(args.jobs) as pool:
        done = pool.map(attack_apart, args.names or ATTACKS)
        outcomes = sorted(done, key=lambda outcome: -outcome.share)
    shown = [outcome for outcome in outcomes if args.all or args.names or outcome.share >= 0.1]
    print("| page | | guard s | article s | list s | MB |\n|---|---|---|---|---|---|")
    for outcome in shown:
        print(outcome.row())
    refused = sum(outcome.refused is not None for outcome in outcomes)
    broken = sum(outcome.broke for outcome in outcomes)
    print(f"\n{len(outcomes)} pages, {refused} refused, {broken} over a limit")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
