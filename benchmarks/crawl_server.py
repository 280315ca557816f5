"""Many hosts on loopback in one process of their own, fast enough to be no part of what is measured.

usage: python -m benchmarks.crawl_server HOSTS ARTICLES [--delay SECONDS]

Every host is a port. The ports are printed as a line of JSON; when standard input ends, so does the process,
and a second line tells what it did: requests, bytes, seconds of processor time, the seconds it was used."""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import sys
import time
from dataclasses import dataclass
from functools import partial

from benchmarks.crawl_pages import Site, page, templates

_HEAD = b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"


@dataclass
class Served:
    requests: int = 0
    bytes: int = 0
    first: float = 0.0
    last: float = 0.0


class Host(asyncio.Protocol):
    """One connection to one host: a request at a time, as both crawlers send them."""

    def __init__(self, site: Site, shapes: list[bytes], number: int, delay: float, served: Served) -> None:
        self._site, self._shapes, self._number = site, shapes, number
        self._delay, self._served = delay, served
        self._transport: asyncio.Transport | None = None
        self._asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            head, _, self._asked = self._asked.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode("ascii")
            asyncio.get_running_loop().call_later(self._delay, self._answer, path)

    def _answer(self, path: str) -> None:
        body = page(self._site, self._shapes, self._number, path)
        status = b"404 Not Found" if body is None else b"200 OK"
        body = b"<html><title>404</title></html>" if body is None else body
        served, now = self._served, time.monotonic()
        served.requests += 1
        served.bytes += len(body)
        served.first, served.last = served.first or now, now
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(_HEAD % (status, len(body)) + body)


async def serve(hosts: int, site: Site, delay: float) -> None:
    loop, shapes, served = asyncio.get_running_loop(), templates(), Served()
    servers = [
        await loop.create_server(partial(Host, site, shapes, n, delay, served), "127.0.0.1", 0, backlog=64)
        for n in range(hosts)
    ]
    print(json.dumps([server.sockets[0].getsockname()[1] for server in servers]), flush=True)
    before = time.process_time()
    await loop.run_in_executor(None, sys.stdin.read)
    print(
        json.dumps(
            {
                "requests": served.requests,
                "bytes": served.bytes,
                "cpu": time.process_time() - before,
                "seconds": served.last - served.first,
            }
        ),
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("hosts", type=int)
    parser.add_argument("articles", type=int)
    parser.add_argument("--delay", type=float, default=0.0)
    args = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536), hard))
    asyncio.run(serve(args.hosts, Site(args.articles), args.delay))


if __name__ == "__main__":
    main()
