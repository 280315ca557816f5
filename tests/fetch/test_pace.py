"""Robots, pace, retries and the guard of private addresses, on real sockets."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from time import monotonic
from typing import Any

import pytest

from gongkai.base.values import Answer, Request
from gongkai.fetch import Fetcher
from tests.fetch.wire import PAGE, Reply, Wire, ask, clock, fetcher, redirect, reply, run, serving, settings

PATH = "/zwgk/a.html"
BAN = reply(b"User-agent: *\nDisallow: /zwgk/\n", Content_Type="text/plain")


# --- robots ---------------------------------------------------------------------------------------


def test_robots_keeps_us_out() -> None:
    answer, wire = ask({"/robots.txt": BAN, PATH: reply()})
    assert (answer.verdict, answer.reason) == ("blocked", "robots")
    assert "robots.txt" in answer.detail
    assert wire.pages == []


def test_robots_is_asked_once_whoever_asks() -> None:
    async def body() -> Wire:
        async with serving({"/robots.txt": BAN, "/b": reply()}) as wire, fetcher() as client:
            await asyncio.gather(*(client.get(Request(wire.url("/b"), "list")) for _ in range(5)))
            return wire

    wire = run(body())
    assert len(wire.seen) - len(wire.pages) == 1
    assert len(wire.pages) == 5


@pytest.mark.parametrize(
    ("rules", "verdict"),
    [
        (b"User-agent: gongkai\nDisallow: /\n", "blocked"),
        (b"User-agent: gongkai\nAllow: /\n\nUser-agent: *\nDisallow: /\n", "page"),
        (b"User-agent: mailto\nDisallow: /\n", "page"),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /zwgk\n", "blocked"),
        (b"User-agent: *\nDisallow: /zwgk\n" + b"# \n" * 300_000, "blocked"),
        (b"<html>404</html>", "page"),
        (bytes(range(256)), "page"),
        (b"", "page"),
    ],
)
def test_rules_are_read_by_our_name(rules: bytes, verdict: str) -> None:
    answer, _ = ask({"/robots.txt": reply(rules), PATH: reply()})
    assert answer.verdict == verdict


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
def test_no_robots_txt_allows(status: int) -> None:
    answer, _ = ask({"/robots.txt": reply(b"no", status), PATH: reply()})
    assert answer.verdict == "page"


async def _hangs(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(2)


async def _hangs_up(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


@pytest.mark.parametrize(
    "robots",
    [reply(b"", 500), reply(b"", 503), _hangs, _hangs_up, reply(Content_Length="99"), b"junk\r\n\r\n"],
)
def test_robots_out_of_reach_keeps_us_from_the_whole_host(robots: Reply) -> None:
    async def body() -> tuple[list[Answer], Wire]:
        routes: dict[str, Reply | list[Reply]] = {"/robots.txt": robots, "/a": reply(), "/b": reply()}
        async with serving(routes) as wire, fetcher(retries=0, read_seconds=0.1) as client:
            return [await client.get(Request(wire.url(path), "list")) for path in ("/a", "/b")], wire

    answers, wire = run(body())
    assert [(answer.verdict, answer.reason) for answer in answers] == [("failed", "robots-unavailable")] * 2
    assert [seen.path for seen in wire.seen] == ["/robots.txt"]


def test_a_challenge_before_robots_is_named() -> None:
    body = b"<script>document.cookie='__jsl_clearance_s=1';location.href=location.pathname</script>"
    answer, wire = ask({"/robots.txt": reply(body, 521), PATH: reply()})
    assert (answer.verdict, answer.reason) == ("blocked", "challenge-jsl")
    assert len(wire.seen) == 1


def test_robots_redirects_are_followed() -> None:
    answer, _ = ask({"/robots.txt": redirect("/r.txt"), "/r.txt": BAN, PATH: reply()})
    assert answer.reason == "robots"
    answer, _ = ask({"/robots.txt": redirect("/robots.txt"), PATH: reply()})
    assert answer.verdict == "page"
    answer, _ = ask({"/robots.txt": redirect("http://169.254.169.254/"), PATH: reply()}, retries=0)
    assert (answer.verdict, answer.reason) == ("failed", "robots-unavailable")


def test_each_hop_obeys_its_own_robots() -> None:
    async def body() -> tuple[Answer, Wire]:
        async with (
            serving({"/robots.txt": BAN, PATH: reply()}, "127.0.0.2") as other,
            serving({PATH: redirect(other.url(PATH, "127.0.0.2"))}) as wire,
            fetcher() as client,
        ):
            return await client.get(Request(wire.url(PATH), "list")), other

    answer, other = run(body())
    assert answer.reason == "robots"
    assert other.pages == []


# --- pace -----------------------------------------------------------------------------------------


def test_one_request_at_a_time_and_a_pause_after_each() -> None:
    async def body() -> Wire:
        routes: dict[str, Reply | list[Reply]] = {"/a": redirect("/b"), "/b": reply(), "/c": reply()}
        async with serving(routes) as wire, fetcher(pause_seconds=0.03) as client:
            await asyncio.gather(
                *(client.get(Request(wire.url(path), "list")) for path in ("/a", "/c", "/c"))
            )
            return wire

    seen = run(body()).seen
    assert len(seen) == 5
    assert all(later.began - earlier.ended >= 0.028 for earlier, later in pairwise(seen))


def test_hosts_do_not_wait_for_each_other() -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        writer.write(reply())

    async def body() -> float:
        async with (
            serving({"/a": slow}, "127.0.0.2") as one,
            serving({"/a": slow}, "127.0.0.3") as two,
            fetcher() as client,
        ):
            began = monotonic()
            urls = [one.url("/a", "127.0.0.2"), two.url("/a", "127.0.0.3")]
            await asyncio.gather(*(client.get(Request(url, "list")) for url in urls))
            return monotonic() - began

    assert run(body()) < 0.19


def _slept(robots: bytes = b"", **changes: Any) -> list[float]:
    """The pauses a client takes over three pages, robots.txt before them, by a clock that jumps."""
    pauses: list[float] = []

    async def note(seconds: float) -> None:
        pauses.append(seconds)

    async def body() -> None:
        routes: dict[str, Reply | list[Reply]] = {"/a": reply(), "/robots.txt": reply(robots)}
        async with serving(routes) as wire, Fetcher(settings(**changes), clock, sleep=note) as client:
            for _ in range(3):
                await client.get(Request(wire.url("/a"), "list"))

    run(body())
    return [round(seconds) for seconds in pauses]


@pytest.mark.parametrize(
    ("robots", "changes", "pauses"),
    [
        (b"", {"pause_seconds": 9}, [9, 9, 9]),
        (b"", {"pause_seconds": 9, "pauses": {"127.0.0.1": 4}}, [4, 4, 4]),
        (b"", {"pause_seconds": 0}, []),
        (b"User-agent: *\nCrawl-delay: 12\n", {"pause_seconds": 9}, [12, 12, 12]),
        (b"User-agent: *\nCrawl-delay: 3\n", {"pause_seconds": 9}, [9, 9, 9]),
        (b"User-agent: *\nCrawl-delay: 86400\n", {"pause_seconds": 9}, [30, 30, 30]),
    ],
)
def test_the_longer_of_our_pause_and_theirs(
    robots: bytes, changes: dict[str, Any], pauses: list[int]
) -> None:
    assert _slept(robots, **changes) == pauses


# --- retries --------------------------------------------------------------------------------------


async def _fails(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


@pytest.mark.parametrize(
    "first",
    [
        reply(b"", 500),
        reply(b"", 502),
        reply(b"", 503),
        reply(b"", 504),
        _fails,
        reply(Content_Length="99999"),
    ],
)
def test_what_passes_is_asked_again(first: Reply) -> None:
    answer, wire = ask({PATH: [first, first, reply()]})
    assert answer.verdict == "page"
    assert len(wire.pages) == 3


@pytest.mark.parametrize("status", [400, 403, 404, 410, 412, 429, 501])
def test_what_does_not_pass_is_not_asked_again(status: int) -> None:
    _, wire = ask({PATH: [reply(b"no", status), reply()]})
    assert len(wire.pages) == 1


def test_a_challenge_is_not_asked_again() -> None:
    _, wire = ask(
        {PATH: [reply(b"<script>var arg1='A';document.cookie='acw_sc__v2'</script>", 503), reply()]}
    )
    assert len(wire.pages) == 1


def test_retries_end_and_wait_longer_each_time() -> None:
    pauses: list[float] = []

    async def note(seconds: float) -> None:
        pauses.append(seconds)

    async def body() -> tuple[Answer, Wire]:
        config = settings(retries=3, retry_base_seconds=8.0)
        async with (
            serving({PATH: reply(b"", 500)}) as wire,
            Fetcher(config, clock, sleep=note, seed=1) as client,
        ):
            return await client.get(Request(wire.url(PATH), "list")), wire

    answer, wire = run(body())
    assert answer.reason == "http-500"
    assert len(wire.pages) == 4
    assert [low < pause <= 2 * low for low, pause in zip((4, 8, 16), pauses, strict=True)] == [True] * 3


@pytest.mark.parametrize(
    ("status", "after", "asked", "waits"),
    [
        (429, "7", 2, [7]),
        (503, "7", 2, [7]),
        (429, "Mon, 02 Mar 2026 01:00:20 GMT", 2, [20]),
        (429, "Mon, 02 Mar 2020 01:00:20 GMT", 2, []),
        (429, "61", 1, []),
        (503, "3600", 1, []),
        (429, "soon", 1, []),
        (429, "²", 1, []),
        (500, "7", 3, []),
    ],
)
def test_retry_after_is_obeyed_once(status: int, after: str, asked: int, waits: list[int]) -> None:
    pauses: list[float] = []

    async def note(seconds: float) -> None:
        pauses.append(seconds)

    async def body() -> Wire:
        routes: dict[str, Reply | list[Reply]] = {PATH: reply(b"", status, Retry_After=after)}
        async with serving(routes) as wire, Fetcher(settings(), clock, sleep=note, seed=1) as client:
            await client.get(Request(wire.url(PATH), "list"))
            return wire

    assert len(run(body()).pages) == asked
    assert [round(pause) for pause in pauses if pause > 1] == waits


# --- the guard ------------------------------------------------------------------------------------


def _guarded(url: str, *, allowed: frozenset[str] = frozenset()) -> Answer:
    async def body() -> Answer:
        async with fetcher(private_hosts=allowed, retries=0) as client:
            return await client.get(Request(url, "list"))

    return run(body())


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "0.0.0.0", "2130706433", "0x7f.1", "[::1]",
     "[::ffff:127.0.0.1]", "[fe80::1]", "[fd00::1]", "100.100.100.200", "224.0.0.1", "255.255.255.255"],
)  # fmt: skip
def test_private_addresses_are_refused(host: str) -> None:
    answer = _guarded(f"http://{host}:8/x")
    assert (answer.verdict, answer.reason) == ("failed", "private-address")


@pytest.mark.parametrize("host", ["169.254.169.254", "0.0.0.0", "[fe80::1]", "100.100.100.200", "224.0.0.1"])
def test_some_addresses_no_permission_opens(host: str) -> None:
    assert _guarded(f"http://{host}/latest/", allowed=frozenset("*")).reason == "private-address"


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/x", "http://localhost:{port}/secret"],
)
def test_a_redirect_cannot_lead_inside(target: str) -> None:
    async def body() -> tuple[Answer, Wire]:
        async with serving({"/secret": reply()}) as wire:
            wire.routes[PATH] = [redirect(target.format(port=wire.port))]
            async with fetcher(private_hosts=frozenset(("127.0.0.1",))) as client:
                return await client.get(Request(wire.url(PATH), "list")), wire

    answer, wire = run(body())
    assert (answer.verdict, answer.reason) == ("failed", "private-address")
    assert [seen.path for seen in wire.pages] == [PATH]


def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each connection judges the very address it goes to."""

    async def body() -> list[str]:
        answers = iter(("127.0.0.1", "169.254.169.254", "169.254.169.254"))
        loop = asyncio.get_running_loop()

        async def resolve(*_: object, **__: object) -> list[tuple[Any, ...]]:
            return [(2, 1, 6, "", (next(answers), 80))]

        async with serving({PATH: reply()}) as wire, fetcher(retries=0) as client:
            monkeypatch.setattr(loop, "getaddrinfo", resolve)
            url = f"http://twofaced.example:{wire.port}{PATH}"
            first = await client.get(Request(url, "robots"))
            second = await client.get(Request(url, "robots"))
            return [first.verdict, second.reason]

    assert run(body()) == ["page", "private-address"]


@pytest.mark.parametrize("named", ["127.0.0.1", "127.0.0.1:{port}"])
def test_named_hosts_may_live_inside(named: str) -> None:
    async def body() -> Answer:
        async with serving({PATH: reply()}) as wire:
            hosts = frozenset((named.format(port=wire.port),))
            async with fetcher(private_hosts=hosts) as client:
                return await client.get(Request(wire.url(PATH), "list"))

    answer = run(body())
    assert answer.response is not None
    assert answer.response.body == PAGE
