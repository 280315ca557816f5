"""The bar on a terminal, at 80 and 120 columns, over titles of any kind; and how long is left."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.progress import Progress

from gongkai.base.values import Section
from gongkai.cli.pace import Pace, clock_text
from gongkai.cli.progress import Bars, Lines, bars
from gongkai.crawl import Reporter
from tests.crawl.pages import article, list_page, text
from tests.crawl.world import World, make_world

TITLES = [
    "青石街道关于开展2026年安全生产专项检查和隐患排查整治工作的通知（第二批）" * 3,
    "[/b]关于[red]红色[/]资源保护的公告[",
    "x" * 300,
    "",
]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with make_world(tmp_path / "archive") as made:
        yield made


class Clock:
    """A steady timer that a test sets."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


# --- the pace -----------------------------------------------------------------------------------------


def test_the_slowest_host_decides():
    clock = Clock()
    pace = Pace(220, clock)
    pace.begun("fast", 20)
    pace.begun("slow", 200)
    assert (pace.left(), pace.per_minute()) == (None, None)
    for _ in range(10):
        clock.at += 2
        pace.piece("fast")
        pace.piece("slow")
    assert pace.per_minute() == 60
    assert pace.left() == 190 * 2  # a mean over all would say 200 / 60 minutes: 200 seconds
    for _ in range(10):
        clock.at += 2
        pace.piece("fast")
        pace.piece("slow")
    pace.ended("fast")
    assert pace.left() == 180 * 2
    assert pace.hosts_done == 1


def test_hosts_that_wait_for_their_turn_count_too():
    clock = Clock()
    pace = Pace(40, clock)
    pace.begun("a", 10)
    pace.begun("b", 10)
    for _ in range(5):
        clock.at += 1
        pace.piece("a")
        pace.piece("b")
    assert pace.left() == (5 + 5 + 20) / 2


def test_a_host_that_hangs_takes_at_least_as_long_again():
    clock = Clock()
    pace = Pace(4, clock)
    pace.begun("quick", 2)
    pace.begun("hangs", 2)
    clock.at += 1
    pace.piece("quick")
    clock.at += 59
    assert pace.left() == 120


def test_what_is_over_stands_still():
    clock = Clock()
    pace = Pace(2, clock)
    pace.begun("a", 2)
    clock.at += 3
    pace.piece("a")
    pace.over()
    clock.at += 100
    assert (pace.spent(), pace.per_minute(), pace.left()) == (3, 20, None)


def test_work_of_hosts_that_nobody_told_of():
    pace = Pace(5, Clock())
    pace.piece("unknown")
    pace.ended("unknown")
    assert (pace.done, pace.left()) == (1, None)


def test_time_as_people_read_it():
    assert [clock_text(seconds) for seconds in (0, 59.9, 61, 3723, 360000)] == [
        "0:00:00", "0:00:59", "0:01:01", "1:02:03", "100:00:00",
    ]  # fmt: skip


# --- the screen ---------------------------------------------------------------------------------------


def terminal(width: int) -> tuple[io.StringIO, Progress]:
    out = io.StringIO()
    return out, bars(Console(file=out, force_terminal=True, width=width, height=24))


def plain(out: io.StringIO) -> str:
    """What was written, without colours and cursor."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", out.getvalue())


def rows(progress: Progress) -> list[str]:
    """What the screen shows now."""
    console = progress.console
    return [
        "".join(part.text for part in line)
        for line in console.render_lines(progress.get_renderable(), pad=False)
    ]


def section(name: str = "工作动态") -> Section:
    return Section(
        id="demo/gzdt", site="demo", unit="qingshi", name=name, url="http://a.invalid/gzdt/",
        category="business", category_reason="configured",
    )  # fmt: skip


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("title", TITLES)
def test_rows_fit_the_terminal_whatever_is_told(width: int, title: str):
    out, progress = terminal(width)
    with progress:
        report = Bars(progress)
        report.planned(340)
        report.hosts_planned(12)
        report.host_begun("a.invalid", 30)
        report.section_done(section(title), "blocked", "challenge-jsl")
        report.items_planned(12345)
        report.hosts_planned(12)
        report.host_begun("a.invalid", 3000)
        report.item_done("http://a.invalid/1.html", "new", title)
        report.file_given_up(f"http://a.invalid/{title}", "x")
        shown = rows(progress)
    assert len(shown) == 2
    assert all(cell_len(row) <= width - 3 for row in shown)
    for row, words in zip(
        shown, (("栏目", "1/340", "主机 0/12"), ("条目", "1/12345", "/分", "余 ")), strict=True
    ):
        assert all(word in row for word in words), row
    assert "防护要求浏览器验证" in plain(out).replace("\n", "")


def test_a_real_crawl_is_told_from_begin_to_end(world: World):
    world.watch("工作动态", "/gzdt/")
    world.watch("通知公告", "/none/")
    listed = [(f"./{n}.html", f"青石街道第{n}次例会", "2026-02-01") for n in range(3)]
    world.site.put("/gzdt/", list_page("工作动态", listed))
    for url, title, day in listed:
        world.site.put(f"/gzdt/{url[2:]}", article(title, day, text(title)))
    out, progress = terminal(120)
    with progress:
        report: Reporter = Bars(progress)
        world.crawl(report=report)
        sections, items = rows(progress)
    assert all(word in sections for word in ("2/2", "主机 1/1"))
    assert all(word in items for word in ("3/3", "主机 1/1"))
    assert "demo/none 通知公告：网站答复页面不存在（404）" in plain(out)


def test_lines_under_cron_are_words(capsys: pytest.CaptureFixture[str]):
    lines: Reporter = Lines()
    lines.section_done(section(), "unchanged", "3 条")
    lines.section_done(section(), "new", "3 条，新增 1，变更 0，消失 0")
    lines.section_done(section(), "failed", "http-404")
    lines.item_done("http://a.invalid/1.html", "new", "例会")
    lines.item_done("http://a.invalid/2.html", "vanished", "例会")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "有变化\tdemo/gzdt\t工作动态\t3 条，新增 1，变更 0，消失 0",
        "失败\tdemo/gzdt\t工作动态\t网站答复页面不存在（404）。请核对网址是否已变更。",
        "不在原址\thttp://a.invalid/2.html\t例会",
    ]
