"""Which category a section and an item belong to, and why; what is expected of each section."""

from gongkai.classify.catalogue import catalogue
from gongkai.classify.items import sort_item
from gongkai.classify.naming import category_by_name

__all__ = ["catalogue", "category_by_name", "sort_item"]
