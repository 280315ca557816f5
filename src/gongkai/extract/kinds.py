"""What kind of page was read: an article, a list, an empty one, or none at all."""

from __future__ import annotations

import re

from gongkai.base.values import Attachment, DocumentKind
from gongkai.extract.body import MEDIA, Body
from gongkai.extract.outline import Outline

_CHALLENGE = re.compile(
    r"__jsl_clearance|\$_ts\b|wzwsquestion|acw_sc__v2|arg1\s*=\s*'[0-9A-F]{40}'|请开启JavaScript并刷新|"
    r"请输入验证码"
)
_MISSING = re.compile(
    r"^(?:.{0,20}(?:404|Not Found)|.{0,12}(?:页面|网页|文章|信息|内容|文件|资源)(?:不存在|已(?:被)?删除|"
    r"未找到|找不到了?|无法访问|已下线)|"
    r".{0,10}您(?:所)?(?:访问|查找|浏览)的(?:页面|网页|内容|信息).{0,12}(?:不存在|删除|找不到|丢失))",
    re.I,
)
_MIN_ROWS = 5


def kind_of(
    page: Outline, body: Body, text: str, title: str | None, attachments: tuple[Attachment, ...]
) -> DocumentKind:
    """`not-a-page` for stubs, challenges and soft 404s; `list` for rows of links; `empty` for a frame without
    text, image or file."""
    if _is_stub(page, text, title):
        return "not-a-page"
    if text and _is_list(page, body):
        return "list"
    if not text and not attachments and not _shows_something(page, body):
        return "empty"
    return "article"


def _is_stub(page: Outline, text: str, title: str | None) -> bool:
    chars = sum([len(line.solid) for line in page.lines])
    if chars < 60 and not title:
        return True
    if chars < 600 and any(_CHALLENGE.search(code[:20_000]) for code in page.scripts):
        return True
    return len(text) < 200 and bool(_MISSING.match(title or "") or _MISSING.match(text))


def _is_list(page: Outline, body: Body) -> bool:
    """Most lines of the body are links, there are several, and next to nothing else is said."""
    lines = [page.lines[number] for number in body.lines]
    is_row = [line.linked >= 6 and line.linked * 2 >= len(line.solid) for line in lines]
    prose = sum(line.unlinked for line, row in zip(lines, is_row, strict=True) if not row)
    rows = sum(is_row)
    return not body.certain and rows >= _MIN_ROWS and prose <= 20 * rows and rows * 2 >= len(lines)


def _shows_something(page: Outline, body: Body) -> bool:
    return bool(page.elements(MEDIA, body.start, body.end))
