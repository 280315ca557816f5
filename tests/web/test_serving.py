"""Starting to serve: what can go wrong ends in one clear line; what goes right answers on loopback."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from gongkai.base.errors import ArchiveForeign, ArchiveMissing, GongkaiError
from gongkai.web.serving import make_datasette, run

ROOT = Path(__file__).resolve().parents[2]


def test_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="gongkai crawl"):
        make_datasette(tmp_path)


def test_foreign_file(tmp_path: Path) -> None:
    (tmp_path / "gongkai.db").write_text("not a database, but long enough to look like a file of some kind")
    with pytest.raises(ArchiveForeign):
        make_datasette(tmp_path)


def test_port_taken(archive_folder: Path) -> None:
    datasette = make_datasette(archive_folder)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(GongkaiError, match=f"{port}.*--port") as caught:
            run(datasette, "127.0.0.1", port)
    assert caught.value.exit_status == 1


def test_host_that_is_not_here(archive_folder: Path) -> None:
    with pytest.raises(GongkaiError, match="无法使用"):
        run(make_datasette(archive_folder), "192.0.2.1", 0)


def test_serve_answers_and_stops(archive_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gongkai", "--archive", str(archive_folder), "serve", "--port", "0"]
    served = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
        text=True,
    )
    try:
        assert served.stdout is not None
        line = served.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address is not None, served.communicate()
        with urllib.request.urlopen(address[0], timeout=20) as answer:
            assert "公开情况总览" in answer.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address[0]}nothing/here", timeout=20)
    finally:
        served.send_signal(signal.SIGINT)
        _, errors = served.communicate(timeout=20)
    assert errors == ""  # neither a log of requests nor tracebacks for a mistyped address
    assert served.returncode == 0
