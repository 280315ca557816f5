"""Training the model of `likeness` on examples: multinomial logistic regression, one example after another.

The same examples give the same weights: nothing is drawn by chance, the order of each round is that of a hash.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Sequence

from gongkai.classify.clues import Clues
from gongkai.classify.likeness import Likeness, features

ROUNDS = 12
STEP = 0.5
SLOWING = 0.3
"""The step of round n is STEP / (1 + SLOWING n)."""

BIAS_SHARE = 0.1
"""What a step moves the bias: how frequent a category is among examples says little of a site."""

IGNORED = 0.003
"""An error so small moves nothing."""

SEEN = 2
"""In so many examples a word has to be, to be kept."""

SMALL = 0.05
"""Weights this small are left out of the model."""

Example = tuple[Clues, str]
"""What is known of an item, and its category."""


def train(
    examples: Sequence[Example], categories: Sequence[str], told: Callable[[int], None] = lambda _round: None
) -> Likeness:
    """A model of the examples; `told` is called with the number of each round that is done."""
    numbers = {category: number for number, category in enumerate(categories)}
    words = [features(clues) for clues, _ in examples]
    frequent = Counter(word for some in words for word in some)
    kept = [[word for word in some if frequent[word] >= SEEN] for some in words]
    weights = {word: [0.0] * len(categories) for word, count in frequent.items() if count >= SEEN}
    bias = [0.0] * len(categories)
    wanted = [numbers[category] for _, category in examples]
    for number in range(ROUNDS):
        step = STEP / (1 + SLOWING * number)
        for at in _order(len(examples), number):
            rows = [weights[word] for word in kept[at]]
            _learn(rows, bias, wanted[at], step)
        told(number + 1)
    sparse = {word: _kept(row) for word, row in weights.items()}
    return Likeness(
        tuple(categories),
        tuple(round(value, 2) for value in bias),
        {word: row for word, row in sorted(sparse.items()) if row},
    )


def _order(count: int, number: int) -> list[int]:
    """The examples in the order of a round."""
    return sorted(range(count), key=lambda at: hashlib.sha256(f"{number}:{at}".encode()).digest())


def _learn(rows: list[list[float]], bias: list[float], wanted: int, step: float) -> None:
    """Move the weights of an example's words towards its category."""
    share = 1 / math.sqrt(len(rows) or 1)
    sums = list(bias)
    for row in rows:
        for category, weight in enumerate(row):
            sums[category] += weight * share
    most = max(sums)
    parts = [math.exp(value - most) for value in sums]
    whole = sum(parts)
    for category, part in enumerate(parts):
        error = part / whole - (category == wanted)
        if abs(error) > IGNORED:
            bias[category] -= error * step * BIAS_SHARE
            for row in rows:
                row[category] -= error * step * share


def _kept(row: Sequence[float]) -> tuple[tuple[int, float], ...]:
    rounded = ((category, round(weight, 2)) for category, weight in enumerate(row))
    return tuple((category, weight) for category, weight in rounded if abs(weight) >= SMALL)
