"""A disk that is full at any write ends the work in one clear line; with room it is done as undisturbed."""

from __future__ import annotations

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.disturbed.conftest import AT_ONCE, Calm
from tests.disturbed.filling import Filled, filled

FULL: dict[str, tuple[int, int]] = {
    "crawl, the first": (6, 2400),
    "crawl, a later day": (6, 900),
    "reextract": (8, 700),
    "backup": (6, 1700),
    "compact": (6, 1500),
    "migration from schema 1": (3, 220),
    "migration from schema 2": (3, 220),
    "migration from schema 3": (2, 180),
}
"""For each work how many full disks, and the kilobytes that are about enough for it."""

LITTLE = 400
"""Kilobytes that are not enough for reading again."""


def test_a_full_disk_ends_reading_again_in_one_line(calm: Calm, tmp_path: Path) -> None:
    """In every run of the tests; those of crawls and backups are beside their other tests."""
    known = calm.known(["reextract"])["reextract"]
    assert filled(known, tmp_path / "reextract", 1, random.randrange(1 << 32), LITTLE).full == 1


@pytest.mark.slow
def test_forty_full_disks(calm: Calm, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known, seed = calm.known(FULL), random.randrange(1 << 32)
    with capsys.disabled():
        sys.stdout.write(f"\nseed {seed}\n")

    def fill(name: str) -> Filled:
        wanted, enough = FULL[name]
        return filled(known[name], tmp_path / name.replace(" ", "-"), wanted, seed, enough)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(fill, FULL))
    with capsys.disabled():
        sys.stdout.write(f"{told(found)}\n")
    assert sum(one.full for one in found) == sum(wanted for wanted, _ in FULL.values()) == 40


def told(found: list[Filled]) -> str:
    """The table; whoever met a fault, another end or an unclear error has raised before it is printed."""
    lines = [
        "| work | full disks | full after kB | of them ended as undisturbed with room | faults |",
        "|---|---|---|---|---|",
    ]
    for one in found:
        after = f"{one.kilobytes[0]} to {one.kilobytes[-1]}"
        lines.append(f"| {one.work} | {one.full} | {after} | {one.full} | 0 |")
    total = sum(one.full for one in found)
    return "\n".join([*lines, f"| all | {total} | | {total} | 0 |"])
