"""What the judge is told of an item (archive → judge). Moments are our UTC text; stated dates China time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EventKind = Literal["appeared", "changed", "removed", "returned", "moved", "delisted", "relisted"]


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What one sight of the item showed, in its newest reading: what it states, when it was first seen and
    seen again. `numbers` is the hash of the numbers
    in its text, None where nobody derived it; `files` are (address, SHA-256 or None); `stated` the printed
    facts, as JSON."""

    version: int
    seen_at: str
    confirmed_at: str | None
    flips: bool
    title: str
    published: str | None
    formed: str | None
    issuer: str | None
    source: str | None
    stated: str
    numbers: str | None
    text_sha256: str
    files: tuple[tuple[str, str | None], ...]
    capture: int | None


@dataclass(frozen=True, slots=True)
class ListVisit:
    """An understood visit to a column, as a witness of what it listed. `newest` is the latest stated day
    that it showed, `bottom` that of the last row, `url` the address of its first page, `reader` what
    recognised the list."""

    id: int
    started: str
    conditional: bool
    complete: bool
    newest: str | None
    bottom: str | None
    url: str
    reader: str
    capture: int | None


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """An item in a section. `baseline` is when the first visit that walked the column deep was over;
    `dated_rows` how many other items of the column state a date; `before` are the understood visits
    of the weeks before the one that first listed it, oldest first, that one being `first`."""

    section: str
    section_name: str
    time_limit: str | None
    listed_date: str | None
    first_listed: str
    baseline: str | None
    dated_rows: int
    before: tuple[ListVisit, ...] = ()
    first: ListVisit | None = None


@dataclass(frozen=True, slots=True)
class EventFacts:
    kind: EventKind
    at: str
    capture: int | None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as of a day, with all that rules about single items ask.

    `batch` is how many old-dated items of its site appeared on the China day on which it did, where that was
    while we watched; `twins` are the spans (first seen, removed or None) of other items of the unit with the
    same title, and only asked for where its date is doubted or it was removed, as are the visits around its
    first listing; `last_looked` is the last time its page was looked at and answered.
    """

    uid: str
    kind: str
    site: str
    unit: str
    unit_names: tuple[str, ...]
    title: str
    first_seen: str
    last_looked: str | None
    versions: tuple[VersionFacts, ...]
    places: tuple[PlaceFacts, ...]
    events: tuple[EventFacts, ...]
    batch: int
    twins: tuple[tuple[str, str | None], ...]
