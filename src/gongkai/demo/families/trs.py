"""The district portal: a static CMS in the manner of TRS WCM. Directories for columns, `t`-dated names
for pages, `createPageHTML` for the list's pages (0-based, page 2 is index_1), `P0…` files beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import ClassVar

from gongkai.demo.families.base import Family, ItemView, ListView, Route, paragraphs, signature
from gongkai.demo.families.chrome import STYLE, footer, key_table
from gongkai.demo.values import Ask, Column, Enclosure, Item

_LIST = re.compile(r"^/zwgk/([a-z]+)/(?:index(?:_(\d{1,3}))?\.html)?$")
_ITEM = re.compile(r"^/zwgk/[a-z]+/\d{6}/t\d{8}_(\d{1,9})\.html$")
_FILE = re.compile(r"^/zwgk/[a-z]+/\d{6}/P0\d{8}(\d{9})(\d{3})\.[a-z]+$")


class TrsFamily(Family):
    static_items: ClassVar[bool] = True
    static_lists: ClassVar[bool] = True

    def route(self, ask: Ask) -> Route | None:
        if ask.path in ("/", "/index.html"):
            return Route("home")
        if match := _LIST.match(ask.path):
            column = next((c.number for c in self.columns if c.id == match[1]), 0)
            return Route("column", column, int(match[2] or 0))
        if match := _ITEM.match(ask.path):
            return Route("item", item=int(match[1]))
        if match := _FILE.match(ask.path):
            return Route("file", item=int(match[1]), file=int(match[2]))
        return None

    def page_number(self, raw: int, pages: int) -> int:
        return raw + 1

    def column_path(self, column: Column) -> str:
        return f"/zwgk/{column.id}/"

    def item_path(self, item: Item) -> str:
        return f"/zwgk/{item.column.id}/{item.published:%Y%m}/t{item.published:%Y%m%d}_{item.number}.html"

    def home(self, latest: Sequence[Item], now: datetime) -> str:
        rows = "\n".join(
            f'<li><span>{item.published:%Y-%m-%d}</span><a href="{self.item_path(item)}">'
            f"{escape(item.text_at(now).title)}</a></li>"
            for item in latest
        )
        return self._page(
            self.place.name, "", f'<div class="right"><h2>最新发布</h2><ul>\n{rows}\n</ul></div>'
        )

    def list_page(self, view: ListView) -> str:
        rows = "\n".join(self._row(item, view.now) for item in view.rows)
        if view.scripted:
            rows = "<!-- rows are filled by /js/list.js -->"
        script = (
            f'<script type="text/javascript">loadChannel({view.column.number}, "list-box");</script>'
            if view.scripted
            else f'<script>createPageHTML({view.pages}, {view.page - 1}, "index", "html");</script>'
        )
        content = f"""<div class="right"><h2>{view.column.name}</h2>
<ul class="list-t" id="list-box">
{rows}
</ul>
<div class="page">{script}</div></div>"""
        return self._page(view.column.name, self._column_meta(view.column), content, view.column)

    def item_page(self, view: ItemView) -> str:
        item, text = view.item, view.text
        meta = f"""{self._column_meta(item.column)}
<meta name="ArticleTitle" content="{escape(text.title)}">
<meta name="PubDate" content="{item.published:%Y-%m-%d %H:%M}">
<meta name="ContentSource" content="{escape(item.source or self.place.name)}">
<meta name="Keywords" content="{item.column.name};{self.place.short}">
<meta name="Url" content="./t{item.published:%Y%m%d}_{item.number}.html">"""
        files = "".join(
            f'<p><a href="{self._file_name(item, n, file)}">{n + 1}. {escape(file.name)}.{file.kind}</a></p>'
            for n, file in enumerate(text.files)
        )
        content = f"""<div class="article" style="padding:20px 60px">
{self._facts(item, text.title)}
<h1 class="title">{escape(text.title)}</h1>
<div class="info"><span>发布时间：{item.published:%Y-%m-%d %H:%M}</span>
　<span>来源：{escape(item.source)}</span>
　<span>字号：【<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a>
<a href="javascript:doZoom(14)">小</a>】</span>　<a href="javascript:window.print()">打印本页</a></div>
<div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">
{paragraphs(text)}
{signature(item)}
</div></div>
{f'<div class="fujian"><strong>附件：</strong>{files}</div>' if files else ""}
</div>"""
        return self._page(text.title, meta, content, item.column)

    def text_page(self, column: Column, item: Item, now: datetime) -> str:
        text = item.text_at(now)
        content = f"""<div class="right"><h1>{escape(text.title)}</h1>
<div class="info"><span>发布时间：{item.published:%Y-%m-%d %H:%M}</span></div>
<div class="TRS_Editor">
{paragraphs(text)}
</div></div>"""
        return self._page(column.name, self._column_meta(column), content, column)

    def _row(self, item: Item, now: datetime) -> str:
        title = escape(item.text_at(now).title)
        href = f"./{item.published:%Y%m}/t{item.published:%Y%m%d}_{item.number}.html"
        top = '<em class="zd">[置顶]</em>' if item.pinned else ""
        return (
            f"<li><span>{item.published:%Y-%m-%d}</span>{top}"
            f'<a href="{href}" target="_blank" title="{title}">{title}</a></li>'
        )

    def _file_name(self, item: Item, number: int, file: Enclosure) -> str:
        return f"./P0{item.published:%Y%m%d}{item.number:09d}{number:03d}.{file.kind}"

    def _facts(self, item: Item, title: str) -> str:
        if item.column.group == "news":
            return ""
        return key_table(
            (
                ("索引号", item.index_no),
                ("信息分类", item.column.name),
                ("发布机构", item.issuer or self.place.name),
                ("成文日期", f"{item.formed:%Y-%m-%d}" if item.formed else ""),
                ("标题", title),
                ("发文字号", item.doc_no),
                ("发布日期", f"{item.published:%Y-%m-%d}"),
                ("有效性", "有效" if item.doc_no else ""),
            )
        )

    def _column_meta(self, column: Column) -> str:
        return f"""<meta name="ColumnName" content="{column.name}">
<meta name="ColumnType" content="{column.name}">
<meta name="ColumnDescription" content="{self.place.name}{column.name}">"""

    def _page(self, title: str, meta: str, content: str, column: Column | None = None) -> str:
        nav = "".join(f'<a href="/zwgk/{c.id}/">{c.name}</a>' for c in self.columns[:7])
        side = "\n".join(f'<li><a href="/zwgk/{c.id}/">{c.name}</a></li>' for c in self.columns)
        trail = f' &gt; <a href="/zwgk/{column.id}/">{column.name}</a>' if column else ""
        left = (
            ""
            if 'class="article"' in content
            else f'<div class="left"><h3>政府信息公开</h3><ul>\n{side}\n</ul></div>'
        )
        return f"""<!DOCTYPE html>
<html lang="zh-CN"><head>
<meta charset="utf-8">
<title>{escape(title)}_{self.place.name}门户网站</title>
<meta name="SiteName" content="{self.place.name}门户网站">
<meta name="SiteDomain" content="{self.place.domain}">
<meta name="SiteIDCode" content="9900000001">
{meta}
{STYLE}
<script type="text/javascript" src="/images/page.js"></script>
</head><body>
<div class="top w"><a href="/">设为首页</a> | <a href="/zwgk/gkzn/">无障碍浏览</a>
 | <a href="/zwgk/tzgg/">移动版</a></div>
<div class="banner w">{self.place.name}</div>
<div class="nav w"><a href="/">首页</a>{nav}</div>
<div class="w">
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政府信息公开</a>{trail}</div>
{left}
{content}
</div>
<div class="w">{footer(self.place)}</div>
</body></html>"""
