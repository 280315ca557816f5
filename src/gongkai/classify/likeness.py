"""How alike an item's words are to those of examples: a linear model that corrects what the cues say.

Two and three characters in a row stand for words; those of the column, of what is above it and of the opening
count on their own, as does each cue that holds. The model is a table of weights, trained by `training` on
`examples/*.tsv` of the configuration and kept beside them as `likeness.json`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.classify.clues import Clues
from gongkai.classify.cues import without_end

TITLE_CHARS = 60
"""Of a title, or of an opening in its place, that are looked at."""

OPENING_CHARS = 40
"""Of an opening that are looked at."""

_COLUMN, _ABOVE, _OPENING, _END, _CUE = "栏:", "上:", "文:", "尾:", "@"
"""Marks before the words of the column, of those above it, of the opening, of a title's end; before cues."""

_SAYS_NOTHING = re.compile(r"[\W\d_]|关于")

Weights = Mapping[str, Sequence[tuple[int, float]]]
"""By word: pairs of the number of a category and the points that the word speaks for it."""


def features(clues: Clues, cues: Iterable[str]) -> tuple[str, ...]:
    """The words of an item and the ids of the cues that hold of it, each once, in their order."""
    return tuple(dict.fromkeys((*_words(clues), *(_CUE + cue for cue in cues))))


def _words(clues: Clues) -> Iterator[str]:
    title = (clues.title or clues.opening)[:TITLE_CHARS]
    yield from _grams(title, 2)
    yield from _grams(title, 3)
    end = without_end(title)
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
    """The model: `bias` is what speaks for each category without any word."""

    categories: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Weights

    def sums(self, words: Sequence[str]) -> dict[str, float]:
        """What the words of an item speak for each category, in points."""
        known = [row for row in map(self.weights.get, words) if row]
        share = share_of(len(known))
        sums = list(self.bias)
        for row in known:
            for category, weight in row:
                sums[category] += weight * share
        return dict(zip(self.categories, sums, strict=True))

    def telling(self, words: Sequence[str], category: str, most: int) -> list[str]:
        """The words of the title that speak most for a category, `most` at most, for people to read."""
        if category not in self.categories:
            return []
        number = self.categories.index(category)
        found = [
            (-points, shown)
            for word in words
            if (shown := _shown(word))
            for held, points in self.weights.get(word, ())
            if held == number and points > 0
        ]
        told: list[str] = []
        for _, shown in sorted(found):
            if not any(shown in other or other in shown for other in told):
                told.append(shown)
        return told[:most]


def _shown(word: str) -> str:
    """A word of the title as people read it; empty for what says nothing to them."""
    shown = word.strip("^$")
    told = len(shown) > 1 and ":" not in word and not word.startswith(_CUE)
    return shown if told and not _SAYS_NOTHING.search(shown) else ""


def share_of(count: int) -> float:
    """What one of so many words counts: long titles do not speak louder than short ones."""
    return 1 / math.sqrt(count or 1)
