"""What kind of page was read."""

from __future__ import annotations

import pytest

from tests.extract.pages import PROSE, page, read

ROWS = "".join(
    f'<li><a href="t{n}.html">临溪区第{n}批公益岗位招聘人员名单公示</a><span>2026-01-{n:02d}</span></li>'
    for n in range(1, 16)
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            page(f"<h1>标题就在这里</h1><div>发布时间：2026-01-02</div><div id='zoom'>{PROSE}</div>"),
            "article",
        ),
        (page(f"<div>当前位置：<a>首页</a> > <a>公示公告</a></div><ul class='list'>{ROWS}</ul>"), "list"),
        (page("<h1>标题就在这里</h1><div>发布时间：2026-01-02</div><div id='zoom'></div>"), "empty"),
        ("", "not-a-page"),
        ("<html><head></head><body></body></html>", "not-a-page"),
        ("<html><body><h1>404 Not Found</h1><hr>nginx</body></html>", "not-a-page"),
        (
            page("<div>您访问的页面不存在或已被删除。</div>", "<title>页面不存在</title>", frame=False),
            "not-a-page",
        ),
        ("<html><script>document.cookie='__jsl_clearance=1'</script></html>", "not-a-page"),
        ("<div>" * 5_000, "not-a-page"),
    ],
)
def test_kind(text: str, kind: str):
    assert read(text).kind == kind


def test_a_refused_page_says_why():
    document = read("<div>" * 5_000)
    assert document.metadata == (("refused", "too-deep"),)
    assert (document.title, document.body) == (None, "")


def test_a_text_that_speaks_of_missing_things_is_an_article():
    text = page(f"<h1>关于网页不存在问题的整改通报</h1><div>发布时间：2026-01-02</div><div>{PROSE * 3}</div>")
    assert read(text).kind == "article"
