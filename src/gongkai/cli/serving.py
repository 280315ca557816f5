"""`gongkai serve`: the archive in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.base.errors import UsageError
from gongkai.base.times import china_day
from gongkai.cli.context import CHINA_DATE, Context

if TYPE_CHECKING:
    from gongkai.judge import StateRules


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址；默认只有本机能打开。")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 表示任一空闲端口。"
)
@click.option("--as-of", type=CHINA_DATE, help="页面默认截至哪一天，默认今天。")
@click.option("--open/--no-open", "open_browser", default=False, help="是否同时打开浏览器。")
@click.option(
    "--snapshot",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="查看一份备份，而不是档案；什么也不写。",
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="备份里的数据库解开后放在哪里，留着下次用；默认放在临时文件夹，用完即删。",
)
@click.pass_obj
def serve_command(
    context: Context,
    host: str,
    port: int,
    as_of: date | None,
    open_browser: bool,
    snapshot: Path | None,
    cache: Path | None,
) -> None:
    """查看：在浏览器中打开档案（Datasette）。

    采集正在进行时也可以。--snapshot 查看一份备份：页面默认截至备份那一天，并写明是哪一刻的。

    \b
    例：
      gongkai serve
      gongkai serve --port 8080 --as-of 2026-09-30 --open
      gongkai serve --snapshot /mnt/backup/gongkai-2026-11-23-0930.tar
    """
    from gongkai.check import state_rules
    from gongkai.web.serving import make_datasette, run

    config = context.config()
    if snapshot:
        with _snapshot(snapshot, cache, as_of, state_rules(config.rules)) as datasette:
            run(datasette, host, port, open_browser=open_browser)
        return
    if cache:
        raise UsageError("--cache 只与 --snapshot 一起用。", do="请去掉 --cache，或加上 --snapshot。")
    datasette = make_datasette(context.archive(config), as_of=as_of, rules=state_rules(config.rules))
    run(datasette, host, port, open_browser=open_browser)


@contextmanager
def _snapshot(backup: Path, cache: Path | None, as_of: date | None, rules: StateRules) -> Iterator[Any]:
    """A Datasette over a backup, as of the day it was made unless an earlier one is asked for."""
    from gongkai.cli.progress import counted
    from gongkai.web.serving import make_datasette, unpacked_snapshot

    with ExitStack() as stack:
        with counted("解开备份", in_bytes=True) as progress:
            folder, manifest = stack.enter_context(unpacked_snapshot(backup, cache, progress=progress))
        day = china_day(manifest.made)
        if as_of and as_of > day:
            raise UsageError(f"备份是 {day} 的，看不到 {as_of}。", do=f"--as-of 最晚写 {day}。")
        yield make_datasette(folder, as_of=as_of or day, rules=rules, snapshot=manifest.made)
