"""The page of a section that cannot be read names the command that may mend it; others do not."""

from __future__ import annotations

import re

import pytest

from gongkai.fetch.reasons import mending
from tests.web.conftest import Get


def test_a_broken_section_names_the_command(get: Get):
    assert re.search(r"gongkai discover http\S+ --update", get("/section/lh/czzj").text)


def test_a_section_that_is_well_does_not(get: Get):
    assert "gongkai discover" not in get("/section/lh/gzdt").text


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        ("broken", "rows-gone", True),
        ("failed", "http-404", True),
        ("failed", "timeout", False),
        ("blocked", "http-403", False),
        ("fresh", "", False),
    ],
)
def test_when_it_is_said(state: str, reason: str, said: bool):
    assert bool(mending(state, reason, "https://www.example.invalid/")) is said
