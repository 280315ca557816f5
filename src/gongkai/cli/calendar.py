"""`gongkai calendar`: days off and make-up working days, taken from a notice, shown, counted by."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.base.errors import ConfigError, GongkaiError, NoticeUnclear, UsageError
from gongkai.base.times import china_day
from gongkai.base.workdays import notice_days, reckon, weekday
from gongkai.cli.context import CHINA_DATE, Context, clock, json_option

if TYPE_CHECKING:
    from gongkai.base.workdays import Calendar, Reckoning
    from gongkai.config import HolidayConfig, YearConfig

MAX_BYTES = 256 * 1024
"""Of a notice; the text of one has a few thousand."""

_UNKNOWN = (
    "还不知道 {year} 年的安排：按周末和法定节假日推算，据此算出的期限一律标“约”。\n"
    "国务院办公厅通常在每年 11 月公布下一年的安排；公布后用 gongkai calendar import 导入。"
)


@click.group("calendar")
def calendar_group() -> None:
    """工作日历：哪天放假，哪天调休上班；工作日的期限按它计算。

    \b
    例：
      gongkai calendar import 通知.txt       每年 11 月，下一年的放假通知公布之后
      gongkai calendar show 2027
      gongkai calendar count 2026-09-21 20
    """


@calendar_group.command("import")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def import_command(context: Context, file: Path) -> None:
    """从国务院办公厅的放假通知读出一年的安排，写进配置目录的 calendar.toml。

    把《国务院办公厅关于某年部分节假日安排的通知》的标题和正文存成文本文件（UTF-8 或 GB18030）。逐句核对，
    有一句看不懂或前后不一，就什么也不写。calendar.toml 里原有的这一年会换掉，其他年份不动。

    \b
    例：
      gongkai calendar import 通知.txt
    """
    from gongkai.config.calendar import CALENDAR, doubtful
    from gongkai.config.notice import read_notice
    from gongkai.config.yeartext import with_year

    folder = context.folder()
    if folder is None:
        raise UsageError(
            "没有配置目录，不知道写到哪里。", do="用 gongkai init 写出一份，或用 --config 指明。"
        )
    entry = read_notice(_read(file))
    path = (folder / CALENDAR).resolve()
    about = f"{china_day(clock())} 用 gongkai calendar import 从 {file.name} 导入"
    replaced, text = _present(folder, entry.year)
    _write(path, with_year(text, entry, about))
    _tell_taken(entry, folder / CALENDAR, replaced=replaced)
    for _, words in doubtful((entry,)):
        click.echo(f"请核对：{words}。", err=True)
    _tell_differences(entry)


@calendar_group.command("show")
@click.argument("year", metavar="[年份]", required=False, type=click.IntRange(1990, 2100))
@json_option
@click.pass_obj
def show_command(context: Context, year: int | None, as_json: bool) -> None:
    """一年里放假和调休上班的日子，以及出处。不写年份就是今年。

    \b
    例：
      gongkai calendar show
      gongkai calendar show 2027 --json
    """
    year = year or china_day(clock()).year
    calendar = _calendar(context)
    off, made_up = list(_spans(calendar, year)), list(_made_up(calendar, year))
    known, source = year in calendar.years, calendar.sources.get(year)
    if as_json:
        told = {"year": year, "known": known, "source": source, "off": off, "make_up": made_up}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{year} 年：{source}" if known else _UNKNOWN.format(year=year))
    for span in off:
        first, last = _day(span["from"]), _day(span["to"])
        both = first if first == last else f"{first}至 {last}"
        click.echo(f"  {span['why']}：{both}，{span['days']} 天")
    for day in made_up:
        click.echo(f"  {day['why']}：{_day(day['day'])}")


@calendar_group.command("count")
@click.argument("start", metavar="起算日", type=CHINA_DATE)
@click.argument("count", metavar="天数", type=click.IntRange(1, 1000))
@click.option("--first-counts", is_flag=True, help="起算日当天是工作日时算第一天；默认从次日算起。")
@json_option
@click.pass_obj
def count_command(context: Context, start: date, count: int, first_counts: bool, as_json: bool) -> None:
    """从某日起数若干个工作日，逐日列出数到几、为何不数。

    \b
    例：
      gongkai calendar count 2026-09-21 20
    """
    reckoning = reckon(start, count, _calendar(context), first_counts=first_counts)
    if as_json:
        days = [[str(each.day), each.number, each.kind.why] for each in reckoning.days]
        told = {"from": str(start), "first_counts": first_counts, "count": count, "days": days}
        click.echo(json.dumps({**told, "about": reckoning.about}, ensure_ascii=False))
        return
    _tell_count(reckoning, count)


def _read(file: Path) -> str:
    from gongkai.base.charset import decode

    do = "把通知的标题和正文存成 UTF-8 的文本文件，再导入。"
    try:
        with file.open("rb") as opened:
            body = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"读不出 {file}：{error.strerror}。", do="检查文件名和权限。") from None
    if len(body) > MAX_BYTES:
        raise NoticeUnclear(f"{file} 超过 {MAX_BYTES // 1024} KB，不像一份放假通知。", do=do)
    text, _ = decode(body)
    if "\ufffd" in text or "\0" in text:
        raise NoticeUnclear(f"{file} 不是 UTF-8 或 GB18030 的文本文件。", do=do)
    return text


def _present(folder: Path, year: int) -> tuple[bool, str]:
    """Whether calendar.toml has that year, and its text; empty where there is none."""
    from gongkai.config.calendar import CALENDAR, CalendarFile
    from gongkai.config.loading import Reader

    reader = Reader(folder)
    document = reader.alone(CALENDAR, CalendarFile)
    if reader.problems:
        raise ConfigError(tuple(reader.problems))
    text = (folder / CALENDAR).read_bytes().decode("utf-8-sig") if reader.files else ""
    return any(entry["year"] == year for entry in document.get("years", ())), text


def _write(path: Path, text: str) -> None:
    """All of it or nothing."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise GongkaiError(f"不能写入 {path}：{error.strerror}。", do="检查目录的权限和磁盘空间。") from error


def _tell_taken(entry: YearConfig, path: Path, *, replaced: bool) -> None:
    click.echo(f"{entry.source}：")
    for holiday in entry.holidays:
        click.echo(f"  {_taken(holiday)}")
    click.echo(f"已写入 {path}{'，换掉了其中原有的这一年' if replaced else ''}。")
    click.echo(f"下一次 gongkai check 会把涉及 {entry.year} 年工作日的发现重新判断一遍。")


def _taken(holiday: HolidayConfig) -> str:
    first, last = holiday.off[0], holiday.off[-1]
    both = _day(first) if first == last else f"{_day(first)}至 {_day(last)}"
    worked = "、".join(map(_day, holiday.worked))
    return f"{holiday.name}：{both}放假，{len(holiday.off)} 天" + (f"；{worked}上班" if worked else "")


def _tell_differences(entry: YearConfig) -> None:
    """A year that the program knows as well: where the two differ, one of them lacks something."""
    from gongkai.config.holidays import calendar_of

    shipped, own = calendar_of(), calendar_of((entry,))
    if entry.year not in shipped.years:
        return
    differing = [day for day in notice_days(entry.year) if shipped.kind(day).working != own.kind(day).working]
    if differing:
        told = "、".join(f"{_day(day)}{_said(own, day)}" for day in differing)
        click.echo(
            f"请核对：与程序自带的 {entry.year} 年不同，从此以这一份为准：{told}。"
            "如另有通知延长或调整过假期，请照它改 calendar.toml。",
            err=True,
        )


def _said(calendar: Calendar, day: date) -> str:
    kind = calendar.kind(day)
    return kind.why or "上班"


def _tell_count(reckoning: Reckoning, count: int) -> None:
    for each in reckoning.days:
        number = "  —" if each.number is None else f"{each.number:>3}"
        click.echo(f"{number}  {_day(each.day)}  {each.kind.why}".rstrip())
    about = "约" if reckoning.about else ""
    click.echo(f"第 {count} 个工作日{about}是 {_day(reckoning.last)}")
    if reckoning.about:
        click.echo("其中有的年份还没有公布放假安排，只按周末和法定节假日推算。")


def _calendar(context: Context) -> Calendar:
    from gongkai.config.holidays import calendar_of

    return calendar_of(context.config().calendar)


def _spans(calendar: Calendar, year: int) -> Iterator[dict[str, Any]]:
    """Runs of days off for one holiday, as the notice for a year has them."""
    span: dict[str, Any] | None = None
    for day in notice_days(year):
        said = calendar.days.get(day)
        if span and (said is None or said.working or said.why != span["why"]):
            yield span
            span = None
        if said and not said.working:
            first = span["from"] if span else str(day)
            days = (day - date.fromisoformat(first)).days + 1
            span = {"from": first, "to": str(day), "days": days, "why": said.why}


def _made_up(calendar: Calendar, year: int) -> Iterator[dict[str, str]]:
    for day in notice_days(year):
        said = calendar.days.get(day)
        if said and said.working:
            yield {"day": str(day), "why": said.why}


def _day(day: date | str) -> str:
    """2026-10-01（周四）"""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day}（{weekday(day)}）"
