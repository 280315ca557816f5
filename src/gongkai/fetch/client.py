"""The client: hops, retries and robots around single exchanges."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import urlsplit

from gongkai.base.hosts import HostMemory
from gongkai.base.times import Clock
from gongkai.base.urls import host_of
from gongkai.base.values import Answer, Request
from gongkai.fetch import reasons
from gongkai.fetch.conclude import conclude, leads_home, troubled, went_home
from gongkai.fetch.exchange import Cap, Message, Place, Received, Trouble, exchange, location, place
from gongkai.fetch.hosts import Host, Sleep, new_host
from gongkai.fetch.outgoing import headers, redirected
from gongkai.fetch.retry import retry_after, wait_before_retry
from gongkai.fetch.robots import MAX_BYTES, Origin, Rules, read_rules
from gongkai.fetch.schemes import Schemes, turns
from gongkai.fetch.settings import FetchSettings
from gongkai.fetch.standing import CLOSED, Closed, Standing, when

_REDIRECTS = frozenset((301, 302, 303, 307, 308))

_MOST_OPEN = 128  # idle connections; each is a file handle, of which a process often has 1,024


@dataclass(frozen=True, slots=True)
class _Came:
    """What one hop came to. `request` is what was really asked; `reason` the trouble's word, or the status
    as `http-NNN`; `turned` tells that it is the twin of an address in trouble, and `doubt` is then what that
    trouble came to."""

    request: Request
    got: Received | Answer
    reason: str
    turned: bool = False
    doubt: Answer | None = None


class Fetcher:
    """Asks politely. Use as `async with Fetcher(settings, now) as fetcher`; `now` stamps the answers.

    `requests` and `bytes` (as sent, bodies only) count everything asked since it was made, robots.txt
    and redirects included. Safe for any number of tasks of one loop. `seed` makes the jitter repeatable.
    `remembered` is what earlier runs learned of hosts, by host; `memories` what this one did.
    """

    def __init__(
        self,
        settings: FetchSettings,
        now: Clock,
        remembered: Mapping[str, HostMemory] = MappingProxyType({}),
        *,
        sleep: Sleep = asyncio.sleep,
        seed: int | None = None,
    ) -> None:
        self.requests = 0
        self.bytes = 0
        self._settings = settings
        self._now = now
        self._sleep = sleep
        self._random = Random(seed)  # noqa: S311 - spreads retries, keeps no secret
        self._remembered = remembered
        self._standings: dict[str, Standing] = {}
        self._hosts: dict[str, Host] = {}
        self._origins: dict[str, Origin] = {}
        self._schemes = Schemes(settings)
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
        hop, exact, seen = request, False, set[tuple[str, str, str]]()
        doubt: Answer | None = None
        turned = list[str]()
        for number in range(self._settings.max_redirects + 1):
            where = place(hop.url)
            if where is None:
                return reasons.answer("bad-redirect" if number else "bad-address")
            step = (hop.method, where.url, repr(self._host(where).cookies))
            if step in seen:
                return doubt or reasons.answer("redirect-loop")
            seen.add(step)
            came = await self._reach(where, hop, exact)
            request = request if number else came.request
            doubt = doubt or came.doubt
            turned += [came.request.url] if came.turned else []
            led = self._led_to(request, came)
            if isinstance(led, Answer):
                return self._settled(led, turned, doubt)
            hop, exact = led, self._schemes.are_twins(came.request.url, led.url)
        return doubt or reasons.answer("too-many-redirects")

    def _led_to(self, asked: Request, came: _Came) -> Answer | Request:
        """The answer to `asked`, or the request to go on with."""
        got = came.got
        if isinstance(got, Answer):
            return got
        asked = replace(asked, etag=came.request.etag, last_modified=came.request.last_modified)
        charset = self._settings.encoding_of(host_of(got.url))
        if got.status not in _REDIRECTS:
            answer = conclude(asked, got, charset)
            self._standing(host_of(got.url)).heard(asked.kind, answer.verdict, self._now())
            return answer
        target = location(got)
        if target is None:
            return reasons.answer("bad-redirect")
        if leads_home(asked, target):
            return went_home(asked, got, charset)
        return redirected(came.request, got.status, target)

    def _settled(self, answer: Answer, turned: list[str], doubt: Answer | None) -> Answer:
        """The answer, if it is a page, to which the twins in `turned` led; else the trouble before it, if
        there was any: that one scheme fails and the other says that nothing is there is no statement of the
        site."""
        if answer.verdict not in ("page", "unchanged"):
            return doubt or answer
        for url in turned:
            self._schemes.remember(url)
        return answer

    # --- hosts to be left alone ---------------------------------------------------------------------

    def closed(self, host: str) -> Closed | None:
        """Why a host (`base.urls.host_of`) is not asked now, if it is not."""
        return self._standing(host).closed(self._now())

    def memories(self) -> tuple[HostMemory, ...]:
        """What to remember of the hosts asked so far."""
        return tuple(standing.memory() for standing in self._standings.values() if standing.asked)

    def _standing(self, host: str) -> Standing:
        standing = self._standings.get(host)
        if standing is None:
            remembered = self._remembered.get(host, HostMemory(host))
            standing = Standing(remembered, self._settings.hours_of(host), self._now())
            self._standings[host] = standing
        return standing

    # --- the two schemes of a host ------------------------------------------------------------------

    async def _reach(self, where: Place, hop: Request, exact: bool) -> _Came:
        """The answer of an address or, where its scheme is in trouble, of its twin. `exact`: we were sent
        here by the twin, and do not go back."""
        tries = (where.url,) if exact else self._schemes.tries(where.url)
        first = await self._try(where, hop, tries[0])
        if len(tries) == 1 or not turns(tries[0], first.reason):
            return first
        second = replace(await self._try(where, hop, tries[1]), turned=True)
        if isinstance(first.got, Answer):
            return replace(second, doubt=first.got)
        return first if second.reason in ("http-404", "http-410") else second

    async def _try(self, where: Place, hop: Request, url: str) -> _Came:
        """One address, if its origin lets us. The twin of what was meant is not asked whether it changed
        since a date: there may be another page under it, of another age."""
        if url != where.url:
            hop = replace(hop, url=url, last_modified=None)
            where = place(url) or where
        closed = self.closed(where.host)
        if closed:
            return _Came(hop, closed.answer, closed.reason)
        unruled = hop.kind == "robots" or where.host in self._settings.unruled_hosts
        rules = Rules() if unruled else await self._rules(where)
        refused = rules.check(where.url, self._settings.robot)
        if refused:
            return _Came(hop, refused, rules.trouble)
        got = await self._ask(where, hop)
        if isinstance(got, Trouble):
            return _Came(hop, troubled(got), got.reason)
        return _Came(hop, got, f"http-{got.status}")

    # --- robots -----------------------------------------------------------------------------------

    async def _rules(self, where: Place) -> Rules:
        """What the origin of an address lets us fetch."""
        parts = urlsplit(where.url)
        root = f"{parts.scheme}://{parts.netloc}"
        origin = self._origins.setdefault(f"{parts.scheme}://{where.host}", Origin())
        rules = origin.rules
        if rules is None:
            async with origin.lock:
                rules = origin.rules or await self._learn(f"{root}/robots.txt", where)
                origin.rules = None if rules.trouble in CLOSED else rules
        return rules

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
                telling = got.reason == "tls" or got.reason in CLOSED
                return got if telling or not hop else Trouble("bad-redirect")
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
            asked = retry_after(got, self._now())
            if wait is None and asked is not None:
                self._standing(where.host).told_to_wait(asked, self._now())
            if wait is None:
                return got
            waited = waited or asked is not None
            attempt += 1
            host.rest(wait)

    async def _once(self, where: Place, host: Host, request: Request) -> Received | Trouble:
        async with host.turn(self._sleep):
            closed = self.closed(where.host)
            if closed:
                return Trouble(closed.reason, when(closed.until))
            got = await self._send(where, host, request)
            if isinstance(got, Trouble) and got.reason == "tls" and await host.relax():
                got = await self._send(where, host, request)
        if isinstance(got, Received):
            self.bytes += got.raw_bytes
            if got.status in _REDIRECTS:
                host.take_cookies(got.headers)
        await self._close_idle(host)
        return got

    async def _send(self, where: Place, host: Host, request: Request) -> Received | Trouble:
        self.requests += 1
        self._standing(where.host).asked = True
        message, cap = self._message(where, request), self._cap(request)
        return await exchange(where, host, message, cap, self._settings, self._now)

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
            level = self._standing(where.host).level
            host = new_host(where.host, where.wire.host.decode("ascii"), self._settings, level)
            self._hosts[where.host] = host
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
