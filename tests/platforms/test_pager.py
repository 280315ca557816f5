"""The next page and the totals, by every pager that the families print."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import pytest

from gongkai.platforms import read_list
from tests.platforms.pages import HOST, URL, page, rows

LIST = "<ul>" + rows('<li><a href="{url}">{title}</a><span>{date}</span></li>') + "</ul>"

NEXT = {
    "named": ('<div class="page"><a href="index_2.html">下一页</a></div>', URL + "index_2.html"),
    "named-short": ('<div><a href="index_2.html">下页</a></div>', URL + "index_2.html"),
    "spaced": ('<div><a href="?page=2">下 一 页 &gt;</a></div>', URL + "?page=2"),
    "sign": ('<div class="pagination"><a href="2.html">&gt;</a></div>', URL + "2.html"),
    "class": ('<div class="pager"><span class="next"><a href="2.htm">后翻</a></span></div>', URL + "2.htm"),
    "picture": ('<div class="page"><a href="2.htm"><img src="r.png" alt="下一页"></a></div>', URL + "2.htm"),
    "rel": ('<div><a rel="next" href="/zwgk/tzgg/p2">››</a></div>', URL + "p2"),
    "call": ("<div><a href=\"javascript:toPage('index_2.shtml')\">下一页</a></div>", URL + "index_2.shtml"),
    "click": ('<div><a href="#" onclick="go(\'./index_2.shtml\')">下一页</a></div>', URL + "index_2.shtml"),
    "descending": ('<div class="pb"><a href="tzgg/19.htm">下页</a> 共291条 1/20</div>', URL + "tzgg/19.htm"),
    "numbers": (
        '<div class="page"><span class="current">1</span><a href="i_2.html">2</a><a href="i_3.html">3</a></div>',
        URL + "i_2.html",
    ),
    "numbers-after-third": (
        '<div class="fenye"><a href="i.html">1</a><a href="i_2.html">2</a><b>3</b><a href="i_4.html">4</a></div>',
        URL + "i_4.html",
    ),
    "script-step": (
        '<ul class="pagination"><script>$(".pagination").pagination({totalPage: 54, callBack: function (i) '
        "{ location.href='index_'+i+'.html'; }}); $('.pagination').pagination('setPage',1,54);</script></ul>",
        URL + "index_2.html",
    ),
    "script-step-query": (
        "<div id='page_1'></div><script>Ls.pagination('#page_1', function(pageIndex){location.href='/content/column/67?"
        "pageIndex=' + pageIndex;},{currPage: ((3-1)+1),pageCount:9});</script>",
        HOST + "/content/column/67?pageIndex=4",
    ),
    "zero-based-call": (
        '<div><script>createPageHTML(7, 0, "index", "html");</script></div>',
        URL + "index_1.html",
    ),
    "zero-based-third": (
        '<div><script>createPageHTML(7,2,"index","shtml")</script></div>',
        URL + "index_3.shtml",
    ),
    "zero-based-other-name": ('<script>createPage(7, 1, "list", "htm");</script>', URL + "list_2.htm"),
    "records-first": ('<script>createPageHTML(97, 7, 0, "index", "html");</script>', URL + "index_1.html"),
    "one-based-call": (
        "<script>createPageHTML('page_div',10, 1,'zwgklist','shtml',200);</script>",
        URL + "zwgklist_2.shtml",
    ),
    "call-after-definition": (
        "<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}\n"
        'createPageHTML(3,1,"index","shtml");</script>',
        URL + "index_2.shtml",
    ),
    "button": (
        "<div class='btns'><button disabled>上一页</button><button onclick=\"location.href='index_2.shtml'\">下一页</button></div>",
        URL + "index_2.shtml",
    ),
    "button-value": ("<input type=button value='下一页' onclick=\"location='?page=2'\">", URL + "?page=2"),
    "click-encoded": (
        "<div><a href='javascript:void(0);' onclick=\"location.href=encodeURI('index_2.jhtml');\">下一页</a></div>",
        URL + "index_2.jhtml",
    ),
    "query-only": (
        '<div class="page"><a href="?a=1&amp;pageIndex=2">下一页</a></div>',
        URL + "?a=1&pageIndex=2",
    ),
    "script-choice": (
        "<div id='p'></div><script>laypage.render({elem:'p', count:218, limit:15, curr:2, jump:function(obj, first){"
        "if(!first){ location.href = obj.curr==1 ? 'index.html' : 'index_'+obj.curr+'.html'; }}});</script>",
        URL + "index_3.html",
    ),
    "script-returns": (
        "<div class='pages'>共 1203 条记录 1/81 页 <a href='javascript:;' onclick='goPage(2)'>下一页</a></div><script>function"
        ' url(page){ if(page<=1) return "/a/index.jhtml"; return "/a/index_" + page + ".jhtml"; } function goPage(p){'
        " location.href = url(p); }</script>",
        HOST + "/a/index_2.jhtml",
    ),
    "variables-escaped": (
        '<script>var currentPage = 1; var countPage = 14; document.write("<a href=\\"index"+"_" + nextPage + "."+"htm\\">下一页</a>");'
        "</script>",
        URL + "index_2.htm",
    ),
    "variables": (
        "<script>var currentPage = 0;//所在页从0开始\nvar prevPage = currentPage-1\nvar countPage = 13//共多少页\n"
        'document.write(\'<a href="\' + "index" + "_" + nextPage + ".html" + \'">\')</script>',
        URL + "index_1.html",
    ),
}
NO_NEXT = {
    "none": "",
    "script-only": '<div class="page"><a href="javascript:;">下一页</a></div>',
    "postback": "<div class=\"page\"><a href=\"javascript:__doPostBack('ctl00$page','')\">下一页</a></div>",
    "itself": f'<div class="page"><a href="{URL}">下一页</a></div>',
    "anchor": '<div class="page"><a href="#">下一页</a></div>',
    "last-of-calls": '<script>createPageHTML(7, 6, "index", "html");</script>',
    "single": '<script>createPageHTML(1, 0, "index", "html");</script><a href="index_1.html">下一页</a>',
    "last-one-based": "<script>createPageHTML('page_div',10, 10,'zwgklist','shtml',200);</script>",
    "no-current": '<div class="page"><a href="i_1.html">1</a><a href="i_2.html">2</a></div>',
    "disabled-button": "<button disabled onclick=\"location.href='i_2.html'\">下一页</button>",
    "last-of-laypage": "<script>laypage.render({count:30, limit:15, curr:2, jump:function(o){location.href='i_'+o.curr+'.html';}});</script>",
    "last-number": '<div class="page"><a href="i_1.html">1</a><span class="current">2</span></div>',
}
AIM = "<a href='javascript:;'>下一页</a>"
MORE = {
    "script": f"<div class='page'>{AIM}</div>",
    "call": "<div><a href='javascript:void(0)' onclick='toPage(2)'>下一页</a></div>",
    "postback": NO_NEXT["postback"],
    "anchor": NO_NEXT["anchor"],
    "button": "<div class='page'><button>下一页</button></div>",
    "aimed-by-data": "<div class='page'><a data-page='2'>下一页</a></div>",
    "number": "<div class='page'><b>1</b><a href='javascript:go(2)'>2</a></div>",
    "numbers-of-which-none-is-current": "<div class='page'><a onclick='go(1)'>1</a><a onclick='go(2)'>2</a></div>",
    "third-of-more": f"<div class='page'><a onclick='go(2)'>2</a><b>3</b><a onclick='go(4)'>4</a>{AIM}</div>",
    "stated-to-go-on": f"<div class='page'>共 3 页{AIM}</div>",
}
NO_MORE = {
    "none": "",
    "given": "<div class='page'><a href='i_2.html'>下一页</a></div>",
    "itself": NO_NEXT["itself"],
    "without-aim": "<div class='page'><a>下一页</a></div>",
    "text": "<div class='page'><span>下一页</span></div>",
    "disabled": "<div class='page'><a class='next disabled' href='javascript:;'>下一页</a></div>",
    "disabled-around": "<ul class='page'><li class='disabled'><a href='#'>下一页</a></li></ul>",
    "disabled-button": NO_NEXT["disabled-button"],
    "last-of-numbers": f"<div class='page'><a href='i_1.html'>1</a><b>2</b>{AIM}</div>",
    "stated-to-be-one": f"<div class='page'>共 1 页{AIM}</div>",
}
TOTALS = {
    "pages-and-items": ("<div class='page'>共 123 条 当前第 1 / 13 页</div>", 13, 123),
    "marker": ("<div class='page'>共291条 1/20 首页 上页</div>", 20, 291),
    "words": ("<div class='page'>第1页/共8页 总记录数：156</div>", 8, 156),
    "records": ("<div class='page-list'><span>共3292记录</span></div>", None, 3292),
    "divided": ("<div class='page'>共<b>427</b>条&nbsp;&nbsp;分<b>22</b>页</div>", 22, 427),
    "items-after-pages": ("<div class='page'>第 1 页 / 共 29 页（1432 条）</div>", 29, 1432),
    "items-in-words": ("<div class='page'>共 19 页 283 条</div>", 19, 283),
    "rows-a-page": ("<div class='page'>共 3 页 15 条/页</div>", 3, None),
    "number-of": ("<div class='ewb-page page'><a href='2.html'>2</a></div><span>1/13</span>", 13, None),
    "pictures": (
        "<div class='pg'>共有 <b>47</b> 条记录 第<b>1</b>/<b>4</b>页 <a href='2.htm'><img alt='下一页'></a></div>",
        4,
        47,
    ),
    "laypage": ("<script>layui.laypage.render({elem:'p', limit:15, count:218})</script>", None, 218),
    "no-pages": ("<div class='page'></div><script>p({pageCount:0})</script>", None, None),
    "in-pieces": ("<div class='page'>共<b>42</b>页 <span>共<i>417</i>条记录</span></div>", 42, 417),
    "call": ('<script>createPageHTML(7, 0, "index", "html");</script>', 7, None),
    "call-records": ("<script>createPageHTML('d',10, 1,'l','html',200);</script>", 10, 200),
    "call-records-behind": ('<script>createPageHTML(55,0, "index","shtml","1089");</script>', 55, 1089),
    "variables": ("<div class='page'></div><script>var p={pageCount:31, totalRecord:455};</script>", 31, 455),
    "last-number-behind-dots": (
        "<div class='page'><a>486条</a><span>1</span><a href='2.html'>2</a> ..<a href='25.html'>25</a></div>",
        25,
        486,
    ),
    "last-number-where-the-last-page-is": (
        "<div class='page'><b>1</b><a href='2.html'>2</a><a href='3.html'>3</a><a href='3.html'>末页</a></div>",
        3,
        None,
    ),
    "last-page-beyond-the-numbers": (
        "<div class='page'><b>1</b><a href='2.html'>2</a><a href='3.html'>3</a><a href='9.html'>末页</a></div>",
        9,
        None,
    ),
    "last-page-counted-from-nought": (
        "<div class='page'><b>1</b><a href='i_1.html'>2</a><a href='i_2.html'>3</a><a href='i_30.html'>尾页</a></div>",
        31,
        None,
    ),
    "last-page-counted-down": (
        "<div class='page'><b>1</b><a href='x/31.htm'>2</a><a href='x/30.htm'>3</a><a href='x/1.htm'>尾页</a></div>",
        32,
        None,
    ),
    "last-page-beside-one-number": (
        "<div class='page'><b>1</b><a href='i_2.html'>2</a><a href='i_2.html'>下一页</a><a href='i_9.html'>尾页</a></div>",
        9,
        None,
    ),
    "last-page-after-numbers-without-a-name": (
        "<p><a href=''>1</a><a href='i_2.html'>2</a><a href='i_3.html'>3</a> <a href='i_2.html'>下一页</a><a href='i_27.html'>最后一页</a></p>",
        27,
        None,
    ),
    "last-page-by-rows": (
        "<div class='page'><b>1</b><a href='?start=20'>2</a><a href='?start=40'>3</a><a href='?start=480'>尾页</a></div>",
        None,
        None,
    ),
    "last-page-by-rows-beside-one-number": (
        "<div class='page'><b>1</b><a href='?start=20'>2</a><a href='?start=480'>尾页</a></div>",
        None,
        None,
    ),
    "last-page-of-another-address": (
        "<div class='page'><b>1</b><a href='i_2.html'>2</a><a href='i_3.html'>3</a><a href='/end/27.html'>尾页</a></div>",
        None,
        None,
    ),
    "mere-numbers": (
        "<div class='page'><b>1</b><a href='2.html'>2</a><a href='3.html'>3</a></div>",
        None,
        None,
    ),
    "dots-at-the-end": (
        "<div class='page'><b>1</b><a href='2.html'>2</a><a href='3.html'>3</a>…</div>",
        None,
        None,
    ),
    "years": ("<div class='page'><a href='a'>2024</a>…<a href='b'>2026</a></div>", None, None),
    "rows-each-page-to-choose": (
        "<div class='page'><b>10条</b><b>20条</b><b>50条</b> 共3页</div>",
        3,
        None,
    ),
    "rows-each-page-in-options": (
        "<div class='page'><select><option>20条</option></select><a href='2.html'>2</a></div>",
        None,
        None,
    ),
    "comments": ("<div class='page'>共 12 条评论 共 2 页 共 30 条</div>", 2, 30),
    "comments-in-pieces": ("<div class='page'>网友评论<b>（共<i>12</i>条）</b></div>", None, None),
    "bare-comments": ("<div class='page'><i>评论</i><b>12条</b></div>", None, None),
    "bare-answers": ("<div class='page'><b>12条</b><i>回复</i></div>", None, None),
    "rows-each-page": ("<div class='page'>每页<b>20条</b> <i>15条</i>/页</div>", None, None),
    "absurd": ("<div class='page'>共 99999999 条 共 999999 页</div>", None, None),
}


@pytest.mark.parametrize("name", NEXT)
def test_next_page(name: str) -> None:
    pager, expected = NEXT[name]
    assert read_list(page(LIST + pager)).next_url == expected


@pytest.mark.parametrize("name", NO_NEXT)
def test_no_next_page_where_none_is_stated(name: str) -> None:
    listing = read_list(page(LIST + NO_NEXT[name]))
    assert listing.shape == "list"
    assert listing.next_url is None


@pytest.mark.parametrize("name", MORE)
def test_a_next_page_that_is_printed_without_an_address_is_told(name: str) -> None:
    listing = read_list(page(LIST + MORE[name]))
    assert (listing.next_url, listing.more) == (None, True)


@pytest.mark.parametrize("name", NO_MORE)
def test_no_more_where_the_next_page_is_given_or_none_is_printed(name: str) -> None:
    assert not read_list(page(LIST + NO_MORE[name])).more


def test_a_next_page_that_is_read_on_a_page_without_a_list_is_left_to_be_told() -> None:
    listing = read_list(page("<div class='page'><a href='i_2.html'>下一页</a></div>", hot=False))
    assert (listing.shape, listing.next_url, listing.more) == ("unknown", None, True)


@pytest.mark.parametrize("name", TOTALS)
def test_totals(name: str) -> None:
    pager, pages, items = TOTALS[name]
    listing = read_list(page(LIST + pager))
    assert (listing.total_pages, listing.total_items) == (pages, items)


ABOVE = {
    "sentence": ("<p>共检索到 16 条信息</p>", 16),
    "in-pieces": ("<div>为您找到：<span>共<b>423</b>条相关信息</span></div>", 423),
    "fewer-than-there-are": ("<p>今日共检索到 2 条</p>", None),
    "of-files": ("<p>共找到 9 个附件</p><p>共有 23 条评论</p>", None),
    "of-something-else": ("<p>共 12 个部门</p>", None),
}


@pytest.mark.parametrize("name", ABOVE)
def test_a_sentence_above_the_list_says_how_many_rows_there_are(name: str) -> None:
    sentence, items = ABOVE[name]
    assert read_list(page(sentence + LIST)).total_items == items
    numbers = '<div class="page"><b>1</b><a href="2.html">2</a></div>'
    assert read_list(page(sentence + LIST + numbers)).total_items == items


def test_a_pager_is_no_row() -> None:
    items = "".join(f'<li><a href="i_{i}.html">{i}</a></li>' for i in range(1, 12))
    listing = read_list(page(LIST + f'<ul class="pagination">{items}<li>下一页</li></ul>'))
    assert len(listing.rows) == 6


def test_addresses_are_relative_to_the_stated_base() -> None:
    pager = '<div class="page"><a href="list.asp?page=2">下页</a></div>'
    based = read_list(page(LIST + pager, head='<BASE HREF="http://www.lanxi-town.gov.cn/web/">'))
    called = read_list(
        page(LIST + '<script>createPageHTML(3,0,"index","html")</script>', head='<base href="/web/">')
    )
    commented = read_list(page(LIST + pager, head='<!--<base href="/web/">-->'))

    assert based.next_url == HOST + "/web/list.asp?page=2"
    assert (based.rows[0].url or "").startswith(HOST + "/web/2026")
    assert called.next_url == HOST + "/web/index_1.html"
    assert commented.next_url == URL + "list.asp?page=2"


WRITTEN = {
    "set-once": ("var most=0; most = 57;", 57),
    "another-name": ("var most=0; document.cookie='most9=57'; a.most = 57;", None),
    "set-to-several": ("most = 57; if (old) most = 58;", None),
    "counted-out": ("most = 57 / 5;", None),
    "compared": ("if (most == 57) go(1);", None),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_total_that_a_script_writes_behind_its_word(name: str) -> None:
    setting, total = WRITTEN[name]
    writes = (
        "s += \"&nbsp;总页数:\" + most; var curPage=1; function go(i){ location.href='index_'+i+'.html'; }"
    )
    listing = read_list(page(f"{LIST}<div class='page'><script>{writes}{setting}</script></div>", hot=False))

    assert (listing.total_pages, listing.next_url) == (total, None)
