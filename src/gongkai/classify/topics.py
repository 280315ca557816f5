"""The topics that an item names: the items of a law's article, the fields of a standard. Mapped, not guessed:
by words that stand in its title or in the name of its column. Those of its category follow from that alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.base.sorting import Topic
from gongkai.classify.cues import Cue, CueIndex, Pattern
from gongkai.config import Config, TopicConfig


def topics(config: Config) -> tuple[Topic, ...]:
    """Every topic, in the taxonomy's order."""
    dimensions = {dimension.id: dimension for dimension in config.taxonomy.dimensions}
    return tuple(
        Topic(
            id=topic.id,
            dimension=topic.dimension,
            dimension_name=dimensions[topic.dimension].name,
            name=topic.name,
            basis=dimensions[topic.dimension].basis,
            categories=topic.categories,
        )
        for topic in config.taxonomy.topics
    )


@dataclass(frozen=True, slots=True)
class TopicIndex:
    """The words of topics, made ready to be looked for."""

    index: CueIndex

    @classmethod
    def of(cls, config: Iterable[TopicConfig]) -> TopicIndex:
        return cls(CueIndex.of(_cue(topic) for topic in config if topic.words))

    def named(self, title: str, columns: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """(topic, word) for each topic named, in the taxonomy's order; the title's word before a column's."""
        found = {cue.id: word for cue, word in self.index.found(title)}
        for column in columns:
            for cue, word in self.index.found(column):
                found.setdefault(cue.id, word)
        return tuple((cue.id, found[cue.id]) for cue in self.index.cues if cue.id in found)


def _cue(topic: TopicConfig) -> Cue:
    words, unless = (tuple(map(Pattern.of, some)) for some in (topic.words, topic.unless))
    return Cue(topic.id, "", 0.0, words, unless=unless)
