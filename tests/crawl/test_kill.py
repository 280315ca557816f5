"""kill -9 at random moments of a crawl, then crawl again: the archive ends as if nothing had happened."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gongkai.archive import open_archive
from gongkai.archive.sqlite import connect
from tests.crawl.pages import article, list_page, text
from tests.loopback import LoopbackSite, loopback_site

KILLS = 20
SECTIONS = ("gzdt", "tzgg", "zcwj")
ITEMS = 25

CONFIG = """
[operator]
name = "tests"
contact = "tests@example.invalid"

[crawl]
pause_seconds = 0
private_hosts = ["*"]
"""


def make_site(site: LoopbackSite) -> None:
    site.put("/", "<html><title>云岭区</title><body><a href='/gzdt/'>工作动态</a></body></html>")
    for section in SECTIONS:
        rows = [
            (
                f"./{n}.html",
                f"青石街道关于第{n}批{section}事项的通知",
                f"2026-{n % 9 + 1:02d}-{n % 27 + 1:02d}",
            )
            for n in range(ITEMS)
        ]
        rows.sort(key=lambda row: row[2], reverse=True)
        site.put(f"/{section}/", list_page(section, rows))
        site.put(f"/{section}/file.docx", b"PK\x03\x04 invented", Content_Type="application/octet-stream")
        for url, title, day in rows:
            files = (("./file.docx", "附件.docx"),) if url.endswith("1.html") else ()
            site.put(f"/{section}/{url[2:]}", article(title, day, text(title), files=files))


def make_config(folder: Path, base: str) -> None:
    sections = "".join(f'\n[[sections]]\nid = "{s}"\nname = "通知公告"\nurl = "{s}/"\n' for s in SECTIONS)
    unit = '[[units]]\nid = "qingshi"\nname = "青石街道"\nlevel = "subdistrict"\n'
    (folder / "sites").mkdir(parents=True)
    (folder / "gongkai.toml").write_text(CONFIG)
    (folder / "sites" / "demo.toml").write_text(
        f'id = "demo"\nname = "演示"\nhome_url = "{base}"\n{unit}{sections}'
    )


def crawl(config: Path, archive: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gongkai", "--config", str(config), "--archive", str(archive), "crawl"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def end_state(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that must come out the same, times and ids left out."""
    with open_archive(archive, write=False) as opened:
        assert opened.verify_chain() is None
        questions = {
            "items": "SELECT uid, title, published, status, version, attachments FROM items ORDER BY uid",
            "versions": """SELECT uid, versions.version, cause, text_sha256 FROM versions
                           JOIN items ON items.id = item ORDER BY uid, versions.version""",
            "places": """SELECT uid, section, position, listed_title FROM item_sections
                         JOIN items ON items.id = item ORDER BY section, position, uid""",
            "states": "SELECT id, state, last_published FROM sections ORDER BY id",
            "found": "SELECT count(*) FROM items_fts WHERE items_fts MATCH 'title : 通知'",
        }
        return {name: [tuple(row) for row in opened.db.execute(sql)] for name, sql in questions.items()}


def integrity(archive: Path) -> list[str]:
    found = []
    for name in ("gongkai.db", "captures.db"):
        db = connect(archive / name, write=False, busy_seconds=5)
        found += [row[0] for row in db.execute("PRAGMA integrity_check")]
        found += [str(tuple(row)) for row in db.execute("PRAGMA foreign_key_check")]
        db.close()
    return found


@pytest.mark.slow
def test_twenty_kills(tmp_path: Path):
    dice = random.Random(20261123)
    with loopback_site() as site:
        make_site(site)
        make_config(tmp_path / "config", site.base)
        began = time.monotonic()
        assert crawl(tmp_path / "config", tmp_path / "calm").wait() == 0
        whole = time.monotonic() - began
        want = end_state(tmp_path / "calm")
        assert len(want["items"]) == len(SECTIONS) * ITEMS
        killed = 0
        for number in range(KILLS):
            archive = tmp_path / f"killed-{number}"
            process = crawl(tmp_path / "config", archive)
            time.sleep(dice.uniform(0.25, 0.98) * whole)
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert crawl(tmp_path / "config", archive).wait() == 0
            assert integrity(archive) == ["ok", "ok"]
            assert end_state(archive) == want
        assert killed >= KILLS // 2, "most kills must have met a crawl under way"
