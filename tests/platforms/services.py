"""Invented columns that a script fills from a service, and what the service answers, by family."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.base.values import Ask, Listing, Page
from gongkai.platforms import read_list
from tests.platforms.pages import DATES, HOST, TITLES, URL, page

FRAME = '<ul class="news-list" id="list"></ul>'
HEX = "0123456789abcdef0123456789abcdef"
"""A channel's number as UCAP and szinf write it."""


def column(script: str, *, url: str = URL, head: str = "", body: str = FRAME) -> Page:
    """A column page without rows, which a script fills."""
    return page(f"{body}<script>{script}</script>", url=url, head=head)


def first(shell: Page) -> Ask:
    """What the column's page asks its service; fails where it asks nothing."""
    listing = read_list(shell)
    assert (listing.shape, listing.rows) == ("shell", ())
    assert listing.next is not None
    return listing.next


def answered(asked: Ask, answer: object) -> Listing:
    """The listing of a service's answer, as a crawl has it read; what is no text is sent as JSON."""
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return read_list(Page(asked.url, text, "utf-8", asked=asked), platform=asked.reader or None)


Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers in JSON: the page that asks it, the names of its fields, its answer's frame."""

    column: Page
    names: tuple[str, str, str]
    frame: Callable[[object, object], object]
    size: int

    def record(self, title: object, url: object = "/a/1.html", date: object = "2026-01-02") -> Record:
        return dict(zip(self.names, (title, url, date), strict=True))

    def records(self, count: int) -> list[Record]:
        """So many rows, of which no two are alike."""
        return [
            self.record(f"{TITLES[i % 6]}之{i}", f"/zwgk/tzgg/{i}.html", DATES[i % 6]) for i in range(count)
        ]

    def ask(self, memo: int = 0) -> Ask:
        """The first question, or one after so many rows."""
        asked = first(self.column)
        return Ask(
            asked.url,
            asked.body,
            asked.body_type,
            asked.headers,
            asked.shown_in,
            asked.reader,
            str(memo or ""),
        )

    def answer(self, records: Sequence[object], total: object, memo: int = 0) -> Listing:
        return answered(self.ask(memo), self.frame(records, total))


GKMLPT = column(
    'window._CONFIG = {SITE_NAME: \'兰溪镇\', SID: \'999001\', TREE: [{"id": 4201, "name": "通知公告", "children": []}]}',
    url=f"{HOST}/lxz/gkmlpt/index",
)
SZINF_COMMON = column(
    f"$.getJSON('/szinf/info/getInfoCommon/?pagesize=15&currpage=' + n + '&channelid={HEX}', fill);"
)
SZINF_LOAD = column(
    f"$.post('/szinf/xxgk/interfacesWebZcwj/loadData?pageSize=15', {{pageIndex: 1, channel_id: '{HEX}'}}, fill);"
)
UCAP = column(
    f"$.get('/common/search/{HEX}?_isAgg=true&_isJson=true&_pageSize=10&_template=index&page=' + n, fill);"
)
EPOINT_COLUMN = column(
    "var siteGuid = '11111111-2222-3333-4444-555555555555';"
    "$.ajax({url: '/EpointWebBuilder/rest/frontAppCustomAction/getPageInfoListNew', type: 'post',"
    " data: {params: JSON.stringify({siteGuid: siteGuid, categoryNum: '004002', pageIndex: 0, pageSize: 12})}});"
)
EPOINT_TEXT = column(
    "$.ajax({url: '/inteligentsearch/rest/esinteligentsearch/getFullTextDataNew', type: 'post', contentType: 'application/json',"
    " data: JSON.stringify({token: '', pn: 0, rn: 10, cnum: '003', fields: 'title'})});",
    url=f"{HOST}/zwgk/004/004002/moreinfo.html",
)
TRS_IGS = column(
    "$.getJSON('/igs/front/search/publish/data/list.html?index=lx&siteId=9&pageSize=20&filter[CHANNELID]=77&pageNumber=1&pageIndex=2', fill);"
)
TRS_WCM = column("$.getJSON('./list.json', fill);")

SERVICES: dict[str, Service] = {
    "gkmlpt": Service(
        GKMLPT,
        ("title", "url", "display_publish_time"),
        lambda found, total: {"classify": {"id": 4201, "post_count": total}, "articles": found},
        100,
    ),
    "szinf": Service(
        SZINF_LOAD,
        ("TITLE", "URL", "PUBLISHED_TIME_FORMAT"),
        lambda found, total: {"code": 200, "data": {"allRow": total, "list": found}},
        15,
    ),
    "ucap": Service(
        UCAP,
        ("title", "url", "publishedTimeStr"),
        lambda found, total: {"data": {"total": total, "page": 1, "results": found}},
        10,
    ),
    "epoint by column": Service(
        EPOINT_COLUMN,
        ("title", "infourl", "infodate"),
        lambda found, total: {"custom": {"count": total, "infodata": found}},
        12,
    ),
    "epoint by text": Service(
        EPOINT_TEXT,
        ("title", "linkurl", "webdate"),
        lambda found, total: {"result": {"totalcount": total, "records": found}},
        10,
    ),
    "trs_igs": Service(
        TRS_IGS,
        ("DOCTITLE", "DOCPUBURL", "DOCRELTIME"),
        lambda found, total: {"page": {"total": total, "content": found}},
        20,
    ),
}
"""Services that number their pages; TRS WCM's file holds all rows at once."""
