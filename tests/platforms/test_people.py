"""Leaders with names and posts are rows of a column of leaders, and of no other."""

from __future__ import annotations

import pytest

from gongkai.base.values import Page
from gongkai.platforms import read_list
from tests.platforms.pages import HOST, page

URL = f"{HOST}/zwgk/ldzc/"
PEOPLE = (
    ("白云舟", "镇长"),
    ("欧阳静", "党委委员、副镇长"),
    ("田 园", "副镇长"),
    ("买买提·艾力", "派出所所长"),
)
ROW = '<li><a href="./{i}/"><img src="{i}.jpg"></a><p><a href="./{i}/">{name}</a></p><p>{post}</p></li>'


def _leaders(name: str = "领导之窗", url: str = URL, row: str = ROW) -> Page:
    rows = "".join(row.format(i=i, name=who, post=post) for i, (who, post) in enumerate(PEOPLE, 1001))
    return page(f"<ul>{rows}</ul>", url=url, name=name, hot=False)


@pytest.mark.parametrize("name", ["领导之窗", "领导信息", "领导班子成员", "镇政府领导"])
def test_leaders_with_posts_are_rows(name: str) -> None:
    listing = read_list(_leaders(name))

    assert [row.title for row in listing.rows] == [who for who, _ in PEOPLE], listing.why
    assert listing.rows[0].url == URL + "1001/"


def test_leaders_in_a_table_with_heads() -> None:
    people = "".join(
        f'<tr><td><a href="t20260101_{i}.html">{who}</a></td><td>{post}</td><td>负责镇政府工作</td></tr>'
        for i, (who, post) in enumerate(PEOPLE)
    )
    table = f"<table><tr><th>姓名</th><th>职务</th><th>分工</th></tr>{people}</table>"
    listing = read_list(page(table, url=URL, name="领导之窗", hot=False))

    assert [row.title for row in listing.rows] == [who for who, _ in PEOPLE]


@pytest.mark.parametrize("name", ["领导活动", "通知公告", "书记信箱"])
def test_names_in_another_column_are_none(name: str) -> None:
    assert read_list(_leaders(name)).shape == "unknown"


def test_names_without_posts_are_none() -> None:
    assert read_list(_leaders(row='<li><a href="./{i}/">{name}</a></li>')).shape == "unknown"


@pytest.mark.parametrize("path", ["1001/", "1001/index.html", "1002/202601/t20260105_1.html"])
def test_the_list_of_leaders_on_a_leaders_own_page_is_a_menu(path: str) -> None:
    listing = read_list(_leaders(url=URL + path, row=ROW.replace("./", "/zwgk/ldzc/")))

    assert listing.shape == "unknown"
