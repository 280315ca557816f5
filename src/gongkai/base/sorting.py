"""What items are sorted into: the category of one, and the topics of other orders beside the categories."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """An item of another order beside the categories (`dimension`), such as one of the fifteen of article 20;
    `categories` are those that belong to it whole."""

    id: str
    dimension: str
    dimension_name: str
    name: str
    basis: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sorting:
    """The category an item was given, and why. `confidence` is 0 to 1. `topics` are those that its title or
    its column names, each by the word that does; those of its category follow from that."""

    category: str | None
    reason: str
    confidence: float
    topics: tuple[tuple[str, str], ...] = ()
