"""TRS WCM: static directories; `createPageHTML(pages, current, "index", "html")`, page 2 is `index_1.html`.

Rows are relative to the directory and stand under its trailing slash. Files stand beside the page.
"""

from __future__ import annotations

import re
from typing import ClassVar

from gongkai.demo.twins.base import Twin, article_meta, files_linked, html, page, paragraphs
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

_PAGE = re.compile(r"/zwgk_229/tzgg/(?:index(?:_(\d+))?\.html)?")


class TrsWcm(Twin):
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
        rows = "\n".join(
            f'<li><a href="./{self.address(entry).removeprefix(self.section)}" title="{entry.title}">'
            f"{entry.title}</a><span>{entry.day}</span></li>"
            for entry in self.window(number)
        )
        return f"""<h2>{self.stock.name}</h2>
<ul class="list-t">
{rows}
</ul>
<div class="page"><script>{self.pager_call(number)}</script></div>"""

    def pager_call(self, number: int) -> str:
        return f'createPageHTML({self.pages}, {number - 1}, "index", "html");'

    def article(self, entry: Entry) -> str:
        content = f"""<h1>{entry.title}</h1>
<div class="info">发布时间：{entry.published:%Y-%m-%d %H:%M}　来源：云岭区青石街道办事处</div>
<div class="view TRS_UEDITOR trs_paper_default trs_web"><div class="TRS_Editor">
{paragraphs(entry)}
</div></div>
{files_linked(self, entry)}"""
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
