"""Every family's twin: from its home page or its column to a configuration that crawls as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.demo.twins import TWINS, Stock, Twin, served
from gongkai.discover.frontier import key
from tests.crawl.test_twins import _is_variant as is_variant
from tests.discover.desk import Desk

ROWS = 16
READ_AS = {"HanwebXxgk": "hanweb_xxgk"}
"""Twins that are read by a module of their own within their family."""


def _runs() -> list[object]:
    """Every twin from its home page; its column too, a slow test of mere variants."""
    return [
        pytest.param(
            twin,
            begin,
            id=f"{twin.__name__}-{begin}",
            marks=[pytest.mark.slow] if begin == "column" and is_variant(twin) else [],
        )
        for twin in TWINS
        for begin in ("home", "column")
    ]


@pytest.mark.parametrize(("twin", "begin"), _runs())
def test_from_an_address_to_rows(twin: type[Twin], begin: str, tmp_path: Path):
    desk, site = Desk(tmp_path), twin(Stock(ROWS))
    with served(site):
        column = site.base + site.section
        told = desk.discover(site.base if begin == "home" else column)
        with_rows = [one for one in told["sections"] if one["rows"]]
        assert [key(one["url"]) for one in with_rows] == [key(column)]
        assert told["platform"] in (twin.NAME, READ_AS.get(twin.__name__))
        assert (with_rows[0]["name"], with_rows[0]["category"]) in _named(twin)
        assert told["owner"] == "云岭区青石街道办事处"
        desk.well("config", "check")
        _nothing_new(desk, site.base)
        desk.well("crawl", "--backfill")
    ((outcome, listed),) = desk.rows("SELECT outcome, listed FROM visits WHERE outcome <> 'empty'")
    assert outcome == "new"
    assert listed >= ROWS


def _named(twin: type[Twin]) -> list[tuple[str, str | None]]:
    """What the column may be called: openness prints a heading of its own over it."""
    return [("通知公告", "notice"), *([("信息公开目录", None)] if twin.NAME == "openness" else [])]


def _nothing_new(desk: Desk, address: str) -> None:
    """What was just written is what is found once more, and the file stays as it is."""
    before = desk.file.read_bytes()
    told = desk.discover(address, "--update")
    assert (told["new"], told["gone"], told["moved"], told["unseen"]) == ([], [], [], [])
    assert told["same"] == len(told["sections"])
    assert desk.file.read_bytes() == before
