"""`gongkai status`: units × categories as of a day, and what is ours to mend."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from gongkai.base.errors import UsageError
from gongkai.base.findings import SEVERITIES
from gongkai.base.states import OURS
from gongkai.base.times import china_day, china_time
from gongkai.cli.context import CHINA_DATE, Context, clock, json_option
from gongkai.cli.findings import names_of
from gongkai.judge import STATE_WORDS

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from gongkai.archive import HostTrouble
    from gongkai.check import Check
    from gongkai.judge import Cell

CATEGORY_WIDTH = 18
UNIT_WIDTH = 16
"""Columns of the terminal that a category's name and a unit's cells take."""

STATE_STYLES = {
    "fresh": "green", "due": "yellow", "stale": "bold red", "empty": "bold magenta", "unwatched": "dim",
    "unseen": "cyan", "failed": "cyan", "blocked": "cyan", "broken": "cyan",
}  # fmt: skip


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
    check, names, counts = _checked(context, as_of, unit)
    troubles = () if as_of or unit else _host_troubles(context)
    if as_json:
        told = check_json(check) | {"hosts": [asdict(trouble) for trouble in troubles]}
        told |= {"findings": counts, "coverage": _coverage(check)}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    _print_matrix(check, names)
    _print_figures(check, counts)
    _print_ours(check, names, {site.id: site.home_url for site in context.config().sites})
    _print_hosts(troubles)
    _print_unverified(context)
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
    context: Context, as_of: date | None, unit: str | None
) -> tuple[Check, dict[str, str], dict[str, int]]:
    """The states asked for, the names of units, sections and categories by id, and the number of open
    findings by severity as the last check kept them."""
    from gongkai.archive import FindingQuery, open_archive
    from gongkai.check import check_archive, state_rules

    config, day = context.config(), as_of or china_day(clock())
    with open_archive(context.archive(config), write=False) as archive:
        check = of_unit(check_archive(archive, day, state_rules(config.rules)), unit)
        query = FindingQuery(as_of=day.isoformat(), status="open", unit=unit)
        counts: dict[str, int] = {
            name: archive.count_findings(replace(query, severity=name)) for name in SEVERITIES
        }
        return check, names_of(archive), counts


def _host_troubles(context: Context) -> tuple[HostTrouble, ...]:
    from gongkai.archive import open_archive

    with open_archive(context.archive(), write=False) as archive:
        return archive.host_troubles()


def of_unit(check: Check, unit: str | None) -> Check:
    """What a check says of one unit; UsageError if there is none of that id."""
    if unit is None:
        return check
    units = {state.unit for state in check.states}
    if unit not in units:
        raise UsageError(f"没有编号为 {unit} 的单位。", do=f"有：{'、'.join(sorted(units))}。")
    states = tuple(state for state in check.states if state.unit == unit)
    cells = {key: cell for key, cell in check.cells.items() if key[0] == unit}
    return replace(check, states=states, cells=cells)


def summary(check: Check) -> str:
    """How many sections are in each state, in words."""
    counts = Counter(state.state for state in check.states)
    return "，".join(f"{STATE_WORDS[name]} {counts[name]}" for name in STATE_WORDS if counts[name])


def _print_matrix(check: Check, names: Mapping[str, str]) -> None:
    """Categories down, units across, as many at a time as the terminal is wide."""
    from rich.console import Console

    console = Console()
    console.print(f"截至 {check.as_of}：{summary(check)}\n", highlight=False, soft_wrap=True)
    units = list(dict.fromkeys(unit for unit, _ in check.cells))
    at_once = max(1, (console.width - CATEGORY_WIDTH - 4) // UNIT_WIDTH)
    for start in range(0, len(units), at_once):
        titles = {unit: names.get(unit, unit) for unit in units[start : start + at_once]}
        console.print(_table(check, titles, names))


def _coverage(check: Check) -> dict[str, int]:
    """On how many days of the last 30 sections were really seen, and on how many they could have been:
    days of all sections added up."""
    return {
        "seen_days": sum(state.seen_days for state in check.states),
        "of_days": sum(state.of_days for state in check.states),
    }


def _print_figures(check: Check, counts: Mapping[str, int]) -> None:
    """Open findings by severity, and how much of the time the sections were seen."""
    told = "，".join(f"{severity} {number}" for severity, number in counts.items() if number)
    click.echo(f"未了结的问题：{told or '无'}" + ("（gongkai finding list 逐个列出）" if told else ""))
    seen, of = _coverage(check).values()
    if of:
        click.echo(f"近 30 天看清率：{seen / of:.0%}（各栏目合计 {of} 天，看清 {seen} 天）")


def _table(check: Check, titles: dict[str, str], names: Mapping[str, str]) -> Table:
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


def _print_ours(check: Check, names: Mapping[str, str], homes: Mapping[str, str]) -> None:
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
        home = homes.get(state.section.partition("/")[0], "")
        if home and (mending := reasons.mending(state.state, state.reason, home)):
            click.echo(f"      {mending}")
        if state.understood_state:
            click.echo(
                f"      上次看清是 {state.understood_day}，当时：{STATE_WORDS[state.understood_state]}。"
            )


def _print_unverified(context: Context) -> None:
    """Sites whose configuration nobody held against the living site, and no crawl has yet."""
    from gongkai.archive import open_archive
    from gongkai.config.warnings import unverified

    config = context.config()
    with open_archive(context.archive(config), write=False) as archive:
        found = [*unverified(config, archive.understood_sections())]
    if found:
        click.echo("\n还没有核对过的网站：")
    for problem in found:
        click.echo(f"  {problem.key.partition(' ')[0]}  {problem.wrong}（{problem.right}）")


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
