"""Readers side by side on the same pages: scores, time and memory, printed as markdown."""

from __future__ import annotations

import argparse
import gc
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import gongkai
from benchmarks.corpus import Labelled, load
from benchmarks.scoring import Reading, Scores, mean_by_field, score

Read = Callable[[str, str], Reading]
"""Decoded text and address in, values out, under the names that `gongkai extract` and `listing` print."""

SELF = "gongkai"


@dataclass(frozen=True, slots=True)
class Reader:
    """A library that reads pages. `make` imports it and raises ImportError where it is not there; `gives`
    names the columns that it fills at all."""

    name: str
    make: Callable[[], Read]
    gives: tuple[str, ...]

    @property
    def version(self) -> str:
        return gongkai.__version__ if self.name == SELF else version(self.name)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What is compared: pages of one kind, by these columns (field of the scoring → heading)."""

    module: str
    kind: str
    columns: dict[str, str]
    readers: tuple[Reader, ...]
    labels: tuple[str, ...]

    def pages(self, corpus: Path) -> list[Labelled]:
        return [page for page in load(corpus) if page.kind == self.kind and page.label]

    def score(self, page: Labelled, reading: Reading) -> Scores:
        """Only by the labels that all readers are asked for."""
        label, also = (
            {name: value for name, value in side.items() if name in self.labels}
            for side in (page.label, page.also)
        )
        return score(replace(page, label=label, also=also), reading)


@dataclass(slots=True)
class Result:
    """What one reader came to: scores and the best seconds of every page, and its memory in MB."""

    scores: list[Scores] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: float | None = None


def attempt(read: Read, text: str, url: str) -> Reading:
    """A peer that fails on a page has read nothing there; why stands under `error`."""
    try:
        return read(text, url)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def measure(
    benchmark: Benchmark, readers: dict[str, Read], pages: Sequence[Labelled], rounds: int
) -> dict[str, Result]:
    """Every reader on every page, in turns, so that a busy moment of the machine meets all of them."""
    results = {name: Result() for name in readers}
    for page in pages:
        text = page.page().text
        best = dict.fromkeys(readers, float("inf"))
        readings: dict[str, Reading] = {}
        for _ in range(rounds):
            for name, read in readers.items():
                started = time.process_time()
                readings[name] = attempt(read, text, page.url)
                best[name] = min(best[name], time.process_time() - started)
        for name, result in results.items():
            result.scores.append(benchmark.score(page, readings[name]))
            result.seconds.append(best[name])
            result.errors.extend(filter(None, [readings[name].get("error")]))
    return results


# --- memory ---------------------------------------------------------------------------------------


def status(name: str) -> float:
    """A figure of this process in MB, as Linux states it (`VmRSS`, `VmHWM`)."""
    match = re.search(rf"^{name}:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii", "replace"), re.M)
    if match is None:
        raise OSError(f"no {name} in /proc/self/status")
    return int(match[1]) / 1024


def forget_peak() -> None:
    """The peak (`VmHWM`) is counted anew from here. The peak of `getrusage` cannot be: it is inherited."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def growth(read: Callable[[], Any]) -> float:
    """MB by which the process was larger at its largest while that ran."""
    gc.collect()
    forget_peak()
    before = status("VmRSS")
    read()
    return max(0.0, status("VmHWM") - before)


def memory(benchmark: Benchmark, name: str, corpora: Iterable[Path]) -> float | None:
    """The growth of a fresh process that reads all pages with one reader; None where it cannot be told."""
    command = [sys.executable, "-m", benchmark.module, "--memory", name, *map(str, corpora)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return float(done.stdout.split()[-1])
    except (IndexError, ValueError):
        print(f"memory of {name} not measured: {done.stderr[-200:]}", file=sys.stderr)
        return None


def _own_memory(benchmark: Benchmark, name: str, corpora: Iterable[Path]) -> float:
    """What `memory` asks its process for."""
    read = next(reader for reader in benchmark.readers if reader.name == name).make()
    texts = [(page.page().text, page.url) for corpus in corpora for page in benchmark.pages(corpus)]
    return growth(lambda: [attempt(read, text, url) and None for text, url in texts])


# --- the table ------------------------------------------------------------------------------------


def table(benchmark: Benchmark, results: dict[str, Result]) -> str:
    """Times are of the process, the best round of every page; `×` is the median against our own."""
    heads = ["reader", *benchmark.columns.values(), "ms p50", "ms mean", "×", "MB"]
    own = statistics.median(results[SELF].seconds)
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for reader in benchmark.readers:
        if reader.name in results:
            lines.append("| " + " | ".join(_cells(benchmark, reader, results[reader.name], own)) + " |")
    return "\n".join(lines)


def _cells(benchmark: Benchmark, reader: Reader, result: Result, own: float) -> list[str]:
    means = mean_by_field(result.scores)
    median = statistics.median(result.seconds)
    return [
        f"{reader.name} {reader.version}",
        *(
            f"{means[name][0]:.3f}" if name in reader.gives and name in means else "—"
            for name in benchmark.columns
        ),
        f"{median * 1000:.2f}",
        f"{statistics.mean(result.seconds) * 1000:.2f}",
        f"{median / own:.1f}",
        "—" if result.memory is None else f"{result.memory:.0f}",
    ]


def importable(readers: Iterable[Reader]) -> dict[str, Read]:
    found = {}
    for reader in readers:
        try:
            found[reader.name] = reader.make()
        except ImportError as error:
            print(f"{reader.name} is left out: {error}", file=sys.stderr)
    return found


def main(benchmark: Benchmark, description: str | None) -> None:
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, nargs="+", metavar="CORPUS")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", metavar="READER", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.memory:
        print(_own_memory(benchmark, args.memory, args.corpora))
        return
    readers = importable(benchmark.readers)
    gc.collect()
    gc.freeze()  # what the peers loaded shall not slow down whoever allocates
    print(f"Python {platform.python_version()}, selectolax {version('selectolax')}, rounds: {args.rounds}")
    for corpus in args.corpora:
        pages = benchmark.pages(corpus)
        if not pages:
            print(f"{corpus.name} has no {benchmark.kind} pages", file=sys.stderr)
            continue
        results = measure(benchmark, readers, pages, args.rounds)
        for name, result in results.items():
            result.memory = memory(benchmark, name, [corpus])
            if result.errors:
                print(f"{name} failed on {len(result.errors)} pages: {result.errors[0]}", file=sys.stderr)
        print(f"\n{corpus.name}, {_counted(benchmark, results)}:\n\n{table(benchmark, results)}", flush=True)


def _counted(benchmark: Benchmark, results: dict[str, Result]) -> str:
    """How many pages there are, and how many of them are labelled with each column."""
    own = results[SELF]
    means = mean_by_field(own.scores)
    parts = [f"{head} on {means[name][1]}" for name, head in benchmark.columns.items() if name in means]
    return f"{len(own.seconds)} {benchmark.kind} pages ({', '.join(parts)})"
