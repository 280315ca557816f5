"""What all twins share. A twin is one website with one column, in the shapes of one CMS family.

Twins are written from what is known of the families, never from what our readers do: that is what makes
them worth testing with. A twin names its section's address and where its articles and files are; requests
come as `Ask`, whatever the method, and every answer is a `Reply`.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from html import escape
from typing import Any, ClassVar
from urllib.parse import quote

from gongkai.demo.files import MEDIA_TYPES, make_file
from gongkai.demo.twins.stock import Entry, Stock
from gongkai.demo.values import Ask, Reply

SITE = "云岭区青石街道办事处"


class Twin(ABC):
    """One website with one column. `NAME` is the family; `section` the path (and fragment) of the column
    as an operator would copy it from the browser."""

    NAME: ClassVar[str]
    section: ClassVar[str]
    page_rows: ClassVar[int] = 15
    window_rows: ClassVar[int | None] = None
    """How many of the newest rows the site gives at most; None where it gives all."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.base = ""
        """`http://127.0.0.1:PORT`, told by the server when it starts."""
        self._indexed = -1
        self._there: dict[str, tuple[Entry, int | None]] = {}

    @abstractmethod
    def address(self, entry: Entry) -> str:
        """The path (and query) of an entry's page."""

    @abstractmethod
    def file_address(self, entry: Entry, at: int) -> str:
        """The path (and query) of an entry's file number `at`."""

    @abstractmethod
    def listing(self, ask: Ask) -> Reply | None:
        """The answer of the column's pages and list services; None for what is none of them."""

    @abstractmethod
    def article(self, entry: Entry) -> str:
        """The page of an entry, attachments linked."""

    def answer(self, ask: Ask) -> Reply:
        """The reply to any request."""
        if ask.path in ("/", "/index.html"):
            return html(
                page("首页", f'<div class="nav"><a href="{self.section}">{self.stock.name}</a></div>')
            )
        reply = self.listing(ask)
        if reply is not None:
            return reply
        return self._entry(ask) or lost()

    def _entry(self, ask: Ask) -> Reply | None:
        if self._indexed != self.stock.version:
            self._indexed, self._there = self.stock.version, self._index()
        found = self._there.get(ask.target)
        if found is None:
            return None
        entry, at = found
        if at is None:
            return html(self.article(entry))
        file = entry.text.files[at]
        body = make_file(file, entry.text, entry.published)
        return Reply(body, MEDIA_TYPES[file.kind], filename=quote(f"{file.name}.{file.kind}"))

    def _index(self) -> dict[str, tuple[Entry, int | None]]:
        """Every page and file that is there, by its address."""
        there: dict[str, tuple[Entry, int | None]] = {}
        for entry in self.stock.entries:
            there[self.address(entry)] = entry, None
            for at in range(len(entry.text.files)):
                there[self.file_address(entry, at)] = entry, at
        return there

    @property
    def external(self) -> list[str]:
        """The addresses of the rows that lead to other sites, newest first; no entries of the stock."""
        return []

    def window(self, number: int) -> list[Entry]:
        """The entries of a page, counted from 1."""
        return self.stock.entries[(number - 1) * self.page_rows : number * self.page_rows]

    @property
    def pages(self) -> int:
        """How many pages the column has; an empty one has one."""
        return max(1, -(-len(self.stock.entries) // self.page_rows))


def hexed(entry: Entry, digits: int = 32) -> str:
    """The id that systems with hexadecimal ids would give an entry."""
    return hashlib.sha256(str(entry.number).encode()).hexdigest()[:digits]


def html(text: str, charset: str = "utf-8", media_type: str = "text/html") -> Reply:
    stated = f"{media_type}; charset={charset}" if charset else media_type
    return Reply(text.encode(charset or "utf-8"), stated)


def answered(value: Any, media_type: str = "application/json;charset=UTF-8") -> Reply:
    """A value as JSON, as list services answer."""
    return Reply(json.dumps(value, ensure_ascii=False).encode(), media_type)


def lost() -> Reply:
    """The answer for what is not there."""
    body = "<html><head><title>404</title></head><body><p>您访问的页面不存在或已被删除。</p></body></html>"
    return Reply(body.encode(), "text/html; charset=utf-8", 404)


def page(title: str, content: str, head: str = "", column: str = Stock.name) -> str:
    """A page as sites frame it: navigation, breadcrumb, content, a block of neighbours, footer."""
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(title)}-{SITE}</title>
{head}
</head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/jgzn/">机构职能</a></li>
<li><a href="/zwgk/">政务公开</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; {column}</div>
<div class="main">
{content}
</div>
<div class="footer"><p>主办单位：{SITE}　网站标识码：0000000000　联系我们：党政综合办公室</p></div>
</body></html>"""


def paragraphs(entry: Entry) -> str:
    """The text as paragraphs."""
    return "\n".join(f"<p>　　{escape(line)}</p>" for line in entry.text.paragraphs)


def article_meta(entry: Entry) -> str:
    """The meta tags that the standard of government sites asks for (GB/T of website elements)."""
    return f"""<meta name="ArticleTitle" content="{escape(entry.title)}">
<meta name="PubDate" content="{entry.published:%Y-%m-%d %H:%M}">
<meta name="ContentSource" content="{SITE}">
<meta name="ColumnName" content="{Stock.name}">"""


def files_linked(twin: Twin, entry: Entry, css: str = "") -> str:
    """The links to an entry's files, under 附件."""
    mark = f' class="{css}"' if css else ""
    linked = "".join(
        f'<p><a{mark} href="{escape(twin.file_address(entry, at))}">{at + 1}.{file.name}.{file.kind}</a></p>'
        for at, file in enumerate(entry.text.files)
    )
    return f"<div><strong>附件：</strong>{linked}</div>" if linked else ""
