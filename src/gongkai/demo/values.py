"""What the make-believe district is made of. Moments are aware, China time (UTC+8, fixed)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Literal
from urllib.parse import parse_qs, urlsplit

CHINA = timezone(timedelta(hours=8), "UTC+8")

Frame = Literal["list", "text", "stub", "lost-stub", "empty"]
ItemKind = Literal["page", "file", "external", "dead"]
ChangeKind = Literal["edited", "retitled", "removed", "delisted"]
TroubleKind = Literal["http-500", "reset", "truncated", "challenge", "script"]
FileKind = Literal["pdf", "docx", "xlsx"]
Outcome = Literal["seen", "failed", "blocked", "broken"]

OUTCOMES: Mapping[TroubleKind, Outcome] = {
    "http-500": "failed",
    "reset": "failed",
    "truncated": "failed",
    "challenge": "blocked",
    "script": "broken",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with its website. `level` is as in the site files of the configuration."""

    id: str
    name: str
    short: str
    level: str
    parent: str | None
    domain: str
    communities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a site. `interval` (days) and `deadline` (MM-DD) are what the demo's truth assumes;
    `written` tells whether the site file states them or leaves them to the default rules."""

    site: str
    id: str
    name: str
    group: str
    number: int
    frame: Frame = "list"
    category: str | None = None
    interval: int | None = None
    deadline: str | None = None
    written: bool = True
    unit: str | None = None

    @property
    def key(self) -> str:
        """`SITE/SECTION`, as the archive names sections."""
        return f"{self.site}/{self.id}"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that hangs on a page; `kind` is its ending without the dot."""

    name: str
    kind: FileKind


@dataclass(frozen=True, slots=True)
class Text:
    """What an item says at a time."""

    title: str
    paragraphs: tuple[str, ...] = ()
    files: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Something that befell an item after it was published; `text` is what it says from then on."""

    at: datetime
    kind: ChangeKind
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One disclosed thing. `number` is its id in the CMS; `address` only of external ones."""

    column: Column
    number: int
    published: datetime
    text: Text
    kind: ItemKind = "page"
    source: str = ""
    issuer: str = ""
    doc_no: str = ""
    index_no: str = ""
    formed: date | None = None
    pinned: bool = False
    address: str = ""
    changes: tuple[Change, ...] = ()

    def text_at(self, now: datetime) -> Text:
        """What it says at a moment after its publication."""
        texts = [change.text for change in self.changes if change.text and change.at <= now]
        return texts[-1] if texts else self.text

    def there(self, now: datetime) -> bool:
        """Whether its page answers."""
        return self.published <= now and not self._befallen(now, "removed")

    def listed(self, now: datetime) -> bool:
        """Whether its column lists it."""
        return self.there(now) and not self._befallen(now, "delisted")

    def changed(self, now: datetime) -> datetime:
        """The last moment, not after `now`, at which the page became what it is."""
        return max([self.published, *(c.at for c in self.changes if c.at <= now)])

    def _befallen(self, now: datetime, kind: ChangeKind) -> bool:
        return any(change.kind == kind and change.at <= now for change in self.changes)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A time in which a site, or one column of it, does not answer as it should; `until` excluded."""

    site: str
    column: str | None
    kind: TroubleKind
    since: datetime
    until: datetime

    def holds(self, now: datetime, column: str | None = None) -> bool:
        return self.since <= now < self.until and self.column in (None, column)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `url` is the item's address, empty for what befell a whole column."""

    at: datetime
    kind: str
    section: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as the sites see it. `target` is the request line's, undecoded; header names are in lower
    case."""

    path: str
    query: Mapping[str, str]
    hits: int
    target: str = ""
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        target: str,
        hits: int,
        *,
        method: str = "GET",
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Ask:
        """From the target of a request line; `hits` counts the requests the site has had."""
        parts = urlsplit(target)
        query = {k: v[0] for k, v in parse_qs(parts.query, keep_blank_values=True).items()}
        return cls(parts.path, query, hits, target, method, body, headers or {})

    @property
    def form(self) -> Mapping[str, str]:
        """The body as a form's fields."""
        return {k: v[0] for k, v in parse_qs(self.body.decode(), keep_blank_values=True).items()}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it goes on the wire. `validators` puts ETag and Last-Modified on it; `location` is
    where a redirect leads."""

    body: bytes
    media_type: str = "text/html"
    status: int = 200
    modified: datetime | None = None
    validators: bool = False
    filename: str = ""
    location: str = ""
