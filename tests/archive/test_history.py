from __future__ import annotations

from datetime import date

from gongkai.archive import Archive
from gongkai.base.states import SectionHistory, SectionState, VisitSeen
from tests.archive.helpers import NEWS, NOTICES, Crawl, at, catalogue, row


def history(archive: Archive, day: int, section: str = NEWS, *, as_known: bool = False) -> SectionHistory:
    found = {h.section.id: h for h in archive.histories(date(2026, 1, day), as_known=as_known)}
    return found[section]


def last(archive: Archive, day: int, section: str = NEWS, *, as_known: bool = False) -> VisitSeen:
    return history(archive, day, section, as_known=as_known).visits[-1]


def test_sections_come_back_as_configured(archive: Archive, crawl: Crawl) -> None:
    sections = [h.section for h in archive.histories(date(2026, 1, 1))]
    assert sections == list(catalogue().sections)
    archive.put_catalogue(catalogue(sections=(NEWS,)), at(2))
    kept = {h.section.id: h.section for h in archive.histories(date(2026, 1, 2))}
    assert (kept[NEWS].active, kept[NEWS].retired_at) == (True, None)
    assert (kept[NOTICES].active, kept[NOTICES].retired_at) == (False, at(2))
    archive.put_catalogue(catalogue(), at(3))
    assert all(h.section.active and not h.section.retired_at for h in archive.histories(date(2026, 1, 3)))


def test_as_of_ends_at_midnight_in_china(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a"), moment="2026-01-05T15:59:59Z")
    crawl.visit(row("a"), moment="2026-01-05T16:00:00Z")
    assert [v.started for v in history(archive, 5).visits] == ["2026-01-05T15:59:59Z"]
    assert len(history(archive, 6).visits) == 2
    assert history(archive, 4).visits == ()


def test_visits_not_finished_do_not_count(archive: Archive, crawl: Crawl) -> None:
    archive.begin_visit(crawl.run, NEWS, at(1), False)
    assert history(archive, 1).visits == ()


def test_a_visit_as_the_judge_sees_it(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a", "2025-12-20"), row("b", None), moment=at(1), conditional=True)
    visit = archive.begin_visit(crawl.run, NEWS, at(2), False)
    archive.fail_visit(visit, at(2, 1), "blocked", "challenge", status=412)
    seen, failed = history(archive, 2).visits
    assert (seen.outcome, seen.understood, seen.conditional, seen.complete) == ("new", True, True, True)
    assert (seen.listed, seen.newest) == (2, "2025-12-20")
    assert (failed.outcome, failed.reason, failed.understood, failed.newest) == (
        "blocked",
        "challenge",
        False,
        None,
    )
    assert (failed.started, failed.finished) == (at(2), at(2, 1))


def test_newest_counts_what_listed_items_state(archive: Archive, crawl: Crawl) -> None:
    """The list prints no dates; the items, read after the visit, state them."""
    crawl.visit(row("a", None), row("b", None), moment=at(5))
    crawl.read("a", "a", moment=at(5, 1), published="2025-12-30T08:00", published_from="meta")
    crawl.read("b", "b", moment=at(8), published="2026-01-02", published_from="meta")
    assert (last(archive, 5).newest, last(archive, 5).undated) == ("2025-12-30", "2026-01-05")
    crawl.visit(row("a", None), row("b", None), moment=at(8, 1))
    assert (last(archive, 8).newest, last(archive, 8).undated) == ("2026-01-02", None)


def test_newest_never_lies_after_the_visit(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a", "2025-12-20"), moment=at(5))
    crawl.read("a", "a", moment=at(5, 1), published="2026-01-06", published_from="meta")
    assert last(archive, 5).newest == "2025-12-20"


def test_the_reading_of_the_day_and_the_newest_of_its_bytes(archive: Archive, crawl: Crawl) -> None:
    """The date was missed on the day and found later by a better reader in the same bytes."""
    crawl.visit(row("a", None), moment=at(5))
    crawl.read("a", "a", moment=at(5, 1), page=b"page")
    crawl.read(
        "a", "a", moment=at(9), page=b"page", reader="r2", published="2026-01-03", published_from="meta"
    )
    assert last(archive, 5).newest == "2026-01-03"
    assert last(archive, 5, as_known=True).newest is None


def test_an_edit_made_later_is_not_known_before(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a", None), moment=at(5))
    crawl.read("a", "a", moment=at(5, 1), published="2025-12-01", published_from="meta")
    crawl.read("a", "b", moment=at(9), published="2026-01-04", published_from="meta")
    crawl.visit(row("a", None), moment=at(9, 1))
    assert last(archive, 5).newest == "2025-12-01"
    assert last(archive, 9).newest == "2026-01-04"


def test_years_of_reports(archive: Archive, crawl: Crawl) -> None:
    titles = (
        "青山街道2025年政府信息公开工作年度报告",
        "2023年法治政府建设年报",
        "2022年工作要点",
        "报告20211231",
    )
    crawl.visit(*(row(f"r{n}", None, title=t) for n, t in enumerate(titles)), moment=at(5))
    assert last(archive, 5).years == frozenset()
    owes_reports(archive)
    assert last(archive, 5).years == {2025, 2023}


def owes_reports(archive: Archive) -> None:
    archive.db.execute("UPDATE sections SET deadline = '01-31'")


def test_reports_beyond_a_short_walk_still_stand(archive: Archive, crawl: Crawl) -> None:
    owes_reports(archive)
    report = row("r", "2025-01-20", title="2024年度报告")
    crawl.visit(row("a", "2025-12-01"), report, moment=at(5))
    crawl.visit(row("n", "2026-01-06"), row("a", "2025-12-01"), moment=at(6), complete=False)
    assert last(archive, 6).years == {2024}
    crawl.visit(row("n", "2026-01-06"), row("a", "2025-12-01"), moment=at(7))
    assert last(archive, 7).years == frozenset()
    assert [v.years for v in history(archive, 7).visits] == [{2024}, {2024}, frozenset()]


def test_of_a_section_that_is_remembered_only_what_is_new(archive: Archive, crawl: Crawl) -> None:
    for day in (1, 2, 3):
        crawl.visit(row("a", "2025-12-01"), moment=at(day))
        crawl.visit(row("b", "2025-12-01"), moment=at(day, 1), section=NOTICES)
    found = archive.histories(date(2026, 1, 3), after={NEWS: date(2026, 1, 2)})
    assert {h.section.id: len(h.visits) for h in found} == {NEWS: 1, NOTICES: 3}


def test_same_archive_same_day_same_answer_whenever_asked(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a", None), moment=at(5))
    crawl.read("a", "a", moment=at(5, 1), published="2025-12-01", published_from="meta")
    archive.begin_visit(crawl.run, NOTICES, at(5, 2), False)
    before = list(archive.histories(date(2026, 1, 5)))
    crawl.next_run(at(7))
    crawl.visit(row("n", "2026-01-06"), moment=at(7))
    crawl.read("a", "b", moment=at(7, 1), published="2026-01-04", published_from="meta")
    assert list(archive.histories(date(2026, 1, 5))) == before


def test_category_newest(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("a", "2025-12-01"), row("b", "2026-01-03T08:00"), row("c", "2026-09-09"), moment=at(4))
    crawl.visit(row("d", "2025-11-11"), moment=at(4), section=NOTICES)
    wanted = [("qingshan", "news"), ("qingshan", "notice"), ("qingshan", "budget")]
    assert archive.category_newest(date(2026, 1, 4), wanted) == {
        ("qingshan", "news"): "2026-01-03",
        ("qingshan", "notice"): "2025-11-11",
    }
    assert archive.category_newest(date(2026, 1, 3), wanted) == {}


def test_states_are_a_cache_in_the_table(archive: Archive, crawl: Crawl) -> None:
    state = SectionState(
        section=NEWS,
        unit="qingshan",
        category="news",
        state="stale",
        since="2026-01-02",
        as_of="2026-01-10",
        newest=None,
        days=None,
        limit=None,
        understood_state=None,
        understood_day=None,
        reason="",
        statement="",
        basis="",
        visits=(),
    )
    archive.put_states([state])
    rows = archive.db.execute(
        "SELECT id, state, state_since, state_as_of FROM sections ORDER BY id"
    ).fetchall()
    assert [tuple(r) for r in rows] == [
        (NEWS, "stale", "2026-01-02", "2026-01-10"),
        (NOTICES, None, None, None),
    ]
    assert archive.cached_states() == {NEWS: "stale"}
