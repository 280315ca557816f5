"""Reading list pages: bytes already decoded in, `Listing` out. Pure; nothing is fetched or executed.

One module per CMS family (docs/platforms.md tells how to add one); the generic reader takes every page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from gongkai.base import guard, urls
from gongkai.base.values import Listing, Page
from gongkai.base.wanted import Paging, Paths, Selectors
from gongkai.platforms import (
    epoint,
    generic,
    gkmlpt,
    hanweb_jpaas,
    hanweb_jpage,
    hanweb_xxgk,
    longxun,
    nfcms,
    openness,
    siteserver,
    szinf,
    trs_igs,
    trs_wcm,
    ucap,
    ucap_gkml,
    vsb,
)
from gongkai.platforms import paging as by_paging
from gongkai.platforms import paths as by_paths
from gongkai.platforms import selectors as by_selectors
from gongkai.platforms.expand import encodable
from gongkai.platforms.redirects import refresh_target

__all__ = ["FAMILIES", "PLATFORMS", "Family", "identity", "read_list", "refresh_target", "subcolumns"]


class Family(Protocol):
    """What a module of a CMS family offers."""

    NAME: str

    def recognise(self, page: Page) -> bool:
        """Whether the page is of this family, by marks that other families do not leave."""
        ...

    def read(self, page: Page, seen: date | None = None) -> Listing:
        """The listing; most families hand the generic reader what their own pager says."""
        ...


FAMILIES: tuple[Family, ...] = (
    gkmlpt,
    nfcms,
    hanweb_jpaas,
    hanweb_jpage,
    hanweb_xxgk,
    longxun,
    openness,
    szinf,
    ucap_gkml,
    ucap,
    siteserver,
    vsb,
    epoint,
    trs_igs,
    trs_wcm,
    generic,
)
"""Asked in this order, which matters where marks overlap (docs/platforms.md); the last takes every page."""

PLATFORMS: tuple[str, ...] = tuple(family.NAME for family in FAMILIES)


IDENTITIES: tuple[Callable[[str], str], ...] = (nfcms.identity, vsb.identity)
"""Those of families whose texts stand at several addresses. Addresses alone decide, not the page on which
one stood: in two columns, read as two families, the same text is one item."""


def identity(url: str, hosts: tuple[str, ...] = ()) -> str:
    """What makes two addresses one item (`base.urls.identity`), also where their family has several for a
    text."""
    plain = urls.identity(url, hosts)
    for own in IDENTITIES:
        plain = own(plain)
    return plain


def subcolumns(page: Page) -> tuple[tuple[str, str], ...]:
    """Name and address of the columns that an application names in its settings, where no link shows them;
    empty for pages of other families."""
    return gkmlpt.columns(page) if gkmlpt.recognise(page) else ()


def read_list(
    page: Page,
    *,
    selectors: Selectors | None = None,
    paths: Paths | None = None,
    paging: Paging | None = None,
    platform: str | None = None,
    seen: date | None = None,
) -> Listing:
    """What one page of a section shows.

    `selectors`, `paths` and `paging` are the operator's; with `paths` the page is an answer in JSON.
    `platform` (one of `PLATFORMS`) skips recognising; `seen` is the China day the page was fetched, for
    rows dated without a year. Never raises: what cannot be read is `unknown`, with the reason in `why`.
    """
    if not urls.readable(page.url):
        page = replace(page, url="")
    if len(page.text) > guard.MAX_CHARS:
        return generic.read(page, seen)  # refuses it before any family's patterns go through all of it
    page = replace(page, text=encodable(page.text))
    if paths:
        return by_paths.read(page, paths, paging)
    listing = _family(page, platform).read(page, seen)
    if selectors:
        listing = by_selectors.apply(page, listing, selectors, seen)
    return by_paging.apply(page, listing, paging) if paging else listing


def _family(page: Page, platform: str | None) -> Family:
    named = {family.NAME: family for family in FAMILIES}.get(platform or "")
    return named or next(family for family in FAMILIES if family.recognise(page))
