"""Words that speak for a category: the `[[cues]]` of taxonomy.toml, made ready to be looked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.base.values import Level
from gongkai.classify.clues import plain
from gongkai.config import CueConfig

_TRAILING = re.compile(r"(?:\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|\.{2,}|…+|\d+)+$")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word of a cue as parts that follow one another, anything between them. `first`: the text begins with
    it; `last`: it ends with it, but for brackets. `shown` is how people read it."""

    shown: str
    parts: tuple[str, ...]
    first: bool = False
    last: bool = False

    @classmethod
    def of(cls, word: str) -> Pattern:
        """`*` stands for anything, `^` before a word for the beginning of the text, `$` after it for the
        end."""
        said = plain(word)
        inner = said.removeprefix("^").removesuffix("$")
        parts = tuple(part for part in inner.split("*") if part)
        first = said.startswith("^") and not inner.startswith("*")
        return cls("…".join(parts), parts, first, said.endswith("$") and not inner.endswith("*"))

    def matches(self, text: str, bare: str) -> bool:
        """Whether it is in a text; `bare` is the text without the brackets at its end."""
        if not self.last:
            return _follow(text, self.parts, first=self.first)
        return self._ends(text) or (bare != text and self._ends(bare))

    def _ends(self, text: str) -> bool:
        end = self.parts[-1]
        if not text.endswith(end):
            return False
        if len(self.parts) == 1:
            return not self.first or text == end
        return _follow(text[: -len(end)], self.parts[:-1], first=self.first)


def _follow(text: str, parts: Sequence[str], *, first: bool) -> bool:
    """Whether the parts stand in the text one after another."""
    if first and not text.startswith(parts[0]):
        return False
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def without_end(text: str) -> str:
    """A title without the brackets, numbers and dots at its end."""
    return _TRAILING.sub("", text) or text


@dataclass(frozen=True, slots=True)
class Cue:
    """`weight` speaks for `category` where one of `words` is in the text, one of `also` too where there are
    such, and none of `unless`; of units of some levels, all where none is named."""

    id: str
    category: str
    weight: float
    words: tuple[Pattern, ...]
    also: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    levels: frozenset[Level] = frozenset()

    @classmethod
    def of(cls, config: CueConfig) -> Cue:
        """A cue as it is configured."""
        words, also, unless = (
            tuple(map(Pattern.of, some))
            for some in (config.words + config.more_words, config.also, config.unless)
        )
        levels = frozenset(config.levels)
        return cls(config.id, config.category, config.weight, words, also, unless, levels)

    def holds(self, text: str, bare: str, level: Level | None) -> bool:
        """Whether it says something, one of its words being in the text."""
        if self.levels and level not in self.levels:
            return False
        if any(one.matches(text, bare) for one in self.unless):
            return False
        return not self.also or any(one.matches(text, bare) for one in self.also)


@dataclass(frozen=True, slots=True)
class CueIndex:
    """Cues by the first two characters of their words: of thousands of words only those are tried whose
    beginning is in the text. Beside the number of its cue and itself each stands with what it is without
    anchors, where that is one part: it is there if that is."""

    cues: tuple[Cue, ...]
    beginnings: dict[str, list[tuple[int, Pattern, str]]] = field(repr=False)

    @classmethod
    def of(cls, cues: Iterable[Cue]) -> CueIndex:
        known = tuple(cues)
        beginnings: dict[str, list[tuple[int, Pattern, str]]] = defaultdict(list)
        for number, cue in enumerate(known):
            for pattern in cue.words:
                loose = len(pattern.parts) == 1 and not (pattern.first or pattern.last)
                word = pattern.parts[0] if loose else ""
                beginnings[pattern.parts[0][:2]].append((number, pattern, word))
        return cls(known, dict(beginnings))

    def found(self, text: str, level: Level | None = None) -> Iterator[tuple[Cue, str]]:
        """The cues that hold of a text, in their order, each with the longest of its words that is there."""
        bare = without_end(text)
        grams = {text[at : at + 2] for at in range(len(text))} | set(text)
        words: dict[int, str] = {}
        for gram in self.beginnings.keys() & grams:
            for number, pattern, word in self.beginnings[gram]:
                if (word in text) if word else pattern.matches(text, bare):
                    shown, best = pattern.shown, words.get(number, "")
                    if (len(shown), shown) > (len(best), best):
                        words[number] = shown
        for number in sorted(words):
            if self.cues[number].holds(text, bare, level):
                yield self.cues[number], words[number]
