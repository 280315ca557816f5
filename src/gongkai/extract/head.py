"""The head of a page: standard meta tags and `<title>`.

Tag names as in the State Council's guide for government sites (政府网站发展指引, 2017): SiteName,
ColumnName, ArticleTitle, PubDate, ContentSource, …; compared without regard to case. Values are sometimes
HTML themselves.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from gongkai.extract.labels import clean_value
from gongkai.extract.outline import Outline
from gongkai.extract.text import squeeze

MAX_CHARS = 20_000
"""Characters read of one stated text."""

_MARKUP = re.compile(r"<[^<>]{0,400}>")
_DATE_NAMES = (
    "pubdate",
    "publishdate",
    "pubtime",
    "publishtime",
    "article:published_time",
    "docreltime",
    "publish_time",
)
_TITLE_NAMES = ("articletitle", "ucaptitle", "doctitle")
_SOURCE_NAMES = ("contentsource", "source")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head states; `values` are all named tags, lower-case name → cleaned value."""

    values: dict[str, str]
    page_title: str | None

    def first(self, names: tuple[str, ...]) -> str | None:
        return next((self.values[name] for name in names if self.values.get(name)), None)

    @property
    def title(self) -> str | None:
        return self.first(_TITLE_NAMES)

    @property
    def published(self) -> str | None:
        return self.first(_DATE_NAMES)

    @property
    def source(self) -> str | None:
        return self.first(_SOURCE_NAMES)

    @property
    def site(self) -> str | None:
        return self.values.get("sitename")

    @property
    def column(self) -> str | None:
        return self.values.get("columnname")


def read_head(page: Outline) -> Head:
    """All named meta tags of the page, wherever they stand, and its `<title>`."""
    values: dict[str, str] = {}
    for index in page.by_tag.get("meta", ()):
        attributes = {key.strip("\xa0\u3000"): value for key, value in page.attributes(index).items()}
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        value = clean_text(attributes.get("content"))
        if name and value and name not in values:
            values[name] = value
    return Head(values, page.title)


def clean_text(value: str | None) -> str | None:
    """A stated text without markup and entities, no more than its beginning; None for what means "none"."""
    if not value:
        return None
    value = value[:MAX_CHARS]
    if "<" in value or "&" in value:
        value = _MARKUP.sub("", html.unescape(value))
    return clean_value(squeeze(value))
