"""What a monitor reads of a crawl: heartbeat.json, and the pings of an address of the operator's own."""

from __future__ import annotations

import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai.base.times import parse_utc
from gongkai.cli import heartbeat
from gongkai.crawl import crawl_lock
from tests.cli.test_bad_input import SETTINGS, Desk
from tests.crawl.pages import article, list_page, text
from tests.loopback import LoopbackSite, loopback_site


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as made:
        made.put("/gzdt/", list_page("工作动态", [("./1.html", "青石街道召开工作例会", "2026-02-01")]))
        made.put("/gzdt/1.html", article("青石街道召开工作例会", "2026-02-01", text("例会")))
        yield made


@pytest.fixture
def desk(tmp_path: Path, site: LoopbackSite) -> Desk:
    return Desk(tmp_path, site.base)


@pytest.fixture
def monitor() -> Iterator[LoopbackSite]:
    with loopback_site() as made:
        for step in ("", "/start", "/fail"):
            made.put(f"/ping/7f2{step}", "OK")
        yield made


def settings(desk: Desk, told: str) -> None:
    (desk.config / "gongkai.toml").write_text(SETTINGS + told, encoding="utf-8")


def watched_by(desk: Desk, monitor: LoopbackSite) -> None:
    settings(desk, f'[monitor]\nping_url = "{monitor.base}ping/7f2"\n')


def beat(desk: Desk) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((desk.archive / "heartbeat.json").read_text("utf-8"))
    return told


def test_a_crawl_that_ends_well(desk: Desk, monitor: LoopbackSite):
    watched_by(desk, monitor)
    assert desk.run("crawl").exit_code == 0
    told = beat(desk)
    assert parse_utc(told.pop("started")) <= parse_utc(told.pop("finished"))
    assert told.pop("pid") > 0
    assert told.pop("bytes") > 100
    assert told.pop("requests") >= 3
    assert told == {
        "outcome": "done", "exit_status": 0, "run": 1, "sections": 1, "failed": 0, "items": 1, "removed": 0,
    }  # fmt: skip
    assert list(monitor.asked) == ["/ping/7f2/start", "/ping/7f2"]
    assert set(monitor.asked.values()) == {1}
    assert not list(desk.archive.glob("*.tmp"))


def test_the_docs_name_every_key(desk: Desk):
    docs = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text("utf-8")
    part = docs.partition("`heartbeat.json`\n")[2].partition("\n## ")[0]
    documented = set(re.findall(r"(?m)^\| `(\w+)` \|", part))
    desk.run("crawl")
    assert documented == beat(desk).keys() | {"error"}


def test_nobody_is_asked_unless_the_operator_says_so(desk: Desk, site: LoopbackSite):
    assert desk.run("crawl").exit_code == 0
    assert beat(desk)["outcome"] == "done"
    assert set(site.asked) == {"/robots.txt", "/gzdt/", "/gzdt/1.html"}


def test_a_crawl_that_saw_next_to_nothing(desk: Desk, site: LoopbackSite, monitor: LoopbackSite):
    watched_by(desk, monitor)
    site.put("/gzdt/", "<html><title>403</title></html>", 403)
    assert desk.run("crawl").exit_code == 1
    told = beat(desk)
    assert (told["outcome"], told["exit_status"], told["failed"]) == ("done", 1, 1)
    assert list(monitor.asked) == ["/ping/7f2/start", "/ping/7f2/fail"]


def test_an_archive_that_cannot_be_used(desk: Desk, monitor: LoopbackSite):
    watched_by(desk, monitor)
    desk.archive.mkdir()
    with sqlite3.connect(desk.archive / "gongkai.db") as db:
        db.execute("CREATE TABLE books(title)")
    db.close()
    result = desk.run("crawl")
    told = beat(desk)
    assert (result.exit_code, told["outcome"], told["exit_status"]) == (1, "failed", 1)
    assert told["error"] in result.output
    assert "finished" in told
    assert list(monitor.asked) == ["/ping/7f2/start", "/ping/7f2/fail"]


def test_another_crawl_tells_of_itself(desk: Desk, monitor: LoopbackSite):
    watched_by(desk, monitor)
    desk.archive.mkdir()
    (desk.archive / "heartbeat.json").write_text('{"outcome": "running"}', encoding="utf-8")
    with crawl_lock(desk.archive, datetime.now(UTC)):
        assert desk.run("crawl").exit_code == 75
    assert beat(desk) == {"outcome": "running"}
    assert not monitor.asked


def test_stopped_in_the_middle(desk: Desk, site: LoopbackSite, monitor: LoopbackSite):
    """The second signal; while it runs the file says so."""
    watched_by(desk, monitor)
    told = (
        (desk.config / "gongkai.toml").read_text("utf-8").replace("pause_seconds = 0", "pause_seconds = 60")
    )
    (desk.config / "gongkai.toml").write_text(told, encoding="utf-8")
    folders = [f"--config={desk.config}", f"--archive={desk.archive}"]
    process = subprocess.Popen([sys.executable, "-m", "gongkai", *folders, "crawl"], stderr=subprocess.PIPE)
    until = time.monotonic() + 20
    while not site.asked and time.monotonic() < until:
        time.sleep(0.01)
    running = beat(desk)
    assert (running["outcome"], running["pid"], "finished" in running) == ("running", process.pid, False)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    ended = beat(desk)
    assert (ended["outcome"], ended["exit_status"], process.returncode) == ("interrupted", 1, 1)
    assert ended["started"] == running["started"]
    assert list(monitor.asked) == ["/ping/7f2/start", "/ping/7f2/fail"]


def test_a_monitor_that_is_not_there(desk: Desk):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings(desk, f'[monitor]\nping_url = "http://127.0.0.1:{port}/ping/secret"\n')
    result = desk.run("crawl")
    assert result.exit_code == 0
    assert result.stderr.count("未能通知 127.0.0.1") == 1
    assert "secret" not in result.output, "who knows the address can ping it"
    assert beat(desk)["outcome"] == "done"


def test_a_monitor_that_never_answers(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(heartbeat, "PING_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings(desk, f'[monitor]\nping_url = "http://127.0.0.1:{server.getsockname()[1]}/"\n')
        began = time.monotonic()
        assert desk.run("crawl").exit_code == 0
    assert time.monotonic() - began < 10


def test_a_monitor_that_refuses_is_asked_twice(desk: Desk, monitor: LoopbackSite):
    settings(desk, f'[monitor]\nping_url = "{monitor.base}unknown"\n')
    result = desk.run("crawl")
    assert (result.exit_code, result.stderr.count("答复 404")) == (0, 1)
    assert dict(monitor.asked) == {"/unknown/start": 2, "/unknown": 2}


def test_a_file_that_cannot_be_written_stops_nothing(desk: Desk):
    (desk.archive / "heartbeat.json").mkdir(parents=True)
    result = desk.run("crawl")
    assert (result.exit_code, "采集不受影响" in result.stderr) == (0, True)
    assert not list(desk.archive.glob("*.tmp"))


@pytest.mark.parametrize(
    ("url", "step", "asked"),
    [
        ("https://hc.example.invalid/ping/7f2", "", "https://hc.example.invalid/ping/7f2"),
        ("https://hc.example.invalid/ping/7f2", "/fail", "https://hc.example.invalid/ping/7f2/fail"),
        ("https://hc.example.invalid/ping/7f2/", "/start", "https://hc.example.invalid/ping/7f2/start"),
        ("http://10.0.0.8:8000/p?create=1", "/start", "http://10.0.0.8:8000/p/start?create=1"),
    ],
)
def test_the_address_of_a_step(url: str, step: str, asked: str):
    assert heartbeat.ping_address(url, step) == asked


@pytest.mark.parametrize("wrong", ["hc.example.invalid/ping", "ftp://hc.example.invalid/", "https:///ping"])
def test_an_address_that_is_none(desk: Desk, wrong: str):
    settings(desk, f'[monitor]\nping_url = "{wrong}"\n')
    result = desk.run("crawl")
    assert (result.exit_code, "ping_url" in result.output) == (2, True)
