"""Corrections of categories: kept with their log, held against what is said later, released again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.archive import Archive
from gongkai.base.errors import UsageError
from gongkai.base.sorting import Sorting, Topic
from gongkai.base.urls import uid
from gongkai.base.values import Category
from tests.archive.helpers import Crawl, at, catalogue, row

RULES = Sorting("news", "题名含“简报”", 0.7, (("t2", "简报"),))
BY = ("是公告", "王某", at(2))


def told(archive: Archive, name: str) -> tuple[object, ...]:
    item = archive.sortable(known(name))
    assert item is not None
    return item.sorting.category, item.sorting.reason, item.sorting.confidence, item.by


def known(name: str) -> str:
    return uid(row(name).identity or "")


@pytest.fixture
def crawl(archive: Archive) -> Crawl:
    """Two items, sorted by rules."""
    crawl, watched = Crawl(archive), catalogue()
    categories = (*watched.categories, Category("notice", "通知公告"))
    topics = (
        Topic("t1", "d", "某法", "第一项", "某法第一条", ("notice",)),
        Topic("t2", "d", "某法", "第二项", "某法第一条", ()),
    )
    archive.put_catalogue(replace(watched, categories=categories, topics=topics), at(1))
    crawl.visit(row("i0"), row("i1"), moment=at(1))
    crawl.read("i0", "正文一", moment=at(1))
    crawl.read("i1", "正文二", moment=at(1))
    archive.put_sortings([(crawl.item("i0"), RULES), (crawl.item("i1"), RULES)])
    return crawl


def topics(archive: Archive, name: str) -> list[tuple[str, str, str]]:
    sql = """SELECT topic, mapped_by, word FROM item_topics JOIN items ON items.id = item
             WHERE uid = ? ORDER BY topic"""
    return [tuple(found) for found in archive.db.execute(sql, (known(name),))]


def test_a_person_is_believed_over_the_rules_until_released(archive: Archive, crawl: Crawl) -> None:
    archive.correct_category(known("i0"), "notice", *BY)
    corrected = ("notice", "人工改正：是公告", 1.0, "person")
    assert told(archive, "i0") == corrected
    archive.put_sortings([(crawl.item("i0"), RULES)])
    crawl.read("i0", "正文一，改过", moment=at(3))
    assert told(archive, "i0") == corrected
    archive.release_category(known("i0"), RULES, "改错了", "李某", at(4))
    assert told(archive, "i0") == ("news", RULES.reason, RULES.confidence, "rules")
    assert told(archive, "i1") == ("news", RULES.reason, RULES.confidence, "rules")


def test_everything_is_in_the_log(archive: Archive, crawl: Crawl) -> None:
    archive.correct_category(known("i0"), "notice", *BY)
    archive.correct_category(known("i0"), "news", "还是动态", "李某", at(3))
    archive.release_category(known("i0"), RULES, "交给规则", "王某", at(4))
    log = [(e.at, e.who, e.what, e.previous, e.category, e.because) for e in archive.corrections(known("i0"))]
    assert log == [
        (at(2), "王某", "corrected", "news", "notice", "是公告"),
        (at(3), "李某", "corrected", "notice", "news", "还是动态"),
        (at(4), "王某", "released", "news", "news", "交给规则"),
    ]
    assert archive.corrections(known("i1")) == ()


def test_topics_follow_the_category_and_the_words(archive: Archive, crawl: Crawl) -> None:
    assert topics(archive, "i0") == [("t2", "word", "简报")]
    archive.correct_category(known("i0"), "notice", *BY)
    assert topics(archive, "i0") == [("t1", "category", "notice"), ("t2", "word", "简报")]
    archive.put_sortings([(crawl.item("i0"), Sorting("news", "", 0.5))])
    assert topics(archive, "i0") == [("t1", "category", "notice")]


def test_an_item_that_belongs_both_ways_is_there_once(archive: Archive, crawl: Crawl) -> None:
    archive.put_sortings([(crawl.item("i1"), Sorting("notice", "", 0.5, (("t1", "公告"),)))])
    assert topics(archive, "i1") == [("t1", "category", "notice")]


def test_similar_ones_are_those_that_rules_left_where_it_was(archive: Archive, crawl: Crawl) -> None:
    archive.correct_category(known("i0"), "notice", *BY)
    assert [item.uid for item in archive.neighbours(known("i0"), 10)] == [known("i1")]
    archive.correct_category(known("i1"), "notice", *BY)
    assert archive.neighbours(known("i0"), 10) == []


def test_withheld_items_are_not_sorted_and_say_nothing(archive: Archive, crawl: Crawl) -> None:
    archive.withhold(known("i0"), "含个人信息", "王某", at(2))
    assert archive.sortable(known("i0")) is None
    assert [item.uid for item in archive.sortables()] == [known("i1")]
    assert topics(archive, "i0") == []
    (reason,) = archive.db.execute(
        "SELECT category_reason FROM items WHERE uid = ?", (known("i0"),)
    ).fetchone()
    assert reason == ""
    with pytest.raises(UsageError, match="已隐去"):
        archive.correct_category(known("i0"), "notice", *BY)
    archive.show_again(known("i0"), "已更正", "王某", at(3))
    assert told(archive, "i0") == ("news", RULES.reason, RULES.confidence, "rules")


def test_what_cannot_be_done_is_refused(archive: Archive, crawl: Crawl) -> None:
    with pytest.raises(UsageError, match="没有编号为“nonsense”的类别"):
        archive.correct_category(known("i0"), "nonsense", *BY)
    with pytest.raises(UsageError, match="没有编号为 NOSUCH 的条目"):
        archive.correct_category("NOSUCH", "notice", *BY)
    with pytest.raises(UsageError, match="没有人改正过"):
        archive.release_category(known("i0"), RULES, "理由", "王某", at(2))
    assert archive.corrections(known("i0")) == ()


@pytest.mark.parametrize(
    ("sorting", "told"),
    [
        (Sorting("newer", "", 0.9), "没有编号为“newer”的类别"),
        (Sorting("news", "", 0.9, (("t9", "简报"),)), "没有编号为“t9”的领域"),
    ],
)
def test_what_a_changed_taxonomy_names_is_kept_first(
    archive: Archive, crawl: Crawl, sorting: Sorting, told: str
) -> None:
    archive.correct_category(known("i0"), "notice", *BY)
    with pytest.raises(UsageError, match=told) as refused:
        archive.release_category(known("i0"), sorting, "改错了", "王某", at(3))
    assert "classify --again" in str(refused.value.do)
    item = archive.sortable(known("i0"))
    assert item is not None
    assert (item.by, item.sorting.category) == ("person", "notice")
    assert len(archive.corrections(known("i0"))) == 1


def test_pages_of_sortables_leave_none_out(archive: Archive, crawl: Crawl) -> None:
    first = archive.sortables(limit=1)
    assert [item.uid for item in first + archive.sortables(after=first[0].item, limit=9)] == [
        known("i0"), known("i1"),
    ]  # fmt: skip
    assert archive.count_sortables() == 2
    assert archive.sortables()[0].opening == "正文一"
