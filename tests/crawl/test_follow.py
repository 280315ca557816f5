"""Hosts that a site's file follows, beside those that are twins: whose items their pages are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crawl.pages import article, list_page, text
from tests.crawl.world import World
from tests.loopback import LoopbackSite, loopback_site


@pytest.fixture
def other() -> Iterator[LoopbackSite]:
    with loopback_site() as site:
        yield site


def _publish(world: World, other: LoopbackSite) -> None:
    """One list with the same path at home, at the other host and at a third that nobody named."""
    world.watch("工作动态", "/gzdt/")
    rows = [
        ("/a/t1.html", "青石街道开展第1次安全检查", "2026-02-20"),
        (f"{other.base}a/t1.html", "白河街道开展第2次消防演练", "2026-02-19"),
        (f"{other.base}a/t2.pdf", "白河街道第3号公告", "2026-02-18"),
        ("http://third.invalid/a/t1.html", "第三方转载的第4条消息", "2026-02-17"),
    ]
    world.site.put("/gzdt/", list_page("工作动态", rows))
    files = ((f"{other.base}f/x.pdf", "附件"),)
    world.site.put("/a/t1.html", article(rows[0][1], "2026-02-20", text(rows[0][1]), files=files))
    other.put("/a/t1.html", article(rows[1][1], "2026-02-19", text(rows[1][1])))
    for path in ("/a/t2.pdf", "/f/x.pdf"):
        other.put(path, b"%PDF-1.4 none", Content_Type="application/pdf")


def test_pages_of_a_followed_host_are_read_each_under_its_own_address(world: World, other: LoopbackSite):
    _publish(world, other)
    world.follow = (other.host,)
    world.crawl()
    kinds = dict(world.rows("SELECT identity, kind FROM items"))
    assert kinds == {
        f"{world.site.host}/a/t1.html": "page",
        f"{other.host}/a/t1.html": "page",
        f"{other.host}/a/t2.pdf": "file",
        "third.invalid/a/t1.html": "external",
    }
    assert [other.asked[path] for path in ("/a/t1.html", "/a/t2.pdf", "/f/x.pdf")] == [1, 1, 1]


def test_without_a_word_another_hosts_pages_are_only_listed(world: World, other: LoopbackSite):
    _publish(world, other)
    world.crawl()
    assert world.one("SELECT count(*) FROM items WHERE kind = 'external'") == 3
    assert other.asked["/a/t1.html"] == other.asked["/f/x.pdf"] == 0


def test_an_article_that_moved_to_a_followed_host_is_still_the_sites_own(world: World, other: LoopbackSite):
    _publish(world, other)
    moved = other.pages["/a/t1.html"]
    world.site.put("/a/t1.html", b"", status=302, Location=f"{other.base}b/t1.html")
    other.pages["/b/t1.html"] = moved
    world.follow = (other.host,)
    world.crawl()
    assert world.rows(
        "SELECT outcome FROM checks JOIN items ON items.id = item WHERE identity = ?",
        f"{world.site.host}/a/t1.html",
    ) == [("new",)]
