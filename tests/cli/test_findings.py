"""`gongkai check` and `gongkai finding` over a column that was not renewed in time: what is told first, what
is kept, what people say."""

from __future__ import annotations

import csv
import getpass
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gongkai.archive import FindingQuery
from gongkai.cli import checking, findings, judging, main
from gongkai.judge.rules import NAMES
from tests.cli.proving import stale_world
from tests.cli.test_bad_input import SETTINGS
from tests.cli.test_evidence import HOSTILE, of_an_item
from tests.crawl.story import ROWS, Story
from tests.crawl.world import World

STALE = NAMES["stale-section"]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The commands' clock is the world's: 11 March 2026, 03:00 in China."""
    with stale_world(tmp_path) as made:
        for module in (checking, findings, judging):
            monkeypatch.setattr(module, "clock", lambda: made.now)
        yield made


def run(world: World, *words: str) -> Result:
    config = world.archive.folder.parent / "config"
    config.mkdir(exist_ok=True)
    (config / "gongkai.toml").write_text(SETTINGS, encoding="utf-8")
    given = ["--config", str(config), "--archive", str(world.archive.folder), *words]
    return CliRunner().invoke(main, given, prog_name="gongkai")


def told(world: World, *words: str) -> Any:
    result = run(world, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def forget(world: World) -> None:
    """As if no check had ever been kept."""
    for table in ("finding_log", "findings", "judged"):
        world.archive.db.execute(f"DELETE FROM {table}")
    world.archive.db.execute("DELETE FROM about WHERE key = 'judged'")


# --- check --------------------------------------------------------------------------------------------


def test_a_check_keeps_what_it_finds_and_names_it_first(world: World):
    forget(world)
    first = run(world, "check").stdout
    assert "新发现 1 个问题，了结 0 个" in first
    (kept,) = world.archive.findings(FindingQuery())
    assert f"一般\t#{kept.id}\t{STALE}\t青石街道\t工作动态\t自 2026-03-07\t" in first
    again = run(world, "check").stdout
    assert "新发现 0 个问题，了结 0 个" in again
    assert "未了结的问题共 1 个：一般 1" in again
    assert again.count(f"{STALE}\t") == 1


def test_what_is_over_since_the_last_check_is_named(world: World):
    run(world, "check")
    Story(world).publish([("./202603/t20260310_1.html", "青石街道召开民生实事推进会", "2026-03-10"), *ROWS])
    world.crawl(after=timedelta(hours=1))
    output = run(world, "check").stdout
    assert "新发现 0 个问题，了结 1 个" in output
    assert "已了结：\n一般\t#1\t" in output
    assert "［已整改（2026-03-11）］" in output
    assert "未了结的问题共 0 个\n" in output


def test_a_past_day_and_an_older_reading_are_judged_and_not_kept(world: World):
    forget(world)
    before = told(world, "check", "--as-of", "2026-03-07")
    assert (before["as_of"], before["findings"]) == ("2026-03-07", [])
    then = told(world, "check", "--as-of", "2026-03-09", "--unit", "qingshi")
    known = told(world, "check", "--as-known")
    for found in (then["findings"], known["findings"]):
        (one,) = found
        assert (one["id"], one["key"]) == (None, "stale-section|demo/gzdt|2026-03-07")
        assert (one["status"], one["review"], one["opened"]) == ("open", "unreviewed", "2026-03-08")
    assert world.archive.findings(FindingQuery()) == ()
    assert "与上次检查相比" not in run(world, "check", "--as-of", "2026-03-09").stdout


def test_a_past_day_knows_the_number_and_what_was_said(world: World):
    run(world, "finding", "1", "exempt", "--note", "并入区级平台", "--by", "王某")
    (then,) = told(world, "check", "--as-of", "2026-03-10")["findings"]
    (now,) = told(world, "check", "--as-known")["findings"]
    assert (then["id"], then["status"], then["review"]) == (1, "open", "exempted")
    assert (now["status"], now["closed"], now["close_reason"]) == ("closed", "2026-03-11", "exempted")


def test_kept_and_unkept_tell_the_same(world: World):
    kept, unkept = told(world, "check"), told(world, "check", "--as-known")
    assert kept["findings"] == unkept["findings"]
    assert kept["summary"] == unkept["summary"] == {"stale": 1}
    assert (len(kept["sections"]), len(kept["cells"])) == (1, 1)


def test_a_column_that_cannot_be_seen_is_marked(world: World):
    world.site.put("/gzdt/", b"", status=503)
    world.crawl(after=timedelta(hours=1))
    assert "［自 2026-03-11 起未能看清］" in run(world, "check").stdout


def test_an_unknown_unit(world: World):
    result = run(world, "check", "--unit", "nowhere")
    assert (result.exit_code, "qingshi" in result.stderr) == (2, True)


def test_the_sheet_opens_right_in_excel(world: World, tmp_path: Path):
    world.archive.db.execute("UPDATE sections SET name = ?", (HOSTILE,))
    output = tmp_path / "问题清单.csv"
    for day, number in (("2026-03-11", "1"), ("2026-03-09", "1")):
        result = run(world, "check", "--as-of", day, "--csv", str(output))
        assert (result.exit_code, str(output) in result.stdout) == (0, True), result.output
        data = output.read_bytes()
        assert (data[:3], data.count(b"\r\n")) == (b"\xef\xbb\xbf", 2)
        (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        assert (row["问题编号"], row["责任单位"], row["栏目"]) == (number, "青石街道", f"'{HOSTILE}")
        assert (row["起始日期"], row["证据页"]) == ("2026-03-07", "/finding/1")
    missing = run(world, "check", "--csv", str(tmp_path / "missing" / "a.csv"))
    assert (missing.exit_code, "写不了" in missing.stderr) == (2, True)


# --- status -------------------------------------------------------------------------------------------


def test_status_counts_findings_and_days_seen(world: World):
    of_an_item(world)
    output = run(world, "status").stdout
    assert "未了结的问题：一般 1，提示 1" in output
    assert "近 30 天看清率：78%（各栏目合计 9 天，看清 7 天）" in output
    status = told(world, "status")
    assert status["findings"] == {"单项否决": 0, "突出": 0, "一般": 1, "提示": 1}
    assert status["coverage"] == {"seen_days": 7, "of_days": 9}


# --- finding ------------------------------------------------------------------------------------------


def test_a_finding_is_shown_with_what_proves_it(world: World):
    output = run(world, "finding", "1").stdout
    for words in (
        f"问题 1  一般  {STALE}（stale-section）", "单位：青石街道",
        "自 2026-03-07，2026-03-08 起可以证实", "最新一条标注日期：2026-02-20",
        "时限内最后一天：2026-03-06", "更新时限 14 天", "作证的快照：25、36",
        "处置记录：", "gongkai  认定", "gongkai evidence 1 -o",
    ):  # fmt: skip
        assert words in output
    shown = told(world, "finding", "1")
    assert (shown["id"], shown["rule_name"], shown["names"]["unit"]) == (1, STALE, "青石街道")
    assert [entry["what"] for entry in shown["log"]] == ["opened"]


@pytest.mark.parametrize(
    ("act", "review", "status"),
    [
        ("confirm", "confirmed", "open"),
        ("acknowledge", "acknowledged", "open"),
        ("contest", "contested", "open"),
        ("exempt", "exempted", "closed"),
    ],
)
def test_what_a_person_says_is_kept(world: World, act: str, review: str, status: str):
    result = run(world, "finding", "1", act, "--by", "王某", "--note", "已电话核实")
    assert result.exit_code == 0, result.output
    assert "已记入处置记录" in result.stdout
    run(world, "check")
    shown = told(world, "finding", "1")
    assert (shown["review"], shown["reviewed_by"], shown["status"]) == (review, "王某", status)
    assert (shown["log"][-1]["what"], shown["log"][-1]["note"]) == (act, "已电话核实")


@pytest.mark.parametrize("act", ["exempt", "contest"])
@pytest.mark.parametrize("note", [(), ("--note", " ")])
def test_lifting_and_objecting_need_a_reason(world: World, act: str, note: tuple[str, ...]):
    result = run(world, "finding", "1", act, "--by", "王某", *note)
    assert (result.exit_code, "--note" in result.stderr) == (2, True)
    assert told(world, "finding", "1")["review"] == "unreviewed"


def test_who_is_the_login_name_unless_said(world: World):
    run(world, "finding", "1", "confirm")
    assert told(world, "finding", "1")["reviewed_by"] == getpass.getuser()


@pytest.mark.parametrize(
    "words", [("99",), ("99", "confirm", "--by", "王某"), ("99", "exempt", "--by", "王某", "--note", "x")]
)
def test_an_unknown_number(world: World, words: tuple[str, ...]):
    result = run(world, "finding", *words)
    assert (result.exit_code, "没有编号为 99 的问题" in result.stderr) == (2, True)
    assert "Traceback" not in result.output


def test_what_cannot_be_done(world: World):
    assert run(world, "finding", "1", "praise").exit_code == 2
    run(world, "finding", "1", "exempt", "--by", "王某", "--note", "并入区级平台")
    again = run(world, "finding", "1", "confirm", "--by", "王某")
    assert (again.exit_code, "已经豁免" in again.stderr) == (2, True)


def test_what_was_withdrawn_is_not_confirmed(world: World):
    world.archive.db.execute(
        "UPDATE findings SET status = 'closed', closed = opened, close_reason = 'withdrawn'"
    )
    result = run(world, "finding", "1", "confirm", "--by", "王某")
    assert (result.exit_code, "已经撤回" in result.stderr) == (2, True)
    assert told(world, "check", "--as-of", "2026-03-07")["findings"] == []


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ((), [1, 2]),
        (("--unit", "qingshi"), [1, 2]),
        (("--rule", "late-item"), [2]),
        (("--severity", "一般"), [1]),
        (("--status", "closed"), []),
        (("--status", "all"), [1, 2]),
        (("--review", "confirmed"), [2]),
        (("--office", "党政办公室"), []),
    ],
)
def test_lists(world: World, words: tuple[str, ...], numbers: list[int]):
    of_an_item(world)
    run(world, "finding", "2", "confirm", "--by", "王某")
    assert [one["id"] for one in told(world, "finding", "list", *words)] == numbers
    output = run(world, "finding", "list", *words).stdout
    assert output.startswith(f"共 {len(numbers)} 个问题\n")
    assert all(f"#{number}\t" in output for number in numbers)
    if 2 in numbers:
        assert "［已确认；约；整改不彻底］" in output


@pytest.mark.parametrize("words", [("--unit", "nowhere"), ("--rule", "nothing"), ("--severity", "大")])
def test_a_list_of_what_is_not_known(world: World, words: tuple[str, ...]):
    assert run(world, "finding", "list", *words).exit_code == 2


@pytest.mark.parametrize("command", ["list", "show", "confirm", "acknowledge", "exempt", "contest"])
def test_every_act_has_help_with_an_example(world: World, command: str):
    output = run(world, "finding", command, "--help").stdout
    assert "gongkai finding" in output
