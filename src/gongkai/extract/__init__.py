"""An article page → `Document`. Pure: a value in, a value out."""

from gongkai.extract.article import read_article

__all__ = ["read_article"]
