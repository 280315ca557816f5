"""Hanweb JPAAS: an element that names its unit (`unitUrl`, `queryData`, `count`, `rows`, `pageNo`) holds the
first page's rows; further pages come from `/api-gateway/jpaas-publish-server/front/page/build/unit`.

The page counts only inside `paramJson`: a plain `pageNo` is ignored and page 1 comes back for ever. The
template's ids change when the site gets a new look; with the old ones the service answers an error. It
wants a Referer. Its JSON holds raw control characters inside strings. Links are protocol-relative.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

from gongkai.demo.twins.base import answered, article_meta, files_linked, hexed, html, page, paragraphs
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_TAG = "信息列表"
_MOST = 100


class HanwebJpaas(Restless):
    NAME: ClassVar[str] = "hanweb_jpaas"
    section: ClassVar[str] = "/col/col1487002/index.html"
    _looks = 1

    def redesign(self) -> None:
        """Give the site a new look: other ids, and nobody knows the old ones."""
        self._looks += 1

    @property
    def ids(self) -> dict[str, str]:
        """What the page says to the service, in its order."""
        return {
            "webId": str(2940 + 5 * self._looks),
            "pageId": "1487002",
            "parseType": "bulidstatic",
            "pageType": "column",
            "tagId": _TAG,
            "tplSetId": f"LWYUCb5AkzKrVm7WODRp{self._looks}",
            "editType": "null",
        }

    def address(self, entry: Entry) -> str:
        return f"/art/{entry.published.year}/art_{hexed(entry)}.html"

    def file_address(self, entry: Entry, at: int) -> str:
        kind = entry.text.files[at].kind
        return f"/cms_files/jcms1/web2945/site/attach/0/{hexed(entry, 30)}{at:02}.{kind}"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.section:
            return html(page(self.stock.name, self.column_box()))
        if ask.path == UNIT:
            return self._unit(ask)
        return None

    def column_box(self) -> str:
        return f'<div class="today">{self.clock()}</div>\n{self.unit_box(1, self.page_rows)}'

    def _unit(self, ask: Ask) -> Reply:
        if not ask.headers.get("referer", "").startswith(self.base):
            return Reply(b"<html><body>403 Forbidden</body></html>", "text/html", 403)
        if any(ask.query.get(name) != value for name, value in self.ids.items()):
            return answered({"success": False, "code": "500", "message": "页面单元不存在", "data": None})
        number, size = _asked(ask.query.get("paramJson", ""), self.page_rows)
        value = {"success": True, "code": "200", "data": {"html": self.unit_box(number, size)}}
        # The services of this family write line ends and tabs into their strings as they are.
        body = json.dumps(value, ensure_ascii=False).replace("\\n", "\n").replace("\\t", "\t")
        return Reply(body.encode(), "application/json;charset=UTF-8")

    def unit_box(self, number: int, size: int) -> str:
        """The unit's element with the rows of a page, counted from 1."""
        rows = "\n".join(
            f'\t<li class="clearfix"><a href="{self.outside(entry)}" target="_blank" title="{entry.title}">'
            f"{entry.title}</a><b>{entry.day}</b></li>"
            for entry in self.stock.entries[(number - 1) * size : number * size]
        )
        query = "{" + ",".join(f"'{name}':'{value}'" for name, value in self.ids.items()) + "}"
        return f"""<div id="{_TAG}" class="list" unitUrl="{UNIT}" queryData="{query}" \
count="{len(self.stock.entries)}" rows="{size}" pageNo="{number}">
<ul class="page-content">
{rows}
</ul><div class="pagination"></div></div>"""

    def outside(self, entry: Entry) -> str:
        """The entry's address as rows have it, without its scheme."""
        return f"//{self.base.partition('//')[2]}{self.address(entry)}"

    def article(self, entry: Entry) -> str:
        content = f"""<div class="today">{self.clock()}</div>
<h1>{entry.title}</h1><p class="info">发布时间：{entry.published:%Y-%m-%d %H:%M}　来源：青石街道
浏览次数：<i id="readcount">{40 + self.hits}</i></p>
<div class="zc_article_con" id="zoom"><meta name="ContentStart">
{paragraphs(entry)}
{files_linked(self, entry)}
<meta name="ContentEnd"></div>
{self.neighbours(entry)}"""
        return page(entry.title, content, article_meta(entry))


class HanwebJpaasByScript(HanwebJpaas):
    """The page has no rows: a script element names the service (`url`) and its `queryData`."""

    def column_box(self) -> str:
        query = "{" + ",".join(f"'{name}':'{value}'" for name, value in self.ids.items()) + "}"
        return f"""<div class="today">{self.clock()}</div><div class="list_box"><h2>{self.stock.name}</h2>
<script src="/script/AuthorizedRead/unitbuild.js" url="{UNIT}" queryData="{query}"></script></div>"""


def _asked(stated: str, size: int) -> tuple[int, int]:
    """The page and its size out of `paramJson`; page 1 where it does not say."""
    try:
        value: Any = json.loads(stated)
    except ValueError:
        return 1, size
    if not isinstance(value, dict):
        return 1, size
    number, rows = value.get("pageNo", 1), value.get("pageSize", size)
    if not (isinstance(number, int) and isinstance(rows, int)):
        return 1, size
    return max(1, number), min(max(1, rows), _MOST)
