"""Every family's twin can be tried with its section's address only, and its case is read back as recorded."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from benchmarks.corpus import load, reading
from benchmarks.scoring import score
from gongkai.base.times import china_day
from gongkai.base.values import Section, Site
from gongkai.cli.testcase import case_files
from gongkai.crawl.reading import PageReader
from gongkai.crawl.trial import Trial, nothing_known
from gongkai.crawl.trialchecks import checks_of
from gongkai.crawl.trying import Tools, try_section
from gongkai.demo.twins import TWINS, Stock, Twin, served
from gongkai.fetch import Fetcher
from tests.crawl.twin_world import NOW, SETTINGS

ROWS = 45


def tried(twin: Twin) -> Trial:
    section = Section("twin/tzgg", "twin", "qingshi", "通知公告", twin.base + twin.section, interval_days=14)
    site = Site("twin", "青石街道", twin.base + "/", (twin.base.removeprefix("http://"),))

    async def go() -> Trial:
        async with Fetcher(SETTINGS, lambda: NOW) as fetcher, PageReader() as pages:
            tools = Tools(fetcher, pages, china_day(NOW))
            return await try_section(tools, section, site, nothing_known(section.id))

    return asyncio.run(go())


@pytest.mark.parametrize("kind", TWINS, ids=lambda kind: kind.__name__)
def test_a_family_is_tried_and_recorded(kind: type[Twin], tmp_path: Path):
    twin = kind(Stock(min(ROWS, kind.window_rows or ROWS)))
    with served(twin):
        trial = tried(twin)

    found = {check.id: check for check in checks_of(trial)}
    assert [check for check in found.values() if check.level == "bad"] == []
    assert {found[name].level for name in ("answered", "agree", "rows")} == {"good"}
    assert trial.article is not None
    assert not trial.article.reason
    for path, data in case_files(trial, "case").items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    for page in load(tmp_path):
        assert set(score(page, reading(page)).values()) == {1.0}, page.id
    assert sum(page.label["n_items"] for page in load(tmp_path) if page.kind == "list") >= len(
        trial.shown.rows
    )
