"""Twins of the CMS families: each serves one column in its family's shapes, traps included."""

from gongkai.demo.twins.base import Twin
from gongkai.demo.twins.epoint import Epoint, EpointFulltext, EpointStatic, EpointToken, EpointWrapped
from gongkai.demo.twins.gkmlpt import Gkmlpt, GkmlptWindow
from gongkai.demo.twins.longxun import Longxun, LongxunColumn, LongxunPrefixed
from gongkai.demo.twins.openness import Openness
from gongkai.demo.twins.server import served
from gongkai.demo.twins.stock import Entry, Stock
from gongkai.demo.twins.szinf import Szinf, SzinfPolicy
from gongkai.demo.twins.trs_igs import TrsIgs, TrsIgsSearch
from gongkai.demo.twins.trs_wcm import TrsWcm, TrsWcmFromOne
from gongkai.demo.twins.ucap import Ucap, UcapPinned, UcapStatic

TWINS: tuple[type[Twin], ...] = (
    Epoint,
    EpointFulltext,
    EpointStatic,
    EpointToken,
    EpointWrapped,
    Gkmlpt,
    GkmlptWindow,
    Longxun,
    LongxunColumn,
    LongxunPrefixed,
    Openness,
    Szinf,
    SzinfPolicy,
    TrsIgs,
    TrsIgsSearch,
    TrsWcm,
    TrsWcmFromOne,
    Ucap,
    UcapPinned,
    UcapStatic,
)

__all__ = ["TWINS", "Entry", "Stock", "Twin", "served"]
