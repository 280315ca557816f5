"""How long a host rests: the configured pause, or longer where it is slow to answer."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from gongkai.base.values import Request
from gongkai.fetch import Fetcher
from gongkai.fetch.hosts import LONGEST_REST, Host
from gongkai.fetch.network import Guard
from tests.fetch.wire import Act, Reply, Wire, clock, fetcher, reply, run, serving, settings


def rests(*answers: tuple[float, bool], factor: float = 1.0, pause: float = 2.0) -> list[float]:
    """Seconds a host rests after each of the answers: (seconds it took, whether it was well). Time passes
    in sleep alone."""
    passed = [1000.0]

    async def body() -> list[float]:
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)
            passed[0] += seconds

        host = Host("a.example", Guard(private=False), pause=pause, factor=factor)
        for took, well in answers:
            async with host.turn(sleep):
                host.answered(took, well=well)
        async with host.turn(sleep):
            pass
        return waits

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gongkai.fetch.hosts.monotonic", lambda: passed[0])
        return run(body())


@pytest.mark.parametrize(
    ("answers", "factor", "expected"),
    [
        ([(0.1, True), (1.9, True)], 1, [2, 2]),
        ([(5, True)], 1, [5]),
        ([(5, True)], 0, [2]),
        ([(5, True)], 2.5, [12.5]),
        ([(5, True), (9, True), (1, True), (1, True), (0, True), (0, True)], 1, [5, 9, 5, 3, 2, 2]),
        ([(5, True), (0.01, False), (0.01, False), (7, False), (0, True)], 1, [5, 5, 5, 7, 3.5]),
        ([(300, True), (0, True)], 1, [LONGEST_REST, LONGEST_REST / 2]),
    ],
)
def test_the_longer_of_pause_and_answer_time(
    answers: list[tuple[float, bool]], factor: float, expected: list[float]
) -> None:
    assert rests(*answers, factor=factor) == pytest.approx(expected)


def test_a_pause_beyond_the_cap_stays() -> None:
    assert rests((300, True), pause=60) == pytest.approx([60])


def _slowly(seconds: float, then: bytes) -> Act:
    async def act(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        writer.write(then)

    return act


def _slept(first: Reply, **changes: float) -> list[float]:
    """What a client waits before the request after a slow one."""
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)

    async def body() -> None:
        given = settings(retries=0, **{"pause_factor": 10.0} | changes)
        async with serving({"/a": first, "/b": reply()}) as wire, Fetcher(given, clock, sleep=note) as client:
            await client.get(Request(wire.url("/a"), "list"))
            waits.clear()
            await client.get(Request(wire.url("/b"), "list"))

    run(body())
    return waits


def test_the_wait_for_the_head_is_measured_on_the_wire() -> None:
    assert 0.9 < _slept(_slowly(0.1, reply()))[0] < 2.5
    assert 0.9 < _slept(_slowly(0.1, reply(b"no", 500)))[0] < 2.5


def test_a_slow_body_and_a_switched_off_factor_are_not() -> None:
    async def body(writer: asyncio.StreamWriter) -> None:
        head, _, rest = reply().partition(b"\r\n\r\n")
        writer.write(head + b"\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.write(rest)

    assert _slept(body)[0] < 0.7
    assert _slept(_slowly(0.1, reply()), pause_factor=0.0) == []


def test_a_host_that_does_not_answer_in_time_rests_longer() -> None:
    assert _slept(_slowly(0.3, reply()), read_seconds=0.1)[0] > 0.9


def test_the_rest_is_really_taken() -> None:
    async def body() -> Wire:
        async with serving({"/a": _slowly(0.05, reply())}) as wire, fetcher(pause_factor=1.0) as client:
            for _ in range(3):
                await client.get(Request(wire.url("/a"), "list"))
            return wire

    pages = run(body()).pages
    assert all(later.began - earlier.ended > 0.04 for earlier, later in pairwise(pages))
