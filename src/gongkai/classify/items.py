"""Sorting items: so far an item is of its section's category."""

from __future__ import annotations

from gongkai.base.values import Document, Section, Sorting
from gongkai.classify.catalogue import CONFIGURED

CONFIDENCE_CONFIGURED = 0.9
"""An operator named the category of the whole column; single items may still be of another."""

CONFIDENCE_NAME = 0.6
"""The column's name speaks of the category."""


def sort_item(section: Section, document: Document | None) -> Sorting:
    """The category of an item listed in a section. What the item itself says is not weighed yet, so
    `document` may be None: a row's category is known before its page was read."""
    if section.category is None:
        return Sorting(None, "", 0.0)
    known = section.category_reason == CONFIGURED
    return Sorting(section.category, "section", CONFIDENCE_CONFIGURED if known else CONFIDENCE_NAME)
