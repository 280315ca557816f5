"""The text of an OFD file (GB/T 33190-2016): its text objects, page by page, line by line."""

from __future__ import annotations

import posixpath
import zipfile
from xml.etree.ElementTree import Element

from gongkai.extract.files.text import Lines, paragraphs
from gongkai.extract.files.xml import events

MAIN = "OFD.xml"
MAX_PAGES = 2_000


def read_ofd(opened: zipfile.ZipFile) -> Lines:
    """The text of the first document's pages; raises what a damaged part makes of itself."""
    root = next((e.text or "" for e in _ends(opened, MAIN, "DocRoot")), "")
    document = _resolved(MAIN, root)
    pages = [_resolved(document, e.get("BaseLoc") or "") for e in _ends(opened, document, "Page")]
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


def _ends(opened: zipfile.ZipFile, part: str, wanted: str) -> list[Element]:
    return [element for event, name, element in events(opened, part) if event == "end" and name == wanted]


def _resolved(base: str, location: str) -> str:
    """A part as another names it: from the root if it begins with a slash, else from the other's folder."""
    joined = posixpath.join("/", posixpath.dirname(base), location.strip())
    return posixpath.normpath(joined).lstrip("/")


def _page_lines(opened: zipfile.ZipFile, page: str) -> list[str]:
    """Text objects in the order they are painted; those at one height are one line."""
    lines: list[str] = []
    height: float | None = None
    for element in _ends(opened, page, "TextObject"):
        text = "".join(code.text or "" for code in element.iter() if code.tag.endswith("TextCode"))
        top, tall = _box(element.get("Boundary") or "")
        if lines and height is not None and abs(top - height) < tall / 2:
            lines[-1] += text
        else:
            lines.append(text)
        height = top
    return lines


def _box(boundary: str) -> tuple[float, float]:
    """Top and height of a boundary, `x y width height` in millimetres."""
    try:
        _, top, _, tall = map(float, boundary.split())
    except ValueError:
        return 0.0, 0.0
    return top, tall
