"""Reading again, backing up, compacting and migrating: killed at 200 random moments, and on disks that are
full at random moments. What comes of it in the end is what comes of it undisturbed (docs/reliability.md).

`pytest -m slow tests/archive/test_killed.py`; crawls are killed in tests/crawl/test_kill.py.
"""

from __future__ import annotations

import os
import random
import shlex
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from gongkai.archive import open_archive
from gongkai.archive.restore import restore, verify_backup
from tests.archive.killed_work import WORKS, faults, make, state
from tests.archive.test_migrations import SCHEMAS, unpacked
from tests.tmpfs import on_small_disk, outcome, told

KILLS, DISKS = 200, 40
EACH = KILLS // len(WORKS)
HERE = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("aged") / "archive"
    make(folder)
    return folder


def start(work: str, aged: Path, folder: Path, number: int) -> Path:
    """The archive that a work begins with."""
    if work == "migration":
        return unpacked(SCHEMAS[number % len(SCHEMAS)], folder)
    return Path(shutil.copytree(aged, folder))


def killed(work: str, folder: Path, within: float) -> bool:
    """Do a work in a session of its own and kill it; whether it was still at it."""
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            WORKS[work](folder)
        finally:
            os._exit(0)
    time.sleep(random.uniform(0, within))
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("work", WORKS)
def test_killed(work: str, aged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ends, took = _undisturbed(work, aged, tmp_path)
    kills = hits = archives = 0
    while kills < EACH:
        folder = start(work, aged, tmp_path / str(archives) / "archive", archives)
        for _ in range(1 + archives % 2):  # every other time what takes it up is killed as well
            hits += killed(work, folder, took)
            kills += 1
        WORKS[work](folder)
        _assert_whole(work, folder, ends[archives % len(ends)])
        shutil.rmtree(folder.parent)
        archives += 1
    with capsys.disabled():
        sys.stdout.write(
            f"\n{work}: {kills} kills, {hits} of a work under way; {archives} archives, all as undisturbed\n"
        )
    assert hits >= kills // 3


@pytest.mark.parametrize("work", WORKS)
def test_full_disk(work: str, aged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ends, _ = _undisturbed(work, aged, tmp_path)
    full = 0
    for number in range(DISKS // len(WORKS)):
        folder = start(work, aged, tmp_path / f"f{number}" / "archive", number)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024
        disk, names = tmp_path / f"disk{number}", [tmp_path / f"{number}-{n}" for n in (1, 2)]
        at = shlex.quote(str(disk))
        command = f"{shlex.quote(sys.executable)} -m tests.archive.killed_work {work} {at}/archive"
        on_small_disk(
            disk,
            random.randint(size + 64, size * 2 + 512),
            f"cd {shlex.quote(str(HERE))} && cp -a {shlex.quote(str(folder))} {at}/archive",
            told(command, names[0]),
            f"mount -o remount,size={size * 20 + 50_000}k {at}",
            told(command, names[1]),
            keep=tmp_path / f"kept{number}",
        )
        status, _, said = outcome(names[0])
        assert status in (0, 1), said
        assert status == 0 or (said.count("\n") == 1 and "Traceback" not in said), said
        assert outcome(names[1])[0] == 0, outcome(names[1])[2]
        full += status
        _assert_whole(work, tmp_path / f"kept{number}" / "archive", ends[number % len(ends)])
    with capsys.disabled():
        sys.stdout.write(f"\n{work}: {DISKS // len(WORKS)} small disks, {full} of them full before the end\n")
    assert full


def _undisturbed(work: str, aged: Path, tmp_path: Path) -> tuple[list[list[object]], float]:
    """The end states, one for each archive to begin with, and how long the work takes."""
    ends, took = [], 0.0
    for number in range(len(SCHEMAS) if work == "migration" else 1):
        folder = start(work, aged, tmp_path / f"calm{number}" / "archive", number)
        started = time.monotonic()
        WORKS[work](folder)
        took = max(took, time.monotonic() - started)
        assert faults(folder) == []
        ends.append(state(folder))
    return ends, took


def _assert_whole(work: str, folder: Path, expected: list[object]) -> None:
    """The archive verifies, every capture decodes, it says what it would; backups are whole or nameless."""
    assert faults(folder) == []
    assert state(folder) == expected
    if work == "backup":
        backups = sorted((folder.parent / "shelf").iterdir())
        assert backups
        for path in backups:
            verify_backup(path)
        restore(backups[-1], folder.parent / "restored")
        assert state(folder.parent / "restored") == expected
        shutil.rmtree(folder.parent / "restored")
        with open_archive(folder):
            pass
