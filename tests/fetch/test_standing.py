"""Hosts that are left alone: outside their hours, after a long Retry-After, after refusals in a row."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gongkai.base.hosts import HostMemory
from gongkai.base.hours import parse_hours
from gongkai.base.values import Answer, FetchKind, Request
from gongkai.fetch import Fetcher, reasons
from gongkai.fetch.standing import CLOSED
from tests.fetch.wire import Reply, Wire, redirect, reply, run, serving, settings

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in China
REFUSED = reply("拒绝访问".encode(), 403)
CHALLENGE = reply(
    b"<script>document.cookie='__jsl_clearance_s=1';location.href=location.pathname</script>", 521
)
ROUTES: dict[str, Reply | list[Reply]] = {
    "/page": reply(),
    "/other": reply(),
    "/no": REFUSED,
    "/challenge": CHALLENGE,
    "/gone": reply(b"no", 404),
    "/error": reply(b"no", 500),
    "/unchanged": reply(b"", 304),
    "/barred": reply(),
    "/robots.txt": reply(b"User-agent: *\nDisallow: /barred\n"),
}  # fmt: skip


@dataclass
class Host:
    """A server, a client and a clock that is set by hand."""

    wire: Wire
    client: Fetcher
    now: list[datetime]
    slept: list[float] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.wire.port}"

    async def ask(self, path: str, kind: FetchKind = "article", **more: Any) -> Answer:
        return await self.client.get(Request(self.wire.url(path), kind, **more))

    async def words(self, *paths: str, kind: FetchKind = "article") -> list[str]:
        return [(answer := await self.ask(path, kind)).reason or answer.verdict for path in paths]

    @property
    def memory(self) -> HostMemory:
        (memory,) = self.client.memories()
        assert memory.host == self.name
        return memory

    def asked(self, path: str) -> int:
        return sum(seen.path == path for seen in self.wire.seen)


@asynccontextmanager
async def host(
    routes: dict[str, Reply | list[Reply]] = ROUTES,
    *,
    level: int = 0,
    until: str | None = None,
    reason: str = "breaker",
    **changes: Any,
) -> AsyncIterator[Host]:
    now, slept = [NOW], list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with serving(routes) as wire:
        name = f"127.0.0.1:{wire.port}"
        remembered = {name: HostMemory(name, level, until, reason if until else "")}
        given = settings(**{"retries": 0} | changes)
        async with Fetcher(given, lambda: now[0], remembered, sleep=sleep, seed=1) as client:
            yield Host(wire, client, now, slept)


# --- the breaker ----------------------------------------------------------------------------------


def test_three_refusals_in_a_row_close_a_host() -> None:
    async def body() -> None:
        async with host() as one:
            assert await one.words("/no", "/challenge") == ["http-403", "challenge-jsl"]
            assert one.client.closed(one.name) is None
            assert await one.words("/no", "/page", "/page") == ["http-403", "breaker", "breaker"]
            closed = one.client.closed(one.name)
            assert closed is not None
            assert (closed.reason, closed.until) == ("breaker", "2026-03-02T07:00:00Z")
            answer = await one.ask("/page", "attachment")
            assert (answer.verdict, answer.response, answer.detail) == ("blocked", None, closed.detail)
            assert "2026-03-02 15:00" in closed.detail
            assert len(one.wire.pages) == 3
            assert one.memory == HostMemory(one.name, 1, "2026-03-02T07:00:00Z", "breaker")
            one.now[0] += timedelta(days=1)
            assert await one.words("/page") == ["breaker"]  # done for this run

    run(body())


@pytest.mark.parametrize(
    ("between", "kind"), [("/page", "list"), ("/gone", "article"), ("/unchanged", "home")]
)
def test_a_word_of_the_site_begins_the_count_anew(between: str, kind: FetchKind) -> None:
    async def body() -> None:
        async with host() as one:
            await one.words("/no", "/no")
            assert (await one.ask(between, kind, etag='"a"')).verdict in ("page", "gone", "unchanged")
            assert await one.words("/no", "/no", "/page") == ["http-403", "http-403", "page"]
            assert one.client.closed(one.name) is None

    run(body())


@pytest.mark.parametrize(
    ("between", "kind"), [("/page", "attachment"), ("/error", "article"), ("/barred", "article")]
)
def test_what_tells_nothing_of_the_host_does_not(between: str, kind: FetchKind) -> None:
    async def body() -> None:
        async with host() as one:
            await one.words("/no", "/no")
            await one.ask(between, kind)
            assert await one.words("/no", "/page") == ["http-403", "breaker"]

    run(body())


def test_refused_files_and_what_robots_bars_are_not_counted() -> None:
    async def body() -> None:
        async with host() as one:
            assert await one.words("/no", "/no", "/no", "/no", kind="attachment") == ["http-403"] * 4
            assert await one.words(*["/barred"] * 4) == ["robots"] * 4
            assert await one.words("/page") == ["page"]

    run(body())


def test_a_redirect_lays_the_refusal_to_the_host_that_refused() -> None:
    async def body() -> None:
        async with serving({"/no": REFUSED}, "127.0.0.2") as other:
            away = redirect(other.url("/no", "127.0.0.2"))
            async with host({"/away": away, "/page": reply()}) as one:
                assert await one.words(*["/away"] * 4) == ["http-403"] * 3 + ["breaker"]
                assert one.client.closed(f"127.0.0.2:{other.port}") is not None
                assert await one.words("/page") == ["page"]
                assert len(other.pages) == 3

    run(body())


def test_those_who_wait_for_their_turn_are_kept_out_too() -> None:
    async def body() -> None:
        async with host() as one:
            answers = await asyncio.gather(*(one.ask("/no") for _ in range(8)))
            assert [answer.reason for answer in answers] == ["http-403"] * 3 + ["breaker"] * 5
            assert one.asked("/no") == 3
            assert one.memory.level == 1

    run(body())


@pytest.mark.parametrize(("level", "hours"), [(1, 12), (2, 24), (3, 48), (4, 48)])
def test_half_open_one_refusal_closes_it_for_longer(level: int, hours: int) -> None:
    async def body() -> None:
        async with host(level=level, until="2026-03-02T00:59:59Z") as one:
            assert one.client.closed(one.name) is None
            assert await one.words("/no", "/page") == ["http-403", "breaker"]
            until = (NOW + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
            assert one.memory == HostMemory(one.name, min(level + 1, 4), until, "breaker")

    run(body())


def test_after_a_page_it_has_our_patience_again() -> None:
    async def body() -> None:
        async with host(level=2) as one:
            assert await one.words("/page", "/no", "/no", "/page") == ["page", "http-403", "http-403", "page"]
            assert one.memory == HostMemory(one.name, 2)

    run(body())


@pytest.mark.parametrize(
    ("level", "paths", "left"),
    [
        (2, ["/page"], 1),
        (2, ["/page", "/error", "/gone"], 1),
        (2, ["/gone"], 2),
        (2, ["/error"], 2),
        (2, ["/barred"], 2),
        (1, ["/page"], 0),
        (0, ["/page"], 0),
        (0, ["/no", "/page"], 0),
    ],
)
def test_a_run_with_pages_and_without_refusals_forgives_a_level(
    level: int, paths: list[str], left: int
) -> None:
    async def body() -> None:
        async with host(level=level) as one:
            await one.words(*paths)
            assert one.memory == HostMemory(one.name, left)

    run(body())


def test_each_level_doubles_the_pause() -> None:
    async def body() -> None:
        async with host(level=3, pause_seconds=7) as one:
            await one.words("/page", "/page")
            assert [round(seconds) for seconds in one.slept] == [56, 56]

    run(body())


# --- what is remembered ---------------------------------------------------------------------------


def test_a_host_remembered_as_closed_is_not_asked() -> None:
    async def body() -> None:
        async with host(level=1, until="2026-03-02T01:00:01Z", reason="retry-after") as one:
            assert await one.words("/page", "/page") == ["retry-after"] * 2
            assert one.wire.seen == []
            assert one.client.memories() == ()
            assert one.client.requests == 0

    run(body())


def test_only_hosts_that_were_asked_are_remembered() -> None:
    async def body() -> None:
        async with host() as one:
            assert one.client.memories() == ()
            assert one.client.closed("www.a.example") is None
            await one.words("/page")
            assert [memory.host for memory in one.client.memories()] == [one.name]

    run(body())


# --- Retry-After ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "after", "until"),
    [
        (429, "61", "2026-03-02T01:01:01Z"),
        (503, "3600", "2026-03-02T02:00:00Z"),
        (503, "Tue, 03 Mar 2026 01:00:00 GMT", "2026-03-03T01:00:00Z"),
        (429, "999999999", "2026-03-09T01:00:00Z"),
    ],
)
@pytest.mark.parametrize("kind", ["list", "attachment"])
def test_a_long_retry_after_closes_a_host(status: int, after: str, until: str, kind: FetchKind) -> None:
    async def body() -> None:
        async with host({"/a": reply(b"", status, Retry_After=after), "/page": reply()}, level=2) as one:
            assert await one.words("/a", "/page", kind=kind) == [f"http-{status}", "retry-after"]
            closed = one.client.closed(one.name)
            assert closed is not None
            assert (closed.reason, closed.until) == ("retry-after", until)
            assert (await one.ask("/page")).verdict == "failed"
            assert one.memory == HostMemory(one.name, 2, until, "retry-after")
            assert one.asked("/page") == 0

    run(body())


def test_a_second_retry_after_closes_a_host() -> None:
    async def body() -> None:
        routes: dict[str, Reply | list[Reply]] = {"/a": reply(b"", 429, Retry_After="7"), "/page": reply()}
        async with host(routes) as one:
            assert await one.words("/a", "/page") == ["http-429", "retry-after"]
            assert one.asked("/a") == 2
            assert [round(seconds) for seconds in one.slept] == [7]
            assert one.memory.closed_until == "2026-03-02T01:00:07Z"

    run(body())


def test_one_short_retry_after_does_not() -> None:
    async def body() -> None:
        async with host({"/a": [reply(b"", 429, Retry_After="7"), reply()]}) as one:
            assert await one.words("/a") == ["page"]
            assert one.client.closed(one.name) is None

    run(body())


def test_a_retry_after_for_robots_txt_keeps_us_from_the_page() -> None:
    async def body() -> None:
        routes: dict[str, Reply | list[Reply]] = {"/page": reply()}
        async with host(routes | {"/robots.txt": reply(b"", 503, Retry_After="3600")}) as one:
            assert await one.words("/page", "/page") == ["robots-unavailable", "retry-after"]
            assert [seen.path for seen in one.wire.seen] == ["/robots.txt"]

    run(body())


# --- hours ----------------------------------------------------------------------------------------


def test_outside_its_hours_a_host_is_not_asked_at_all() -> None:
    async def body() -> None:
        async with host(open_hours=parse_hours("22:00-06:00")) as one:
            answer = await one.ask("/page")
            assert (answer.verdict, answer.reason) == ("failed", "closing-time")
            assert "2026-03-02 22:00" in answer.detail
            closed = one.client.closed(one.name)
            assert closed is not None
            assert closed.until == "2026-03-02T14:00:00Z"
            assert one.wire.seen == []
            one.now[0] = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
            assert await one.words("/page") == ["page"]
            one.now[0] = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)
            assert await one.words("/page") == ["closing-time"]
            assert one.memory == HostMemory(one.name)

    run(body())


@pytest.mark.parametrize("hours", ["09:00-10:00", ""])
def test_the_hours_of_a_host_win(hours: str) -> None:
    async def body() -> None:
        own = {"127.0.0.1": parse_hours(hours)}
        async with host(open_hours=parse_hours("22:00-06:00"), hours=own) as one:
            assert await one.words("/page") == ["page"]

    run(body())


def test_closing_time_in_the_middle_keeps_robots_txt_unlearned() -> None:
    """What could not be asked of robots.txt is asked when the host opens again."""

    async def body() -> None:
        async with host(open_hours=parse_hours("22:00-09:01")) as one:

            async def nightfall(writer: asyncio.StreamWriter) -> None:
                one.now[0] = NOW + timedelta(minutes=1)
                writer.write(redirect("/r.txt"))

            one.wire.routes["/robots.txt"] = [nightfall, redirect("/r.txt")]
            one.wire.routes["/r.txt"] = [reply(b"User-agent: *\nDisallow: /barred")]
            assert await one.words("/page") == ["closing-time"]
            assert [seen.path for seen in one.wire.seen] == ["/robots.txt"]
            one.now[0] = NOW + timedelta(hours=14)
            assert await one.words("/barred", "/page") == ["robots", "page"]

    run(body())


def test_a_redirect_to_a_host_that_is_closed_is_not_followed() -> None:
    async def body() -> None:
        async with serving({"/a": reply()}, "127.0.0.2") as other:
            away = redirect(other.url("/a", "127.0.0.2"))
            async with host({"/away": away}, hours={"127.0.0.2": parse_hours("22:00-06:00")}) as one:
                assert await one.words("/away") == ["closing-time"]
                assert other.seen == []

    run(body())


@pytest.mark.parametrize("reason", sorted(CLOSED))
def test_every_reason_to_leave_a_host_alone_has_its_sentence(reason: str) -> None:
    assert reasons.REASONS[reason].verdict == ("blocked" if reason == "breaker" else "failed")


# --- robots.txt by the operator's word ------------------------------------------------------------


def test_a_host_without_robots_by_the_operators_word() -> None:
    async def body() -> None:
        robots = reply(b"User-agent: *\nCrawl-delay: 20\nDisallow: /\n")
        routes: dict[str, Reply | list[Reply]] = {"/robots.txt": robots, "/page": reply()}
        async with serving(routes, "127.0.0.2") as other, serving(routes) as wire:
            unruled = frozenset([f"127.0.0.1:{wire.port}"])
            slept: list[float] = []

            async def sleep(seconds: float) -> None:
                slept.append(seconds)

            config = settings(unruled_hosts=unruled)
            async with Fetcher(config, lambda: NOW, sleep=sleep) as client:
                answers = [await client.get(Request(wire.url("/page"), "list")) for _ in range(2)]
                answers.append(await client.get(Request(other.url("/page", "127.0.0.2"), "list")))
            assert [answer.reason or answer.verdict for answer in answers] == ["page", "page", "robots"]
            assert [seen.path for seen in wire.seen] == ["/page", "/page"]
            assert slept == []

    run(body())
