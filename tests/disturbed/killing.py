"""One archive whose work is killed, once or more, and then let finish."""

from __future__ import annotations

import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from tests.disturbed.command import Child, command
from tests.disturbed.states import State, whole
from tests.disturbed.works import Known, Work, copied, done


def undisturbed(work: Work, place: Path) -> Known:
    """What comes of it, and how long that takes: the shorter of two times, since other things go on."""
    took, ends = [], []
    for _ in range(2):
        copied(work, place)
        whole(place / "archive", place / "shelf")
        shutil.rmtree(place)
        copied(work, place)  # anew: looking at an archive of an older schema brings it up to date
        started = time.monotonic()
        done(work, place)
        took.append(time.monotonic() - started)
        ends.append(_end(work, place))
        shutil.rmtree(place)
    same(*ends)
    return Known(work, min(took), ends[0])


@dataclass(frozen=True)
class Job:
    """So many kills of one archive; the same seed, the same moments."""

    known: Known
    place: Path
    kills: int
    seed: int


@dataclass(frozen=True)
class Outcome:
    """`late`: the kills for which the work was too quick. They count for nothing; all begins anew."""

    work: str
    kills: int
    late: int


def killed(job: Job) -> Outcome:
    """Raises where it is not whole after a kill, or not as undisturbed in the end."""
    dice, late = random.Random(job.seed), 0
    while True:
        moments = [dice.uniform(0, job.known.seconds) for _ in range(job.kills)]
        copied(job.known.work, job.place)
        try:
            met = all(_kill(job, f"{n}.tar", moment) for n, moment in enumerate(moments))
            if met:
                done(job.known.work, job.place, f"{job.kills}.tar")
                same(_end(job.known.work, job.place), job.known.end)
        except Exception as error:
            told = ", ".join(f"{moment:.4f}" for moment in moments)
            raise AssertionError(
                f"{job.known.work.name}, seed {job.seed}, killed after {told} s: {error}"
            ) from error
        shutil.rmtree(job.place)
        if met:
            return Outcome(job.known.work.name, job.kills, late)
        late += 1
        if late > LATEST:
            raise AssertionError(f"{job.known.work.name}, seed {job.seed}: it is too quick to be killed")


LATEST = 50


def _kill(job: Job, target: str, after: float) -> bool:
    """Kill it and who is beside it; whether it was under way. What is left is looked at as a copy, so that
    nobody mends it by looking."""
    work, place = job.known.work, job.place
    archive, said = place / "archive", place.with_name(f"{place.name}.said")
    argv, beside = work.argv(archive, place / "shelf" / target), work.beside
    children = [Child(lambda: beside(archive), said.with_suffix(".beside"))] if beside else []
    if beside:
        time.sleep(WRITING)
    children.append(Child(lambda: command(argv, work.now), said))
    time.sleep(after)
    met = [child.killed() for child in reversed(children)]
    if not all(met[1:]):
        raise AssertionError(f"the writer ended by itself: {said.with_suffix('.beside').read_text('utf-8')}")
    left = Path(shutil.copytree(place, place.with_name(f"{place.name}.left")))
    whole(left / "archive", left / "shelf")
    shutil.rmtree(left)
    return met[0]


WRITING = 0.15
"""Seconds for a writer to be in the midst of it."""


def _end(work: Work, place: Path) -> State:
    archive, shelf = place / "archive", place / "shelf"
    whole(archive, shelf)
    return work.state(archive, shelf)


def same(end: State, expected: State) -> None:
    other = {name for name in expected if end[name] != expected[name]}
    if other:
        raise AssertionError(
            f"not as undisturbed: {[(n, end[n], expected[n]) for n in sorted(other)]}"[:3000]
        )
