"""`/metrics` is what Prometheus reads, says what the archive holds, and asks nothing that grows with it."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from gongkai import __version__
from gongkai.archive import open_archive
from gongkai.base.hosts import HostMemory
from gongkai.check import check_archive
from gongkai.judge import StateRules
from gongkai.web import queries
from gongkai.web.metrics import CONTENT_TYPE, Gauge, exposition
from gongkai.web.serving import make_datasette
from tests.web import district
from tests.web.conftest import Get

Samples = dict[tuple[str, str], float]

HELP = re.compile(r"# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\]|\\\\|\\n)+)")
TYPE = re.compile(r"# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)")
SAMPLE = re.compile(
    r'([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])*)"\})? (\S+)'
)


def parse(text: str) -> Samples:
    """The samples by name and label value; AssertionError for all that the format forbids."""
    assert text.endswith("\n")
    found: Samples = {}
    helped: list[str] = []
    typed: list[str] = []
    for line in text[:-1].split("\n"):
        if match := HELP.fullmatch(line):
            assert match[1] not in helped, "one HELP for a name, all its lines together"
            helped.append(match[1])
        elif match := TYPE.fullmatch(line):
            assert helped[-1] == match[1]
            assert match[1] not in typed
            typed.append(match[1])
        else:
            match = SAMPLE.fullmatch(line)
            assert match, line
            assert typed[-1] == match[1], "samples stand under their TYPE"
            label = re.sub(r"\\(.)", lambda part: "\n" if part[1] == "n" else part[1], match[3] or "")
            assert (match[1], label) not in found
            found[match[1].removeprefix("gongkai_"), label] = float(match[4])
    return found


@pytest.fixture
def metrics(get: Get) -> Samples:
    return parse(get("/metrics").text)


def test_the_answer_is_of_the_format(get: Get):
    answer = get("/metrics")
    assert (answer.status_code, answer.headers["content-type"]) == (200, CONTENT_TYPE)
    assert len(parse(answer.text)) > 25


def test_the_last_run(metrics: Samples, archive_folder: Path):
    with open_archive(archive_folder, write=False) as archive:
        run = dict(archive.db.execute("SELECT * FROM runs ORDER BY id DESC LIMIT 1").fetchone())
    for name in ("sections", "requests", "bytes", "new_items", "changed_items", "removed_items", "errors"):
        assert metrics[f"run_{name}", ""] == run[name], name
    for name in ("started", "finished"):
        moment = datetime.fromtimestamp(metrics[f"run_{name}_timestamp_seconds", ""], UTC)
        assert moment == datetime.fromisoformat(run[name])
    assert [metrics["run_outcome", name] for name in ("done", "stopped", "interrupted")] == [1, 0, 0]
    assert metrics["run_open", ""] == 0
    assert metrics["build_info", __version__] == 1


def test_what_there_is(metrics: Samples, archive_folder: Path):
    with open_archive(archive_folder, write=False) as archive:
        for table in ("items", "captures"):
            counted = archive.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            assert metrics[table, ""] == counted > 0
        newest, oldest = archive.db.execute(
            "SELECT max(last_understood), min(last_understood) FROM sections WHERE active"
        ).fetchone()
    for name, moment in (("newest", newest), ("oldest", oldest)):
        told = datetime.fromtimestamp(metrics[f"understood_{name}_timestamp_seconds", ""], UTC)
        assert told == datetime.fromisoformat(moment)
    assert metrics["archive_file_bytes", "gongkai.db"] == (archive_folder / "gongkai.db").stat().st_size
    assert metrics["archive_free_bytes", ""] > 0


def test_sections_by_the_state_that_is_kept(tmp_path: Path):
    district.write(tmp_path / "archive")

    def asked() -> Samples:
        return parse(asyncio.run(make_datasette(tmp_path / "archive").client.get("/metrics")).text)

    before = asked()
    with open_archive(tmp_path / "archive") as archive:
        total = archive.db.execute("SELECT count(*) FROM sections WHERE active").fetchone()[0]
        assert before["sections", "unjudged"] == total
        check = check_archive(archive, district.AS_OF, StateRules())
        archive.put_states(check.states)
        archive.begin_run("2026-11-24T00:00:00Z", "0", "")
        archive.put_host(
            HostMemory("x.example", 1, "2026-11-25T00:00:00Z", "breaker"), "2026-11-24T00:00:00Z"
        )
    after = asked()
    assert after["sections", "unjudged"] == 0
    for state in ("fresh", "stale", "blocked", "unseen"):
        assert after["sections", state] == sum(s.state == state for s in check.states), state
    assert sum(value for (name, _), value in after.items() if name == "sections") == total
    assert after["run_open", ""] == 1
    assert (after["hosts_in_trouble", "breaker"], after["hosts_in_trouble", "rebuilt"]) == (1, 0)
    assert after["run_finished_timestamp_seconds", ""] == before["run_finished_timestamp_seconds", ""]


def test_an_archive_without_a_run(tmp_path: Path):
    open_archive(tmp_path, create=True).close()
    told = parse(asyncio.run(make_datasette(tmp_path).client.get("/metrics")).text)
    assert told["items", ""] == 0
    assert not any(name.startswith(("run_", "understood_")) for name, _ in told)
    assert told["hosts_in_trouble", "breaker"] == 0


def test_a_label_of_any_text_is_escaped():
    odd = 'a"b\\c\nd'
    assert parse(exposition([Gauge("odd", "行\n\\尾", {odd: 0.1}, "name")])) == {("odd", odd): 0.1}


def test_large_numbers_lose_nothing():
    assert parse(exposition([Gauge("n", "数", {None: float(2**53 - 1)})])) == {("n", ""): 2**53 - 1}


def test_only_who_may_see_the_archive(archive_folder: Path):
    metadata: dict[str, Any] = {"allow": {"id": "root"}}
    datasette = Datasette([str(archive_folder / "gongkai.db")], metadata=metadata)
    assert asyncio.run(datasette.client.get("/metrics")).status_code == 403


def test_nothing_that_grows_is_read_through(archive_folder: Path):
    """The plans of what is asked: items and captures are never scanned."""
    with open_archive(archive_folder, write=False) as archive:
        asked: list[str] = []
        archive.db.set_trace_callback(asked.append)
        queries.operation(archive.db)
        archive.db.set_trace_callback(None)
        plans = [row[3] for sql in asked for row in archive.db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert any("sections" in plan for plan in plans)
    for table in ("items", "captures"):
        assert [plan for plan in plans if table in plan] == [f"SEARCH {table}"]


def test_the_docs_name_every_metric_and_no_other(get: Get):
    told = parse(get("/metrics").text)
    docs = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text("utf-8")
    names = {name for name, _ in told}
    assert set(re.findall(r"(?m)^\| `gongkai_(\w+)` \|", docs)) == names
    assert set(re.findall(r"gongkai_([a-z_]+)", docs)) == names
