"""`gongkai check` and `gongkai status`: the state of every section, as of a day."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from gongkai.base.errors import UsageError
from gongkai.base.states import OURS
from gongkai.base.times import china_day, china_time
from gongkai.cli.context import CHINA_DATE, Context, clock, json_option
from gongkai.judge import STATE_WORDS

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from gongkai.archive import Archive, HostTrouble
    from gongkai.check import Check
    from gongkai.judge import Cell

CATEGORY_WIDTH = 18
UNIT_WIDTH = 16
"""Columns of the terminal that a category's name and a unit's cells take."""

STATE_STYLES = {
    "fresh": "green", "due": "yellow", "stale": "bold red", "empty": "bold magenta", "unwatched": "dim",
    "unseen": "cyan", "failed": "cyan", "blocked": "cyan", "broken": "cyan",
}  # fmt: skip


@click.command("check")
@click.option("--as-of", type=CHINA_DATE, help="判断到哪一天 24:00 为止（中国时间），默认今天。")
@click.option("--as-known", is_flag=True, help="用当时的读法，而不是现在最新的读法。")
@click.option("--unit", help="只看一个单位（编号）。")
@json_option
@click.pass_obj
def check_command(
    context: Context, as_of: date | None, as_known: bool, unit: str | None, as_json: bool
) -> None:
    """检查：逐栏目判断截至某日的状态，并说明依据。

    \b
    例：
      gongkai check
      gongkai check --as-of 2026-09-30 --unit qingshi --json
    """
    check, _ = _checked(context, as_of, unit, as_known=as_known, keep=True)
    if as_json:
        click.echo(json.dumps(check_json(check), ensure_ascii=False))
        return
    click.echo(f"截至 {check.as_of}，共 {len(check.states)} 个栏目：{_summary(check)}")
    for state in check.states:
        if state.state not in ("fresh", "unwatched"):
            click.echo(f"{STATE_WORDS[state.state]}\t{state.section}\t{state.statement}")


@click.command("status")
@click.option("--as-of", type=CHINA_DATE, help="截至哪一天，默认今天。")
@click.option("--unit", help="只看一个单位（编号）。")
@json_option
@click.pass_obj
def status_command(context: Context, as_of: date | None, unit: str | None, as_json: bool) -> None:
    """总览：单位 × 类别的公开情况；需要我们自己处理的另列。

    \b
    例：
      gongkai status
    """
    check, names = _checked(context, as_of, unit)
    troubles = () if as_of or unit else _host_troubles(context)
    if as_json:
        told = check_json(check) | {"hosts": [asdict(trouble) for trouble in troubles]}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    _print_matrix(check, names)
    _print_ours(check, names)
    _print_hosts(troubles)
    _print_disk(context)


def check_json(check: Check) -> dict[str, Any]:
    """A check as plain data: every section, every cell, a count by state."""
    return {
        "as_of": check.as_of.isoformat(),
        "summary": dict(Counter(state.state for state in check.states)),
        "sections": [{"id": state.section, **asdict(state)} for state in check.states],
        "cells": [asdict(cell) for cell in check.cells.values()],
    }


def _checked(
    context: Context, as_of: date | None, unit: str | None, *, as_known: bool = False, keep: bool = False
) -> tuple[Check, dict[str, str]]:
    """The check asked for, and the names of units, sections and categories by id."""
    from gongkai.archive import open_archive
    from gongkai.check import check_archive, state_rules

    config, today = context.config(), china_day(clock())
    keep = keep and as_of in (None, today) and not as_known  # the cache speaks of the present
    with open_archive(context.archive(config), write=keep) as archive:
        check = check_archive(archive, as_of or today, state_rules(config.rules), as_known=as_known)
        if keep:
            archive.put_states(check.states)
        return _of_unit(check, unit), _names(archive)


def _host_troubles(context: Context) -> tuple[HostTrouble, ...]:
    from gongkai.archive import open_archive

    with open_archive(context.archive(), write=False) as archive:
        return archive.host_troubles()


def _of_unit(check: Check, unit: str | None) -> Check:
    from gongkai.check import Check as Kept

    if unit is None:
        return check
    units = {state.unit for state in check.states}
    if unit not in units:
        raise UsageError(f"没有编号为 {unit} 的单位。", do=f"有：{'、'.join(sorted(units))}。")
    states = tuple(state for state in check.states if state.unit == unit)
    return Kept(check.as_of, states, {key: cell for key, cell in check.cells.items() if key[0] == unit})


def _names(archive: Archive) -> dict[str, str]:
    names: dict[str, str] = {}
    for table in ("units", "sections", "categories"):
        names.update(archive.names(table))
    return names


def _summary(check: Check) -> str:
    counts = Counter(state.state for state in check.states)
    return "，".join(f"{STATE_WORDS[name]} {counts[name]}" for name in STATE_WORDS if counts[name])


def _print_matrix(check: Check, names: dict[str, str]) -> None:
    """Categories down, units across, as many at a time as the terminal is wide."""
    from rich.console import Console

    console = Console()
    console.print(f"截至 {check.as_of}：{_summary(check)}\n", highlight=False, soft_wrap=True)
    units = list(dict.fromkeys(unit for unit, _ in check.cells))
    at_once = max(1, (console.width - CATEGORY_WIDTH - 4) // UNIT_WIDTH)
    for start in range(0, len(units), at_once):
        titles = {unit: names.get(unit, unit) for unit in units[start : start + at_once]}
        console.print(_table(check, titles, names))


def _table(check: Check, titles: dict[str, str], names: dict[str, str]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("类别", width=CATEGORY_WIDTH)
    for title in titles.values():
        table.add_column(title, overflow="fold", max_width=UNIT_WIDTH - 2)
    for category in dict.fromkeys(category for unit, category in check.cells if unit in titles):
        cells = [cell_text(check.cells.get((unit, category))) for unit in titles]
        table.add_row(names.get(category, category), *cells)
    return table


def cell_text(cell: Cell | None) -> Text:
    """A cell in colour and words; a dash where no column is configured."""
    from rich.text import Text

    if cell is None:
        return Text("—", style="dim")
    if cell.state in OURS:
        return Text("待核", style=STATE_STYLES[cell.state])
    days = f" {cell.days}天" if cell.days is not None else ""
    return Text(STATE_WORDS[cell.state] + days, style=STATE_STYLES[cell.state])


def _print_ours(check: Check, names: dict[str, str]) -> None:
    """What is ours to mend, apart from what units owe."""
    from gongkai.fetch import reasons

    ours = [state for state in check.states if state.state in OURS]
    if not ours:
        return
    click.echo("\n需要我们处理（不计入任何单位）：")
    for state in ours:
        click.echo(
            f"  {STATE_WORDS[state.state]}  {names.get(state.section, state.section)}（{state.section}）"
        )
        click.echo(f"      {state.statement}")
        if state.reason:
            click.echo(f"      {reasons.told(state.reason)}")
        if state.understood_state:
            click.echo(
                f"      上次看清是 {state.understood_day}，当时：{STATE_WORDS[state.understood_state]}。"
            )


def _print_disk(context: Context) -> None:
    """That the next crawl will not begin for want of room, where that is so."""
    from gongkai.crawl.space import Space

    config = context.config()
    space = Space(context.archive(config), config.settings.archive.min_free_mb * 1_000_000)
    if space.short():
        click.echo(f"\n现在不能采集：{space.wanting()}")


def _print_hosts(troubles: tuple[HostTrouble, ...]) -> None:
    """Hosts that turned us away or look rebuilt: since when, why, until when, what to do."""
    from gongkai.fetch import reasons

    if troubles:
        click.echo("\n有情况的主机：")
    for trouble in troubles:
        since = f"自 {china_time(trouble.since)} 起" if trouble.since else ""
        until = f"，{china_time(trouble.closed_until)} 以后再访问" if trouble.closed_until else ""
        click.echo(f"  {trouble.host}  {since}{until}")
        click.echo(f"      {reasons.told(trouble.reason)}")
