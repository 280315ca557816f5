"""The category that a section's name speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from gongkai.config import CategoryConfig


def plain(name: str) -> str:
    """A name without white space, with full-width letters, digits and brackets as ASCII."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))


def category_by_name(name: str, categories: Iterable[CategoryConfig]) -> tuple[str, str] | None:
    """Category id and the word of the taxonomy that decided.

    A word that is the whole name beats one that is a part of it, a longer part a shorter one. None where
    no word is in the name, or where words of two categories fit equally well.
    """
    wanted = plain(name)
    best: dict[str, str] = {}
    rank = (False, 0)
    for category in categories:
        for word in category.all_words:
            part = plain(word)
            if part not in wanted:
                continue
            found = (part == wanted, len(part))
            if found > rank:
                best, rank = {category.id: word}, found
            elif found == rank:
                best.setdefault(category.id, word)
    return next(iter(best.items())) if len(best) == 1 else None
