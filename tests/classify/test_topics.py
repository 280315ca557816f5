"""Topics beside the categories: mapped by words that are there, by nothing else."""

from __future__ import annotations

import pytest

from gongkai.classify.topics import TopicIndex, topics
from gongkai.config import load

TAXONOMY = load(None).taxonomy
INDEX = TopicIndex.of(TAXONOMY.topics)


@pytest.mark.parametrize(
    ("title", "columns", "named"),
    [
        ("社会救助暂行办法", (), {"a21-7": "社会救助", "a21t-8": "社会救助", "std-rescue": "社会救助"}),
        ("工作动态", ("试点领域", "养老服务"), {"std-elderly": "养老服务"}),
        ("2026年公务员招录公告", (), {"a20-14": "公务员…招"}),
        ("房屋征收决定公告", (), {"a21-5": "房屋征收", "a21t-6": "房屋征收"}),
        ("关于召开座谈会的通知", (), {}),
    ],
)
def test_what_an_item_names(title: str, columns: tuple[str, ...], named: dict[str, str]) -> None:
    assert dict(INDEX.named(title, columns)) == named


def test_the_title_is_named_before_the_column() -> None:
    assert dict(INDEX.named("低保公示", ("社会救助",)))["std-rescue"] == "低保"


def test_the_fifteen_items_of_article_20_are_there() -> None:
    named = [topic.name for topic in topics(load(None)) if topic.dimension == "article-20"]
    assert [name[:3].strip("（）") for name in named][:10] == list("一二三四五六七八九十")
    assert len(named) == 15


def test_every_category_but_those_of_no_article_belongs_to_an_item_of_article_20() -> None:
    mapped = {c for topic in TAXONOMY.topics if topic.dimension == "article-20" for c in topic.categories}
    loose = {category.id for category in TAXONOMY.categories} - mapped
    assert loose == {
        "business", "notice", "open_day", "grassroots", "community", "proposals", "faq", "mailbox", "other",
        "personnel", "land",
    }  # fmt: skip
