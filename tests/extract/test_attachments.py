"""Files of a document: found wherever they are named, with the name that is printed."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

import pytest

from tests.extract.pages import PROSE, page, read

HEAD = "<h1>关于做好冬季清雪工作的通知</h1><div>发布时间：2026-01-02</div>"
SITE = "https://www.example.gov.cn"


def files(inner: str, *, after: str = "") -> list[tuple[str, str]]:
    document = read(page(f"<div>{HEAD}<div id='zoom'>{PROSE}{inner}</div>{after}</div>"))
    return [(file.url, file.name) for file in document.attachments]


@pytest.mark.parametrize(
    ("inner", "url", "name"),
    [
        ('<a href="./P02.pdf">附件：责任表.pdf</a>', "/zwgk/tzgg/202601/P02.pdf", "责任表.pdf"),
        ('<a href="/f/责任表.xlsx">下载</a>', "/f/%E8%B4%A3%E4%BB%BB%E8%A1%A8.xlsx", "责任表.xlsx"),
        ('<a href="/f/a.doc" title="责任表.doc">点击下载</a>', "/f/a.doc", "责任表.doc"),
        ('<a href="/f/a.PDF?v=2">责任表</a>', "/f/a.PDF?v=2", "责任表"),
        (
            '<a href="javascript:;" oldsrc="W020.xls">责任表.xls</a>',
            "/zwgk/tzgg/202601/W020.xls",
            "责任表.xls",
        ),
        ("<a href='#' onclick=\"window.open('/f/b.pdf')\">责任表</a>", "/f/b.pdf", "责任表"),
        (
            '<a href="/module/download/downfile.jsp?classid=0&amp;filename=1f.doc">责任表.doc</a>',
            "/module/download/downfile.jsp?classid=0&filename=1f.doc",
            "责任表.doc",
        ),
        (
            '<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&amp;owner=1&amp;wbfileid=9">责任表</a>',
            "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=9",
            "责任表",
        ),
        ('<a href="/js/pdfjs/web/viewer.html?file=%2Ff%2Fc.pdf">责任表</a>', "/f/c.pdf", "责任表"),
        ('<iframe src="/js/pdfjs/web/viewer.html?file=/f/c.pdf"></iframe>', "/f/c.pdf", "c.pdf"),
        ('<embed src="/f/d.pdf" type="application/pdf">', "/f/d.pdf", "d.pdf"),
        ('<object data="/f/d.pdf"></object>', "/f/d.pdf", "d.pdf"),
        ('<img data-powerurl="/f/e.pdf" src="e.png">', "/f/e.pdf", "e.pdf"),
        ("<script>var pdf = './P03.pdf'; show(pdf);</script>", "/zwgk/tzgg/202601/P03.pdf", "P03.pdf"),
        ('<span><file href="/f/g.zip">责任表.zip</file></span>', "/f/g.zip", "责任表.zip"),
        ('<a href="/f/h.jpg">附件：示意图.jpg</a>', "/f/h.jpg", "示意图.jpg"),
        (
            '<a href="down.asp?id=7&amp;n=0">责任表.xls</a>',
            "/zwgk/tzgg/202601/down.asp?id=7&n=0",
            "责任表.xls",
        ),
    ],
)
def test_found(inner: str, url: str, name: str):
    assert files(inner) == [(SITE + url, name)]


@pytest.mark.parametrize(
    "inner",
    [
        '<a href="/zwgk/t2.html">另一篇通知</a>',
        '<a href="/f/photo.jpg"><img src="/f/photo.jpg"></a>',
        '<a href="javascript:;">责任表.doc</a>',
        '<a href="file:///C:/a.doc">责任表.doc</a>',
        '<a href="mailto:a@example.cn">邮箱</a>',
        "<script>var image = '/f/x.png';</script>",
    ],
)
def test_not_a_file(inner: str):
    assert files(inner) == []


def test_each_address_once_in_page_order_with_the_better_name():
    inner = '<a href="/f/2.doc"></a><a href="/f/1.doc">甲.doc</a><a href="/f/2.doc">乙.doc</a>'
    assert [name for _, name in files(inner)] == ["乙.doc", "甲.doc"]


def test_a_block_of_files_after_the_text():
    after = '<div class="fj"><p>附件：</p><ul><li><a href="/f/1.doc">1.名单.doc</a></li><li><a href="/f/2.doc">2.样表.doc</a></li></ul></div>'
    assert [name for _, name in files("", after=after)] == ["1.名单.doc", "2.样表.doc"]


def test_the_sites_own_downloads_are_not_the_documents():
    assert files("") == []  # the frame around every test page links to /files/map.pdf
    foot = '<p>上一篇：<a href="/t0.html">甲</a></p><p>网站标识码：9900000001 <a href="/f/guide.doc">使用说明.doc</a></p>'
    assert files("", after=foot) == []


def test_a_picture_that_opens_in_full_size_is_no_file():
    assert files('<a href="/p/1.jpg"><img alt="正文1.jpg" src="/p/s1.jpg"></a>') == []
