"""What people get to see of the archive: hits of a search, an item, its versions. Frozen; times as in
`base.values`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gongkai.archive.values import ItemStatus, StoredAttachment
from gongkai.base.urls import RowKind
from gongkai.base.values import PublishedFrom


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found. `snippet` is plain text around the first place, the words found between 【 and 】."""

    uid: str
    title: str
    snippet: str
    published: str | None
    unit: str
    category: str | None
    status: ItemStatus


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Hits of one page. `total` counts all of them, up to a cap; `capped` tells that there are more."""

    hits: tuple[Hit, ...]
    total: int
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """An item's place in a section; `delisted_at` None while it is listed."""

    section: str
    name: str
    listed_title: str
    listed_date: str | None
    first_listed: str
    last_listed: str
    delisted_at: str | None


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    previous_at: str | None
    at: str
    capture: int | None


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version. `metadata` holds the stated facts by name, `stated` the other printed ones. `confirmed_at`
    is when its text was seen a second time; `flips`: it is one of two between which the page goes back and
    forth."""

    version: int
    cause: Literal["published", "reread"]
    seen_at: str
    previous_seen_at: str | None
    read_at: str
    reader: str
    capture: int | None
    title: str
    published: str | None
    body: str
    metadata: Mapping[str, str | None]
    stated: tuple[tuple[str, str], ...]
    attachments: tuple[StoredAttachment, ...]
    changed: tuple[str, ...]
    text_sha256: str
    confirmed_at: str | None = None
    flips: bool = False


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as it stands now, with where it is listed and what befell it."""

    uid: str
    kind: RowKind
    url: str
    title: str
    unit: str
    site: str
    category: str | None
    category_reason: str | None
    category_confidence: float | None
    category_by: Literal["rules", "person"]
    published: str | None
    published_from: PublishedFrom | None
    formed: str | None
    effective: str | None
    issuer: str | None
    source: str | None
    index_no: str | None
    doc_no: str | None
    status: ItemStatus
    first_seen: str
    last_seen: str
    last_changed: str | None
    last_checked: str | None
    removed_at: str | None
    moved_to: str | None
    withheld: str | None
    flips_since: str | None
    version: int
    body: str
    attachments: tuple[StoredAttachment, ...]
    sections: tuple[Placed, ...]
    events: tuple[Event, ...]
