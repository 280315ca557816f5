"""A small watched world and the moves of a crawl, against the real archive."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gongkai.archive import (
    Archive,
    DueItem,
    KnownRow,
    ListedRow,
    Reading,
    StoredAttachment,
    VersionView,
    VisitCounts,
    VisitResult,
)
from gongkai.archive.values import ReadingOutcome
from gongkai.base.sorting import Sorting
from gongkai.base.urls import RowKind, host_of, identity
from gongkai.base.values import Catalogue, Category, Document, Response, Section, Site, Unit

HOST = "www.qingshan.example"
NEWS, NOTICES = "qs/news", "qs/notices"


def catalogue(*, sections: tuple[str, ...] = (NEWS, NOTICES), interval_days: int | None = 14) -> Catalogue:
    return Catalogue(
        units=(Unit("qingshan", "青山街道", "subdistrict", parent="elsewhere"),),
        sites=(Site("qs", "青山街道网站", f"http://{HOST}/", (HOST,)),),
        sections=tuple(
            Section(
                id=name,
                site="qs",
                unit="qingshan",
                name=name,
                url=f"http://{HOST}/{name}/",
                category="news" if name == NEWS else "notice",
                category_reason="configured",
                interval_days=interval_days,
            )
            for name in sections
        ),
        categories=(Category("news", "动态要闻", interval_days=14), Category("notice", "通知公告")),
    )


def at(day: int, hour: int = 0, second: int = 0) -> str:
    """A moment of January 2026, UTC."""
    return f"2026-01-{day:02d}T{hour:02d}:00:{second:02d}Z"


def response(url: str, body: bytes = b"<html>", *, moment: str | None = None, status: int = 200) -> Response:
    moment = moment or at(1)
    headers = (("Content-Type", "text/html"), ("ETag", '"1"'), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
    return Response(url, url, "GET", None, moment, moment, status, headers, "text/html", "utf-8", body)


def row(
    name: str, date: str | None = "2025-12-20", *, title: str | None = None, position: int = 0
) -> ListedRow:
    """A row that leads to the page `name`; a name with :// is taken as the address."""
    url = name if "://" in name else f"http://{HOST}/{name}.html"
    kind: RowKind = "page" if host_of(url) == HOST else "external"
    return ListedRow(title or f"标题 {name}", url, date, position, kind, identity(url))


def rows(*given: ListedRow) -> tuple[ListedRow, ...]:
    return tuple(replace(one, position=i) for i, one in enumerate(given))


class Crawl:
    """The moves of the conductor, one run open."""

    def __init__(self, archive: Archive, *, day: int = 1) -> None:
        self.archive = archive
        archive.put_catalogue(catalogue(), at(day))
        self.run = archive.begin_run(at(day), "test", "0" * 64)

    def next_run(self, moment: str) -> None:
        self.archive.finish_run(self.run, moment, "done", requests=0, bytes=0)
        self.run = self.archive.begin_run(moment, "test", "0" * 64)

    def visit(
        self,
        *given: ListedRow,
        moment: str,
        section: str = NEWS,
        complete: bool = True,
        unchanged: bool = False,
        conditional: bool = False,
    ) -> VisitCounts:
        visit = self.archive.begin_visit(self.run, section, moment, conditional)
        result = VisitResult(
            finished=moment,
            status=304 if unchanged else 200,
            pages=1,
            complete=complete,
            reader="generic",
            capture=None,
            rows=rows(*given),
            unchanged=unchanged,
        )
        return self.archive.finish_visit(visit, result)

    def known(self, name: str, section: str = NEWS) -> KnownRow:
        return self.archive.known_section(section).rows[row(name).identity or ""]

    def item(self, name: str) -> int:
        found = self.archive.db.execute(
            "SELECT id FROM items WHERE identity = ?", (row(name).identity,)
        ).fetchone()
        return int(found["id"])

    def uid(self, name: str) -> str:
        found = self.archive.db.execute("SELECT uid FROM items WHERE id = ?", (self.item(name),)).fetchone()
        return str(found["uid"])

    def read(
        self,
        name: str,
        body: str = "正文",
        *,
        moment: str,
        page: bytes | None = None,
        reader: str = "r1",
        attachments: tuple[StoredAttachment, ...] = (),
        next_check: str | None = None,
        second_look: str | None = None,
        capture: int | None = None,
        **stated: Any,
    ) -> ReadingOutcome:
        url = row(name).url or ""
        if capture is None:
            capture = self.archive.keep(response(url, page or body.encode(), moment=moment), "article")
        document = Document("article", body=body, **stated)
        reading = Reading(
            at=moment,
            run=self.run,
            capture=capture,
            document=document,
            attachments=attachments,
            sorting=Sorting("news", "section", 0.9),
            reader=reader,
            next_check=next_check,
            second_look=second_look,
        )
        return self.archive.store_reading(self.item(name), reading)

    def vanish(self, name: str, moment: str) -> None:
        self.archive.store_check(
            self.item(name), self.run, moment, "vanished", reason="gone", status=404, next_check=None
        )

    def versions(self, name: str) -> tuple[VersionView, ...]:
        return self.archive.versions(self.uid(name))

    def events(self, name: str) -> list[str]:
        view = self.archive.item(self.uid(name))
        assert view is not None
        return [event.kind for event in view.events]


def due_items(archive: Archive, at: str, sites: tuple[str, ...] | None = None) -> tuple[DueItem, ...]:
    """All that is due, as a crawl looks it up one by one."""
    found = (archive.due_item(due.item, at) for due in archive.due_addresses(at, sites=sites))
    return tuple(item for item in found if item is not None)
