#!/usr/bin/env python3
"""Broken pages against all readers: never an exception, never a second, never 400 MB.

usage: python -m benchmarks.fuzz [CORPUS...] [--mutations N] [--seed S] [--jobs N]

Every page of the corpora (without one: the project's own) is broken N times (benchmarks/mutations.py), then
decoded and read as article and as list. Prints how many, the slowest (seconds of the process, all readers
together) and the largest growth (MB), and ends with 1 where a rule was broken. Any case can be had again:
`--seed S --only PAGE:NUMBER` writes it to standard output.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.corpus import Labelled, load, own_corpora
from benchmarks.measuring import growth
from benchmarks.mutations import mutated
from gongkai.base.charset import decode
from gongkai.base.guard import refusal
from gongkai.base.values import Page
from gongkai.extract import read_article
from gongkai.platforms import read_list, refresh_target

MAX_SECONDS = 1.0
MAX_MB = 400.0
SEEN = date(2026, 3, 4)


@dataclass(frozen=True, slots=True)
class Case:
    """One broken page: `page:number` names it."""

    name: str
    ways: tuple[str, ...]
    seconds: float
    megabytes: float
    refused: str | None
    error: str = ""

    @property
    def told(self) -> str:
        return f"{self.name} ({', '.join(self.ways)})"

    @property
    def broke(self) -> str:
        """Which rule, or nothing. Pages that the guard refuses must be refused within the limits too."""
        if self.error:
            return self.error
        if self.seconds > MAX_SECONDS:
            return f"{self.seconds:.2f} s"
        return f"{self.megabytes:.0f} MB" if self.megabytes > MAX_MB else ""


@dataclass(slots=True)
class Tally:
    """What came of many cases."""

    cases: int = 0
    refused: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    slowest: Case | None = None
    largest: Case | None = None
    broken: list[Case] = field(default_factory=list)

    def add(self, case: Case) -> None:
        self.cases += 1
        self.refused += case.refused is not None
        self.ways.update(case.ways)
        if self.slowest is None or case.seconds > self.slowest.seconds:
            self.slowest = case
        if self.largest is None or case.megabytes > self.largest.megabytes:
            self.largest = case
        if case.broke:
            self.broken.append(case)


def read_all(body: bytes, url: str) -> str | None:
    """All that a crawl does with a page's bytes; what the guard says of it."""
    text, charset = decode(body, "text/html")
    page = Page(url, text, charset)
    refused = refusal(text)
    refresh_target(page)
    read_list(page, seen=SEEN)
    read_article(page)
    return refused


def try_case(name: str, ways: tuple[str, ...], body: bytes, url: str) -> Case:
    refused: list[str | None] = [None]
    error = ""
    started = time.process_time()

    def read() -> None:
        refused[0] = read_all(body, url)

    try:
        megabytes = growth(read)
    except Exception:
        megabytes, error = 0.0, traceback.format_exc(limit=-4)
    return Case(name, ways, time.process_time() - started, megabytes, refused[0], error)


def cases(page: Labelled, mutations: int, seed: str) -> Iterator[tuple[str, tuple[str, ...], bytes]]:
    for number in range(mutations):
        body, ways = mutated(page.raw, f"{seed}:{page.id}:{number}")
        yield f"{page.id}:{number}", ways, body


def fuzz_page(page: Labelled, mutations: int, seed: str) -> list[Case]:
    return [try_case(name, ways, body, page.url) for name, ways, body in cases(page, mutations, seed)]


def fuzz(pages: Iterable[Labelled], mutations: int, seed: str, jobs: int) -> Tally:
    """Raises BrokenProcessPool where a reader takes its process down."""
    tally = Tally()
    with ProcessPoolExecutor(jobs) as pool:
        for done in [pool.submit(fuzz_page, page, mutations, seed) for page in pages]:
            for case in done.result():
                tally.add(case)
    return tally


def report(tally: Tally, pages: int) -> str:
    slowest, largest = tally.slowest, tally.largest
    if slowest is None or largest is None:
        return "nothing was read"
    lines = [
        "| fuzzing | |\n|---|---|",
        f"| pages × mutations | {pages} × {tally.cases // pages} = {tally.cases:,} |",
        f"| refused by the guard | {tally.refused:,} |",
        f"| exceptions | {sum(bool(case.error) for case in tally.broken)} |",
        f"| slowest, all readers together | {slowest.seconds:.2f} s, {slowest.told} |",
        f"| largest growth | {largest.megabytes:.0f} MB, {largest.told} |",
        f"| over {MAX_SECONDS:.0f} s or {MAX_MB:.0f} MB | {sum(not case.error for case in tally.broken)} |",
        "| ways | " + ", ".join(f"{way} {count:,}" for way, count in tally.ways.most_common()) + " |",
    ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, nargs="*", metavar="CORPUS")
    parser.add_argument("--mutations", type=int, default=200)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", metavar="PAGE:NUMBER")
    args = parser.parse_args()
    pages = [page for corpus in args.corpora or own_corpora() for page in load(corpus)]
    if args.only:
        wanted, number = args.only.rsplit(":", 1)
        page = next(page for page in pages if page.id == wanted)
        sys.stdout.buffer.write(mutated(page.raw, f"{args.seed}:{wanted}:{number}")[0])
        return 0
    tally = fuzz(pages, args.mutations, args.seed, args.jobs)
    print(report(tally, len(pages)))
    for case in tally.broken:
        print(f"\n{case.told}: {case.broke}", file=sys.stderr)
    return int(bool(tally.broken))


if __name__ == "__main__":
    sys.exit(main())
