"""What a network and a hostile server can do, on real sockets: each is a value, never an exception."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import zlib
from random import Random
from time import monotonic

import brotli
import pytest

from gongkai.base.values import Answer, Request
from tests.fetch.wire import PAGE, Act, Reply, ask, fetcher, redirect, reply, run, serving

PATH = "/zwgk/a.html"


async def _reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _reset_within_body(writer: asyncio.StreamWriter) -> None:
    writer.write(reply()[:600])
    await writer.drain()
    await asyncio.sleep(0.02)
    await _reset(writer)


async def _hangs_up(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def _silent(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(2)


async def _stuck_within_body(writer: asyncio.StreamWriter) -> None:
    writer.write(reply()[:600])
    await asyncio.sleep(2)


async def _drips(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _endless(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"<p>x</p>" * 4096)
        await writer.drain()


async def _endless_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X: " + b"y" * 4096 + b"\r\n")
        await writer.drain()


CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
)
ZIPPED = gzip.compress(PAGE)


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        pytest.param(_reset, "disconnected", id="reset before an answer"),
        pytest.param(_hangs_up, "disconnected", id="closed before an answer"),
        pytest.param(_reset_within_body, "truncated", id="reset within the body"),
        pytest.param(_silent, "timeout", id="no answer"),
        pytest.param(_stuck_within_body, "timeout", id="stuck within the body"),
        pytest.param(_drips, "timeout", id="drips past the whole time"),
        pytest.param(_endless, "too-large", id="endless body"),
        pytest.param(_endless_headers, "protocol", id="endless headers"),
        pytest.param(reply(Content_Length=str(len(PAGE) + 10)), "truncated", id="length too long"),
        pytest.param(reply(Content_Length=str(len(PAGE) - 10)), "truncated", id="length too short"),
        pytest.param(reply(Content_Length="99999999999"), "too-large", id="length beyond the cap"),
        pytest.param(reply(Content_Length="-5"), "protocol", id="length below zero"),
        pytest.param(reply(ZIPPED[:-20], Content_Encoding="gzip"), "truncated", id="gzip cut"),
        pytest.param(reply(ZIPPED[:-9], Content_Encoding="gzip", length=False), "truncated", id="gzip end"),
        pytest.param(reply(ZIPPED[:-20], length=False), "truncated", id="silent gzip cut"),
        pytest.param(reply(PAGE[:-200], length=False), "truncated", id="page cut, no length"),
        pytest.param(reply(b"\x1f\x8b junk", Content_Encoding="gzip"), "encoding", id="gzip of junk"),
        pytest.param(reply(gzip.compress(bytes(2_000_000)), Content_Encoding="gzip"), "too-large", id="bomb"),
        pytest.param(reply(Content_Encoding="zstd"), "encoding", id="unknown encoding"),
        pytest.param(reply(brotli.compress(PAGE)[:-5], Content_Encoding="br"), "truncated", id="br cut"),
        pytest.param(CHUNKED + b"5\r\nhello\r\n", "truncated", id="chunked without an end"),
        pytest.param(CHUNKED + b"zz\r\nhello\r\n", "truncated", id="chunked nonsense"),
        pytest.param(b"SSH-2.0-OpenSSH\r\n\r\n", "protocol", id="no HTTP"),
        pytest.param(reply(b" \r\n\t"), "empty-body", id="white space"),
        pytest.param(reply(b""), "empty-body", id="nothing"),
    ],
)  # fmt: skip
def test_trouble_is_a_value(act: Reply, reason: str) -> None:
    answer, wire = ask({PATH: act}, max_bytes=1_000_000, retries=0)
    assert (answer.verdict, answer.reason) == ("failed", reason)
    assert answer.detail
    assert len(wire.pages) == 1


@pytest.mark.parametrize(("act", "patience"), [(_silent, 0.5), (_stuck_within_body, 0.5), (_drips, 0.7)])
def test_patience_ends_when_set(act: Reply, patience: float) -> None:
    began = monotonic()
    ask({PATH: act}, read_seconds=0.2, total_seconds=0.4, retries=0)
    assert monotonic() - began < patience


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (ZIPPED, "gzip"),
        (ZIPPED, "x-gzip"),
        (gzip.compress(PAGE[:500]) + gzip.compress(PAGE[500:]), "gzip"),
        (zlib.compress(PAGE), "deflate"),
        (zlib.compress(PAGE)[2:-4], "deflate"),
        (brotli.compress(PAGE), "br"),
        (ZIPPED, ""),
        (gzip.compress(ZIPPED), "gzip"),
        (gzip.compress(zlib.compress(PAGE)), "deflate, gzip"),
        (PAGE, "utf-8"),
    ],
)
def test_encodings_are_undone(body: bytes, encoding: str) -> None:
    for length in (True, False):
        answer, _ = ask({PATH: reply(body, Content_Encoding=encoding, length=length)})
        assert answer.verdict == "page"
        assert answer.response is not None
        assert answer.response.body == PAGE


def test_a_refused_connection() -> None:
    async def body() -> Answer:
        async with serving({}) as wire:
            url = wire.url(PATH)
        async with fetcher(retries=0) as client:
            return await client.get(Request(url, "list"))

    answer = run(body())
    assert (answer.verdict, answer.reason) == ("failed", "robots-unavailable")
    assert "无法连接" in answer.detail


def test_an_unknown_name() -> None:
    async def body() -> Answer:
        async with fetcher(retries=0) as client:
            return await client.get(Request("http://no-such-host.invalid/robots.txt", "robots"))

    assert run(body()).reason == "dns"


def test_tls_spoken_to_a_plain_server() -> None:
    async def speak(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async def body() -> Answer:
        server = await asyncio.start_server(speak, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, fetcher(retries=0) as client:
            return await client.get(Request(f"https://127.0.0.1:{port}/robots.txt", "robots"))

    answer = run(body())
    assert (answer.verdict, answer.reason) == ("failed", "tls")


def test_whatever_a_server_says_is_an_answer() -> None:
    """Replies cut, doubled and scrambled at random places."""
    dice = Random(7)
    whole = [
        reply(ZIPPED, Content_Encoding="gzip"),
        reply(),
        CHUNKED + b"5\r\nhello\r\n0\r\n\r\n",
        redirect("/b"),
    ]

    def scrambled() -> Act:
        data = bytearray(dice.choice(whole))
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(min(len(data), 200))
            data[at : at + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))

        async def act(writer: asyncio.StreamWriter) -> None:
            writer.write(bytes(data))
            await writer.drain()

        return act

    async def body() -> list[Answer]:
        routes: dict[str, Reply | list[Reply]] = {PATH: [scrambled() for _ in range(300)], "/b": reply()}
        async with serving(routes) as wire, fetcher(retries=0, max_redirects=2) as client:
            return [await client.get(Request(wire.url(PATH), "list")) for _ in range(300)]

    answers = run(body())
    assert {answer.verdict for answer in answers} >= {"page", "failed"}
    assert all(answer.verdict == "page" or answer.detail for answer in answers)


def test_leftovers_are_not_read_as_the_next_answer() -> None:
    """A server that sends more than it declared cannot slip an answer in for the next page."""
    forged = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\nforged"
    first = reply(PAGE + forged, Content_Length=str(len(PAGE))).replace(b"Connection: close\r\n", b"")

    async def body() -> tuple[Answer, Answer]:
        async with serving({"/1": first, "/2": reply()}) as wire, fetcher(retries=0) as client:
            one = await client.get(Request(wire.url("/1"), "list"))
            return one, await client.get(Request(wire.url("/2"), "list"))

    one, two = run(body())
    assert one.reason == "truncated"
    assert two.response is not None
    assert two.response.body == PAGE
