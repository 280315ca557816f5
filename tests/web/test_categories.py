"""The pages of categories, topics and doubt: what they count, whom they leave out, what they refuse."""

from __future__ import annotations

import asyncio
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.archive import open_archive
from gongkai.base.sorting import Sorting, Topic
from gongkai.classify import Sorter
from gongkai.config import load
from gongkai.web import words
from gongkai.web.serving import make_datasette
from tests.web import district
from tests.web.conftest import Get

TOPICS = (
    Topic("a20-07", "article-20", "条例第二十条", "（七）财政预算、决算信息", "条例第二十条", ("finance",)),
    Topic("std-elderly", "standard", "基层政务公开标准领域", "养老服务", "国办发〔2019〕54号"),
)
DOUBT = Sorting("notice", "题名含“<b>公示</b>”", 0.2)
ELDERLY = Sorting("business", "题名含“召开”", 0.97, (("std-elderly", "养老服务"),))


@pytest.fixture(scope="module")
def sorted_get(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Get:
    """The district with topics, one item in doubt, one that names a topic, one that a person sorted."""
    folder = tmp_path_factory.mktemp("sorted") / "archive"
    shutil.copytree(archive_folder, folder)
    with open_archive(folder) as archive:
        archive.put_catalogue(replace(district.catalogue(), topics=TOPICS), district.at(district.AS_OF))
        numbers = dict(tuple(row) for row in archive.db.execute("SELECT uid, id FROM items"))
        archive.put_sortings(
            [(numbers[district.HOSTILE_UID], DOUBT), (numbers[district.EDITED_UID], ELDERLY)]
        )
        removed = district.REMOVED_UID
        archive.correct_category(removed, "business", "是<动态>", "王某", district.at(district.AS_OF))
    datasette = make_datasette(folder, as_of=district.AS_OF)
    return lambda path: asyncio.run(datasette.client.get(path))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize(
    "path",
    [
        "/categories",
        "/categories?as_of=2026-10-20",
        *(f"/category/{category.id}" for category in district.CATEGORIES),
        "/category/business?unit=qs",
        "/category/notice?doubtful=1",
        "/category/notice?page=2",
        *(f"/topic/{topic.id}" for topic in TOPICS),
        "/topic/std-elderly?unit=qs",
        "/doubtful",
        "/doubtful?unit=qs&category=notice",
        "/doubtful.csv",
        "/unit/qs",
        f"/item/{district.EDITED_UID}",
    ],
)
def test_every_page_is_there(sorted_get: Get, path: str) -> None:
    answer = sorted_get(path)
    assert answer.status_code == 200
    if not path.endswith(".csv"):
        assert "<script" not in answer.text
        assert "<b>公示</b>" not in answer.text
        assert "<动态>" not in answer.text


def test_what_was_published_of_each_category(sorted_get: Get) -> None:
    text = plain(sorted_get("/categories").text)
    assert re.search(r"工作动态 \d+ 4 2026-11-20 0", text)
    assert re.search(r"通知公告 2 1 2026-06-02 1", text)
    assert "（七）财政预算、决算信息 财政资金 0" in text
    assert "养老服务 — 1" in text


def test_a_category_shows_its_units_their_state_and_their_months(sorted_get: Get) -> None:
    text = sorted_get("/category/business").text
    row = plain(text[text.index("/category/business?unit=mzj") :].partition("</tr>")[0])
    assert "超期" in row
    assert row.split()[-14:-12] == ["2026-09-30", "1"]
    assert row.split()[-12:] == ["·"] * 9 + ["1", "·", "·"]
    assert "青石街道召开养老服务工作推进会" in text
    assert "公示" not in plain(text[text.index('id="items"') :])


def test_a_unit_that_published_nothing_of_its_column_is_there(sorted_get: Get) -> None:
    text = sorted_get("/category/notice").text
    row = plain(text[text.index("/category/notice?unit=mzj") :].partition("</tr>")[0])
    assert "空白" in row
    assert row.split()[-14:] == ["—", "0", *["·"] * 12]


def test_only_a_unit(sorted_get: Get) -> None:
    text = sorted_get("/category/business?unit=mzj").text
    assert "走访慰问困难群众" in text
    assert "青石街道召开养老服务工作推进会" not in text


def test_a_topic_of_a_unit_in_one_click(sorted_get: Get) -> None:
    unit = sorted_get("/unit/qs").text
    href = re.search(r'<a href="([^"]*/topic/std-elderly[^"]*)">养老服务 1</a>', unit)
    assert href is not None
    text = sorted_get(href[1].replace("&amp;", "&")).text
    assert "青石街道召开养老服务工作推进会" in text
    assert "写有“养老服务”" in text
    assert "2026年部门预算" not in text
    assert "类别对应" in sorted_get("/topic/a20-07").text


def test_what_needs_a_persons_eye(sorted_get: Get) -> None:
    text = sorted_get("/doubtful").text
    assert district.HOSTILE_UID in text
    assert "题名含“&lt;b&gt;公示&lt;/b&gt;”" in text
    assert "没有把握" in text
    assert "青石街道召开养老服务工作推进会" not in text
    sheet = sorted_get("/doubtful.csv").content.decode("utf-8-sig").splitlines()
    assert sheet[0] == "编号,题名,单位,栏目,发布日期,类别,把握,依据,网址"
    assert [line.partition(",")[0] for line in sheet[1:]].count(district.HOSTILE_UID) == 1
    assert "没有符合条件的条目" in sorted_get("/doubtful?unit=mzj&category=finance").text


def test_an_item_tells_its_category_its_topics_and_what_people_said(sorted_get: Get) -> None:
    text = plain(sorted_get(f"/item/{district.EDITED_UID}").text)
    assert (
        "工作动态 把握大 （97%） 题名含“召开”" in text.replace(" （97%）", " （97%）")
        or "把握大（97%）" in text
    )
    assert "基层政务公开标准领域：养老服务 写有“养老服务”" in text
    removed = plain(sorted_get(f"/item/{district.REMOVED_UID}").text)
    assert "人工改正" in removed
    assert "王某：改为“工作动态”（原为“通知公告”）。 是&lt;动态&gt;" in removed.replace("。是", "。 是")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/category/nonsense", 404),
        ("/topic/nonsense", 404),
        ("/category/notice?unit=nonsense", 400),
        ("/doubtful?category=nonsense", 400),
        ("/doubtful?page=0", 400),
        ("/category/notice?page=x", 400),
        ("/category/%3Cscript%3E", 404),
        ("/categories?as_of=2999-01-01", 400),
    ],
)
def test_what_there_is_not_is_said(sorted_get: Get, path: str, status: int) -> None:
    assert sorted_get(path).status_code == status


def test_a_page_beyond_the_last_leads_back(sorted_get: Get) -> None:
    assert "没有这一页" in sorted_get("/category/business?page=99").text


def test_withheld_items_are_nowhere(archive_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(archive_folder, tmp_path / "archive")
    with open_archive(tmp_path / "archive") as archive:
        archive.withhold(district.EDITED_UID, "含个人信息", "王某", district.at(district.AS_OF))
    datasette = make_datasette(tmp_path / "archive", as_of=district.AS_OF)

    def ask(path: str) -> str:
        return str(asyncio.run(datasette.client.get(path)).text)

    assert "养老服务" not in ask("/category/business")
    assert district.EDITED_UID not in ask("/category/business")


def test_sure_is_what_the_taxonomy_calls_sure() -> None:
    assert Sorter.of(load(None), None).sure == words.SURE
    assert [words.sureness(value) for value in (0.8, 0.799, 0.5, 0.499, None)] == [
        "把握大", "把握一般", "把握一般", "没有把握", "未归类",
    ]  # fmt: skip
