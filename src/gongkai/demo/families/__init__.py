"""The CMS families of the make-believe district, one module each."""

from gongkai.demo.families.base import Family
from gongkai.demo.families.liuhe import LiuheFamily
from gongkai.demo.families.news import NewsFamily
from gongkai.demo.families.trs import TrsFamily
from gongkai.demo.families.vsb import VsbFamily

FAMILIES: dict[str, type[Family]] = {
    "yunling": TrsFamily,
    "qingshi": VsbFamily,
    "liuhe": LiuheFamily,
    "dongwan": NewsFamily,
}
"""By site id."""

__all__ = ["FAMILIES", "Family"]
