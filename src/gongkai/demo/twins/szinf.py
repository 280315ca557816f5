"""szinf: pages and articles of UCAP with a list service of the city's own, `/szinf/`.

Known of the family: `GET /szinf/info/getInfoCommon/` with what it takes and answers
(`infolist[].{title,link,pubtime}`); `POST /szinf/xxgk/interfacesWebZcwj/loadData` with its form,
`data.{allRow,totalPage,list[]}` and the names of the fields, and that it wants a Referer.

This twin's own choice: the calls in the pages' scripts, no total in the first answer (nothing is known of
one), no rows past the end, 403 without a Referer of the site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

from gongkai.demo.twins.base import answered, hexed, html, page
from gongkai.demo.twins.stock import Entry
from gongkai.demo.twins.ucap import Ucap
from gongkai.demo.values import Ask, Reply


class Szinf(Ucap):
    NAME: ClassVar[str] = "szinf"
    section: ClassVar[str] = "/qingshi/tzgg/nav_list.shtml"
    page_rows: ClassVar[int] = 15
    service: ClassVar[str] = "/szinf/info/getInfoCommon/"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == urlsplit(self.section).path:
            return html(page(self.stock.name, self.shell(), self.head()))
        if ask.path == self.service:
            return self.answered_list(ask)
        return None

    def shell(self) -> str:
        return f"""<h2>{self.stock.name}</h2>
<ul class="infolist" id="list"></ul>
<div class="pagination" id="pager"></div>
<script>
function load(currpage) {{
  {self.call()}
}}
load(1);
</script>"""

    def call(self) -> str:
        """The call of the list service in the page's script."""
        return f"""$.ajax({{
    url: "{self.service}?pagesize={self.page_rows}&channelid={self.channel}&currpage=" + currpage,
    type: "get",
    dataType: "json",
    success: function (answer) {{ show(answer.infolist); }}
  }});"""

    def answered_list(self, ask: Ask) -> Reply:
        query = ask.query
        shown = self.rows(query, "currpage", query.get("channelid"), _count(query, "pagesize", 15))
        rows = [{"title": entry.title, "link": self.address(entry), "pubtime": entry.day} for entry in shown]
        return answered({"infolist": rows})

    def rows(self, asked: Mapping[str, str], name: str, channel: str | None, rows: int) -> list[Entry]:
        """The entries of a page whose number stands under `name`; none for another channel."""
        number = _count(asked, name, 1)
        entries = self.stock.entries if channel == self.channel else []
        return entries[(number - 1) * rows : number * rows]


class SzinfPolicy(Szinf):
    """The list of policy papers: a form, a Referer, names in capitals."""

    section: ClassVar[str] = "/qingshi/zfxxgkzl/xxgkml.shtml?para=zcwj"
    service: ClassVar[str] = "/szinf/xxgk/interfacesWebZcwj/loadData"

    def call(self) -> str:
        return f"""$.ajax({{
    url: "{self.service}?pageSize={self.page_rows}",
    type: "post",
    dataType: "json",
    data: {{"pageIndex": currpage, "channel_id": "{self.channel}"}},
    success: function (answer) {{ show(answer.data); }}
  }});"""

    def answered_list(self, ask: Ask) -> Reply:
        if ask.method != "POST" or not ask.headers.get("referer", "").startswith(f"{self.base}/"):
            refused = "<html><head><title>403</title></head><body><p>非法访问</p></body></html>"
            return Reply(refused.encode(), "text/html; charset=utf-8", 403)
        form, size = ask.form, _count(ask.query, "pageSize", 15)
        shown = self.rows(form, "pageIndex", form.get("channel_id"), size)
        count = len(self.stock.entries) if form.get("channel_id") == self.channel else 0
        data = {"allRow": count, "totalPage": -(-count // size), "list": [self._row(e) for e in shown]}
        return answered({"data": data})

    def _row(self, entry: Entry) -> dict[str, Any]:
        return {
            "TITLE": entry.title,
            "URL": self.address(entry),
            "C_WJBH": "",
            "PUBLISHED_TIME_FORMAT": entry.day,
            "C_FWRQ_FORMAT": entry.day,
            "C_SYH": f"000000000/{entry.published:%Y}-{entry.number:08}",
            "CHANNEL_ID": self.channel,
            "MANUSCRIPT_ID": hexed(entry),
        }


def _count(asked: Mapping[str, str], name: str, otherwise: int) -> int:
    value = asked.get(name, "")
    return int(value) if re.fullmatch("[1-9][0-9]{0,6}", value) else otherwise
