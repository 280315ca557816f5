"""Rows that a page carries as an array of objects in a script, to be shown by the script.

Read only where the markup holds no list. Field names are those that the families use (docs/platforms.md);
an object counts with a title and an address, a list only if most of its objects are dated.
"""

from __future__ import annotations

import json
import re

from gongkai.base.dates import from_epoch, parse_date
from gongkai.base.urls import absolute
from gongkai.base.values import Row
from gongkai.platforms.tree import fold

MAX_OBJECTS = 3_000
LEAST_ROWS = 2

_OBJECT = re.compile(r"\{[^{}]{10,6000}\}")
_PAIR = re.compile(r"""["']?(\w{1,40})["']?\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d{8,13})\b)""")
_TITLE = ("title", "doctitle", "infotitle", "linktitle", "subject", "name", "at")
_URL = ("url", "docpuburl", "linkurl", "infourl", "href", "link", "post_url", "docurl", "puburl", "au")
_DATE = (
    "pubdate publishdate docreltime publishtime publishedtimestr published_time_format pubtime pub_time date "
    "infodate display_publish_time first_publish_time createdate create_time webdate time apd"
).split()


def rows(scripts: str, page_url: str) -> tuple[Row, ...]:
    """The rows of the scripts' objects, in order; empty where they are no dated list."""
    found: list[Row] = []
    for count, match in enumerate(_OBJECT.finditer(scripts)):
        if count >= MAX_OBJECTS:
            break
        row = _row(match[0], page_url)
        if row is not None:
            found.append(row)
    dated = sum(row.date is not None for row in found)
    return tuple(found) if len(found) >= LEAST_ROWS and dated * 2 > len(found) else ()


def _row(text: str, page_url: str) -> Row | None:
    fields: dict[str, str] = {}
    for key, double, single, number in _PAIR.findall(text):
        fields.setdefault(key.lower(), _plain(double or single) if double or single else number)
    title = fold(re.sub(r"<[^<>]{0,100}>", "", _first(fields, _TITLE)))
    url = absolute(page_url, _first(fields, _URL))
    if len(title) < 2 or url is None:
        return None
    stated = _first(fields, tuple(_DATE))
    day = from_epoch(float(stated)) if stated.isdigit() and len(stated) in (10, 13) else parse_date(stated)
    return Row(title, url, day[:10] if day else None)


def _plain(text: str) -> str:
    """A script's text with its escapes resolved; as it stands where they are not JSON's."""
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text.replace("\\/", "/")


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")
