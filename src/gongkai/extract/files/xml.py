"""XML parts of a ZIP, read as a stream: no entities, no DTD, nothing fetched, no part without bound."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from gongkai.extract.files.reasons import Unreadable

MAX_PART_BYTES = 128 * 1024 * 1024
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_PARTS = 20_000


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The ZIP; Unreadable if it says that it is too large. `zipfile` unpacks no part beyond what is said."""
    opened = zipfile.ZipFile(BytesIO(data))
    parts = opened.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise Unreadable("too-large")
    return opened


def events(opened: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, Element]]:
    """(start or end, name without its namespace, element) of a part, in document order. An element has its
    attributes from its start, its text at its end, and never children: what has ended is let go."""
    if opened.getinfo(part).file_size > MAX_PART_BYTES:
        raise Unreadable("too-large")
    with opened.open(part) as stream:
        inside: list[Element] = []
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            yield event, element.tag.rpartition("}")[2], element
            if event == "start":
                inside.append(element)
                continue
            inside.pop()
            if inside:
                inside[-1].remove(element)
