from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from gongkai.demo import DemoClock, District
from tests.demo.client import Client

END = date(2026, 11, 23)


@pytest.fixture(scope="module")
def running() -> Iterator[District]:
    """A running district; each test puts its clock where it wants."""
    with District(END, DemoClock()) as district:
        yield district


@pytest.fixture
def client(running: District) -> Client:
    return Client(running)
