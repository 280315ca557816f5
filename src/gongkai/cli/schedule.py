"""`gongkai schedule`: ready lines for whatever starts a crawl every night. Nothing is written anywhere.

The time asked for is China's. Schedulers that know no zone but the machine's get it converted; each quotes
paths in its own way.
"""

from __future__ import annotations

import getpass
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path, PurePath
from typing import Any

import click

from gongkai.base.errors import UsageError
from gongkai.base.times import CHINA
from gongkai.cli.context import Context, clock

STOP_SECONDS = 1800
"""How long systemd waits for the work in hand: a walk through a long list at a slow site."""

UNIT_FOLDER = "/etc/systemd/system"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be started where and when. `program` is the command up to its first option; `at` is China
    time, `here` the same in the machine's zone `zone`, an hour off in half of the year if `summer_time`."""

    program: tuple[str, ...]
    config: PurePath
    archive: PurePath
    folder: PurePath
    user: str
    at: time
    here: time
    zone: str
    summer_time: bool = False
    time_budget: int | None = None
    stamp: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        budget = ("--time-budget", str(self.time_budget)) if self.time_budget else ()
        return (*self._begin, "crawl", *budget)

    @property
    def stamp_words(self) -> tuple[str, ...]:
        """What stamps the chain after a crawl, however that ended; nothing where none is asked."""
        return (*self._begin, "stamp", "--request") if self.stamp else ()

    @property
    def _begin(self) -> tuple[str, ...]:
        return (*self.program, "--config", str(self.config), "--archive", str(self.archive))

    @property
    def log(self) -> PurePath:
        return self.folder / "gongkai.log"

    @property
    def when(self) -> str:
        """The time in words, of both zones."""
        told = f"每天 {self.at:%H:%M}（北京时间），即本机时间（{self.zone}）{self.here:%H:%M}"
        return told + ("；本机有夏令时，冬夏会相差一小时" if self.summer_time else "")


class TimeOfDay(click.ParamType[time]):
    """An hour and a minute as HH:MM."""

    name = "HH:MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        if isinstance(value, time):
            return value
        try:
            return datetime.strptime(value, "%H:%M").replace(tzinfo=UTC).time()
        except ValueError:
            self.fail(f"“{value}”不是时刻，请写成 02:30 这样。", param, ctx)


@click.command("schedule")
@click.option("--system", type=click.Choice(["cron", "systemd", "windows"]), help="只给出一种，默认全部。")
@click.option("--at", type=TimeOfDay(), default="02:30", show_default=True, help="每天几点（北京时间）。")
@click.option(
    "--time-budget", type=click.IntRange(min=1), help="每次最多采集多少秒，到时收尾，第二天接着做。"
)
@click.pass_obj
def schedule_command(context: Context, system: str | None, at: time, time_budget: int | None) -> None:
    """定时：给出每晚自动采集要写的内容，供 cron、systemd 或 Windows 任务计划使用；只打印，不改动系统。

    \b
    例：
      gongkai schedule
      gongkai schedule --system cron
      gongkai schedule --system systemd --at 01:00 --time-budget 18000
    """
    job = _job(context, at, time_budget)
    systems = [system] if system else list(SYSTEMS)
    if system is None and os.name == "nt":
        systems = ["windows"]
    click.echo("\n\n".join(SYSTEMS[name](job) for name in systems))


def _job(context: Context, at: time, time_budget: int | None) -> Job:
    config = context.config()
    folder = context.folder()
    if folder is None:
        raise UsageError(
            "没有找到配置目录，定时任务不知道采集什么。",
            do="先用 gongkai init 写出一份，或用 --config 指定。",
        )
    here, zone, summer_time = _local(at, clock())
    return Job(
        _program(), folder.absolute(), context.archive(config).absolute(), Path.cwd(), getpass.getuser(),
        at, here, zone, summer_time, time_budget, bool(config.settings.stamp.url),
    )  # fmt: skip


def _program() -> tuple[str, ...]:
    """The command as it runs now, by its full path: a scheduler knows no PATH and no virtual environment."""
    python = Path(sys.executable)
    script = python.with_name("gongkai.exe" if os.name == "nt" else "gongkai")
    return (str(script),) if script.exists() else (str(python), "-P", "-m", "gongkai")


def _local(at: time, now: datetime) -> tuple[time, str, bool]:
    """A time of day of China in the machine's zone, the zone's name, and whether it has a summer time."""
    local = datetime.combine(now.astimezone(CHINA), at, CHINA).astimezone()
    offsets = {datetime(now.year, month, 1, tzinfo=UTC).astimezone().utcoffset() for month in (1, 7)}
    return local.time(), local.tzname() or "", len(offsets) > 1


def _check_paths(system: str, forbidden: str, *texts: str | PurePath) -> None:
    """UsageError if a path has a sign that the scheduler's file cannot hold, or not in every version."""
    for text in map(str, texts):
        if set(text) & {*forbidden, "\n", "\r"}:
            raise UsageError(
                f"路径 {text!r} 里有 {system} 写不了的字符。", do="请把它移到名称普通的目录，再运行本命令。"
            )


# --- cron ---------------------------------------------------------------------------------------------


def cron_line(job: Job) -> str:
    """One line of a crontab. Cron ends a command at an unescaped percent sign; everything else is sh's."""
    _check_paths("cron", "\\", *job.words, job.folder)
    log = shlex.quote(str(job.log))
    command = f"{shlex.join(job.words)} >> {log} 2>&1"
    if job.stamp_words:
        command = f"{{ {command}; {shlex.join(job.stamp_words)} >> {log} 2>&1; }}"
    command = f"cd {shlex.quote(str(job.folder))} && {command}"
    escaped = command.replace("%", r"\%")
    return f"{job.here.minute} {job.here.hour} * * * {escaped}"


def _cron(job: Job) -> str:
    return f"""\
### cron：运行 crontab -e，把下面几行放进去 ###

# gongkai：{job.when}。cron 按本机时间运行，所以写的是换算后的时间。
# 用 cronie 的系统（RHEL、Fedora、openEuler、Arch）也可以在前面加一行 CRON_TZ=Asia/Shanghai，
# 并把开头两个数改成“{job.at.minute} {job.at.hour}”。Debian、Ubuntu 的 cron 不认 CRON_TZ，会仍按本机时间运行。
{cron_line(job)}"""


# --- systemd ------------------------------------------------------------------------------------------


def systemd_service(job: Job) -> str:
    """The unit that crawls once. SIGINT asks it to finish the work in hand, SIGKILL comes only after a time;
    that another crawl holds the lock (75) is no failure."""
    _check_paths("systemd", "\\", *job.words, job.folder)
    _check_paths("systemd", "\"'", job.program[0])
    return f"""\
[Unit]
Description=gongkai：采集政务公开页面
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={job.user}
WorkingDirectory={_percent(str(job.folder))}
ExecStart={_exec(job.words)}{_after(job)}
StandardOutput=append:{_percent(str(job.log))}
StandardError=append:{_percent(str(job.log))}
# 停止时先请它做完手头的事；半小时还没有做完才强行结束，已保存的不会丢失。
KillSignal=SIGINT
KillMode=mixed
TimeoutStopSec={STOP_SECONDS}
# 75：上一次采集还没有结束，本次没有开始。
SuccessExitStatus=75"""


def systemd_timer(job: Job) -> str:
    return f"""\
[Unit]
Description=gongkai：{job.at:%H:%M}（北京时间）采集

[Timer]
OnCalendar=*-*-* {job.at:%H:%M}:00 Asia/Shanghai
# 前后错开几分钟；关机错过的，开机后补上。
RandomizedDelaySec=600
Persistent=true

[Install]
WantedBy=timers.target"""


def _after(job: Job) -> str:
    if not job.stamp_words:
        return ""
    why = "# 采集之后，无论结果如何，请时间戳服务给证据链的链头盖上时间；没有盖成不算失败。"
    return f"\n{why}\nExecStopPost=-{_exec(job.stamp_words)}"


def _exec(words: tuple[str, ...]) -> str:
    """A command line of a unit."""
    return " ".join((_argument(words[0], variables=False), *(_argument(word) for word in words[1:])))


def _argument(text: str, *, variables: bool = True) -> str:
    """A word of ExecStart. In the program's own path a dollar sign stands for nothing else."""
    text = _percent(text).replace('"', r"\"")
    return f'"{text.replace("$", "$$") if variables else text}"'


def _percent(text: str) -> str:
    return text.replace("%", "%%")


def _systemd(job: Job) -> str:
    return f"""\
### systemd：以 root 写下两个文件，然后运行 ###
###   systemctl daemon-reload && systemctl enable --now gongkai.timer ###

# ---- {UNIT_FOLDER}/gongkai.service ----
{systemd_service(job)}

# ---- {UNIT_FOLDER}/gongkai.timer ----
{systemd_timer(job)}"""


# --- Windows ------------------------------------------------------------------------------------------


def windows_batch(job: Job) -> str:
    """The file that is started: the line of a task holds 261 signs at most, and no redirection."""
    _check_paths("Windows", '"', *job.words, job.folder)
    log = _batch(str(job.log))
    lines = [" ".join(_batch(word) for word in words) for words in (job.words, job.stamp_words) if words]
    commands = "\n".join(f"{line} >> {log} 2>&1" for line in lines)
    return f"""\
@echo off
chcp 65001 >nul
set PYTHONUTF8=1
cd /d {_batch(str(job.folder))}
{commands}"""


def windows_task(job: Job) -> str:
    """The command that makes the task."""
    words = ["schtasks", "/Create", "/F", "/TN", "gongkai", "/SC", "DAILY", "/ST", f"{job.here:%H:%M}"]
    return subprocess.list2cmdline([*words, "/TR", f'"{job.folder / "gongkai.cmd"}"'])


def _batch(text: str) -> str:
    return f'"{text.replace("%", "%%")}"'


def _windows(job: Job) -> str:
    return f"""\
### Windows：把下面前一段存为 {job.folder / "gongkai.cmd"}（UTF-8，不带 BOM），再在命令提示符中运行后一行 ###
### 路径是本机的；在要采集的那台 Windows 上运行本命令，得到它的路径 ###

{windows_batch(job)}

rem {job.when}。任务计划按本机时间运行。
{windows_task(job)}"""


SYSTEMS: dict[str, Callable[[Job], str]] = {"cron": _cron, "systemd": _systemd, "windows": _windows}
