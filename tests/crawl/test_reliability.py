"""Every fault of the catalogue met by a whole crawl: what is recorded, who is accused, what remains."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from gongkai.archive import Archive, open_archive
from gongkai.base.times import china_day
from gongkai.check import check_archive
from gongkai.judge import StateRules
from tests.crawl.fault_nights import CONTROL, GONE_CONTROL, Case, cases
from tests.crawl.fault_stage import GONE, HOURS, NIGHTS, PLAIN
from tests.crawl.faults import WELL
from tests.crawl.story import ACCUSING
from tests.crawl.world import START

MOST_MIB = 300 * 1_000_000 // (1024 * 1024)
MOST_SECONDS = 120
"""A night on which everything fails at once, on a busy machine; timeouts alone are 1 second each."""

FAULT_RUNS = (2, 3, 4)
Row = tuple[Any, ...]


@dataclass
class Told:
    """What the nights came to, and the archive they left."""

    summary: dict[str, Any]
    archive: Archive
    states: dict[str, set[str]]  # of every section, those it was in on any day

    def rows(self, sql: str, *values: object) -> list[Row]:
        return [tuple(row) for row in self.archive.db.execute(sql, values)]

    def visits(self, name: str) -> dict[int, str]:
        """Outcome and reason by run."""
        rows = self.rows("SELECT run, outcome, reason FROM visits WHERE section = ?", f"{name}/gzdt")
        return {run: f"{outcome} {reason or ''}".strip() for run, outcome, reason in rows}

    def looks(self, name: str, path: str = "") -> dict[int, set[str]]:
        """Outcomes and reasons by run: of the looks at one item, or at all of a site."""
        found: dict[int, set[str]] = {}
        for run, outcome, reason in self.rows(
            """SELECT run, outcome, reason FROM checks JOIN items ON items.id = item
               WHERE site = ? AND url LIKE '%' || ? AND checks.outcome <> 'new'""",
            name,
            path,
        ):
            found.setdefault(run, set()).add(f"{outcome} {reason or ''}".strip())
        return found

    def events(self, name: str) -> set[str]:
        rows = self.rows(
            "SELECT DISTINCT item_events.kind FROM item_events JOIN items ON items.id = item WHERE site = ?",
            name,
        )
        return {kind for (kind,) in rows} - {"appeared"}

    def end(self, name: str) -> dict[str, list[Row]]:
        """What is known of a site's own items at the end, in words that are the same on all sites."""
        own = "site = ? AND items.url LIKE ? || '%' AND items.url NOT LIKE '%/art/%'"
        asked = {
            "items": f"""SELECT replace(items.url, base, ''), kind, title, published, status, items.version,
                             body_chars, attachments FROM items, told WHERE {own} ORDER BY 1""",
            "versions": f"""SELECT replace(items.url, base, ''), versions.version, cause, text_sha256
                            FROM versions JOIN items ON items.id = item, told WHERE {own} ORDER BY 1, 2""",
            "places": f"""SELECT replace(items.url, base, ''), listed_title, listed_date, delisted_at IS NULL
                          FROM item_sections JOIN items ON items.id = item, told WHERE {own} ORDER BY 1""",
            "files": f"""SELECT replace(attachments.url, base, ''), attachments.status, sha256, text_chars
                         FROM attachments JOIN items ON items.id = item, told WHERE {own} ORDER BY 1""",
        }
        base = self.summary["bases"][name]
        return {
            part: self.rows(f"WITH told(base) AS (VALUES (?)) {sql}", base, name, base)
            for part, sql in asked.items()
        }


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """In a process of its own, whose memory is measured."""
    folder = tmp_path_factory.mktemp("nights")
    command = [sys.executable, "-m", "tests.crawl.fault_nights", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    with open_archive(folder / "archive", write=False) as archive:
        yield Told(json.loads(done.stdout), archive, _states(archive))


def _states(archive: Archive) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    days = china_day(START + timedelta(hours=HOURS * (NIGHTS - 1))) - china_day(START)
    for day in range(days.days + 1):
        check = check_archive(archive, china_day(START) + timedelta(days=day), StateRules())
        for state in check.states:
            found.setdefault(state.section, set()).add(state.state)
    return found


def each() -> pytest.MarkDecorator:
    """All cases."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])


pytestmark = pytest.mark.slow


@each()
def test_it_is_recorded(told: Told, case: Case):
    assert case.fault is not None
    wanted = case.fault.recorded[case.place]
    nightly = wanted if isinstance(wanted, tuple) else (wanted,) * len(FAULT_RUNS)
    visits = [told.visits(case.name).get(run) for run in FAULT_RUNS]
    looks = told.looks(case.name, PLAIN if case.place == "article" else "")
    if case.place in ("list", "column", "robots", "site"):
        assert visits == list(nightly)
    else:
        assert visits == list(WELL)
    if case.place == "article":
        met = [looks[run] == {night} for run, night in zip(FAULT_RUNS, nightly, strict=True) if run in looks]
        assert met, "it was looked at"
        assert all(met), looks
    elif case.place == "robots" or nightly[0] in ("failed tls", "failed robots-unavailable"):
        assert all(looks[run] == {nightly[0]} for run in FAULT_RUNS)
    elif case.place == "file":
        files = [told.summary["files"][run - 1][case.name] for run in FAULT_RUNS]
        assert files == list(nightly)


@each()
def test_nobody_is_accused(told: Told, case: Case):
    assert case.fault is not None
    assert not told.states[f"{case.name}/gzdt"] & ACCUSING
    events = told.events(case.name) - case.fault.allowed
    if case.place == "home":
        assert events == {"delisted", "removed"}
        runs = told.rows(
            """SELECT run, url FROM item_events JOIN items ON items.id = item
               WHERE site = ? AND item_events.kind = 'removed'""",
            case.name,
        )
        assert [(run, url.endswith(GONE)) for run, url in runs] == [(NIGHTS, True)], "not before"
    else:
        assert events == set()
    assert told.rows("SELECT max(version) FROM items WHERE site = ?", case.name) == [(1,)]


@each()
def test_afterwards_all_is_as_if_nothing_had_happened(told: Told, case: Case):
    control = GONE_CONTROL if case.place == "home" else CONTROL
    assert told.end(case.name) == told.end(control)
    assert told.states[f"{control}/gzdt"] == {"due", "fresh"}
    last = told.rows(
        "SELECT outcome FROM visits WHERE section = ? ORDER BY id DESC LIMIT 1", f"{case.name}/gzdt"
    )
    assert last[0][0] in ("new", "unchanged")


def test_the_controls_tell_what_is_true(told: Told):
    assert list(told.visits(CONTROL).values()) == ["new", "new", "unchanged", "unchanged", "unchanged"]
    end = told.end(CONTROL)
    assert {(kind, status, version) for _, kind, _, _, status, version, _, _ in end["items"]} == {
        ("page", "live", 1)
    }
    assert (len(end["items"]), len(end["places"]), len(end["files"])) == (7, 7, 2)
    assert {status for _, status, _, _ in end["files"]} == {"read"}
    assert told.events(GONE_CONTROL) == {"delisted", "removed"}


def test_every_crawl_ends_in_bounded_time_and_memory(told: Told, capsys: pytest.CaptureFixture[str]):
    seconds, peak = told.summary["seconds"], told.summary["peak_mib"]
    with capsys.disabled():
        sys.stdout.write(
            f"\nnights of {min(seconds):.0f} to {max(seconds):.0f} s, {peak} MiB at most, servers included\n"
        )
    assert told.summary["outcomes"] == ["done"] * NIGHTS
    assert max(seconds) < MOST_SECONDS
    assert peak < MOST_MIB


def test_what_is_too_much_for_the_caps_as_shipped():
    """Bodies without end and bombs, as lists, articles and files, one after another."""
    command = [sys.executable, "-m", "tests.crawl.fault_defaults"]
    done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    wanted = {"endless": "too-large", "bomb": "too-large", "header": "protocol", "headers": "protocol"}
    assert done["told"] == {name: wanted[name.split()[0]] for name in done["told"]}
    assert done["peak_mib"] < MOST_MIB


def test_what_must_not_be_asked_was_not_asked(told: Told):
    assert told.summary["trapped"] == 0
    hosts = {url.split("/")[2] for (url,) in told.rows("SELECT url FROM captures")}
    assert not {host for host in hosts if "169.254" in host or "example" in host}


def test_the_archive_is_whole(told: Told):
    assert told.archive.verify_chain() is None
    assert told.rows("PRAGMA integrity_check") == [("ok",)]
