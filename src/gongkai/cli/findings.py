"""`gongkai finding`: what was found, one by one and in lists, and what people say of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.base.errors import UsageError
from gongkai.base.findings import SEVERITIES
from gongkai.base.times import china_day, china_time, utc_text
from gongkai.cli.context import Context, clock, json_option, login_name

if TYPE_CHECKING:
    from gongkai.archive import Archive
    from gongkai.base.findings import Finding
    from gongkai.proof import Proof

SEVERITY_STYLES = {"单项否决": "red", "突出": "red", "一般": "yellow", "提示": "cyan"}
TITLE_CHARS = 24
"""So much of an item's title is told in a line."""

_BY = click.option("--by", "who", metavar="姓名", help="何人所为；默认为登录名。")


class NumberFirst(click.Group):
    """`finding 12` is `show 12`, and `finding 12 confirm` is `confirm 12`: people name the thing first."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0].isdecimal():
            named = len(args) > 1 and args[1] in self.commands
            args = [args[1], args[0], *args[2:]] if named else ["show", *args]
        return super().parse_args(ctx, args)


@click.group("finding", cls=NumberFirst, context_settings={"help_option_names": ["-h", "--help"]})
def finding_group() -> None:
    """问题：查看检查发现的问题，记下人对它的意见。

    意见记入处置记录，不会被以后的检查改掉。检查发现的问题要有人确认（confirm）之后，才默认进入通报和报表；
    未复核的、有异议的不进入。豁免（exempt）的当天了结，不再列出。

    \b
    例：
      gongkai finding list --unit qingshi
      gongkai finding 12
      gongkai finding 12 confirm --by 王某
      gongkai finding 12 exempt --note "该栏目已并入区级平台" --by 王某
    """


@finding_group.command("show")
@click.argument("number", type=click.IntRange(1), metavar="N")
@json_option
@click.pass_obj
def show_command(context: Context, number: int, as_json: bool) -> None:
    """查看一个问题：陈述、规则、依据、日期、处置记录。

    \b
    例：
      gongkai finding 12
    """
    from gongkai.archive import open_archive
    from gongkai.proof import proof_of
    from gongkai.report.plain import finding_json

    with open_archive(context.archive(), write=False) as archive:
        proof = proof_of(archive, number, china_day(clock()))
        if proof is None:
            raise _unknown(number)
        title = item_titles(archive, [proof.finding])
    if as_json:
        told = {**finding_json(proof.finding), "rule_name": proof.rule, "names": dict(proof.names)}
        told["log"] = [asdict(entry) for entry in proof.log]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    _tell(proof, title)


@finding_group.command("list")
@click.option("--unit", help="只列一个单位的（编号）。")
@click.option("--rule", help="只列一条规则的（编号，如 stale-section）。")
@click.option("--severity", type=click.Choice(SEVERITIES), help="只列一个级别的。")
@click.option(
    "--status",
    type=click.Choice(["open", "closed", "all"]),
    default="open",
    show_default=True,
    help="未了结的、已了结的，还是全部。",
)
@click.option(
    "--review",
    type=click.Choice(["unreviewed", "confirmed", "acknowledged", "exempted", "contested"]),
    help="只列复核到这一步的：未复核、已确认、已知悉、已豁免、有异议。",
)
@click.option("--office", help="只列一个责任科室的（名称）。")
@json_option
@click.pass_obj
def list_command(
    context: Context,
    unit: str | None,
    rule: str | None,
    severity: str | None,
    status: str,
    review: str | None,
    office: str | None,
    as_json: bool,
) -> None:
    """列出问题，每行一个：未了结的在前，重的在前，久的在前。

    \b
    例：
      gongkai finding list
      gongkai finding list --severity 突出 --review unreviewed
      gongkai finding list --status closed --office 党政办公室 --json
    """
    from gongkai.archive import FindingQuery, open_archive
    from gongkai.report.plain import finding_json

    with open_archive(context.archive(), write=False) as archive:
        names = names_of(archive)
        known_unit(archive, unit)
        found = archive.findings(
            FindingQuery(
                status=None if status == "all" else status,
                unit=unit,
                rule=_known_rule(rule),
                severity=severity,
                review=review,
                office=office,
            )
        )
        titles = item_titles(archive, found)
    if as_json:
        click.echo(json.dumps([finding_json(one) for one in found], ensure_ascii=False))
        return
    click.echo(f"共 {len(found)} 个问题")
    for one in found:
        click.echo(finding_line(one, names, titles))


def _review(name: str, told: str, *, needs_note: bool = False) -> Callable[[Callable[..., None]], None]:
    """A command that keeps a person's word; `told` is what is said when that is done."""

    def add(function: Callable[..., None]) -> None:
        note = click.option(
            "--note",
            metavar="备注",
            default="",
            help="缘由，记入处置记录" + ("；必须写明。" if needs_note else "。"),
        )

        @finding_group.command(name, help=function.__doc__)
        @click.argument("number", type=click.IntRange(1), metavar="N")
        @_BY
        @note
        @click.pass_obj
        def command(context: Context, number: int, who: str | None, note: str) -> None:
            if needs_note and not note.strip():
                raise UsageError("没有写明缘由。", do='请用 --note "…" 写上，它会记入处置记录。')
            _keep(context, number, name, who or login_name(), note)
            click.echo(f"问题 {number} {told}已记入处置记录。")

    return add


@_review("confirm", "已确认，以后的通报和报表默认采用它。")
def _confirm() -> None:
    """确认属实：有人核对过，可以进入通报和报表。

    \b
    例：
      gongkai finding 12 confirm --by 王某
    """


@_review("acknowledge", "已记为单位知悉；整改之后，下次检查会自行了结。")
def _acknowledge() -> None:
    """记下责任单位已知悉。

    \b
    例：
      gongkai finding 12 acknowledge --by 王某 --note "青石街道党政办来电，称本周内更新"
    """


@_review("exempt", "已豁免，自今日起了结，不再列出。", needs_note=True)
def _exempt() -> None:
    """豁免：不作为问题，当天了结；以后的检查不再提起它，也不算整改。必须写明缘由。

    \b
    例：
      gongkai finding 12 exempt --note "该栏目已并入区级平台" --by 王某
    """


@_review("contest", "已记下异议。在确认或豁免之前，它不进入通报。", needs_note=True)
def _contest() -> None:
    """记下责任单位的异议，等待复核。必须写明缘由。

    \b
    例：
      gongkai finding 12 contest --note "单位称 3 月 2 日已在该栏目发布" --by 王某
    """


def finding_line(
    finding: Finding, names: Mapping[str, str], titles: Mapping[str, str], blind: str | None = None
) -> str:
    """A finding in one line, its parts with a tab between. `blind` is the day since which its section could
    not be seen, where that is so."""
    from gongkai.judge.rules import NAMES
    from gongkai.report.words import REVIEWS, status

    found = finding.found
    place = titles.get(found.item or "") or names.get(found.section or found.site or "", "")
    marks = [REVIEWS[finding.review]] if finding.review != "unreviewed" else []
    marks += ["约"] if found.about else []
    marks += ["整改不彻底"] if found.repeats else []
    marks += [f"自 {blind} 起未能看清"] if blind else []
    marks += [] if finding.open else [status(finding)]
    parts = [
        click.style(found.severity, fg=SEVERITY_STYLES[found.severity]),
        f"#{finding.id}" if finding.id else "",
        NAMES.get(found.rule, found.rule),
        names.get(found.unit or "", found.unit or ""),
        place,
        f"自 {found.since}",
        found.statement,
        f"［{'；'.join(marks)}］" if marks else "",
    ]
    return "\t".join(part for part in parts if part)


def names_of(archive: Archive) -> dict[str, str]:
    """The names of units, sites, sections and categories, by id."""
    names: dict[str, str] = {}
    for table in ("sites", "units", "sections", "categories"):
        names.update(archive.names(table))
    return names


def item_titles(archive: Archive, found: Iterable[Finding]) -> dict[str, str]:
    """The titles of the items that findings are about, by uid, long ones cut."""
    titles = archive.item_titles({one.found.item for one in found if one.found.item})
    return {uid: _cut(title) or "（无标题）" for uid, title in titles.items()}


def _cut(title: str) -> str:
    return title if len(title) <= TITLE_CHARS else f"{title[:TITLE_CHARS]}…"


def write_sheet(archive: Archive, found: Sequence[Finding], path: Path) -> None:
    """Findings as the sheet (问题清单) that the pages hand out, whole or not at all. What proves one is told
    as the address of its page on the server."""
    from gongkai.cli.writing import write_whole
    from gongkai.report.csv_text import csv_bytes
    from gongkai.web import queries
    from gongkai.web.sheet import COLUMNS, sheet

    visits = {int(visit) for one in found for visit in one.found.evidence.get("visits", ())}
    rows = sheet(
        found,
        queries.catalogue(archive.db),
        queries.items_named(archive.db, {one.found.item for one in found if one.found.item}),
        queries.captures_of_visits(archive.db, visits),
        lambda number: f"/finding/{number}" if number else "",
    )
    write_whole(path, csv_bytes(COLUMNS, rows))


def _keep(context: Context, number: int, what: str, who: str, note: str) -> None:
    from gongkai.archive import must_exist, open_archive

    folder, now = context.archive(), clock()
    must_exist(folder)
    with open_archive(folder) as archive:
        archive.review_finding(number, what, who, note, utc_text(now), china_day(now).isoformat())


def known_unit(archive: Archive, unit: str | None) -> None:
    """UsageError if there is no such unit."""
    units = archive.names("units")
    if unit is not None and unit not in units:
        raise UsageError(f"没有编号为 {unit} 的单位。", do=f"有：{'、'.join(sorted(units))}。")


def _known_rule(rule: str | None) -> str | None:
    from gongkai.judge.rules import NAMES

    if rule is not None and rule not in NAMES:
        raise UsageError(f"没有编号为 {rule} 的规则。", do=f"有：{'、'.join(sorted(NAMES))}。")
    return rule


def _unknown(number: int) -> UsageError:
    return UsageError(f"没有编号为 {number} 的问题。", do="用 gongkai finding list 查看现有的问题。")


def _tell(proof: Proof, titles: Mapping[str, str]) -> None:
    from gongkai.report.words import CLOSE_TOLD, LOG, param

    found = proof.finding.found
    click.echo(f"问题 {proof.finding.id}  {click.style(found.severity, fg=SEVERITY_STYLES[found.severity])}  "
               f"{proof.rule}（{found.rule}）")  # fmt: skip
    click.echo(f"{found.statement}\n")
    for label, value in _facts(proof, titles):
        if value:
            click.echo(f"{label}：{value}")
    if found.closed:
        click.echo(CLOSE_TOLD.get(found.close_reason or "", ""))
    params = "；".join(param(name, value) for name, value in found.params.items())
    click.echo(f"\n依据：{found.basis or '该栏目没有写明'}" + (f"（{params}）" if params else ""))
    for one in found.evidence.get("dates", ()):
        click.echo(f"  {one['what']}：{one['value']}")
    click.echo(_seen(proof))
    click.echo("\n处置记录：")
    for entry in proof.log:
        note = f"  {entry.note}" if entry.note else ""
        click.echo(f"  {china_time(entry.at)}  {entry.who}  {LOG.get(entry.what, entry.what)}{note}")
    click.echo(f"\n证据包：gongkai evidence {proof.finding.id} -o 问题{proof.finding.id}.zip")


def _facts(proof: Proof, titles: Mapping[str, str]) -> list[tuple[str, Any]]:
    from gongkai.report.words import REVIEWS, status

    finding, found = proof.finding, proof.finding.found
    return [
        ("单位", proof.names.get("unit")),
        ("科室", finding.office),
        ("网站", proof.names.get("site")),
        ("栏目", " ".join(filter(None, (proof.names.get("section"), proof.section_url)))),
        ("条目", " ".join(filter(None, (titles.get(found.item or ""), found.item, proof.item_url)))),
        ("日期", f"自 {found.since}，{found.opened} 起可以证实，最近核实 {found.last_confirmed}"),
        ("状态", status(finding)),
        ("复核", REVIEWS[finding.review] + (f"（{finding.reviewed_by}）" if finding.reviewed_by else "")),
        ("约数", "其间有的年份尚无放假安排，按约数判断" if found.about else ""),
        ("重复", "整改不彻底：同一问题以前出现过并已整改" if found.repeats else ""),
    ]


def _seen(proof: Proof) -> str:
    captures = "、".join(str(capture.id) for capture in proof.captures)
    told = f"  作证的快照：{captures or '没有指明'}"
    if proof.finding.found.section and not proof.finding.found.item:
        told += f"；存续的 {proof.of_days} 天中，有 {proof.seen_days} 天看清了该栏目"
    return told + (f"；所含问题：{'、'.join(f'#{one.id}' for one in proof.members)}" if proof.members else "")
