"""Stubs that only lead elsewhere."""

from __future__ import annotations

import pytest

from gongkai.base.values import Page
from gongkai.platforms import refresh_target
from tests.platforms.pages import HOST, URL

LEADING = {
    '<meta http-equiv="Refresh" content="0;URL=./gzdt/">': URL + "gzdt/",
    "<META HTTP-EQUIV=refresh CONTENT='1; url=/a/b.html'>": HOST + "/a/b.html",
    '<meta content="0;url=\'../zcwj/\'" http-equiv="refresh">': HOST + "/zwgk/zcwj/",
    "<meta http-equiv='refresh' content='0,url=https://other.gov.cn/x/'>": "https://other.gov.cn/x/",
    "<script>window.location.href='./list.html';</script>": URL + "list.html",
    '<script>\nlocation = "http://other.gov.cn/"\n</script>': "http://other.gov.cn/",
    "<script>top.location.replace('/c1/')</script>": HOST + "/c1/",
    "<html><head><title>跳转</title></head><body><script>self.location='../'</script></body></html>": HOST
    + "/zwgk/",
}
LEADING_NOWHERE = (
    "",
    "<p>正文</p>",
    '<meta http-equiv="refresh" content="600">',
    '<meta http-equiv="refresh" content="600;url=./x/">',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    f'<meta http-equiv="refresh" content="0;url={URL}">',
    '<!--<meta http-equiv="refresh" content="0;url=./x/">-->',
    "<script>location.href='javascript:void(0)'</script>",
    "<script>function go(){ location.href='./x/' }</script>",
    "<script>if(navigator.userAgent.match(/iPhone/)){location.href='/m/'}</script>",
    "<script>window.location.href='./x/';</script><p>" + "正文内容" * 100 + "</p>",
    "<script>// location\nvar a='x'</script>",
    "<!--" * 2000,
)


@pytest.mark.parametrize("text", LEADING)
def test_target(text: str) -> None:
    assert refresh_target(Page(URL, text, "utf-8")) == LEADING[text]


@pytest.mark.parametrize("text", LEADING_NOWHERE)
def test_no_target(text: str) -> None:
    assert refresh_target(Page(URL, text, "utf-8")) is None


def test_refresh_of_a_full_page_counts() -> None:
    text = '<meta http-equiv="refresh" content="0;url=./x/"><p>' + "正文内容" * 500
    assert refresh_target(Page(URL, text, "utf-8")) == URL + "x/"
