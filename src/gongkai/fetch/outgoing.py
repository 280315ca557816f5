"""What goes out: the headers and body of a request, and what is left of it after a redirect. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from gongkai.base.headers import may_be_set, may_be_wanted
from gongkai.base.urls import host_of
from gongkai.base.values import BodyType, Request
from gongkai.fetch.decoding import ACCEPT_ENCODING

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_CONTENT_TYPES: dict[BodyType, str] = {
    "form": "application/x-www-form-urlencoded; charset=UTF-8",
    "json": "application/json;charset=UTF-8",
}
_AS_KEPT = "identity"  # the length that a HEAD states is to be that of the file, not of its compression
_KEEPS_BODY = frozenset((307, 308))


def headers(request: Request, user_agent: str, of_site: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """The headers of a request but Host, Content-Length and Cookie. What `request.headers` say wins over
    `of_site`, and both over ours, whatever the case of their names."""
    ours = {
        "Accept": _ACCEPT,
        "Accept-Language": "zh-CN,zh;q=0.9",
        "Referer": request.referer or "",
        "Content-Type": "" if request.body is None else _CONTENT_TYPES[request.body_type],
    }
    chosen = {name.lower(): (name, value) for name, value in ours.items() if value}
    allowed = [pair for pair in of_site if may_be_set(pair[0])]
    allowed += [pair for pair in request.headers if may_be_wanted(pair[0])]
    chosen |= {name.lower(): (name, value) for name, value in allowed}
    if request.body is None:
        chosen.pop("content-type", None)
    fixed = {"User-Agent": user_agent, "Accept-Encoding": _AS_KEPT if request.head else ACCEPT_ENCODING}
    return {**fixed, **dict(chosen.values()), **_conditions(request)}


def _conditions(request: Request) -> dict[str, str]:
    if not request.conditional:
        return {}
    stated = {"If-None-Match": request.etag or "", "If-Modified-Since": request.last_modified or ""}
    return {name: value for name, value in stated.items() if value}


def redirected(request: Request, status: int, target: str) -> Request:
    """The request that follows a redirect: as browsers do, only 307 and 308 keep a body (RFC 9110, 15.4).
    To another host no header goes that was meant for this one, and of the referer only its origin."""
    kept = request
    if request.body is not None and status not in _KEEPS_BODY:
        kept = replace(request, body=None, etag=None, last_modified=None)
    if host_of(target) == host_of(request.url):
        return replace(kept, url=target)
    return replace(kept, url=target, referer=_origin_of_referer(request, target), headers=())


def _origin_of_referer(request: Request, target: str) -> str | None:
    """The site we came from, for another one; nothing where the way there is no longer encrypted
    (strict-origin-when-cross-origin, W3C Referrer Policy 3.7)."""
    named = (value for name, value in reversed(request.headers) if name.lower() == "referer")
    parts = urlsplit(next(named, request.referer or ""))
    if parts.scheme not in ("http", "https") or (parts.scheme, urlsplit(target).scheme) == ("https", "http"):
        return None
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
