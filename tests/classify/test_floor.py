"""The gate of sorting: how many of the labels are sorted right may not fall. Labels only score; none of them
is an example, and `python -m benchmarks.sorting --wrong` tells which are wrong."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.sorting import (
    LABELS,
    WAYS,
    Label,
    accuracy,
    by_column,
    by_words,
    macro_f1,
    read_labels,
    scored,
)
from gongkai.classify import Sorter
from gongkai.config import load, read_examples, read_likeness

WHOLE, TITLE_AND_COLUMN, TITLE = WAYS.values()


@cache
def sorter() -> Sorter:
    return Sorter.of(load(None), read_likeness(None))


@cache
def own() -> tuple[Label, ...]:
    return tuple(label for file in sorted(LABELS.glob("*.jsonl")) for label in read_labels(file))


def held(labels: tuple[Label, ...] | list[Label], whole: float, title: float) -> None:
    """The floors: of what is sorted by all there is and by title and column, of what by its title alone; and
    of what is called sure, which has to be two thirds at least, nearly all."""
    everything = scored(labels, sorter().sort, WHOLE)
    sure = [one for one in everything if one.sorting.confidence >= sorter().sure]
    assert accuracy(everything) >= whole
    assert accuracy(scored(labels, sorter().sort, TITLE_AND_COLUMN)) >= whole
    assert accuracy(scored(labels, sorter().sort, TITLE)) >= title
    assert accuracy(sure) >= 0.97
    assert len(sure) >= len(everything) * 2 / 3


def test_the_labels_of_the_project_are_sorted_as_well_as_before() -> None:
    held(own(), 0.915, 0.875)
    assert macro_f1(scored(own(), sorter().sort, WHOLE)) >= 0.92


def test_sorting_is_far_better_than_its_baselines() -> None:
    right = accuracy(scored(own(), sorter().sort, WHOLE))
    for baseline in (by_column(sorter()), by_words(sorter())):
        assert right > accuracy(scored(own(), baseline, WHOLE)) + 0.3


def test_every_category_has_labels() -> None:
    assert {label.right[0] for label in own()} == set(sorter().categories)


def test_no_label_is_an_example() -> None:
    rows = read_examples(None, set(sorter().categories))
    titles = {row.title for row in rows if row.title}
    openings = {row.opening for row in rows if row.opening}
    assert not [label.title for label in own() if label.title in titles]
    assert not [label for label in own() if not label.title and label.clues.opening in openings]


def test_the_optional_evaluation_data_are_sorted_as_well_as_they_have_to_be(evaluation: Path) -> None:
    file = evaluation / "labels" / "dev.jsonl"
    if not file.exists():
        pytest.skip(f"the optional evaluation data have no labels of titles: {file}")
    labels = read_labels(file)
    held(labels, 0.90, 0.80)
    rows = read_examples(None, set(sorter().categories))
    shared = {label.title for label in labels if label.title} & {row.title for row in rows}
    assert not shared, "nothing of the evaluation data is an example"
