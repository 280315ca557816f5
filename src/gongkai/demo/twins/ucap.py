"""UCAP: a column page without rows, whose script fills it from `/common/search/<channelId>`.

Known of the family: the address of the service with its parameters, the meta tag `channelId`, the shape of
the answer (`data.{channelId,total,page,rows,results[]}`; in the Chengdu family `results` at the top, pinned
rows first), a page size that some sites cap whatever is asked, protocol-relative addresses, static paging by
`common_list_2.shtml`, the markers of an article and its metadata block with spaces inside the labels.

This twin's own choice: the call in the page's script (literal address, page number joined at the end), the
page size as `rows`, no rows past the end, `total` beside the top-level `results`, which rows are pinned, and
the pager call of the static lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any, ClassVar

from gongkai.demo.twins.base import (
    SITE,
    answered,
    article_meta,
    files_linked,
    hexed,
    html,
    page,
    paragraphs,
)
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

_STATIC = re.compile(r"/qingshi/c100186/common_list(?:_(\d+))?\.shtml")


class Ucap(Restless):
    NAME: ClassVar[str] = "ucap"
    section: ClassVar[str] = "/qingshi/c100186/list.shtml"
    page_rows: ClassVar[int] = 18
    most_rows: ClassVar[int] = 20
    """What the service gives at most, whatever page size is asked for."""
    channel: ClassVar[str] = "5d0c1f7ab29e4863a1047fe0b6c2d958"
    service: ClassVar[str] = f"/common/search/{channel}"
    parameters: ClassVar[str] = (
        f"_isAgg=true&_isJson=true&_pageSize={page_rows}&_template=index&_rangeTimeGte=&_channelName=&page="
    )

    def address(self, entry: Entry) -> str:
        return f"/qingshi/c100186/{entry.published:%Y%m}/{hexed(entry)}.shtml"

    def file_address(self, entry: Entry, at: int) -> str:
        kind = entry.text.files[at].kind
        return f"{self.address(entry).removesuffix('.shtml')}/files/{hexed(entry)[:30]}{at:02}.{kind}"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.section.partition("?")[0]:
            return html(page(self.stock.name, self.shell(), self.head()))
        if ask.path == self.service:
            return answered(self.results(ask))
        return None

    def head(self) -> str:
        return f"""<meta name="SiteName" content="{SITE}">
<meta name="ColumnName" content="{self.stock.name}">
<meta name="channelId" content="{self.channel}">"""

    def shell(self) -> str:
        """The column without its rows."""
        return f"""<h2>{self.stock.name}</h2>
<ul class="infolist" id="list"></ul>
<div class="pagination" id="pager"></div>
<script>
function load(number) {{
  $.ajax({{
    url: "{self.service}?{self.parameters}" + number,
    type: "get",
    dataType: "json",
    success: function (answer) {{ show(answer, number); }}
  }});
}}
load(1);
</script>"""

    def results(self, ask: Ask) -> dict[str, Any]:
        """The answer of the list service."""
        rows = min(_count(ask.query.get("_pageSize"), self.page_rows), self.most_rows)
        number = _count(ask.query.get("page"), 1)
        shown = self.ordered()[(number - 1) * rows : number * rows]
        return self.wrapped(
            {
                "channelId": self.channel,
                "total": len(self.stock.entries),
                "page": number,
                "rows": rows,
                "results": [self.result(entry) for entry in shown],
            }
        )

    def wrapped(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"data": data}

    def ordered(self) -> Sequence[Entry]:
        return self.stock.entries

    def result(self, entry: Entry) -> dict[str, Any]:
        """A row, its text included."""
        return {
            "title": entry.title,
            "subTitle": "",
            "url": self.base.removeprefix("http:") + self.address(entry),
            "content": "".join(entry.text.paragraphs),
            "contentHtml": paragraphs(entry),
            "publishedTimeStr": f"{entry.published:%Y-%m-%d %H:%M:%S}",
            "channelName": self.stock.name,
            "channelCodeName": "c100186",
            "domainMetaList": [{"resultList": [{"key": k, "value": v} for k, v in _stated(entry)]}],
        }

    def article(self, entry: Entry) -> str:
        head = f"""{article_meta(entry)}
<meta name="SiteName" content="{SITE}">
<meta name="ArticleId" content="{hexed(entry)}">
<meta name="channelId" content="{self.channel}">"""
        content = f"""<div class="today">{self.clock()}</div>
<h1><UCAPTITLE>{entry.title}</UCAPTITLE></h1>
{_metadata(entry)}
<div class="pages-date">发布时间：<PUBLISHTIME>{entry.published:%Y-%m-%d %H:%M}</PUBLISHTIME>
来源：{SITE}　浏览次数：<span id="hits">{1000 + self.hits}</span></div>
<div class="pages_content" id="UCAP-CONTENT"><UCAPCONTENT>
{paragraphs(entry)}
</UCAPCONTENT></div>
{files_linked(self, entry)}
{self.neighbours(entry)}"""
        return page(entry.title, content, head)


class UcapPinned(Ucap):
    """The Chengdu family: another service, `results` at the top of the answer, pinned rows first."""

    service: ClassVar[str] = f"/es-search/search/{Ucap.channel}"
    page_rows: ClassVar[int] = 20
    parameters: ClassVar[str] = (
        f"_template=ucap/cdtf&_pageSize={page_rows}&SORTED_TIME=DESC&IS_STICKY=DESC&SEQ_NUM=DESC&page="
    )

    def wrapped(self, data: dict[str, Any]) -> dict[str, Any]:
        return data

    def ordered(self) -> Sequence[Entry]:
        return sorted(self.stock.entries, key=pinned, reverse=True)


class UcapStatic(Ucap):
    """Lists as files: `common_list.shtml`, `common_list_2.shtml`; there is no service."""

    section: ClassVar[str] = "/qingshi/c100186/common_list.shtml"
    page_rows: ClassVar[int] = 15
    gone: ClassVar[bool] = False
    """Whether the list was given up: its pages then lead to the home page, which looks like success."""

    def listing(self, ask: Ask) -> Reply | None:
        asked = _STATIC.fullmatch(ask.path)
        number = int(asked[1] or 1) if asked else 0
        if not 1 <= number <= self.pages or (asked and asked[1] == "1"):
            return None
        if self.gone:
            return Reply(b"", status=302, location="/")
        return html(page(self.stock.name, self.list_box(number), self.head()))

    def list_box(self, number: int) -> str:
        rows = "\n".join(
            f'<li><a href="{self.address(entry)}" title="{entry.title}">{entry.title}</a>'
            f"<span>{entry.day}</span></li>"
            for entry in self.window(number)
        )
        records = len(self.stock.entries)
        return f"""<h2>{self.stock.name}</h2>
<ul class="infolist">
{rows}
</ul>
<div id="page_div"><script>
createPageHTML('page_div', {self.pages}, {number}, 'common_list', 'shtml', {records});
</script></div>"""


def pinned(entry: Entry) -> bool:
    """Whether an entry stands above all others in `UcapPinned`: one of thirty, the third first."""
    return entry.number % 30 == 1


def _count(asked: str | None, otherwise: int) -> int:
    return int(asked) if asked and re.fullmatch("[1-9][0-9]{0,8}", asked) else otherwise


def _stated(entry: Entry) -> tuple[tuple[str, str], ...]:
    return (
        ("indexnumber", _index_no(entry)),
        ("refno", ""),
        ("writedate", entry.day),
        ("pubdate", entry.day),
        ("theme", "综合政务"),
        ("source", SITE),
    )


def _index_no(entry: Entry) -> str:
    return f"000000000/{entry.published:%Y}-{entry.number:08}"


def _metadata(entry: Entry) -> str:
    """The block above an article; labels are spread out with spaces that are no spaces."""
    rows = (
        ("索&ensp;引&ensp;号：", _index_no(entry)),
        ("发布机构：", SITE),
        ("发文日期：", entry.day),
        ("文　　号：", ""),
        ("主题分类：", "综合政务"),
    )
    cells = "".join(
        f'<div class="col"><label><font>{label}</font></label>'
        f'<div class="display-block">{escape(value)}</div></div>'
        for label, value in rows
    )
    return f'<div class="xxgkml-content">{cells}</div>'
