"""An article page → `Document`. Pure: a value in, a value out."""

from gongkai.extract.article import Explained, explain_article, read_article
from gongkai.extract.parts import join_parts

__all__ = ["Explained", "explain_article", "join_parts", "read_article"]
