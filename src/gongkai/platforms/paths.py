"""Reading answers in JSON by the operator's paths, which tell where rows and their fields stand.

What the paths do not find is `unknown`, and so is an answer that says it failed. That there is nothing is
believed only where the answer's total says so.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from gongkai.base.dates import stated_moment
from gongkai.base.jmes import look
from gongkai.base.urls import absolute
from gongkai.base.values import Listing, Page, Row
from gongkai.base.wanted import BY_PATHS as NAME
from gongkai.base.wanted import Paging, Paths
from gongkai.platforms import answers, paging
from gongkai.platforms.links import base
from gongkai.platforms.tree import fold

_IN_BRACES = re.compile(r"\{([^{}]+)\}")


def read(page: Page, paths: Paths, counted: Paging | None = None) -> Listing:
    """The listing of an answer; `counted` tells how the next one is asked for. Never raises."""
    answer = _opened(answers.value(page.text))
    held = look(paths.rows, answer)
    found = answers.records(held)
    total = answers.number(look(paths.total, answer))
    wrong = _wrong(answer, held, paths, total)
    if wrong:
        return Listing(NAME, "unknown", why=wrong)
    rows = [_row(page, record, paths) for record in found or ()]
    if rows and not any(rows):
        return Listing(NAME, "unknown", why=f"答复里有 {len(rows)} 条，路径 title 没有取到文字")
    seen = paging.seen(page)
    if total is not None and total < seen + len(rows):
        total = None if rows else total  # what is less than was seen counts something else
    following = paging.following(page, counted, len(rows), total) if counted else None
    return answers.listing(NAME, rows, total, following, seen=seen)


def _wrong(answer: Any, held: Any, paths: Paths, total: int | None) -> str:
    """Why an answer is none, empty where it is one."""
    if answer is None:
        return "答复不是 JSON"
    if paths.ok and look(paths.ok, answer) is not True:
        return "答复不合路径 ok 的条件"
    if not held and _failed(answer):
        return "答复自己说没有成功"
    if isinstance(held, list):
        return "" if not held or answers.records(held) else "路径 rows 取到的不是一列条目"
    if held is None and total == 0:
        return ""
    return "路径 rows 没有取到一列条目"


def _failed(answer: Any) -> bool:
    """Whether an answer without rows says at its top that it is one of an error."""
    if not isinstance(answer, dict):
        return False
    codes = (answers.number(answer.get(name)) for name in ("code", "status", "errcode"))
    return answer.get("success") is False or any(400 <= code <= 599 for code in codes if code is not None)


def _opened(answer: Any) -> Any:
    """The answer, with what some services send as a text in JSON within it (`{"content": "{…}"}`)."""
    if not isinstance(answer, dict):
        return answer
    inner = {name: answers.value(held) for name, held in answer.items() if isinstance(held, str)}
    return answer | {name: held for name, held in inner.items() if held is not None}


def _row(page: Page, record: Mapping[str, Any], paths: Paths) -> Row | None:
    title = look(paths.title, record)
    said = fold(html.unescape(answers.plain(title))) if isinstance(title, str) else ""
    day = stated_moment(look(paths.date, record))
    return Row(said, _address(page, record, paths), day and day[:10]) if said else None


def _address(page: Page, record: Mapping[str, Any], paths: Paths) -> str | None:
    link = look(paths.link, record)
    if paths.link_template:
        link = _filled(paths.link_template, record)
    return absolute(base(page), link.strip()) if isinstance(link, str) else None


def _filled(template: str, record: Mapping[str, Any]) -> str | None:
    """The template with what the row says in its braces; None where it does not say all of it."""
    said = {path: look(path, record) for path in _IN_BRACES.findall(template)}
    if any(isinstance(held, bool) or not isinstance(held, str | int) or held == "" for held in said.values()):
        return None
    return _IN_BRACES.sub(lambda match: quote(str(said[match[1]]), safe="/"), template)
