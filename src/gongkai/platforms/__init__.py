"""Reading list pages: bytes already decoded in, `Listing` out. Pure; nothing is fetched or executed.

One module per CMS family (docs/platforms.md tells how to add one); the generic reader takes every page.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from gongkai.base.values import Listing, Page, Selectors
from gongkai.platforms import generic, trs_wcm
from gongkai.platforms import selectors as by_selectors
from gongkai.platforms.pager import Pager
from gongkai.platforms.redirects import refresh_target

__all__ = ["PLATFORMS", "read_list", "refresh_target"]


class Family(Protocol):
    """What a module of a CMS family offers."""

    NAME: str

    def recognise(self, page: Page) -> bool:
        """Whether the page is of this family, by marks that other families do not leave."""
        ...

    def pager(self, page: Page) -> Pager | None:
        """What the family's own pager says; None leaves it to the general reader."""
        ...


FAMILIES: tuple[Family, ...] = (trs_wcm,)
"""Asked in this order; the order matters where marks overlap (docs/platforms.md)."""

PLATFORMS: tuple[str, ...] = (*(family.NAME for family in FAMILIES), generic.NAME)


def read_list(
    page: Page,
    *,
    selectors: Selectors | None = None,
    platform: str | None = None,
    seen: date | None = None,
) -> Listing:
    """What one page of a section shows.

    `platform` (one of `PLATFORMS`) skips recognising; `seen` is the China day the page was fetched, for
    rows dated without a year. Never raises: what cannot be read is `unknown`, with the reason in `why`.
    """
    family = _family(page, platform)
    stated = family.pager(page) if family else None
    listing = generic.read(page, seen, family.NAME if family else generic.NAME, stated)
    return by_selectors.apply(page, listing, selectors, seen) if selectors else listing


def _family(page: Page, platform: str | None) -> Family | None:
    if platform is not None:
        return next((family for family in FAMILIES if platform == family.NAME), None)
    return next((family for family in FAMILIES if family.recognise(page)), None)
