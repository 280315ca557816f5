"""Bad input ends with one clear line that says what to do, the documented exit status, and nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.archive import open_archive
from gongkai.cli import main
from gongkai.crawl import crawl_lock
from tests.crawl.pages import article, list_page, text
from tests.loopback import LoopbackSite, loopback_site

SETTINGS = """
[operator]
name = "tests"
contact = "tests@example.invalid"
[crawl]
pause_seconds = 0
rhythm_hours_least = 0
rhythm_hours_most = 0
private_hosts = ["*"]
"""
SITE = """
id = "demo"
name = "演示"
home_url = "{base}"
[[units]]
id = "qingshi"
name = "青石街道"
level = "subdistrict"
[[sections]]
id = "gzdt"
name = "工作动态"
url = "gzdt/"
"""


class Desk:
    """An operator's folders, and the command run over them."""

    def __init__(self, folder: Path, base: str) -> None:
        self.config, self.archive = folder / "config", folder / "archive"
        (self.config / "sites").mkdir(parents=True)
        (self.config / "gongkai.toml").write_text(SETTINGS, encoding="utf-8")
        self.site = self.config / "sites" / "demo.toml"
        self.site.write_text(SITE.format(base=base), encoding="utf-8")

    def run(self, *words: str) -> Result:
        given = ["--config", str(self.config), "--archive", str(self.archive), *words]
        return CliRunner().invoke(main, given, prog_name="gongkai")

    def mistake(self, old: str, new: str) -> None:
        told = self.site.read_text("utf-8")
        assert old in told
        self.site.write_text(told.replace(old, new), encoding="utf-8")


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as made:
        made.put("/gzdt/", list_page("工作动态", [("./1.html", "青石街道召开工作例会", "2026-02-01")] * 1))
        made.put("/gzdt/1.html", article("青石街道召开工作例会", "2026-02-01", text("例会")))
        yield made


@pytest.fixture
def desk(tmp_path: Path, site: LoopbackSite) -> Desk:
    return Desk(tmp_path, site.base)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "工作动态"', 'nmae = "工作动态"', "name"),
        ('name = "工作动态"', 'name = "工作动态"\nintervl_days = 14', "interval_days"),
        ('name = "工作动态"', 'name = "工作动态"\ninterval_days = "14"', "interval_days"),
        ('url = "gzdt/"', 'url = "gzdt/"\n[[sections]]\nid = "gzdt"\nname = "乙"\nurl = "b/"', "gzdt"),
        ('name = "工作动态"', 'name = "工作动态"\ncategory = "busines"', "business"),
        ('level = "subdistrict"', 'level = "subdistrikt"', "subdistrict"),
        ('url = "gzdt/"', 'url = "http:///gzdt/"', "url"),
        ('id = "demo"', 'id = "demo', "demo.toml"),
    ],
)
@pytest.mark.parametrize("command", [("config", "check"), ("crawl",), ("check",), ("status",)])
def test_a_mistake_in_the_configuration(desk: Desk, command: tuple[str, ...], old: str, new: str, told: str):
    desk.mistake(old, new)
    result = desk.run(*command)
    assert result.exit_code == 2
    assert "demo.toml" in result.output
    assert told in result.output
    assert "Traceback" not in result.output
    assert not desk.archive.exists()


def test_all_mistakes_are_told_at_once(desk: Desk):
    desk.mistake('level = "subdistrict"', 'level = "x"')
    desk.mistake('name = "工作动态"', 'nmae = "工作动态"')
    (desk.config / "gongkai.toml").write_text("[crawl]\npause_seconds = -1\n", encoding="utf-8")
    told = desk.run("config", "check").output
    assert all(word in told for word in ("level", "nmae", "pause_seconds"))


def test_an_unknown_site_or_option(desk: Desk):
    unknown = desk.run("crawl", "nowhere")
    assert (unknown.exit_code, "demo" in unknown.output) == (2, True)
    assert desk.run("crawl", "--bogus").exit_code == 2
    assert desk.run("check", "--as-of", "yesterday").exit_code == 2


def test_no_archive_yet(desk: Desk):
    for command in (("status",), ("check",), ("search", "例会"), ("show", "X"), ("serve",)):
        result = desk.run(*command)
        assert result.exit_code == 1, command
        assert "gongkai crawl" in result.output, command
        assert not desk.archive.exists()


@pytest.mark.parametrize("content", [b"not a database at all" * 60, b""])
def test_a_file_that_is_no_archive_is_left_alone(desk: Desk, content: bytes):
    desk.archive.mkdir()
    (desk.archive / "gongkai.db").write_bytes(content)
    result = desk.run("status")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert (desk.archive / "gongkai.db").read_bytes() == content


def test_a_foreign_database_is_left_alone(desk: Desk):
    desk.archive.mkdir()
    with sqlite3.connect(desk.archive / "gongkai.db") as db:
        db.execute("CREATE TABLE books(title)")
    before = (desk.archive / "gongkai.db").read_bytes()
    result = desk.run("crawl")
    assert result.exit_code == 1
    assert result.output.strip().count("\n") <= 1
    assert (desk.archive / "gongkai.db").read_bytes() == before


def test_an_unreadable_archive(desk: Desk):
    desk.run("crawl")
    (desk.archive / "gongkai.db").chmod(0o000)
    try:
        if os.access(desk.archive / "gongkai.db", os.R_OK):
            pytest.skip("this user may read every file")
        assert desk.run("status").exit_code == 1
    finally:
        (desk.archive / "gongkai.db").chmod(0o644)


def test_a_second_crawl_at_the_same_time(desk: Desk, site: LoopbackSite):
    desk.archive.mkdir()
    with crawl_lock(desk.archive, datetime.now(UTC)):
        where = ["--config", str(desk.config), "--archive", str(desk.archive)]
        command = [sys.executable, "-m", "gongkai", *where, "crawl"]
        second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert second.returncode == 75
    assert str(os.getpid()) in second.stderr
    assert len(second.stderr.strip().splitlines()) == 1
    assert site.asked.total() == 0
    assert desk.run("crawl").exit_code == 0


def test_a_lock_that_a_killed_crawl_left_is_recognised(desk: Desk):
    """Killed with SIGKILL while it holds the lock: the next crawl says whose it was, and goes on."""
    desk.archive.mkdir()
    held = "from gongkai.crawl import crawl_lock; from pathlib import Path; import datetime, sys, time\n"
    held += "with crawl_lock(Path(sys.argv[1]), datetime.datetime.now(datetime.UTC)):\n"
    held += "    print(1, flush=True); time.sleep(60)"
    owner = subprocess.Popen(
        [sys.executable, "-c", held, str(desk.archive)], stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout
    assert owner.stdout.readline()
    assert desk.run("crawl").exit_code == 75
    owner.kill()
    owner.wait()
    owner.stdout.close()
    result = desk.run("crawl")
    assert result.exit_code == 0
    assert f"上一次采集（进程 {owner.pid}，自 " in result.output
    assert "没有正常结束" not in desk.run("crawl").output


def test_after_bad_input_the_archive_is_whole(desk: Desk):
    assert desk.run("crawl").exit_code == 0
    desk.mistake('level = "subdistrict"', 'level = "x"')
    assert desk.run("crawl").exit_code == 2
    with open_archive(desk.archive, write=False) as archive:
        assert archive.verify_chain() is None
        assert archive.db.execute("SELECT count(*) FROM items").fetchone()[0] == 1


def test_a_crawl_that_sees_nothing_says_so(desk: Desk, site: LoopbackSite):
    site.pages.clear()
    result = desk.run("crawl")
    assert result.exit_code == 1
    assert "失败" in result.output


def test_a_crawl_that_failed_never_says_that_nothing_is_new(desk: Desk, site: LoopbackSite):
    site.pages.clear()
    result = desk.run("crawl")
    assert "没有发现" not in result.output
    assert "没有一个栏目能看清" in result.output


def test_a_folder_that_cannot_be_made_or_written(desk: Desk, tmp_path: Path):
    """A disk that is not mounted is no reason to begin a second archive."""
    desk.archive = tmp_path / "not" / "mounted" / "archive"
    result = desk.run("crawl")
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
    assert not (tmp_path / "not").exists()
    assert len(result.output.strip().splitlines()) == 1


def test_asking_about_another_day_leaves_the_cache_of_states_alone(desk: Desk):
    desk.run("crawl")
    question = "SELECT state, state_as_of FROM sections"
    with open_archive(desk.archive, write=False) as archive:
        before = [tuple(row) for row in archive.db.execute(question)]
    assert desk.run("check", "--as-of", "2020-01-01").exit_code == 0
    with open_archive(desk.archive, write=False) as archive:
        assert [tuple(row) for row in archive.db.execute(question)] == before
