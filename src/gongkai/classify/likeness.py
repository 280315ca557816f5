"""How alike an item's words are to those of examples: a linear model over the characters of its title, its
columns and its opening, trained by `training` on the examples of the configuration (`examples/*.tsv`).

Two and three characters in a row stand for words; those of the column, of what is above it and of the opening
count on their own. The model is a table of weights, kept as `likeness.json`, that the same examples make again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.classify.clues import Clues
from gongkai.classify.cues import without_end

TITLE_CHARS = 60
"""Of a title, or of an opening in its place, that are looked at."""

OPENING_CHARS = 40
"""Of an opening that are looked at."""

_COLUMN, _ABOVE, _OPENING, _END = "栏", "上", "文", "尾"
"""Marks before the words of the column, of those above it, of the opening, and of a title's end."""


def features(clues: Clues) -> tuple[str, ...]:
    """The words of an item, each once, in their order."""
    return tuple(dict.fromkeys(_features(clues)))


def _features(clues: Clues) -> Iterator[str]:
    title = (clues.title or clues.opening)[:TITLE_CHARS]
    yield from _grams(title, 2)
    yield from _grams(title, 3)
    end = without_end(clues.title or title)
    for length in (2, 3, 4):
        yield _END + end[-length:]
    if clues.columns:
        yield f"{_COLUMN}^{clues.columns[-1]}$"
        for gram in _grams(clues.columns[-1], 2):
            yield _COLUMN + gram
    for column in clues.columns[:-1]:
        for gram in _grams(column, 2):
            yield _ABOVE + gram
    for gram in _grams(clues.opening[:OPENING_CHARS], 2):
        yield _OPENING + gram


def _grams(text: str, length: int) -> Iterator[str]:
    whole = f"^{text}$"
    for at in range(len(whole) - length + 1):
        yield whole[at : at + length]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The weights by word: pairs of the number of a category and what the word speaks for it; `bias` is what
    speaks for each without any word."""

    categories: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[tuple[int, float]]]

    def sums(self, clues: Clues) -> list[float]:
        """What the words of an item speak for each category, in the order of `categories`."""
        found = features(clues)
        share = 1 / math.sqrt(len(found) or 1)
        sums = list(self.bias)
        for word in found:
            for category, weight in self.weights.get(word, ()):
                sums[category] += weight * share
        return sums
