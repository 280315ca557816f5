"""TRS IGS: a column of TRS WCM whose list comes from a search service, as JSON under `text/html`.

Known of the family: both addresses with their parameters, `page.{total,content[]}`, the names of the fields
(`DOCPUBURL`, `DOCTITLE`, `DOCRELTIME`, or `title,url,trs_time`), `pageIndex` one above `pageNumber` in the
first of them, articles as TRS WCM makes them.

This twin's own choice: the object of constants in the page's script, that `pageNumber` alone turns the page,
an empty list for another index or filter and past the end, and the form of the times.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from gongkai.demo.twins.base import answered, html, page
from gongkai.demo.twins.stock import Entry
from gongkai.demo.twins.trs_wcm import TrsWcm
from gongkai.demo.values import Ask, Reply


class TrsIgs(TrsWcm):
    NAME: ClassVar[str] = "trs_igs"
    page_rows: ClassVar[int] = 20
    service: ClassVar[str] = "/igs/front/search/publish/data/list.html"
    constants: ClassVar[Mapping[str, str | int]] = {
        "index": "qsjd-v20210124",
        "type": "infomation",
        "siteId": 67,
        "pageSize": 20,
        "orderProperty": "DOCRELTIME",
        "orderDirection": "desc",
        "filter[SITEID]": 67,
        "filter[CHANNELID]": "",
        "filter[GROUPCAT]": 228,
    }
    """What the page asks besides the number of the page."""
    numbers: ClassVar[str] = "igs.pageNumber = number; igs.pageIndex = number + 1;"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path in (self.section, f"{self.section}index.html"):
            return html(page(self.stock.name, self.shell()))
        if ask.path == self.service:
            return answered({"page": self.page_of(ask.query)}, "text/html;charset=UTF-8")
        return None

    def shell(self) -> str:
        """The column without its rows."""
        constants = json.dumps(self.constants, ensure_ascii=False, indent=2)
        return f"""<h2>{self.stock.name}</h2>
<ul class="list-t" id="list"></ul>
<div class="page" id="pager"></div>
<script>
var igs = {constants};
function load(number) {{
  {self.numbers}
  $.ajax({{url: "{self.service}", type: "get", data: igs, dataType: "json", success: show}});
}}
load(1);
</script>"""

    def page_of(self, query: Mapping[str, str]) -> dict[str, Any]:
        """A page of the list as the service answers it."""
        ours = all(
            query.get(name, "") == str(value)
            for name, value in self.constants.items()
            if name == "index" or name.startswith("filter[")
        )
        entries = self.stock.entries if ours else []
        number, rows = _count(query, "pageNumber", 1), _count(query, "pageSize", self.page_rows)
        shown = entries[(number - 1) * rows : number * rows]
        return {
            "total": len(entries),
            "pageNumber": number,
            "pageSize": rows,
            "content": [self.record(entry) for entry in shown],
        }

    def record(self, entry: Entry) -> dict[str, Any]:
        return {
            "_id": str(entry.number),
            "DOCTITLE": entry.title,
            "DOCPUBURL": self.base + self.address(entry),
            "DOCRELTIME": f"{entry.published:%Y-%m-%d %H:%M:%S}",
        }


class TrsIgsSearch(TrsIgs):
    """The other service: a filter by channel, other names of the fields."""

    page_rows: ClassVar[int] = 18
    service: ClassVar[str] = "/igs/front/search/list.html"
    constants: ClassVar[Mapping[str, str | int]] = {
        "pageSize": 18,
        "filter[CHANNELID]": 62571,
        "index": "qsjdbsc",
        "type": "qsjdbsc",
        "orderProperty": "",
        "orderDirection": "desc",
        "filter[AVAILABLE]": "true",
    }
    numbers: ClassVar[str] = "igs.pageNumber = number;"

    def record(self, entry: Entry) -> dict[str, Any]:
        return {
            "title": entry.title,
            "url": self.base + self.address(entry),
            "trs_time": f"{entry.published:%Y-%m-%d %H:%M:%S}",
        }


def _count(query: Mapping[str, str], name: str, otherwise: int) -> int:
    asked = query.get(name, "")
    return int(asked) if re.fullmatch("[1-9][0-9]{0,6}", asked) else otherwise
