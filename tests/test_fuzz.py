"""Broken pages and pages built to be expensive: never an exception, never long, never large.

The short part of `benchmarks/fuzz.py` and `benchmarks/attacks.py`; `pytest -m slow` runs all attacks.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.attack_pages import ATTACKS
from benchmarks.attacks import attack_apart
from benchmarks.corpus import Labelled, load, own_corpora
from benchmarks.fuzz import MAX_MB, SEEN, fuzz, read_all, report
from benchmarks.mutations import MUTATIONS, mutated
from gongkai.base.charset import decode
from gongkai.base.guard import MAX_CHARS, MAX_DEPTH, MAX_TAGS, refusal
from gongkai.base.values import Document, Page
from gongkai.extract import read_article
from gongkai.platforms import read_list
from tests.conftest import evaluation_folder

URL = "http://gk.invalid/zwgk/index.html"
SECONDS = 2.0
"""Of the process; the rule is one, and the machine may be slow."""


def whole_pages() -> list[Labelled]:
    """Real pages, where they are, and the project's own."""
    real = evaluation_folder() / "realpages"
    return [page for folder in [*own_corpora(), *([real] if real.is_dir() else [])] for page in load(folder)]


PAGES = whole_pages()
needs_pages = pytest.mark.skipif(not PAGES, reason="no labelled pages are here to be broken")


@needs_pages
@given(st.integers(0, max(0, len(PAGES) - 1)), st.text("0123456789", min_size=1, max_size=6))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_broken_page_is_read_soon_and_plainly(number: int, seed: str) -> None:
    page = PAGES[number]
    body, _ = mutated(page.raw, seed)
    started = time.process_time()
    read_all(body, page.url)

    assert time.process_time() - started < SECONDS


@needs_pages
@pytest.mark.parametrize("way", MUTATIONS)
def test_what_comes_out_keeps_its_form(way: str) -> None:
    chosen = random.Random(way).sample(PAGES, min(4, len(PAGES)))
    for page in chosen:
        text, charset = decode(MUTATIONS[way](page.raw, random.Random(page.id)))
        document = read_article(Page(page.url, text, charset))
        listing = read_list(Page(page.url, text, charset), seen=SEEN)

        assert_document(document)
        assert (listing.shape == "list") == bool(listing.rows)
        assert all(row.date is None or date.fromisoformat(row.date) for row in listing.rows)
        assert all(row.url is None or row.url.startswith("http") for row in listing.rows)


def assert_document(document: Document) -> None:
    for stated in (document.published, document.formed):
        assert stated is None or date.fromisoformat(stated[:10])
    for value in (document.title, document.source, document.issuer, document.index_no, document.doc_no):
        assert value is None or (value == value.strip() and value)
    assert all(file.url.startswith("http") for file in document.attachments)


@needs_pages
def test_the_long_run_counts_what_it_did() -> None:
    tally = fuzz(PAGES[:3], mutations=2, seed="7", jobs=1)

    assert tally.cases == 2 * len(PAGES[:3])
    assert not tally.broken
    assert "| exceptions | 0 |" in report(tally, len(PAGES[:3]))


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes(body: bytes) -> None:
    read_all(body, URL)


@pytest.mark.parametrize("way", MUTATIONS)
def test_every_way_breaks_nothing_at_all_too(way: str) -> None:
    """The mutations themselves hold for a page of no bytes and for one of a few."""
    for body in (b"", b"<", b"<p>&amp;</p>", "中".encode()):
        read_all(MUTATIONS[way](body, random.Random(way)), URL)


@pytest.mark.parametrize(
    ("build", "why"),
    [
        (lambda: "字" * (MAX_CHARS + 1), "too-large"),
        (lambda: "<" * (MAX_TAGS + 1), "too-many-tags"),
        (lambda: "<div>" * (MAX_DEPTH + 1), "too-deep"),
        (lambda: "字" * MAX_CHARS, None),
        (lambda: "<p>" * MAX_TAGS, None),
        (lambda: "<div>" * MAX_DEPTH, None),
    ],
)
def test_the_limits_stand_where_they_are_said_to(build: Callable[[], str], why: str | None) -> None:
    assert refusal(build()) == why


EXPENSIVE = ("options", "writes, long sums", "files in short scripts", "writes of long texts", "items")
"""Attacks that once took minutes."""


@pytest.mark.parametrize("name", EXPENSIVE)
def test_an_expensive_page_is_read_within_the_limits(name: str) -> None:
    within(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in ATTACKS if name not in EXPENSIVE])
def test_every_expensive_page_is_read_within_the_limits(name: str) -> None:
    within(name)


def within(name: str) -> None:
    outcome = attack_apart(name)

    assert not outcome.died
    assert max(outcome.guard, outcome.article, outcome.listing) < SECONDS
    assert outcome.megabytes < MAX_MB
