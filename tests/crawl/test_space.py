"""A disk that is almost full ends a crawl in good order, a full one in words; nobody is accused."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from gongkai.archive import open_archive
from gongkai.crawl import space
from tests.crawl.pages import article, list_page, text
from tests.crawl.test_stop import SECTIONS, make_config
from tests.crawl.world import World, make_world
from tests.loopback import LoopbackSite, loopback_site
from tests.tmpfs import on_small_disk, outcome, told

ITEMS = 9
MB = 1_000_000


@pytest.fixture
def site(tmp_path: Path) -> Iterator[LoopbackSite]:
    """Items whose pages take room."""
    with loopback_site() as made:
        make_config(tmp_path / "config", made.base)
        fill(made)
        yield made


def fill(site: LoopbackSite) -> None:
    rows = [(f"./{n}.html", f"青石街道关于第{n}批事项的通知", f"2026-02-{28 - n}") for n in range(ITEMS)]
    for section in SECTIONS:
        site.put(f"/{section}/", list_page("通知公告", rows if section == "gzdt" else []))
    for url, title, day in rows:
        site.put(f"/gzdt/{url[2:]}", article(title, day, text(title)))


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with make_world(tmp_path / "archive") as made:
        fill(made.site)
        for section in SECTIONS:
            made.watch("工作动态", f"/{section}/")
        yield made


def test_a_crawl_ends_in_good_order_before_the_disk_is_full(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the items are read when the disk falls short; the rest is for the next crawl."""

    def usage(folder: Path) -> Usage:
        short = sum(path.endswith(".html") for path in world.site.asked) >= 4
        return Usage(0, 0, 400 * MB if short else 600 * MB)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    monkeypatch.setattr(space, "ASK_SECONDS", 0)
    summary = world.crawl(min_free_bytes=500 * MB)
    read = world.one("SELECT count(*) FROM items WHERE version > 0")
    assert (summary.outcome, world.one("SELECT outcome FROM runs")) == ("no-space", "no-space")
    assert 4 <= read < ITEMS
    assert not world.rows("SELECT 1 FROM visits WHERE finished IS NULL")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(0, 0, 600 * MB))
    assert world.crawl(min_free_bytes=500 * MB).outcome == "done"
    assert world.one("SELECT count(*) FROM items WHERE version > 0") == ITEMS


def test_sections_that_were_not_visited_accuse_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(0, 0, 0))
    summary = world.crawl(min_free_bytes=1)
    assert (summary.outcome, summary.sections, summary.requests) == ("no-space", {}, 0)
    assert not world.rows("SELECT 1 FROM visits")


def test_the_disk_is_not_asked_every_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def usage(folder: Path) -> Usage:
        asked.append(folder)
        return Usage(0, 0, 600 * MB)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    monkeypatch.setattr(space, "ASK_SECONDS", 3600)
    assert world.crawl(min_free_bytes=500 * MB).outcome == "done"
    assert len(asked) == 1


def gongkai(folder: Path, archive: Path, *arguments: str) -> str:
    folders = [f"--config={folder / 'config'}", f"--archive={archive}"]
    return shlex.join([sys.executable, "-m", "gongkai", *folders, *arguments])


def test_no_crawl_begins_without_room(tmp_path: Path, site: LoopbackSite) -> None:
    disk, keep, crawl = tmp_path / "disk", tmp_path / "keep", tmp_path / "crawl"
    on_small_disk(disk, 20_000, told(gongkai(tmp_path, disk / "archive", "crawl"), crawl), keep=keep)
    code, out, errors = outcome(crawl)
    assert (code, out, errors.count("\n")) == (1, "", 1)
    assert "没有开始采集" in errors
    assert "少于 500 MB" in errors
    assert not site.asked
    assert {p.name for p in (keep / "archive").iterdir()} <= {"crawl.lock", "heartbeat.json"}
    beat = json.loads((keep / "archive" / "heartbeat.json").read_text("utf-8"))
    assert (beat["outcome"], beat["exit_status"]) == ("failed", 1)
    assert "MB" in beat["error"]


def allow(folder: Path, megabytes: int) -> None:
    settings = folder / "config" / "gongkai.toml"
    settings.write_text(f"{settings.read_text()}\n[archive]\npath = 'archive'\nmin_free_mb = {megabytes}\n")


def test_a_disk_that_falls_short_is_told_everywhere(tmp_path: Path, site: LoopbackSite) -> None:
    """20 MB are there and 15 are wanted: a file of 6 MB takes them."""
    allow(tmp_path, 15)
    big = article("青石街道关于第0批事项的通知", "2026-02-28", text("甲"), files=(("big.pdf", "附件"),))
    site.put("/gzdt/0.html", big)
    site.put("/gzdt/big.pdf", b"%PDF-1.4\n" + bytes(6 * MB), Content_Type="application/pdf")
    settings = tmp_path / "config" / "gongkai.toml"
    settings.write_text(settings.read_text().replace("pause_seconds = 0\n", "pause_seconds = 0.5\n"))
    disk, keep, crawl, status = (tmp_path / name for name in ("disk", "keep", "crawl", "status"))
    commands = [(crawl, "crawl"), (status, "status")]
    lines = [told(gongkai(tmp_path, disk / "archive", command), at) for at, command in commands]
    on_small_disk(disk, 20_500, *lines, keep=keep)
    code, out, errors = outcome(crawl)
    assert (code, "提前收尾" in out, "Traceback" in errors) == (1, True, False)
    assert "做完手头的事就结束" in errors
    beat = json.loads((keep / "archive" / "heartbeat.json").read_text("utf-8"))
    assert (beat["outcome"], beat["exit_status"]) == ("no-space", 1)
    assert "现在不能采集" in outcome(status)[1]
    with open_archive(keep / "archive") as archive:
        assert archive.db.execute("SELECT outcome FROM runs").fetchone()[0] == "no-space"
        assert not archive.db.execute("SELECT 1 FROM visits WHERE finished IS NULL").fetchall()


@pytest.mark.parametrize(("kilobytes", "file"), [(700, 0), (1000, 0), (1300, 0), (3000, 4)])
def test_a_disk_that_is_full_ends_it_in_words_and_the_next_carries_on(
    tmp_path: Path, site: LoopbackSite, kilobytes: int, file: int
) -> None:
    """Before anything is there, in a list, at an item, at a file of some MB."""
    allow(tmp_path, 0)
    files = (("big.pdf", "附件"),) if file else ()
    site.put("/gzdt/big.pdf", b"%PDF-1.4\n" + bytes(file * MB), Content_Type="application/pdf")
    for n in range(ITEMS):
        title = f"青石街道关于第{n}批事项的通知"
        site.put(f"/gzdt/{n}.html", article(title, f"2026-02-{28 - n}", text(title) * 40, files=files))
    disk, keep = tmp_path / "disk", tmp_path / "keep"
    full, after = tmp_path / "full", tmp_path / "after"
    crawl = gongkai(tmp_path, disk / "archive", "crawl", "--all")
    room = f"mount -o remount,size=100m {shlex.quote(str(disk))}"
    on_small_disk(disk, kilobytes, told(crawl, full), room, told(crawl, after), keep=keep)
    code, _, errors = outcome(full)
    assert (code, "Traceback" in errors) == (1, False), errors
    assert errors.count("磁盘已满") == 1
    assert outcome(after)[0] == 0, outcome(after)
    with open_archive(keep / "archive") as archive, closing(archive.db.cursor()) as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert cursor.execute("SELECT count(*) FROM items WHERE version > 0").fetchone()[0] == ITEMS
        assert archive.verify_chain() is None
    assert not list((keep / "archive").rglob("files/**/.*"))
