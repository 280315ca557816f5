"""The text of an OFD file (GB/T 33190-2016): its text objects, page by page, line by line."""

from __future__ import annotations

import posixpath
import zipfile

from gongkai.extract.files.printed import paragraphs
from gongkai.extract.files.text import Lines
from gongkai.extract.files.xml import events

MAIN = "OFD.xml"
MAX_PAGES = 2_000


def read_ofd(opened: zipfile.ZipFile) -> Lines:
    """The text of the first document's pages; raises what a damaged part makes of itself."""
    roots = [e.text or "" for event, name, e in events(opened, MAIN) if (event, name) == ("end", "DocRoot")]
    document = _resolved(MAIN, roots[0] if roots else "")
    pages = [
        _resolved(document, element.get("BaseLoc") or "")
        for event, name, element in events(opened, document)
        if (event, name) == ("end", "Page")
    ]
    known = frozenset(opened.namelist())
    printed: list[str] = []
    for page in pages[:MAX_PAGES]:
        if page in known:
            printed += _page_lines(opened, page)
    lines = Lines()
    for line in paragraphs(printed):
        lines.add(line)
    lines.full = lines.full or len(pages) > MAX_PAGES
    return lines


def _resolved(base: str, location: str) -> str:
    """A part as another names it: from the root if it begins with a slash, else from the other's folder."""
    joined = posixpath.join("/", posixpath.dirname(base), location.strip())
    return posixpath.normpath(joined).lstrip("/")


def _page_lines(opened: zipfile.ZipFile, page: str) -> list[str]:
    """Text objects in the order they are painted; those at one height are one line."""
    lines: list[str] = []
    height: float | None = None
    for event, name, element in events(opened, page):
        if (event, name) == ("start", "TextObject"):
            top, tall = _box(element.get("Boundary") or "")
            if height is None or abs(top - height) >= tall / 2:
                lines.append("")
            height = top
        elif (event, name) == ("end", "TextCode") and lines:
            lines[-1] += element.text or ""
    return lines


def _box(boundary: str) -> tuple[float, float]:
    """Top and height of a boundary, `x y width height` in millimetres."""
    try:
        _, top, _, tall = map(float, boundary.split())
    except ValueError:
        return 0.0, 0.0
    return top, tall
