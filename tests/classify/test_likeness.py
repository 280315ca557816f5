"""What is learned from examples, and that the shipped weights are those of the shipped examples."""

from __future__ import annotations

import pytest

from gongkai.classify import Sorter, clues_from
from gongkai.classify.likeness import Likeness, features
from gongkai.classify.training import train
from gongkai.config import load, read_examples, read_likeness

CONFIG = load(None)
CATEGORIES = tuple(category.id for category in CONFIG.categories)
BY_CUES = Sorter.of(CONFIG, None)
BLUE = [(f"云岭路{number}号的蓝皮船到港了", "community") for number in range(8)]
RED = [(f"云岭路{number}号的红皮船离港了", "faq") for number in range(8)]


def learned(*some: tuple[str, str]) -> Likeness:
    return train([(clues_from(title, "", ""), category) for title, category in some], BY_CUES)


def test_words_of_examples_speak_for_their_category() -> None:
    model = learned(*BLUE, *RED)
    sums = model.sums(features(clues_from("一艘蓝皮船", "", ""), ()))
    assert max(sums, key=lambda category: sums[category]) == "community"
    assert "蓝皮" in "".join(model.telling(features(clues_from("蓝皮船", "", ""), ()), "community", 2))


def test_the_same_examples_give_the_same_weights() -> None:
    assert learned(*BLUE, *RED) == learned(*BLUE, *RED)


def test_a_word_of_one_example_is_not_kept() -> None:
    model = learned(*BLUE, *RED, ("鲸落万物生", "org"))
    assert "鲸落" not in model.weights
    assert "蓝皮" in model.weights


def test_what_the_cues_say_rightly_is_not_learned_again() -> None:
    """The model says what the cues leave to be said: of what they are sure of, next to nothing."""
    sure = [(f"第{number}街道2025年度部门决算公开", "finance") for number in range(8)]
    unsure = [(f"第{number}街道蓝皮船公开", "finance") for number in range(8)]
    by_cues, by_words = learned(*sure), learned(*unsure)
    finance = CATEGORIES.index("finance")
    assert _most(by_cues, finance) < _most(by_words, finance) / 3


def _most(model: Likeness, category: int) -> float:
    return max(
        (points for row in model.weights.values() for held, points in row if held == category), default=0
    )


def test_the_shipped_weights_are_those_of_the_shipped_examples() -> None:
    """As good as to the last digit: the exponential function differs in the last bit from one machine to
    another. `scripts/likeness` writes them anew."""
    rows = read_examples(None, CATEGORIES)
    model = train([(clues_from(row.title, row.column, row.opening), row.category) for row in rows], BY_CUES)
    shipped = read_likeness(None)
    assert model.categories == shipped.categories == CATEGORIES
    assert model.bias == pytest.approx(shipped.bias, abs=0.11)
    told, held = (
        {(word, category): points for word, row in weights.items() for category, points in row}
        for weights in (model.weights, shipped.weights)
    )
    differing = [
        key for key in told.keys() | held.keys() if abs(told.get(key, 0.3) - held.get(key, 0.3)) > 0.11
    ]
    assert len(differing) <= len(held) / 1000
