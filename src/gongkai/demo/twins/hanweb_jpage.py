"""Hanweb JCMS classic: `/col/col8/index.html` with its rows as XML in a script, pages made by the browser.

The page holds the first group, three pages of 15, as `<record>`s of a `<datastore>`. What follows is asked
of `dataproxy.jsp` with the page's `param_…` object as a form; from the third group on an answer begins
with the row that ended the group before. `?uid=…&pageNum=…` on the column's address changes nothing.

Dates are broken over lines in answers. Every article also answers under `?xxgkhide=1`, and a few rows
link that form. Files are behind a script that leads to the real address.
"""

from __future__ import annotations

from html import escape
from typing import ClassVar
from urllib.parse import quote, urlencode

from gongkai.demo.twins.base import article_meta, files_linked, hexed, html, page, paragraphs
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

PROXY = "/module/web/jpage/dataproxy.jsp"
_DOWNFILE = "/module/download/downfile.jsp"
_WEB_NAME = "云岭区青石街道"
_UNIT = "212860"
_MOST = 500


class HanwebJpage(Restless):
    NAME: ClassVar[str] = "hanweb_jpage"
    section: ClassVar[str] = "/col/col8/index.html"
    column: ClassVar[int] = 8

    @property
    def group(self) -> int:
        """How many rows the browser keeps: three pages."""
        return 3 * self.page_rows

    def address(self, entry: Entry) -> str:
        day = entry.published
        return f"/art/{day.year}/{day.month}/{day.day}/art_{self.column}_{entry.number}.html"

    def file_address(self, entry: Entry, at: int) -> str:
        return f"{_DOWNFILE}?classid=0&filename={self._stored(entry, at)}"

    def _stored(self, entry: Entry, at: int) -> str:
        return f"{hexed(entry, 30)}{at:02}.{entry.text.files[at].kind}"

    def _index(self) -> dict[str, tuple[Entry, int | None]]:
        there = super()._index()
        for entry in self.stock.entries:
            there[f"{self.address(entry)}?xxgkhide=1"] = entry, None
            for at in range(len(entry.text.files)):
                del there[self.file_address(entry, at)]
                there[f"/attach/0/{self._stored(entry, at)}"] = entry, at
        return there

    def _entry(self, ask: Ask) -> Reply | None:
        if ask.path == _DOWNFILE:
            return Reply(b"", status=302, location=f"/attach/0/{quote(ask.query.get('filename', ''))}")
        return super()._entry(ask)

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path in (self.section, self.section.removesuffix("index.html")):
            return html(page(self.stock.name, self.column_box()))
        if ask.path == PROXY:
            return html(self.proxy(ask), media_type="text/xml")
        return None

    def column_box(self) -> str:
        """The box that the browser fills, with its script."""
        records = "\n".join(self.record(self.row(entry)) for entry in self.stock.entries[: self.group])
        return f"""<div class="today">{self.clock()}</div><h2>{self.stock.name}</h2>
<div id="{_UNIT}"><script type="text/xml"><datastore>
{self.next_group(1)}<recordset>
{records}
</recordset></datastore></script></div>
<script>
var param_{_UNIT} = {{col:1,webid:1,path:'/',columnid:{self.column},sourceContentType:1,unitid:'{_UNIT}',\
webname:'{_WEB_NAME}',permissiontype:0}};
$(function(){{$('#{_UNIT}').jpage({{themeName:'default',showMode:'full',totalRecord:{len(self.stock.entries)},\
openCookies:false,dataBefore:'<ul>',dataAfter:'</ul>',groupSize:3,proxyUrl:'{PROXY}',perPage:{self.page_rows},\
barPosition:'bottom',ajaxParam:param_{_UNIT}}});}});
</script>"""

    def record(self, row: str) -> str:
        return f"<record><![CDATA[\n{row}]]></record>"

    def row(self, entry: Entry, broken: bool = False) -> str:
        """A row; in answers its date is broken over lines."""
        shown = f"{entry.published:%Y-\n %m-\n %d}" if broken else entry.day
        twice = "?xxgkhide=1" if entry.number % 11 == 0 else ""
        return (
            f"<li><a href='{self.address(entry)}{twice}' target='_blank' title='{entry.title}'>"
            f"{entry.title}</a><span>{shown}</span></li>"
        )

    def next_group(self, number: int) -> str:
        """The link to group `number`, counted from 0; empty here: the script asks by form."""
        return ""

    def proxy(self, ask: Ask) -> str:
        """The answer to `startrecord` and `endrecord`, with one row too many from the third group on."""
        form, first, last = ask.form, ask.query.get("startrecord", ""), ask.query.get("endrecord", "")
        known = form.get("columnid") == str(self.column) and form.get("unitid") == _UNIT
        if not (known and form.get("appid") == "1" and first.isdigit() and last.isdigit()):
            return self.answer_of([])
        start, end = max(1, int(first[:6])), int(last[:6])
        ahead = start > 2 * self.group
        return self.answer_of(self.stock.entries[start - 1 - ahead : min(end, start + _MOST)])

    def answer_of(self, rows: list[Entry], following: str = "") -> str:
        records = "\n".join(self.record(self.row(entry, broken=True)) for entry in rows)
        return f"""<?xml version='1.0' encoding='utf-8' ?><datastore>
{following}<recordset>
{records}
</recordset><totalrecord>{len(self.stock.entries)}</totalrecord><totalpage>{self.pages}</totalpage></datastore>"""

    def article(self, entry: Entry) -> str:
        hits = f"/module/visitcount/articlehits.jsp?colid={self.column}&amp;artid={entry.number}"
        content = f"""<div class="today">{self.clock()}</div>
<table class="xxgk_table"><tr><td><b>索引号：</b></td><td>00000000-0/2026-{entry.number}</td>
<td><b>发布机构：</b></td><td>青石街道</td></tr><tr><td><b>发文日期：</b></td><td>{entry.day}</td>
<td><b>信息名称：</b></td><td>{entry.title}</td></tr></table>
<!--<$[标题]>begin--><h1>{entry.title}</h1><!--<$[标题]>end-->
<div class="info">发布日期：{entry.published:%Y-%m-%d %H:%M}　信息来源：
<!--<$[信息来源]>begin-->青石街道<!--<$[信息来源]>end-->
　浏览次数：<script src="{hits}"></script><span id="hits">{300 + self.hits}</span></div>
<div class="main-txt" id="zoom"><meta name="ContentStart"/>
{paragraphs(entry)}
{files_linked(self, entry)}
<meta name="ContentEnd"/></div>
{self.neighbours(entry)}"""
        return page(entry.title, content, article_meta(entry))


class HanwebJpageEscaped(HanwebJpage):
    """Records are escaped instead of wrapped in CDATA."""

    def record(self, row: str) -> str:
        return f"<record>{escape(row)}</record>"


class HanwebJpageNextGroup(HanwebJpage):
    """The other proxy: the page and every answer link the group after them in `<nextgroup>`, to be fetched
    as it stands; the name of the web in it is encoded twice and is not known decoded."""

    def next_group(self, number: int) -> str:
        if number * self.group >= len(self.stock.entries):
            return "<nextgroup></nextgroup>\n"
        query = {"page": number, "appid": 1, "webid": 1, "path": f"{self.base}/", "columnid": self.column}
        query |= {"unitid": _UNIT, "webname": quote(_WEB_NAME), "permissiontype": 0}
        return f'<nextgroup><![CDATA[<a href="{PROXY}?{urlencode(query)}"></a>]]></nextgroup>\n'

    def proxy(self, ask: Ask) -> str:
        query, number = ask.query, ask.query.get("page", "")
        known = query.get("columnid") == str(self.column) and query.get("unitid") == _UNIT
        if not (known and query.get("webname") == quote(_WEB_NAME) and number.isdigit()):
            return self.answer_of([])
        at = int(number[:4])
        rows = self.stock.entries[at * self.group : (at + 1) * self.group]
        return self.answer_of(rows, self.next_group(at + 1))


class HanwebXxgk(HanwebJpage):
    """The module for disclosure: the page holds no rows, its script posts `currpage` (from 1) with the
    unit's marks to `search.jsp`. The service wants to be asked by script (X-Requested-With) from a page
    (Referer)."""

    section: ClassVar[str] = "/col/col1229106886/index.html"
    column: ClassVar[int] = 1229106886
    _marks: ClassVar[dict[str, str]] = {
        "divid": "div1229106886",
        "infotypeId": "B001A012",
        "jdid": "1756",
        "area": "",
        "standardXxgk": "1",
    }

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == "/module/xxgk/search.jsp":
            return self._search(ask)
        return None if ask.path == PROXY else super().listing(ask)

    def column_box(self) -> str:
        marks = ",".join(f"{name}:'{value}'" for name, value in self._marks.items())
        return f"""<div class="today">{self.clock()}</div><h2>{self.stock.name}</h2>
<div id="{self._marks["divid"]}"></div>
<script>
var xxgkParam = {{{marks},unit:'',keyWord:'',\
sortfield:'compaltedate:0',requestUrl:'{self.base}{self.section}'}};
function toPage(currpage) {{
  $.ajax({{type:'post', url:'/module/xxgk/search.jsp', data:$.extend({{currpage:currpage}}, xxgkParam),
    success:function(text){{ $('#' + xxgkParam.divid).html(text); }}}});
}}
toPage(1);
</script>"""

    def _search(self, ask: Ask) -> Reply:
        form, headers = ask.form, ask.headers
        by_script = headers.get("x-requested-with") == "XMLHttpRequest"
        if not (by_script and headers.get("referer", "").startswith(self.base)):
            return Reply("<html><body>禁止访问</body></html>".encode(), "text/html; charset=utf-8", 403)
        known = form.get("requestUrl") == self.base + self.section
        if not known or any(form.get(name, "") != value for name, value in self._marks.items()):
            return html('<div class="zfxxgk_list_con"><ul></ul></div>')
        stated = form.get("currpage", "")
        return html(self._answer(min(max(int(stated[:6]) if stated.isdigit() else 1, 1), self.pages)))

    def _answer(self, number: int) -> str:
        rows = "\n".join(
            f'<li><a href="{self.base}{self.address(entry)}?xxgkhide=1" target="_blank">{entry.title}</a>'
            f"<span>{entry.day}</span></li>"
            for entry in self.window(number)
        )
        return f"""<div class="zfxxgk_list_con"><ul>
{rows}
</ul></div>
<div class="zfxxgk_page">共<span>{len(self.stock.entries)}</span>条　第{number}页/共{self.pages}页
<a href="javascript:void(0)" onclick="toPage({max(1, number - 1)})">上一页</a>
<a href="javascript:void(0)" onclick="toPage({min(self.pages, number + 1)})">下一页</a></div>"""
