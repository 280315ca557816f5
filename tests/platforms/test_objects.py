"""Rows kept as objects in scripts: what is one record, and what only holds records."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import time

import pytest

from gongkai.platforms import read_list
from gongkai.platforms.embedded import carried
from gongkai.platforms.objects import objects
from tests.platforms.pages import DATES, TITLES, URLS, page, rows
from tests.platforms.test_marks import RECOMMENDED

RECORDS = {
    "nested-once": '{{"kind":0,"images":[{{}}],"metadata":{{}},"title":"{title}","pubDate":"{date} 16:59","url":"{url}"}},',
    "nested-twice": '{{"title":"{title}","ext":{{"a":[{{"b":"{{{{"}}]}},"url":"{url}","pubDate":"{date}"}},',
    "urls": '{{"title":"{title}","pubDate":"{date}","urls":"{{\\"pc\\":\\"{url}\\"}}","images":[{{}}]}},',
    "files-beside": '{{"title":"{title}","url":"{url}","files":[{{"name":"附件","url":"/a.doc"}}],"pubDate":"{date}"}},',
    "flat": '{{"title":"{title}","urls":"{url}","pubDate":"{date}"}},',
}


def _page(record: str, before: str = "", after: str = "") -> str:
    return f"<div id='list'></div><script>var d={before}[{rows(record)}]{after};</script>"


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize(
    "around", [("", ""), ("{articleList:", "}"), ('{"title":"公告","url":"/","date":"2026-01-01","l":', "}")]
)
def test_records_with_objects_in_them(name: str, around: tuple[str, str]) -> None:
    listing = read_list(page(_page(RECORDS[name], *around), hot=False))

    assert [(r.title, r.url, r.date) for r in listing.rows] == list(zip(TITLES, URLS, DATES, strict=True)), (
        listing.why
    )


def test_what_an_article_s_scripts_list_is_no_list() -> None:
    text = "<p>" + "根据有关规定，现将兰溪镇防汛备汛工作的安排公布如下，请各村遵照执行。" * 12 + "</p>"
    meta = '<meta name="ArticleTitle" content="防汛备汛工作安排">'
    body = f'<div class="TRS_Editor">{text}</div>' + _page(RECORDS["nested-once"])

    assert read_list(page(body, head=meta, hot=False)).shape == "article"


def test_a_menu_with_objects_in_it_is_no_list() -> None:
    menu = rows('{{"title":"{title}","url":"/c{i}/","children":[{{"title":"栏目","url":"/c{i}/a/"}}]}},')

    assert carried(f"var menu=[{menu}]", "http://a.gov.cn/").rows == ()


def test_an_object_deeper_than_records_are_is_none() -> None:
    assert list(objects("{a:{b:{c:{d:1}}}}", lambda own, inner: True)) == ["b:{}"]


SAID_EMPTY = {
    "words": "<p>暂无信息</p>",
    "words-less-plain": f"<div><p>本栏目内容正在整理中</p><h3>政务要闻</h3>{RECOMMENDED}</div>",
    "nought": "<ul></ul><div class='page'>共 0 条 第 1/1 页</div>",
}


@pytest.mark.parametrize("name", SAID_EMPTY)
def test_rows_of_a_script_do_not_fill_a_column_that_is_said_to_be_empty(name: str) -> None:
    listing = read_list(page(SAID_EMPTY[name] + _page(RECORDS["flat"]), hot=False))

    assert (listing.shape, listing.rows) == ("unknown", ())
    assert read_list(page(_page(RECORDS["flat"]), hot=False)).shape == "list"


TOTALS = {
    "total": ("{total:41,l:", "}", 41),
    "count-of-the-page-before-the-total": ("{count:6,l:", ",total:41}", 41),
    "count-alone": ("{count:41,l:", "}", 41),
    "count-of-the-page": ("{count:6,l:", "}", None),
    "counts-of-several": ("{count:41,l:", ",menu:{count:9}}", None),
    "total-of-something-else": ("{total:3,count:41,l:", "}", None),
}


@pytest.mark.parametrize("name", TOTALS)
def test_how_many_rows_there_are_in_all(name: str) -> None:
    before, after, total = TOTALS[name]

    assert read_list(page(_page(RECORDS["flat"], before, after), hot=False)).total_items == total


HOSTILE = {
    "open": "{a",
    "open-quotes": '{"title":"',
    "quotes-in-turn": "{'a{\"",
    "escaped-quotes": "{a\\\"" * 900 + '""',
    "long-texts": '{a"' + "x" * 3_999 + '"',
    "open-records": '{title:"公告",url:"/b",date:"2026-01-01",x:{y:1},',
    "many-in-one": "{a{b{c}{c}{c}{c}}",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_scripts_take_bounded_time(name: str) -> None:
    script = HOSTILE[name] * (600_000 // len(HOSTILE[name]))
    started = time.process_time()
    carried(script, "http://a.gov.cn/")

    assert time.process_time() - started < 5
