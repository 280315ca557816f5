"""What `discover` finds, held against what is there: the table of docs/discover.md.

`python -m tests.discover.measure` prints it. What a saved site holds is told by its own pages, not by our
readers: a section is a list page that links articles of its own folder or number, or states how many it has.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from gongkai.cli.context import clock
from gongkai.config import load
from gongkai.demo.twins import TWINS, Stock, Twin
from gongkai.demo.twins import served as served_twin
from gongkai.discover import Discovery, Kept, Wanted, discover
from gongkai.discover.frontier import key
from gongkai.fetch import Fetcher
from tests.conftest import evaluation_folder
from tests.crawl.twin_world import SETTINGS
from tests.real_site import served

_OWN_ARTICLE = re.compile(r"""href=["'](?:\./)?\d{6}/t\d{8}_\d+\.html""")
_STATED_ROWS = re.compile(r"共\s*[1-9]\d*\s*条")
_ROW_WITH_DAY = re.compile(r"<li\b(?:(?!</li>).){0,600}?\d{4}-\d{2}-\d{2}", re.S)


@dataclass(frozen=True)
class Score:
    """Sections with rows: `there` by the site's own pages, `found` of them, `proposed` in all, `right` of
    these; `twice` counts addresses proposed more than once; `asked` pages were asked for."""

    name: str
    there: int
    found: int
    proposed: int
    right: int
    twice: int
    asked: int

    @property
    def line(self) -> str:
        recall, precision = self.found / self.there, self.right / max(self.proposed, 1)
        shares = f"{recall:.0%} | {self.proposed} | {precision:.0%} | {self.twice} | {self.asked}"
        return f"| {self.name} | {self.there} | {self.found} | {shares} |"


def walked(url: str) -> Discovery:
    async def walk() -> Discovery:
        async with Fetcher(SETTINGS, clock) as fetcher:
            kept = Kept(None, clock())
            return await discover(fetcher, Wanted(url), load(None).categories, clock, kept)

    return asyncio.run(walk())


def score(name: str, found: Discovery, there: Iterable[str], right: Iterable[str]) -> Score:
    wanted = set(there)
    proposed = [key(one.url) for one in found.sections if one.rows]
    hits = wanted & set(proposed)
    good = set(right) | wanted
    fine = sum(one in good for one in proposed)
    return Score(
        name,
        len(wanted),
        len(hits),
        len(proposed),
        fine,
        len(proposed) - len(set(proposed)),
        len(found.looks),
    )


def by_folder(site: Path) -> Score:
    """A site whose columns are folders with their articles in them (TRS WCM)."""
    with served(site) as base:
        found = walked(base)
        pages = {page: page.read_text("utf-8", "replace") for page in site.rglob("index.html")}
        there = {page for page, text in pages.items() if page.parent != site and _OWN_ARTICLE.search(text)}
        rows = {page for page, text in pages.items() if page.parent != site and _ROW_WITH_DAY.search(text)}
        return score("a county bureau, TRS WCM", found, _keys(base, site, there), _keys(base, site, rows))


def by_number(site: Path) -> Score:
    """A site whose columns and articles have the numbers of their columns in their addresses (SiteServer)."""
    with served(site) as base:
        found = walked(base)
        there, rows = set(), set()
        for page in (one for one in (site / "channels").glob("*.html") if "_" not in one.name):
            text = page.read_text("utf-8", "replace")
            if re.search(rf"contents/{page.stem}/\d+\.html", text):
                there.add(page)
            if _STATED_ROWS.search(text) or _ROW_WITH_DAY.search(text):
                rows.add(page)
        return score("a city bureau, SiteServer", found, _keys(base, site, there), _keys(base, site, rows))


def _keys(base: str, site: Path, pages: Iterable[Path]) -> set[str]:
    return {key(base + page.relative_to(site).as_posix()) for page in pages}


def of_twin(twin: type[Twin]) -> Score:
    site = twin(Stock(16))
    with served_twin(site):
        found = walked(site.base)
        return score(twin.__name__, found, {key(site.base + site.section)}, ())


def of_all_twins() -> Score:
    scores = [of_twin(twin) for twin in TWINS]
    sums = (
        sum(getattr(one, name) for one in scores) for name in "there found proposed right twice asked".split()
    )
    return Score(f"{len(scores)} twins", *sums)


HEAD = """| site | with rows | found | recall | proposed with rows | precision | twice | pages asked |
|---|---|---|---|---|---|---|---|"""


def main() -> None:
    sites = evaluation_folder() / "realsites"
    click.echo(HEAD)
    click.echo(by_folder(sites / "daozhen-rsj" / "site").line)
    click.echo(by_number(sites / "pds-education" / "site").line)
    click.echo(of_all_twins().line)


if __name__ == "__main__":
    main()
