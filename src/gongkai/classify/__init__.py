"""Which category a section and an item belong to, and why; what is expected of each section."""

from gongkai.classify.catalogue import catalogue
from gongkai.classify.clues import Clues, clues_from, clues_of, columns_of
from gongkai.classify.naming import category_by_name
from gongkai.classify.sorter import OTHER, PLAIN, Sorter

__all__ = [
    "OTHER",
    "PLAIN",
    "Clues",
    "Sorter",
    "catalogue",
    "category_by_name",
    "clues_from",
    "clues_of",
    "columns_of",
]
