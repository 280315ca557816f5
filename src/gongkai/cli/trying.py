"""`gongkai try`: a section's pages fetched and read now, checked, and not stored."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.base.errors import ArchiveError, UsageError
from gongkai.base.times import china_day
from gongkai.cli.context import Context, clock, json_option
from gongkai.cli.progress import counted

if TYPE_CHECKING:
    from gongkai.archive import KnownSection
    from gongkai.base.hosts import HostMemory
    from gongkai.base.times import Clock
    from gongkai.base.values import Section, Site
    from gongkai.config import Config
    from gongkai.crawl.trial import Check, Trial


@click.command("try")
@click.argument("site")
@click.argument("section", required=False)
@click.option(
    "--limit",
    type=click.IntRange(1, 500),
    default=20,
    show_default=True,
    help="不写栏目时最多试几个栏目，按配置的先后。",
)
@json_option
@click.pass_obj
def try_command(context: Context, site: str, section: str | None, limit: int, as_json: bool) -> None:
    """试看栏目：现在就取，读给你看，什么也不存。

    栏目的第一页取两次，看两次读到的是否一样；再取第二页和一篇正文。与采集一样守 robots.txt、停顿和开放时间。
    不写栏目时试整个网站，只列出要留意的；写了栏目（编号）时列出条目、下一页和正文开头。
    档案里已有该栏目的，与从前所见比较；档案只读不写。

    每项检查是“正常”“留意”（请人看一眼，不妨碍采集）或“不行”。没有一项“不行”的栏目能采集。
    所试的栏目都能采集时以 0 退出，有一个不能时以 1 退出，命令或配置写错时以 2 退出。

    \b
    例：
      gongkai try qingshi               整个网站，前 20 个栏目
      gongkai try qingshi gzdt          一个栏目，细看
      gongkai try qingshi --limit 200 --json > try.json
    """
    from gongkai.cli.wrapping import width
    from gongkai.crawl.trialchecks import checks_of, is_readable

    config = context.config()
    wanted = wanted_sections(config, site, section)
    with stoppable(), counted("试看栏目", quiet=as_json) as step:
        trials = try_sections(config, wanted.first(limit), context.archive(config), clock, step)
    told = [(trial, checks_of(trial)) for trial in trials]
    readable = sum(is_readable(checks) for _, checks in told)
    left_out = len(wanted.sections) - len(trials)
    if as_json:
        _tell_json(told, readable, left_out)
    else:
        _tell(told, width(), one=section is not None)
        if section is None:
            _tell_sum(site, len(trials), readable, left_out)
    if readable < len(trials):
        raise click.exceptions.Exit(1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A site and those of its sections that are to be tried."""

    site: Site
    sections: tuple[Section, ...]

    def first(self, limit: int) -> Wanted:
        return Wanted(self.site, self.sections[:limit])


def wanted_sections(config: Config, site_id: str, section_id: str | None) -> Wanted:
    """What a command line names: a section by its id, with or without its site before it, or all active ones
    of a site. UsageError for what is not configured, or if nobody could be written to."""
    from gongkai.classify import catalogue
    from gongkai.cli.crawling import reachable_operator

    resolved = catalogue(config)
    site = next((one for one in resolved.sites if one.id == site_id), None)
    if site is None:
        known = "、".join(sorted(one.id for one in resolved.sites)) or "（无）"
        raise UsageError(f"配置中没有网站 {site_id}。", do=f"已配置的有：{known}。")
    sections = tuple(one for one in resolved.sections if one.site == site_id)
    if section_id is None:
        found = tuple(one for one in sections if one.active)
    else:
        full = f"{site_id}/{section_id.removeprefix(f'{site_id}/')}"
        found = tuple(one for one in sections if one.id == full)
    if not found:
        ids = "、".join(one.id.partition("/")[2] for one in sections[:30]) or "（无）"
        what = f"栏目 {section_id}" if section_id else "在用的栏目"
        raise UsageError(f"网站 {site_id} 没有{what}。", do=f"已配置的栏目有：{ids}。")
    reachable_operator(config)
    return Wanted(site, found)


def try_sections(
    config: Config,
    wanted: Wanted,
    folder: Path,
    now: Clock,
    step: Callable[[int, int], None],
    *,
    twice: bool = True,
) -> list[Trial]:
    """Try sections one after another, with the fetcher of a crawl. Nothing is written anywhere."""
    return asyncio.run(_try_all(config, wanted, _past(folder, wanted.sections), now, step, twice))


@contextmanager
def stoppable() -> Iterator[None]:
    """Ctrl-C ends what only looks: there is nothing that was kept, and nothing to go on with."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("已中止；什么也没有存。", err=True)
        raise click.exceptions.Exit(1) from None


async def _try_all(
    config: Config, wanted: Wanted, past: _Past, now: Clock, step: Callable[[int, int], None], twice: bool
) -> list[Trial]:
    from gongkai.crawl.reading import PageReader
    from gongkai.crawl.settings import fetch_settings
    from gongkai.crawl.trying import Tools, try_section
    from gongkai.fetch import Fetcher

    trials: list[Trial] = []
    async with Fetcher(fetch_settings(config), now, past.hosts) as fetcher, PageReader() as pages:
        tools = Tools(fetcher, pages, china_day(now()))
        for section in wanted.sections:
            step(len(trials), len(wanted.sections))
            known = past.known[section.id]
            trials.append(await try_section(tools, section, wanted.site, known, twice=twice))
    return trials


@dataclass(frozen=True, slots=True)
class _Past:
    """What an archive knows: of sections by id, and of hosts."""

    known: Mapping[str, KnownSection]
    hosts: Mapping[str, HostMemory]


def _past(folder: Path, sections: Sequence[Section]) -> _Past:
    """What the archive knows, if there is one that can be read; a site can be tried without."""
    from gongkai.archive import open_archive
    from gongkai.crawl.trial import nothing_known

    nothing = {section.id: nothing_known(section.id) for section in sections}
    if not (folder / "gongkai.db").exists():
        return _Past(nothing, {})
    try:
        with open_archive(folder, write=False) as archive:
            known = {section.id: archive.known_section(section.id) for section in sections}
            return _Past(known, archive.host_memories())
    except ArchiveError as error:
        click.echo(f"档案读不了，不与从前所见比较：{error}", err=True)
        return _Past(nothing, {})


Told = Sequence[tuple["Trial", Sequence["Check"]]]


def _tell(told: Told, columns: int | None, *, one: bool) -> None:
    from gongkai.cli.trialtext import short_lines, trial_lines

    for trial, checks in told:
        lines = trial_lines(trial, checks, columns) if one else short_lines(trial, checks, columns)
        click.echo("\n".join(lines))


def _tell_sum(site: str, tried: int, readable: int, left_out: int) -> None:
    click.echo(f"\n试了 {tried} 个栏目：能采集 {readable}，不能用 {tried - readable}。什么也没有存。")
    if left_out:
        click.echo(f"另有 {left_out} 个栏目没有试，要试加 --limit {tried + left_out}。")
    click.echo(f"细看一个：gongkai try {site} 栏目编号")


def _tell_json(told: Told, readable: int, left_out: int) -> None:
    from gongkai.cli.trialtext import trial_json

    sections = [trial_json(trial, checks) for trial, checks in told]
    printed = {"sections": sections, "readable": readable, "left_out": left_out}
    click.echo(json.dumps(printed, ensure_ascii=False))
