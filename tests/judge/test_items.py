"""The rules about single items: what each says, and when it says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.base.findings import Found
from gongkai.base.itemfacts import EventFacts, EventKind, ItemFacts, ListVisit, PlaceFacts, VersionFacts
from gongkai.base.times import day_end, utc_text
from gongkai.base.workdays import Calendar
from gongkai.config import load
from gongkai.config.holidays import calendar_of
from gongkai.judge import Judging, judge_item

JUDGING = Judging(calendar=calendar_of(load(None).calendar))


def at(day: str, hour: int = 9) -> str:
    """An hour of a day in China, 2026 unless a year is given, as our UTC text."""
    whole = day if len(day) == 10 else f"2026-{day}"
    return utc_text(day_end(date.fromisoformat(whole)) - timedelta(hours=24 - hour))


def version(number: int = 1, seen: str = "03-10", **more: Any) -> VersionFacts:
    given: dict[str, Any] = {
        "version": number, "seen_at": at(seen), "confirmed_at": at(seen, 22), "flips": False,
        "title": "关于清雪的通知", "published": "2026-03-10", "formed": None, "issuer": None, "source": None,
        "stated": "[]", "numbers": "n1", "text_sha256": f"t{number}", "files": (), "capture": number,
    }  # fmt: skip
    return VersionFacts(**given | more)


def look(number: int, day: str, **more: Any) -> ListVisit:
    given: dict[str, Any] = {
        "id": number, "started": at(day, 3), "conditional": False, "complete": True,
        "newest": "2026-02-20", "bottom": "2025-01-05",
        "url": "http://a.invalid/tzgg/", "reader": "generic", "capture": 100 + number,
    }  # fmt: skip
    return ListVisit(**given | more)


def place(first_listed: str = "03-10", **more: Any) -> PlaceFacts:
    given: dict[str, Any] = {
        "section": "a/tzgg", "section_name": "通知公告", "time_limit": None, "listed_date": "2026-03-10",
        "first_listed": at(first_listed), "baseline": at("2026-01-05"), "dated_rows": 3,
    }  # fmt: skip
    return PlaceFacts(**given | more)


def item(*versions: VersionFacts, places: tuple[PlaceFacts, ...] = (place(),), **more: Any) -> ItemFacts:
    given: dict[str, Any] = {
        "uid": "U", "kind": "page", "site": "a", "unit": "qingshi",
        "unit_names": ("青石街道办事处", "青石街道"),
        "title": versions[-1].title, "first_seen": at("03-10"), "last_looked": at("03-20"),
        "versions": versions, "places": places, "events": (), "batch": 0, "twins": (),
    }  # fmt: skip
    return ItemFacts(**given | more)


def event(kind: EventKind, day: str) -> EventFacts:
    return EventFacts(kind, at(day), 9)


def only(facts: ItemFacts, judging: Judging = JUDGING) -> Found:
    (found,) = judge_item(facts, judging)
    return found


def none(facts: ItemFacts, judging: Judging = JUDGING) -> bool:
    return list(judge_item(facts, judging)) == []


def test_an_ordinary_item() -> None:
    assert none(item(version()))


# --- undated ----------------------------------------------------------------------------------------

BARE = place(listed_date=None)


def test_an_item_without_a_date_anywhere() -> None:
    found = only(item(version(published=None), places=(BARE,)))
    assert (found.rule, found.since, found.opened, found.closed) == (
        "undated-item",
        "2026-03-10",
        "2026-03-10",
        None,
    )


@pytest.mark.parametrize(
    "facts",
    [
        item(version(published=None), places=(place(),)),
        item(version(published=None, confirmed_at=None), places=(BARE,)),
        item(version(published=None), places=(replace(BARE, dated_rows=0),)),
        item(version(published=None), places=(BARE,), kind="file"),
        item(version(published=None, confirmed_at=at("03-12")), version(2, "03-11"), places=(BARE,)),
    ],
    ids=[
        "its row states one",
        "seen once",
        "no other states one",
        "a file",
        "dated before it was seen again",
    ],
)
def test_not_called_undated(facts: ItemFacts) -> None:
    assert none(facts)


def test_a_date_put_in_later_puts_it_right() -> None:
    found = only(item(version(published=None), version(2, "03-15"), places=(BARE,)))
    assert (found.closed, found.close_reason) == ("2026-03-15", "rectified")


# --- late -------------------------------------------------------------------------------------------

LATE: dict[str, Any] = {"formed": "2026-01-30", "published": "2026-03-10"}
"""The Spring Festival of 2026 and its make-up days lie between: the 20th working day is 5 March."""


def test_a_late_item_with_every_day_counted() -> None:
    found = only(item(version(**LATE)))
    assert (found.rule, found.since, found.opened) == ("late-item", "2026-03-06", "2026-03-10")
    days = found.evidence["working_days"]["days"]
    assert days[0] == ["2026-01-31", None, "周六"]
    told = {day: (number, why) for day, number, why in days}
    assert told["2026-02-14"][0] is not None
    assert "上班" in told["2026-02-14"][1]
    assert told["2026-02-16"] == (None, "春节放假")
    assert [number for number, _ in told.values() if number] == list(
        range(1, found.evidence["working_days"]["count"] + 1)
    )
    assert not found.about


def test_the_last_day_is_in_time() -> None:
    last_day = only(item(version(**LATE))).evidence["working_days"]["last_day"]
    assert none(item(version(**LATE | {"published": last_day})))


@pytest.mark.parametrize(
    "facts",
    [
        item(version(**LATE, source="云岭区人民政府")),
        item(version(**LATE, issuer="市民政局")),
        item(version(**LATE, title="转发区政府关于清雪的通知")),
        item(version(**LATE, stated='[["公开方式", "依申请公开转为主动公开"]]')),
        item(version(**LATE), batch=21),
        item(version(**LATE), places=(place(baseline=at("03-11")),)),
        item(version(**LATE), places=(place(baseline=None),)),
        item(version(**LATE), places=(place(time_limit="及时公开"),)),
        item(version(formed="2006-01-30", published="2026-03-10")),
    ],
    ids=["other source", "other issuer", "forwarded", "given on request", "a migration", "there before",
         "never walked deep", "a limit in no days", "a misprinted year"],
)  # fmt: skip
def test_not_called_late(facts: ItemFacts) -> None:
    assert none(facts)


def test_an_office_of_the_unit_is_the_unit() -> None:
    assert only(item(version(**LATE, issuer="青石街道党政办公室", source="青石街道"))).rule == "late-item"


def test_the_limit_of_the_section_is_what_its_catalogue_says() -> None:
    week = place(time_limit="自作出行政决定之日起7个工作日内")
    found = only(item(version(formed="2026-02-26", published="2026-03-10"), places=(week,)))
    assert (found.since, found.evidence["working_days"]["last_day"]) == ("2026-03-07", "2026-03-06")
    calendar_days = place(time_limit="批准后20日内")
    found = only(item(version(formed="2026-02-10", published="2026-03-10"), places=(calendar_days,)))
    assert (found.since, "working_days" in found.evidence) == ("2026-03-03", False)


def test_a_year_without_a_calendar_is_about_and_judged_again_when_it_comes() -> None:
    facts = item(version(**LATE))
    about = only(facts, Judging(calendar=Calendar()))
    assert (about.about, "约" in about.statement) == (True, True)
    assert not only(facts).about


def test_whether_the_first_day_counts_is_a_setting() -> None:
    first = replace(JUDGING, first_day_counts=True)
    assert only(item(version(**LATE)), first).since < only(item(version(**LATE))).since


def test_other_dates_put_it_right() -> None:
    found = only(item(version(**LATE), version(2, "03-12", formed="2026-03-01", published="2026-03-10")))
    assert (found.closed, found.close_reason) == ("2026-03-12", "rectified")


# --- backdated --------------------------------------------------------------------------------------

OLDER_LIST = look(0, "03-05", newest="2026-03-01")
OLD: dict[str, Any] = {"published": "2026-03-01"}
BEFORE = (look(1, "03-06"), look(2, "03-09"))


def both(**more: Any) -> tuple[ListVisit, ...]:
    """The two walks that did not meet it, otherwise."""
    return tuple(replace(visit, **more) for visit in BEFORE)


FIRST = look(3, "03-10")


def doubted(**more: Any) -> PlaceFacts:
    given: dict[str, Any] = {"listed_date": "2026-03-01", "before": BEFORE, "first": FIRST}
    return place(**given | more)


def test_a_day_on_which_the_column_did_not_list_it() -> None:
    found = only(item(version(**OLD), places=(doubted(),)))
    assert (found.rule, found.severity) == ("backdated-item", "提示")
    assert (found.since, found.opened) == ("2026-03-01", "2026-03-10")
    assert found.evidence["visits"] == [2, 3]
    assert "标注日期 2026-03-01；本系统于 2026-03-09" in found.statement
    assert not any(word in found.statement for word in ("伪造", "造假", "倒签", "篡改"))


@pytest.mark.parametrize(
    "facts",
    [
        item(version(**OLD), places=(doubted(before=BEFORE[:1]),)),
        item(version(**OLD), places=(doubted(before=(look(1, "03-03"), look(2, "03-04"))),)),
        item(version(**OLD), places=(doubted(before=both(complete=False)),)),
        item(version(**OLD), places=(doubted(before=both(conditional=True)),)),
        item(version(**OLD), places=(doubted(before=both(bottom="2026-03-02")),)),
        item(version(**OLD), places=(doubted(before=both(bottom=None)),)),
        item(version(**OLD), places=(doubted(before=both(reader="vsb")),)),
        item(version(**OLD), places=(doubted(before=both(url="http://b.invalid/")),)),
        item(version(**OLD), places=(doubted(before=(OLDER_LIST, *BEFORE)),)),
        item(version(**OLD), places=(doubted(),), events=(event("moved", "03-10"),)),
        item(version(**OLD), places=(doubted(),), events=(event("relisted", "03-10"),)),
        item(version(**OLD), places=(doubted(),), twins=((at("02-01"), None),)),
        item(version(**OLD), places=(doubted(),), batch=21),
        item(version(**OLD, source="区民政局"), places=(doubted(),)),
        item(version(published="2026-03-09"), places=(doubted(),)),
        item(version(**OLD), places=(doubted(baseline=at("03-11")),)),
    ],
    ids=["one walk", "too soon", "not to the end", "conditional", "a short window", "a window without dates",
         "read otherwise", "asked elsewhere", "an older list", "moved", "went, came",
         "had before", "a migration", "a repost", "the page states a later day", "there when we began"],
)  # fmt: skip
def test_not_called_backdated(facts: ItemFacts) -> None:
    assert none(facts)


def test_one_of_the_two_walks_may_be_conditional() -> None:
    first, last = BEFORE
    facts = item(version(**OLD), places=(doubted(before=(replace(first, conditional=True), last)),))
    assert only(facts).evidence["visits"] == [2, 3]


def test_a_list_that_loses_it_again_proves_nothing() -> None:
    soon = item(version(**OLD), places=(doubted(),), events=(event("delisted", "03-12"),))
    assert (only(soon).closed, only(soon).close_reason) == ("2026-03-12", "withdrawn")
    same_day = item(version(**OLD), places=(doubted(),), events=(EventFacts("delisted", at("03-10", 20), 9),))
    assert none(same_day)
    late = item(version(**OLD), places=(doubted(),), events=(event("delisted", "05-12"),))
    assert only(late).closed is None


def test_an_item_that_is_dated_back_later() -> None:
    redated = version(2, "03-15", published="2026-03-01", confirmed_at=at("03-16"))
    found = only(item(version(), redated, places=(doubted(),)))
    assert (found.since, found.opened, found.closed) == ("2026-03-01", "2026-03-16", None)
    put_back = version(3, "03-18", confirmed_at=at("03-19"))
    assert only(item(version(), redated, put_back, places=(doubted(),))).closed == "2026-03-18"


# --- removed ----------------------------------------------------------------------------------------


def test_what_is_gone_and_what_came_back() -> None:
    gone = item(version(), events=(event("removed", "03-20"),))
    assert (only(gone).rule, only(gone).since, only(gone).closed) == ("removed-item", "2026-03-20", None)
    back = replace(gone, events=(*gone.events, event("returned", "03-25")))
    assert (only(back).closed, only(back).close_reason) == ("2026-03-25", "rectified")
    twice = replace(back, events=(*back.events, event("removed", "04-02")))
    assert [found.since for found in judge_item(twice, JUDGING)] == ["2026-03-20", "2026-04-02"]


def test_what_the_unit_has_elsewhere_is_not_gone() -> None:
    gone = item(version(), events=(event("removed", "03-20"),))
    assert none(replace(gone, twins=((at("03-18"), None),)))
    assert only(replace(gone, twins=((at("03-22"), None),))).closed == "2026-03-22"
    assert only(replace(gone, twins=((at("03-01"), at("03-19")),))).closed is None


@pytest.mark.parametrize(("removed", "silent"), [("03-20", True), ("03-13", False)])
def test_a_display_that_was_up_long_enough(removed: str, silent: bool) -> None:
    shown = item(version(title="关于低保对象的公示"), events=(event("removed", removed),))
    assert none(shown) == silent


# --- altered ----------------------------------------------------------------------------------------


def test_numbers_that_changed_under_the_same_date() -> None:
    found = only(item(version(), version(2, "03-15", numbers="n2", confirmed_at=at("03-16"))))
    assert (found.rule, found.since, found.opened) == ("altered-item", "2026-03-15", "2026-03-16")
    assert found.evidence["versions"] == [1, 2]


def test_a_file_whose_bytes_changed() -> None:
    before, after = (("http://a/f.pdf", "s1"),), (("http://a/f.pdf", "s2"), ("http://a/g.pdf", "s3"))
    assert "附件" in only(item(version(files=before), version(2, "03-15", files=after))).statement


@pytest.mark.parametrize(
    "second",
    [
        version(2, "03-15"),
        version(2, "03-15", numbers=None),
        version(2, "03-15", numbers="n2", published="2026-03-15"),
        version(2, "03-15", numbers="n2", flips=True),
        version(2, "03-15", numbers="n2", confirmed_at=None),
        version(2, "03-15", files=(("http://a/new.pdf", "s"),)),
    ],
    ids=[
        "words alone",
        "nobody told",
        "openly dated anew",
        "back and forth",
        "seen once",
        "a file was added",
    ],
)
def test_not_called_altered(second: VersionFacts) -> None:
    assert none(item(version(), second))


def test_going_back_to_what_was_said_before_is_no_alteration() -> None:
    cut = version(2, "03-15", numbers="n2", confirmed_at=None)
    assert none(item(version(), cut, version(3, "03-18", text_sha256="t1")))


def test_what_was_put_back_is_put_right() -> None:
    altered = version(2, "03-15", numbers="n2", confirmed_at=at("03-16"))
    back = version(3, "03-18", text_sha256="t1", confirmed_at=None)
    assert only(item(version(), altered, back)).closed == "2026-03-18"
