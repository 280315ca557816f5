from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.base import dates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-02", "2026-01-02"),
        ("[2026-01-02]", "2026-01-02"),
        ("（2026/1/2）", "2026-01-02"),
        ("2026.1.2", "2026-01-02"),
        ("发布日期：2026年1月2日", "2026-01-02"),
        ("2026年 1月 2日 9时05分".replace("9时05分", "09:05"), "2026-01-02T09:05"),
        ("２０２６－０１－０２ １７：３２", "2026-01-02T17:32"),
        ("2026-01-02 17:32:59", "2026-01-02T17:32"),
        ("2026-01-02T17:32:59", "2026-01-02T17:32"),
        ("2026-\n 01-\n 23", "2026-01-23"),
        ("二〇二六年一月二日", "2026-01-02"),
        ("二○二五年十二月三十一日", "2025-12-31"),
        ("二零二五年十月二十日", "2025-10-20"),
        ("2026-02-30", None),
        ("2026-13-01", None),
        ("1.2.2026", None),
        ("电话 2026-0102", None),
        ("共 2026 条", None),
        ("", None),
        (None, None),
    ],
)
def test_parse_date(text, value):
    assert dates.parse_date(text) == value


def test_find_dates_in_order():
    found = dates.find_dates("二〇二六年三月一日印发，2026-03-05 公开")
    assert [f.value for f in found] == ["2026-03-01", "2026-03-05"]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.invalid/zwgk/202602/t20260214_2730572.shtml", "2026-02-14"),
        ("http://a.invalid/art/2026/1/8/art_104_99.html", "2026-01-08"),
        ("http://a.invalid/2026-03/04/content_12.htm", "2026-03-04"),
        ("http://a.invalid/xwzx/20260722/560579.html", "2026-07-22"),
        ("http://a.invalid/202601/08/12.html", "2026-01-08"),
        ("http://a.invalid/info/1035/13666.htm", None),
        ("http://a.invalid/content/post_20261399.html", None),
        ("http://t20260214_1.invalid/index.html", None),
    ],
)
def test_url_date(url, day):
    assert dates.url_date(url) == day


def test_epochs_are_china_time():
    assert dates.from_epoch(1767196800) == "2026-01-01"
    assert dates.from_epoch(1767196800000) == "2026-01-01"
    assert dates.from_epoch(1767225600) == "2026-01-01T08:00"
    assert dates.from_epoch(-1) is None


def test_month_day():
    assert dates.month_day("[09-18]") == (9, 18)
    assert dates.month_day("9月8日") == (9, 8)
    assert dates.month_day("2026-09-18") is None


@given(st.text())
def test_never_raises_and_only_real_days(text):
    for found in dates.find_dates(text):
        assert dates.iso_day(*map(int, found.value[:10].split("-"))) == found.value[:10]


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_a_printed_day_is_read_back(day):
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"[{day.year}/{day.month}/{day.day}]",
    ):
        assert dates.parse_date(f"时间 {text} 来源") == day.isoformat()


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        (1767542400, "2026-01-05"),
        ("1767571260000", "2026-01-05T08:01"),
        (20260105, "2026-01-05"),
        ("20260105", "2026-01-05"),
        ("2026-01-05 00:00:00", "2026-01-05"),
        ("2026-01-05 08:01:07", "2026-01-05T08:01"),
        (2026, None),
        ("2026", None),
        (True, None),
        (float("inf"), None),
        (None, None),
        (["2026-01-05"], None),
    ],
)
def test_moments_that_data_state(stated: object, moment: str | None):
    assert dates.stated_moment(stated) == moment
