"""Empty, a page of text, or not understood: the three are never taken for each other."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import pytest

from gongkai.base.values import Page
from gongkai.platforms import read_list
from tests.platforms.frames import FRAMES, HEADED, framed
from tests.platforms.pages import URL, page

EMPTY = {
    "words-in-row": '<ul class="list"><li>暂无信息</li></ul>',
    "words-in-paragraph": '<p class="nodata">暂无相关信息！</p>',
    "words-in-cell": "<table><tr><th>标题</th><th>日期</th></tr><tr><td colspan=2>没有相关记录</td></tr></table>",
    "words-beside-picture": '<div class="none"><img src="n.png"><span>该栏目暂无内容</span></div>',
    "words-of-apology": "<p>对不起，本栏目下暂时没有任何信息。</p>",
    "words-of-hope": '<p class="nodata">该栏目暂无信息，敬请期待！</p>',
    "words-of-patience": "<div>尚未发布信息，请关注后续更新</div>",
    "total-of-nought": '<ul></ul><div class="page">共 0 条 当前第 1 / 1 页</div>',
    "bare-nought-in-a-pager": '<ul class="list"></ul><div id="pages"><a class="a1">0条</a></div>',
    "frame-and-one-static-page": '<ul></ul><div class="page"><script>createPageHTML(1, 0, "index", "html");</script></div>',
    "frame-and-no-static-page": '<ul></ul><div class="page"><script>createPageHTML(0, 0, "index", "html");</script></div>',
}
UNKNOWN = {
    "bare-frame": "<ul></ul>",
    "nothing": "",
    "filled-by-script": '<ul id="list"></ul><div class="page"></div><script>$.ajax({url:"/api/list"})</script>',
    "template": '<div id="app"><ul><li v-for="x in list"><a :href="x.url">{{ x.title }}</a></li></ul>'
    '<p v-if="list.length==0">暂无信息</p></div><script>new Vue({el:"#app"})</script>',
    "hidden-words": '<ul id="l"></ul><p style="display: none">暂无数据</p><script>$.get("/l.json")</script>',
    "loading": '<ul id="l"><li>数据加载中...</li></ul><script>fetch("/x")</script>',
    "nought-before-filling": '<ul id="l"></ul><p>共 0 条</p><script>axios.get("/x")</script>',
    "nought-outside-a-pager": "<ul></ul><p>评论 <b>0条</b></p>",
    "nought-in-a-hidden-pager": '<ul></ul><div class="pages" style="display:none"><a>0条</a></div>',
    "bare-nought-before-filling": '<ul></ul><div class="pages"><a>0条</a></div><script>axios.get("/x")</script>',
    "static-pager-but-fetching": '<ul></ul><script>createPageHTML(1, 0, "index", "html");$.ajax({url:"/x"})</script>',
    "words-before-filling": '<ul id="l"><li>暂无信息</li></ul><script>$.get("/l.json", show)</script>',
    "words-before-a-template": '<ul><li>暂无信息</li></ul><ul><li v-for="x in l">{{ x.t }}</li></ul>',
    "nought-of-comments": '<ul></ul><div class="page">共 0 条评论</div>',
    "nought-behind-comments": '<ul></ul><div class="pages"><b>网友留言</b><i>共 0 条</i> 第 1/1 页</div>',
    "nought-before-files": '<ul></ul><div class="pages"><i>共 0 条</i><b>附件</b></div>',
    "words-of-nought-in-a-hidden-pager": '<ul></ul><div class="d-none">共 0 条 第 1 页</div>',
    "more-pages-than-one": '<ul></ul><div class="page"><script>createPageHTML(4, 0, "index", "html");</script></div>',
}
TEXT = {
    "paragraphs": "<div><p>"
    + "兰溪镇位于县城东部，辖区面积八十六平方公里，下辖十二个行政村。" * 4
    + "</p></div>",
    "known-container": '<div id="zoom">地址：兰溪镇人民路1号 电话：0571-88888888</div>',
    "empty-known-container": '<div class="TRS_Editor"></div>',
}


@pytest.mark.parametrize("frame", HEADED)
@pytest.mark.parametrize("name", EMPTY)
def test_empty_columns(name: str, frame: str) -> None:
    listing = read_list(framed(frame, EMPTY[name]))

    assert listing.shape == "empty", listing.why
    assert listing.rows == ()
    assert listing.section == "通知公告"


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", UNKNOWN)
def test_not_understood_is_never_empty(name: str, frame: str) -> None:
    assert read_list(framed(frame, UNKNOWN[name])).shape == "unknown"


@pytest.mark.parametrize("frame", HEADED)
@pytest.mark.parametrize("name", TEXT)
def test_single_pages_of_text(name: str, frame: str) -> None:
    assert read_list(framed(frame, TEXT[name])).shape == "article"


def test_words_of_emptiness_in_an_aside_say_nothing_of_the_column() -> None:
    aside = '<div class="sidebar"><h3>相关解读</h3><p>暂无信息</p></div>'
    assert read_list(page("<div></div>" + aside, hot=False)).shape == "unknown"


BESIDE = {
    "right-after": ("<p>暂无信息</p><div class='page'>共1页</div>", True),
    "after-its-first-words": ("<p>暂无信息</p><p><a>首页</a> <a>上一页</a></p>", True),
    "far-off": (f"<p>暂无信息</p><div>{'地址电话' * 20}</div><div class='page'>共1页</div>", False),
    "of-another-block": ("<p>暂无信息</p><h3>政策文件</h3><div class='page'>共1页</div>", False),
    "of-what-may-be-another": ("<p>暂无信息</p><b>政策文件</b><div class='page'>共1页</div>", False),
    "under-another-heading": (
        "<h3>通知公告</h3><ul></ul></div><div><h3>政策文件</h3><p>暂无信息</p><div class='page'>共1页</div>",
        False,
    ),
}


@pytest.mark.parametrize("name", BESIDE)
def test_a_pager_bears_out_words_of_emptiness_only_right_after_them(name: str) -> None:
    body, empty = BESIDE[name]
    others = "<div><h5>镇情概况</h5><p>兰溪镇位于县城东部，辖区面积八十六平方公里。</p></div>"
    listing = read_list(page(others + body, hot=False, heading=False, side=False))

    assert (listing.shape == "empty") is empty, listing.why


NOUGHT = {
    "beside-a-pager": ("<p>共 0 条</p><p><a>首页</a> <a>下一页</a></p>", True),
    "behind-a-pager": ("<p>第 1 页 <a>下一页</a></p><p>总记录数：0</p>", True),
    "no-pager": ("<p>共 0 条</p>", False),
    "far-off": (f"<p>共 0 条</p><p>{'地址电话' * 20}</p><div class='page'>1</div>", False),
    "column-called-page": (f"<div class='page'><p>共 0 条</p>{'<p>地址电话</p>' * 130}</div>", False),
}


@pytest.mark.parametrize("name", NOUGHT)
def test_a_total_of_nought_counts_in_or_beside_a_pager(name: str) -> None:
    body, empty = NOUGHT[name]
    listing = read_list(page(f"<ul></ul>{body}", hot=False))

    assert (listing.shape == "empty") is empty, listing.why


def test_a_list_beside_words_of_emptiness_is_a_list() -> None:
    row = '<li><a href="./202601/t20260101_1.html">关于元旦期间值班安排的通知</a><span>2026-01-01</span></li>'
    assert read_list(page(f'<ul>{row}</ul><div class="x"><p>暂无信息</p></div>')).shape == "list"


def test_a_title_about_emptiness_is_no_mark() -> None:
    row = '<li><a href="./202601/t20260101_1.html">暂无信息公开收费情况说明</a><span>2026-01-01</span></li>'
    assert read_list(page(f"<ul>{row}</ul>")).rows[0].title == "暂无信息公开收费情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "404",
        "<html><body><center>网站正在升级维护中...</center></body></html>",
        "<html><head><meta http-equiv='refresh' content='0;url=./a/'></head></html>",
        "<script>document.cookie='__jsl_clearance=1';location.href=location.pathname</script>",
    ],
)
def test_stubs_are_not_understood(text: str) -> None:
    assert read_list(Page(URL, text, "utf-8")).shape == "unknown"


def test_site_map_is_a_page() -> None:
    columns = "".join(f'<li><a href="/c{i}/">栏目{i}</a></li>' for i in range(30))
    assert read_list(page(f"<ul>{columns}</ul>", name="网站地图", hot=False)).shape == "article"


def test_page_beyond_limits() -> None:
    deep = "<div>" * 30_000 + "暂无信息"
    listing = read_list(page(deep))

    assert listing.shape == "unknown"
    assert "限度" in listing.why


RECOMMENDED = (
    "<ul>"
    + "".join(
        f'<li><span>2026-01-0{i}</span><a href="/index.php?a=show&catid=9&id={700 + i}">兰溪镇召开第{i}次工作推进会</a></li>'
        for i in range(1, 7)
    )
    + "</ul>"
)


@pytest.mark.parametrize(
    "heading",
    ["<h5>推荐阅读</h5>", '<div class="t1">热点新闻</div>', "<h3>政务要闻</h3>", "<p>相关文章</p>"],
)
def test_what_follows_under_another_heading_does_not_fill_a_column_said_to_be_empty(heading: str) -> None:
    body = f'<div class="list"><div>暂无内容</div></div></div><div class="col-auto">{heading}{RECOMMENDED}'
    listing = read_list(page(body, hot=False))

    assert (listing.shape, listing.rows) == ("empty", ())


def test_what_stands_before_does_not_fill_a_column_said_to_be_empty() -> None:
    before = f'<div class="col-l"><h3>政务要闻</h3>{RECOMMENDED}</div>'
    body = f"{before}<div class='col-r'><h2>通知公告</h2><p>暂无信息</p></div>"

    assert read_list(page(body, hot=False, heading=False)).shape == "empty"


def test_recommendations_alone_are_no_list() -> None:
    body = f'<div class="list"></div></div><div class="col-auto"><h5>推荐阅读</h5>{RECOMMENDED}'

    assert read_list(page(body, hot=False)).shape == "unknown"


def test_attachments_are_no_list_beside_recommendations() -> None:
    text = "<p>" + "兰溪镇位于县城东部，辖区面积八十六平方公里，下辖十二个行政村。" * 12 + "</p>"
    files = '<ul><li><a href="./P020260105.pdf">兰溪镇小型水库特性一览表.pdf</a></li></ul>'
    body = f'{text}{files}</div><div class="col-auto"><h3>相关阅读</h3>{RECOMMENDED}'

    assert read_list(page(body, hot=False)).shape == "article"


ALIVE = {
    "nothing between": "<h2>通知公告</h2><div class='nodata'>暂无数据</div>" + RECOMMENDED,
    "its name again": "<i>通知公告</i><p>暂无数据</p><h3>政务公开</h3><h2>通知公告</h2>" + RECOMMENDED,
    "a period": "<h2>通知公告</h2><p>暂无数据</p><h3>2026年1月</h3>" + RECOMMENDED,
    "a part": "<h2>通知公告</h2><h3>国家层面</h3><p>暂无信息</p><h3>省级层面</h3>" + RECOMMENDED,
    "a pager": "<h2>通知公告</h2><p>暂无数据</p><h3>信息列表</h3>"
    + RECOMMENDED
    + '<div class="page">共 6 条</div>',
}


@pytest.mark.parametrize("name", ALIVE)
def test_words_of_emptiness_do_not_hide_the_columns_own_rows(name: str) -> None:
    listing = read_list(page(f"<div>{ALIVE[name]}</div>", hot=False, heading=False))

    assert listing.shape == "list", listing.why


@pytest.mark.parametrize(
    "said",
    [
        "<p>暂无内容</p><div>其他信息</div>",
        "<p>本栏目内容正在整理中</p><h3>政务要闻</h3>",
        "<p>本栏目暂无更新</p><p>热门信息</p>",
    ],
)
def test_a_list_that_may_be_the_columns_and_words_that_may_say_that_it_is_empty_are_not_understood(
    said: str,
) -> None:
    assert read_list(page(f"<div>{said}{RECOMMENDED}</div>", hot=False)).shape == "unknown"


def test_words_of_emptiness_may_stand_under_a_tables_heads() -> None:
    table = "<table><tr><th>标题</th><th>发布日期</th></tr><tr><td colspan=2>暂无数据</td></tr></table>"
    others = f'<div class="bt"><span>要闻动态</span><a href="/yw/">更多&gt;&gt;</a></div>{RECOMMENDED}'

    assert read_list(page(table + others, hot=False)).shape == "empty"
    assert read_list(page(f"<div>{table}<h3>要闻动态</h3>{RECOMMENDED}</div>", hot=False)).shape == "empty"


def test_a_row_that_speaks_of_nothing_is_a_row() -> None:
    first = '<p><a href="./202601/t20260108_7.html">关于暂未办理社保卡人员的公告</a></p>'
    listing = read_list(page(f"{first}<h3>2026</h3><h3>要闻</h3>{RECOMMENDED}", hot=False))

    assert (listing.shape, len(listing.rows)) == ("list", 6), listing.why
