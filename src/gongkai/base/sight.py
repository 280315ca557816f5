"""A page as a person would see it, roughly and at once: for pages that may be none. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

LOOKED_AT = 256 * 1024
"""Characters; a longer answer is nobody's error page."""
HEAD = 16_000
"""Characters within which a page's head and the beginning of its navigation stand."""
FEW_LINKS = 5
"""An article's page has its navigation: a dozen links before the first word of its own."""
EARLY = 80
"""Where a page begins with it, a sentence is what the page is about."""

_SILENT = re.compile(r"<(?:script|style|template)\b", re.I)
_SILENT_END = re.compile(r"</(?:script|style|template)\s*>", re.I)
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,300})", re.I)
_LINK = re.compile(r"<a\s[^<>]{0,2000}href\s*=", re.I)
_PASSWORD = re.compile(r"<input\s[^<>]{0,500}type\s*=\s*[\"']?password", re.I)
_SPACE = re.compile(r"(?:\s|&(?:nbsp|ensp|emsp|#160);|\u3000)+")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person would see: title and visible text, how many links, whether a password is asked."""

    source: str
    title: str
    text: str
    links: int
    password: bool

    @property
    def all(self) -> str:
        return f"{self.title} {self.text}"

    def scant(self, characters: int, links: int = FEW_LINKS) -> bool:
        return len(self.text) <= characters and self.links <= links

    def begins(self, pattern: re.Pattern[str]) -> bool:
        """Whether title or text begin with it, or nearly so."""
        return bool(pattern.search(self.title) or pattern.search(self.text[:EARLY]))


def look(source: str) -> Sight:
    """Title, visible text and links of a page, in time linear in its length whatever it holds."""
    source = source[:LOOKED_AT]
    title = _TITLE.search(source)
    shown = _without_comments(_without_scripts(source))
    text = _SPACE.sub(" ", _TAG.sub(" ", _TITLE.sub("", shown))).strip()
    return Sight(
        source,
        _SPACE.sub(" ", title[1]).strip() if title else "",
        text,
        sum(1 for _ in _LINK.finditer(shown)),
        bool(_PASSWORD.search(shown)),
    )


def _without_scripts(source: str) -> str:
    first, *others = _SILENT.split(source)
    ends = (_SILENT_END.split(part, maxsplit=1) for part in others)
    return " ".join([first, *(end[1] for end in ends if len(end) == 2)])


def _without_comments(source: str) -> str:
    first, *others = source.split("<!--")
    return " ".join([first, *(part.partition("-->")[2] for part in others)])


def title_of(text: str) -> str:
    """The title in the head of a page; next to free."""
    at = text.find("<title", 0, HEAD)
    at = at if at >= 0 else text.find("<TITLE", 0, HEAD)
    title = _TITLE.match(text, at) if at >= 0 else None
    return squeezed(title[1]) if title else ""


def squeezed(text: str) -> str:
    """The text with white space of every kind made one blank."""
    return _SPACE.sub(" ", text).strip()
