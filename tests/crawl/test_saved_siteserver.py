"""A saved site of another system (SiteServer), crawled with section addresses only, items held against their
pages. Skips without the optional evaluation data.

Links whose target was not saved lead nowhere there, and names of places were overwritten in titles: what is
compared is what stands on the page itself.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.archive import Archive, open_archive
from gongkai.cli.context import clock
from gongkai.cli.crawling import crawl_options, run_crawl
from gongkai.config import load
from tests.real_site import served, write_config

TOTAL = re.compile(r"共\s*(\d+)\s*条")


@pytest.fixture(scope="session")
def saved(evaluation: Path) -> Path:
    return evaluation / "realsites" / "pds-education" / "site"


@pytest.fixture(scope="session")
def archive(saved: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("siteserver")
    first_pages = (path for path in (saved / "channels").glob("*.html") if "_" not in path.name)
    with served(saved) as base:
        write_config(folder / "config", base, sorted(f"channels/{path.name}" for path in first_pages))
        config = load(folder / "config")
        run_crawl(config, folder / "archive", crawl_options(config), clock)
    with open_archive(folder / "archive", write=False) as opened:
        yield opened


def _text(page: Path) -> str:
    """The text of a page without its markup and white space."""
    shown = re.sub(r"<[^>]*>", "", page.read_text("utf-8", "replace"))
    return "".join(html.unescape(shown).split())


def test_every_item_says_what_its_own_page_says(archive: Archive, saved: Path):
    rows = archive.db.execute("SELECT url, title, published FROM items WHERE kind = 'page' AND version > 0")
    wrong = []
    for url, title, published in rows:
        shown = _text(saved / url.split("/", 3)[3])
        if "".join(title.split()) not in shown or (published and published[:10] not in shown):
            wrong.append((url, title, published))
    assert archive.db.execute("SELECT count(*) FROM items").fetchone()[0] >= 190
    assert wrong == []


def test_a_column_is_empty_only_where_it_says_so(archive: Archive, saved: Path):
    rows = archive.db.execute("SELECT outcome, url FROM visits JOIN sections ON sections.id = visits.section")
    stated: Counter[tuple[str, bool]] = Counter()
    for outcome, url in rows:
        totals = TOTAL.findall((saved / url.split("/", 3)[3]).read_text("utf-8", "replace"))
        stated[outcome, totals[:1] == ["0"]] += 1
    assert stated["empty", False] == 0
    assert stated["empty", True] >= 6
    assert stated["new", True] == 0
    assert stated["new", False] >= 124


def test_every_row_of_a_first_page_is_counted(archive: Archive, saved: Path):
    rows = archive.db.execute(
        """SELECT url, listed FROM visits JOIN sections ON sections.id = visits.section
           WHERE outcome = 'new' AND pages = 1"""
    )
    short = []
    for url, listed in rows:
        text = (saved / url.split("/", 3)[3]).read_text("utf-8", "replace")
        total, pages = TOTAL.search(text), re.search(r"当前第\s*1\s*/\s*1\s*页", text)
        if total and pages and int(total[1]) != listed:
            short.append((url, int(total[1]), listed))
    assert short == []
