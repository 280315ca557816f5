"""What the judge will need from a text, derived from title and body alone when a version is stored. Pure.

Everything here can be derived again from the stored text; `DERIVED` says by which reader it was.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.extract.derived.figures import figures
from gongkai.extract.derived.names import NameFound, unit_names
from gongkai.extract.derived.numbers import numbers
from gongkai.extract.derived.report import Figures, figures_of
from gongkai.extract.derived.signature import distance, signature

__all__ = ["DERIVED", "Derived", "Figures", "NameFound", "derive", "distance", "figures_of", "signature"]

DERIVED = "derived/2"
"""Who derived: another number wherever the same text gives other values."""


@dataclass(frozen=True, slots=True)
class Derived:
    """Of one text: the `signature` of its body, None for short ones; the `names` of government bodies in it;
    the `figures` of an annual report on disclosure, None for other texts; the hash of the `numbers` it
    states, None where it was too much for its reader."""

    signature: int | None
    names: tuple[NameFound, ...]
    figures: Figures | None
    numbers: str | None = None


def derive(title: str, body: str) -> Derived:
    """What a text says to the judge. Takes time in proportion to its length, and never raises."""
    return Derived(signature(body), unit_names(body), figures(title, body), numbers(title, body))
