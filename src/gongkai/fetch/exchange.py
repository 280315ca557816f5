"""One request and its answer on the wire: what came, whole or with its flaw, or why nothing came."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import quote, urlsplit

import httpcore

from gongkai.base.times import Clock, utc_text
from gongkai.base.urls import absolute, host_of
from gongkai.fetch.decoding import GZIP_MAGIC, BodyError, decode, gunzip
from gongkai.fetch.hosts import Host
from gongkai.fetch.network import NameUnknown, PrivateAddress, ProxyTrouble, Tap, TlsRefused
from gongkai.fetch.refusal import UNDERSTOOD
from gongkai.fetch.settings import FetchSettings
from gongkai.fetch.tls import Fault

Headers = tuple[tuple[str, str], ...]

_BODILESS = frozenset((204, 304))
_WELL = UNDERSTOOD | {304}
_OF_NETWORK = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    OSError,
)
_REMARK_BYTES = 1024 * 1024  # of answers that are no page; more tells nothing
_STRAY_LINE_END = 2  # some servers put one after a body
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_AS_IS = "".join(chr(code) for code in range(0x21, 0x7F))

# First match wins, so particular errors stand before their kind.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (PrivateAddress, "private-address"),
    (NameUnknown, "dns"),
    (ProxyTrouble, "proxy"),
    (httpcore.TimeoutException, "timeout"),
    (TimeoutError, "timeout"),
    (httpcore.ConnectError, "connect"),
    (httpcore.NetworkError, "disconnected"),
    (httpcore.RemoteProtocolError, "protocol"),
    (httpcore.ProtocolError, "protocol"),
)
_TELLING = frozenset(("private-address", "protocol", "proxy"))
_NOT_THERE = ("502", "503", "504")  # of a proxy: it did not reach the server
_PROXY_AUTHENTICATION = 407


@dataclass(frozen=True, slots=True)
class Place:
    """An address, taken apart for the wire. `host` is the key of pace and permission."""

    url: str
    host: str
    wire: httpcore.URL


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to a place: `headers` are all but Host, Content-Length and Cookie."""

    method: str
    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """How many bytes a body may have; with `partial`, what comes before is wanted all the same."""

    limit: int
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """An answer. `flaw` is the reason why the body is not whole, and `body` then what there was of it, or
    nothing where its part was not wanted; `raw_bytes` is how many came, before decoding."""

    url: str
    status: int
    headers: Headers
    body: bytes
    flaw: str
    raw_bytes: int
    requested_at: str
    received_at: str

    def header(self, name: str) -> str | None:
        """The first header of that name (lower case)."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Trouble:
    """No answer came. `note` is the particular cause, if it tells more than the reason; of a handshake
    (`tls`) it names the host, and `fault` tells what is wrong."""

    reason: str
    note: str = ""
    fault: Fault = ""


def place(url: str) -> Place | None:
    """The parts of an http or https address; None if it is none or its host cannot be a name."""
    clean = absolute(url, url)
    if clean is None:
        return None
    parts = urlsplit(clean)
    try:
        name = (parts.hostname or "").rstrip(".").encode("idna")
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not name or not target.isascii():
        return None
    return Place(
        clean,
        host_of(clean),
        httpcore.URL(scheme=parts.scheme.encode(), host=name, port=port, target=target.encode("ascii")),
    )


def location(received: Received) -> str | None:
    """Where a redirect leads, absolute; None if it says nothing usable.

    Servers send paths as raw UTF-8 or GBK bytes: each byte is quoted as it is.
    """
    stated = received.header("location")
    if not stated:
        return None
    return absolute(received.url, quote(stated.encode("latin-1", "replace"), safe=_AS_IS))


async def exchange(
    where: Place, host: Host, message: Message, cap: Cap, settings: FetchSettings, now: Clock
) -> Received | Trouble:
    """Sends one request and reads its answer, within the caps. Raises nothing a network can cause."""
    requested, watch = utc_text(now()), _Watch()
    request = _on_the_wire(where, host, message, settings, watch)
    try:
        async with asyncio.timeout(settings.total_seconds):
            response = await host.pool.handle_async_request(request)
            host.answered(watch.seconds, well=response.status in _WELL)
            try:
                raw, flaw, came = await _read(response, cap, message)
            finally:
                await response.aclose()
    except _OF_NETWORK as error:
        if isinstance(error, httpcore.ReadTimeout):
            host.answered(watch.seconds, well=False)
        return _trouble(error, where)
    if response.status == _PROXY_AUTHENTICATION and settings.proxy:
        return Trouble("proxy", "代理答复 407")
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers)
    body, flaw = _decoded(response.status, headers, raw, flaw, cap)
    return Received(where.url, response.status, headers, body, flaw, came, requested, utc_text(now()))


class _Watch:
    """How long ago the latest request was sent; what came before it, a handshake or a tunnel, is not its."""

    def __init__(self) -> None:
        self._sent = monotonic()

    async def __call__(self, event: str, _: dict[str, Any]) -> None:
        if event == "http11.send_request_headers.started":
            self._sent = monotonic()

    @property
    def seconds(self) -> float:
        return monotonic() - self._sent


def _on_the_wire(
    where: Place, host: Host, message: Message, settings: FetchSettings, watch: _Watch
) -> httpcore.Request:
    return httpcore.Request(
        message.method,
        where.wire,
        headers=_request_headers(where, host, message),
        content=message.body,
        extensions={"timeout": _timeouts(settings), "trace": watch},
    )


async def _read(response: httpcore.Response, cap: Cap, message: Message) -> tuple[bytes, str, int]:
    """The body as sent, its flaw or none, and how many bytes came: framing is judged here, encoding later."""
    if message.method == "HEAD":
        await response.aread()
        await _beyond(response, 0)
        return b"", "", 0
    limit = cap.limit if response.status in UNDERSTOOD else min(cap.limit, _REMARK_BYTES)
    declared = _declared(response.headers)
    if declared is not None and declared > limit and not cap.partial:
        return b"", "too-large", 0
    raw = bytearray()
    try:
        async for chunk in response.aiter_stream():
            raw += chunk
            if len(raw) > limit:
                return _part(raw, limit, cap), "too-large", len(raw)
    except httpcore.TimeoutException:
        return bytes(raw), "timeout", len(raw)
    except (httpcore.NetworkError, httpcore.ProtocolError):
        return bytes(raw), "truncated", len(raw)
    beyond = await _beyond(response, len(raw)) if declared is not None else 0
    return bytes(raw), "truncated" if beyond > _STRAY_LINE_END else "", len(raw)


def _part(had: bytes | bytearray, limit: int, cap: Cap) -> bytes:
    """What there is of a body that is not whole, if it is wanted: of the largest, a copy would double what
    the process holds."""
    return bytes(had[:limit]) if cap.partial else b""


async def _beyond(response: httpcore.Response, body_bytes: int) -> int:
    """How much more came than Content-Length says. Such a connection is not used again: its leftovers
    would be read as the next answer."""
    stream = response.extensions.get("network_stream")
    if not isinstance(stream, Tap):
        return 0
    beyond = stream.beyond(body_bytes)
    if beyond:
        await stream.aclose()
    return beyond


def _declared(headers: list[tuple[bytes, bytes]]) -> int | None:
    """Content-Length, where it frames the body: not beside Transfer-Encoding (RFC 9112, 6.3)."""
    names = {name.lower(): value for name, value in headers}
    if b"transfer-encoding" in names or b"content-length" not in names:
        return None
    first = names[b"content-length"].partition(b",")[0].strip()
    return int(first) if first.isdigit() else None


def _decoded(status: int, headers: Headers, raw: bytes, flaw: str, cap: Cap) -> tuple[bytes, str]:
    """The decoded body and its flaw. Of a flawed body what was had is given, as it came."""
    stated = {name.lower(): value for name, value in headers}
    if flaw:
        return raw, flaw
    if status in _BODILESS or not raw:
        return b"", ""
    html = "html" in stated.get("content-type", "html").lower()
    try:
        body = decode(raw, stated.get("content-encoding", ""), cap.limit)
        if html and body.startswith(GZIP_MAGIC):
            body = gunzip(body, cap.limit)  # compressed without saying so, or twice
    except BodyError as error:
        return _part(error.partial, cap.limit, cap), error.reason
    framed = "content-length" in stated or "transfer-encoding" in stated or "content-encoding" in stated
    return body, "" if framed or _looks_whole(body) else "truncated"


def _looks_whole(body: bytes) -> bool:
    """Whether a body that ends where the connection does may be all of it: a page that opens <html> and
    closes nothing was cut. (Every one of 784 saved government pages that opens it closes it.)"""
    lower = body.lower()
    return b"<html" not in lower[:4096] or b"</html" in lower or b"</body" in lower


def _request_headers(where: Place, host: Host, message: Message) -> list[tuple[bytes, bytes]]:
    name = where.wire.host.decode("ascii")
    name = f"[{name}]" if ":" in name else name
    if where.wire.port is not None:
        name = f"{name}:{where.wire.port}"
    headers = {"Host": name, **message.headers}
    if message.body is not None:
        headers["Content-Length"] = str(len(message.body))
    if host.cookies:
        headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in host.cookies.items())
    return [(key.encode("ascii"), _header_value(value)) for key, value in headers.items()]


def _header_value(value: str) -> bytes:
    """A value fit for the wire: no control characters, and characters beyond Latin-1 as UTF-8."""
    clean = _CONTROL.sub("", value).strip()
    return clean.encode("latin-1") if clean.isascii() else clean.encode("utf-8")


def _timeouts(settings: FetchSettings) -> dict[str, float]:
    read = settings.read_seconds
    return {"connect": settings.connect_seconds, "read": read, "write": read, "pool": settings.total_seconds}


def _trouble(error: Exception, where: Place) -> Trouble:
    if str(error).startswith("Server disconnected"):  # httpcore's words for the end before an answer
        return Trouble("disconnected")
    if isinstance(error, TlsRefused):
        return Trouble("tls", f"{where.host}：{str(error)[:200] or '对方中断了握手'}", error.fault)
    if isinstance(error, httpcore.ProxyError):
        status = str(error).partition(" ")[0]
        return Trouble("connect") if status in _NOT_THERE else Trouble("proxy", f"代理答复 {status}")
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return Trouble(reason, str(error)[:200] if reason in _TELLING else "")
    return Trouble("disconnected")
