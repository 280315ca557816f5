"""One host as the client knows it: whose turn it is, when the next may start, its connection."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic

import httpcore

from gongkai.base.proxy import Proxy
from gongkai.fetch.network import Guard, ProxyGuard
from gongkai.fetch.settings import FetchSettings
from gongkai.fetch.tls import TlsRule, relaxed_context, strict_context

Sleep = Callable[[float], Awaitable[object]]

KEEP_OPEN_SECONDS = 15.0
LONGEST_REST = 30.0  # that a slow answer asks for
_COOKIE = re.compile(r"\s*([\w!#$%&'*+.^`|~-]{1,128})=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e\"]{0,2048})")
_MAX_COOKIES = 20


class Host:
    """`name` is `host` or `host:port`. One request at a time, and from the end of one to the start of the
    next `pause` seconds, or `factor` times the time it takes to answer, whichever is longer. Connections
    are opened by `network`, through `proxy` if there is one. `tls` is what the operator allows it where the
    strict handshake fails."""

    def __init__(
        self,
        name: str,
        network: httpcore.AsyncNetworkBackend,
        *,
        pause: float,
        factor: float = 0.0,
        tls: TlsRule | None = None,
        proxy: httpcore.Proxy | None = None,
    ) -> None:
        self.name = name
        self.pause = pause
        self.cookies: dict[str, str] = {}
        self._lock = asyncio.Lock()
        self._free_at = 0.0
        self._factor = factor
        self._slowness = 0.0
        self._network = network
        self._tls = tls
        self._proxy = proxy
        self.pool = self._pool(strict_context())

    def _pool(self, context: ssl.SSLContext) -> httpcore.AsyncConnectionPool:
        """One of its own with one connection: a shared pool looks at all its connections on each request."""
        return httpcore.AsyncConnectionPool(
            ssl_context=context,
            proxy=self._proxy,
            max_connections=1,
            keepalive_expiry=KEEP_OPEN_SECONDS,
            network_backend=self._network,
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
                self.rest(max(self.pause, self._slowness))

    @property
    def busy(self) -> bool:
        return self._lock.locked()

    def answered(self, seconds: float, *, well: bool) -> None:
        """The host took so long to begin its answer. As Scrapy's AutoThrottle: a longer time counts at once,
        of a shorter one half the difference, and an error, which is often quick, never shortens the rest."""
        target = seconds * self._factor
        smoothed = max(target, (self._slowness + target) / 2)
        if well or smoothed > self._slowness:
            self._slowness = min(smoothed, LONGEST_REST)

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


def new_host(name: str, wire_name: str, settings: FetchSettings, level: int) -> Host:
    """The host as the settings have it. `wire_name` is its name alone, in ASCII; each `level` doubles its
    pause."""
    private, proxy = settings.may_be_private(name), settings.proxy
    return Host(
        name,
        ProxyGuard(wire_name, private=private) if proxy else Guard(private=private),
        pause=settings.pause_of(name) * 2.0**level,
        factor=settings.pause_factor,
        tls=settings.tls.get(name),
        proxy=_through(proxy) if proxy else None,
    )


def _through(proxy: Proxy) -> httpcore.Proxy:
    name, password = proxy.auth or ("", "")
    auth = (name.encode(), password.encode()) if proxy.auth else None
    address = httpcore.URL(scheme=b"http", host=proxy.host.encode(), port=proxy.port, target=b"/")
    return httpcore.Proxy(address, auth)
