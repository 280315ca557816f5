"""openness: month and day in the list, the year from the number of the text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gongkai.base.values import Listing
from gongkai.platforms import openness, read_list
from tests.platforms.pages import HOST, TITLES, page

LIST = f"{HOST}/opennessTarget/?branch_id=57ec8b1c538739ee34a0cd80&column_code=10000&tag=&page={{}}"
COUNTED = '<div class="page">第 {} 页 / 共 {} 页</div>'
SEEN = date(2026, 3, 20)


def _number(day: str) -> str:
    """A text's number, created at noon of a day."""
    created = datetime.fromisoformat(day + "T04:00:00").replace(tzinfo=UTC)
    return f"{int(created.timestamp()):08x}" + "34a0cd801234abcd"


def _rows(*days: tuple[str, str]) -> str:
    """Rows of a creation's day and a printed one."""
    made = "".join(
        f'<li><a href="/openness/detail/content/{_number(created)}.html">{TITLES[i % 6][:9]}之{i}...</a>'
        f"<span>{printed}</span></li>"
        for i, (created, printed) in enumerate(days)
    )
    return f'<ul class="list">{made}</ul>'


def _read(body: str, url: str = LIST.format(1)) -> Listing:
    return read_list(page(body, url=url), seen=SEEN)


def _days(*days: tuple[str, str]) -> list[str | None]:
    return [row.date for row in _read(_rows(*days)).rows]


RECENT = (("2026-03-01", "03-02"), ("2026-02-01", "02-01"), ("2026-01-05", "01-06"))


def test_a_list_of_it() -> None:
    listing = _read(_rows(*RECENT))

    assert (listing.platform, listing.shape) == ("openness", "list")
    assert listing.rows[0].url == f"{HOST}/openness/detail/content/{_number('2026-03-01')}.html"


def test_the_year_of_an_old_row_is_that_of_its_creation() -> None:
    assert _days(("2023-05-04", "05-04"), ("2021-02-01", "02-03"), ("2019-11-11", "11-12")) == [
        "2023-05-04",
        "2021-02-03",
        "2019-11-12",
    ]


def test_a_text_created_in_december_may_be_published_in_january() -> None:
    assert _days(("2024-12-30", "01-02"), ("2024-12-29", "12-30"), ("2024-12-01", "12-01"))[0] == "2025-01-02"


def test_a_leap_day_stays_one_and_is_never_made() -> None:
    leap = _days(("2020-02-28", "02-29"), ("2020-02-27", "02-28"), ("2020-02-01", "02-01"))
    none = _days(("2023-02-28", "02-29"), ("2023-02-27", "02-28"), ("2023-02-01", "02-01"))

    assert leap == ["2020-02-29", "2020-02-28", "2020-02-01"]
    assert none == ["2024-02-29", "2023-02-28", "2023-02-01"]


def test_numbers_that_are_no_times_of_creation_change_no_day() -> None:
    far = _days(("2019-08-08", "03-02"), ("2017-07-07", "02-01"), ("2015-06-06", "01-06"))

    assert far == ["2026-03-02", "2026-02-01", "2026-01-06"]


@pytest.mark.parametrize("number", ["00000000", "ffffffff"])
def test_absurd_numbers_do_no_harm(number: str) -> None:
    made = f'<li><a href="/openness/detail/content/{number}34a0cd801234abcd.html">防汛通知之一</a>01-02</li>'
    listing = _read(f'<ul class="list">{made * 4}</ul>')

    assert listing.shape == "list"
    assert {row.date for row in listing.rows} == {"2026-01-02"}


def test_days_printed_with_their_year_stay_as_they_are() -> None:
    assert _days(("2023-05-04", "2023-05-06"), ("2022-05-04", "2022-05-04"))[0] == "2023-05-06"
    assert _days(("2023-05-04", "2019-05-06"), ("2023-05-04", "2018-05-04")) == ["2019-05-06", "2018-05-04"]


def test_the_next_page_is_counted_from_the_address() -> None:
    def following(number: object, pages: int) -> str | None:
        return _read(_rows(*RECENT) + COUNTED.format(number, pages), LIST.format(number)).next_url

    assert following(1, 3) == LIST.format(2)
    assert following(2, 3) == LIST.format(3)
    assert following(3, 3) is None
    assert following("", 3) == LIST.format(2)
    assert following("99999999999999", 3) in (None, LIST.format(2))


def test_a_printed_link_goes_before_counting() -> None:
    pager = '<div class="page">第 1 页 / 共 3 页 <a href="?page=2&amp;tag=a">下一页</a></div>'

    assert _read(_rows(*RECENT) + pager).next_url == f"{HOST}/opennessTarget/?page=2&tag=a"


def test_without_a_number_of_pages_none_is_made_up() -> None:
    assert _read(_rows(*RECENT)).next_url is None


def test_an_empty_column_says_so_itself() -> None:
    said = _read('<ul class="list"><li>暂无信息</li></ul>')
    bare = _read('<ul class="list"></ul>')
    more = _read('<ul class="list"><li>暂无信息</li></ul>' + COUNTED.format(1, 3))

    assert (said.platform, said.shape) == ("openness", "empty")
    assert (bare.shape, more.shape) == ("unknown", "unknown")


def test_recognised_by_addresses_of_lists_and_articles() -> None:
    row = '<a href="/openness/detail/content/{}.html">防汛通知</a>'

    assert openness.recognise(page("", url=LIST.format(1)))
    assert openness.recognise(page(row.format(_number("2026-01-02"))))
    assert not openness.recognise(page(row.format("12345")))
    assert not openness.recognise(page('<a href="/openness/szf/zcwjk/index.html">政策</a>'))
