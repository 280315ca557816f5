"""openness (皖): `/opennessTarget/?branch_id=<24 hex>&column_code=10000&tag=&page=1`, from 1.

Recognised by that address or by those of its articles, `/openness/detail/content/<24 hex>.html`. Lists print
month and day only; the first eight digits of an article's number are its time of creation in seconds, which
gives the year. Titles are cut with dots. Items may lead to other sites.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from gongkai.base.times import CHINA
from gongkai.base.values import Listing, Page, Row
from gongkai.platforms import answers, generic
from gongkai.platforms.pager import ask

NAME = "openness"

_LIST = "/opennessTarget/"
_ARTICLE = re.compile(r"/openness/detail/content/([0-9a-f]{8})[0-9a-f]{16}\.html")
_NEAR = timedelta(days=31)
"""A text is published soon after it was created; before it, only by a clock that is wrong."""
_YEAR = timedelta(days=366)
_EARLIEST = 2000
"""The year before which nothing was created: such numbers are no times."""


def recognise(page: Page) -> bool:
    """By the addresses of its lists and articles."""
    return _LIST in page.url or bool(_ARTICLE.search(page.text))


def read(page: Page, seen: date | None = None) -> Listing:
    listing = generic.read_as(NAME, page, seen, None)
    listing = replace(listing, rows=_in_their_years(listing.rows, seen))
    if listing.shape == "list" and listing.next is None and listing.total_pages and _LIST in page.url:
        return _counted(page, listing)
    return listing


def _counted(page: Page, listing: Listing) -> Listing:
    """The next page by the number in the page's own address, where the page prints how many there are."""
    current = answers.number(answers.parameter(page.url, "page")) or 1
    if current >= (listing.total_pages or 0):
        return listing
    return replace(listing, next=ask(answers.with_parameter(page.url, page=current + 1)))


def _in_their_years(rows: tuple[Row, ...], seen: date | None) -> tuple[Row, ...]:
    """The rows with the years in which their days come next after their creation, where most days then
    follow it closely: else the numbers are no such times."""
    dated = [_in_its_year(row) if _may_lack_year(row, seen) else None for row in rows]
    close = sum(one is not None for one in dated)
    if close * 2 <= sum(row.date is not None for row in rows):
        return rows
    return tuple(one or row for one, row in zip(dated, rows, strict=True))


def _may_lack_year(row: Row, seen: date | None) -> bool:
    """Whether a row's day may have been printed without its year: then it lies in the year before the page
    was seen, or is the last 29th of February."""
    if not row.date or seen is None:
        return False
    day = date.fromisoformat(row.date[:10])
    return timedelta(0) <= seen - day <= _YEAR or (day.month, day.day) == (2, 29)


def _in_its_year(row: Row) -> Row | None:
    """The row with the year in which its month and day follow its creation closely, None for none."""
    found = _ARTICLE.search(row.url or "")
    if not found or not row.date:
        return None
    created = datetime.fromtimestamp(int(found[1], 16), UTC).astimezone(CHINA).date()
    if created.year < _EARLIEST:
        return None
    stated = date.fromisoformat(row.date[:10])
    years = (created.year - 1, created.year, created.year + 1)
    days = (day for year in years if (day := _moved(stated, year)) is not None)
    day = next((one for one in days if abs(one - created) <= _NEAR), None)
    return replace(row, date=day.isoformat() + row.date[10:]) if day else None


def _moved(day: date, year: int) -> date | None:
    """The same day in another year; None for the 29th of February where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return None
