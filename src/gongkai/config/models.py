"""The models of `config/*.toml` but those of sorting (`config.taxonomy`) and judging (`config.rules`).
Strict: no unknown key, no silent conversion. Frozen; lists are tuples.

Every key is described in docs/configuration.md; a test holds the two together.
"""

from __future__ import annotations

from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from gongkai.base.urls import host_of
from gongkai.base.values import Level
from gongkai.config.fields import (
    AllowedHost,
    AuthorityAddress,
    Body,
    Css,
    Deadline,
    Encoding,
    HeaderName,
    HeaderValue,
    Host,
    Id,
    JsonPath,
    LinkTemplate,
    Office,
    OpenHoursText,
    Permission,
    PingAddress,
    ProxyAddress,
    RowsPath,
    TermText,
    Text,
    UserAgent,
    WebAddress,
)

Element = TypeVar("Element")

Several = Annotated[tuple[Element, ...], Field(strict=False)]
"""A TOML array: arrives as a list, is kept as a tuple; its elements stay strict."""

IntervalDays = Annotated[int, Field(ge=0, le=3660)]
"""Days; 0 says that no interval holds where a broader rule would set one."""

Ref = Text
"""The id of something that stands elsewhere; `crossings` tells whether it does."""

Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]
Bytes = Annotated[int, Field(ge=64 * 1024, le=4 * 1024**3)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


# --- gongkai.toml ---------------------------------------------------------------------------------


class ArchiveSettings(Model):
    """Where the archive lies, and how much its disk has to have free for a crawl; in millions of bytes."""

    path: Text
    min_free_mb: Annotated[int, Field(ge=0, le=10_000_000)]


class OperatorSettings(Model):
    """Who crawls, and how a site's administrator reaches them."""

    name: str
    contact: str


class CrawlSettings(Model):
    """Pace, caps and spans of a crawl. Sizes in bytes."""

    user_agent: UserAgent
    pause_seconds: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]
    pause_factor: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
    open_hours: OpenHoursText
    connect_seconds: Seconds
    read_seconds: Seconds
    total_seconds: Seconds
    max_bytes: Bytes
    max_attachment_bytes: Bytes
    retries: Annotated[int, Field(ge=0, le=10)]
    max_redirects: Annotated[int, Field(ge=0, le=20)]
    hosts_at_once: Annotated[int, Field(ge=1, le=256)]
    lookback_months: Annotated[int, Field(ge=1, le=600)]
    max_pages: Annotated[int, Field(ge=1, le=100_000)]
    recheck_days: Several[Annotated[int, Field(ge=1, le=3660)]]
    rhythm_hours_least: Annotated[float, Field(ge=0, le=720, allow_inf_nan=False)]
    rhythm_hours_most: Annotated[float, Field(ge=0, le=720, allow_inf_nan=False)]
    full_walk_days: Annotated[int, Field(ge=1, le=3660)]
    unconditional_hours: Annotated[int, Field(ge=1, le=8784)]
    private_hosts: Several[AllowedHost]
    proxy: Annotated[ProxyAddress, Field(repr=False)]


class ServeSettings(Model):
    host: Text
    port: Annotated[int, Field(ge=0, le=65535)]


class MonitorSettings(Model):
    """Whom a crawl tells that it began and how it ended."""

    ping_url: PingAddress


class StampSettings(Model):
    """Which RFC 3161 authority stamps the head of the chain. `roots` is a PEM file of the certificates that a
    stamp must lead to, relative to the folder of the configuration; `certificates` tells whether it can be
    read."""

    url: AuthorityAddress
    roots: Annotated[str, AfterValidator(str.strip)]


class Settings(Model):
    """gongkai.toml"""

    archive: ArchiveSettings
    operator: OperatorSettings
    crawl: CrawlSettings
    serve: ServeSettings
    monitor: MonitorSettings
    stamp: StampSettings


# --- units.toml, sites/*.toml ---------------------------------------------------------------------


class UnitConfig(Model):
    """A unit whose disclosure is watched; `parent` is another unit's id."""

    id: Id
    name: Text
    level: Level
    parent: Ref | None = None
    home_url: WebAddress | None = None
    site_code: Text | None = None
    region_code: Text | None = None


Column = Annotated[int, Field(ge=1, le=100)]
"""Of a table, from 1."""


class SelectorsConfig(Model):
    """CSS, and columns of a table, for a page that the readers do not understand by themselves."""

    rows: Css | None = None
    title: Css | None = None
    link: Css | None = None
    date: Css | None = None
    next: Css | None = None
    body: Css | None = None
    title_column: Column | None = None
    link_column: Column | None = None
    date_column: Column | None = None


class RequestConfig(Model):
    """What is asked for a list, where it is not simply the column's address. With a form or a JSON body it is
    a POST. `ways` tells what does not go together."""

    url: Text | None = None
    form: Body | None = None
    json_body: Annotated[Body | None, Field(alias="json")] = None
    headers: dict[HeaderName, HeaderValue] = {}


class PathsConfig(Model):
    """Where an answer in JSON holds its rows, and where each row its fields."""

    rows: RowsPath
    title: JsonPath
    link: JsonPath | None = None
    link_template: LinkTemplate | None = None
    date: JsonPath | None = None
    total: JsonPath | None = None
    ok: JsonPath | None = None


class PagesConfig(Model):
    """How the pages of a list are counted; `step` rows a page where a field counts rows."""

    field: Text
    first: Annotated[int, Field(ge=0, le=1_000_000)] = 1
    step: Annotated[int, Field(ge=1, le=1_000)] = 1
    size: Annotated[int, Field(ge=1, le=3_000)] | None = None


class SectionConfig(Model):
    """A column. `url` is absolute or relative to the site's home page; what is not said comes from the
    site (`unit`, `platform`), from the category or from a profile (`interval_days`, `deadline`, `time_limit`,
    `duty`). `obliged`: the unit has to keep it up to date."""

    id: Id
    name: Text
    url: Text
    unit: Ref | None = None
    category: Ref | None = None
    interval_days: IntervalDays | None = None
    deadline: Deadline | None = None
    time_limit: TermText | None = None
    basis: Text | None = None
    obliged: bool = True
    duty: Office | None = None
    first_level: bool = False
    active: bool = True
    may_be_empty: bool = False
    first_page_only: bool = False
    platform: Text | None = None
    selectors: SelectorsConfig = SelectorsConfig()
    request: RequestConfig | None = None
    paths: PathsConfig | None = None
    pages: PagesConfig | None = None


class TlsConfig(Model):
    """What one host is allowed after its strict handshake failed, and who found that it must be. `chain` is
    a PEM file, relative to the folder of the configuration; `certificates` tells whether it can be read."""

    host: Host
    legacy: bool = False
    chain: Text | None = None
    unverified: bool = False
    because: Text

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.legacy or self.chain or self.unverified):
            told = {
                "what": "没有写明放宽什么",
                "right": "写 legacy、chain、unverified 中至少一项，或删去此表",
            }
            raise PydanticCustomError("gongkai", "{what}", told)
        return self


class SiteConfig(Model):
    """sites/*.toml: a website, the units it alone introduces, its columns. `hosts` are further names
    under which the same pages answer, `follow` further hosts with pages of their own that are the site's.
    `verified` is false where nobody has held the file against the living site."""

    id: Id
    name: Text
    home_url: WebAddress
    hosts: Several[Host] = ()
    follow: Several[Host] = ()
    site_code: Text | None = None
    platform: Text | None = None
    encoding: Encoding | None = None
    verified: bool = True
    pause_seconds: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)] | None = None
    open_hours: OpenHoursText | None = None
    ignore_robots_because: Permission | None = None
    headers: dict[HeaderName, HeaderValue] = {}
    tls: Several[TlsConfig] = ()
    units: Several[UnitConfig] = ()
    sections: Several[SectionConfig] = ()

    @property
    def own_hosts(self) -> tuple[str, ...]:
        """Every host whose pages are the site's, its own first."""
        return tuple(dict.fromkeys((host_of(self.home_url), *self.hosts, *self.follow)))

    def unit_of(self, section: SectionConfig) -> str | None:
        """The unit whose column it is: the one named, else the site's only one."""
        if section.unit is not None:
            return section.unit
        return self.units[0].id if len(self.units) == 1 else None


class UnitsFile(Model):
    """units.toml"""

    units: Several[UnitConfig] = ()
