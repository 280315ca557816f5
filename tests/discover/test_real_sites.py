"""The saved real sites: what is found and proposed; skips without the optional evaluation data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.discover.frontier import key
from tests.discover.desk import Desk
from tests.discover.measure import HEAD, Score, by_folder, by_number, of_all_twins
from tests.real_site import served

DOC = Path(__file__).parents[2] / "docs" / "discover.md"


@pytest.fixture(scope="session")
def sites(evaluation: Path) -> Path:
    folder = evaluation / "realsites"
    if not (folder / "daozhen-rsj").is_dir():
        pytest.skip("the saved real sites are not among the evaluation data")
    return folder


def _assert_good(score: Score) -> None:
    assert score.found >= 0.95 * score.there, score
    assert score.right >= 0.95 * score.proposed, score
    assert score.twice == 0
    assert score.line in DOC.read_text("utf-8"), "python -m tests.discover.measure prints the table"


def test_columns_that_are_folders(sites: Path):
    _assert_good(by_folder(sites / "daozhen-rsj" / "site"))


def test_columns_that_are_numbers(sites: Path):
    _assert_good(by_number(sites / "pds-education" / "site"))


def test_all_twins():
    assert HEAD in DOC.read_text("utf-8")
    _assert_good(of_all_twins())


def test_what_is_written_is_crawled_as_it_is(sites: Path, tmp_path: Path):
    """Every column of which the list of what to expect has articles is seen with its rows."""
    expected = json.loads((sites / "daozhen-rsj" / "expected.json").read_text("utf-8"))
    desk = Desk(tmp_path)
    with served(sites / "daozhen-rsj" / "site") as base:
        desk.discover(base)
        desk.well("config", "check")
        desk.well("crawl")
        wanted = {key(base + path) for path, told in expected["sections"].items() if told["articles"]}
    seen = {
        key(url)
        for (url,) in desk.rows(
            "SELECT url FROM sections JOIN visits ON section = sections.id WHERE listed > 0"
        )
    }
    assert wanted <= seen
