"""A host that says it has enough is left alone for the rest of the run, and nothing is concluded of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.archive import open_archive
from tests.crawl import fault_harms as harms
from tests.crawl.fault_server import FaultSite, Harm, fault_site
from tests.crawl.story import ROWS, Story
from tests.crawl.world import World

COLUMNS = ("gzdt", "tzgg", "zcwj", "jdhy", "rsxx")
"""As the columns of one host are visited, in this order."""

REFUSALS: dict[str, tuple[Harm, str]] = {
    "403": (harms.instead("no", 403), "blocked"),
    "412": (harms.instead("no", 412), "blocked"),
    "521": (harms.instead("no", 521), "blocked"),
    "a challenge": (harms.challenge, "blocked"),
}


@pytest.fixture
def site() -> Iterator[FaultSite]:
    with fault_site() as made:
        yield made


@pytest.fixture
def story(site: FaultSite, tmp_path: Path) -> Iterator[Story]:
    """Five columns of one host, crawled once."""
    with open_archive(tmp_path / "archive", create=True) as archive:
        world = World(site, archive)
        told = Story(world)
        for name in COLUMNS:
            world.watch(name, f"/{name}/", interval_days=14)
            told.publish(ROWS[:4], name=name, path=f"/{name}/")
        site.put("/", harms.HOME)
        world.crawl()
        yield told


def visited(story: Story, run: int) -> list[tuple[str, str]]:
    """The columns visited in a run, and how that ended."""
    rows = story.world.rows("SELECT section, outcome FROM visits WHERE run = ? ORDER BY id", run)
    return [(section.removeprefix("demo/"), outcome) for section, outcome in rows]


def calm_again(story: Story, site: FaultSite) -> None:
    """The next night everything is asked again, what waited first, and all is as before."""
    site.harms.clear()
    story.world.crawl()
    last = story.world.one("SELECT max(run) FROM visits")
    assert sorted(visited(story, last)) == sorted((name, "unchanged") for name in COLUMNS)
    story.nobody_accused()


@pytest.mark.parametrize("path", ["/gzdt/", "/tzgg/"])
def test_a_long_retry_after_ends_the_run_for_the_host(story: Story, site: FaultSite, path: str):
    """Columns asked before have their visit, the one that was refused failed; the others have none."""
    site.harms[path] = harms.busy_for_hours
    site.asked.clear()
    story.world.crawl()
    at = COLUMNS.index(path.strip("/"))
    before = [(name, "unchanged") for name in COLUMNS[:at]]
    assert visited(story, 2) == [*before, (COLUMNS[at], "failed")]
    assert sum(site.asked.values()) - site.asked["/robots.txt"] == at + 1, "no article was asked for either"
    story.nobody_accused()
    calm_again(story, site)


@pytest.mark.parametrize("refusal", REFUSALS)
def test_three_refusals_in_a_row_end_the_run_for_the_host(story: Story, site: FaultSite, refusal: str):
    harm, outcome = REFUSALS[refusal]
    site.harms |= {f"/{name}/": harm for name in COLUMNS[1:]}
    story.world.crawl()
    assert visited(story, 2) == [("gzdt", "unchanged"), *[(name, outcome) for name in COLUMNS[1:]]]
    assert story.world.one("SELECT count(*) FROM visits WHERE reason = 'breaker'") == 1, "the last, not asked"
    story.nobody_accused()
    calm_again(story, site)


def test_three_refused_articles_in_a_row_end_the_run_for_the_host(story: Story, site: FaultSite):
    """The lists are well; every article is refused. Three looks are written down, no more."""
    refused = harms.instead("no", 403)
    site.harms |= {path: refused for path in site.pages if path.endswith(".html")}
    story.world.crawl()
    looks = story.world.rows("SELECT outcome, count(*) FROM checks WHERE run = 2 GROUP BY outcome")
    assert looks == [("blocked", 3)]
    calm_again(story, site)


@pytest.mark.parametrize("refused", [("/gzdt/", "/tzgg/"), ("/gzdt/", "/tzgg/", "/jdhy/", "/rsxx/")])
def test_two_refusals_in_a_row_end_nothing(story: Story, site: FaultSite, refused: tuple[str, ...]):
    site.harms |= dict.fromkeys(refused, harms.instead("no", 403))
    story.world.crawl()
    wanted = [(name, "blocked" if f"/{name}/" in refused else "unchanged") for name in COLUMNS]
    assert visited(story, 2) == wanted
    story.nobody_accused()
    calm_again(story, site)


def test_a_host_that_is_done_holds_up_no_other(story: Story, site: FaultSite):
    """Another host of the same site is asked as if nothing were the matter."""
    with fault_site() as other:
        story.world.hosts = (site.host, other.host)
        section = story.world.watch("other", "/other/")
        story.world.sections[-1] = replace(section, url=section.url.replace(site.host, other.host))
        other.pages = site.pages
        story.publish(ROWS[:4], name="other", path="/other/")
        site.harms["/gzdt/"] = harms.busy_for_hours
        story.world.crawl()
        assert ("other", "new") in visited(story, 2)
