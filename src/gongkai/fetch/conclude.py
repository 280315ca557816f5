"""What a whole answer comes to. Pure: one answer in, one verdict out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from gongkai.base import charset
from gongkai.base.values import Answer, Request, Response, Verdict
from gongkai.fetch import reasons
from gongkai.fetch.exchange import Received, Trouble
from gongkai.fetch.media import is_stray_page, is_text, media_type
from gongkai.fetch.refusal import UNDERSTOOD, recognise

_NO_HEAD = frozenset((405, 501))
_HOME = re.compile(r"/(?:(?:index|default|home|main)\.(?:s?html?|jsp|aspx?|php|do))?$", re.I)


def troubled(got: Trouble) -> Answer:
    """The answer where none came."""
    if got.reason == "tls":
        return reasons.of_handshake(got.fault, got.note)
    return reasons.answer(got.reason, note=got.note)


def conclude(request: Request, received: Received, forced: str | None) -> Answer:
    """The answer to `request`, whose last hop is `received`; `forced` is the operator's charset."""
    if received.flaw:
        return _flawed(request, received)
    response, text = _response(request, received, forced)
    if request.head and received.status in _NO_HEAD:
        return reasons.answer("no-head", response)
    if request.head and received.status in UNDERSTOOD:
        return Answer("page", response)
    if received.status == 304:
        return Answer("unchanged", response) if request.conditional else reasons.answer("http-304")
    refusal = recognise(received.status, received.headers, text, kind=request.kind, url=received.url)
    if refusal and refusal.reason == "empty-body" and received.body and response.charset is None:
        return reasons.answer("not-a-page", response)  # a picture, an archive: no text, but not empty either
    if refusal:
        return Answer(refusal.verdict, response, refusal.reason, refusal.detail)
    if request.kind == "attachment":
        return _attachment(request, received, response)
    return Answer("page", response)


def leads_home(request: Request, target: str) -> bool:
    """Whether an address below the root is sent to the root: nothing is there any more.

    A section may move to the root of a host of its own; an article does not.
    """
    asked, given = urlsplit(request.url), urlsplit(target)
    if request.kind in ("home", "robots") or given.query or _HOME.fullmatch(asked.path or "/"):
        return False
    return bool(_HOME.fullmatch(given.path or "/")) and (
        request.kind == "article" or _bare(asked.hostname) == _bare(given.hostname)
    )


def went_home(request: Request, received: Received, forced: str | None) -> Answer:
    """The answer for an address that leads to the root of its site."""
    response = None if received.flaw else _response(request, received, forced)[0]
    verdict: Verdict = "gone" if request.kind == "article" else "failed"
    return reasons.answer("redirect-home", response, verdict=verdict)


def _flawed(request: Request, received: Received) -> Answer:
    """Without a whole body only the status can be believed, and only where it says no."""
    if received.status in UNDERSTOOD:
        return reasons.answer(received.flaw)
    refusal = recognise(received.status, received.headers, "", kind=request.kind)
    return reasons.answer(refusal.reason if refusal else received.flaw)


def _attachment(request: Request, received: Received, response: Response) -> Answer:
    if not received.body:
        return reasons.answer("empty-body")
    if is_stray_page(received.body, request.url, received.header("content-disposition") or ""):
        return reasons.answer("not-a-file", response)
    return Answer("page", response)


def _response(request: Request, received: Received, forced: str | None) -> tuple[Response, str]:
    """The response and, if it is text, what it reads."""
    stated = received.header("content-type") or ""
    media = media_type(stated, received.body, received.url)
    text, name = charset.decode(received.body, stated, forced=forced) if is_text(media) else ("", None)
    response = Response(
        url=request.url,
        final_url=received.url,
        method=request.method,
        request_body=request.body,
        requested_at=received.requested_at,
        received_at=received.received_at,
        status=received.status,
        headers=received.headers,
        media_type=media,
        charset=name,
        body=received.body,
    )
    return response, text


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.")
