"""`gongkai reextract`: what was stored, read again with today's reader."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from gongkai.cli.context import Context, clock, json_option, sorter_of
from gongkai.cli.progress import STOPPING, counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.config import Config
    from gongkai.crawl.rereading import RereadSummary, RereadTeller


@click.command("reextract")
@click.option("--all", "everything", is_flag=True, help="连今天的程序读过的也重读，例如改过读法之后。")
@click.option("--jobs", type=click.IntRange(1, 256), help="同时用多少个进程；默认与处理器核数相同。")
@json_option
@click.pass_obj
def reextract_command(context: Context, everything: bool, jobs: int | None, as_json: bool) -> None:
    """重读：用现在的程序把已存的网页原件再读一遍，不访问网络。

    读法变好而得出的不同文字记为“重读”的版本，不算网站的改动，也不产生问题；原来的读法仍可查看。中断后再运行会接着做。

    \b
    例：
      gongkai reextract            升级后，把旧程序读的重读一遍
      gongkai reextract --all      全部重读
    """
    config = context.config()
    with counted("重读", quiet=as_json) as bar:
        folder, teller = context.archive(config), Teller(bar)
        summary = run_reextract(config, folder, teller, everything=everything, jobs=jobs)
    _tell(summary, as_json)
    if not summary.whole:
        raise click.exceptions.Exit(1)


def run_reextract(
    config: Config,
    folder: Path,
    teller: RereadTeller,
    *,
    everything: bool = False,
    jobs: int | None = None,
) -> RereadSummary:
    """Read the archive again, alone with it."""
    from gongkai.archive import must_exist, open_archive
    from gongkai.classify import catalogue
    from gongkai.crawl import crawl_lock
    from gongkai.crawl.rereading import reextract

    must_exist(folder)
    with crawl_lock(folder, clock()), open_archive(folder) as archive:
        work = reextract(
            archive,
            catalogue(config),
            clock,
            teller,
            everything=everything,
            processes=jobs,
            sorter=sorter_of(config),
        )
        return asyncio.run(work)


class Teller:
    """A bar, and what is worth a line."""

    def __init__(self, bar: Callable[[int, int], None]) -> None:
        self._bar = bar
        self._done = self._total = 0

    def planned(self, sights: int) -> None:
        self._total = sights

    def read(self, sights: int) -> None:
        self._done += sights
        self._bar(self._done, self._total)

    def file_given_up(self, url: str, told: str) -> None:
        click.echo(f"附件未读\t{url}\t{told}", err=True)

    def stopping(self) -> None:
        click.echo(STOPPING, err=True)


def _tell(summary: RereadSummary, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(summary), ensure_ascii=False))
        return
    pace = f"，每秒 {summary.sights / summary.seconds:.0f} 页" if summary.sights and summary.seconds else ""
    ended = "完成" if summary.whole else "提前收尾，下次接着做"
    click.echo(f"重读{ended}：{summary.sights} 份，{summary.seconds:.0f} 秒{pace}。")
    click.echo(f"  读出不同文字 {summary.changed} 份，记为“重读”的版本；不算网站的改动。")
    if summary.lost:
        click.echo(f"  这次没能读出 {summary.lost} 份，仍以原来的读法为准；原因可用 gongkai verify 查看。")
