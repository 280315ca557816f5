"""A small site on loopback and an operator's folders over it, crawled once; some tests have others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_bad_input import Desk
from tests.crawl.pages import article, list_page, text
from tests.loopback import LoopbackSite, loopback_site

TITLE = "青石街道关于开展2026年安全生产检查的通知"


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as made:
        made.put("/gzdt/", list_page("工作动态", [("./1.html", TITLE, "2026-02-01")]))
        made.put("/gzdt/1.html", article(TITLE, "2026-02-01 09:30", text("安全生产")))
        yield made


@pytest.fixture
def desk(tmp_path: Path, site: LoopbackSite) -> Desk:
    made = Desk(tmp_path, site.base)
    assert made.run("crawl").exit_code == 0
    return made
