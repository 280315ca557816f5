from __future__ import annotations

from dataclasses import replace

from gongkai.archive import KnownRow, ListedRow
from gongkai.archive.listings import Comparison, compare, days, listing_json
from tests.archive.helpers import row, rows


def known(*names: str) -> dict[str, KnownRow]:
    found = {}
    for position, name in enumerate(names):
        one = row(name)
        found[one.identity or ""] = KnownRow(position + 1, one.title, one.date, position, one.date)
    return found


def names(found: tuple[ListedRow, ...]) -> list[str]:
    return [one.title.removeprefix("标题 ") for one in found]


def gone(comparison: Comparison) -> list[str]:
    return [identity.split("/")[-1].removesuffix(".html") for identity in comparison.gone]


def test_nothing_changed() -> None:
    found = compare(known("a", "b"), rows(row("a"), row("b")), complete=True)
    assert (found.fresh, found.changed, found.gone) == ((), (), ())


def test_complete_walk_shows_everything() -> None:
    found = compare(known("a", "b", "c"), rows(row("n"), row("a"), row("c", title="改")), complete=True)
    assert names(found.fresh) == ["n"]
    assert names(found.changed) == ["改"]
    assert gone(found) == ["b"]


def test_walk_that_stopped_says_nothing_of_the_rest() -> None:
    found = compare(known("a", "b", "c", "d"), rows(row("n"), row("m"), row("b")), complete=False)
    assert gone(found) == ["a"]
    assert (found.beyond, found.shift) == (1, 1)


def test_walk_that_met_nothing_known_says_nothing() -> None:
    found = compare(known("a", "b"), rows(row("n"), row("m")), complete=False)
    assert gone(found) == []
    assert (found.beyond, found.shift) == (-1, 2)


def test_a_row_that_moved_up_does_not_tell_how_far_the_walk_got() -> None:
    found = compare(known("a", "b", "c", "d"), rows(row("a"), row("d", "2026-01-02")), complete=False)
    assert gone(found) == []
    assert names(found.changed) == ["d"]


def test_pinned_rows_count_once() -> None:
    found = compare({}, rows(row("a"), row("b"), row("a")), complete=True)
    assert names(found.fresh) == ["a", "b"]


def test_rows_without_address_are_no_items() -> None:
    found = compare({}, (replace(row("a"), url=None, identity=None),), complete=True)
    assert found.walked == ()


def test_days_after_the_visit_do_not_count() -> None:
    stated = ["2026-01-03", None, "2026-01-01T09:30", "2025-12-30", "2062-01-01"]
    assert days(stated, "2026-01-02") == ("2025-12-30", "2026-01-01")
    assert days([None], "2026-01-02") == (None, None)


def test_listing_names_items_as_citations_do() -> None:
    assert '"uid":"' in listing_json([row("a")])
    assert '"uid":null' in listing_json([replace(row("a"), url=None, identity=None)])
