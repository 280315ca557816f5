"""A loopback server that puts scripted bytes on the wire, and a client with short patience."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any, TypeVar

from gongkai.base.values import Answer, FetchKind, Request
from gongkai.fetch import Fetcher, FetchSettings

T = TypeVar("T")
Act = Callable[[asyncio.StreamWriter], Awaitable[None]]
Reply = bytes | Act

PAGE = (
    "<!doctype html><html><head><title>关于开展检查工作的通知</title></head><body>"
    + "".join(f'<a href="/zwgk/t20260101_{i}.html">信息公开{i}</a>' for i in range(12))
    + f"<div>{'各社区居委会、各部门：现将有关事项通知如下。' * 10}</div></body></html>"
).encode()
NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
AGENT = "gongkai/0.1 (+mailto:office@example.cn)"


def reply(body: bytes = PAGE, status: int = 200, *, length: bool = True, **headers: str) -> bytes:
    """An answer as bytes. Header names are given with `_` for `-`."""
    lines = [f"HTTP/1.1 {status} Whatever", "Connection: close"]
    if length and "Content_Length" not in headers:
        lines.append(f"Content-Length: {len(body)}")
    stated = {"Content_Type": "text/html"} | headers
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in stated.items() if value]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(target: str, status: int = 302, **headers: str) -> bytes:
    return reply(b"", status, length=True, Location=target, **headers)


@dataclass
class Seen:
    """A request as it reached the server, and when it came and was answered."""

    path: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0
    method: str = "GET"
    body: bytes = b""


@dataclass
class Wire:
    """The server: what it answers by path (in turn, the last one for ever), and what it was asked."""

    routes: dict[str, list[Reply]]
    port: int = 0
    scheme: str = "http"
    seen: list[Seen] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def pages(self) -> list[Seen]:
        return [seen for seen in self.seen if seen.path != "/robots.txt"]

    def _next(self, path: str) -> Reply:
        replies = self.routes.get(path)
        if not replies:
            return NO_ROBOTS
        return replies.pop(0) if len(replies) > 1 else replies[0]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        pairs = (line.partition(": ") for line in lines)
        seen = Seen(first.split()[1], {name.lower(): value for name, _, value in pairs}, monotonic())
        seen.method = first.split()[0]
        seen.body = await reader.readexactly(int(seen.headers.get("content-length", "0")))
        self.seen.append(seen)
        act = self._next(seen.path)
        if isinstance(act, bytes):
            writer.write(act)
            await writer.drain()
        else:
            await act(writer)
        seen.ended = monotonic()
        return isinstance(act, bytes) and b"connection: close" not in act[:400].lower()


@asynccontextmanager
async def serving(
    routes: dict[str, Reply | list[Reply]],
    host: str = "127.0.0.1",
    port: int = 0,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Wire]:
    wire = Wire({path: list(to) if isinstance(to, list) else [to] for path, to in routes.items()})
    server = await asyncio.start_server(wire.serve, host, port, ssl=tls)
    wire.scheme = "https" if tls else "http"
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        server.close()


def clock() -> datetime:
    return datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def settings(**changes: Any) -> FetchSettings:
    given: dict[str, Any] = {
        "user_agent": AGENT,
        "pause_seconds": 0.0,
        "pause_factor": 0.0,
        "connect_seconds": 1.0,
        "read_seconds": 0.25,
        "total_seconds": 1.0,
        "retry_base_seconds": 0.001,
        "private_hosts": frozenset("*"),
    }
    return FetchSettings(**(given | changes))


def fetcher(**changes: Any) -> Fetcher:
    return Fetcher(settings(**changes), clock, seed=1)


def run(task: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(task)


def ask(
    routes: dict[str, Reply | list[Reply]],
    path: str = "/zwgk/a.html",
    kind: FetchKind = "article",
    **changes: Any,
) -> tuple[Answer, Wire]:
    """The answer of one server to one request, and the server afterwards."""

    async def body() -> tuple[Answer, Wire]:
        async with serving(routes) as wire, fetcher(**changes) as client:
            return await client.get(Request(wire.url(path), kind)), wire

    return run(body())
