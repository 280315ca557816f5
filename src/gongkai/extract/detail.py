"""Documents that a page carries as JSON in a script (gkmlpt: `window._CONFIG = {… DETAIL: {…} …}`)."""

from __future__ import annotations

from typing import Any

from gongkai.base.dates import from_epoch, parse_date
from gongkai.base.guard import refusal
from gongkai.base.values import Document, Page
from gongkai.extract.attachments import find_attachments
from gongkai.extract.body import whole_page
from gongkai.extract.head import clean_text
from gongkai.extract.outline import outline
from gongkai.extract.rendering import render
from gongkai.extract.scripts import detail

_DATES = ("display_publish_time", "first_publish_time", "date", "create_time", "created_at")


def read_detail(page: Page, scripts: list[str]) -> Document | None:
    """The document in the page's `DETAIL` JSON, or None where there is none with a title."""
    stated = detail(scripts)
    title = _text(stated, "title")
    content = stated.get("content")
    if not title or not isinstance(content, str) or refusal(content):
        return None
    flat = outline(content)
    body = whole_page(flat)
    text = render(flat, body)
    published = next((day for key in _DATES if (day := _day(stated.get(key)))), None)
    column = _text(stated, "classify_main_name")
    return Document(
        kind="article" if text else "empty",
        title=title,
        published=published,
        published_from="script" if published else None,
        issuer=_text(stated, "publisher"),
        index_no=_text(stated, "identifier"),
        doc_no=_text(stated, "document_number"),
        section_path=(column,) if column else (),
        body=text,
        attachments=find_attachments(flat, body, page.url),
        charset=page.charset,
    )


def _text(stated: dict[str, Any], key: str) -> str | None:
    value = stated.get(key)
    return clean_text(value) if isinstance(value, str) else None


def _day(value: object) -> str | None:
    if isinstance(value, int):
        return from_epoch(value)
    return parse_date(value) if isinstance(value, str) else None
