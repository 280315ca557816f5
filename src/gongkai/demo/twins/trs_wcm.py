"""TRS WCM: static directories; `createPageHTML(pages, current, "index", "html")`, page 2 is `index_1.html`.

Rows are relative to the directory and stand under its trailing slash. Files stand beside the page. Some
sites call `createPage`, some count from 1; some write their rows by script, or take them from a `list.json`
beside the page. Pages past the end are lost on most sites and short stubs with status 200 on some.
"""

from __future__ import annotations

import re
from typing import ClassVar

from gongkai.demo.twins.base import answered, article_meta, files_linked, html, page, paragraphs
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

_PAGE = re.compile(r"/zwgk_229/tzgg/(?:index(?:_(\d+))?\.html)?")


class TrsWcm(Restless):
    NAME: ClassVar[str] = "trs_wcm"
    section: ClassVar[str] = "/zwgk_229/tzgg/"

    def address(self, entry: Entry) -> str:
        return f"{self.section}{entry.published:%Y%m}/t{entry.published:%Y%m%d}_{entry.number}.html"

    def file_address(self, entry: Entry, at: int) -> str:
        kind = entry.text.files[at].kind
        return (
            f"{self.section}{entry.published:%Y%m}/P0{entry.published:%Y%m%d}{entry.number:09}{at:03}.{kind}"
        )

    def listing(self, ask: Ask) -> Reply | None:
        asked = _PAGE.fullmatch(ask.path)
        if asked is None:
            return None
        number = int(asked[1] or 0) + 1
        if number > self.pages:
            return None
        return html(page(self.stock.name, self.list_box(number)))

    def list_box(self, number: int) -> str:
        """The list and the call that makes its pager."""
        rows = "\n".join(map(self.row, self.window(number)))
        return f"""<h2>{self.stock.name}</h2>
<ul class="list-t">
{rows}
</ul>
<div class="page"><script>{self.pager_call(number)}</script></div>"""

    def row(self, entry: Entry) -> str:
        return (
            f'<li><a href="{self.relative(entry)}" title="{entry.title}">'
            f"{entry.title}</a><span>{entry.day}</span></li>"
        )

    def relative(self, entry: Entry) -> str:
        """The entry's address as the directory's pages have it."""
        return f"./{self.address(entry).removeprefix(self.section)}"

    def pager_call(self, number: int) -> str:
        return f'createPageHTML({self.pages}, {number - 1}, "index", "html");'

    def article(self, entry: Entry) -> str:
        content = f"""<div class="today">{self.clock()}</div>
<h1>{entry.title}</h1>
<div class="info">发布时间：{entry.published:%Y-%m-%d %H:%M}　来源：云岭区青石街道办事处
　浏览次数：<span id="hits">{210 + self.hits}</span></div>
<div class="view TRS_UEDITOR trs_paper_default trs_web"><div class="TRS_Editor">
{paragraphs(entry)}
</div></div>
{files_linked(self, entry)}
{self.neighbours(entry)}"""
        return page(entry.title, content, article_meta(entry))


class TrsWcmFromOne(TrsWcm):
    """The other call: a division's name first, current from 1, page 2 is `index_2.html`."""

    def listing(self, ask: Ask) -> Reply | None:
        asked = _PAGE.fullmatch(ask.path)
        number = int(asked[1] or 1) if asked else 0
        if not 1 <= number <= self.pages or (asked and asked[1] == "1"):
            return None
        return html(page(self.stock.name, self.list_box(number)))

    def pager_call(self, number: int) -> str:
        records = len(self.stock.entries)
        return f"createPageHTML('pageDec', {self.pages}, {number}, 'index', 'html', {records});"


class TrsWcmCreatePage(TrsWcm):
    """The call by its other name, `createPage`; it counts as the usual one."""

    def pager_call(self, number: int) -> str:
        return f'createPage({self.pages}, {number - 1}, "index", "html")'


class TrsWcmWritten(TrsWcm):
    """Each row's link is written by a script in its place; pages past the end are stubs with status 200."""

    def listing(self, ask: Ask) -> Reply | None:
        reply = super().listing(ask)
        return html(_STUB) if reply is None and _PAGE.fullmatch(ask.path) else reply

    def row(self, entry: Entry) -> str:
        link = f'<a href="{self.relative(entry)}" target="_blank">{entry.title}</a>'
        return f"<li><script>document.write('{link}');</script><span>{entry.day}</span></li>"


class TrsWcmVariables(TrsWcm):
    """Each row is a script: address and title in variables, the time of publication written out."""

    def row(self, entry: Entry) -> str:
        return f"""<li><script>
var url="{self.relative(entry)}"; title="{entry.title}"; FILENUM="";
document.write("<a href='" + url + "' target='_blank'>" + title + "</a><span>");
document.writeln("{entry.published:%Y-%m-%d %H:%M}");
</script></span></li>"""


class TrsWcmJson(TrsWcm):
    """The page has no rows: its script takes all of them from `list.json` and cuts them into pages."""

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == f"{self.section}list.json":
            return answered(
                {"data": [self._listed(entry) for entry in self.stock.entries]}, "application/json"
            )
        return html(page(self.stock.name, _BY_SCRIPT)) if ask.path in (self.section, _INDEX) else None

    def _listed(self, entry: Entry) -> dict[str, str]:
        return {
            "FILENAME": self.address(entry).rpartition("/")[2],
            "DOCTITLE": entry.title,
            "URL": self.base + self.address(entry),
            "DOCRELTIME": f"{entry.published:%Y-%m-%d %H:%M:%S}",
        }


_INDEX = f"{TrsWcm.section}index.html"
_STUB = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>云岭区青石街道办事处</title>
<link rel="stylesheet" href="/images/index.css"><script src="/images/jquery.min.js"></script>
</head><body><div class="wrap"><div class="box"><ul class="list-t"></ul></div></div>
<script src="/images/foot.js"></script></body></html>"""
_BY_SCRIPT = """<h2>通知公告</h2><ul class="list-t" id="list"></ul><div class="page" id="pages"></div>
<script>
$.getJSON("./list.json", function (found) {
  show(found.data, 15);
});
</script>"""
