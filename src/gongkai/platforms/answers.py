"""Answers of list services: JSON in, rows and the next question out.

A service has answered when what its family says is there; anything else (an error, another shape) is
`unknown`. That there is nothing is believed only where the answer says so by its total.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from gongkai.base import guard
from gongkai.base.choice import Origin
from gongkai.base.dates import stated_moment
from gongkai.base.urls import absolute
from gongkai.base.values import Ask, BodyType, Listing, Page, Row
from gongkai.platforms.expand import encodable
from gongkai.platforms.links import MAX_ADDRESS, base
from gongkai.platforms.tree import MAX_TEXT, fold

MAX_ROWS = 3_000
MAX_TOTAL = 10_000_000
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_WRAPPED = re.compile(r"\s*[\w$.]{1,80}\s*\(\s*(?=[\[{])")
_BY_SCRIPT = ("X-Requested-With", "XMLHttpRequest")
"""What the scripts of pages send with it; some services refuse who does not."""


def value(text: str) -> Any:
    """What a text in JSON, or in JSON handed to a function, says; None where it is none.

    Control characters stand raw in the texts of some services.
    """
    wrapped = _WRAPPED.match(text[:200])
    if wrapped:
        text = text[wrapped.end() :].rstrip().rstrip(";").rstrip().removesuffix(")")
    if len(text) > guard.MAX_CHARS or text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return None


def at(held: Any, path: str) -> Any:
    """What stands at a path of names (`data.results`), None where nothing does."""
    for name in path.split("."):
        held = held.get(name) if isinstance(held, dict) else None
    return held


def records(held: Any) -> list[Mapping[str, Any]] | None:
    """The objects of a list, or None where it is none."""
    if not isinstance(held, list):
        return None
    return [one for one in held[:MAX_ROWS] if isinstance(one, dict)]


def number(held: Any) -> int | None:
    """A count, written as a number or as a text."""
    if isinstance(held, bool) or not isinstance(held, int | str):
        return None
    text = str(held).strip()
    return int(text) if text.isdecimal() and len(text) < 9 and int(text) <= MAX_TOTAL else None


def row(page: Page, record: Mapping[str, Any], title: str, url: str, date: str) -> Row | None:
    """A row, its fields by name; the first of several names (by blanks) that says something counts. Where
    no address is of use it has none; where it has no title it is no row."""
    said = plain(_text(record, title))
    stated = _first(record, date)
    day = stated_moment(stated) if stated is not None else None
    address = _text(record, url).strip()
    leads = absolute(base(page), address) if len(address) <= MAX_ADDRESS else None
    return Row(said, leads, day and day[:10]) if said else None


def plain(text: str) -> str:
    """A title without markup, in one line."""
    return fold(_MARKUP.sub("", encodable(text[: 2 * MAX_TEXT])))[:MAX_TEXT]


def _first(record: Mapping[str, Any], names: str) -> Any:
    return next((record[name] for name in names.split() if record.get(name) not in (None, "", 0)), None)


def _text(record: Mapping[str, Any], names: str) -> str:
    held = _first(record, names)
    return held if isinstance(held, str) else ""


# --- asking ---------------------------------------------------------------------------------------


def ask(
    page: Page,
    reader: str,
    url: str,
    *,
    body: str | None = None,
    body_type: BodyType = "form",
    headers: tuple[tuple[str, str], ...] = (),
    memo: str = "",
    may_end: bool = False,
) -> Ask | None:
    """What to ask a service on behalf of the column's page; None where the address is none."""
    address = absolute(base(page), url)
    if address is None:
        return None
    body = None if body is None else encodable(body)
    return Ask(address, body, body_type, (*headers, _BY_SCRIPT), shown_in(page), reader, memo, may_end)


def shown_in(page: Page) -> str:
    """The address of the column's page."""
    return (page.asked.shown_in if page.asked else "") or page.url


def before(page: Page) -> int:
    """How many rows the answers before this one held."""
    return number(page.asked.memo) or 0 if page.asked else 0


def more(page: Page, found: Sequence[object], total: int | None, size: int) -> int | None:
    """How many rows were seen, this answer's included, if there are more to ask for: by the total, or
    where none is stated by a full answer (`size` rows). None at the end."""
    seen = before(page) + len(found)
    left = seen < total if total is not None else len(found) >= size
    return seen if found and left else None


def with_parameter(url: str, **changed: str | int) -> str:
    """The address with some parameters of its query set; the others stay as they are and in their order."""
    parts = urlsplit(url)
    held = dict(parse_qsl(parts.query, keep_blank_values=True)) | {k: str(v) for k, v in changed.items()}
    return urlunsplit(parts._replace(query=urlencode(held, quote_via=quote, safe="[]/,")))


def parameter(url: str, name: str) -> str:
    """A parameter of an address's query, empty where it has none."""
    return dict(parse_qsl(urlsplit(url).query)).get(name, "")


# --- listings -------------------------------------------------------------------------------------


def shell(listing: Listing, following: Ask | None, place: str, *, named: bool = False) -> Listing:
    """The listing of a page that holds no rows and says where they are. Where a service is `named` that
    nobody can tell how to ask, the page's word that there is nothing may be what its script starts with."""
    if following is None and named and listing.shape == "empty":
        why = f"页面写有没有内容的话，但条目由脚本另取（{place}），不能断定没有内容"
        return replace(listing, shape="unknown", total_items=None, why=why)
    if following is None:
        return listing
    told = [one for one in listing.origins if one.field not in ("items", "next_url")]
    return replace(
        listing,
        shape="shell",
        rows=(),
        next=following,
        total_pages=None,
        why=f"页面没有条目，由脚本另取（{place}）",
        origins=(Origin("items", "0 行", ""), *told, Origin("next_url", following.url, place)),
    )


def listing(
    name: str,
    rows: Iterable[Row | None] | None,
    total: int | None,
    following: Ask | None,
    *,
    seen: int = 0,
    window: bool = False,
) -> Listing:
    """The listing of a service's answer; `rows` is None where the answer is not of the family's shape. So
    many rows were `seen` before this answer: one that has no more is the end."""
    if rows is None:
        return Listing(name, "unknown", why="列表接口的答复不是所知的样子")
    kept = tuple(one for one in rows if one is not None)
    if not kept and seen:
        return Listing(
            name, "list", total_items=max(seen, total or 0), why="列表接口没有更多条目", window=window
        )
    if not kept and total != 0:
        return Listing(name, "unknown", why="列表接口没有给出条目，也没有说共 0 条")
    if not kept:
        return Listing(name, "empty", total_items=0, why="列表接口写明共 0 条", window=window)
    origins = (
        Origin("items", f"{len(kept)} 行", "列表接口的答复"),
        Origin("next_url", following.url if following else None, "列表接口" if following else ""),
        Origin("total_items", None if total is None else str(total), "列表接口的总数" if total else ""),
    )
    why = f"列表接口给出 {len(kept)} 行"
    return Listing(name, "list", None, kept, following, None, total, why, window, origins)
