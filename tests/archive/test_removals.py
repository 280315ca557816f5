from __future__ import annotations

import pytest

from gongkai.archive import Archive
from tests.archive.helpers import HOST, NEWS, NOTICES, Crawl, at, due_items, response, row

HOME = f"http://{HOST}/"


def status(crawl: Crawl, name: str) -> str:
    view = crawl.archive.item(crawl.uid(name))
    assert view is not None
    return view.status


def look(crawl: Crawl, *names: str, gone: tuple[str, ...], day: int, home: int | None = 200) -> None:
    """A later run: some pages are gone and listed no more, as the night before; the home page answers, or
    does not."""
    for name in gone:
        crawl.vanish(name, at(day - 1))
    crawl.next_run(at(day))
    crawl.visit(*(row(n) for n in names if n not in gone), moment=at(day))
    for name in names:
        if name in gone:
            crawl.vanish(name, at(day, 1))
        else:
            crawl.archive.store_check(crawl.item(name), crawl.run, at(day, 1), "same", status=304)
    if home is not None:
        crawl.archive.keep(response(HOME, b"home", moment=at(day, 2), status=home), "home")


@pytest.fixture
def names(crawl: Crawl) -> tuple[str, ...]:
    names = tuple(f"i{n}" for n in range(12))
    crawl.visit(*(row(n) for n in names), moment=at(1))
    for name in names:
        crawl.read(name, name, moment=at(1, 1))
    return names


def test_removed_and_returned(crawl: Crawl, names: tuple[str, ...]) -> None:
    look(crawl, *names, gone=("i3",), day=10)
    assert crawl.archive.conclude_removals(crawl.run, at(10, 3)) == (1, ())
    view = crawl.archive.item(crawl.uid("i3"))
    assert view is not None
    assert (view.status, view.removed_at, view.body) == ("removed", at(10, 3), "i3")
    assert (view.events[-1].kind, view.events[-1].previous_at) == ("removed", at(1, 1))
    assert crawl.archive.conclude_removals(crawl.run, at(10, 4)) == (0, ())
    assert crawl.read("i3", "i3", moment=at(12)) == "returned"
    assert status(crawl, "i3") == "live"
    assert crawl.events("i3") == ["appeared", "delisted", "removed", "returned"]
    assert len(crawl.versions("i3")) == 1


def test_missing_once_is_missing_no_more_than_that(crawl: Crawl, names: tuple[str, ...]) -> None:
    """Its row and its page are gone in the same hour: the older of two servers looks just so."""
    crawl.next_run(at(10))
    crawl.visit(*(row(n) for n in names if n != "i3"), moment=at(10))
    crawl.vanish("i3", at(10, 1))
    crawl.archive.keep(response(HOME, b"home", moment=at(10, 2), status=200), "home")
    assert crawl.archive.conclude_removals(crawl.run, at(10, 3)) == (0, ())
    assert crawl.item("i3") in {due.item for due in due_items(crawl.archive, at(10, 3))}
    assert crawl.archive.conclude_removals(crawl.run, at(10, 8)) == (1, ())


@pytest.mark.parametrize("home", [None, 404, 503])
def test_not_while_the_home_page_is_out_of_sight(
    crawl: Crawl, names: tuple[str, ...], home: int | None
) -> None:
    look(crawl, *names, gone=("i3",), day=10, home=home)
    assert crawl.archive.conclude_removals(crawl.run, at(10, 3)) == (0, ())
    assert status(crawl, "i3") == "live"
    assert crawl.item("i3") in {due.item for due in due_items(crawl.archive, at(10, 3))}


def test_home_pages_as_the_crawl_understood_them(crawl: Crawl, names: tuple[str, ...]) -> None:
    look(crawl, *names, gone=("i3",), day=10, home=200)
    assert crawl.archive.conclude_removals(crawl.run, at(10, 3), homes=()) == (0, ())
    assert crawl.archive.conclude_removals(crawl.run, at(10, 3), homes={"qs"}) == (1, ())


def test_an_older_runs_home_page_does_not_count(crawl: Crawl, names: tuple[str, ...]) -> None:
    crawl.archive.keep(response(HOME, b"home", moment=at(1, 2)), "home")
    look(crawl, *names, gone=("i3",), day=10, home=None)
    assert crawl.archive.conclude_removals(crawl.run, at(10, 3)) == (0, ())


def test_not_while_a_section_that_lists_it_is_out_of_sight(archive: Archive, crawl: Crawl) -> None:
    for section in (NEWS, NOTICES):
        crawl.visit(row("a"), moment=at(1), section=section)
    crawl.read("a", moment=at(1, 1))
    look(crawl, "a", gone=("a",), day=10)
    assert archive.conclude_removals(crawl.run, at(10, 3)) == (0, ())  # the other section: not visited
    visit = archive.begin_visit(crawl.run, NOTICES, at(10, 4), False)
    archive.fail_visit(visit, at(10, 4), "broken", "layout")
    assert archive.conclude_removals(crawl.run, at(10, 5)) == (0, ())  # not understood
    crawl.visit(moment=at(10, 6), section=NOTICES)
    assert archive.conclude_removals(crawl.run, at(10, 7)) == (1, ())


def test_many_at_once_on_a_host_is_our_question(crawl: Crawl, names: tuple[str, ...]) -> None:
    look(crawl, *names, gone=names[:5], day=10)
    assert crawl.archive.conclude_removals(crawl.run, at(10, 3)) == (0, (HOST,))
    assert {status(crawl, name) for name in names} == {"live"}


def test_few_of_few_are_concluded(crawl: Crawl, names: tuple[str, ...]) -> None:
    look(crawl, *names, gone=names[:4], day=10)
    assert crawl.archive.conclude_removals(crawl.run, at(10, 3)) == (4, ())


def test_what_vanished_days_ago_counts_within_the_week(crawl: Crawl, names: tuple[str, ...]) -> None:
    look(crawl, *names, gone=names[:4], day=10)
    crawl.archive.conclude_removals(crawl.run, at(10, 3))
    look(crawl, *names[4:], gone=names[4:5], day=12)
    assert crawl.archive.conclude_removals(crawl.run, at(12, 3)) == (0, (HOST,))
    look(crawl, *names[4:], gone=names[4:5], day=25)
    assert crawl.archive.conclude_removals(crawl.run, at(25, 3)) == (1, ())


def test_found_again_in_the_same_run(crawl: Crawl, names: tuple[str, ...]) -> None:
    look(crawl, *names, gone=("i3",), day=10)
    crawl.archive.store_check(crawl.item("i3"), crawl.run, at(10, 2), "same", status=304)
    assert crawl.archive.conclude_removals(crawl.run, at(10, 3)) == (0, ())


def test_what_was_never_read_cannot_be_removed(crawl: Crawl) -> None:
    crawl.visit(row("a"), moment=at(1))
    look(crawl, "a", gone=("a",), day=10)
    assert crawl.archive.conclude_removals(crawl.run, at(10, 3)) == (0, ())
