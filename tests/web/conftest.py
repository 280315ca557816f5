"""One archive of the make-believe district for all tests of the room, and a Datasette over it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.web.serving import make_datasette
from tests.web import district

Get = Callable[[str], Any]


@pytest.fixture(scope="session")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "archive"
    district.write(folder)
    return folder


@pytest.fixture(scope="session")
def get(archive_folder: Path) -> Get:
    """Ask for a page of the district as of its day: the response, status and text."""
    datasette = make_datasette(archive_folder, as_of=district.AS_OF)
    return lambda path: asyncio.run(datasette.client.get(path))
