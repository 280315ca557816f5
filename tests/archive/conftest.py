from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.archive import Archive, open_archive
from tests.archive.helpers import Crawl


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive", create=True, busy_seconds=0.05) as opened:
        yield opened


@pytest.fixture
def crawl(archive: Archive) -> Crawl:
    return Crawl(archive)
