"""Progress: a bar on a terminal, plain lines under cron, nothing where JSON is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Column
from rich.text import Text

from gongkai.base.urls import host_of
from gongkai.base.values import Section
from gongkai.cli.pace import Pace, clock_text
from gongkai.crawl.run import Quiet, Reporter
from gongkai.fetch import reasons

SECTION_WORDS = {
    "new": "有变化",
    "unchanged": "无变化",
    "empty": "为空",
    "failed": "失败",
    "blocked": "被拒",
    "broken": "未识别",
}
ITEM_WORDS = {
    "new": "新读",
    "changed": "有改动",
    "same": "未变",
    "returned": "重新出现",
    "vanished": "不在原址",
    "failed": "失败",
    "blocked": "被拒",
    "moved": "转到站外",
}
LOST = ("failed", "blocked", "broken")
"""Outcomes of a section that could not be seen; what is told of it is then a reason."""

STOPPING = "收到停止信号：做完手头的事就结束；再来一次则立即停止。"


class Lines(Quiet):
    """One line per section that changed or could not be seen; nothing for what is as it was."""

    def section_done(self, section: Section, outcome: str, told: str) -> None:
        if outcome in LOST:
            told = reasons.told(told)
        if outcome != "unchanged":
            click.echo(f"{SECTION_WORDS[outcome]}\t{section.id}\t{section.name}\t{told}", err=True)

    def item_done(self, url: str, outcome: str, told: str) -> None:
        if outcome in ("failed", "blocked", "vanished", "moved"):
            click.echo(f"{ITEM_WORDS[outcome]}\t{url}\t{told}", err=True)

    def file_given_up(self, url: str, told: str) -> None:
        click.echo(f"附件未读\t{url}\t{told}", err=True)

    def stopping(self) -> None:
        click.echo(STOPPING, err=True)

    def disk_short(self, told: str) -> None:
        click.echo(told, err=True)


class Bars(Quiet):
    """Two rows, sections and then items: how many of how many, hosts, pace, time gone and time to go."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.rows = {name: self._row(name) for name in ("栏目", "条目")}
        self.current = self.rows["栏目"]
        self.pace = Pace(0, progress.get_time)

    def planned(self, sections: int) -> None:
        self._plan("栏目", sections)

    def items_planned(self, items: int) -> None:
        self._plan("条目", items)

    def hosts_planned(self, hosts: int) -> None:
        self.pace.hosts = hosts

    def host_begun(self, host: str, pieces: int) -> None:
        self.pace.begun(host, pieces)

    def host_done(self, host: str) -> None:
        self.pace.ended(host)

    def section_done(self, section: Section, outcome: str, told: str) -> None:
        self._piece(section.url, section.name)
        if outcome in LOST:
            self._line(f"{section.id} {section.name}：{reasons.told(told).partition('。')[0]}")

    def item_done(self, url: str, outcome: str, told: str) -> None:
        self._piece(url, told)

    def file_given_up(self, url: str, told: str) -> None:
        self._line(f"{url}：{told}")

    def stopping(self) -> None:
        self._line(STOPPING)

    def disk_short(self, told: str) -> None:
        self._line(told)

    def _row(self, name: str) -> TaskID:
        return self.progress.add_task(name, total=None, visible=False, pace=None, note="")

    def _plan(self, name: str, pieces: int) -> None:
        self.pace.over()
        self.progress.update(self.current, note="")
        self.current, self.pace = self.rows[name], Pace(pieces, self.progress.get_time)
        self.progress.update(self.current, total=pieces, visible=True, pace=self.pace)

    def _piece(self, url: str, note: str) -> None:
        self.pace.piece(host_of(url))
        self.progress.update(self.current, advance=1, note=note)

    def _line(self, told: str) -> None:
        """A line that stays above the rows; brackets in titles and addresses are no markup of ours."""
        self.progress.console.print(told, style="yellow", highlight=False, markup=False)


class PaceColumn(ProgressColumn):
    """What a row's pace tells; anew whenever the screen is, since time goes on also while nothing is done."""

    def __init__(self, told: Callable[[Pace], str], style: str = "") -> None:
        super().__init__(Column(no_wrap=True, justify="right"))
        self._told = told
        self._style = style

    def render(self, task: Task) -> Text:
        pace = task.fields["pace"]
        return Text(self._told(pace) if pace else "", style=self._style)


def _hosts(pace: Pace) -> str:
    return f"主机 {pace.hosts_done}/{pace.hosts}" if pace.hosts else ""


def _rate(pace: Pace) -> str:
    rate = pace.per_minute()
    return "" if rate is None else f"{rate:.0f}/分" if rate >= 10 else f"{rate:.1f}/分"


def _left(pace: Pace) -> str:
    left = pace.left()
    return "" if left is None else f"余 {clock_text(left)}"


class Narrower:
    """A little narrower than the terminal: the ^C that a terminal prints would begin a line that stays."""

    def __init__(self, rows: RenderableType) -> None:
        self.rows = rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from console.render(self.rows, options.update_width(options.max_width - 3))


class Rows(Progress):
    def get_renderable(self) -> RenderableType:
        return Narrower(super().get_renderable())


def bars(console: Console) -> Progress:
    """The rows. What is told at their end is cut to what the terminal has left, wide signs counted as two."""
    return Rows(
        SpinnerColumn(),
        TextColumn("{task.description}", table_column=Column(no_wrap=True)),
        BarColumn(bar_width=None, table_column=Column(min_width=8, max_width=30, ratio=1)),
        MofNCompleteColumn(table_column=Column(no_wrap=True, justify="right")),
        PaceColumn(_hosts),
        PaceColumn(_rate),
        PaceColumn(lambda pace: clock_text(pace.spent()), "progress.elapsed"),
        PaceColumn(_left, "progress.remaining"),
        TextColumn(
            "{task.fields[note]}",
            style="dim",
            markup=False,
            table_column=Column(no_wrap=True, overflow="ellipsis", ratio=2),
        ),
        console=console,
        transient=True,
        expand=True,
    )


@contextmanager
def reporter(*, quiet: bool = False) -> Iterator[Reporter]:
    """The reporter that fits where standard error goes."""
    console = Console(stderr=True)
    if quiet:
        yield Quiet()
    elif not console.is_terminal:
        yield Lines()
    else:
        with bars(console) as progress:
            yield Bars(progress)


@contextmanager
def counted(
    told: str, *, quiet: bool = False, in_bytes: bool = False
) -> Iterator[Callable[[int, int], None]]:
    """A bar for work of one kind, on a terminal only: to be told how much of how much is done."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _done, _total: None
        return
    pace = (DownloadColumn(), TransferSpeedColumn()) if in_bytes else (MofNCompleteColumn(),)
    name = TextColumn("{task.description}", markup=False)
    with Progress(
        name, BarColumn(), *pace, TimeRemainingColumn(), console=console, transient=True
    ) as progress:
        task = progress.add_task(told, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def working(told: str, *, quiet: bool = False) -> Iterator[None]:
    """That something is being done, on a terminal only: work of which nobody knows how long it takes."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield
        return
    with console.status(told):
        yield
