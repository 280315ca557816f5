"""Sorting items into the taxonomy: the category of each, how sure that is, and the reason in words.

What speaks for a category is added up: the cues found in title, column, opening and stated facts, the
columns that the item stands in, and how alike its words are to those of examples (`likeness`). The category
for which most is said has it. Where that is too little nothing is said (`other`, with little confidence), and
against the category that an operator named for the column only what is sure is said.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai.base.sorting import Sorting
from gongkai.base.values import Document, Level, Section
from gongkai.classify.clues import Clues, clues_of
from gongkai.classify.cues import Cue, CueIndex
from gongkai.classify.likeness import Likeness, features
from gongkai.classify.naming import category_by_name
from gongkai.classify.topics import TopicIndex
from gongkai.config import CategoryConfig, Config, CueField, LikenessTable

OTHER = "other"
"""The category of what is not sorted."""

UNTITLED = 0.5
"""What a cue of titles counts in the opening of a text that has no title."""

BESIDE_TITLE = 0.7
"""What a cue of openings counts where there is a title."""

ABOVE = 0.3
"""What a column counts of whose columns one lists the item."""

SAID = 1.5
"""What the operator's word on a column weighs more than its name."""

SHOWN_REASONS = 2
"""So many reasons are told."""

SHOWN_WORDS = 2
"""So many words that make an item like examples are told."""

WIDTH = 1.6
"""How far apart sums have to be to mean something: the smaller, the surer of itself sorting is."""

_FIELDS: Mapping[CueField, str] = {
    "title": "题名",
    "column": "栏目名",
    "opening": "正文开头",
    "stated": "页面标注",
    "doc_no": "文号",
}


@dataclass(slots=True)
class _Said:
    """What speaks for each category: the sum, and why in words; and the cues that hold."""

    sums: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    why: dict[str, list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))
    cues: list[str] = field(default_factory=list)

    def add(self, category: str, weight: float, reason: str) -> None:
        self.sums[category] += weight
        self.because(category, weight, reason)

    def because(self, category: str, weight: float, reason: str) -> None:
        """A reason that weighs so much; none against a category is told."""
        if reason and weight > 0:
            self.why[category].append((weight, reason))

    def best(self) -> str:
        """The category for which most is said."""
        return max(sorted(self.sums), key=self.sums.__getitem__)

    def reason(self, category: str) -> str:
        """The weightiest reasons."""
        told = sorted(self.why[category], key=lambda pair: -pair[0])
        return "；".join(list(dict.fromkeys(reason for _, reason in told))[:SHOWN_REASONS])


def _quoted(word: str) -> str:
    """A word as a reason tells it; a pair of quotation marks is looked for as well."""
    return word if word.startswith("“") else f"“{word}”"


def _put_weightier(reasons: dict[str, tuple[float, str]], category: str, weight: float, told: str) -> None:
    if category not in reasons or weight > reasons[category][0]:
        reasons[category] = weight, told


@dataclass(frozen=True, slots=True)
class Sorter:
    """Everything that items are sorted by. One without anything goes by the column's category alone."""

    categories: Mapping[str, CategoryConfig] = field(default_factory=dict)
    cues: Mapping[CueField, CueIndex] = field(default_factory=dict)
    topics: TopicIndex = field(default_factory=lambda: TopicIndex.of(()))
    levels: Mapping[str, Level] = field(default_factory=dict)
    likeness: Likeness | None = None
    sure: float = 0.0
    least: float = 0.0
    _by_name: dict[str, tuple[str, str] | None] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, config: Config, learned: LikenessTable | None) -> Sorter:
        """As the configuration says, and by what was learned from examples (`config.read_likeness`)."""
        taxonomy = config.taxonomy
        by_field: dict[CueField, list[Cue]] = defaultdict(list)
        for cue in taxonomy.cues:
            by_field[cue.where].append(Cue.of(cue))
        return cls(
            categories={category.id: category for category in taxonomy.categories},
            cues={where: CueIndex.of(cues) for where, cues in by_field.items()},
            topics=TopicIndex.of(taxonomy.topics),
            levels={unit.id: unit.level for unit in config.units},
            likeness=Likeness(learned.categories, learned.bias, learned.weights) if learned else None,
            sure=taxonomy.sorting.sure,
            least=taxonomy.sorting.least,
        )

    def sort_item(
        self, section: Section | None, title: str, document: Document | None, *, unit: str | None = None
    ) -> Sorting:
        """An item that a section lists under a title, by its page too where that was read. `unit` is its
        unit, where that is not the section's."""
        level = self.levels.get(unit or (section.unit if section else ""))
        clues = clues_of(section, title, document, level)
        topics = self.topics.named(clues.title or clues.opening, clues.columns)
        return replace(self.sort(clues), topics=topics)

    def sort(self, clues: Clues) -> Sorting:
        """The category of what is known by these clues."""
        said = self._heard(clues)
        if clues.title or clues.opening:
            self._add_likeness(said, clues)
        return self._decided(said, clues)

    def said(self, clues: Clues) -> tuple[Mapping[str, float], Sequence[str]]:
        """What cues and columns alone speak for each category, and the ids of the cues that hold."""
        said = self._heard(clues)
        return said.sums, said.cues

    def _heard(self, clues: Clues) -> _Said:
        said = _Said()
        self._add_cues(said, clues)
        self._add_columns(said, clues)
        return said

    def _add_likeness(self, said: _Said, clues: Clues) -> None:
        if self.likeness is None:
            return
        words = features(clues, said.cues)
        sums = self.likeness.sums(words)
        for category, points in sums.items():
            if category in self.categories:
                said.add(category, points, "")
        best = said.best()
        if len(said.why[best]) < SHOWN_REASONS:
            telling = self.likeness.telling(words, best, SHOWN_WORDS)
            told = "、".join(map(_quoted, telling))
            said.because(best, sums[best], f"用词与这一类的例子相近（{told}）" if told else "")

    def _add_cues(self, said: _Said, clues: Clues) -> None:
        if clues.title:
            self._add(said, "title", clues.title, 1.0, clues.level)
            self._add(said, "opening", clues.opening, BESIDE_TITLE, clues.level)
        else:
            self._add(said, "title", clues.opening, UNTITLED, clues.level, place="正文开头")
            self._add(said, "opening", clues.opening, 1.0, clues.level)
        self._add(said, "doc_no", clues.doc_no, 1.0, clues.level)
        for text in clues.stated:
            self._add(said, "stated", text, 1.0, clues.level)

    def _add(
        self, said: _Said, where: CueField, text: str, share: float, level: Level | None, place: str = ""
    ) -> None:
        for cue, word in self._found(where, text, level):
            said.cues.append(cue.id)
            said.add(cue.category, cue.weight * share, f"{place or _FIELDS[where]}含{_quoted(word)}")

    def _found(self, where: CueField, text: str, level: Level | None) -> Iterator[tuple[Cue, str]]:
        if text and where in self.cues:
            yield from self.cues[where].found(text, level)

    def _add_columns(self, said: _Said, clues: Clues) -> None:
        """What the column itself says, each category by the weightiest of it, and the columns above."""
        own = clues.columns[-1] if clues.columns else ""
        reasons: dict[str, tuple[float, str]] = {}
        for cue, word in self._found("column", own, clues.level):
            said.cues.append(cue.id)
            _put_weightier(reasons, cue.category, cue.weight, f"栏目名含{_quoted(word)}")
        if clues.configured is not None:
            weight = self._weight(clues.configured) + (SAID if clues.named else 0.0)
            told = f"栏目“{own}”配置为这一类" if clues.named else f"栏目名为“{own}”"
            _put_weightier(reasons, clues.configured, weight, told)
        elif found := self._name(own):
            _put_weightier(reasons, found[0], self._weight(found[0]), f"栏目名含“{found[1]}”")
        for category, (weight, told) in reasons.items():
            said.add(category, weight, told)
        for name in clues.columns[:-1]:
            if found := self._name(name):
                said.add(found[0], self._weight(found[0]) * ABOVE, f"上级栏目名含“{found[1]}”")

    def _weight(self, category: str) -> float:
        known = self.categories.get(category)
        return known.column_weight if known else 1.0

    def _name(self, name: str) -> tuple[str, str] | None:
        if name not in self._by_name:
            self._by_name[name] = category_by_name(name, self.categories.values())
        return self._by_name[name]

    def _decided(self, said: _Said, clues: Clues) -> Sorting:
        if not said.sums:
            return Sorting(OTHER if self.categories else None, "没有依据", 0.0)
        best = said.best()
        shares = self._shares(said.sums)
        reason, sure = said.reason(best), shares[best]
        named = clues.configured if clues.named else None
        if named is not None and best != named:
            if sure < self.sure:
                told = f"按栏目配置；{_because(reason)}像“{self._called(best)}”，但把握不足"
                return Sorting(named, told, shares.get(named, 0.0))
            return Sorting(best, f"{reason}；与栏目配置的“{self._called(named)}”不同", sure)
        if sure < self.least:
            return Sorting(OTHER, f"依据不足：{_because(reason)}像“{self._called(best)}”", sure)
        return Sorting(best, reason, sure)

    def _called(self, category: str) -> str:
        known = self.categories.get(category)
        return known.name if known else category

    def _shares(self, sums: Mapping[str, float]) -> dict[str, float]:
        """How much of all that is said speaks for each category; one of which nothing is said counts as
        well."""
        most = max(sums.values())
        parts = {category: math.exp((said - most) / WIDTH) for category, said in sums.items()}
        silent = len(self.categories.keys() - sums.keys()) * math.exp(-most / WIDTH)
        whole = sum(parts.values()) + silent
        return {category: part / whole for category, part in parts.items()}


def _because(reason: str) -> str:
    return f"{reason}，" if reason else ""


PLAIN = Sorter()
"""Goes by the columns alone."""
