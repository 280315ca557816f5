"""An HTTP proxy on loopback: forwards plain requests, opens tunnels, and writes down what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class ProxyServer:
    """`names` are those that it alone can resolve, to loopback; `refuses` is the status of every answer, if
    it lets nobody through."""

    names: frozenset[str] = frozenset()
    refuses: int = 0
    port: int = 0
    asked: list[str] = field(default_factory=list)
    signed: list[str | None] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            await self._one(head, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _one(self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method, target, _ = head.split("\r\n", maxsplit=1)[0].split(" ")
        lines = [line.partition(": ") for line in head.strip().split("\r\n")[1:]]
        headers = {name.lower(): value for name, _, value in lines}
        self.asked.append(f"{method} {target}")
        self.signed.append(headers.get("proxy-authorization"))
        if self.refuses:
            writer.write(f"HTTP/1.1 {self.refuses} No\r\nContent-Length: 0\r\n\r\n".encode())
            return
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        name = "127.0.0.1" if parts.hostname in self.names else parts.hostname
        there, thence = await asyncio.open_connection(name, parts.port)
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            sent = "".join(f"{n}: {v}\r\n" for n, _, v in lines if not n.lower().startswith("proxy-"))
            thence.write(f"{method} {parts.path} HTTP/1.1\r\n{sent}\r\n".encode("latin-1"))
        await asyncio.gather(_pump(there, writer), _pump(reader, thence))


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
    sink.close()


@asynccontextmanager
async def proxying(names: frozenset[str] = frozenset(), refuses: int = 0) -> AsyncIterator[ProxyServer]:
    proxy = ProxyServer(names, refuses)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
