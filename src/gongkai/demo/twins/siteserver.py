"""SiteServer CMS: `/channels/18107.html`, page 2 is `18107_2.html`; articles `/contents/18107/375254.html`.

A row is one `<a>` around heading and summary, its date in brackets at the heading's end. The pager states
共 N 条 当前第 1 / 5 页; steps that lead nowhere are `javascript:;`. Links are relative to the page. An
empty column states 共 0 条 当前第 1 / 1 页.
"""

from __future__ import annotations

import re
from typing import ClassVar

from gongkai.demo.twins.base import SITE, html, page
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

_SITE_ID, _CHANNEL = 18101, 18107
_PAGE = re.compile(rf"/channels/{_CHANNEL}(?:_(\d{{1,4}}))?\.html")


class SiteServer(Restless):
    NAME: ClassVar[str] = "siteserver"
    section: ClassVar[str] = f"/channels/{_CHANNEL}.html"
    page_rows: ClassVar[int] = 10

    def address(self, entry: Entry) -> str:
        return f"/contents/{_CHANNEL}/{entry.number}.html"

    def file_address(self, entry: Entry, at: int) -> str:
        day = entry.published
        name = f"{day:%Y%m%d%H%M}{entry.number % 10000:04}{at}.{entry.text.files[at].kind}"
        return f"/upload/files/{day.year}/{day.month}/{name}"

    def listing(self, ask: Ask) -> Reply | None:
        asked = _PAGE.fullmatch(ask.path)
        number = int(asked[1] or 1) if asked else 0
        if not 1 <= number <= self.pages or (asked and asked[1] == "1"):
            return None
        content = f"""<p>欢迎光临{SITE}！{self.clock()}</p>
<div id="part6" class="clearfix"><div class="pl"><h2>办公室</h2><ul>
<a href="18107.html" class="on">{self.stock.name}</a><a href="18108.html">工作动态</a>
<a href="18110.html">规章制度</a></ul></div>
<div class="pr1"><div class="title-m"><span>{self.stock.name}</span></div>
<ul>
{self._rows(number)}
<div class="clearit"></div>
</ul>
<div class="page " style="margin:15px 0;"><div id="page_div"><span class="pagination-first">
{self._pager(number)}
</span></div></div></div></div>"""
        head = (
            f'<meta name="SiteName" content="{SITE}">\n<meta name="ColumnName" content="{self.stock.name}">'
        )
        return html(page(f"[{self.stock.name}]", content, head + self._info(0, ask.path)))

    def _rows(self, number: int) -> str:
        return "\n".join(
            f'<a href="..{self.address(entry)}" target="_blank" class="box">\n{_picture(entry)}\n'
            f"<h3>{entry.title}({entry.day})</h3>\n<p>{entry.title}</p>\n</a>"
            for entry in self.window(number)
        )

    def _pager(self, number: int) -> str:
        last = self.pages
        first = max(1, min(number - 5, last - 8))
        numbers = "".join(
            f'<a class="current">{at}</a>' if at == number else f'<a href="{self._page(at)}">{at}</a>'
            for at in range(first, min(last, first + 8) + 1)
        )
        back = self._page(1), self._page(number - 1)
        on = self._page(number + 1), self._page(last)
        if number == 1:
            back = "javascript:;", "javascript:;"
        if number == last:
            on = "javascript:;", "javascript:;"
        return f"""<a href="{back[0]}">首页</a>
<a href="{back[1]}">上一页</a>
{numbers}
<a href="{on[0]}">下一页</a>
<a href="{on[1]}">尾页</a>
<a>共 {len(self.stock.entries)} 条 当前第 {number} / {last} 页</a>"""

    def _page(self, number: int) -> str:
        return f"{_CHANNEL}.html" if number == 1 else f"{_CHANNEL}_{number}.html"

    def _info(self, content: int, path: str) -> str:
        """The variables every page of the system begins with."""
        return f"""<script>var $pageInfo = {{publishmentSystemID : {_SITE_ID}, channelID : {_CHANNEL}, \
contentID : {content}, siteUrl : "{self.base}", homeUrl : "/home", currentUrl : "{self.base}{path}", \
rootUrl : "", apiUrl : "/api"}};</script>"""

    def article(self, entry: Entry) -> str:
        head = f"""<meta name="ArticleTitle" content="{entry.title}">
<meta name="PubDate" content="{entry.day}">
<meta name="ContentSource" content="">
{self._info(entry.number, self.address(entry))}"""
        content = f"""<p>欢迎光临{SITE}！{self.clock()}</p>
<div id="part7"><div class="dqwz"><p>当前位置：<a href="../../index.html">首页</a>&nbsp;-&nbsp;\
<a href="../../channels/{_CHANNEL}.html">{self.stock.name}</a></p></div>
<ul>
<h1>{entry.title}</h1>
<h3></h3>
<h2>发布时间：{entry.day}&nbsp;&nbsp;&nbsp;&nbsp;来源：{SITE}</h2>
{self._body(entry)}
</ul>
<div class="clearit"></div></div>
<div class="hits">点击数：{90 + self.hits}</div>
<script src="{self.base}/api/stl/actions/add_content_hits/{_SITE_ID}/{_CHANNEL}/{entry.number}"></script>"""
        return page(entry.title, content, head)

    def _body(self, entry: Entry) -> str:
        """Text and files as the editor writes them: every paragraph with a style and a span of its own."""
        lines = [
            '<p style="line-height: 1.75em; text-indent: 2em"><span style="font-family: 宋体, SimSun; '
            f'font-size: 20px">{line}</span></p>'
            for line in entry.text.paragraphs
        ]
        for at, file in enumerate(entry.text.files):
            address = self.file_address(entry, at)
            lines.append(
                f'<p style="line-height: 1.75em"><span>附件：</span><a title="{address.rpartition("/")[2]}" '
                f'href="../..{address}" target="_self">{file.name}</a></p>'
            )
        return "".join(lines)


def _picture(entry: Entry) -> str:
    """Some rows have a picture before the heading; it leads nowhere of its own."""
    return f'<img src="..//oldFiles/image/2025/{entry.number}.jpg">' if entry.number % 4 == 0 else ""
