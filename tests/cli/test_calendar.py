"""`gongkai calendar`: a notice becomes a year of calendar.toml or nothing is written; what is known shows."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.check import judging
from gongkai.cli import main
from gongkai.config import load
from gongkai.config.notice import read_notice
from tests.config.folders import SITE, write
from tests.config.notices import CHANGED_LATER, IMAGINED_2027, NOTICES

BY_HAND = "# 李四维护\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "config", {"sites/qs.toml": SITE})


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(folder), "calendar", *words], prog_name="gongkai")


def imported(folder: Path, text: str | bytes, name: str = "通知.txt") -> Result:
    file = folder.parent / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return run(folder, "import", str(file))


def refused(folder: Path, text: str | bytes) -> str:
    """What is said of a file that is not taken: one line, and everything is as it was."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    result = imported(folder, text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


@pytest.mark.parametrize("year", [year for year in NOTICES if year >= 2019])
def test_a_notice_is_taken_in(folder: Path, year: int):
    result = imported(folder, NOTICES[year])
    assert result.exit_code == 0, result.stderr
    assert load(folder).calendar == (read_notice(NOTICES[year]),)
    told = "".join(str(day) for day in sorted(CHANGED_LATER.get(year, ())) if str(day) in result.stderr)
    assert told == "".join(str(day) for day in sorted(CHANGED_LATER.get(year, ())))
    assert bool(result.stderr) == (year in CHANGED_LATER)


def test_what_was_taken_is_told(folder: Path):
    result = imported(folder, IMAGINED_2027)
    assert result.stdout.splitlines() == [
        "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号）：",
        "  元旦：2027-01-01（周五）至 2027-01-03（周日）放假，3 天",
        "  春节：2027-02-05（周五）至 2027-02-12（周五）放假，8 天；"
        "2027-01-31（周日）、2027-02-14（周日）上班",
        "  清明节：2027-04-03（周六）至 2027-04-05（周一）放假，3 天",
        "  劳动节：2027-05-01（周六）至 2027-05-05（周三）放假，5 天；2027-05-08（周六）上班",
        "  端午节：2027-06-09（周三）放假，1 天",
        "  中秋节：2027-09-15（周三）放假，1 天",
        "  国庆节：2027-10-01（周五）至 2027-10-07（周四）放假，7 天；"
        "2027-09-26（周日）、2027-10-09（周六）上班",
        f"已写入 {folder / 'calendar.toml'}。",
        "下一次 gongkai check 会把涉及 2027 年工作日的发现重新判断一遍。",
    ]


def test_the_file_says_where_a_year_comes_from(folder: Path):
    imported(folder, IMAGINED_2027, "2027年放假通知.txt")
    text = (folder / "calendar.toml").read_text("utf-8")
    assert text.startswith("#:schema ./schema/calendar.schema.json\n")
    assert "用 gongkai calendar import 从 2027年放假通知.txt 导入\nyear = 2027\n" in text
    assert 'from = "2027-02-05"\nto = "2027-02-12"\nmake_up = ["2027-01-31", "2027-02-14"]\n' in text
    checked = CliRunner().invoke(main, ["--config", str(folder), "config", "check"])
    assert (checked.exit_code, "calendar.toml" in checked.stdout) == (0, True)


def test_the_judge_counts_by_it(folder: Path):
    before = judging(load(folder)).calendar
    imported(folder, IMAGINED_2027)
    after = judging(load(folder)).calendar
    day = date(2027, 2, 12)
    assert (before.kind(day).known, before.kind(day).working) == (False, True)
    assert (after.kind(day).known, after.kind(day).working) == (True, False)


def test_other_years_stay_and_a_year_is_replaced(folder: Path):
    imported(folder, NOTICES[2026])
    mine = BY_HAND + (folder / "calendar.toml").read_text("utf-8")
    (folder / "calendar.toml").write_text(mine, "utf-8")
    assert imported(folder, IMAGINED_2027).exit_code == 0
    assert (folder / "calendar.toml").read_text("utf-8").startswith(mine)
    again = imported(folder, IMAGINED_2027.replace("5月8日", "5月15日"))
    assert "换掉了其中原有的这一年" in again.stdout
    assert [entry.year for entry in load(folder).calendar] == [2026, 2027]
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_of_every_usual_charset(folder: Path, charset: str):
    assert imported(folder, IMAGINED_2027.encode(charset)).exit_code == 0
    assert load(folder).calendar == (read_notice(IMAGINED_2027),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (IMAGINED_2027.replace("共8天", "共7天"), "通知里的“2月5日(农历除夕、周五)至12日"),
        (IMAGINED_2027.replace("5月8日（周六）", "5月8日（周日）"), "2027-05-08 是周六，写的是周日"),
        ("", "没有找到标题"),
        (IMAGINED_2027[:350], "没有写"),
        (b"\x00\x01\x02" * 1000, "不是 UTF-8 或 GB18030 的文本文件"),
        (b"PK\x03\x04" + bytes(range(256)) * 40, "不是 UTF-8 或 GB18030 的文本文件"),
        (IMAGINED_2027 + "　" * 200_000, "超过 256 KB"),
        (IMAGINED_2027 + "a" * 70_000, "文件太长"),
    ],
    ids=["days", "weekday", "empty", "cut", "bytes", "archive", "huge", "long"],
)
def test_what_is_not_taken(folder: Path, text: str | bytes, why: str):
    (folder / "calendar.toml").write_text(BY_HAND, "utf-8")
    assert why in refused(folder, text)


def test_no_end_of_a_file_is_waited_for(folder: Path):
    result = run(folder, "import", "/dev/zero")
    assert (result.exit_code, "超过 256 KB" in result.stderr) == (2, True)


def test_a_calendar_with_mistakes_is_left_alone(folder: Path):
    (folder / "calendar.toml").write_text("[[years]]\nyear = 2027\n", "utf-8")
    result = imported(folder, NOTICES[2026])
    assert (result.exit_code, "years[#1].source: 缺少这个键" in result.stderr) == (2, True)
    assert (folder / "calendar.toml").read_text("utf-8") == "[[years]]\nyear = 2027\n"


def test_a_file_that_is_not_there(folder: Path):
    result = run(folder, "import", str(folder / "没有.txt"))
    assert (result.exit_code, "读不出" in result.stderr) == (2, True)


def test_without_a_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "通知.txt").write_text(NOTICES[2026], "utf-8")
    result = CliRunner().invoke(main, ["calendar", "import", "通知.txt"])
    assert (result.exit_code, "没有配置目录" in result.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["通知.txt"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind here")
def test_a_folder_that_cannot_be_written(folder: Path):
    folder.chmod(0o500)
    try:
        result = imported(folder, NOTICES[2026])
    finally:
        folder.chmod(0o700)
    assert (result.exit_code, "不能写入" in result.stderr) == (1, True)


def test_the_mode_and_the_place_of_the_file_stay(folder: Path, tmp_path: Path):
    kept = tmp_path / "shared.toml"
    kept.write_text(BY_HAND, "utf-8")
    kept.chmod(0o640)
    (folder / "calendar.toml").symlink_to(kept)
    assert imported(folder, NOTICES[2026]).exit_code == 0
    assert (folder / "calendar.toml").is_symlink()
    assert "year = 2026" in kept.read_text("utf-8")
    assert kept.stat().st_mode & 0o777 == 0o640


# --- show and count ---------------------------------------------------------------------------------


def test_a_year_of_the_program_is_shown(folder: Path):
    lines = run(folder, "show", "2026").stdout.splitlines()
    assert lines[0].startswith("2026 年：随程序发行的日历（chinesecalendar ")
    assert "  国庆节放假：2026-10-01（周四）至 2026-10-07（周三），7 天" in lines
    assert "  国庆节调休上班：2026-09-20（周日）" in lines
    assert len(lines) == 1 + 7 + 6


def test_what_a_notice_for_the_next_year_reaches_back_to_is_shown_with_it(folder: Path):
    told = json.loads(run(folder, "show", "2019", "--json").stdout)
    assert told["off"][0] == {"from": "2018-12-30", "to": "2019-01-01", "days": 3, "why": "元旦放假"}
    assert told["make_up"][0] == {"day": "2018-12-29", "why": "元旦调休上班"}
    assert told["known"] is True


def test_a_year_that_nobody_knows_is_shown_as_such(folder: Path):
    result = run(folder, "show", "2027")
    assert result.stdout.startswith("还不知道 2027 年的安排：按周末和法定节假日推算")
    assert "gongkai calendar import" in result.stdout
    told = json.loads(run(folder, "show", "2027", "--json").stdout)
    assert (told["known"], told["source"], told["make_up"]) == (False, None, [])


def test_an_operators_year_is_shown_with_its_source(folder: Path):
    imported(folder, IMAGINED_2027)
    result = run(folder, "show", "2027")
    assert result.stdout.startswith(
        "2027 年：国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号）"
    )
    assert "  春节放假：2027-02-05（周五）至 2027-02-12（周五），8 天" in result.stdout


def test_without_a_year_it_is_this_one(folder: Path):
    assert json.loads(run(folder, "show", "--json").stdout)["year"] >= 2026


def test_days_are_counted_with_their_reasons(folder: Path):
    lines = run(folder, "count", "2026-09-28", "5").stdout.splitlines()
    assert lines[0] == "  1  2026-09-29（周二）"
    assert lines[2] == "  —  2026-10-01（周四）  国庆节放假"
    assert lines[-2:] == ["  5  2026-10-10（周六）  国庆节调休上班", "第 5 个工作日是 2026-10-10（周六）"]


def test_a_count_as_json_has_the_form_of_evidence(folder: Path):
    told = json.loads(run(folder, "count", "2026-10-16", "1", "--first-counts", "--json").stdout)
    assert told == {
        "from": "2026-10-16",
        "first_counts": True,
        "count": 1,
        "days": [["2026-10-16", 1, ""]],
        "about": False,
    }


def test_a_count_into_a_year_that_nobody_knows_is_about(folder: Path):
    before = run(folder, "count", "2027-01-28", "10").stdout
    assert "第 10 个工作日约是 2027-02-17（周三）" in before
    imported(folder, IMAGINED_2027)
    after = run(folder, "count", "2027-01-28", "10").stdout
    assert "第 10 个工作日是 2027-02-17（周三）" in after
    assert "  2  2027-01-31（周日）  春节调休上班" in after


@pytest.mark.parametrize("words", [("show", "1900"), ("count", "2026-10-16", "0"), ("count", "十月", "5")])
def test_wrong_usage(folder: Path, words: tuple[str, ...]):
    assert run(folder, *words).exit_code == 2
