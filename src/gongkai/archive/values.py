"""What goes into the archive and comes out of it. Frozen; times as in `base.values`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from gongkai.base.sorting import Sorting
from gongkai.base.states import VisitOutcome
from gongkai.base.urls import RowKind
from gongkai.base.values import Document

ItemStatus = Literal["live", "removed", "moved"]
ReadingOutcome = Literal["new", "changed", "same", "returned"]
RereadingOutcome = Literal["same", "reread"]
CheckOutcome = Literal["same", "vanished", "failed", "blocked", "moved"]
Order = Literal["newest", "best"]


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a section as walked. `position` counts from the first row of the first page; `identity`
    is None for a row without a usable address; `sorting` is that of its item by this row alone, None where
    nobody sorted it."""

    title: str
    url: str | None
    date: str | None
    position: int
    kind: RowKind
    identity: str | None
    sorting: Sorting | None = None


@dataclass(frozen=True, slots=True)
class VisitResult:
    """A visit that saw rows. `complete`: the walk reached the end of the list; `deep`: that, or the
    lookback day. `unchanged`: the server said so (304), the rows are those of the last listing and `rows`
    is empty. `capture` is of the first page. `trouble` (outcome, reason): a page that was needed could
    not be had; the rows seen before it are taken in, nothing is concluded, nothing was understood.
    `total` is the number of rows that the list states. `accepted`: the operator says that what is there now
    is right, so that rows not seen are gone without a second look. `resumed`: some pages are of an earlier
    visit, so that of rows not seen nothing is said."""

    finished: str
    status: int | None
    pages: int
    complete: bool
    reader: str
    capture: int | None
    rows: tuple[ListedRow, ...] = ()
    unchanged: bool = False
    deep: bool = False
    trouble: tuple[VisitOutcome, str] | None = None
    total: int | None = None
    accepted: bool = False
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class VisitCounts:
    """What a visit came to; `new`, `changed` and `gone` are rows of the section."""

    outcome: VisitOutcome
    listed: int
    new: int
    changed: int
    gone: int
    unusable: int
    oldest: str | None
    newest: str | None


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row believed to be listed: `title` and `date` as listed, `published` as the item states."""

    item: int
    title: str
    date: str | None
    position: int
    published: str | None


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The first page of the last understood visit: the hash of its bytes, who read it, whether it held
    the whole list, where it was found, after redirects, and what had been asked for."""

    sha256: str
    reader: str
    whole: bool
    url: str
    asked: str


@dataclass(frozen=True, slots=True)
class KnownSection:
    """What the archive believes of a section. `rows` by identity; `last_listing` the rows last walked;
    `last_complete`, `last_deep` and `last_unconditional` when such an understood visit last finished;
    `first_page` of the last one, None before; `address` is the one then asked for. `unsettled`: the last
    visit lost a page, or missed so many rows at once that it takes a second look to believe it. `total`
    is the number of rows last stated."""

    section: str
    rows: Mapping[str, KnownRow]
    last_listing: tuple[ListedRow, ...]
    last_complete: str | None
    last_deep: str | None
    last_unconditional: str | None
    newest: str | None
    first_page: FirstPage | None = None
    address: str | None = None
    unsettled: bool = False
    total: int | None = None


@dataclass(frozen=True, slots=True)
class SectionPast:
    """What the next visit to a section is planned by: its last `PAST_VISITS` visits.

    `last` is when the last one finished; `unfinished`: it was cut off by us; `troubles` counts those since
    the last understood one. `since` is the first understood visit looked at, `changes` how many after it
    found something new. `anew`: the operator changed where or how the list is asked and it was not
    understood since. `state` and `in_time_until` are the cache of the last check.
    """

    last: str | None = None
    unfinished: bool = False
    troubles: int = 0
    since: str | None = None
    changes: int = 0
    unsettled: bool = False
    anew: bool = False
    state: str | None = None
    in_time_until: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request for an address conditional, and the capture a 304 would confirm."""

    etag: str | None
    last_modified: str | None
    capture: int


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """An attachment as a reading met it. `status`: `stored` or, once its text was looked for, what came of
    it (`FileStatus`); or why it was not kept (`failed`, `too-large`, …). `sha256`, `bytes` and `capture` only
    where its bytes were kept. For people: `text_chars` of its text, `why` there is none (`FileText`), `names`
    in an archive.
    """

    url: str
    name: str
    status: str
    sha256: str | None = None
    bytes: int | None = None
    media_type: str | None = None
    capture: int | None = None
    text_chars: int | None = None
    why: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartCapture:
    """A further page of a numbered body, and the capture that shows it."""

    url: str
    capture: int


@dataclass(frozen=True, slots=True)
class Reading:
    """An item read from a capture. `next_check` None: it is not looked at again by itself; `second_look` is
    when it is, if it says something else than before. `parts` are the captures of the further pages of a
    numbered body."""

    at: str
    run: int
    capture: int
    document: Document
    attachments: tuple[StoredAttachment, ...]
    sorting: Sorting
    reader: str
    next_check: str | None
    parts: tuple[PartCapture, ...] = ()
    second_look: str | None = None


@dataclass(frozen=True, slots=True)
class KeptSight:
    """A text of an item as it was once seen, by its newest reading: `version` is that row of `versions`,
    `current` whether it is what the item says now, `url` what was asked for, `section` one that listed it.
    `reader` is the newest that made this text of the capture, `parts` and `attachments`."""

    version: int
    item: int
    kind: RowKind
    section: str | None
    current: bool
    url: str
    title: str
    reader: str
    capture: int
    parts: tuple[PartCapture, ...]
    attachments: tuple[StoredAttachment, ...]


@dataclass(frozen=True, slots=True)
class Rereading:
    """What the stored bytes of a sight say to another reader. `version` is that of the sight; `sorting` None
    where the item is to stay sorted as it is."""

    version: int
    at: str
    document: Document
    attachments: tuple[StoredAttachment, ...]
    parts: tuple[PartCapture, ...]
    sorting: Sorting | None
    reader: str


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """What was derived from a version's text (`versions.id`), as its tables keep it: `signature` signed, 64
    bits; `figures` JSON; `names` with how often and where first; `numbers` the hash of those it states."""

    version: int
    signature: int | None
    figures: str | None
    names: tuple[tuple[str, int, int], ...]
    deriver: str
    numbers: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the archive that is not what it was: in which table or part, which row or file, empty
    where it is all of it, and what is wrong, for people."""

    where: str
    which: str
    what: str


class DueAddress(NamedTuple):
    """An item that is due, by its number, and the host that is to be asked for it."""

    item: int
    host: str


@dataclass(frozen=True, slots=True)
class DueItem:
    """An item to be read, or looked at again. `section` is one that lists it, `visit` the last visit
    there; `title` and `date` as listed; `capture` and `reader` of its current version, None before one."""

    item: int
    uid: str
    url: str
    kind: RowKind
    site: str
    section: str
    visit: int | None
    title: str
    date: str | None
    checks: int
    etag: str | None
    last_modified: str | None
    capture: int | None = None
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class VanishLimits:
    """From where on vanishing looks like a site rebuilt or moved: of a host's items looked at within
    `window_days`, more than this share and at least so many are gone."""

    share: float = 0.10
    least: int = 5
    window_days: int = 7


@dataclass(frozen=True, slots=True)
class HostTrouble:
    """What is the matter with a host: `reason` (`fetch.reasons`), since when, and until when it is left alone
    for it, None where that is not the point."""

    host: str
    reason: str
    since: str | None
    closed_until: str | None


@dataclass(frozen=True, slots=True)
class RunTotals:
    """A run in figures, as the `runs` table keeps them."""

    sections: int
    requests: int
    bytes: int
    new_items: int
    changed_items: int
    removed_items: int
    errors: int


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The newest capture: its `chain` (64 hexadecimal digits) binds every capture before it."""

    capture: int
    chain: str
    requested_at: str


@dataclass(frozen=True, slots=True)
class KeptStamp:
    """A time stamp of the head of the chain. `chain` is the link as it was stamped, `chain_now` that of the
    same capture as it stands now, None if it is gone; `token` is the authority's answer, DER."""

    id: int
    at: str
    capture: int
    chain: str
    authority: str
    stated_at: str
    token: bytes
    chain_now: str | None


@dataclass(frozen=True, slots=True)
class Purged:
    """What taking bytes out came to: how many captures had them, how many bytes they were, and the items
    (`uid`) that still say what they said."""

    captures: int
    bytes: int
    said_by: tuple[str, ...]
