"""东湾镇: a CMS whose lists are definition lists with month and day only; the year is in the address
(`/news/2026-09/18/content_70300.html`). The site that fails for a time and asks for a browser later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import ClassVar

from gongkai.demo.families.base import Family, ItemView, ListView, Route, paragraphs, signature
from gongkai.demo.families.chrome import STYLE, footer
from gongkai.demo.values import Ask, Column, Item

_LIST = re.compile(r"^/channel/(\d{1,6})(?:_(\d{1,3}))?\.html$")
_ITEM = re.compile(r"^/news/\d{4}-\d\d/\d\d/content_(\d{1,9})\.html$")
_FILE = re.compile(r"^/upload/(\d{1,9})_(\d)\.[a-z]{3,4}$")


class NewsFamily(Family):
    page_rows: ClassVar[int] = 20

    def route(self, ask: Ask) -> Route | None:
        if ask.path in ("/", "/index.html"):
            return Route("home")
        if match := _LIST.match(ask.path):
            return Route("column", int(match[1]), int(match[2] or 0))
        if match := _ITEM.match(ask.path):
            return Route("item", item=int(match[1]))
        if match := _FILE.match(ask.path):
            return Route("file", item=int(match[1]), file=int(match[2]))
        return None

    def column_path(self, column: Column) -> str:
        return f"/channel/{column.number}.html"

    def item_path(self, item: Item) -> str:
        return f"/news/{item.published:%Y-%m/%d}/content_{item.number}.html"

    def home(self, latest: Sequence[Item], now: datetime) -> str:
        return self._page("首页", f'<div class="right"><h2>最新动态</h2>{self._rows(latest, now)}</div>')

    def list_page(self, view: ListView) -> str:
        number = view.column.number
        pages = " ".join(
            f'<a href="/channel/{number}{f"_{page}" if page > 1 else ""}.html">{page}</a>'
            if page != view.page
            else f'<span class="current">{page}</span>'
            for page in range(1, view.pages + 1)
        )
        on = (
            f' <a class="next" href="/channel/{number}_{view.page + 1}.html">下一页</a>'
            if view.page < view.pages
            else ""
        )
        content = f"""<div class="right"><h2>{view.column.name}</h2>
{self._rows(view.rows, view.now)}
<div class="page">{pages}{on}</div></div>"""
        return self._page(view.column.name, content, view.column)

    def item_page(self, view: ItemView) -> str:
        item, text = view.item, view.text
        files = "".join(
            f'<p>附件：<a href="/upload/{item.number}_{n}.{file.kind}">{escape(file.name)}.{file.kind}</a>'
            "</p>"
            for n, file in enumerate(text.files)
        )
        content = f"""<div class="article" style="padding:20px 60px">
<h1 id="title">{escape(text.title)}</h1>
<div class="info">{item.published:%Y年%m月%d日 %H:%M}
　来源：{escape(item.source or self.place.name)}　阅读：{view.hits}</div>
<div id="zoom" class="content">
{paragraphs(text)}
{signature(item)}
</div>
{files}
<div class="share">分享到：<a href="javascript:share('wx')">微信</a>
<a href="javascript:share('wb')">微博</a></div></div>"""
        return self._page(text.title, content, item.column)

    def text_page(self, column: Column, item: Item, now: datetime) -> str:
        text = item.text_at(now)
        content = f"""<div class="right"><h1>{escape(text.title)}</h1>
<div class="info">{item.published:%Y年%m月%d日 %H:%M}</div>
<div id="zoom" class="content">
{paragraphs(text)}
</div></div>"""
        return self._page(column.name, content, column)

    def _rows(self, items: Sequence[Item], now: datetime) -> str:
        rows = "\n".join(
            f'<dt><a href="{self.item_path(item)}">{escape(item.text_at(now).title)}</a></dt>'
            f"<dd>{item.published:%m-%d}</dd>"
            for item in items
        )
        return f'<dl class="news-list">\n{rows}\n</dl>'

    def _page(self, title: str, content: str, column: Column | None = None) -> str:
        nav = "".join(f'<a href="/channel/{c.number}.html">{c.name}</a>' for c in self.columns)
        side = "\n".join(f'<li><a href="/channel/{c.number}.html">{c.name}</a></li>' for c in self.columns)
        trail = f' / <a href="/channel/{column.number}.html">{column.name}</a>' if column else ""
        left = (
            ""
            if 'class="article"' in content
            else f'<div class="left"><h3>走进东湾</h3><ul>\n{side}\n</ul></div>'
        )
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8">
<title>{escape(title)} - {self.place.name}</title>
{STYLE}
</head><body>
<div class="banner w" style="background:#0d5c8c">{self.place.short} · {self.place.name}</div>
<div class="nav w" style="background:#084566"><a href="/">首页</a>{nav}</div>
<div class="w"><div class="position">位置：<a href="/">首页</a>{trail}</div>
{left}
{content}
</div>
<div class="w">{footer(self.place)}</div>
</body></html>"""
