"""Training the model of `likeness`: multinomial logistic regression on what the cues leave to be said.

Each example is learned with its column and opening and, where it has a title, once more by that alone:
titles stand in columns that say nothing. The same examples and cues give the same weights: nothing is drawn
by chance, the order of each round is that of a hash.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.classify.clues import Clues
from gongkai.classify.likeness import Likeness, features, share_of
from gongkai.classify.sorter import WIDTH, Sorter

ROUNDS = 12
STEP = 1.5
SLOWING = 0.3
"""The step of round n is STEP / (1 + SLOWING n)."""

BIAS_SHARE = 0.1
"""What a step moves the bias: how frequent a category is among examples says little of a site."""

IGNORED = 0.003
"""An error so small moves nothing."""

DECAY = 0.0005
"""What a weight loses each time its word is learned from, times the step: the less examples say of a word,
the less is made of it (`benchmarks.sorting --across` is a hundredth worse without)."""

SEEN = 2
"""In so many examples a word has to be, to be kept."""

SMALL = 0.3
"""Weights below so many points are left out of the model."""

Example = tuple[Clues, str]
"""What is known of an item, and its category."""


@dataclass(frozen=True, slots=True)
class _Lesson:
    """One look at an example: its words, what the cues say of each category, and the number of its own."""

    words: tuple[str, ...]
    said: tuple[float, ...]
    wanted: int


def train(
    examples: Sequence[Example], sorter: Sorter, told: Callable[[int], None] = lambda _round: None
) -> Likeness:
    """A model of the examples beside the cues of a sorter; `told` is called with the number of each round."""
    categories = tuple(sorter.categories)
    numbers = {category: number for number, category in enumerate(categories)}
    lessons = [
        _lesson(clues, numbers[category], categories, sorter)
        for whole, category in examples
        for clues in _looks(whole)
    ]
    seen = Counter(word for some in _all_words(examples, sorter) for word in some)
    weights = {word: [0.0] * len(categories) for word, count in seen.items() if count >= SEEN}
    looks = Counter(word for lesson in lessons for word in lesson.words)
    bias = [0.0] * len(categories)
    for number in range(ROUNDS):
        step = STEP / (1 + SLOWING * number)
        for at in _order(len(lessons), number):
            lesson = lessons[at]
            _learn([weights[word] for word in lesson.words if word in weights], bias, lesson, step)
        _shrink(weights, looks, step)
        told(number + 1)
    rows = {word: _kept(row) for word, row in sorted(weights.items())}
    kept = {word: row for word, row in rows.items() if row}
    return Likeness(categories, tuple(_points(value) for value in bias), kept)


def _all_words(examples: Sequence[Example], sorter: Sorter) -> Iterator[tuple[str, ...]]:
    """The words of each example, seen whole."""
    return (features(clues, sorter.said(clues)[1]) for clues, _ in examples)


def _looks(clues: Clues) -> Iterator[Clues]:
    yield clues
    if clues.title and (clues.columns or clues.opening):
        yield replace(clues, columns=(), opening="")
    if clues.title and clues.columns and clues.opening:
        yield replace(clues, opening="")


def _lesson(clues: Clues, wanted: int, categories: Sequence[str], sorter: Sorter) -> _Lesson:
    sums, cues = sorter.said(clues)
    said = tuple(sums.get(category, 0.0) / WIDTH for category in categories)
    return _Lesson(features(clues, cues), said, wanted)


def _order(count: int, number: int) -> list[int]:
    """The lessons in the order of a round."""
    return sorted(range(count), key=lambda at: hashlib.sha256(f"{number}:{at}".encode()).digest())


def _learn(rows: list[list[float]], bias: list[float], lesson: _Lesson, step: float) -> None:
    """Move the weights of a lesson's words towards its category."""
    share = share_of(len(rows))
    sums = [held + said for held, said in zip(bias, lesson.said, strict=True)]
    for row in rows:
        for category, weight in enumerate(row):
            sums[category] += weight * share
    most = max(sums)
    parts = [math.exp(value - most) for value in sums]
    whole = sum(parts)
    for category, part in enumerate(parts):
        error = part / whole - (category == lesson.wanted)
        if abs(error) > IGNORED:
            bias[category] -= error * step * BIAS_SHARE
            move = error * step * share
            for row in rows:
                row[category] -= move


def _shrink(weights: dict[str, list[float]], looks: Counter[str], step: float) -> None:
    """What the weights lose in a round, each as often as its word was learned from."""
    for word, row in weights.items():
        kept = (1 - DECAY * step) ** looks[word]
        for category, weight in enumerate(row):
            row[category] = weight * kept


def _points(value: float) -> float:
    return round(value * WIDTH, 1)


def _kept(row: Sequence[float]) -> tuple[tuple[int, float], ...]:
    points = ((category, _points(weight)) for category, weight in enumerate(row))
    return tuple((category, weight) for category, weight in points if abs(weight) >= SMALL)
