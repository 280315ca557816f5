"""What every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from gongkai.archive import sqlite
from gongkai.cli.demo import crawl_demo
from tests.real_site import RealSite, crawled_site

DEMO_END = date(2026, 11, 23)


def evaluation_folder() -> Path:
    """Where the optional evaluation data would be."""
    named = os.environ.get("GONGKAI_EVALUATION")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared"


SHIPPED = sqlite.SYNCHRONOUS


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Most of the time of most tests would be that. What a power failure leaves is for the disk; what a kill
    leaves is tested in processes of their own, which do wait."""
    sqlite.SYNCHRONOUS = "OFF"
    yield
    sqlite.SYNCHRONOUS = SHIPPED


@pytest.fixture
def waiting_for_the_disk() -> Iterator[None]:
    """Archives as they are outside of tests."""
    sqlite.SYNCHRONOUS = SHIPPED
    yield
    sqlite.SYNCHRONOUS = "OFF"


@pytest.fixture(scope="session")
def evaluation() -> Path:
    """The folder of optional evaluation data; tests that need it skip where it is absent."""
    folder = evaluation_folder()
    if not (folder / "realpages").is_dir():
        pytest.skip("the optional evaluation data is not here; name its folder in GONGKAI_EVALUATION")
    return folder


@pytest.fixture(scope="session")
def real_site(evaluation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSite]:
    """The saved real site, crawled twice."""
    saved = evaluation / "realsites" / "daozhen-rsj"
    if not saved.is_dir():
        pytest.skip("the saved real site is not among the evaluation data")
    with crawled_site(saved, tmp_path_factory.mktemp("real")) as site:
        yield site


@pytest.fixture(scope="session")
def demo_archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive folder of the demo district, crawled through all its months up to DEMO_END, to be
    read only. Where several processes run the tests, the first that needs it makes it for all."""
    ours = tmp_path_factory.getbasetemp()
    common = ours.parent if hasattr(request.config, "workerinput") else ours
    demo = common / "demo-district"
    with FileLock(common / "demo-district.lock"):
        if not demo.exists():
            folder = tmp_path_factory.mktemp("demo")
            crawl_demo(DEMO_END, folder, host="127.0.0.1", port=0, serve=False)
            folder.rename(demo)  # at last: what is there is whole
    return demo / "archive"
