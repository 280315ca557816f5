"""柳河街道: an old generic CMS. GBK bytes under the label gb2312, tables within tables, dates in square
brackets, addresses told apart by their query, the present day in the head of every page, no validators.
One column is a stub that leads on by meta-refresh, one leads nowhere, one is empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import ClassVar

from gongkai.demo.families.base import Family, ItemView, ListView, Route, paragraphs, signature
from gongkai.demo.families.chrome import friends
from gongkai.demo.values import Ask, Column, Item

_DAYS = "一二三四五六日"


class LiuheFamily(Family):
    charset: ClassVar[str] = "gbk"
    label: ClassVar[str] = "gb2312"
    page_rows: ClassVar[int] = 18

    def route(self, ask: Ask) -> Route | None:
        query = {k: int(v[:9]) for k, v in ask.query.items() if v.isascii() and v.isdigit()}
        routes = {
            "/": Route("home"),
            "/default.asp": Route("home"),
            "/list.asp": Route("column", query.get("cid", 0), query.get("page", 0)),
            "/about.asp": Route("text", query.get("cid", 0)),
            "/show.asp": Route("item", item=query.get("id", 0)),
            "/down.asp": Route("file", item=query.get("id", 0), file=query.get("n", 0)),
        }
        return routes.get(ask.path)

    def column_path(self, column: Column) -> str:
        return f"/{'about' if column.frame == 'text' else 'list'}.asp?cid={column.number}"

    def item_path(self, item: Item) -> str:
        return f"/show.asp?id={item.number}"

    def home(self, latest: Sequence[Item], now: datetime) -> str:
        return self._page("首页", f"<b>最新信息</b>{self._rows(latest, now)}", now)

    def list_page(self, view: ListView) -> str:
        cid, pages = view.column.number, view.pages
        rows = self._rows(view.rows, view.now)
        if not view.rows:
            rows = '<table width="100%"><tr><td align="center" height="80">暂无信息</td></tr></table>'
        on = (
            f'<a href="list.asp?cid={cid}&page={view.page + 1}">下一页</a>' if view.page < pages else "下一页"
        )
        back = f'<a href="list.asp?cid={cid}&page={view.page - 1}">上一页</a>' if view.page > 1 else "上一页"
        pager = f"共 {view.total} 条信息　第 {view.page} 页/共 {pages} 页　{back} {on}" if view.rows else ""
        content = f'<font color="#9a0000"><b>{view.column.name}</b></font><hr>'
        content += f'\n{rows}\n<p align="center">{pager}</p>'
        return self._page(view.column.name, content, view.now)

    def item_page(self, view: ItemView) -> str:
        item, text = view.item, view.text
        files = "".join(
            f'<br>附件：<a href="down.asp?id={item.number}&n={n}">{escape(file.name)}.{file.kind}</a>'
            for n, file in enumerate(text.files)
        )
        content = f"""<table width="96%" align="center"><tr><td align="center">
<font size="5"><b>{escape(text.title)}</b></font></td></tr>
<tr><td align="center" bgcolor="#f0f0f0">发布时间：{item.published:%Y-%m-%d}
　信息来源：{escape(item.source or self.place.short)}
　点击数：{200 + view.hits}</td></tr>
<tr><td id="fontzoom" style="font-size:14px;line-height:200%">
{paragraphs(text)}
{signature(item)}
{files}</td></tr>
<tr><td align="right">【<a href="javascript:window.print()">打印</a>】
【<a href="javascript:window.close()">关闭</a>】</td></tr>
</table>"""
        return self._page(text.title, content, view.now)

    def text_page(self, column: Column, item: Item, now: datetime) -> str:
        text = item.text_at(now)
        content = f"""<table width="96%" align="center">
<tr><td align="center"><font size="5"><b>{escape(text.title)}</b></font></td></tr>
<tr><td align="center" bgcolor="#f0f0f0">发布时间：{item.published:%Y-%m-%d}</td></tr>
<tr><td style="line-height:200%">
{paragraphs(text)}
</td></tr></table>"""
        return self._page(column.name, content, now)

    def stub_page(self, column: Column) -> str:
        return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta http-equiv="refresh" content="0; url=about.asp?cid={column.number}">
<title>{column.name}</title></head><body>正在进入，请稍候……</body></html>"""

    def _rows(self, items: Sequence[Item], now: datetime) -> str:
        rows = "\n".join(
            f'<tr><td height="26">·<a href="show.asp?id={item.number}" target="_blank">'
            f"{escape(item.text_at(now).title)}</a></td>"
            f'<td width="100" align="right"><font color="#999999">[{item.published:%Y-%m-%d}]</font>'
            "</td></tr>"
            for item in items
        )
        return f'<table width="100%" border="0" cellpadding="0" cellspacing="0">\n{rows}\n</table>'

    def _page(self, title: str, content: str, now: datetime) -> str:
        menu = "\n".join(
            f'<tr><td height="28" bgcolor="#eef4ff">　<a href="{self.column_path(c)[1:]}">{c.name}</a>'
            "</td></tr>"
            for c in self.columns
        )
        today = f"今天是{now.year}年{now.month}月{now.day}日 星期{_DAYS[now.weekday()]}"
        return f"""<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{escape(title)} - {self.place.name}</title>
<style>td{{font-size:12px;font-family:宋体}}
a{{color:#003399;text-decoration:none}} p{{text-indent:0}}</style>
</head>
<body topmargin="0" leftmargin="0" bgcolor="#dfe8f5">
<table width="960" align="center" bgcolor="#ffffff" border="0" cellspacing="0" cellpadding="6">
<tr><td colspan="2" height="90" bgcolor="#2d63b5">
<font color="#ffffff" size="6"><b>{self.place.name}</b></font></td></tr>
<tr><td colspan="2" bgcolor="#d6e3f7">{today}　欢迎访问{self.place.short}网站！
<a href="default.asp">网站首页</a></td></tr>
<tr><td width="200" valign="top"><table width="100%" cellspacing="2">
<tr><td height="30" bgcolor="#2d63b5"><font color="#ffffff">政务公开</font></td></tr>
{menu}
</table></td>
<td valign="top">
{content}
</td></tr>
<tr><td colspan="2" align="center" bgcolor="#d6e3f7">友情链接：{friends()}<br>
版权所有：{self.place.name}　云ICP备00000000号-3　网站标识码：9900000003<br>
地址：云岭区柳河街道长宁街66号　联系电话：0999-5550300　（虚构网站，仅供演示）</td></tr>
</table>
</body>
</html>"""
