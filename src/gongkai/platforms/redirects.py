"""Pages that only lead elsewhere: a meta refresh, or a script that sets the window's location."""

from __future__ import annotations

import re

from gongkai.base.urls import absolute
from gongkai.base.values import Page
from gongkai.platforms.expand import scripts

MAX_STUB = 4_000
"""Characters of text besides scripts above which a page is no stub, whatever its script does."""
MAX_DELAY = 30
"""Seconds; a page that refreshes later is meant to be read first."""

_META = re.compile(r"<meta\b[^>]{0,300}http-equiv\s*=\s*[\"']?\s*refresh\b[^>]{0,600}>", re.I)
_CONTENT = re.compile(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_TARGET = re.compile(r"^\s*(\d{0,5})(?:\.\d*)?\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"'>]+)", re.I)
_SCRIPT = re.compile(
    r"(?:(?:window|self|top|parent|document)\s*\.\s*)*\blocation(?:\s*\.\s*(?:href|replace|assign))?\s*(?:=|\()\s*[\"']([^\"']{1,500})[\"']\s*(?:\)|;|$|\n|\})"
)
_CONDITIONAL = re.compile(r"\bfunction\b|\bif\s*\(|\bonclick\b|=>")


def refresh_target(page: Page) -> str | None:
    """The absolute address the page leads to at once, or None; also where it leads to no address.

    A script counts only on a page with next to no other text, and only outside functions and conditions.
    """
    head = page.text[:200_000]
    shown = _without(head, "<!--", "-->")
    meta = _META.search(shown)
    if meta:
        target = _meta_target(meta[0])
        if target:
            return _leads(page, target)
    if len(_visible(shown)) > 200 or len(page.text) > MAX_STUB * 4:
        return None
    for script in scripts(shown):
        found = _SCRIPT.search(script)
        if found and not _CONDITIONAL.search(script[: found.start()]):
            return _leads(page, found[1])
    return None


def _meta_target(tag: str) -> str | None:
    content = _CONTENT.search(tag)
    if not content:
        return None
    target = _TARGET.match(content[1] or content[2] or content[3] or "")
    if not target or int(target[1] or 0) > MAX_DELAY:
        return None
    return target[2].strip()


def _leads(page: Page, target: str) -> str | None:
    url = absolute(page.url, target)
    return url if url and url != page.url else None


def _visible(text: str) -> str:
    for name in ("script", "style", "title", "noscript"):
        text = _without(text, f"<{name}", f"</{name}")
    return re.sub(r"<[^<>]*>?|\s+", "", text)


def _without(text: str, opening: str, closing: str) -> str:
    """The text without what stands between the marks; linear, and an unclosed one ends it."""
    lowered = text.lower()
    kept: list[str] = []
    position = 0
    while (start := lowered.find(opening, position)) >= 0:
        kept.append(text[position:start])
        end = lowered.find(closing, start)
        if end < 0:
            return "".join(kept)
        position = end + len(closing)
    return "".join([*kept, text[position:]])
