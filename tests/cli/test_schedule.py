"""What `gongkai schedule` prints is what cron, systemd and Windows read, whatever the folders are called."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time as clocks
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path, PureWindowsPath

import pytest
from click.testing import CliRunner, Result

from gongkai.base.errors import UsageError
from gongkai.cli import main
from gongkai.cli.schedule import (
    Job,
    _local,
    cron_line,
    systemd_service,
    systemd_timer,
    windows_batch,
    windows_task,
)
from tests.cli.test_bad_input import Desk

ODD = ["plain", "with blank", "100%b", "it's", 'quo"te', "$HOME `id` $(id)", "中文 目录;&|<>", "-a %% b"]
REPORT = (
    '#!/bin/sh\npwd > "$0.told"\nfor word in "$@"; do printf "%s\\n" "$word" >> "$0.told"; done\necho done\n'
)

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


def job(folder: Path, program: Path | None = None, *, stamp: bool = False) -> Job:
    script = program or folder / "gongkai"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(REPORT)
    script.chmod(0o755)
    return Job(
        (str(script),), folder / "config", folder / "archive", folder, "root",
        at=time(2, 30), here=time(18, 30), zone="UTC", time_budget=18000, stamp=stamp,
    )  # fmt: skip


def words_of(folder: Path) -> list[str]:
    return [
        *("--config", f"{folder / 'config'}", "--archive", f"{folder / 'archive'}"),
        *("crawl", "--time-budget", "18000"),
    ]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    clocks.tzset()


# --- cron ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ODD)
def test_the_line_does_what_it_should_when_cron_hands_it_to_sh(tmp_path: Path, name: str):
    folder = tmp_path / name
    line = cron_line(job(folder))
    fields, command = line[: line.index("cd ")].split(), line[line.index("cd ") :]
    assert fields == ["30", "18", "*", "*", "*"]
    assert not re.search(r"(?<!\\)%", command), "cron would end the command there"
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace(r"\%", "%")], capture_output=True, check=True, cwd="/"
    )
    assert (done.stdout, done.stderr) == (b"", b"")
    assert (folder / "gongkai.told").read_text().splitlines() == [str(folder), *words_of(folder)]
    assert (folder / "gongkai.log").read_text() == "done\n"


def test_after_the_crawl_the_chain_is_stamped_whatever_that_came_to(tmp_path: Path):
    line = cron_line(job(tmp_path / "it's 100%", stamp=True))
    folder = tmp_path / "it's 100%"
    (folder / "gongkai").write_text(REPORT + "exit 1\n")
    command = line[line.index("cd ") :].replace(r"\%", "%")
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, cwd="/")
    assert (done.stdout, done.stderr) == (b"", b"")
    begin = words_of(folder)[: words_of(folder).index("crawl")]
    last = [str(folder), *begin, "stamp", "--request"]
    assert (folder / "gongkai.told").read_text().splitlines() == last, "each call tells anew"
    assert (folder / "gongkai.log").read_text() == "done\ndone\n"


@pytest.mark.parametrize("name", ["back\\slash", "two\nlines"])
def test_what_no_line_can_hold_is_told(tmp_path: Path, name: str):
    with pytest.raises(UsageError, match="写不了的字符"):
        cron_line(job(tmp_path / name))
    with pytest.raises(UsageError, match="写不了的字符"):
        systemd_service(job(tmp_path / name))


# --- systemd ------------------------------------------------------------------------------------------


def verified(folder: Path, service: str, timer: str) -> str:
    """What systemd has to say against two units."""
    folder.mkdir()
    (folder / "gongkai.service").write_text(service + "\n", encoding="utf-8")
    (folder / "gongkai.timer").write_text(timer + "\n", encoding="utf-8")
    command = ["systemd-analyze", "verify", f"{folder}/gongkai.service", f"{folder}/gongkai.timer"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


@needs_systemd
@pytest.mark.parametrize("name", ODD)
def test_systemd_takes_the_units(tmp_path: Path, name: str):
    program = None if not {'"', "'"} & set(name) else tmp_path / "bin" / "gongkai"
    wanted = job(tmp_path / name, program)
    assert verified(tmp_path / "units", systemd_service(wanted), systemd_timer(wanted)) == ""


@needs_systemd
@pytest.mark.parametrize("name", ["plain", "$HOME `id` $(id)", "100%b"])
def test_systemd_takes_the_unit_that_stamps(tmp_path: Path, name: str):
    wanted = job(tmp_path / name, stamp=True)
    service = systemd_service(wanted)
    assert verified(tmp_path / "units", service, systemd_timer(wanted)) == ""
    (line,) = re.findall(r"(?m)^ExecStopPost=-(.*)$", service)
    assert line.endswith('"stamp" "--request"')


@needs_systemd
def test_systemd_would_say_what_is_wrong(tmp_path: Path):
    wanted = job(tmp_path / "100%b")
    service = systemd_service(wanted).replace("%%", "%")
    assert "not executable" in verified(tmp_path / "units", service, systemd_timer(wanted))


@needs_systemd
def test_the_timer_tells_the_hour_of_china(tmp_path: Path):
    (when,) = re.findall(r"OnCalendar=(.*)", systemd_timer(job(tmp_path)))
    command = ["systemd-analyze", "calendar", when]
    told = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"TZ": "UTC", "PATH": "/usr/bin:/bin"}
    ).stdout
    assert "18:30:00 UTC" in told


def test_a_program_that_systemd_refuses_is_told(tmp_path: Path):
    with pytest.raises(UsageError, match="systemd"):
        systemd_service(job(tmp_path / 'quo"te'))


def test_the_words_of_the_service(tmp_path: Path):
    """Read by the rules of systemd.service(5), written down here once more."""
    wanted = job(tmp_path / 'quo"te $HOME 100%', tmp_path / "100% $HOME" / "gongkai")
    (line,) = re.findall(r"(?m)^ExecStart=(.*)$", systemd_service(wanted))
    words = [
        re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    ]
    assert [words[0], *(word.replace("$$", "$") for word in words[1:])] == list(wanted.words)
    assert all(f"{key}=" in systemd_service(wanted) for key in ("KillSignal", "TimeoutStopSec"))


# --- Windows ------------------------------------------------------------------------------------------


def windows_words(line: str) -> list[str]:
    """A command line as CommandLineToArgvW splits it."""
    found: list[str] = []
    for match in re.finditer(r'(?:[^\s"\\]|\\+(?!["\\])|\\+"|"(?:\\+"|[^"])*")+', line):
        word = re.sub(r'(?<!\\)"', "", match[0])
        found.append(word.replace(r"\"", '"'))
    return found


def test_the_task_and_its_file():
    folder = PureWindowsPath("C:\\Program Files\\政务 公开 100%")
    wanted = Job(
        (str(folder / "gongkai.exe"),), folder / "config", folder / "archive", folder, "x",
        at=time(2, 30), here=time(2, 30), zone="CST",
    )  # fmt: skip
    told = windows_words(windows_task(wanted))
    assert told[told.index("/TR") + 1] == f'"{folder}\\gongkai.cmd"'
    assert told[told.index("/ST") + 1] == "02:30"
    lines = windows_batch(wanted).splitlines()
    assert lines[-2] == 'cd /d "C:\\Program Files\\政务 公开 100%%"'
    quoted = [part.replace("%%", "%") for part in re.findall(r'"([^"]*)"', lines[-1])]
    assert quoted == [*wanted.words, str(folder / "gongkai.log")]
    assert not re.search("(?<!%)%(?:%%)*(?!%)", windows_batch(wanted))


# --- the command --------------------------------------------------------------------------------------


def schedule(desk: Desk, *words: str) -> Result:
    return desk.run("schedule", *words)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, "http://127.0.0.1:9/")


@pytest.mark.parametrize("system", ["cron", "systemd", "windows"])
def test_one_system_or_all(desk: Desk, system: str):
    one = schedule(desk, "--system", system)
    assert one.exit_code == 0
    assert one.stdout.count("###\n") <= 2
    assert one.stdout.strip() in schedule(desk).stdout


def test_every_path_is_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(desk.config.parent)
    told = CliRunner().invoke(main, ["schedule", "--system", "cron"]).stdout.splitlines()[-1]
    for part in ("config", "archive", "gongkai.log"):
        assert f" {desk.config.parent / part}" in told
    assert f"&& {Path(sys.executable).parent}/" in told


def test_the_chain_is_stamped_only_where_somebody_is_named(desk: Desk):
    assert "--request" not in schedule(desk).stdout
    toml = desk.config / "gongkai.toml"
    told = toml.read_text("utf-8") + '[stamp]\nurl = "http://tsa.example.invalid/"\n'
    toml.write_text(told, encoding="utf-8")
    assert schedule(desk).stdout.count("--request") == 3


def test_without_a_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["schedule"])
    assert (result.exit_code, "gongkai init" in result.output) == (2, True)


@pytest.mark.parametrize("wrong", ["25:00", "2", "半夜"])
def test_a_time_that_is_none(desk: Desk, wrong: str):
    result = schedule(desk, "--at", wrong)
    assert (result.exit_code, "02:30" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("machine", "here", "summer"),
    [
        ("UTC", time(18, 30), False),
        ("Asia/Shanghai", time(2, 30), False),
        ("Asia/Kolkata", time(0, 0), False),
        ("Europe/Berlin", time(19, 30), True),
    ],
)
def test_the_hour_of_china_in_the_machines_zone(
    zone: pytest.MonkeyPatch, machine: str, here: time, summer: bool
):
    zone.setenv("TZ", machine)
    clocks.tzset()
    found, _, has_summer = _local(time(2, 30), datetime(2026, 11, 23, 4, tzinfo=UTC))
    assert (found, has_summer) == (here, summer)


def test_the_line_says_which_zone_it_is_in(desk: Desk, zone: pytest.MonkeyPatch):
    zone.setenv("TZ", "Europe/Berlin")
    clocks.tzset()
    told = schedule(desk, "--system", "cron", "--at", "12:05").stdout
    assert "每天 12:05（北京时间）" in told
    assert "夏令时" in told
    assert re.search(r"(?m)^5 (5|6) \* \* \* cd ", told)
