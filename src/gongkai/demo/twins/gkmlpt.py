"""gkmlpt, Guangdong's disclosure platform: a page of scripts with `window._CONFIG`, and `/gkmlpt/api/all/N`.

Known of the family: the hash route that names the column, `SID` and `TREE` in the page, 100 rows a page of
the service, pages 0 and 1 the same, some sites with a window of the newest rows and 404 past it although
`post_count` tells more, times in Unix seconds of midnights in China, each text under two addresses (`url` on
the platform, `post_url` on the portal), the table of an article and the JSON of it in `_CONFIG.DETAIL`.

This twin's own choice: an empty list for another site's `sid` and, without a window, past the end; the
portal's frame of an article; the bundle's changing hash standing for all that changes in the scripts.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from html import escape
from typing import Any, ClassVar

from gongkai.demo.files import MEDIA_TYPES, make_file
from gongkai.demo.twins.base import SITE, answered, article_meta, files_linked, html, lost, page, paragraphs
from gongkai.demo.twins.restless import Restless
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import CHINA, Ask, Reply

_APP = "/qingshi/gkmlpt"
_COLUMN, _PARENT, _OTHER = 20765, 20762, 20766
_API = re.compile(rf"{_APP}/api/all/(\d+)")
_ROWS = 100


class Gkmlpt(Restless):
    NAME: ClassVar[str] = "gkmlpt"
    section: ClassVar[str] = f"{_APP}/index#{_COLUMN}"
    page_rows: ClassVar[int] = _ROWS
    sid: ClassVar[str] = "755041"

    def address(self, entry: Entry) -> str:
        number = entry.number
        return f"{_APP}/content/{number // 1_000_000}/{number // 1000}/post_{number}.html"

    def portal_address(self, entry: Entry) -> str:
        """Where the portal shows the same text."""
        return f"/zwgk/content/post_{entry.number}.html"

    def file_address(self, entry: Entry, at: int) -> str:
        number = entry.number
        kind = entry.text.files[at].kind
        return f"/attachment/0/{number // 1000}/{number}/{10 * number + at}.{kind}"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path in (f"{_APP}/index", f"{_APP}/"):
            return html(_shell(self._config(), 1000 + self.hits))
        asked = _API.fullmatch(ask.path)
        if asked:
            return self._all(int(asked[1]), ask)
        return self._on_portal(ask.path)

    def _all(self, column: int, ask: Ask) -> Reply:
        """A page of a column; column 0 is everything."""
        if column not in (0, _COLUMN, _PARENT, _OTHER):
            return lost()
        ours = ask.query.get("sid") == self.sid
        entries = self.stock.entries if ours and column != _OTHER else []
        page_asked = ask.query.get("page", "")
        number = max(1, int(page_asked)) if re.fullmatch("[0-9]{1,6}", page_asked) else 1
        start = (number - 1) * _ROWS
        if self.window_rows is not None and start and start >= min(self.window_rows, len(entries)):
            return lost()
        shown = entries[: self.window_rows][start : start + _ROWS]
        return answered(
            {
                "classify": self._classify(column, len(entries)),
                "total": len(entries),
                "articles": [self._row(entry) for entry in shown],
            }
        )

    def _classify(self, column: int, count: int) -> dict[str, Any]:
        return {
            "id": column,
            "name": self.stock.name if column == _COLUMN else "法定主动公开内容",
            "parent": _PARENT if column == _COLUMN else 0,
            "post_count": count,
            "theme_count": 0,
        }

    def _row(self, entry: Entry) -> dict[str, Any]:
        midnight = int(datetime(*entry.published.timetuple()[:3], tzinfo=CHINA).timestamp())
        return {
            "id": entry.number,
            "title": entry.title,
            "document_number": "",
            "identifier": _identifier(entry),
            "publisher": SITE,
            "keywords": "",
            "abstract": entry.text.paragraphs[0],
            "date": midnight,
            "created_at": f"{entry.published:%Y-%m-%d %H:%M:%S}",
            "create_time": midnight,
            "first_publish_time": midnight,
            "display_publish_time": midnight,
            "classify_main": _COLUMN,
            "classify_main_name": self.stock.name,
            "classify_genre_name": "其他",
            "classify_theme_name": "综合政务",
            "url": self.base + self.address(entry),
            "post_url": self.base + self.portal_address(entry),
            "attachment": [self._attachment(entry, at) for at in range(len(entry.text.files))],
            "relation": [],
            "is_expired": 0,
            "is_abolished": 0,
        }

    def _attachment(self, entry: Entry, at: int) -> dict[str, Any]:
        file = entry.text.files[at]
        return {
            "id": 10 * entry.number + at,
            "name": f"{file.name}.{file.kind}",
            "type": file.kind,
            "mime": MEDIA_TYPES[file.kind],
            "size": str(len(make_file(file, entry.text, entry.published))),
            "url": self.base + self.file_address(entry, at),
        }

    def _config(self) -> str:
        return (
            f"SITE_NAME:'{SITE}',SID:'{self.sid}',APP:'{_APP}',"
            f"TREE:{_in_script(self._tree())},SERVICE_AREA_ID:440300,TOKEN:'{1000 + self.hits}'"
        )

    def _tree(self) -> list[dict[str, Any]]:
        """The columns, some of which are links to other pages."""
        count = len(self.stock.entries)
        children = [
            _node(_COLUMN, self.stock.name, count, parent=_PARENT),
            _node(_OTHER, "规划计划", 0, parent=_PARENT),
            _node(20767, "财政预决算", 0, parent=_PARENT, jump_url=f"{self.base}/zwgk/czyjs/"),
        ]
        return [
            _node(20760, "政府信息公开指南", 0, jump_url=f"{self.base}{_APP}/guide"),
            _node(_PARENT, "法定主动公开内容", count, children=children),
        ]

    def article(self, entry: Entry) -> str:
        detail = {**self._row(entry), "content": paragraphs(entry)}
        content = f"""<script>window._CONFIG={{{self._config()},DETAIL:{_in_script(detail)}}};</script>
{_table(entry, self.stock.name)}
<h1 class="title">{entry.title}</h1>
<div class="article-content">
{paragraphs(entry)}
</div>
{files_linked(self, entry, "nfw-cms-attachment")}
<script src="{_APP}/gkml/pc/js/chunk-common.{1000 + self.hits}.js"></script>
<script src="/jsonp/post/sum?post={entry.number}&r={1000 + self.hits}"></script>"""
        return page(entry.title, content, article_meta(entry))

    def _on_portal(self, path: str) -> Reply | None:
        asked = re.fullmatch(r"/zwgk/content/post_(\d{1,9})\.html", path)
        entry = self.stock.find(int(asked[1])) if asked else None
        if entry is None:
            return None
        content = f"""<div class="today">{self.clock()}</div>
<h1>{entry.title}</h1>
<div class="info">发布时间：{entry.published:%Y-%m-%d %H:%M}　来源：{SITE}　浏览量：{1000 + self.hits}</div>
<div class="article-content">
{paragraphs(entry)}
</div>
{files_linked(self, entry, "nfw-cms-attachment")}
{self.neighbours(entry)}
<script>var NFCMS_SITE_ID = "{self.sid}", NFCMS_POST_ID = "{entry.number}";</script>"""
        return html(page(entry.title, content, article_meta(entry)))


class GkmlptWindow(Gkmlpt):
    """Only the newest hundred are ever given, whatever `post_count` says."""

    window_rows: ClassVar[int | None] = 100


def _node(
    number: int,
    name: str,
    count: int,
    *,
    parent: int = 0,
    jump_url: str = "",
    children: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "parent": parent,
        "jump_url": jump_url,
        "post_count": count,
        "children": children or [],
    }


def _in_script(value: Any) -> str:
    """A value as the platform writes it into scripts: `<` escaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003C")


def _identifier(entry: Entry) -> str:
    return f"000000000000000000/{entry.published:%Y}-{entry.number % 100_000:05}"


def _shell(config: str, build: int) -> str:
    """The page of every column: nothing but scripts, of a build that changes."""
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>政府信息公开平台-{SITE}</title>
<script>window._CONFIG={{{config}}};</script>
</head><body><div id="app"></div>
<script src="{_APP}/gkml/pc/js/chunk-common.{build}.js"></script>
</body></html>"""


def _table(entry: Entry, column: str) -> str:
    day = f"{entry.published.year}-{entry.published:%m-%d}"
    rows = (
        (("索引号:", _identifier(entry)), ("分类:", column)),
        (("发布机构:", SITE), ("成文日期:", day)),
        (("名称:", entry.title), ("文号:", "")),
        (("发布日期:", day), ("主题词:", "")),
    )
    cells = "".join(
        "<tr>" + "".join(f'<td class="first">{k}</td><td>{escape(v)}</td>' for k, v in row) + "</tr>"
        for row in rows
    )
    return f'<div class="classify"><table>{cells}</table></div>'
