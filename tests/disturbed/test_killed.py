"""kill -9 at random moments of whatever writes: in the end all is as if nothing had happened, and whole."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.disturbed.conftest import Calm
from tests.disturbed.killing import Job, Outcome, killed
from tests.disturbed.works import Known

KILLS: dict[str, int] = {
    "crawl, the first": 24,
    "crawl, a later day": 24,
    "reextract": 38,
    "backup": 19,
    "backup beside a writer": 19,
    "compact": 38,
    "migration from schema 1": 13,
    "migration from schema 2": 13,
    "migration from schema 3": 12,
}
A_FEW = ("crawl, a later day", "reextract", "reextract", "compact")
"""In every run of the tests, two kills each. Those of backups and migrations are beside their other tests."""


def test_a_few_kills(calm: Calm, lanes: ProcessPoolExecutor, tmp_path: Path) -> None:
    known = calm.known(A_FEW)
    seeds = [random.randrange(1 << 32) for _ in A_FEW]
    jobs = [
        Job(known[name], tmp_path / str(n), 2, seed)
        for n, (name, seed) in enumerate(zip(A_FEW, seeds, strict=True))
    ]
    assert sum(outcome.kills for outcome in lanes.map(killed, jobs)) == 2 * len(A_FEW)


@pytest.mark.slow
def test_two_hundred_kills(
    calm: Calm, lanes: ProcessPoolExecutor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every third archive is killed a second time, in the work that resumes."""
    assert sum(KILLS.values()) == 200
    assert KILLS.keys() == calm.works.keys()
    known = calm.known(KILLS)
    seed = random.randrange(1 << 32)
    jobs = [job for name, kills in KILLS.items() for job in _jobs(known[name], kills, seed, tmp_path)]
    with capsys.disabled():
        sys.stdout.write(f"\nseed {seed}\n")
    outcomes = list(lanes.map(killed, random.Random(seed).sample(jobs, len(jobs))))
    table = told(outcomes)
    with capsys.disabled():
        sys.stdout.write(f"{table}\n")
    assert sum(outcome.kills for outcome in outcomes) == 200


def _jobs(known: Known, kills: int, seed: int, place: Path) -> Iterator[Job]:
    left, number = kills, 0
    while left:
        these = min(left, 2 if number % 3 == 2 else 1)
        one = f"{known.work.name}-{number}"
        yield Job(
            known, place / one.replace(" ", "-"), these, random.Random(f"{seed} {one}").randrange(1 << 32)
        )
        left, number = left - these, number + 1


def told(outcomes: list[Outcome]) -> str:
    """The table; whoever met a fault or another end has raised before it is printed."""
    kills, late, archives = Counter[str](), Counter[str](), Counter[str]()
    for outcome in outcomes:
        for name in (outcome.work, "all"):
            kills[name] += outcome.kills
            late[name] += outcome.late
            archives[name] += 1
    lines = [
        "| work | kills under way | came too late | archives that ended as undisturbed | faults |",
        "|---|---|---|---|---|",
    ]
    for name in (*KILLS, "all"):
        ended = f"{archives[name]} of {archives[name]}"
        lines.append(f"| {name} | {kills[name]} | {late[name]} | {ended} | 0 |")
    return "\n".join(lines)
