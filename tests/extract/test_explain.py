"""Every field's origin, by the same code that chose it."""

from __future__ import annotations

from gongkai.base.choice import Candidate, Origin, choose
from gongkai.base.values import Page
from gongkai.extract import explain_article, read_article
from tests.extract.pages import BASE, PROSE, page

TEXT = page(
    f"""<table><tr><td>索引号：</td><td>A1/2026-1</td><td>文号：</td><td></td></tr>
    <tr><td>成文日期：</td><td>2026-01-01</td><td>发布机构：</td><td>青石街道办事处</td></tr></table>
    <h1>关于做好冬季清雪工作的通知</h1><div>发布时间：2026-01-02 来源：区政府办</div>
    <div id="zoom">{PROSE}</div>""",
    '<title>通知_某区</title><meta name="ArticleTitle" content="关于做好冬季清雪工作的...">'
    '<meta name="PubDate" content="2021-05-06"><meta name="ContentSource" content="别处">',
)


def origins() -> dict[str, Origin]:
    return {origin.field: origin for origin in explain_article(Page(BASE, TEXT, "utf-8")).origins}


def test_the_explanation_is_that_of_the_document():
    explained = explain_article(Page(BASE, TEXT, "utf-8"))
    assert explained.document == read_article(Page(BASE, TEXT, "utf-8"))
    for origin in explained.origins:
        if origin.field not in ("body", "attachments", "section_path"):
            assert origin.value == getattr(explained.document, origin.field), origin.field


def test_where_each_field_stood():
    told = origins()
    assert told["title"].place == "页面上的标题"
    assert told["published"].place == "信息行“发布时间”"
    assert told["formed"].place == "元数据表“成文日期”"
    assert told["issuer"].place == "元数据表“发布机构”"
    assert told["body"].place.startswith("已知的正文容器 <div zoom")


def test_what_was_rejected_and_why():
    told = origins()
    assert [(c.value, c.place) for c in told["published"].rejected] == [("2021-05-06", "meta 标签 PubDate")]
    assert "迁移" in told["published"].rejected[0].against
    assert [c.against for c in told["source"].rejected] == ["页面印有来源一栏，以印出的为准"]
    assert ("关于做好冬季清雪工作的...", "被截断") in [(c.value, c.against) for c in told["title"].rejected]
    assert [(c.value, c.against) for c in told["doc_no"].rejected] == [(None, "没有值")]


def test_choosing_takes_the_first_that_nothing_speaks_against():
    chosen = choose(
        "f", [Candidate(None, "a"), Candidate("x", "b", "旧"), Candidate("y", "c"), Candidate("z", "d")]
    )
    assert (chosen.value, chosen.place) == ("y", "c")
    assert [(c.value, c.against) for c in chosen.rejected] == [
        (None, "没有值"),
        ("x", "旧"),
        ("z", "另有更可靠的出处"),
    ]
    assert choose("f", []) == Origin("f")
