"""A backup served as it is: its day, its moment on every page, nothing written, nothing left behind."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, time
from pathlib import Path
from urllib.parse import quote

import pytest

from gongkai.archive.backup import backup
from gongkai.base.times import CHINA
from gongkai.web.serving import make_datasette, unpacked_snapshot
from tests.web import district

MADE = datetime.combine(district.AS_OF, time(9, 30), tzinfo=CHINA).astimezone(UTC)


@pytest.fixture(scope="module")
def saved(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return backup(archive_folder, tmp_path_factory.mktemp("saved") / "saved.tar", MADE)[0]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "gongkai", "serve", "--port", "0", *map(str, arguments)]


def environment(temporary: Path) -> dict[str, str]:
    return os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "TMPDIR": str(temporary)}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_is_served_and_leaves_nothing(saved: Path, tmp_path: Path, stop: signal.Signals) -> None:
    served = subprocess.Popen(
        command("--snapshot", saved), cwd=tmp_path, env=environment(tmp_path), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert served.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", served.stdout.readline())
        assert address is not None, served.communicate()
        for page in ("", "status", f"item/{district.EDITED_UID}", f"search?q={quote('养老')}"):
            with urllib.request.urlopen(address[0] + page, timeout=20) as got:
                text = got.read().decode()
            assert f"这是 <b>{district.AS_OF} 09:30</b> 的备份" in text
        assert len(list(tmp_path.glob("gongkai-snapshot-*/*/gongkai.db"))) == 1
    finally:
        served.send_signal(stop)
        _, errors = served.communicate(timeout=20)
    assert (served.returncode, errors) == (0, "")
    assert not list(tmp_path.glob("gongkai-snapshot-*"))


def test_pages_show_its_day_and_no_later_one(saved: Path, tmp_path: Path) -> None:
    with unpacked_snapshot(saved, tmp_path / "cache") as (folder, manifest):
        datasette = make_datasette(folder, as_of=district.AS_OF, snapshot=manifest.made)
        before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
        later = asyncio.run(datasette.client.get("/?as_of=2030-01-01"))
        earlier = asyncio.run(datasette.client.get("/?as_of=2026-02-01"))
        tables = asyncio.run(datasette.client.get("/gongkai/items.json?_size=1"))
        assert (later.status_code, earlier.status_code, tables.status_code) == (400, 200, 200)
        assert "的备份" in earlier.text
        assert not datasette.databases["gongkai"].is_mutable
        assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
        assert before.keys() == {"gongkai.db"}
    assert folder.exists(), "a cache stays"


def test_an_archive_says_nothing_of_a_backup(archive_folder: Path) -> None:
    datasette = make_datasette(archive_folder, as_of=district.AS_OF)
    assert "的备份" not in asyncio.run(datasette.client.get("/")).text


def test_what_cannot_be_served_is_told(saved: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.tar"
    shutil.copy(saved, spoilt)
    with spoilt.open("r+b") as file:
        file.seek(2000)
        file.write(b"\xff" * 8)
    cases = [
        (("--snapshot", spoilt), 1, "不完整或被改动过"),
        (("--snapshot", saved, "--as-of", "2030-01-01"), 2, "备份是"),
        (("--cache", tmp_path), 2, "--snapshot"),
    ]
    for arguments, status, words in cases:
        done = subprocess.run(
            command(*arguments), cwd=tmp_path, env=environment(tmp_path), text=True, capture_output=True,
            check=False,
        )  # fmt: skip
        assert (done.returncode, words in done.stderr, done.stderr.count("\n")) == (status, True, 1)
    assert {path.name for path in tmp_path.iterdir()} == {"spoilt.tar"}
