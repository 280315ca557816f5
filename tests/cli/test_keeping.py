"""`gongkai backup` and `gongkai restore` from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.archive import open_archive
from gongkai.cli import main
from tests.archive.helpers import Crawl, at, row


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_archive(tmp_path / "archive", create=True) as archive:
        crawl = Crawl(archive)
        crawl.visit(row("a"), moment=at(1))
        crawl.read("a", "青山街道", moment=at(1))
    return tmp_path / "archive"


def gongkai(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_there_and_back(folder: Path, tmp_path: Path) -> None:
    done = gongkai("--archive", folder, "backup", "--verify", tmp_path)
    assert done.exit_code == 0, done.output
    (path,) = tmp_path.glob("gongkai-*.tar")
    assert re.fullmatch(r"gongkai-\d{4}-\d\d-\d\d-\d{4}\.tar", path.name)
    assert "已核对" in done.output
    assert "1 个条目，1 个版本，1 份快照，0 个附件" in done.output
    assert "完整" in gongkai("restore", path, "--verify").output
    assert "已恢复到" in gongkai("restore", path, "--to", tmp_path / "again").output
    found = gongkai("--archive", tmp_path / "again", "search", "青山").output
    assert "标题 a" in found


def test_programs_are_told_in_json(folder: Path, tmp_path: Path) -> None:
    made = json.loads(gongkai("--archive", folder, "backup", tmp_path / "x.tar", "--json").stdout)
    read = json.loads(gongkai("restore", tmp_path / "x.tar", "--verify", "--json").stdout)
    assert (made["file"], made["verified"]) == (str(tmp_path / "x.tar"), False)
    assert made["bytes"] == (tmp_path / "x.tar").stat().st_size
    for key in ("made", "schemas", "capture", "chain", "rows", "members", "absent"):
        assert made[key] == read[key]
    assert read["folder"] is None


@pytest.mark.parametrize("more", [(), ("--verify", "--to", "x")])
def test_one_thing_is_to_be_said(folder: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
    gongkai("--archive", folder, "backup", tmp_path / "x.tar")
    done = gongkai("restore", tmp_path / "x.tar", *more)
    assert (done.exit_code, "二者取一" in done.output) == (2, True)
