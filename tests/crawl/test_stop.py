"""SIGTERM and Ctrl-C in a crawl: the first finishes the work in hand, the second stops at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongkai.archive import open_archive
from tests.crawl.pages import article, list_page, text
from tests.loopback import LoopbackSite, loopback_site

ITEMS = 9
SECTIONS = ("gzdt", "tzgg", "zcwj")

CONFIG = """
[operator]
name = "tests"
contact = "tests@example.invalid"

[crawl]
pause_seconds = 0
private_hosts = ["*"]
"""


def make_config(folder: Path, base: str) -> None:
    sections = "".join(f'\n[[sections]]\nid = "{s}"\nname = "通知公告"\nurl = "{s}/"\n' for s in SECTIONS)
    unit = '[[units]]\nid = "qingshi"\nname = "青石街道"\nlevel = "subdistrict"\n'
    (folder / "sites").mkdir(parents=True)
    (folder / "gongkai.toml").write_text(CONFIG)
    (folder / "sites" / "demo.toml").write_text(
        f'id = "demo"\nname = "演示"\nhome_url = "{base}"\n{unit}{sections}'
    )


@pytest.fixture
def site(tmp_path: Path) -> Iterator[LoopbackSite]:
    with loopback_site() as made:
        make_config(tmp_path / "config", made.base)
        rows = [(f"./{n}.html", f"青石街道关于第{n}批事项的通知", f"2026-02-{28 - n}") for n in range(ITEMS)]
        for section in SECTIONS:
            made.put(f"/{section}/", list_page("通知公告", rows if section == "gzdt" else []))
        for url, title, day in rows:
            made.put(f"/gzdt/{url[2:]}", article(title, day, text(title)))
        yield made


def pause(folder: Path, seconds: float) -> None:
    settings = folder / "config" / "gongkai.toml"
    told = settings.read_text().replace("pause_seconds = 0\n", f"pause_seconds = {seconds}\n")
    settings.write_text(told)


def start(folder: Path) -> subprocess.Popen[str]:
    folders = [f"--config={folder / 'config'}", f"--archive={folder / 'archive'}"]
    return subprocess.Popen(
        [sys.executable, "-m", "gongkai", *folders, "crawl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )


def wait_for(told: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not told():
        assert time.monotonic() < until, "the crawl never got there"
        time.sleep(0.005)


def asked_items(site: LoopbackSite) -> int:
    return sum(path.endswith(".html") for path in site.asked)


def test_the_first_finishes_what_is_in_hand(tmp_path: Path, site: LoopbackSite):
    pause(tmp_path, 0.05)
    process = start(tmp_path)
    wait_for(lambda: asked_items(site) >= 3)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    asked = asked_items(site)
    assert (process.returncode, "提前收尾" in out, "Traceback" in err) == (0, True, False)
    assert err.count("收到停止信号") == 1
    assert 3 <= asked < ITEMS
    told = json.loads((tmp_path / "archive" / "heartbeat.json").read_text("utf-8"))
    assert (told["outcome"], told["exit_status"], told["items"]) == ("stopped", 0, asked)
    with open_archive(tmp_path / "archive", write=False) as archive:
        (run,) = archive.db.execute("SELECT outcome, finished, requests FROM runs").fetchall()
        assert (run["outcome"], run["finished"] is not None, run["requests"] >= asked) == (
            "stopped",
            True,
            True,
        )
        assert not archive.db.execute("SELECT 1 FROM visits WHERE finished IS NULL").fetchall()
        read = archive.db.execute("SELECT count(*) FROM items WHERE version > 0").fetchone()[0]
        assert read == asked, "whatever was asked for was also kept"
    out, _ = start(tmp_path).communicate(timeout=20)
    assert f"新读 {ITEMS - asked}" in out
    assert asked_items(site) == ITEMS, "the next run reads what was left, and only that"


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_second_stops_at_once(tmp_path: Path, site: LoopbackSite, stop: signal.Signals):
    pause(tmp_path, 60)
    process = start(tmp_path)
    wait_for(lambda: bool(site.asked))
    process.send_signal(stop)
    time.sleep(0.3)
    assert process.poll() is None, "the first waits for the work in hand"
    process.send_signal(stop)
    _, err = process.communicate(timeout=10)
    assert process.returncode == 1
    assert "已中止" in err
    assert "Traceback" not in err
