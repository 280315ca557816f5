"""Opening hours, in China time whatever the zone of the moment."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gongkai.base.hours import ALWAYS, parse_hours
from gongkai.base.times import CHINA


def china(text: str) -> datetime:
    return datetime.strptime(text, "%d %H:%M:%S").replace(year=2026, month=3, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("hours", "moment", "opening"),
    [
        ("22:00-06:00", "02 21:59:59", "02 22:00:00"),
        ("22:00-06:00", "02 06:00:00", "02 22:00:00"),
        ("22:00-06:00", "02 12:30:10", "02 22:00:00"),
        ("01:00-05:00", "02 05:00:00", "03 01:00:00"),
        ("01:00-05:00", "31 23:00:00", "32 01:00:00"),
        ("12:00-13:30,22:00-06:00", "02 13:30:00", "02 22:00:00"),
        ("12:00-13:30，22:00-06:00", "02 08:00:00", "02 12:00:00"),
        ("18:00-24:00", "02 00:00:00", "02 18:00:00"),
    ],
)
def test_closed_until_the_next_opening(hours: str, moment: str, opening: str) -> None:
    read = parse_hours(hours)
    at = china(moment)
    assert not read.is_open(at)
    assert not read.is_open(at.astimezone(UTC))
    wanted = datetime(2026, 4, 1, 1, tzinfo=CHINA) if opening.startswith("32") else china(opening)
    assert read.next_opening(at.astimezone(UTC)) == wanted
    assert read.is_open(wanted)


@pytest.mark.parametrize(
    ("hours", "moment"),
    [
        ("22:00-06:00", "02 22:00:00"),
        ("22:00-06:00", "02 00:00:00"),
        ("22:00-06:00", "02 05:59:59"),
        ("8:30 - 9:05", "02 09:04:00"),
        ("18:00-24:00", "02 23:59:59"),
        ("00:00-24:00", "02 00:00:00"),
        ("12:00-13:30, 22:00-06:00", "02 12:00:00"),
        ("", "02 12:00:00"),
        ("  ", "02 12:00:00"),
    ],
)
def test_open_now_is_its_own_next_opening(hours: str, moment: str) -> None:
    read = parse_hours(hours)
    assert read.is_open(china(moment))
    assert read.next_opening(china(moment)) == china(moment)


@pytest.mark.parametrize(
    "hours",
    ["22-6", "22:00", "22:00-", "22:00-22:00", "24:00-06:00", "22:60-06:00", "22:00-24:01", "22:00-06:00,",
     "22:00-06:00;", "２２:00-06:00", "-1:00-06:00", "always"],
)  # fmt: skip
def test_what_are_no_hours(hours: str) -> None:
    with pytest.raises(ValueError, match="no span of hours"):
        parse_hours(hours)


def test_nothing_written_is_always() -> None:
    assert parse_hours("") == ALWAYS
