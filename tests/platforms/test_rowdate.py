"""Dates of rows: whole, in blocks, without a year; none made up."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.platforms.rowdate import cut_date, is_date_piece, resolve, stated

SEEN = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["2026-01-02"], (2026, 1, 2)),
        (["发布机构：镇政府", "2026年1月2日"], (2026, 1, 2)),
        (["２０２６-０１-０２"], (2026, 1, 2)),
        (["成文日期：2025-12-01", "发布日期：2026-01-02"], (2026, 1, 2)),
        (["发文日期：2025-12-01", "2026-01-02"], (2026, 1, 2)),
        (["集市于2026年5月3日开街，请各村报名。", "时间：2026-01-02"], (2026, 1, 2)),
        (["活动于2026年4月11日开始。", "成文日期：", "2025-12-01"], (2026, 4, 11)),
        (["02", "2026-01"], (2026, 1, 2)),
        (["02", "2026.01"], (2026, 1, 2)),
        (["02", "2026/01"], (2026, 1, 2)),
        (["2026年1月", "02"], (2026, 1, 2)),
        (["01-02", "2026"], (2026, 1, 2)),
        (["2026", "01-02"], (2026, 1, 2)),
        (["02", "1月", "2026"], (2026, 1, 2)),
        (["[01-02]"], (None, 1, 2)),
        (["(1月2日)"], (None, 1, 2)),
        (["01-02 09:30"], (None, 1, 2)),
        (["2026-13-45"], None),
        (["第1-2期"], None),
        (["12"], None),
        (["阅读 120"], None),
        ([], None),
    ],
)
def test_stated(pieces: list[str], expected: object) -> None:
    assert stated(pieces) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于放假的通知 2026-01-02", ("关于放假的通知", (2026, 1, 2))),
        ("关于放假的通知(2026-01-02)", ("关于放假的通知", (2026, 1, 2))),
        ("关于放假的通知【2026年1月2日】", ("关于放假的通知", (2026, 1, 2))),
        ("[2026-01-02] 关于放假的通知", ("关于放假的通知", (2026, 1, 2))),
        (
            "关于评审（二级）结果的公示，第二批(2026-01-02)",
            ("关于评审（二级）结果的公示，第二批", (2026, 1, 2)),
        ),
        ("（2026-01-02）关于评审（二级）结果的公示", ("关于评审（二级）结果的公示", (2026, 1, 2))),
        ("2026-01-02 | 关于放假的通知", ("关于放假的通知", (2026, 1, 2))),
        ("关于2026年1月2日停水的通知", ("关于2026年1月2日停水的通知", None)),
        ("2026年1月2日空气质量日报", ("2026年1月2日空气质量日报", None)),
        ("4月26日（0-24时）通报", ("4月26日（0-24时）通报", None)),
        ("2026-01-02", ("2026-01-02", None)),
    ],
)
def test_cut_date(title: str, expected: object) -> None:
    assert cut_date(title) == expected


@pytest.mark.parametrize(
    ("found", "url", "seen", "expected"),
    [
        ((2026, 1, 2), None, None, "2026-01-02"),
        ((None, 1, 2), "http://h/a/202601/t20260102_1.html", None, "2026-01-02"),
        ((None, 1, 2), "http://h/a/202512/t20251231_1.html", None, "2026-01-02"),
        ((None, 12, 31), "http://h/a/202601/t20260102_1.html", None, "2025-12-31"),
        ((None, 12, 31), "http://h/a/202512/0123456789abcdef0123456789abcdef.shtml", None, "2025-12-31"),
        ((None, 2, 10), "http://h/1.html", SEEN, "2026-02-10"),
        ((None, 2, 11), "http://h/1.html", SEEN, "2025-02-11"),
        ((None, 2, 29), None, SEEN, "2024-02-29"),
        ((None, 1, 2), "http://h/1.html", None, None),
        (None, "http://h/a/202601/t20260102_1.html", SEEN, None),
    ],
)
def test_resolve(found: object, url: str | None, seen: date | None, expected: str | None) -> None:
    assert resolve(found, url, seen) == expected  # type: ignore[arg-type]


def test_date_pieces() -> None:
    assert is_date_piece("[2026-01-02 17:32]")
    assert is_date_piece("2026-\n01-\n02")
    assert not is_date_piece("2026年部门预算")
    assert not is_date_piece("")
