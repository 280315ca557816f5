"""The client: hops, retries and robots around single exchanges."""

from __future__ import annotations

import asyncio
import ssl
from functools import cache
from random import Random
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from gongkai.base.times import Clock
from gongkai.base.values import Answer, Request
from gongkai.fetch import reasons
from gongkai.fetch.conclude import conclude, leads_home, went_home
from gongkai.fetch.exchange import Cap, Message, Place, Received, Trouble, exchange, location, place
from gongkai.fetch.hosts import Host, Sleep
from gongkai.fetch.outgoing import headers, redirected
from gongkai.fetch.retry import retry_after, wait_before_retry
from gongkai.fetch.robots import MAX_BYTES, Origin, Rules, read_rules
from gongkai.fetch.settings import FetchSettings

_REDIRECTS = frozenset((301, 302, 303, 307, 308))

_MOST_OPEN = 128  # idle connections; each is a file handle, of which a process often has 1,024


@cache
def tls_context() -> ssl.SSLContext:
    """One for all hosts and clients: building it costs 40 ms. The environment is not asked: whom we
    trust must not depend on the shell."""
    return httpx.create_ssl_context(trust_env=False)


class Fetcher:
    """Asks politely. Use as `async with Fetcher(settings, now) as fetcher`; `now` stamps the answers.

    `requests` and `bytes` (as sent, bodies only) count everything asked since it was made, robots.txt
    and redirects included. Safe for any number of tasks of one loop. `seed` makes the jitter repeatable.
    """

    def __init__(
        self, settings: FetchSettings, now: Clock, *, sleep: Sleep = asyncio.sleep, seed: int | None = None
    ) -> None:
        self.requests = 0
        self.bytes = 0
        self._settings = settings
        self._now = now
        self._sleep = sleep
        self._random = Random(seed)  # noqa: S311 - spreads retries, keeps no secret
        self._hosts: dict[str, Host] = {}
        self._origins: dict[str, Origin] = {}
        self._open: dict[str, Host] = {}  # by last use

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for host in self._hosts.values():
            await host.pool.aclose()

    async def get(self, request: Request) -> Answer:
        """What asking for a page comes to. Raises nothing that a network can cause."""
        hop, seen = request, set[tuple[str, str, str]]()
        for _ in range(self._settings.max_redirects + 1):
            where = place(hop.url)
            if where is None:
                return reasons.answer("bad-address" if not seen else "bad-redirect")
            host = self._host(where)
            step = (hop.method, where.url, repr(host.cookies))
            if step in seen:
                return reasons.answer("redirect-loop")
            seen.add(step)
            refused = await self._refused(where, hop)
            if refused:
                return refused
            got = await self._ask(where, hop)
            if isinstance(got, Trouble):
                return reasons.answer(got.reason, note=got.note)
            if got.status not in _REDIRECTS:
                return conclude(request, got, self._settings.encoding_of(where.host))
            target = location(got)
            if target is None:
                return reasons.answer("bad-redirect")
            if leads_home(request, target):
                return went_home(request, got, self._settings.encoding_of(where.host))
            hop = redirected(hop, got.status, target)
        return reasons.answer("too-many-redirects")

    # --- robots -----------------------------------------------------------------------------------

    async def _refused(self, where: Place, request: Request) -> Answer | None:
        """The answer for an address that its origin's robots.txt keeps from us."""
        if request.kind == "robots":
            return None
        parts = urlsplit(where.url)
        root = f"{parts.scheme}://{parts.netloc}"
        origin = self._origins.setdefault(f"{parts.scheme}://{where.host}", Origin())
        rules = origin.rules
        if rules is None:
            async with origin.lock:
                rules = origin.rules or await self._learn(f"{root}/robots.txt", where)
                origin.rules = rules
        return rules.check(where.url, self._settings.robot)

    async def _learn(self, url: str, where: Place) -> Rules:
        rules = read_rules(await self._robots_txt(url))
        delay = rules.delay(self._settings.robot)
        if delay:
            self._host(where).slow_down(delay)
        return rules

    async def _robots_txt(self, url: str) -> Received | Trouble:
        """robots.txt with its redirects followed; the last redirect itself if there are too many."""
        got: Received | Trouble = Trouble("bad-address")
        for hop in range(self._settings.max_redirects + 1):
            where = place(url)
            if where is None:
                return Trouble("bad-redirect")
            got = await self._ask(where, Request(url, "robots"))
            if isinstance(got, Trouble):
                return Trouble("bad-redirect") if hop else got
            target = location(got) if got.status in _REDIRECTS else None
            if target is None:
                return got
            url = target
        return got

    # --- one address ------------------------------------------------------------------------------

    async def _ask(self, where: Place, request: Request) -> Received | Trouble:
        """One address, asked again while its trouble may pass."""
        host = self._host(where)
        attempt, waited = 0, False
        while True:
            got = await self._once(where, host, request)
            wait = wait_before_retry(got, attempt, waited, self._settings, self._now(), self._random)
            if wait is None:
                return got
            waited = waited or retry_after(got, self._now()) is not None
            attempt += 1
            host.rest(wait)

    async def _once(self, where: Place, host: Host, request: Request) -> Received | Trouble:
        async with host.turn(self._sleep):
            self.requests += 1
            message, cap = self._message(where, request), self._cap(request)
            got = await exchange(where, host, message, cap, self._settings, self._now)
        if isinstance(got, Received):
            self.bytes += got.raw_bytes
            if got.status in _REDIRECTS:
                host.take_cookies(got.headers)
        await self._close_idle(host)
        return got

    async def _close_idle(self, latest: Host) -> None:
        """Keeps the connections of the hosts asked last, and closes those of the others."""
        self._open.pop(latest.name, None)
        self._open[latest.name] = latest
        if len(self._open) <= _MOST_OPEN:
            return
        idle = [host for host in self._open.values() if not host.busy]
        for host in idle[: len(self._open) - _MOST_OPEN]:
            del self._open[host.name]
            await host.pool.aclose()

    def _host(self, where: Place) -> Host:
        host = self._hosts.get(where.host)
        if host is None:
            host = self._hosts[where.host] = Host(
                where.host,
                pause=self._settings.pause_of(where.host),
                private=self._settings.may_be_private(where.host),
                context=tls_context(),
            )
        return host

    def _message(self, where: Place, request: Request) -> Message:
        sent = headers(request, self._settings.user_agent, self._settings.headers_of(where.host))
        return Message(request.method, sent, None if request.body is None else request.body.encode())

    def _cap(self, request: Request) -> Cap:
        if request.kind == "robots":
            return Cap(MAX_BYTES, partial=True)
        if request.kind == "attachment":
            return Cap(self._settings.max_attachment_bytes)
        return Cap(self._settings.max_bytes)
