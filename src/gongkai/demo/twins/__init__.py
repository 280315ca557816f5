"""Twins of the CMS families: each serves one column in its family's shapes, traps included."""

from gongkai.demo.twins.base import Twin
from gongkai.demo.twins.epoint import Epoint, EpointFulltext, EpointStatic, EpointToken, EpointWrapped
from gongkai.demo.twins.generic import Generic
from gongkai.demo.twins.gkmlpt import Gkmlpt, GkmlptWindow
from gongkai.demo.twins.hanweb_jpaas import HanwebJpaas, HanwebJpaasByScript
from gongkai.demo.twins.hanweb_jpage import HanwebJpage, HanwebJpageEscaped, HanwebJpageNextGroup, HanwebXxgk
from gongkai.demo.twins.longxun import Longxun, LongxunColumn, LongxunPrefixed
from gongkai.demo.twins.nfcms import Nfcms
from gongkai.demo.twins.openness import Openness
from gongkai.demo.twins.server import served
from gongkai.demo.twins.siteserver import SiteServer
from gongkai.demo.twins.stock import Entry, Stock
from gongkai.demo.twins.szinf import Szinf, SzinfPolicy
from gongkai.demo.twins.trs_igs import TrsIgs, TrsIgsSearch
from gongkai.demo.twins.trs_wcm import (
    TrsWcm,
    TrsWcmCreatePage,
    TrsWcmFromOne,
    TrsWcmJson,
    TrsWcmVariables,
    TrsWcmWritten,
)
from gongkai.demo.twins.ucap import Ucap, UcapPinned, UcapStatic
from gongkai.demo.twins.ucap_gkml import UcapGkml, UcapGkmlOld
from gongkai.demo.twins.vsb import Vsb, VsbPlain

TWINS: tuple[type[Twin], ...] = (
    Epoint,
    EpointFulltext,
    EpointStatic,
    EpointToken,
    EpointWrapped,
    Generic,
    Gkmlpt,
    GkmlptWindow,
    HanwebJpaas,
    HanwebJpaasByScript,
    HanwebJpage,
    HanwebJpageEscaped,
    HanwebJpageNextGroup,
    HanwebXxgk,
    Longxun,
    LongxunColumn,
    LongxunPrefixed,
    Nfcms,
    Openness,
    SiteServer,
    Szinf,
    SzinfPolicy,
    TrsIgs,
    TrsIgsSearch,
    TrsWcm,
    TrsWcmCreatePage,
    TrsWcmFromOne,
    TrsWcmJson,
    TrsWcmVariables,
    TrsWcmWritten,
    Ucap,
    UcapGkml,
    UcapGkmlOld,
    UcapPinned,
    UcapStatic,
    Vsb,
    VsbPlain,
)

__all__ = ["TWINS", "Entry", "Stock", "Twin", "served"]
