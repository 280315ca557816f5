"""Readers side by side on the same pages: scores, time and memory, printed as markdown."""

from __future__ import annotations

import argparse
import gc
import json
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
    """What one reader came to: scores and the best seconds of every page, and in a process of its own the
    best seconds there and its memory in MB."""

    scores: list[Scores] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
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


def measure_alone(benchmark: Benchmark, name: str, corpus: Path, rounds: int, result: Result) -> None:
    """What a fresh process comes to that reads all pages with one reader, as a crawl does; nothing where it
    cannot be told."""
    command = [sys.executable, "-m", benchmark.module, "--alone", name, "--rounds", str(rounds), str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout.splitlines()[-1])
        result.memory, result.alone = told["memory"], told["seconds"]
    except (IndexError, ValueError):
        print(f"{name} alone not measured: {done.stderr[-200:]}", file=sys.stderr)


def _alone(benchmark: Benchmark, name: str, corpus: Path, rounds: int) -> dict[str, Any]:
    """What `measure_alone` asks its process for: first the growth, then the times."""
    read = next(reader for reader in benchmark.readers if reader.name == name).make()
    texts = [(page.page().text, page.url) for page in benchmark.pages(corpus)]
    grown = growth(lambda: [attempt(read, text, url) and None for text, url in texts])
    gc.collect()
    gc.freeze()
    best = [float("inf")] * len(texts)
    for _ in range(rounds):
        for number, (text, url) in enumerate(texts):
            started = time.process_time()
            attempt(read, text, url)
            best[number] = min(best[number], time.process_time() - started)
    return {"memory": grown, "seconds": best}


# --- the table ------------------------------------------------------------------------------------


def table(benchmark: Benchmark, results: dict[str, Result]) -> str:
    """Times are of the process, the best round of every page: readers in turns, then each alone in a process
    of its own; `×` is the median against our own."""
    heads = ["reader", *benchmark.columns.values()]
    heads += ["ms p50", "ms mean", "×", "alone p50", "alone mean", "×", "MB"]
    own = results[SELF]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for reader in benchmark.readers:
        if reader.name in results:
            lines.append("| " + " | ".join(_cells(benchmark, reader, results[reader.name], own)) + " |")
    return "\n".join(lines)


def _times(seconds: list[float], own: list[float]) -> list[str]:
    if not seconds or not own:
        return ["—"] * 3
    median, mean = statistics.median(seconds), statistics.mean(seconds)
    return [f"{median * 1000:.2f}", f"{mean * 1000:.2f}", f"{median / statistics.median(own):.1f}"]


def _cells(benchmark: Benchmark, reader: Reader, result: Result, own: Result) -> list[str]:
    means = mean_by_field(result.scores)
    return [
        f"{reader.name} {reader.version}",
        *(
            f"{means[name][0]:.3f}" if name in reader.gives and name in means else "—"
            for name in benchmark.columns
        ),
        *_times(result.seconds, own.seconds),
        *_times(result.alone, own.alone),
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
    parser.add_argument("--alone", metavar="READER", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.alone:
        print(json.dumps(_alone(benchmark, args.alone, args.corpora[0], args.rounds)))
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
            measure_alone(benchmark, name, corpus, args.rounds, result)
            if result.errors:
                print(f"{name} failed on {len(result.errors)} pages: {result.errors[0]}", file=sys.stderr)
        print(f"\n{corpus.name}, {_counted(benchmark, results)}:\n\n{table(benchmark, results)}", flush=True)


def _counted(benchmark: Benchmark, results: dict[str, Result]) -> str:
    """How many pages there are, and how many of them are labelled with each column."""
    own = results[SELF]
    means = mean_by_field(own.scores)
    parts = [f"{head} on {means[name][1]}" for name, head in benchmark.columns.items() if name in means]
    return f"{len(own.seconds)} {benchmark.kind} pages ({', '.join(parts)})"
