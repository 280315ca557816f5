"""Telling a refusal from a page: by status first, then by what the answer says (`base.nopage`). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.base import nopage
from gongkai.base.charset import decode
from gongkai.base.values import FetchKind, Verdict
from gongkai.fetch import reasons

Headers = Iterable[tuple[str, str]]

FORBIDDEN = frozenset((403, 405, 412, 521))
GONE = frozenset((404, 410))
_JSL_STATUS = frozenset((512, 521))  # 加速乐 alone answers so, and writes its mark in riddles
UNDERSTOOD = frozenset((200, 203))

FOR_READERS = frozenset(
    (
        "leads-away",
        "frameset",
        "data-answer",
        "bare-text",
        "alert-only",
        "blank-page",
        "needs-script",
        "garbled",
    )
)
"""What is no page but no refusal either: the readers say so, and a crawl follows where a stub leads."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer is no page: `reason` for tables, `detail` in Chinese for people."""

    verdict: Verdict
    reason: str
    detail: str


def recognise(
    status: int, headers: Headers, content: str | bytes, *, kind: FetchKind, url: str | None = None
) -> Refusal | None:
    """Why an answer is no page, or None if it is one.

    `content` is the decoded body: text, or bytes of a text type; empty for a body that is no text.
    `kind` is what was asked for, `url` where the answer came from. 304 and redirects are not for here.
    """
    text = content if isinstance(content, str) else decode(content, _header(headers, "content-type"))[0]
    reason = _of_page(text, kind, url) if status in UNDERSTOOD else _of_status(status, text)
    return _refusal(reason) if reason else None


def _of_page(text: str, kind: FetchKind, url: str | None) -> str | None:
    """Why a 200 is no page. An attachment may be empty, or any page about anything."""
    reason = nopage.named(text, url)
    if reason in FOR_READERS or (reason == "empty-body" and kind == "attachment"):
        return None
    return reason


def _of_status(status: int, text: str) -> str:
    if status in GONE:
        return f"http-{status}"
    said = nopage.behind_refusal(text) or ""
    if said.startswith("challenge-"):
        return "challenge-jsl" if status in _JSL_STATUS else said
    if said in ("captcha", "waf") and (status in FORBIDDEN or status in (202, 512)):
        return said
    return said if said == "maintenance" and status >= 500 else f"http-{status}"


def _header(headers: Headers, name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)


def _refusal(reason: str) -> Refusal:
    known = reasons.of(reason)
    return Refusal(known.verdict, reason, known.detail)
