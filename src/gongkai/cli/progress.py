"""Progress: a bar on a terminal, plain lines under cron, nothing where JSON is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from gongkai.base.values import Section
from gongkai.crawl.run import Quiet, Reporter


class Lines(Quiet):
    """One line per section that changed or could not be seen; nothing for what is as it was."""

    def section_done(self, section: Section, outcome: str, told: str) -> None:
        if outcome != "unchanged":
            click.echo(f"{section.id}\t{section.name}\t{outcome}\t{told}", err=True)

    def item_done(self, url: str, outcome: str, told: str) -> None:
        if outcome in ("failed", "blocked", "vanished", "moved"):
            click.echo(f"{outcome}\t{url}\t{told}", err=True)

    def file_given_up(self, url: str, told: str) -> None:
        click.echo(f"file\t{url}\t{told}", err=True)


class Bars(Quiet):
    """Two bars: sections, then items."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.sections = progress.add_task("栏目", total=None, note="")
        self.items = progress.add_task("条目", total=None, visible=False, note="")

    def planned(self, sections: int) -> None:
        self.progress.update(self.sections, total=sections)

    def section_done(self, section: Section, outcome: str, told: str) -> None:
        self.progress.update(self.sections, advance=1, note=section.name)
        if outcome in ("failed", "blocked", "broken"):
            self.progress.console.print(
                f"{section.id} {section.name}：{told}", style="yellow", highlight=False
            )

    def items_planned(self, items: int) -> None:
        self.progress.update(self.items, total=items, visible=True)

    def item_done(self, url: str, outcome: str, told: str) -> None:
        self.progress.update(self.items, advance=1, note=told[:24])

    def file_given_up(self, url: str, told: str) -> None:
        self.progress.console.print(f"{url}：{told}", style="yellow", highlight=False)


@contextmanager
def reporter(*, quiet: bool = False) -> Iterator[Reporter]:
    """The reporter that fits where standard error goes."""
    console = Console(stderr=True)
    if quiet:
        yield Quiet()
    elif not console.is_terminal:
        yield Lines()
    else:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}", style="dim"),
        )
        with Progress(*columns, console=console, transient=True) as progress:
            yield Bars(progress)
