"""Twins of the CMS families: each serves one column in its family's shapes, traps included."""

from gongkai.demo.twins.base import Twin
from gongkai.demo.twins.generic import Generic
from gongkai.demo.twins.hanweb_jpaas import HanwebJpaas, HanwebJpaasByScript
from gongkai.demo.twins.hanweb_jpage import HanwebJpage, HanwebJpageEscaped, HanwebJpageNextGroup, HanwebXxgk
from gongkai.demo.twins.nfcms import Nfcms
from gongkai.demo.twins.server import served
from gongkai.demo.twins.siteserver import SiteServer
from gongkai.demo.twins.stock import Entry, Stock
from gongkai.demo.twins.trs_wcm import (
    TrsWcm,
    TrsWcmCreatePage,
    TrsWcmFromOne,
    TrsWcmJson,
    TrsWcmVariables,
    TrsWcmWritten,
)
from gongkai.demo.twins.ucap_gkml import UcapGkml, UcapGkmlOld
from gongkai.demo.twins.vsb import Vsb, VsbPlain

TWINS: tuple[type[Twin], ...] = (
    Generic,
    HanwebJpaas,
    HanwebJpaasByScript,
    HanwebJpage,
    HanwebJpageEscaped,
    HanwebJpageNextGroup,
    HanwebXxgk,
    Nfcms,
    SiteServer,
    TrsWcm,
    TrsWcmCreatePage,
    TrsWcmFromOne,
    TrsWcmJson,
    TrsWcmVariables,
    TrsWcmWritten,
    UcapGkml,
    UcapGkmlOld,
    Vsb,
    VsbPlain,
)

__all__ = ["TWINS", "Entry", "Stock", "Twin", "served"]
