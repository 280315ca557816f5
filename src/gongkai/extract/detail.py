"""Documents that a page carries as JSON for its scripts to show: `window._CONFIG = {… DETAIL: {…}}` (gkmlpt),
`window.__INITIAL_STATE__ = {…}` and their like. Read only where the page itself shows no text.

Nothing is executed: the object is JSON or it is not read. Its document is the dictionary that has a title
and a content; other facts are known by the names that the systems give them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from gongkai.base.dates import stated_moment
from gongkai.base.guard import refusal
from gongkai.base.urls import absolute
from gongkai.base.values import Attachment, Document, Page
from gongkai.extract.attachments import find_attachments
from gongkai.extract.body import whole_page
from gongkai.extract.head import clean_text
from gongkai.extract.outline import outline
from gongkai.extract.rendering import render
from gongkai.extract.statements import against_source

MAX_DEPTH = 8
"""Levels of a script's data among which the document is looked for."""

MAX_VALUES = 20_000
MAX_SCRIPTS = 5
_ASSIGNED = re.compile(
    r"(?:\bDETAIL['\"]?\s*[:=]|\b__\w{3,30}__\s*=|\b\w{2,30}(?:Detail|Data|State|Info)\s*=)\s*(?=\{)"
)
_TITLE = ("title", "docTitle", "infoTitle", "articleTitle")
_CONTENT = ("content", "contentHtml", "docContent", "htmlContent", "infoContent", "articleContent", "txt")
_PUBLISHED = (
    "display_publish_time first_publish_time publishTime publishedTimeStr publishDate pubDate pub_date "
    "pubTime releaseTime releaseDate showTime docRelTime publishedTime create_time created_at createTime "
    "createDate date"
).split()
_FORMED = ("date", "writeDate", "writtenDate", "formDate", "docDate", "writeTime", "signDate")
_ISSUER = ("publisher", "issuer", "publishOrg", "deptName", "orgName", "publishDept")
_SOURCE = ("source", "docSource", "infoSource", "sourceName", "origin")
_INDEX_NO = ("identifier", "indexNo", "index_no", "indexNumber", "indexCode", "syh")
_DOC_NO = ("document_number", "docNo", "doc_no", "fileNo", "fileNum", "documentNumber", "wh", "refno")
_EFFECTIVE = ("validity", "effective", "timeliness", "youxiaoxing")
_FILES = ("attachment", "attachments", "files", "fileList", "attachList")
_FILE_NAME = ("name", "fileName", "filename", "title", "originalName")
_FILE_URL = ("url", "filePath", "path", "fileUrl", "href", "downloadUrl")


def read_detail(page: Page, scripts: list[str], base: str) -> Document | None:
    """The document in the page's script data, or None where there is none with a title."""
    found = next(_documents(scripts), None)
    if found is None:
        return None
    stated, data = found
    content = _string(stated, _CONTENT) or ""
    if refusal(content):
        return None
    flat = outline(content)
    body = whole_page(flat)
    text = render(flat, body)
    key, published = _dated(stated, _PUBLISHED)
    source = clean_text(_string(stated, _SOURCE))
    files = {file.url: file for file in (*find_attachments(flat, body, base), *_files(stated, base))}
    return Document(
        kind="article" if text or files else "empty",
        title=clean_text(_string(stated, _TITLE)),
        published=published,
        published_from="script" if published else None,
        formed=_dated(stated, _FORMED, taken=key)[1],
        effective=clean_text(_string(stated, _EFFECTIVE)),
        source=source if not against_source(source) else None,
        issuer=clean_text(_string(stated, _ISSUER)),
        index_no=clean_text(_string(stated, _INDEX_NO)),
        doc_no=clean_text(_string(stated, _DOC_NO)),
        section_path=_path(stated, data),
        body=text,
        attachments=tuple(files.values()),
        charset=page.charset,
        damage=page.damage,
    )


def _documents(scripts: list[str]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every object with a title and a content, and the script's data around it."""
    for code in scripts:
        for match, _ in zip(_ASSIGNED.finditer(code), range(MAX_SCRIPTS), strict=False):
            data = _json(code, match.end())
            if data is not None:
                found = next((one for one in _objects(data) if _is_document(one)), None)
                if found is not None:
                    yield found, data


def _json(code: str, start: int) -> dict[str, Any] | None:
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(code, start)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _objects(data: object) -> Iterator[dict[str, Any]]:
    """The dictionaries of a script's data, the outermost first."""
    level: list[object] = [data]
    seen = 0
    for _ in range(MAX_DEPTH):
        deeper: list[object] = []
        for value in level:
            seen += 1
            if seen > MAX_VALUES:
                return
            if isinstance(value, dict):
                yield value
                deeper.extend(value.values())
            elif isinstance(value, list):
                deeper.extend(value)
        level = deeper


def _is_document(stated: dict[str, Any]) -> bool:
    return _string(stated, _TITLE) is not None and _string(stated, _CONTENT) is not None


def _string(stated: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first of several keys that holds a text."""
    return next(
        (stated[key] for key in keys if isinstance(stated.get(key), str) and stated[key].strip()), None
    )


def _dated(stated: dict[str, Any], keys: Sequence[str], taken: str = "") -> tuple[str, str | None]:
    """The first of several keys, but for one that is `taken`, that holds a date, and the date."""
    for key in keys:
        day = stated_moment(stated.get(key)) if key != taken else None
        if day:
            return key, day
    return "", None


def _files(stated: dict[str, Any], base: str) -> list[Attachment]:
    """The files that the object lists beside its content."""
    found = []
    for key in _FILES:
        listed = stated.get(key)
        for one in listed if isinstance(listed, list) else []:
            url = absolute(base, _string(one, _FILE_URL)) if isinstance(one, dict) else None
            if url:
                found.append(Attachment(url, clean_text(_string(one, _FILE_NAME)) or url.rsplit("/", 1)[-1]))
    return found


def _path(stated: dict[str, Any], data: dict[str, Any]) -> tuple[str, ...]:
    """The breadcrumb that the data hold, else the name of the column."""
    crumbs = data.get("crumbs") or data.get("breadcrumb") or data.get("breadcrumbs")
    if isinstance(crumbs, list):
        names = [clean_text(_string(one, ("title", "name"))) for one in crumbs if isinstance(one, dict)]
        return tuple(name for name in names if name and name != "首页")
    column = clean_text(_string(stated, ("classify_main_name", "channelName", "columnName")))
    return (column,) if column else ()
