"""The models of `taxonomy.toml`: categories, the cues by which items are sorted into them, and the topics of
other orders beside them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gongkai.base.values import Level
from gongkai.config.fields import CueWord, Deadline, Id, Office, Text
from gongkai.config.models import IntervalDays, Model, Ref, Several

Weight = Annotated[float, Field(ge=-20, le=20, allow_inf_nan=False)]
"""How much something speaks for a category: 2 a hint, 5 strongly, 9 decides."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]

CueField = Literal["title", "column", "opening", "stated", "doc_no"]


class GroupConfig(Model):
    """A heading over categories; no category itself."""

    id: Id
    name: Text


class LevelDeadline(Model):
    """The day of the year by which units of one level owe what the category holds, or several days."""

    day: Deadline
    basis: Text | None = None


class CategoryConfig(Model):
    """A category. `deadlines` by level win over `deadline`, which holds for every level.

    `more_words` are an operator's additions to `words`, which an upgrade may extend. `duty` is the
    responsible office (责任科室) of sections that name none. `column_weight`: how much a column whose name
    speaks of the category speaks for its items.
    """

    id: Id
    name: Text
    english: Text
    parent: Ref
    words: Several[Text]
    more_words: Several[Text] = ()
    interval_days: IntervalDays | None = None
    deadline: Deadline | None = None
    basis: Text | None = None
    deadlines: dict[Level, LevelDeadline] = Field(default_factory=dict)
    duty: Office | None = None
    column_weight: Weight = 4.0

    @property
    def all_words(self) -> tuple[str, ...]:
        """Every word that recognises the category, its own name first, each once."""
        return tuple(dict.fromkeys((self.name, *self.words, *self.more_words)))


class CueConfig(Model):
    """Words that speak for a category: one of `words` in the `where` of an item, with one of `also` and none
    of `unless` beside it; for units of some levels (all, where none is named). `*` stands for anything, `^`
    for the beginning, `$` for the end."""

    id: Id
    category: Ref
    weight: Weight
    where: CueField = "title"
    words: Several[CueWord]
    more_words: Several[CueWord] = ()
    also: Several[CueWord] = ()
    unless: Several[CueWord] = ()
    levels: Several[Level] = ()


class DimensionConfig(Model):
    """An order beside the categories: the items of a law's article, the fields of a standard."""

    id: Id
    name: Text
    basis: Text


class TopicConfig(Model):
    """An item of such an order. It holds what is of one of `categories`, and what names one of `words` in its
    title or its column and none of `unless`."""

    id: Id
    dimension: Ref
    name: Text
    categories: Several[Ref] = ()
    words: Several[CueWord] = ()
    unless: Several[CueWord] = ()


class SortingConfig(Model):
    """From what confidence on a sorting is `sure`, and below which one (`least`) nothing is said."""

    sure: Share
    least: Share


class Taxonomy(Model):
    """taxonomy.toml"""

    groups: Several[GroupConfig]
    categories: Several[CategoryConfig]
    sorting: SortingConfig
    cues: Several[CueConfig]
    dimensions: Several[DimensionConfig]
    topics: Several[TopicConfig]
