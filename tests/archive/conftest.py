from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.archive import Archive, open_archive
from tests.archive import calls
from tests.archive.helpers import Crawl


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive", create=True, busy_seconds=0.05) as opened:
        yield opened


@pytest.fixture
def crawl(archive: Archive) -> Crawl:
    return Crawl(archive)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive on which every call of `calls` has something to do; it stays as it is."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    calls.make(folder)
    return folder


@pytest.fixture
def busy(made: Path, tmp_path: Path) -> Path:
    """The same, to be used up."""
    return calls.copied(made, tmp_path / "archive")


@pytest.fixture
def shared(made: Path) -> Iterator[Path]:
    """The archive where every user may go."""
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as name:
        above = Path(name)
        above.chmod(0o777)
        folder = Path(shutil.copytree(made, above / "archive"))
        folder.chmod(0o777)
        yield folder
