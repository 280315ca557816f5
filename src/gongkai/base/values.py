"""The values handed from room to room. Frozen; tuples, not lists; None where a page states nothing.

Times of ours are UTC text (`base.times.utc_text`); stated dates are China time, `YYYY-MM-DD` or
`YYYY-MM-DDTHH:MM`. Lengths are bytes unless a name says characters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from gongkai.base.choice import Origin
from gongkai.base.sorting import Topic
from gongkai.base.wanted import NOTHING, Paging, Paths, Selectors

# --- what is watched (config → everything) --------------------------------------------------------

Level = Literal["province", "city", "district", "department", "subdistrict", "township", "community", "other"]

LEVEL_WORDS: Mapping[Level, str] = {
    "province": "省",
    "city": "市",
    "district": "区县",
    "department": "部门",
    "subdistrict": "街道",
    "township": "乡镇",
    "community": "社区",
    "other": "其他",
}
"""How levels are called in Chinese."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A government body whose disclosure is watched."""

    id: str
    name: str
    level: Level
    parent: str | None = None
    home_url: str | None = None
    site_code: str | None = None
    region_code: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A website. `hosts` are all names (with port, if any) under which it answers, the first its own: one
    page is one item under each of them. `follow` are further hosts whose pages are its own, each with
    pages of its own."""

    id: str
    name: str
    home_url: str
    hosts: tuple[str, ...]
    site_code: str | None = None
    follow: tuple[str, ...] = ()

    @property
    def own_hosts(self) -> tuple[str, ...]:
        """Every host whose pages are the site's own items and are fetched."""
        return (*self.hosts, *self.follow)


@dataclass(frozen=True, slots=True)
class Section:
    """A column of a site. `id` is `SITE/SECTION`; `interval_days` and `deadline` (MM-DD) are resolved.

    `url` is the column as people open it. `request` is what is asked for its first page, where that is
    something else; `selectors`, `paths` and `paging` what the operator says of the answers. `may_be_empty`:
    it is emptied now and then; `first_page_only`: its further pages cannot be had.

    `obliged`: the unit has to keep it; `duty`: the responsible office (责任科室), empty where none is named;
    `time_limit`: by when its items have to be published, in a catalogue's words (`base.terms`);
    `first_level`: it is a first-level column of its site; `retired_at`: since when it is configured no
    longer."""

    id: str
    site: str
    unit: str
    name: str
    url: str
    platform: str | None = None
    category: str | None = None
    category_reason: str = ""
    interval_days: int | None = None
    deadline: str | None = None
    basis: str = ""
    obliged: bool = True
    duty: str = ""
    time_limit: str | None = None
    first_level: bool = False
    active: bool = True
    selectors: Selectors = NOTHING
    paths: Paths | None = None
    paging: Paging | None = None
    request: Ask | None = None
    may_be_empty: bool = False
    first_page_only: bool = False
    retired_at: str | None = None

    @property
    def first_ask(self) -> Ask:
        """What the column's first page is asked with."""
        return self.request or Ask(self.url)

    @property
    def said(self) -> str:
        """A mark of all that the operator says of how the list is asked and read; empty where nothing is."""
        said = (replace(self.selectors, body=None), self.paths, self.paging, self.request)
        if said == (NOTHING, None, None, None):
            return ""
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]

    @property
    def asked(self) -> str:
        """A mark of where the list is asked for and how it is read: with another one it is looked at anew."""
        return hashlib.sha256(repr((self.url, self.platform, self.said)).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the taxonomy; `words` recognise it in a section's name."""

    id: str
    name: str
    parent: str | None = None
    interval_days: int | None = None
    deadline: str | None = None
    basis: str = ""
    words: tuple[str, ...] = ()
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that is watched, resolved from the configuration: what `archive` keeps of it."""

    units: tuple[Unit, ...]
    sites: tuple[Site, ...]
    sections: tuple[Section, ...]
    categories: tuple[Category, ...]
    topics: tuple[Topic, ...] = ()


# --- fetching (fetch → crawl) ---------------------------------------------------------------------

FetchKind = Literal["list", "article", "attachment", "robots", "home"]
CaptureKind = Literal[FetchKind, "imported"]
"""What a kept answer was asked for as; `imported`: somebody else asked, and nothing is read from it."""

BodyType = Literal["form", "json"]


@dataclass(frozen=True, slots=True)
class Request:
    """One page to ask for. `etag` and `last_modified` make it conditional.

    With a `body` (sent as UTF-8, as `body_type` names it) it is a POST: a query of a list that changes
    nothing, and never conditional. `headers` are what one list API wants beside ours, or instead of them;
    those of `base.headers` are never sent from here.

    `head`: only the head of the answer is asked for (HEAD), and its body is empty.
    """

    url: str
    kind: FetchKind
    referer: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body: str | None = None
    body_type: BodyType = "form"
    headers: tuple[tuple[str, str], ...] = ()
    head: bool = False

    def __post_init__(self) -> None:
        if self.head and self.body is not None:
            raise ValueError("a HEAD has no body")

    @property
    def method(self) -> str:
        if self.head:
            return "HEAD"
        return "GET" if self.body is None else "POST"

    @property
    def conditional(self) -> bool:
        return self.body is None and bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True)
class Response:
    """One answer as received. `body` is after content decoding and whole; `headers` as they came.

    `method` and `request_body` are what `url` was asked with; a redirect may have led on to `final_url`
    with less.
    """

    url: str
    final_url: str
    method: str
    request_body: str | None
    requested_at: str
    received_at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    media_type: str
    charset: str | None
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


Verdict = Literal["page", "unchanged", "gone", "blocked", "failed"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking came to. Only `page` and `unchanged` (304) are sights of a page; `gone` (404, 410, a
    soft 404) is a statement of the site; `blocked` and `failed` are our trouble and accuse nobody.

    `reason` is a short word for tables (`timeout`, `truncated`, `robots`, `challenge-jsl`, …), empty for
    a page; `detail` a Chinese sentence for people: what happened and what to do.
    """

    verdict: Verdict
    response: Response | None = None
    reason: str = ""
    detail: str = ""


# --- reading (platforms, extract → crawl) ---------------------------------------------------------


Damage = Literal["undecoded", "stored"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What a reader of lists wants asked: the next page, or the service that fills the list.

    With a `body` it is a POST. `shown_in` is the column's page in which the answer is shown: links in it
    are relative to that page, and a browser would send its address as Referer; empty where the answer is a
    page itself. `reader` is the platform that reads the answer, empty where the answer tells it; `memo` is
    whatever that reader has to know, in its own words. `may_end`: that there is no such page (404) is the end
    of what the list shows, as lists end that show their newest rows only.
    """

    url: str
    body: str | None = None
    body_type: BodyType = "form"
    headers: tuple[tuple[str, str], ...] = ()
    shown_in: str = ""
    reader: str = ""
    memo: str = ""
    may_end: bool = False

    @property
    def key(self) -> tuple[str, str | None]:
        """What makes two asks one."""
        return self.url, self.body


@dataclass(frozen=True, slots=True)
class Page:
    """A decoded page, ready for the readers. `url` is where it was found, after redirects; `asked` what
    was asked for, fragment included, where that is known; `damage` tells whether characters are broken and
    whose doing it is: ours (`undecoded`) or the page's own (`stored`)."""

    url: str
    text: str
    charset: str
    damage: Damage | None = None
    asked: Ask | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list page. `url` is absolute, or None where the page gives no usable address."""

    title: str
    url: str | None
    date: str | None = None
    pinned: bool = False


Shape = Literal["list", "empty", "article", "shell", "unknown"]


@dataclass(frozen=True, slots=True)
class Listing:
    """What one page of a section shows.

    `shape`: `list` — rows were recognised; `empty` — a list with an explicit empty mark, or a recognised
    list frame without rows; `article` — the section is one page of text, an item itself; `unknown` —
    nothing was recognised, which is our trouble (`broken`), never an empty section. `why` says in a few
    words what decided it. `rows` are in page order and include rows without a usable address. `origins`
    tell where rows, column name, next page and totals stood, and which other lists were passed over. `more`:
    the page prints a next page that `next_url` does not give, so that nobody saw the list whole.
    """

    platform: str
    shape: Shape
    section: str | None = None
    rows: tuple[Row, ...] = ()
    next: Ask | None = None
    total_pages: int | None = None
    total_items: int | None = None
    why: str = ""
    window: bool = False
    origins: tuple[Origin, ...] = ()
    more: bool = False

    @property
    def understood(self) -> bool:
        return self.shape not in ("unknown", "shell")

    @property
    def next_url(self) -> str | None:
        """The address of the next page, if there is one; `next` tells what else is to be sent."""
        return self.next.url if self.next else None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A downloadable file named by a page; `url` is absolute."""

    url: str
    name: str


DocumentKind = Literal["article", "list", "empty", "not-a-page"]
PublishedFrom = Literal["printed", "meta", "script", "list", "url", "last-modified"]


@dataclass(frozen=True, slots=True)
class Document:
    """What one page says. `published_from` tells where the date stood; `url` is a last resort.

    `body_file` is the address of a file that a viewer in the page shows and that holds the text where the
    page itself has none; `parts` are the addresses of the pages on which a numbered body goes on, in order.
    `metadata` holds every other stated fact as (label, value) pairs, in page order.
    """

    kind: DocumentKind
    title: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    formed: str | None = None
    effective: str | None = None
    source: str | None = None
    issuer: str | None = None
    index_no: str | None = None
    doc_no: str | None = None
    section_path: tuple[str, ...] = ()
    body: str = ""
    attachments: tuple[Attachment, ...] = ()
    body_file: str | None = None
    parts: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    charset: str = ""
    damage: Damage | None = None


FileStatus = Literal["read", "no-text", "not-read"]


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says. `kind` is told by its bytes (`pdf`, `docx`, …); `names` are those in an archive.

    `no-text`: it was read and holds no text, as a scan. `why` is a short word (`extract.files.reasons`):
    of `read` only where the text was cut, else what stood in the way.
    """

    kind: str
    status: FileStatus
    text: str = ""
    names: tuple[str, ...] = ()
    why: str = ""
