"""Nothing that a server sends makes reading raise."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

import random
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.base.values import Document
from tests.extract.pages import FOOTER, NAVIGATION, PROSE, page, read

WHOLE = page(
    f"""<div class="crumb">当前位置：<a>首页</a> > <a>通知</a></div><table><tr><td>索引号：</td><td>A</td><td>文号</td><td>B</td></tr></table>
    <h1>关于做好冬季清雪工作的通知</h1><div>来源：甲 发布时间：<script>document.write('2026-01-02')</script></div>
    <div id="zoom">{PROSE}<table><tr><td>1</td><td>2</td></tr></table><a href="a.pdf">附件</a></div>
    <script>var CONFIG = {{DETAIL: {{"title": "甲", "content": "<p>乙</p>"}}}};</script><p>上一篇：<a href="b">丙</a></p>""",
    '<title>甲_乙</title><meta name="ArticleTitle" content="&lt;b&gt;甲"><meta name="PubDate" content="2026-01-02">',
)
PIECES = [
    "<div>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<script>", "</script>", "<!--", "-->", "<a href='", "'", '"', ">",
    "<p", "</p>", "<title>", "<meta name=PubDate content=", "：", "来源：", "发布时间：", "2026-13-45", "〔2026〕", "\x00", "\ufeff",
    "\ud800", "&#xD800;", "&amp;", "]]>", "<![CDATA[", "<svg>", "<math>", "<template>", "<select>", "<frameset>", "上一篇：", "附件.pdf",
    "DETAIL: {", "document.write(", "http://[", "javascript:", "style='display:none'", "<iframe src='viewer.html?file=%",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60))
@settings(max_examples=150, deadline=None)
def test_pieces_of_pages(pieces: list[str]):
    assert isinstance(read("".join(pieces)), Document)


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 60), st.sampled_from(PIECES)), max_size=12)
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mutated_pages(cuts: list[tuple[int, int, str]]):
    text = WHOLE
    for start, length, piece in cuts:
        text = text[:start] + piece + text[start + length :]
    assert isinstance(read(text), Document)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_and_any_address(text: str):
    assert isinstance(read(WHOLE, url=text), Document)


def test_time_grows_with_the_page_not_with_its_square():
    rows = "<table>" + "<tr><td>一</td><td><div><p>二</p></div></td></tr>" * 4_000 + "</table>"
    nested = "<table><tr><td>" * 900 + "字" + "</td></tr></table>" * 900
    lines = "<div>来源：甲 发布时间：2026-01-02</div>" * 5_000
    links = "<p><a href='a.pdf'>附件</a></p>" * 5_000
    started = time.process_time()
    hidden = "<div style='display:none' class='share crumb zoom title'>" * 3_000 + links
    crumbs = "<p>当前位置：甲</p>" * 5_000
    neighbours = "<p>上一篇：甲乙丙丁</p>" * 5_000
    for inner in (rows, nested, lines, links, hidden, crumbs, neighbours, NAVIGATION * 200, FOOTER * 400):
        read(page(inner))
    assert time.process_time() - started < 8


def test_shuffled_page_keeps_the_types():
    parts = WHOLE.split("<")
    random.Random(7).shuffle(parts)
    document = read("<".join(parts))
    assert isinstance(document.body, str)
    assert isinstance(document.attachments, tuple)
