"""Longxun: a column page whose list is a fragment of `{app}/site/label/8888`, or has its rows and page links.

Known of the family: the addresses with their parameters, the template path `file` that differs per site,
`pageCount:NN,` in a script, the site's id in a meta tag, titles cut to `length` characters with the whole
one in `title=`, 暂无相关信息 with status 200 where nothing is, an app prefix of its own for the service, the
class names of lists and articles, the index table that stands in an article twice, FastDFS paths of files.

This twin's own choice: the call in the page's script, that the count of pages comes with the fragment, the
words about an unknown template, `...` after a cut title, and the page links of `/content/column/`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any, ClassVar
from urllib.parse import urlsplit

from gongkai.demo.twins.base import (
    SITE,
    article_meta,
    files_linked,
    hexed,
    html,
    page,
    paragraphs,
)
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

NOTHING = "暂无相关信息"


class Longxun(Restless):
    NAME: ClassVar[str] = "longxun"
    section: ClassVar[str] = "/public/column/6596731?type=4&action=list&nav=3&catId=6717301"
    organ: ClassVar[str] = "6596731"
    category: ClassVar[str] = "6717301"
    site_id: ClassVar[str] = "6786001"
    app: ClassVar[str] = ""
    """What stands before `/public/`."""
    service: ClassVar[str] = "/site/label/8888"
    template: ClassVar[str] = "/c3/qs/publicInfoList_newest"
    length: ClassVar[int] = 16
    """To how many characters the page has titles cut; sites say 50, but then few are."""

    def address(self, entry: Entry) -> str:
        return f"{self.app}/public/{self.organ}/{entry.number}.html"

    def file_address(self, entry: Entry, at: int) -> str:
        name = hexed(entry)
        return (
            f"/group6/M00/{name[:2]}/{name[2:4]}/".upper() + f"{name[4:]}{at:02}.{entry.text.files[at].kind}"
        )

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == urlsplit(self.section).path:
            return html(page(self.stock.name, self.column_box(ask.query), self.head()))
        if ask.path == self.service:
            return html(self.fragment(ask.query))
        return None

    def head(self) -> str:
        return f'<meta name="SiteName" content="{SITE}">\n<meta name="SiteId" content="{self.site_id}">'

    def parameters(self) -> dict[str, Any]:
        """What the page hands to the service besides the number of the page."""
        return {
            "labelName": "publicInfoList",
            "siteId": self.site_id,
            "pageSize": self.page_rows,
            "action": "list",
            "isDate": "true",
            "dateFormat": "yyyy-MM-dd",
            "length": self.length,
            "organId": self.organ,
            "type": "4",
            "catId": self.category,
            "cId": "",
            "result": NOTHING,
            "file": self.template,
        }

    def column_box(self, query: Mapping[str, str]) -> str:
        """The column without its rows; whatever is asked, it is the same."""
        stated = json.dumps(self.parameters(), ensure_ascii=False, indent=2)[1:-1].strip()
        return f"""<div class="xxgk_nav_con" id="publicInfoList"></div>
<script>
function load(pageIndex) {{
  $.ajax({{
    url: "{self.service}?IsAjax=1&dataType=html&_=" + Math.random(),
    type: "get",
    headers: {{"Ls-Language": "zh"}},
    data: {{
  {stated},
  "pageIndex": pageIndex
    }},
    success: function (fragment) {{ $("#publicInfoList").html(fragment); }}
  }});
}}
$(function () {{ load(1); }});
</script>"""

    def fragment(self, query: Mapping[str, str]) -> str:
        """The answer of the service: a list, or what it says instead of one."""
        if query.get("labelName") != "publicInfoList" or query.get("file") != self.template:
            return '<div class="label-error">标签解析出错：模板文件不存在</div>'
        known = self.parameters()
        ours = all(query.get(name) == known[name] for name in ("siteId", "organId", "catId"))
        rows, number = _number(query, "pageSize", self.page_rows), _number(query, "pageIndex", 1)
        entries = self.stock.entries if ours else []
        shown = entries[(number - 1) * rows : number * rows]
        if not shown:
            return f'<div class="nodata">{escape(query.get("result", NOTHING))}</div>'
        pages = -(-len(entries) // rows)
        items = "\n".join(self.row(entry, _number(query, "length", 50)) for entry in shown)
        return f"""<ul class="clearfix xxgk_nav_list">
{items}
</ul>
<div id="page_public_info" class="pagination"></div>
<script>
$(function () {{
  Ls.pagination("#page_public_info", load, {{pageCount:{pages}, currentPage:{number}, total:{len(entries)}}});
}});
</script>"""

    def row(self, entry: Entry, length: int) -> str:
        title = entry.title if len(entry.title) <= length else f"{entry.title[:length]}..."
        return (
            f'<li class="clearfix"><a class="title" target="_blank" href="{self.base}{self.address(entry)}" '
            f'title="{entry.title}">{title}</a><span class="date">{entry.day}</span></li>'
        )

    def article(self, entry: Entry) -> str:
        head = f"{article_meta(entry)}\n{self.head()}"
        content = f"""<div class="today">{self.clock()}</div>
<div class="gk_container gkwz_container">
{_index_table(entry, "hidden-xs")}
{_index_table(entry, "hidden-lg hidden-md")}
<h1 class="wztit">{entry.title}</h1>
<div class="wzbjxx">发布日期：{entry.published:%Y-%m-%d %H:%M}　来源：{SITE}
浏览次数：<b class="hits">{1000 + self.hits}</b></div>
<div class="wzcon j-fontContent">
{paragraphs(entry)}
{files_linked(self, entry)}
</div>
</div>
{self.neighbours(entry)}"""
        return page(entry.title, content, head)


class LongxunPrefixed(Longxun):
    """The platform under a folder, and its service under another one."""

    section: ClassVar[str] = "/zwgk/public/column/6615377?type=4&catId=6718442&action=list"
    organ: ClassVar[str] = "6615377"
    category: ClassVar[str] = "6718442"
    app: ClassVar[str] = "/zwgk"
    service: ClassVar[str] = "/qingshizwgk/site/label/8888"
    template: ClassVar[str] = "/c2/qsxxgk/publicInfoList_newest_qs"


class LongxunColumn(Longxun):
    """A column of news: rows in the page, `pageIndex` from 1. `/content/article/N` is from memory only."""

    section: ClassVar[str] = "/content/column/6800457?pageIndex=1"
    column: ClassVar[str] = "6800457"

    def address(self, entry: Entry) -> str:
        return f"/content/article/{entry.number}"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.service:
            return None
        return super().listing(ask)

    def column_box(self, query: Mapping[str, str]) -> str:
        number = _number(query, "pageIndex", 1)
        items = "\n".join(self.row(entry, self.length) for entry in self.window(number))
        path = urlsplit(self.section).path
        links = " ".join(f'<a href="{path}?pageIndex={at}">{at}</a>' for at in range(1, self.pages + 1))
        return f"""<h2>{self.stock.name}</h2>
<ul class="doc_list list-{self.column}">
{items or f"<li>{NOTHING}</li>"}
</ul>
<div id="page" class="pagination">{links if items else ""}</div>
<script>Ls.pagination("#page", null, {{pageCount:{self.pages}, currentPage:{number}}});</script>"""


def _number(query: Mapping[str, str], name: str, otherwise: int) -> int:
    asked = query.get(name, "")
    return int(asked) if re.fullmatch("[1-9][0-9]{0,6}", asked) else otherwise


def _index_table(entry: Entry, css: str) -> str:
    """The index of an article; for narrow screens the page has another one, the same."""
    rows = (
        ("索引号", f"000000000/{entry.published:%Y%m}-{entry.number:05}", "组配分类", "通知公告"),
        ("信息名称", entry.title, "发布机构", SITE),
        ("成文日期", entry.day, "发布日期", entry.day),
    )
    cells = "".join(
        f'<tr><td class="pdesc">{a}：</td><td class="pmingcheng">{b}</td>'
        f'<td class="pdesc">{c}：</td><td class="pmingcheng">{d}</td></tr>'
        for a, b, c, d in rows
    )
    last = (
        '<tr><td class="pdesc">文号：</td><td class="pmingcheng" id="_fileNum"></td>'
        '<td class="pdesc">有效性：</td><td class="pmingcheng">有效</td></tr>'
    )
    return f'<table class="table_suoyin {css}">{cells}{last}</table>'
