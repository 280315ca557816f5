"""A site rebuilt in place: its section is ours to mend, accuses nobody, and is fresh after `--update`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from gongkai.demo.twins import Stock, Twin, served
from gongkai.demo.twins.generic import Generic
from gongkai.demo.twins.gkmlpt import Gkmlpt
from gongkai.demo.twins.longxun import Longxun
from gongkai.demo.twins.stock import Entry
from gongkai.demo.twins.trs_wcm import TrsWcm
from gongkai.demo.twins.vsb import Vsb
from gongkai.demo.values import CHINA, Ask, Reply
from tests.discover.desk import Desk

KEPT = """
[[sections]]
id = "by-hand"   # 手写的，别动
name = "通知公告"
url = "{url}"
duty = "党政办公室"
interval_days = 30
"""


def recent(first: int, count: int) -> Stock:
    """A column published in the last days, of entries with these numbers."""
    stock = Stock(first + count)
    now = datetime.now(UTC).astimezone(CHINA).replace(second=0, microsecond=0)
    entries = stock.entries[:count]
    stock.entries = [
        replace(one, published=now - timedelta(hours=5 * at + 1)) for at, one in enumerate(entries)
    ]
    stock.version += 1
    return stock


class Rebuilt(Twin):
    """A website that another system takes over: what is asked for at old addresses is lost, or led home."""

    NAME: ClassVar[str] = "rebuilt"
    section: ClassVar[str] = "/"

    def __init__(self, before: Twin, after: Twin, *, leads_home: bool) -> None:
        super().__init__(before.stock)
        self.before, self.after, self.leads_home = before, after, leads_home
        self.current = before

    def rebuild(self) -> None:
        self.after.base = self.base
        self.current = self.after

    def answer(self, ask: Ask) -> Reply:
        self.current.base = self.base
        reply = self.current.answer(ask)
        if self.leads_home and reply.status == 404 and ask.path != "/robots.txt":
            return replace(reply, status=302, location="/")
        return reply

    def address(self, entry: Entry) -> str:
        return self.current.address(entry)

    def file_address(self, entry: Entry, at: int) -> str:
        return self.current.file_address(entry, at)

    def listing(self, ask: Ask) -> Reply | None:
        return self.current.listing(ask)

    def article(self, entry: Entry) -> str:
        return self.current.article(entry)


@pytest.mark.parametrize("leads_home", [True, False], ids=["led home", "lost"])
@pytest.mark.parametrize("after", [Vsb, Longxun, Gkmlpt], ids=lambda twin: twin.__name__)
def test_another_system_at_other_addresses(after: type[Twin], leads_home: bool, tmp_path: Path):
    desk, stock = Desk(tmp_path), recent(0, 16)
    site = Rebuilt(TrsWcm(stock), after(stock), leads_home=leads_home)
    with served(site):
        desk.discover(site.base, "--name", "qingshi")
        _hand_written(desk, TrsWcm.section)
        desk.well("crawl")
        assert desk.states() == {"qingshi/by-hand": "fresh"}
        site.rebuild()
        desk.run("crawl", "--all")
        assert desk.states() == {"qingshi/by-hand": "broken"}
        assert desk.rows("SELECT 1 FROM items WHERE status = 'removed'") == []
        assert f"gongkai discover {site.base}/ --update" in desk.well("status")

        told = desk.discover(site.base, "--update")
        assert [(one["id"], one["url"]) for one in told["moved"]] == [("by-hand", site.base + after.section)]
        desk.well("config", "check")
        desk.well("crawl", "--all")
        _taken_over(desk, after.section.split("?")[0])


def test_another_list_at_the_same_address(tmp_path: Path):
    """Only the archive knows of it; so the command asks it."""

    class SamePlace(Generic):
        section: ClassVar[str] = TrsWcm.section

        def listing(self, ask: Ask) -> Reply | None:
            if ask.path != self.section:
                return super().listing(ask)
            return super().listing(Ask.of(Generic.section, 1))

    desk = Desk(tmp_path)
    site = Rebuilt(TrsWcm(recent(16, 16)), SamePlace(recent(0, 16)), leads_home=False)
    with served(site):
        desk.discover(site.base, "--name", "qingshi")
        _hand_written(desk, TrsWcm.section)
        desk.well("crawl")
        site.rebuild()
        desk.run("crawl", "--all")
        assert desk.states() == {"qingshi/by-hand": "broken"}
        assert len(desk.discover(site.base, "--update")["moved"]) == 1
        desk.well("crawl", "--all")
        _taken_over(desk, TrsWcm.section)


def _hand_written(desk: Desk, url: str) -> None:
    """The operator put the section into words of their own."""
    head = desk.file.read_text("utf-8").partition("\n[[sections]]")[0]
    desk.file.write_text(head + KEPT.format(url=url), encoding="utf-8")


def _taken_over(desk: Desk, address: str) -> None:
    """The new section is fresh and holds what the operator said of the old one, whose words stay."""
    states = list(desk.states().values())
    assert states.count("fresh") == 1
    assert set(states) <= {"fresh", "unwatched"}, "an empty column that was not there before"
    text = desk.file.read_text("utf-8")
    assert 'id = "by-hand"   # 手写的，别动\n' in text
    assert "active = false" in text
    ((duty, days, url),) = desk.rows(
        "SELECT duty, interval_days, url FROM sections WHERE active AND name = '通知公告'"
    )
    assert (duty, days) == ("党政办公室", 30)
    assert address in url
    assert desk.rows("SELECT 1 FROM items WHERE status = 'removed'") == []
