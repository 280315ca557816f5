"""开普云 gkml directories: `/gkml/DEPT/CAT/column-index-1.shtml`, page k is `column-index-k.shtml`.

Rows have no `<a>`: their address stands in an `onclick`, in quotes. Newer templates have `li.myflex` with
`div.cont` and `div.date`, older ones `div.li` with spans and no date, and links with `?page=k` on them.
"""

from __future__ import annotations

import re
from typing import ClassVar

from gongkai.demo.twins.base import article_meta, files_linked, hexed, html, page, paragraphs
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

_PAGE = re.compile(r"/gkml/qsjdbsc/tzgg/column-index-(\d{1,4})\.shtml")


class UcapGkml(Restless):
    NAME: ClassVar[str] = "ucap_gkml"
    section: ClassVar[str] = "/gkml/qsjdbsc/tzgg/column-index-1.shtml"

    def address(self, entry: Entry) -> str:
        return f"/gkml/qsjdbsc/tzgg/{entry.published:%Y-%m/%d}/{hexed(entry)}.shtml"

    def file_address(self, entry: Entry, at: int) -> str:
        folder = f"/gkml/qsjdbsc/tzgg/{entry.published:%Y-%m/%d}/{hexed(entry)}/files"
        return f"{folder}/{hexed(entry, 30)}{at:02}.{entry.text.files[at].kind}"

    def listing(self, ask: Ask) -> Reply | None:
        asked = _PAGE.fullmatch(ask.path)
        number = int(asked[1]) if asked else 0
        if not 1 <= number <= self.pages:
            return None
        content = f"""<div class="today">{self.clock()}</div><h2>{self.stock.name}</h2>
{self.rows(number)}
<div class="page">共{self.pages}页　第{number}页
{self._step("上一页", number - 1)} {self._step("下一页", number + 1)}</div>"""
        return html(page(self.stock.name, content))

    def rows(self, number: int) -> str:
        lines = "\n".join(
            f'<li class="myflex" onclick="window.open(\'{self.address(entry)}\')">'
            f'<div class="cont">{entry.title}</div><div class="date">{entry.day}</div></li>'
            for entry in self.window(number)
        )
        return f'<ul class="list">\n{lines}\n</ul>'

    def page_link(self, number: int) -> str:
        return f"column-index-{number}.shtml"

    def _step(self, label: str, number: int) -> str:
        if not 1 <= number <= self.pages:
            return f"<span>{label}</span>"
        return f'<a href="{self.page_link(number)}">{label}</a>'

    def article(self, entry: Entry) -> str:
        content = f"""<div class="today">{self.clock()}</div>
<div class="xxgkml-content">{_label("索&ensp;引&ensp;号：", f"00000-{entry.number}")}
{_label("发布机构：", "青石街道办事处")}{_label("成文日期：", entry.day)}{_label("发布日期：", entry.day)}
{_label("文　　号：", "")}</div>
<h1>{entry.title}</h1>
<div class="content">
{paragraphs(entry)}
{files_linked(self, entry)}
</div>
<p>浏览量：<span id="hits">{7 + self.hits}</span></p>
{self.neighbours(entry)}"""
        return page(entry.title, content, article_meta(entry))


class UcapGkmlOld(UcapGkml):
    """The older template: rows are `div.li` and name no day."""

    def rows(self, number: int) -> str:
        lines = "\n".join(
            f'<div class="li" onclick="location.href=\'{self.address(entry)}\'">'
            f'<span class="s1">00000-{entry.number}</span><span class="s2">{entry.title}</span></div>'
            for entry in self.window(number)
        )
        return f'<div class="list">\n{lines}\n</div>'

    def page_link(self, number: int) -> str:
        return f"column-index-{number}.shtml?page={number}"


def _label(name: str, value: str) -> str:
    return f'<label><font>{name}</font></label><div class="display-block">{value}</div>'
