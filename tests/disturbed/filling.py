"""One archive whose work meets a full disk of its own, and is done again when there is room."""

from __future__ import annotations

import random
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.disturbed.killing import same
from tests.disturbed.states import whole
from tests.disturbed.works import Known, Work
from tests.tmpfs import on_small_disk, outcome, told


@dataclass(frozen=True)
class Filled:
    """`full` counts the runs that met a full disk, after so many `kilobytes` beyond what lay there before."""

    work: str
    kilobytes: tuple[int, ...]

    @property
    def full(self) -> int:
        return len(self.kilobytes)


def filled(known: Known, place: Path, wanted: int, seed: int, enough: int) -> Filled:
    """Until so many runs met a full disk: sizes at random below the least that was enough, which is about
    `enough` kilobytes beyond what lies there, so that it is full at any write from the first to the last."""
    place.mkdir()
    dice, full, tried = random.Random(f"{seed} {known.work.name}"), list[int](), 0
    lies = _kilobytes(known.work)
    while len(full) < wanted:
        more = dice.randrange(0, enough, 4)
        try:
            met = _meets(known, place / str(tried), lies + more)
        except Exception as error:
            raise AssertionError(
                f"{known.work.name}, seed {seed}, run {tried}, {lies} + {more} kB: {error}"
            ) from error
        if met:
            full.append(more)
        else:
            enough = max(more, 4)
        tried += 1
    return Filled(known.work.name, tuple(sorted(full)))


def _kilobytes(work: Work) -> int:
    """What the disk has to hold before: pages of 4 kB, one for each folder or file begun."""
    if _elsewhere(work):
        return 4
    return sum(4 + -(-path.stat().st_size // 4096) * 4 for path in work.start.rglob("*"))


def _elsewhere(work: Work) -> bool:
    """Whether the archive itself is on another disk than what is written."""
    return work.name.startswith("backup")


def _meets(known: Known, place: Path, kilobytes: int) -> bool:
    """Whether it met a full disk. Each time it ends in one clear line or has done its work; what was left
    then, and what comes of it with room, is whole, and the latter as undisturbed."""
    work, disk = known.work, place / "disk"
    place.mkdir()
    archive = place / "archive" if _elsewhere(work) else disk / "archive"
    if _elsewhere(work):
        shutil.copytree(work.start / "archive", archive)
    full, left, again = place / "full", place / "left", place / "again"
    copying = "shelf" if _elsewhere(work) else "."
    on_small_disk(
        disk,
        kilobytes,
        f"cp -a {shlex.quote(str(work.start))}/{copying} {shlex.quote(str(disk))} || exit 1",
        told(_command(work, archive, disk / "shelf" / "1.tar"), full),
        f"cp -a {shlex.quote(str(disk))} {shlex.quote(str(left))}",
        f"mount -o remount,size=100m {shlex.quote(str(disk))}",
        told(_command(work, archive, disk / "shelf" / "2.tar"), again),
        keep=place / "keep",
    )
    for kept in (left, place / "keep"):
        if _elsewhere(work):
            shutil.copytree(archive, kept / "archive")
        whole(kept / "archive", kept / "shelf")
    met = _clear(outcome(full))
    status, _, errors = outcome(again)
    if status:
        raise AssertionError(f"with room again it ended with {status}: {errors}")
    same(work.state(place / "keep" / "archive", place / "keep" / "shelf"), known.end)
    shutil.rmtree(place)
    return met


def _command(work: Work, archive: Path, target: Path) -> str:
    script = (sys.executable, "-m", "tests.disturbed.command", work.now.isoformat())
    return shlex.join([*script, *work.argv(archive, target)])


def _clear(ended: tuple[int, str, str]) -> bool:
    """Whether it ended for want of room; then by one line that says so, with status 1."""
    status, _, errors = ended
    lines = errors.splitlines()
    if status == 0:
        return False
    if status != 1 or "Traceback" in errors or not lines or "磁盘已满" not in lines[-1]:
        raise AssertionError(f"no clear error, but {status}: {errors}")
    if sum("磁盘已满" in line for line in lines) > 1:
        raise AssertionError(f"said more than once: {errors}")
    return True
