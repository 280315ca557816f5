"""Twins of the CMS families: each serves one column in its family's shapes, traps included."""

from gongkai.demo.twins.base import Twin
from gongkai.demo.twins.server import served
from gongkai.demo.twins.stock import Entry, Stock
from gongkai.demo.twins.trs_wcm import TrsWcm, TrsWcmFromOne

TWINS: tuple[type[Twin], ...] = (TrsWcm, TrsWcmFromOne)

__all__ = ["TWINS", "Entry", "Stock", "Twin", "served"]
