"""Epoint WebBuilder: columns filled by one of two list services, or lists as files.

Known of the family: both services with what they take and answer (`pageIndex` from 0; `pn` a row offset in a
raw JSON body, whatever the content type says), the bearer token that some want, the answer that some wrap
as a string in `content`, nested category numbers in addresses, `ewb-` and `wb-data-` classes, the address of
attachments. Lists as files (`moreinfo.html`, `2.html`) are known from memory only.

This twin's own choice: the calls in the pages' scripts, the refusals (401 without token, an empty list for
another site or category), the other column's texts where the condition is left out, and the pager's links.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from gongkai.demo.twins.base import SITE, answered, article_meta, files_linked, hexed, html, page, paragraphs
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

_FOLDER = "/xwzx/002008/002008040"
_CATEGORY = "002008040"
_SITE_GUID = "3f6c2b18-57d0-4e9a-b1c4-0a8d92e6f375"
_APP = "/EpointWebBuilder"
_STATIC = re.compile(rf"{_FOLDER}/(?:moreinfo|(\d+))\.html")


class Epoint(Restless):
    """Rows from `getPageInfoListNew`, its parameters as JSON in a form field."""

    NAME: ClassVar[str] = "epoint"
    section: ClassVar[str] = f"{_FOLDER}/moreinfo.html"
    page_rows: ClassVar[int] = 12
    service: ClassVar[str] = f"{_APP}/rest/frontAppCustomAction/getPageInfoListNew"

    def address(self, entry: Entry) -> str:
        return f"{_FOLDER}/{entry.published:%Y%m%d}/{guid(entry)}.html"

    def file_address(self, entry: Entry, at: int) -> str:
        return f"{_APP}/WebbuilderMIS/attach/downloadZtbAttach.jspx?attachGuid={guid(entry, at + 1)}"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.section:
            return html(page(self.stock.name, self.shell()))
        if ask.path == self.service:
            if ask.method != "POST":
                return Reply(b"Method Not Allowed", "text/plain", 405)
            return self.answered_list(ask)
        return None

    def shell(self) -> str:
        """The column without its rows."""
        return f"""<div class="ewb-con"><h2 class="ewb-title">{self.stock.name}</h2>
<ul class="wb-data-item" id="infolist"></ul><div id="pager" class="ewb-page"></div></div>
<script>
var siteInfo = {{projectName: "{_APP}", siteGuid: "{_SITE_GUID}"}};
{self.script()}
</script>"""

    def script(self) -> str:
        return f"""function load(pageIndex) {{
  $.ajax({{
    url: "{self.service}",
    type: "post",
    dataType: "json",
    data: {{params: JSON.stringify({{"siteGuid": "{_SITE_GUID}", "categoryNum": "{_CATEGORY}", "kw": "",
      "startDate": "", "endDate": "", "pageIndex": pageIndex, "pageSize": {self.page_rows}, "area": ""}})}},
    success: function (answer) {{ show(answer.custom); }}
  }});
}}
load(0);"""

    def answered_list(self, ask: Ask) -> Reply:
        params = _object(ask.form.get("params", ""))
        ours = (params.get("siteGuid"), params.get("categoryNum")) == (_SITE_GUID, _CATEGORY)
        entries = self.stock.entries if ours else []
        number, rows = _natural(params.get("pageIndex"), 0), _natural(params.get("pageSize"), self.page_rows)
        shown = entries[number * rows : (number + 1) * rows]
        custom = {"count": len(entries), "infodata": [self._info(entry) for entry in shown]}
        return answered({"custom": custom, "status": {"code": 200, "text": ""}})

    def _info(self, entry: Entry) -> dict[str, Any]:
        return {
            "infoid": guid(entry),
            "title": entry.title,
            "customtitle": entry.title,
            "titletype": "0",
            "infourl": self.address(entry),
            "infodate": entry.day,
            "categorynum": _CATEGORY,
            "infotype": "",
            "strcomment": "",
        }

    def article(self, entry: Entry) -> str:
        content = f"""<div class="today">{self.clock()}</div>
<div class="ewb-article">
<h1 class="ewb-article-title">{entry.title}</h1>
<div class="ewb-sources"><span>发布时间：{entry.published:%Y-%m-%d %H:%M}</span>
<span>信息来源：{SITE}</span><span>浏览次数：<b id="infoViewCount">{1000 + self.hits}</b></span></div>
<div class="ewb-article-content">
{paragraphs(entry)}
</div>
{files_linked(self, entry)}
</div>
{self.neighbours(entry)}"""
        return page(entry.title, content, article_meta(entry))


class EpointToken(Epoint):
    """The service wants the token that another service gives to anybody."""

    token_service: ClassVar[str] = f"{_APP}/rest/getOauthInfoAction/getNoUserAccessToken"
    bearer: ClassVar[str] = "d41c0f7be2a9583641f0c7ad95be2763"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.token_service and ask.method == "POST":
            custom = {"access_token": self.bearer, "expires_in": 1800, "refresh_token": ""}
            return answered({"custom": custom, "status": {"code": 200, "text": ""}})
        return super().listing(ask)

    def answered_list(self, ask: Ask) -> Reply:
        if ask.headers.get("authorization") != f"Bearer {self.bearer}":
            return Reply(b'{"error":"invalid_token"}', "application/json;charset=UTF-8", 401)
        return super().answered_list(ask)

    def script(self) -> str:
        plain = (
            super()
            .script()
            .replace('type: "post",\n', 'type: "post",\n    headers: {"Authorization": "Bearer " + token},\n')
        )
        plain = plain.removesuffix("load(0);")
        return f"""var token = "";
{plain}$.ajax({{
  url: "{self.token_service}",
  type: "post",
  dataType: "json",
  success: function (answer) {{ token = answer.custom.access_token; load(0); }}
}});"""


class EpointFulltext(Epoint):
    """Rows from the search service: `pn` counts rows, and the condition says which column."""

    service: ClassVar[str] = "/inteligentsearch/rest/esinteligentsearch/getFullTextDataNew"
    others: ClassVar[int] = 3
    """How many texts of other columns the service has besides."""

    def script(self) -> str:
        asked = json.dumps(self.question(), ensure_ascii=False).replace('"pn": 0', '"pn": pageIndex * rows')
        return f"""var rows = {self.page_rows};
function load(pageIndex) {{
  $.ajax({{
    url: "{self.service}",
    type: "post",
    dataType: "json",
    contentType: "application/x-www-form-urlencoded",
    data: JSON.stringify({asked}),
    success: function (answer) {{ show(answer); }}
  }});
}}
load(0);"""

    def question(self) -> dict[str, Any]:
        """What the page asks for the first rows."""
        condition = {"fieldName": "categorynum", "equal": _CATEGORY, "isLike": True, "likeType": 2}
        return {
            "token": "",
            "pn": 0,
            "rn": self.page_rows,
            "sdt": "",
            "edt": "",
            "wd": "",
            "fields": "title",
            "cnum": "001",
            "sort": '{"webdate":"0"}',
            "cl": 500,
            "condition": [condition],
            "time": [],
        }

    def answered_list(self, ask: Ask) -> Reply:
        asked = _object(ask.body.decode())
        if not asked:
            return answered({"code": 500, "content": "参数错误"})
        records = [self._record(entry) for entry in self.stock.entries]
        records += [self._record(entry, "003001") for entry in self.stock.entries[: self.others]]
        found = [record for record in records if _meets(record, asked.get("condition"))]
        start, rows = _natural(asked.get("pn"), 0), _natural(asked.get("rn"), 10)
        result = {"totalcount": len(found), "records": found[start : start + rows]}
        return self.wrapped({"result": result})

    def wrapped(self, value: dict[str, Any]) -> Reply:
        return answered(value)

    def _record(self, entry: Entry, category: str = _CATEGORY) -> dict[str, Any]:
        ours = category == _CATEGORY
        return {
            "title": entry.title,
            "content": "".join(entry.text.paragraphs)[:120],
            "linkurl": self.address(entry) if ours else f"/jyxx/{category}/20250901/{guid(entry, 9)}.html",
            "webdate": f"{entry.published:%Y-%m-%d %H:%M:%S}",
            "infodatepx": f"{entry.published:%Y-%m-%d %H:%M:%S}",
            "categorynum": category,
            "categoryname": self.stock.name if ours else "交易信息",
            "infoc": "",
            "infod": SITE,
            "sysscore": "0.0",
        }


class EpointWrapped(EpointFulltext):
    """The same, the answer a string within an answer."""

    def wrapped(self, value: dict[str, Any]) -> Reply:
        return answered({"code": 200, "content": json.dumps(value, ensure_ascii=False)})


class EpointStatic(Epoint):
    """Lists as files: `moreinfo.html`, `2.html`, `3.html`."""

    page_rows: ClassVar[int] = 15

    def listing(self, ask: Ask) -> Reply | None:
        asked = _STATIC.fullmatch(ask.path)
        number = int(asked[1] or 1) if asked else 0
        if not 1 <= number <= self.pages or (asked and asked[1] == "1"):
            return None
        return html(page(self.stock.name, self.list_box(number)))

    def list_box(self, number: int) -> str:
        rows = "\n".join(
            f'<li class="wb-data-list"><div class="wb-data-infor"><a href="{self.address(entry)}" '
            f'title="{entry.title}">{entry.title}</a></div><span class="wb-data-date">{entry.day}</span></li>'
            for entry in self.window(number)
        )
        links = [_page_link(at, str(at)) for at in range(1, self.pages + 1)]
        if number < self.pages:
            links.append(_page_link(number + 1, "下页 &gt;"))
        return f"""<div class="ewb-con"><h2 class="ewb-title">{self.stock.name}</h2>
<ul class="wb-data-item">
{rows}
</ul>
<div class="ewb-page"><ul class="wb-page-items">{"".join(links)}</ul></div></div>"""


def guid(entry: Entry, at: int = 0) -> str:
    """An entry's id (0), or that of something of it."""
    digits = hexed(entry)[:30] + f"{at:02x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _page_link(number: int, label: str) -> str:
    name = "moreinfo" if number == 1 else str(number)
    return (
        f'<li class="wb-page-li"><a class="wb-page-default wb-page-number" href="{_FOLDER}/{name}.html">'
        f"{label}</a></li>"
    )


def _object(text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _natural(value: object, otherwise: int) -> int:
    """A number from 0 as pages send them: `3` or `"3"`."""
    return int(str(value)) if re.fullmatch("[0-9]{1,7}", str(value)) else otherwise


def _meets(record: Mapping[str, Any], conditions: object) -> bool:
    """Whether a record is asked for; `isLike` asks for what begins so."""
    wanted = conditions if isinstance(conditions, Sequence) and not isinstance(conditions, str) else ()
    for condition in wanted:
        value, equal = str(record.get(condition.get("fieldName"))), str(condition.get("equal"))
        if not (value.startswith(equal) if condition.get("isLike") else value == equal):
            return False
    return True
