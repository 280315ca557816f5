"""`gongkai compact`: the archive made smaller, nothing of it lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from gongkai.base.errors import ArchiveMissing
from gongkai.cli.context import Context, clock, json_option

if TYPE_CHECKING:
    from gongkai.archive.compacting import Compacted, Report

_STEPS = {"sweep": "清理无主的内容", "repack": "重新压缩网页", "vacuum": "整理数据库"}


@click.command("compact")
@json_option
@click.pass_obj
def compact_command(context: Context, as_json: bool) -> None:
    """压缩档案：清理无主的内容，重新压缩早先存得不够小的网页，把腾出的空间还给磁盘。

    各快照的内容一个字节也不变。不能与采集同时进行（采集正在进行时以 75 退出）；网页服务可以照常开着。
    随时可以中止，下次会接着做。整理数据库需要相当于它两倍大小的空闲磁盘，不够时跳过这一步并说明。

    \b
    例：
      gongkai compact
      gongkai compact --json
    """
    from gongkai.archive.compacting import compact
    from gongkai.crawl import crawl_lock

    folder = context.archive()
    if not folder.is_dir():
        raise ArchiveMissing(f"没有这个档案目录：{folder}。", do="请用 --archive 指定正确的文件夹。")
    with crawl_lock(folder, clock()), _progress(quiet=as_json) as report:
        done = compact(folder, report)
    if as_json:
        click.echo(json.dumps(asdict(done), ensure_ascii=False))
    else:
        _tell(done)


def _tell(done: Compacted) -> None:
    click.echo(f"档案原为 {decimal(done.bytes_before)}，现为 {decimal(done.bytes_after)}。")
    click.echo(f"  网页  看过 {done.pages}，重新压缩 {done.repacked}，省下 {decimal(done.repacked_bytes)}")
    click.echo(f"  清理  无主的网页 {done.swept_blobs}，无主或写了一半的文件 {done.swept_files}")
    for name in done.vacuumed:
        click.echo(f"  已整理 {name}")
    for name in done.no_room:
        click.echo(f"  {name} 没有整理：磁盘空间不足，需要相当于它两倍大小的空闲空间。腾出后再运行一次即可。")


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Report]:
    """A bar on a terminal, nothing elsewhere: this takes seconds to minutes."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _what, _done, _of: None
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True) as progress:
        rows = {what: progress.add_task(told, total=None, visible=False) for what, told in _STEPS.items()}
        yield lambda what, done, of: progress.update(rows[what], completed=done, total=of, visible=True)
