"""What fails a whole site: so many of its columns at once, and only proved ones."""

from __future__ import annotations

from dataclasses import replace

from gongkai.base.findings import Found
from gongkai.base.values import Section
from gongkai.judge import Judging, judge_sites
from gongkai.judge.sites import counted
from tests.judge.builders import section

JUDGING = Judging()


def columns(count: int, **more: str | None) -> dict[str, Section]:
    one = section(interval_days=14, **more)
    return {f"demo/c{n}": replace(one, id=f"demo/c{n}") for n in range(count)}


def fault(number: int, opened: str, closed: str | None = None, rule: str = "stale-section") -> Found:
    name = f"demo/c{number}"
    return Found(
        rule, name, opened, opened, closed or "2026-05-01", "一般", "超期。", "依据", closed,
        "rectified" if closed else None, "demo", "qingshi", name,
    )  # fmt: skip


def test_five_of_the_core_fail_it_from_that_day_until_they_are_fewer() -> None:
    found = [fault(n, f"2026-03-0{n + 1}", "2026-04-10" if n == 2 else None) for n in range(5)]
    (one,) = judge_sites(found, columns(5), JUDGING)
    assert (one.rule, one.subject, one.severity) == ("site-stale-core", "demo", "单项否决")
    assert (one.since, one.opened, one.closed, one.close_reason) == (
        "2026-03-05", "2026-03-05", "2026-04-10", "rectified"
    )  # fmt: skip
    assert len(one.evidence["members"]) == 5


def test_four_do_not_nor_five_that_were_never_late_at_once() -> None:
    assert not list(judge_sites([fault(n, "2026-03-01") for n in range(4)], columns(4), JUDGING))
    apart = [fault(n, f"2026-03-{2 * n + 1:02d}", f"2026-03-{2 * n + 2:02d}") for n in range(6)]
    assert not list(judge_sites(apart, columns(6), JUDGING))


def test_a_column_late_twice_is_one_column() -> None:
    twice = [fault(0, "2026-03-01", "2026-03-05"), fault(0, "2026-03-05")]
    twice += [fault(n, "2026-03-01") for n in (1, 2, 3)]
    assert not list(judge_sites(twice, columns(5), JUDGING))


def test_what_was_withdrawn_never_counted() -> None:
    found = [fault(n, "2026-03-01") for n in range(5)]
    wrong = [*found[:4], replace(found[4], closed="2026-03-02", close_reason="withdrawn")]
    assert not list(judge_sites(wrong, columns(5), JUDGING))


def test_notices_count_where_they_are_of_the_first_level() -> None:
    found = [fault(n, "2026-03-01") for n in range(5)]
    notices = columns(5, category="notice")
    assert not list(judge_sites(found, notices, JUDGING))
    first = {name: replace(one, first_level=True) for name, one in notices.items()}
    assert [one.rule for one in judge_sites(found, first, JUDGING)] == ["site-stale-core"]


def test_ten_of_any_kind_and_five_empty_ones() -> None:
    others = columns(10, category="budget")
    late = [fault(n, "2026-03-01", rule="deadline-missed" if n % 2 else "stale-section") for n in range(10)]
    assert [one.rule for one in judge_sites(late, others, JUDGING)] == ["site-stale-columns"]
    bare = [fault(n, "2026-03-01", rule="empty-section") for n in range(5)]
    assert [one.rule for one in judge_sites(bare, others, JUDGING)] == ["site-empty-columns"]


def test_what_a_unit_need_not_keep_does_not_count() -> None:
    free = {name: replace(one, obliged=False) for name, one in columns(5).items()}
    assert not list(judge_sites([fault(n, "2026-03-01") for n in range(5)], free, JUDGING))


def test_found_again_it_repeats() -> None:
    found = [fault(n, "2026-03-01", "2026-03-10") for n in range(5)]
    first, second = judge_sites([*found, *(fault(n, "2026-04-01") for n in range(5))], columns(5), JUDGING)
    assert (first.closed, first.repeats) == ("2026-03-10", False)
    assert (second.since, second.closed, second.repeats) == ("2026-04-01", None, True)


def test_one_column_alone_says_how_many_there_are_and_how_many_fail() -> None:
    found = [fault(0, "2026-03-01"), fault(1, "2026-03-01"), fault(2, "2026-03-01", "2026-03-09")]
    told = {one.section: one.statement for one in counted(found, columns(3), JUDGING)}
    assert "现有 2 个，5 个及以上即不合格" in told["demo/c0"]
    assert told["demo/c2"] == "超期。"
