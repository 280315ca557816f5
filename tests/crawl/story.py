"""A site's column as it really was, told beside what the archive makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.base.states import SectionState, State
from gongkai.base.times import china_day
from gongkai.check import check_archive
from gongkai.judge import StateRules
from tests.crawl.pages import article, list_page, text
from tests.crawl.world import World

Rows = list[tuple[str, str, str]]

ACCUSING = {"stale", "empty"}
ROWS: Rows = [
    (f"./202602/t202602{n:02d}_{n}.html", f"青石街道开展第{n}次安全检查", f"2026-02-{n:02d}")
    for n in range(20, 10, -1)
]
"""Ten rows, the newest of 20 February: with 14 days, in time until 6 March."""


def without(rows: Rows, number: int) -> Rows:
    return [row for row in rows if not row[0].endswith(f"_{number}.html")]


def column_of_ten(world: World) -> Story:
    """A watched column of ten rows and 14 days, crawled once."""
    world.watch("工作动态", "/gzdt/", interval_days=14)
    told = Story(world)
    told.publish()
    assert told.nights(1) == ["new"]
    return told


@dataclass
class Story:
    world: World

    def publish(
        self, rows: Rows = ROWS, name: str = "工作动态", path: str = "/gzdt/", tail: str = ""
    ) -> None:
        """The list and every page it names."""
        self.world.site.put(path, list_page(name, rows, tail=tail))
        for url, title, day in rows:
            self.world.site.put(
                path + url.removeprefix("./"), article(title, day or "2026-02-01", text(title))
            )

    def paged(self, pages: list[Rows], name: str = "工作动态", path: str = "/gzdt/") -> None:
        """The list on several pages, as the static pager of a common CMS links them."""
        for number, rows in enumerate(pages):
            pager = f"<script>createPageHTML({len(pages)}, {number}, 'index', 'html');</script>"
            file = "index.html" if number == 0 else f"index_{number}.html"
            self.publish(rows, name, path, pager)
            self.world.site.pages[path + file] = self.world.site.pages[path]
        self.world.site.pages[path] = self.world.site.pages[path + "index.html"]

    def state(self, section: str = "demo/gzdt", *, day: date | None = None) -> SectionState:
        """As of a day in China, the present one unless given."""
        check = check_archive(self.world.archive, day or self.today(), StateRules())
        return next(state for state in check.states if state.section == section)

    def told(self, section: str = "demo/gzdt", *, day: date | None = None) -> State:
        return self.state(section, day=day).state

    def today(self) -> date:
        return china_day(self.world.now)

    def nights(self, count: int, *, days: float = 1) -> list[str]:
        """So many crawls, so many days apart; the outcome of the last visit to the first section of each.

        No day in between may accuse anybody: use it for times in which the truth gives no cause.
        """
        outcomes = []
        for _ in range(count):
            began = self.today()
            self.world.crawl(after=timedelta(days=days))
            outcomes.append(self.outcomes()[-1])
            while began < self.today():
                assert self.told(day=began) not in ACCUSING, began
                began += timedelta(days=1)
        return outcomes

    def outcomes(self, section: str = "demo/gzdt") -> list[str]:
        return [
            outcome
            for (outcome,) in self.world.rows(
                "SELECT outcome FROM visits WHERE section = ? ORDER BY id", section
            )
        ]

    def reason(self, section: str = "demo/gzdt") -> str:
        """Of the last visit."""
        return str(
            self.world.one("SELECT reason FROM visits WHERE section = ? ORDER BY id DESC LIMIT 1", section)
        )

    def events(self) -> list[str]:
        """What befell items, besides that they appeared, in order."""
        return [
            kind
            for (kind,) in self.world.rows(
                "SELECT kind FROM item_events WHERE kind <> 'appeared' ORDER BY id"
            )
        ]

    def statuses(self) -> dict[str, int]:
        return dict(self.world.rows("SELECT status, count(*) FROM items GROUP BY status"))

    def edits(self) -> list[str]:
        """The changed fields of every version after the first of its item."""
        return [c for (c,) in self.world.rows("SELECT changed FROM versions WHERE version > 1 ORDER BY id")]

    def listed(self, section: str = "demo/gzdt") -> int:
        return int(
            self.world.one(
                "SELECT count(*) FROM item_sections WHERE section = ? AND delisted_at IS NULL", section
            )
        )

    def nobody_accused(self) -> None:
        """Whatever we met, no item was called gone or edited, and none lost its place."""
        assert self.events() == []
        assert self.edits() == []
        assert set(self.statuses()) <= {"live"}
