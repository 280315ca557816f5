"""`verify` and `reextract`: what they tell, and how they end."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai.crawl import crawl_lock
from tests.archive.test_errors_damage import damage
from tests.cli.test_bad_input import Desk


def change(desk: Desk, sql: str) -> None:
    with sqlite3.connect(desk.archive / "gongkai.db") as db:
        db.execute(sql)
    db.close()


@pytest.mark.parametrize("how", [(), ("--quick",)])
def test_a_sound_archive_is_told_with_the_head_of_its_chain(desk: Desk, how: tuple[str, ...]) -> None:
    done = desk.run("verify", *how)
    assert (done.exit_code, done.stdout.count("没有发现不符")) == (0, 1)
    told = json.loads(desk.run("verify", "--json", *how).stdout)
    assert told["sound"] is True
    assert told["head"]["chain"] in done.stdout


@pytest.mark.parametrize("how", [(), ("--quick",)])
def test_the_first_fault_is_named_and_what_to_do(desk: Desk, how: tuple[str, ...]) -> None:
    change(desk, "UPDATE versions SET title = '别的题目'")
    done = desk.run("verify", *how)
    assert done.exit_code == 1
    assert done.stderr.startswith("首先：versions 1：内容与其封记不符")
    assert "gongkai restore" in done.stderr
    told = json.loads(desk.run("verify", "--json", *how).stdout)
    assert told["sound"] is False
    assert told["faults"][0]["which"] == "1"


def test_a_whole_check_is_alone_with_the_archive_and_a_quick_one_need_not_be(desk: Desk) -> None:
    with crawl_lock(desk.archive, datetime(2026, 3, 1, tzinfo=UTC)):
        assert desk.run("verify").exit_code == 75
        assert desk.run("reextract").exit_code == 75
        assert desk.run("verify", "--quick").exit_code == 0


def test_without_an_archive_there_is_nothing_to_check_and_nothing_is_left(tmp_path: Path) -> None:
    made = Desk(tmp_path, "http://127.0.0.1:9/")
    for command in ("verify", "reextract"):
        done = made.run(command)
        assert (done.exit_code, "没有档案库" in done.stderr) == (1, True)
    assert not made.archive.exists()


def test_reading_again_tells_how_much_and_how_fast(desk: Desk) -> None:
    told = desk.run("reextract")
    assert (told.exit_code, "重读完成：0 份" in told.stdout) == (0, True)
    change(desk, "UPDATE versions SET reader = 'gongkai/0.0.1', seal = NULL")
    summary = json.loads(desk.run("reextract", "--json").stdout)
    assert (summary["sights"], summary["changed"], summary["whole"]) == (1, 0, True)
    assert desk.run("verify").exit_code == 0


@pytest.mark.parametrize("database", ["gongkai.db", "captures.db"])
@pytest.mark.parametrize("how", [(), ("--quick",)])
def test_a_damaged_database_is_told_by_its_faults(desk: Desk, database: str, how: tuple[str, ...]) -> None:
    """Also where neither stamps nor the head of the chain can be read."""
    damage(desk.archive / database)
    done = desk.run("verify", *how)
    assert (done.exit_code, "Traceback" in done.output) == (1, False)
    assert f"首先：{database}：" in done.stderr
    assert "gongkai restore" in done.stderr
    told = json.loads(desk.run("verify", "--json", *how).stdout)
    assert told["sound"] is False
    assert (told["head"] is None) == (database == "gongkai.db")
