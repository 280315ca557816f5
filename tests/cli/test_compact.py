"""`gongkai compact` over the archive of a crawl."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai.archive import open_archive
from gongkai.crawl import crawl_lock
from tests.cli.test_bad_input import Desk
from tests.crawl.pages import article, list_page, text
from tests.loopback import loopback_site


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    with loopback_site() as site:
        rows = [(f"./{n}.html", f"关于第{n}号事项的通知", "2026-02-01") for n in range(8)]
        site.put("/gzdt/", list_page("工作动态", rows))
        for n in range(8):
            site.put(f"/gzdt/{n}.html", article(rows[n][1], "2026-02-01 09:30", text(f"第{n}号事项")))
        desk = Desk(tmp_path_factory.mktemp("desk"), site.base)
        assert desk.run("crawl").exit_code == 0
    return desk


def orphan(folder: Path) -> Path:
    """A file half written, as a kill leaves it."""
    path = folder / "files" / "ab" / "cd" / f".abcd{'0' * 60}.4711"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PD")
    return path


def test_told_to_people_and_to_programs(crawled: Desk):
    orphan(crawled.archive)
    told = json.loads(crawled.run("compact", "--json").stdout)
    assert (told["swept_files"], told["swept_blobs"], told["no_room"]) == (1, 0, [])
    assert told["pages"] >= 9
    half = orphan(crawled.archive)
    result = crawled.run("compact")
    assert result.exit_code == 0
    assert "无主或写了一半的文件 1" in result.stdout
    assert not half.exists()
    with open_archive(crawled.archive, write=False) as archive:
        assert archive.verify_chain() is None


def test_not_beside_a_crawl(crawled: Desk):
    half = orphan(crawled.archive)
    with crawl_lock(crawled.archive, datetime.now(UTC)):
        result = crawled.run("compact")
    assert result.exit_code == 75
    assert half.exists()


def test_a_full_disk_is_told(crawled: Desk, monkeypatch: pytest.MonkeyPatch):
    with open_archive(crawled.archive) as archive:
        archive.db.execute("CREATE TABLE filler AS SELECT zeroblob(2000000) AS filling")
        archive.db.execute("DROP TABLE filler")
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(10, 9, 1))
    result = crawled.run("compact")
    assert result.exit_code == 0
    assert "gongkai.db 没有整理：磁盘空间不足" in result.stdout
    monkeypatch.undo()
    assert "已整理 gongkai.db" in crawled.run("compact").stdout


def test_no_archive(tmp_path: Path):
    desk = Desk(tmp_path, "http://127.0.0.1:9/")
    result = desk.run("compact")
    assert result.exit_code == 1
    assert "没有这个档案目录" in result.output
    assert not desk.archive.exists()
