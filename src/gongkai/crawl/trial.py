"""What trying a section showed: its list looked at twice, its next page, one text. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.archive import KnownSection, ListedRow
from gongkai.base.values import Ask, Document, Listing, Page, Response, Section, Verdict

Level = Literal["good", "doubt", "bad"]
"""Of a check: as it should be; to be looked at by a person; nothing that a crawl could rest on."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page received on the way to a list, and what it was read as; None where it only led on."""

    response: Response
    page: Page
    listing: Listing | None


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at one page of a list. `steps` are the pages received, the list's own the last; `reason` a
    word of `fetch.reasons` where there was no list to be seen, else empty, and `detail` its sentence.

    `rows` are as the archive would take them, titles masked; `single` is the text of a column that is one
    page of text, which is then its only row.
    """

    steps: tuple[Step, ...] = ()
    verdict: Verdict = "page"
    reason: str = ""
    detail: str = ""
    rows: tuple[ListedRow, ...] = ()
    single: Document | None = None

    @property
    def listing(self) -> Listing | None:
        return self.steps[-1].listing if self.steps and not self.reason else None

    @property
    def understood(self) -> bool:
        return self.listing is not None and self.listing.understood


@dataclass(frozen=True, slots=True)
class ArticleSight:
    """One item asked for. `document` is None where it was not received, or is a file; `reason` says what
    stood in the way, in a word of `fetch.reasons`, and `detail` in a sentence."""

    row: ListedRow
    response: Response | None = None
    document: Document | None = None
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A section as tried on a China day; `known` is what an archive knows of it.

    `second` is None where asking again was not fitting. `next` is what the next page is asked with, and
    `following` a look at it, None where a crawl would not go there. `articles` are the items asked for,
    another one only where the first could not be read.
    """

    section: Section
    day: date
    known: KnownSection
    first: Sight
    second: Sight | None = None
    next: Ask | None = None
    following: Sight | None = None
    articles: tuple[ArticleSight, ...] = ()

    @property
    def shown(self) -> Sight:
        """The look that is told of: the first, unless only the second one came to something."""
        if self.second is not None and not self.first.understood and self.second.understood:
            return self.second
        return self.first

    @property
    def article(self) -> ArticleSight | None:
        """The item that was read or, if none was, the last one asked for."""
        return self.articles[-1] if self.articles else None


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found: a short `id` for programs, what is so, and what to do, both in Chinese."""

    id: str
    level: Level
    told: str
    do: str = ""


def nothing_known(section: str) -> KnownSection:
    """What is known of a section that no archive knows."""
    return KnownSection(section, {}, (), None, None, None, None)
