"""One host as the client knows it: whose turn it is, when the next may start, its connection."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic

import httpcore

from gongkai.fetch.network import Guard
from gongkai.fetch.tls import TlsRule, relaxed_context, strict_context

Sleep = Callable[[float], Awaitable[object]]

KEEP_OPEN_SECONDS = 15.0
_COOKIE = re.compile(r"\s*([\w!#$%&'*+.^`|~-]{1,128})=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e\"]{0,2048})")
_MAX_COOKIES = 20


class Host:
    """`name` is `host` or `host:port`. One request at a time, and `pause` seconds from the end of one to
    the start of the next. `tls` is what the operator allows it where the strict handshake fails."""

    def __init__(self, name: str, *, pause: float, private: bool, tls: TlsRule | None = None) -> None:
        self.name = name
        self.pause = pause
        self.cookies: dict[str, str] = {}
        self._lock = asyncio.Lock()
        self._free_at = 0.0
        self._private = private
        self._tls = tls
        self.pool = self._pool(strict_context())

    def _pool(self, context: ssl.SSLContext) -> httpcore.AsyncConnectionPool:
        """One of its own with one connection: a shared pool looks at all its connections on each request."""
        return httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=1,
            keepalive_expiry=KEEP_OPEN_SECONDS,
            network_backend=Guard(private=self._private),
        )

    async def relax(self) -> bool:
        """Goes over to what the operator allows this host, for the life of the client; False where that is
        nothing more than what was tried."""
        if self._tls is None:
            return False
        rule, self._tls = self._tls, None
        await self.pool.aclose()
        self.pool = self._pool(relaxed_context(rule))
        return True

    @asynccontextmanager
    async def turn(self, sleep: Sleep) -> AsyncIterator[None]:
        """Waits for this host's turn and holds it."""
        async with self._lock:
            wait = self._free_at - monotonic()
            if wait > 0:
                await sleep(wait)
            try:
                yield
            finally:
                self.rest(self.pause)

    @property
    def busy(self) -> bool:
        return self._lock.locked()

    def rest(self, seconds: float) -> None:
        """Leaves the host alone for that long from now, whoever asks."""
        self._free_at = max(self._free_at, monotonic() + seconds)

    def slow_down(self, seconds: float) -> None:
        """At least that many seconds between requests from now on."""
        self.pause = max(self.pause, seconds)
        self.rest(self.pause)

    def take_cookies(self, headers: tuple[tuple[str, str], ...]) -> None:
        """Remembers what a redirect set, for the life of the client. Some servers send every visitor to
        the same address with a cookie first; pages' own cookies are not kept."""
        for name, value in headers:
            match = _COOKIE.match(value) if name.lower() == "set-cookie" else None
            if match and (match[1] in self.cookies or len(self.cookies) < _MAX_COOKIES):
                self.cookies[match[1]] = match[2]
