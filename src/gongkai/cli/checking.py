"""`gongkai check`: the state of every section and every fault found, as of a day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.base.findings import SEVERITIES
from gongkai.base.states import OURS
from gongkai.base.times import china_day, utc_text
from gongkai.cli.context import CHINA_DATE, Context, clock, json_option
from gongkai.cli.findings import finding_line, item_titles, known_unit, names_of, write_sheet
from gongkai.cli.judging import check_json, of_unit, summary
from gongkai.judge import STATE_WORDS

if TYPE_CHECKING:
    from gongkai.archive import Archive
    from gongkai.base.findings import Finding
    from gongkai.check import Check


@click.command("check")
@click.option("--as-of", type=CHINA_DATE, help="判断到哪一天 24:00 为止（中国时间），默认今天。")
@click.option("--as-known", is_flag=True, help="用当时的读法，而不是现在最新的读法。")
@click.option("--unit", help="只看一个单位（编号）。")
@click.option(
    "--csv",
    "sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="把未了结的和已了结的问题写成 CSV 问题清单，Excel 可直接打开；已有这个文件时覆盖它。",
)
@json_option
@click.pass_obj
def check_command(
    context: Context,
    as_of: date | None,
    as_known: bool,
    unit: str | None,
    sheet: Path | None,
    as_json: bool,
) -> None:
    """检查：逐栏目判断截至某日的状态，列出发现的问题，并说明依据。

    截至今天的检查会把发现的问题存入档案，并先说出上次检查以来新发现的和已了结的；采集结束时也会自动这样检查一次。
    看过去某一天的（--as-of）、用当时读法的（--as-known）只判断，不存入。

    \b
    例：
      gongkai check
      gongkai check --as-of 2026-09-30 --unit qingshi --json
      gongkai check --csv 问题清单.csv
    """
    from gongkai.cli.progress import working

    with working("正在检查……", quiet=as_json):
        judged = _judged(context, as_of, unit, as_known=as_known, sheet=sheet)
    if as_json:
        click.echo(json.dumps(_judged_json(judged), ensure_ascii=False))
        return
    check = judged.check
    click.echo(f"截至 {check.as_of}，共 {len(check.states)} 个栏目：{summary(check)}")
    for state in check.states:
        if state.state not in ("fresh", "unwatched"):
            click.echo(f"{STATE_WORDS[state.state]}\t{state.section}\t{state.statement}")
    _tell_found(judged)
    if sheet is not None:
        click.echo(f"\n问题清单已写入 {sheet}（{len(judged.found)} 个问题）")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a check came to. `found` are all findings as of its day, but those withdrawn; `new` and `over` the
    numbers of those opened and closed since the last check; `kept` whether it was kept. `titles` are of
    items, `names` of everything else."""

    check: Check
    found: tuple[Finding, ...]
    kept: bool
    new: frozenset[int]
    over: frozenset[int]
    names: Mapping[str, str]
    titles: Mapping[str, str]


def _judged(
    context: Context, as_of: date | None, unit: str | None, *, as_known: bool, sheet: Path | None
) -> Judged:
    """Judge: as of today it is kept, for another day or by an older reading it is not."""
    from gongkai.archive import FindingQuery, open_archive
    from gongkai.check import find_archive, judge_archive, judging

    config, now = context.config(), clock()
    today = china_day(now)
    keep = as_of in (None, today) and not as_known
    with open_archive(context.archive(config), write=keep) as archive:
        if unit is not None:
            known_unit(archive, unit)
        if keep:
            before = {one.id for one in archive.findings(FindingQuery(status="open"))}
            check = judge_archive(archive, today, judging(config), utc_text(now))
            kept = archive.findings(FindingQuery(as_of=today.isoformat(), unit=unit))
            found = tuple(one for one in kept if one.found.close_reason != "withdrawn")
            still = {one.id for one in archive.findings(FindingQuery(status="open"))}
        else:
            before = still = set()
            check = find_archive(archive, as_of or today, judging(config), as_known=as_known, unit=unit)
            found = _unkept(archive, check)
        if sheet is not None:
            write_sheet(archive, found, sheet)
        return Judged(
            check=of_unit(check, unit),
            found=found,
            kept=keep,
            new=frozenset(still - before),
            over=frozenset(before - still),
            names=names_of(archive),
            titles=item_titles(archive, found),
        )


def _unkept(archive: Archive, check: Check) -> tuple[Finding, ...]:
    """What was found as of a day, with the number and the review of those that are kept as well; what a
    person had lifted by then is over. In the order in which the archive hands findings out."""
    from gongkai.archive import FindingQuery
    from gongkai.base.findings import SEVERITIES, Finding
    from gongkai.report.plain import UNKEPT

    known = {one.found.key: one for one in archive.findings(FindingQuery())}
    offices = archive.offices()
    day = check.as_of.isoformat()
    told = []
    for found in check.found:
        kept = known.get(found.key)
        if kept is None:
            told.append(Finding(UNKEPT, found, office=offices.get(found.section or "", "")))
            continue
        was = kept.found
        lifted = was.close_reason == "exempted" and was.closed is not None and was.closed <= day
        now = replace(found, closed=was.closed, close_reason="exempted") if lifted else found
        told.append(replace(kept, found=now))
    return tuple(
        sorted(
            told,
            key=lambda one: (
                not one.open,
                SEVERITIES.index(one.found.severity),
                one.found.since,
                one.found.key,
            ),
        )
    )


def _judged_json(judged: Judged) -> dict[str, Any]:
    from gongkai.report.plain import finding_json

    return check_json(judged.check) | {"findings": [finding_json(one) for one in judged.found]}


def _tell_found(judged: Judged) -> None:
    """The findings: what is new and what is over since the last check, then whatever else is open."""
    open_ones = [one for one in judged.found if one.open]
    new = [one for one in open_ones if one.id in judged.new]
    over = [one for one in judged.found if one.id in judged.over]
    if judged.kept:
        click.echo(f"\n与上次检查相比：新发现 {len(new)} 个问题，了结 {len(over)} 个。")
    _tell_lines("新发现：", new, judged)
    _tell_lines("已了结：", over, judged)
    rest = [one for one in open_ones if one not in new]
    counts = Counter(one.found.severity for one in open_ones)
    words = "，".join(f"{severity} {counts[severity]}" for severity in SEVERITIES if counts[severity])
    click.echo(f"\n未了结的问题共 {len(open_ones)} 个{f'：{words}' if words else ''}")
    _tell_lines("此前已发现：" if new else "", rest, judged)


def _tell_lines(title: str, found: Sequence[Finding], judged: Judged) -> None:
    if found and title:
        click.echo(title)
    blind = {state.section: state.since for state in judged.check.states if state.state in OURS}
    for one in found:
        unseen = blind.get(one.found.section or "") if one.open and one.found.item is None else None
        click.echo(finding_line(one, judged.names, judged.titles, unseen))
