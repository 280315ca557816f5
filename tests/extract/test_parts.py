"""Numbered bodies: which links are an article's further pages, and what joining makes of them."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

import pytest

from gongkai.base.values import Attachment, Document
from gongkai.extract import join_parts
from tests.extract.pages import PROSE, page, read

FOLDER = "https://www.example.gov.cn/zwgk/ghjh/202601/"


def parts(inner: str, url: str = FOLDER + "t20260102_1.html") -> list[str]:
    text = page(f"<h1>三年行动计划</h1><div>发布时间：2026-01-02</div><div id='zoom'>{PROSE}</div>{inner}")
    return [address.removeprefix(FOLDER) for address in read(text, url).parts]


@pytest.mark.parametrize(
    ("inner", "name", "found"),
    [
        # TRS counts the further pages from 1, the page that is shown has no link
        (
            "<b>1</b> <a href='t20260102_1_1.html'>2</a> <a href='t20260102_1_2.html'>3</a>",
            "t20260102_1.html",
            ["t20260102_1_1.html", "t20260102_1_2.html"],
        ),
        # only the next and the last are linked: those between have their addresses too
        (
            "<a href='content_7_2.html'>下一页</a> <a href='content_7_5.html'>尾页</a>",
            "content_7.html",
            ["content_7_2.html", "content_7_3.html", "content_7_4.html", "content_7_5.html"],
        ),
        # other numbers of an address stay as they are
        (
            "<a href='show.php?catid=2&amp;id=9&amp;page=2'>2</a> <a href='show.php?catid=2&amp;id=9&amp;page=4'>4</a>",
            "show.php?catid=2&id=9",
            [f"show.php?catid=2&id=9&page={number}" for number in (2, 3, 4)],
        ),
        # page 2 knows what follows it, and not the first page again
        (
            "<a href='t20260102_1.html'>1</a> 2 <a href='t20260102_1_2.html'>3</a>",
            "t20260102_1_1.html",
            ["t20260102_1_2.html"],
        ),
        (
            "<a href='?id=3&page=1'>1</a> <a href='?id=3&page=2'>2</a>",
            "show.asp?id=3",
            ["show.asp?id=3&page=2"],
        ),
        (
            "<script>createPageHTML(3, 0, 't20260102_1', 'html');</script>",
            "t20260102_1.html",
            ["t20260102_1_1.html", "t20260102_1_2.html"],
        ),
        (
            "<script>createPageHTML('pages', 3, 1, 'post_9', 'html', 3);</script>",
            "post_9.html",
            ["post_9_2.html", "post_9_3.html"],
        ),
        ("<a href='t20260102_1_all.html'>余下全文</a>", "t20260102_1.html", ["t20260102_1_all.html"]),
    ],
)
def test_further_pages(inner: str, name: str, found: list[str]):
    assert parts(inner, FOLDER + name) == found


@pytest.mark.parametrize(
    "inner",
    [
        "<a href='t20260101_9.html'>上一页</a> <a href='t20260103_4.html'>下一页</a>",  # neighbours
        "<a href='content_13.html'>下一页</a>",  # the next article, from content_12
        "<script>createPageHTML(12, 0, 'index', 'html');</script>",  # a list beside the article
        "<script>createPageHTML(1, 0, 't20260102_1', 'html');</script>",
        "<a href='/comment?id=1&page=2'>2</a>",
        "<a href='?page=²'>2</a> <a href='?page=³'>下一页</a>",  # digits to some, numbers to nobody
    ],
)
def test_no_further_pages(inner: str):
    assert parts(inner) == []
    assert parts(inner, FOLDER + "content_12.html") == []


def test_the_pager_is_no_text():
    inner = "<p><span>1</span> <a href='t20260102_1_1.html'>2</a> <a href='t20260102_1_1.html'>下一页</a></p>"
    text = page(f"<h1>三年行动计划</h1><div>发布时间：2026-01-02</div><div id='zoom'>{PROSE}{inner}</div>")
    assert read(text).body.endswith("列入年度考核扣分事项。")


def test_numbers_of_a_table_are_text():
    rows = "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    text = page(f"<h1>统计表</h1><div>发布时间：2026-01-02</div><div id='zoom'>{PROSE}{rows}</div>")
    assert read(text).body.endswith("1\t2\n3\t4")


def test_joining_keeps_texts_in_order_and_files_once():
    file, other = Attachment("https://a.example/1.pdf", "一"), Attachment("https://a.example/2.pdf", "二")
    first = Document("article", title="计划", body="甲", attachments=(file,), parts=("u",))
    joined = join_parts(first, [Document("article", body="乙", attachments=(file, other))])
    assert (joined.title, joined.body, joined.attachments, joined.parts) == (
        "计划",
        "甲\n乙",
        (file, other),
        (),
    )


def test_a_whole_text_replaces_its_beginning():
    beginning = "为进一步做好本街道冬季清雪工作，保障居民出行安全，现将有关事项通知如下，请各社区遵照执行。"
    whole = beginning + "\n一、二、三。"
    joined = join_parts(Document("article", body=beginning), [Document("article", body=whole)])
    assert joined.body == whole


def test_parts_hidden_in_the_page_are_its_text():
    hidden = (
        "<div class='pg'><p>第一部分。</p></div><div class='pg' style='display:none'><p>第二部分。</p></div>"
    )
    text = page(f"<h1>年度工作总结</h1><div>发布时间：2026-01-02</div><div id='zoom'>{PROSE}{hidden}</div>")
    assert read(text).body.endswith("第一部分。\n第二部分。")
