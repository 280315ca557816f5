"""Rows that a page carries as objects or as XML items in a script, to be shown by the script.

Read only where the markup holds no list. Field names are those that the families use (docs/platforms.md);
an object counts with a title and an address, a list only if most of its objects are dated.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.base.dates import from_epoch, parse_date
from gongkai.base.urls import absolute
from gongkai.base.values import Row
from gongkai.platforms.objects import objects
from gongkai.platforms.tree import fold

MAX_OBJECTS = 3_000
LEAST_ROWS = 2

_TEXT = r"""(?:"((?:[^"\\]|\\.){0,4000}+)"|'((?:[^'\\]|\\.){0,4000}+)')"""
_PAIR = re.compile(rf"""["']?\b(\w{{1,40}}+)["']?\s*:\s*(?:{_TEXT}|(\d{{8,13}})\b)""")
_ITEM = re.compile(r"<(item|record|row|doc|article|info)>((?:(?!</?\1>).){10,6000}?)</\1>", re.S)
_FIELD = re.compile(r"<(\w{1,40})>\s*+(?:<!\[CDATA\[(.{0,2000}?)\]\]>\s*+|([^<>]{0,2000}+))</\1>", re.S)
_TOTAL = re.compile(
    r"""["']?\b(?:total|totalCount|totalRecords?|recordCount)["']?\s*:\s*["']?(\d{1,8})\b|<total>(\d{1,8})</total>"""
)
_COUNT = re.compile(r"""["']?\bcount["']?\s*:\s*["']?(\d{1,8})\b""")
_TITLE = ("title", "doctitle", "infotitle", "linktitle", "subject", "name", "at")
_URL = (
    "url",
    "urls",
    "docpuburl",
    "linkurl",
    "infourl",
    "href",
    "link",
    "post_url",
    "docurl",
    "puburl",
    "au",
)
_DATE = (
    "pubdate publishdate docreltime publishtime publishedtimestr published_time_format pubtime pub_time date "
    "infodate display_publish_time first_publish_time createdate create_time webdate time apd"
).split()


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows of the scripts, in order, and how many there are in all where the scripts say it."""

    rows: tuple[Row, ...] = ()
    total: int | None = None


def carried(scripts: str, base: str) -> Carried:
    """The rows of the scripts' objects or items; none where they are no dated list."""
    found: list[Row] = []
    for count, fields in enumerate(_records(scripts)):
        if count >= MAX_OBJECTS:
            break
        row = _row(fields, base)
        if row is not None:
            found.append(row)
    dated = sum(row.date is not None for row in found)
    if len(found) < LEAST_ROWS or dated * 2 <= len(found):
        return Carried()
    return Carried(tuple(found), _total(scripts, len(found)))


def _total(scripts: str, rows: int) -> int | None:
    """How many rows there are in all, no fewer than are carried. A bare `count` may be those of one page: it
    is asked only where nothing is called a total, and counts where there is but one and it is greater."""
    totals = [int(one or other) for one, other in _TOTAL.findall(scripts)]
    if totals:
        return next((total for total in totals if total >= rows), None)
    counts = set(_COUNT.findall(scripts))
    count = int(counts.pop()) if len(counts) == 1 else 0
    return count if count > rows else None


def _records(scripts: str) -> Iterator[dict[str, str]]:
    """The fields of every object that is no more than one record, and of every item of XML."""
    yield from map(_fields, objects(scripts, _is_record))
    if "</" in scripts:
        for item in _ITEM.finditer(scripts):
            yield {
                key.lower(): html.unescape(wrapped or plain.strip())
                for key, wrapped, plain in _FIELD.findall(item[2])
            }


def _fields(held: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for key, double, single, number in _PAIR.findall(held):
        fields.setdefault(key.lower(), _plain(double or single) if double or single else number)
    return fields


def _is_record(own: str, inner: list[str]) -> bool:
    """Whether an object with others in it is one record: it has all that a row has, and none of them has."""
    return _is_complete(own) and not any(map(_is_complete, inner))


def _is_complete(held: str) -> bool:
    fields = _fields(held)
    return all(_first(fields, names) for names in (_TITLE, _URL, tuple(_DATE)))


def _row(fields: dict[str, str], base: str) -> Row | None:
    title = fold(re.sub(r"<[^<>]{0,100}>", "", _first(fields, _TITLE)))
    url = absolute(base, _address(_first(fields, _URL)))
    if len(title) < 2 or url is None:
        return None
    stated = _first(fields, tuple(_DATE))
    day = from_epoch(float(stated)) if stated.isdecimal() and len(stated) in (10, 13) else parse_date(stated)
    return Row(title, url, day[:10] if day else None)


def _address(text: str) -> str:
    """The address itself, or the first that an object in the text names (UCAP: `{"common": "…"}`)."""
    if not text.startswith("{"):
        return text
    try:
        named = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return ""
    return next((value for value in named.values() if isinstance(value, str) and value), "")


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
