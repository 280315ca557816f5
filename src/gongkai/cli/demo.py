"""`gongkai demo`: a make-believe district, crawled through its months, then served."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from gongkai.base.errors import UsageError
from gongkai.base.times import china_day, china_time, utc_text
from gongkai.cli.context import CHINA_DATE, clock
from gongkai.cli.crawling import crawl_options, run_crawl

MARK = ".gongkai-demo"
"""Stands in a folder that the demo made and may therefore empty."""


@click.command("demo")
@click.option("--end", type=CHINA_DATE, help="时间线的最后一天，默认今天。")
@click.option(
    "--dir", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("demo-archive")
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--no-serve", is_flag=True, help="只采集，不打开网页服务。")
def demo_command(end: date | None, folder: Path, host: str, port: int, no_serve: bool) -> None:
    """演示：在本机搭起一个虚构的区，采集它几个月的公开信息，然后打开网页。

    \b
    例：
      gongkai demo
      gongkai demo --end 2026-11-23 --dir /tmp/demo --port 8080
    """
    end = end or china_day(clock())
    _clear(folder)
    crawl_demo(end, folder, host=host, port=port, serve=not no_serve)


def crawl_demo(end: date, folder: Path, *, host: str, port: int, serve: bool) -> None:
    """Start the district, crawl it at each of its times, and serve what came of it."""
    from gongkai.cli.setup import write_over
    from gongkai.config import load
    from gongkai.config.starter import schema_files
    from gongkai.demo import DemoClock, District

    present = DemoClock()
    with District(end, present) as district:
        district.write_config(folder / "config")
        write_over(folder / "config", schema_files())
        config = load(folder / "config")
        options = crawl_options(config)
        console = Console(stderr=True)
        for moment in track(district.crawl_times(), "采集虚构的云岭区", console=console, transient=True):
            present.set(moment)
            summary, _ = run_crawl(config, folder / "archive", options, present.now)
            if not console.is_terminal:
                changed = summary.items.get("changed", 0)
                click.echo(
                    f"{china_time(utc_text(moment))}  新读 {summary.items.get('new', 0)}，改动 {changed}，"
                    f"撤下 {summary.removed}",
                    err=True,
                )
        click.echo(f"演示档案在 {folder / 'archive'}，配置在 {folder / 'config'}。")
        if serve:
            _serve(folder / "archive", end, host, port)


def _serve(archive: Path, end: date, host: str, port: int) -> None:
    from gongkai.web.serving import make_datasette, run

    run(make_datasette(archive, as_of=end), host, port)


def _clear(folder: Path) -> None:
    """Make the folder new; one that the demo did not make is left alone."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise UsageError(f"{folder} 里已有别的文件，演示不会动它。", do="用 --dir 指定一个新目录。")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
