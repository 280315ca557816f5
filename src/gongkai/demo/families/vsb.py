"""青石街道: a CMS in the manner of 博达 VSB. Columns are `/gzdt.htm`, their pages count down
(`/gzdt/2.htm` is the last but one), articles `/info/1035/1200.htm` with a counter and neighbours, files
behind a download script. Lists are static, articles are not. Two columns are tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import ClassVar

from gongkai.demo.families.base import Family, ItemView, ListView, Route, paragraphs, signature
from gongkai.demo.families.chrome import STYLE, footer
from gongkai.demo.values import Ask, Column, Item

_LIST = re.compile(r"^/([a-z]+)(?:/(\d{1,3}))?\.htm$")
_ITEM = re.compile(r"^/info/\d{4}/(\d{1,9})\.htm$")
_DIRECT = re.compile(r"^/__local/[0-9A-F]/(\d{1,9})\.pdf$")
_DOWNLOAD = "/system/_content/download.jsp"
_TABLES = ("shjz", "sqsw")


class VsbFamily(Family):
    robots: ClassVar[str | None] = "User-agent: *\nAllow: /\nDisallow: /system/login/\n"
    static_lists: ClassVar[bool] = True
    page_rows: ClassVar[int] = 15

    def route(self, ask: Ask) -> Route | None:
        if ask.path in ("/", "/index.htm"):
            return Route("home")
        if ask.path == _DOWNLOAD and ask.query.get("wbfileid", "").isdigit():
            number = int(ask.query["wbfileid"][:9])
            return Route("file", item=number // 10, file=number % 10)
        if match := _DIRECT.match(ask.path):
            return Route("file", item=int(match[1]))
        if match := _ITEM.match(ask.path):
            return Route("item", item=int(match[1]))
        if match := _LIST.match(ask.path):
            column = next((c.number for c in self.columns if c.id == match[1]), 0)
            return Route("column", column, int(match[2] or 0))
        return None

    def page_number(self, raw: int, pages: int) -> int:
        return pages - raw + 1 if raw else 1

    def column_path(self, column: Column) -> str:
        return f"/{column.id}.htm"

    def item_path(self, item: Item) -> str:
        if item.kind == "file":
            return f"/__local/{item.number % 16:X}/{item.number}.pdf"
        return f"/info/{item.column.number}/{item.number}.htm"

    def home(self, latest: Sequence[Item], now: datetime) -> str:
        rows = "\n".join(
            f'<li><span>{item.published:%Y-%m-%d}</span><a href="{self.item_path(item)[1:]}">'
            f"{escape(item.text_at(now).title)}</a></li>"
            for item in latest
        )
        return self._page("首页", f'<div class="right"><h2>最新信息</h2><ul>\n{rows}\n</ul></div>', "")

    def list_page(self, view: ListView) -> str:
        base = "../" if view.page > 1 else ""
        rows = self._table(view, base) if view.column.id in _TABLES else self._lines(view, base)
        content = f"""<div class="right"><h2>{view.column.name}</h2>
{rows}
<div class="page">共{view.total}条　{view.page}/{view.pages}　{self._pager(view, base)}</div></div>"""
        return self._page(view.column.name, content, base, view.column)

    def item_page(self, view: ItemView) -> str:
        item, text = view.item, view.text
        files = "".join(
            f'<li>附件【<a href="{_DOWNLOAD}?urltype=news.DownloadAttachUrl&amp;owner=1001&amp;wbfileid='
            f'{item.number}{n}">{escape(file.name)}.{file.kind}</a>】'
            f'已下载<span id="nattach{item.number}{n}">'
            f"{view.hits % 97}</span>次</li>"
            for n, file in enumerate(text.files)
        )
        content = f"""<div class="article" style="padding:20px 60px"><form name="_newscontent_fromname">
<h1>{escape(text.title)}</h1>
<div class="info">发布日期：{item.published:%Y-%m-%d}
　　来源：{escape(item.source or self.place.short)}
　　浏览次数：<span id="dynclicks_wbnews_{item.number}">{1000 + view.hits}</span>次</div>
<div id="vsb_content_2"><div class="v_news_content">
{paragraphs(text, ' class="vsbcontent_start"')}
{signature(item)}
</div></div>
{f'<ul class="fj">{files}</ul>' if files else ""}
<p>上一条：{self._neighbour(view.after, view.now)}</p>
<p>下一条：{self._neighbour(view.before, view.now)}</p>
<p>【<a href="javascript:window.close()">关闭</a>】</p></form></div>"""
        return self._page(text.title, content, "../../", item.column)

    def text_page(self, column: Column, item: Item, now: datetime) -> str:
        text = item.text_at(now)
        content = f"""<div class="right"><h2>{column.name}</h2>
<h1>{escape(text.title)}</h1><div class="info">发布日期：{item.published:%Y-%m-%d}</div>
<div id="vsb_content"><div class="v_news_content">
{paragraphs(text)}
</div></div></div>"""
        return self._page(column.name, content, "", column)

    def _lines(self, view: ListView, base: str) -> str:
        lines = "\n".join(
            f'<li id="line_u7_{n}"><span>{item.published:%Y-%m-%d}</span>'
            f"{self._link(item, view.now, base)}</li>"
            for n, item in enumerate(view.rows)
        )
        return f'<ul class="list">\n{lines}\n</ul>'

    def _table(self, view: ListView, base: str) -> str:
        lines = "\n".join(
            f"<tr><td>{item.index_no}</td><td>{self._link(item, view.now, base)}</td>"
            f"<td>{item.published:%Y-%m-%d}</td></tr>"
            for item in view.rows
        )
        return f"""<table class="key" width="100%"><thead>
<tr><th>索引号</th><th>信息名称</th><th>发布日期</th></tr></thead>
<tbody>
{lines}
</tbody></table>"""

    def _link(self, item: Item, now: datetime, base: str) -> str:
        title = escape(item.text_at(now).title)
        href = {
            "external": item.address,
            "dead": "javascript:void(0);",
        }.get(item.kind) or base + self.item_path(item)[1:]
        return f'<a href="{href}" target="_blank" title="{title}">{title}</a>'

    def _pager(self, view: ListView, base: str) -> str:
        def at(page: int) -> str:
            name = view.column.id
            return f"{base}{name}.htm" if page == 1 else f"{base}{name}/{view.pages - page + 1}.htm"

        back = (
            f'<a href="{at(1)}">首页</a> <a href="{at(view.page - 1)}">上页</a>'
            if view.page > 1
            else "首页 上页"
        )
        more = view.page < view.pages
        on = (
            f'<a href="{at(view.page + 1)}">下页</a> <a href="{at(view.pages)}">尾页</a>'
            if more
            else "下页 尾页"
        )
        return f"{back} {on}"

    def _neighbour(self, item: Item | None, now: datetime) -> str:
        if item is None:
            return "没有了"
        return f'<a href="../{item.column.number}/{item.number}.htm">{escape(item.text_at(now).title)}</a>'

    def _page(self, title: str, content: str, base: str, column: Column | None = None) -> str:
        nav = "".join(f'<a href="{base}{c.id}.htm">{c.name}</a>' for c in self.columns)
        side = "\n".join(f'<li><a href="{base}{c.id}.htm">{c.name}</a></li>' for c in self.columns)
        trail = f'&gt;&gt;<a href="{base}{column.id}.htm">{column.name}</a>' if column else ""
        left = (
            ""
            if 'class="article"' in content
            else f'<div class="left"><h3>栏目导航</h3><ul>\n{side}\n</ul></div>'
        )
        return f"""<!DOCTYPE html>
<HTML><HEAD><TITLE>{escape(title)}-{self.place.name}</TITLE>
<META Name="keywords" Content="{self.place.name},{escape(title)}" />
<META charset="UTF-8">
{STYLE}
<script language="javascript" src="{base}_sitegray/_sitegray.js"></script>
</HEAD><BODY>
<div class="banner w" style="background:#1c6b52">{self.place.name}</div>
<div class="nav w" style="background:#12513d"><a href="{base}index.htm">首页</a>{nav}</div>
<div class="w"><div class="position">您现在的位置：<a href="{base}index.htm">首页</a>{trail}</div>
{left}
{content}
</div>
<div class="w">{footer(self.place)}</div>
</BODY></HTML>"""
