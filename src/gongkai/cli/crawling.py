"""`gongkai crawl`: one pass over what is due."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click
from rich.filesize import decimal

from gongkai.base.errors import UsageError
from gongkai.base.times import Clock, china_day, utc_text
from gongkai.cli.context import CHINA_DATE, Context, clock, json_option, sorter_of
from gongkai.cli.progress import ITEM_WORDS, SECTION_WORDS, reporter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.config import Config
    from gongkai.crawl import CrawlOptions, CrawlSummary, Reporter


@click.command("crawl")
@click.argument("sites", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="不论是否到期，全部栏目都走到回看期限。")
@click.option("--backfill", is_flag=True, help="把列表一直翻到底，补齐历史条目。")
@click.option("--since", type=CHINA_DATE, help="列表翻到这一天为止（YYYY-MM-DD）。")
@click.option("--time-budget", type=click.FloatRange(min=1), help="最多用多少秒；到时收尾，下次接着做。")
@click.option(
    "--accept",
    multiple=True,
    metavar="栏目编号",
    help="认可一个栏目现在的样子（网站/栏目）：它与从前大不相同而未予采信时，人看过后用。可多次。",
)
@click.option("--jobs", type=click.IntRange(1, 256), help="同时采集多少个网站。")
@click.option("--fail-on", type=click.Choice(["new"]), help="new：有栏目上次看得到、这次看不到时以 1 退出。")
@json_option
@click.pass_obj
def crawl_command(
    context: Context,
    sites: tuple[str, ...],
    everything: bool,
    backfill: bool,
    since: date | None,
    time_budget: float | None,
    accept: tuple[str, ...],
    jobs: int | None,
    fail_on: str | None,
    as_json: bool,
) -> None:
    """采集到期的：先看各栏目列表，再读新条目，最后核对已消失的条目。

    \b
    例：
      gongkai crawl                     各网站到期的栏目和条目
      gongkai crawl --all qingshi       一个网站，不论是否到期
      gongkai crawl --time-budget 3600  一小时内收尾
      gongkai crawl --accept qingshi/gzdt   改版后认可一个栏目的新样子
    """
    from gongkai.cli.heartbeat import heartbeat
    from gongkai.crawl.space import NO_SPACE

    config = context.config()
    _known_sites(config, sites, context.folder())
    _known_sections(config, accept)
    reachable_operator(config)
    options = crawl_options(
        config,
        sites=sites,
        everything=everything,
        backfill=backfill,
        since=since,
        budget=time_budget,
        jobs=jobs,
        accept=accept,
    )
    folder = context.archive(config)
    with heartbeat(folder, config.settings.monitor.ping_url, clock) as beat:
        with reporter(quiet=as_json) as report:
            summary, lost = run_crawl(config, folder, options, clock, report, begun=beat.begun)
        short = summary.outcome == NO_SPACE
        status = int(summary.mostly_failed or short or (fail_on == "new" and bool(lost)))
        beat.ended(summary, status)
    _tell(summary, as_json)
    if short:
        click.echo("磁盘将满，采集提前收尾；没有看的栏目不作任何判断。请腾出空间，下次接着做。", err=True)
    if summary.mostly_failed:
        click.echo("多数主机上没有一个栏目能看清，请看上面的原因或运行 gongkai status。", err=True)
    if fail_on == "new" and lost:
        click.echo(f"上次看得到、这次看不到的栏目：{'、'.join(lost)}。", err=True)
    if status:
        raise click.exceptions.Exit(status)


def crawl_options(
    config: Config,
    *,
    sites: tuple[str, ...] = (),
    everything: bool = False,
    backfill: bool = False,
    since: date | None = None,
    budget: float | None = None,
    jobs: int | None = None,
    accept: tuple[str, ...] = (),
) -> CrawlOptions:
    """The options of one crawl from the configuration and what the command line says over it."""
    from gongkai.archive import VanishLimits
    from gongkai.crawl import CrawlOptions, Rhythm

    wanted = config.settings.crawl
    return CrawlOptions(
        sites=sites,
        everything=everything,
        backfill=backfill,
        since=since,
        time_budget=budget,
        hosts_at_once=jobs or wanted.hosts_at_once,
        lookback_months=wanted.lookback_months,
        max_pages=wanted.max_pages,
        full_walk_days=wanted.full_walk_days,
        unconditional_hours=wanted.unconditional_hours,
        rhythm=Rhythm(wanted.rhythm_hours_least, wanted.rhythm_hours_most, config.rules.proof_hours),
        recheck_days=wanted.recheck_days,
        accepted=frozenset(accept),
        min_free_bytes=config.settings.archive.min_free_mb * 1_000_000,
        vanishing=VanishLimits(
            config.rules.removal_share, config.rules.removal_least, config.rules.removal_window_days
        ),
    )


def run_crawl(
    config: Config,
    folder: Path,
    options: CrawlOptions,
    now: Clock,
    report: Reporter | None = None,
    *,
    begun: Callable[[], None] = lambda: None,
) -> tuple[CrawlSummary, tuple[str, ...]]:
    """Crawl, judge, and write the states down; the summary and the sections newly out of sight. `begun` is
    called once the lock is held."""
    from gongkai.archive import open_archive
    from gongkai.base.states import OURS
    from gongkai.check import judge_archive, judging
    from gongkai.classify import catalogue
    from gongkai.crawl import crawl, crawl_lock, make_folder
    from gongkai.crawl.settings import fetch_settings
    from gongkai.crawl.space import Space

    make_folder(folder)
    with crawl_lock(folder, now()) as left:
        if left:
            click.echo(f"上一次采集（{left}）没有正常结束，这一次接着做。", err=True)
        begun()
        Space(folder, options.min_free_bytes).check()
        with open_archive(folder, create=True) as archive:
            before = archive.cached_states()
            summary = asyncio.run(
                crawl(
                    archive,
                    catalogue(config),
                    fetch_settings(config),
                    options,
                    now,
                    config_sha256=config.sha256,
                    report=report,
                    sorter=sorter_of(config),
                )
            )
            check = judge_archive(archive, china_day(now()), judging(config), utc_text(now()))
    sighted = {section for section, state in before.items() if state not in OURS}
    return summary, tuple(s.section for s in check.states if s.state in OURS and s.section in sighted)


def _known_sites(config: Config, sites: tuple[str, ...], folder: Path | None) -> None:
    known = {site.id for site in config.sites}
    unknown = [site for site in sites if site not in known]
    if unknown:
        raise UsageError(
            f"配置中没有网站 {'、'.join(unknown)}。",
            do=f"已配置的有：{'、'.join(sorted(known)) or '（无）'}。",
        )
    if not known:
        raise UsageError(
            "配置中还没有任何网站。",
            do=f"在 {folder or 'config'}/sites/ 下写一个，写法见 docs/configuration.md。",
        )


def _known_sections(config: Config, sections: tuple[str, ...]) -> None:
    known = {f"{site.id}/{section.id}" for site in config.sites for section in site.sections}
    unknown = [section for section in sections if section not in known]
    if unknown:
        raise UsageError(
            f"配置中没有栏目 {'、'.join(unknown)}。", do="栏目编号写成 网站/栏目，用 gongkai status 查看。"
        )


def reachable_operator(config: Config) -> None:
    from gongkai.crawl.settings import needs_contact

    if needs_contact(config):
        raise UsageError(
            "还没有写明怎样联系采集者，没有开始采集。",
            do="在 gongkai.toml 的 [operator] 里写上 contact（邮箱、网址或电话），网站管理员据此找到你。",
        )


def _tell(summary: CrawlSummary, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(summary), ensure_ascii=False))
        return
    click.echo(f"第 {summary.run} 次采集{'完成' if summary.outcome == 'done' else '提前收尾'}：")
    later = f"；未到期 {summary.not_due}" if summary.not_due else ""
    click.echo(f"  栏目  {_counts(summary.sections, SECTION_WORDS)}{later}")
    click.echo(f"  条目  {_counts(summary.items, ITEM_WORDS)}；确认撤下 {summary.removed}")
    click.echo(f"  请求 {summary.requests} 次，收到 {decimal(summary.bytes)}")
    if not summary.sections and summary.not_due:
        click.echo("  没有到期的栏目。要现在就看，加 --all。")
    if summary.nothing_new:
        click.echo("  全部栏目都看清了，没有发现任何新增或改动。")
    for host, why in summary.closed_hosts.items():
        click.echo(f"  {host}：{why}")
    for host in summary.held_hosts:
        click.echo(f"  {host} 上大量条目同时不在原址：可能网站改版或迁移，未作撤下处理，请人工查看。")


def _counts(counts: dict[str, int], words: dict[str, str]) -> str:
    return "，".join(f"{words.get(k, k)} {n}" for k, n in sorted(counts.items())) or "无"
