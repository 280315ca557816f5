"""What all families share: from a request to a reply; how a page looks is each family's own matter."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import ClassVar, Literal
from urllib.parse import quote

from gongkai.demo.cast import columns_of
from gongkai.demo.files import MEDIA_TYPES, make_file
from gongkai.demo.values import Ask, Column, Item, Place, Reply, Text
from gongkai.demo.world import World

HOME_ROWS = 10


@dataclass(frozen=True, slots=True)
class Route:
    """What an address means: a column's page (`page` as the address says it, 0 for the first), an item's
    page, or file `number` of an item."""

    kind: Literal["home", "column", "text", "item", "file"]
    column: int = 0
    page: int = 0
    item: int = 0
    file: int = 0


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of a column: rows, place among the pages (from 1), and whether a script is to fill it."""

    column: Column
    rows: Sequence[Item]
    page: int
    pages: int
    total: int
    now: datetime
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item's page: what it says, its neighbours in the column, and the site's request counter."""

    item: Item
    text: Text
    now: datetime
    before: Item | None
    after: Item | None
    hits: int


class Family(ABC):
    """One website: its addresses and its pages."""

    charset: ClassVar[str] = "utf-8"
    label: ClassVar[str] = "utf-8"
    page_rows: ClassVar[int] = 20
    robots: ClassVar[str | None] = None
    static_items: ClassVar[bool] = False
    static_lists: ClassVar[bool] = False

    def __init__(self, world: World, place: Place) -> None:
        self.world, self.place = world, place
        self.columns = columns_of(place.id)

    @abstractmethod
    def route(self, ask: Ask) -> Route | None:
        """What the address means, None if nothing."""

    @abstractmethod
    def column_path(self, column: Column) -> str:
        """Where the column's first page is."""

    @abstractmethod
    def item_path(self, item: Item) -> str:
        """Where an item's page is, or the file it is."""

    @abstractmethod
    def home(self, latest: Sequence[Item], now: datetime) -> str: ...

    @abstractmethod
    def list_page(self, view: ListView) -> str: ...

    @abstractmethod
    def item_page(self, view: ItemView) -> str: ...

    @abstractmethod
    def text_page(self, column: Column, item: Item, now: datetime) -> str:
        """A column that is one page of text."""

    def stub_page(self, column: Column) -> str:
        """The stub of a column that leads on; only families that have such columns say how."""
        raise NotImplementedError(column.key)

    def page_number(self, raw: int, pages: int) -> int:
        """The page, from 1, that the number in an address means."""
        return max(raw, 1)

    def answer(self, ask: Ask, now: datetime) -> Reply:
        """The reply to a request at a moment."""
        if ask.path == "/robots.txt":
            return self._robots()
        route = self.route(ask)
        if route is None:
            return self.lost()
        if route.kind == "home":
            html = self.home(self.world.latest(self.place.id, now, HOME_ROWS), now)
            return self._html(html, self.world.changed(self.columns, now), self.static_lists)
        if route.kind in ("column", "text"):
            return self._column(route, now)
        found = self.world.item(self.place.id, route.item, now)
        if found is None:
            return self.lost()
        item, text = found
        return (
            self._file(item, text, route) if route.kind == "file" else self._item(item, text, now, ask.hits)
        )

    def lost(self) -> Reply:
        """The answer for what is not, or no longer, there."""
        html = (
            f'<html><head><meta charset="{self.label}"><title>404</title></head><body><h1>404</h1>'
            "<p>您访问的页面不存在或已被删除。</p></body></html>"
        )
        return self._html(html, None, False, 404)

    def _robots(self) -> Reply:
        if self.robots is None:
            return self.lost()
        return Reply(self.robots.encode(), "text/plain")

    def _column(self, route: Route, now: datetime) -> Reply:
        column = next((c for c in self.columns if c.number == route.column), None)
        if column is None or (column.frame == "lost-stub" and route.kind == "text"):
            return self.lost()
        trouble = self.world.trouble(self.place.id, now, column.id)
        if trouble and trouble.kind == "http-500":
            return self.broken_down()
        modified = self.world.changed((column,), now)
        if column.frame == "text" or (column.frame == "stub" and route.kind == "text"):
            return self._html(
                self.text_page(column, self.world.standing(column), now), modified, self.static_lists
            )
        if column.frame in ("stub", "lost-stub"):
            return self._html(self.stub_page(column), None, False)
        rows = self.world.listed(column, now)
        pages = max(1, -(-len(rows) // self.page_rows))
        page = self.page_number(route.page, pages)
        if not 1 <= page <= pages:
            return self.lost()
        window = rows[(page - 1) * self.page_rows : page * self.page_rows]
        scripted = trouble is not None and trouble.kind == "script"
        html = self.list_page(ListView(column, window, page, pages, len(rows), now, scripted))
        return self._html(html, modified, self.static_lists)

    def broken_down(self) -> Reply:
        """The server's own trouble."""
        return self._html("<html><body><h1>500 Internal Server Error</h1></body></html>", None, False, 500)

    def _item(self, item: Item, text: Text, now: datetime, hits: int) -> Reply:
        if item.kind != "page":
            return self.lost()
        rows = [row for row in self.world.listed(item.column, now) if row.kind == "page"]
        at = rows.index(item) if item in rows else None
        after = rows[at - 1] if at else None
        before = rows[at + 1] if at is not None and at + 1 < len(rows) else None
        html = self.item_page(ItemView(item, text, now, before, after, hits))
        return self._html(html, item.changed(now), self.static_items)

    def _file(self, item: Item, text: Text, route: Route) -> Reply:
        if not 0 <= route.file < len(text.files):
            return self.lost()
        file = text.files[route.file]
        body = make_file(file, text, item.published)
        return Reply(
            body, MEDIA_TYPES[file.kind], modified=item.published, validators=True,
            filename=quote(f"{file.name}.{file.kind}"),
        )  # fmt: skip

    def _html(self, html: str, modified: datetime | None, validators: bool, status: int = 200) -> Reply:
        media_type = f"text/html; charset={self.label}" if self.label == "utf-8" else "text/html"
        return Reply(html.encode(self.charset), media_type, status, modified, validators)


def paragraphs(text: Text, style: str = "") -> str:
    """The body's paragraphs, each with the two wide spaces that begin one."""
    return "\n".join(f"<p{style}>　　{escape(line)}</p>" for line in text.paragraphs)


def signature(item: Item) -> str:
    """Who signs and when, under notices and documents; nothing under news."""
    if item.column.group not in ("notice", "policy"):
        return ""
    day = item.formed or item.published.date()
    return (
        f'<p style="text-align: right">{escape(item.issuer)}</p>\n'
        f'<p style="text-align: right">{day.year}年{day.month}月{day.day}日</p>'
    )
