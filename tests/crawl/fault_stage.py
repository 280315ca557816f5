"""One column on a site of its own, night by night: what it truly shows, and the fault that befalls it.

Night 0 is calm. Before night 1 a row is published, which is in time; nights 1 to 3 are the fault's, the
last two of them after the day on which the older rows would be late. Night 4 is calm again.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gongkai.archive import Archive
from gongkai.base.values import Section, Site
from tests.crawl.fault_server import EVERYTHING, FaultSite, Harm
from tests.crawl.pages import NAV, article, list_page, text
from tests.crawl.story import Rows, Story
from tests.crawl.world import World
from tests.extract import filemaking as make

Place = Literal["list", "article", "file", "home", "robots", "site", "column"]
Shape = Literal["plain", "paged", "counted"]

CALM = (0, 4)
NIGHTS = 5
HOURS = 50
"""Between two nights: a column is due again, however seldom it was seen to publish."""

LIST, HOME, FILE, NEW_FILE = "/gzdt/", "/", "/gzdt/plan.docx", "/gzdt/202603/new.docx"
PLAIN, WITH_FILE, GONE = "/gzdt/202602/t16.html", "/gzdt/202602/t15.html", "/gzdt/202602/t14.html"
PATHS: dict[Place, tuple[str, ...]] = {
    "list": (LIST,),
    "article": (PLAIN,),
    "file": (FILE, NEW_FILE),
    "home": (HOME,),
    "robots": ("/robots.txt",),
    "site": (EVERYTHING,),
}
OLD: Rows = [
    (f"./202602/t{n}.html", f"青石街道开展第{n}次安全检查", f"2026-02-{n:02d}") for n in range(18, 12, -1)
]
"""Six rows, the newest of 18 February: with 14 days, in time until 4 March."""

NEW = ("./202603/t4.html", "青石街道部署森林防火工作", "2026-03-04")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@cache
def _file(words: str) -> bytes:
    return make.make_docx([words])


@dataclass
class Stage:
    """`name` is that of its site in the archive."""

    name: str
    site: FaultSite
    shape: Shape = "plain"
    good_tls: ssl.SSLContext | None = None

    @property
    def section(self) -> Section:
        return Section(
            id=f"{self.name}/gzdt", site=self.name, unit="qingshi", name="工作动态",
            url=self.site.base + "gzdt/", category="business", category_reason="configured", interval_days=14,
        )  # fmt: skip

    @property
    def configured(self) -> Site:
        return Site(self.name, self.name, self.site.base, (self.site.host,))

    def calm(self, archive: Archive, night: int, *, gone: bool = False) -> None:
        """The site as it truly is that night; with `gone`, one article was taken down before night 1."""
        site, story = self.site, Story(World(self.site, archive))
        site.pages.clear()
        site.harms.clear()
        site.invented, site.tls = None, self.good_tls
        site.open()
        rows = [NEW, *OLD] if night else OLD
        if gone and night:
            rows = [row for row in rows if not GONE.endswith(row[0][1:])]
        site.put(HOME, f"<html><head><title>云岭区</title></head><body>{NAV}<p>欢迎</p></body></html>")
        site.put("/robots.txt", "User-agent: *\nDisallow: /search/\n", Content_Type="text/plain")
        _publish(story, rows, self.shape)
        self._attach(WITH_FILE, OLD[3], FILE, "森林防火方案")
        if night:
            self._attach(LIST + NEW[0][2:], NEW, NEW_FILE, "责任分工")

    def _attach(self, page: str, row: tuple[str, str, str], file: str, words: str) -> None:
        """Gives the article of a row a file, whose server tells whether it changed."""
        files = ((file, f"{words}.docx"),)
        self.site.put(page, article(row[1], row[2], text(row[1]), files=files))
        self.site.put(file, _file(words), Content_Type=DOCX, ETag=f'"{len(words)}"')

    def harm(self, place: Place, harm: Harm) -> None:
        self.site.harms |= dict.fromkeys(PATHS[place], harm)


Scene = Callable[[Stage, Place, int], None]
"""Brings a fault about: on what stage, where, on which of the nights 1 to 3."""


def _publish(story: Story, rows: Rows, shape: Shape) -> None:
    if shape == "paged":
        story.paged([rows[:4], rows[4:]])
    elif shape == "counted":
        story.publish(rows, tail=f"<div class='page'>共 {len(rows)} 条</div>")
    else:
        story.publish(rows)


def show(stage: Stage, rows: Rows, *, tail: str = "") -> None:
    """The list alone, without the pages it names; of no rows, with the mark of an empty one."""
    stage.site.put(LIST, list_page("工作动态", rows, tail=tail))
