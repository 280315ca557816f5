"""博达 VSB: static columns `/xwzx/tzgg.htm` whose further pages count down, `tzgg/19.htm` … `tzgg/1.htm`.

The newest page has no number, the oldest is 1: whatever is published moves every page but the first.
Rows are `li#line_u8_N` and relative to the page, which is one folder deeper from page 2 on. The pager is
spans (`p_no`, `p_next`) with links; older templates print 共N条 1/20 and four links, rows as a table.

Files come from a download script that wants a Referer and otherwise answers an error page with status
200. Their counters stand inside the body's container. The Content-Type names no charset.
"""

from __future__ import annotations

import re
from html import escape
from typing import ClassVar

from gongkai.demo.twins.base import article_meta, html, page, paragraphs
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

_PAGE = re.compile(r"/xwzx/tzgg(?:/(\d{1,4}))?\.htm")
_DOWNLOAD = "/system/_content/download.jsp"
_OWNER = 1_444_000_123


class Vsb(Restless):
    NAME: ClassVar[str] = "vsb"
    section: ClassVar[str] = "/xwzx/tzgg.htm"

    def address(self, entry: Entry) -> str:
        return f"/info/1035/{entry.number}.htm"

    def file_address(self, entry: Entry, at: int) -> str:
        return f"{_DOWNLOAD}?urltype=news.DownloadAttachUrl&owner={_OWNER}&wbfileid={entry.number}{at}"

    def listing(self, ask: Ask) -> Reply | None:
        asked = _PAGE.fullmatch(ask.path)
        if asked is None:
            return None
        number = self.pages - int(asked[1]) + 1 if asked[1] else 1
        if not 1 <= number <= self.pages or (asked[1] and number == 1):
            return None
        content = f"""<div class="today">{self.clock()}</div>
<div class="list_right"><h2>{self.stock.name}</h2>
{self.rows(number)}
{self.pager(number)}
</div>"""
        return html(page(self.stock.name, content), charset="")

    def rows(self, number: int) -> str:
        """The rows of a page, relative to it."""
        up = "../" if number == 1 else "../../"
        lines = "\n".join(
            f'<li id="line_u8_{at}"><span>{entry.day}</span><a href="{up}{self.address(entry)[1:]}" '
            f'target="_blank" title="{entry.title}"><em>{entry.title}</em></a></li>'
            for at, entry in enumerate(self.window(number))
        )
        return f'<ul class="list">\n{lines}\n</ul>'

    def pager(self, number: int) -> str:
        """The pager of today's templates: as many numbers as fit, the rest as dots."""
        near = range(min(number - 2, self.pages - 4), max(number + 3, 6))
        shown = sorted({1, self.pages, *(at for at in near if 1 <= at <= self.pages)})
        numbers = "".join(
            ('<span class="p_dot">...</span>' if at - before > 1 else "") + self._number(number, at)
            for before, at in zip([0, *shown], shown, strict=False)
        )
        back = self._step("first", "首页", number, 1) + self._step("prev", "上页", number, number - 1)
        on = self._step("next", "下页", number, number + 1) + self._step("last", "尾页", number, self.pages)
        at = f"{number}/{self.pages}" if self.stock.entries else "0/0"
        return f"""<div class="pb_sys_common pb_sys_normal pb_sys_style1" style="text-align:center;">
<span class="p_t">共{len(self.stock.entries)}条</span> <span class="p_pages">{back}{numbers}{on}</span>
<span class="p_t">{at}</span></div>"""

    def page_link(self, number: int, to: int) -> str:
        """How page `number` links page `to`."""
        name = f"{self.pages - to + 1}.htm"
        if to == 1:
            return "tzgg.htm" if number == 1 else "../tzgg.htm"
        return f"tzgg/{name}" if number == 1 else name

    def _number(self, number: int, to: int) -> str:
        if number == to:
            return f'<span class="p_no_d">{to}</span>'
        return f'<span class="p_no"><a href="{self.page_link(number, to)}">{to}</a></span>'

    def _step(self, css: str, label: str, number: int, to: int) -> str:
        if number == to or not 1 <= to <= self.pages:
            return f'<span class="p_{css}_d p_fun_d">{label}</span>'
        return f'<span class="p_{css} p_fun"><a href="{self.page_link(number, to)}">{label}</a></span>'

    def article(self, entry: Entry) -> str:
        content = f"""<div class="today">{self.clock()}</div>
<form name="_newscontent_fromname"><div>
<h1 align="center">{entry.title}</h1>
<div align="center">发布日期：{entry.published:%Y年%m月%d日 %H:%M}　来源：党政综合办公室
点击：[<span id="dynclicks_wbnews_{entry.number}_813">{1000 + self.hits}</span>]
<script>_showDynClicks("wbnews", {_OWNER}, {entry.number})</script></div>
<div id="vsb_content_2"><div class="v_news_content">
{paragraphs(entry)}
</div>
{self._files(entry)}</div>
{self.neighbours(entry, "上一条", "下一条")}
<p align="right">【<a href="javascript:window.opener=null;window.close()">关闭</a>】</p>
</div></form>"""
        return page(entry.title, content, article_meta(entry))

    def _files(self, entry: Entry) -> str:
        lines = "".join(
            f'<li>附件【<a href="{escape(self.file_address(entry, at))}" target="_blank">'
            f"{file.name}.{file.kind}</a>】已下载"
            f'<span id="nattach{entry.number}{at}">{100 + self.hits}</span>次'
            f'<script>getClickTimes({entry.number}{at},{_OWNER},"wbnewsfile","attach")</script></li>'
            for at, file in enumerate(entry.text.files)
        )
        return f'<ul style="list-style-type:none;">{lines}</ul>\n' if lines else ""

    def _entry(self, ask: Ask) -> Reply | None:
        if ask.path == _DOWNLOAD and not ask.headers.get("referer", "").startswith(self.base):
            return _not_so()
        reply = super()._entry(ask)
        return html(reply.body.decode(), charset="") if reply and "text/html" in reply.media_type else reply


class VsbPlain(Vsb):
    """An older template: the rows are a table's, the pager says 共N条 1/20 and has no numbers."""

    def rows(self, number: int) -> str:
        up = "../" if number == 1 else "../../"
        lines = "\n".join(
            f'<tr height="25" id="line1948_{at}"><td width="1%"><span class="leaderfont1948">·</span></td>'
            f'<td><a class="c1948" href="{up}{self.address(entry)[1:]}">{entry.title}</a></td><td nowrap>'
            f'<span class="timestyle1948">{entry.published:%Y/%m/%d}&nbsp;</span></td></tr>'
            for at, entry in enumerate(self.window(number))
        )
        return f'<table class="winstyle1948" width="100%">\n{lines}\n</table>'

    def pager(self, number: int) -> str:
        at = f"{number}/{self.pages}" if self.stock.entries else "0/0"
        return f"""<table class="listFrame" width="100%"><tr><td align="left" id="fanye1948" nowrap>
共{len(self.stock.entries)}条&nbsp;&nbsp;{at}&nbsp;</td><td align="left">
{self._plain("首页", number, 1)}{self._plain("上页", number, number - 1)}
{self._plain("下页", number, number + 1)}{self._plain("尾页", number, self.pages)}
</td></tr></table>"""

    def _plain(self, label: str, number: int, to: int) -> str:
        if number == to or not 1 <= to <= self.pages:
            return f'<span class="PrevDisabled">{label}</span>&nbsp;'
        return f'<a href="{self.page_link(number, to)}" class="Next">{label}</a>&nbsp;'


def _not_so() -> Reply:
    """What the download script says to a request from nowhere: some 4.9 KB of HTML, status 200."""
    style = "\n".join(f".tip{n} {{ margin: 0 auto; padding: {n}px; color: #666666; }}" for n in range(82))
    text = f"""<html><head><title>系统提示</title><style>
{style}
</style></head><body><div class="tip1">系统提示：下载地址不正确，请从原页面下载。</div></body></html>"""
    return html(text, charset="")
