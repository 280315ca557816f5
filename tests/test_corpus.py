"""The labelled pages are read as well as they ever were: page by page, and on the whole (`floors.json`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import floors
from benchmarks.corpus import Labelled, load, own_corpora, reading
from benchmarks.scoring import score

KEPT = floors.read_floors()
PAGES = [(folder.name, page) for folder in own_corpora() for page in load(folder)]


def scored(page: Labelled) -> floors.PageScore:
    return floors.PageScore(page.id, page.kind, score(page, reading(page)))


@pytest.mark.parametrize(("corpus", "page"), PAGES, ids=[f"{name}-{page.id}" for name, page in PAGES])
def test_a_page_is_read_as_labelled(corpus: str, page: Labelled) -> None:
    below = floors.worse(KEPT.get(corpus, {}), scored(page))

    assert not below, f"{corpus} {page.id}: " + _told(below, reading(page), page)


@pytest.mark.parametrize("folder", own_corpora(), ids=lambda folder: folder.name)
def test_floors_hold(folder: Path) -> None:
    assert not floors.faults(folder.name, KEPT, floors.measure(folder))


def test_floors_hold_on_the_optional_real_pages(evaluation: Path) -> None:
    measured = floors.measure(evaluation / floors.REALPAGES)
    below = {page.id: floors.worse(KEPT[floors.REALPAGES], page) for page in measured.pages}

    assert not floors.faults(floors.REALPAGES, KEPT, measured)
    assert not {page: fields for page, fields in below.items() if fields}


def test_every_corpus_with_floors_is_there() -> None:
    assert KEPT.keys() - {floors.REALPAGES} == {folder.name for folder in own_corpora()}


def test_no_label_is_without_a_page_or_twice() -> None:
    ids = [(name, page.id) for name, page in PAGES]

    assert len(set(ids)) == len(ids)
    for folder in own_corpora():
        files = len(list((folder / "pages").iterdir()))
        assert files == len(load(folder)), f"{folder.name}: page files and labels differ in number"


def _told(below: dict[str, tuple[float, float]], got: dict[str, object], page: Labelled) -> str:
    """Which fields, what was wanted and what came."""
    return "; ".join(
        f"{field} {have:.3f} (was {known:.3f})"
        f", wanted {str(page.label.get(field))[:120]!r}, got {str(got.get(field))[:120]!r}"
        for field, (have, known) in below.items()
    )
