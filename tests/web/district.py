"""A small make-believe district, written into an archive through the archive's own functions.

All on one as-of day: every state occurs, an item was edited, one removed, one has a hostile title.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from gongkai.archive import Archive, ListedRow, Reading, StoredAttachment, VisitResult, open_archive
from gongkai.base.sorting import Sorting
from gongkai.base.times import CHINA, utc_text
from gongkai.base.urls import identity, uid
from gongkai.base.values import (
    Attachment,
    Catalogue,
    Category,
    Document,
    FetchKind,
    Response,
    Section,
    Site,
    Unit,
)

AS_OF = date(2026, 11, 23)
HOST = "qingshi.invalid"
HOSTILE = '关于<script>alert(1)</script>" onmouseover="alert(2)的公示'
EDITED = f"http://{HOST}/qs/gzdt/2.html"
REMOVED = f"http://{HOST}/qs/tzgg/3.html"
HOSTILE_URL = f"http://{HOST}/qs/tzgg/1.html"
EDITED_UID, REMOVED_UID, HOSTILE_UID = (uid(identity(url)) for url in (EDITED, REMOVED, HOSTILE_URL))

UNITS = (
    Unit("qs", "青石街道办事处", "subdistrict", parent="qu"),
    Unit("qu", "青石区人民政府", "district", home_url=f"http://{HOST}/"),
    Unit("mzj", "青石区民政局", "department", parent="qu"),
    Unit("lh", "柳河街道办事处", "subdistrict", parent="qu"),
)
CATEGORIES = (
    Category("business", "工作动态", interval_days=14, basis="国办秘函〔2019〕19号"),
    Category("notice", "通知公告", interval_days=183, basis="国办秘函〔2019〕19号"),
    Category("annual_report", "政府信息公开年报", deadline="01-31"),
    Category("finance", "财政资金"),
)
NAMES = {"gzdt": "business", "tzgg": "notice", "xxgknb": "annual_report", "czzj": "finance"}
INTERVALS = {"business": 14, "notice": 183}


def section(unit: str, key: str, name: str) -> Section:
    category = NAMES[key]
    limited = category in INTERVALS or category == "annual_report"
    return Section(
        id=f"{unit}/{key}",
        site=unit,
        unit=unit,
        name=name,
        url=f"http://{HOST}/{unit}/{key}/",
        category=category,
        category_reason="配置指定",
        interval_days=INTERVALS.get(category),
        deadline="01-31" if category == "annual_report" else None,
        basis="国办秘函〔2019〕19号" if limited else "",
    )


SECTIONS = (
    section("qs", "gzdt", "工作动态"),  # fresh
    section("qs", "tzgg", "通知公告"),  # due
    section("qs", "xxgknb", "信息公开年报"),  # fresh
    section("qs", "czzj", "财政资金"),  # unwatched
    section("mzj", "gzdt", "民政动态"),  # stale
    section("mzj", "tzgg", "通知公告"),  # empty
    section("lh", "gzdt", "工作动态"),  # failed, was fresh
    section("lh", "tzgg", "通知公告"),  # blocked, never seen
    section("lh", "czzj", "财政资金"),  # broken
    section("qu", "gzdt", "区内要闻"),  # unseen
)


def at(day: date, hour: int = 3) -> str:
    return utc_text(datetime(day.year, day.month, day.day, hour, tzinfo=CHINA))


class Writer:
    """Writes visits and readings as a crawl would."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.run = 0

    def begin(self, when: str) -> None:
        self.run = self.archive.begin_run(when, "0", "0" * 64)

    def capture(self, url: str, body: str, when: str, kind: FetchKind, visit: int | None = None) -> int:
        response = Response(
            url,
            url,
            "GET",
            None,
            when,
            when,
            200,
            (("Content-Type", "text/html"),),
            "text/html",
            "utf-8",
            body.encode(),
        )
        return self.archive.keep(response, kind, visit=visit)

    def visit(
        self,
        watched: str,
        when: str,
        rows: tuple[tuple[str, str, str | None], ...],
        *,
        conditional: bool = False,
    ) -> None:
        """An understood, complete visit; `rows` are (name of the page, title, listed date)."""
        url = f"http://{HOST}/{watched}/"
        visit = self.archive.begin_visit(self.run, watched, when, conditional)
        capture = self.capture(url, f"<ul>{rows}</ul>", when, "list", visit)
        listed = tuple(
            ListedRow(title, f"{url}{page}", day, n, "page", identity(f"{url}{page}"))
            for n, (page, title, day) in enumerate(rows)
        )
        self.archive.finish_visit(
            visit,
            VisitResult(
                finished=when, status=200, pages=1, complete=True, reader="test", capture=capture, rows=listed
            ),
        )

    def trouble(
        self, watched: str, when: str, outcome: Literal["failed", "blocked", "broken"], reason: str
    ) -> None:
        visit = self.archive.begin_visit(self.run, watched, when, False)
        self.archive.fail_visit(visit, when, outcome, reason)

    def read(self, watched: str, page: str, document: Document, when: str, *files: StoredAttachment) -> None:
        url = f"http://{HOST}/{watched}/{page}"
        item = self.archive.known_section(watched).rows[identity(url)].item
        capture = self.capture(url, document.body, when, "article")
        sorting = Sorting(NAMES[watched.partition("/")[2]], "所在栏目", 1.0)
        self.archive.store_reading(
            item,
            Reading(
                when,
                self.run,
                capture,
                document,
                files,
                sorting,
                "test",
                utc_text(datetime(2027, 1, 1, tzinfo=CHINA)),
            ),
        )


def catalogue() -> Catalogue:
    sites = tuple(Site(unit.id, f"{unit.name}门户", f"http://{HOST}/{unit.id}/", (HOST,)) for unit in UNITS)
    return Catalogue(UNITS, sites, SECTIONS, CATEGORIES)


def write(folder: Path) -> None:
    """The whole district, as of AS_OF, in a new archive."""
    with open_archive(folder, create=True) as archive:
        archive.put_catalogue(catalogue(), at(AS_OF - timedelta(days=60)))
        writer = Writer(archive)
        for days in (40, 12):
            _visit_all(writer, AS_OF - timedelta(days=days))
        _visit_all(writer, AS_OF)


def _visit_all(writer: Writer, day: date) -> None:
    last = day == AS_OF
    writer.begin(at(day))
    news = _news(day)
    for hour, conditional in ((3, False), (15, True)):
        when = at(day, hour)
        writer.visit("qs/gzdt", when, news, conditional=conditional)
        writer.visit("qs/tzgg", when, _notices(last), conditional=conditional)
        writer.visit("qs/xxgknb", when, (("1.html", "青石街道2025年政府信息公开工作年度报告", "2026-01-20"),))
        writer.visit("qs/czzj", when, (("1.html", "2026年部门预算", "2026-02-10"),))
        writer.visit(
            "mzj/gzdt", when, (("1.html", "走访慰问困难群众", "2026-09-30"),), conditional=conditional
        )
        writer.visit("mzj/tzgg", when, ())
        if last:
            writer.trouble("lh/gzdt", when, "failed", "timeout")
            writer.trouble("lh/czzj", when, "broken", "nothing-recognised")
        else:
            writer.visit("lh/gzdt", when, (("1.html", "柳河街道开展消防演练", "2026-11-10"),))
            writer.visit("qu/gzdt", when, (("1.html", "全区重点项目推进会召开", "2026-11-10"),))
        writer.trouble("lh/tzgg", when, "blocked", "challenge-jsl")
    _read_all(writer, day)
    writer.archive.finish_run(writer.run, at(day, 16), "done", requests=30, bytes=123456)


def _news(day: date) -> tuple[tuple[str, str, str | None], ...]:
    rows: tuple[tuple[str, str, str | None], ...] = (
        ("2.html", "青石街道召开养老服务工作推进会", "2026-10-10"),
    )
    return rows if day < AS_OF else (("9.html", "我街道开展冬季安全检查", "2026-11-20"), *rows)


def _notices(last: bool) -> tuple[tuple[str, str, str | None], ...]:
    rows: tuple[tuple[str, str, str | None], ...] = (
        ("1.html", HOSTILE, "2026-06-02"),
        ("2.html", "公告", None),
    )
    return rows if last else (*rows, ("3.html", "关于停水的通知", "2026-05-30"))


def _read_all(writer: Writer, day: date) -> None:
    when = at(day, 16)
    amount = "1200元" if day < AS_OF else "1500元"
    paragraphs = (
        "为做好养老服务工作，街道召开推进会。",
        f"高龄津贴标准为每人每年{amount}，由社区发放。",
        "联系电话见附件。",
    )
    body = "\n".join(paragraphs)
    file = StoredAttachment(
        f"http://{HOST}/qs/gzdt/f.pdf",
        "发放名单.pdf",
        "stored",
        hashlib.sha256(b"pdf").hexdigest(),
        34567,
        "application/pdf",
    )
    document = Document(
        kind="article",
        title="青石街道召开养老服务工作推进会",
        published="2026-10-10T09:30",
        published_from="printed",
        formed="2026-10-09",
        source="党政办",
        issuer="青石街道办事处",
        index_no="QS-2026-0012",
        doc_no="青街发〔2026〕5号",
        body=body,
        attachments=(Attachment(file.url, file.name),),
        metadata=(("信息分类", "民政"),),
    )
    writer.read("qs/gzdt", "2.html", document, when, file)
    hostile = Document(
        "article", title=HOSTILE, published="2026-06-02", body="<img src=x onerror=alert(3)>公示内容"
    )
    writer.read("qs/tzgg", "1.html", hostile, when)
    if day < AS_OF:
        notice = Document(
            "article", title="关于停水的通知", published="2026-05-30", body="因管网检修，定于周六停水。"
        )
        writer.read("qs/tzgg", "3.html", notice, when)
