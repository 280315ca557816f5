"""One make-believe site as it truly is on a day: its items, its lists, its servers, and what its
operator says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from ssl import SSLContext
from typing import Any

from gongkai.base.values import Section, Site, Unit
from tests.crawl.fault_server import FaultSite, Harm
from tests.judge.scenes.language import FIRST_DAY, Column, Scene, on
from tests.judge.scenes.pages import UNIT, Item, Look, article, body_of, list_page, topic_title
from tests.loopback import Reply

HOME = (
    "<html><head><title>青石街道</title></head><body><a href='/gzdt/'>工作动态</a><p>欢迎</p></body></html>"
)
HTML = {"Content-Type": "text/html; charset=utf-8"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KEPT_DAYS = 40


@dataclass
class Stage:
    """The site of a scene. `servers` are its own and, once it has moved or has a twin, a second one;
    `asked_at` is the one whose address is configured. `files` are the bytes of files by path.
    `offline`: our own network is down; `away`: no crawl is made. `sections` says otherwise than the
    scene how a column is configured, None where it is configured no longer; `accepted` are sections
    that the operator accepts in the next crawl."""

    scene: Scene
    servers: list[FaultSite] = field(default_factory=list)
    today: date = FIRST_DAY
    second_crawl: bool = False
    asked_at: int = 0
    names: tuple[int, ...] = (0,)
    items: dict[str, Item] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    sections: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    past: dict[date, dict[str, Reply]] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    offline: bool = False
    away: bool = False
    etags: bool = False
    made: int = 0

    def __post_init__(self) -> None:
        if not self.servers:
            self.add_server()
        for column in self.scene.columns:
            self.looks[column.path] = Look()
            titles = column.titles or ("",) * len(column.rows)
            for day, title in zip(column.rows[::-1], titles[::-1], strict=True):
                self.add(Item(self.new_name(), column.path, title, day, ""))

    def add_server(self, tls: SSLContext | None = None) -> int:
        self.servers.append(FaultSite(tls))
        return len(self.servers) - 1

    def close(self) -> None:
        for server in self.servers:
            server.close()

    @property
    def over(self) -> bool:
        return self.today > on(self.scene.until)

    # --- what there is

    def new_name(self) -> str:
        self.made += 1
        return f"t{self.made}"

    def add(self, item: Item) -> Item:
        """An item more; title and text are invented where it has none."""
        title = item.title or topic_title(self.made - 1)
        self.items[item.name] = replace(item, title=title, body=item.body or body_of(title))
        return self.items[item.name]

    def change(self, name: str, **fields: Any) -> None:
        self.items[name] = replace(self.items[name], **fields)

    def look(self, column: str, **fields: Any) -> None:
        self.looks[column] = replace(self.looks[column], **fields)

    def column(self, path: str) -> Column:
        return next(column for column in self.scene.columns if column.path == path)

    def listed(self, path: str) -> list[Item]:
        """The items of a column in the order of its list: pinned ones, then the newest first."""
        look = self.looks[path]
        found = [item for item in self.items.values() if item.column == path and item.listed]
        found.reverse()  # of one day, the last that was put up first
        if look.order == "newest":
            found.sort(key=lambda item: item.day, reverse=True)
        found.sort(key=lambda item: not item.pinned)
        return found[: look.window or None]

    # --- what the servers show

    def show(self) -> None:
        """Puts up all pages as they are now, on every server that is not left as it was."""
        pages = {"/": Reply(HOME, 200, HTML)}
        for column in self.scene.columns:
            pages |= self._lists(column)
        for item in self.items.values():
            if item.there and (not item.url or item.url.startswith(self.servers[-1].base)):
                pages[item.path] = Reply(article(item), 200, HTML)
        for path, data in self.files.items():
            pages[path] = Reply(
                data, 200, {"Content-Type": DOCX, "ETag": f'"{hashlib.md5(data).hexdigest()}"'}
            )
        if self.etags:
            for reply in pages.values():
                reply.headers = reply.headers | {"ETag": '"1"'}
        self.past[self.today] = pages
        self.past.pop(self.today - timedelta(days=KEPT_DAYS), None)
        for server in self.servers:
            server.pages = pages

    def _lists(self, column: Column) -> dict[str, Reply]:
        look, items = self.looks[column.path], self.listed(column.path)
        if look.layout == "page":
            return {f"/{column.path}/": Reply(article(items[0]), 200, HTML)}
        size = look.page_rows or max(len(items), 1)
        count = max(1, -(-len(items) // size))
        total = f"<div class='page'>共 {len(self.items)} 条</div>" if look.total else ""
        pages = {}
        for number in range(count):
            pager = (
                f"<script>createPageHTML({count}, {number}, 'index', 'html');</script>" if count > 1 else ""
            )
            shown = items[number * size : (number + 1) * size]
            reply = Reply(list_page(column.name, shown, look, total + pager), 200, HTML)
            pages[f"/{column.path}/index{f'_{number}' if number else ''}.html"] = reply
        return pages | {f"/{column.path}/": pages[f"/{column.path}/index.html"]}

    def old_pages(self, days: int) -> dict[str, Reply]:
        """The pages as they were so many days ago, or at first."""
        return self.past.get(self.today - timedelta(days=days)) or self.past[min(self.past)]

    def harm(self, path: str, harm: Harm | None, server: int = -1) -> None:
        """How a path (`*`: all) of a server (-1: all) answers from now on; None: well."""
        for one in self.servers if server < 0 else [self.servers[server]]:
            one.harms.pop(path, None)
            if harm:
                one.harms[path] = harm

    # --- what its operator says

    @property
    def unit(self) -> Unit:
        return Unit(self.scene.id, UNIT, "subdistrict")

    @property
    def site(self) -> Site:
        hosts = tuple(self.servers[number].host for number in self.names)
        return Site(self.scene.id, self.scene.en[:40], self.servers[self.asked_at].base, hosts)

    @property
    def watched(self) -> list[Section]:
        return [self._section(column) for column in self.scene.columns if self._said(column) is not None]

    def _said(self, column: Column) -> dict[str, Any] | None:
        return self.sections.get(column.path, {})

    def _section(self, column: Column) -> Section:
        section = Section(
            id=f"{self.scene.id}/{column.path}", site=self.scene.id, unit=self.scene.id, name=column.name,
            url=f"{self.servers[self.asked_at].base}{column.path}/", category=column.category,
            category_reason="configured", interval_days=column.interval, deadline=column.deadline,
            obliged=column.obliged, may_be_empty=column.may_be_empty, first_level=column.first_level,
        )  # fmt: skip
        return replace(section, **(self._said(column) or {}))
