"""Bodies of which there is nothing to read: too large, or no text."""

from __future__ import annotations

import gzip

import pytest

from gongkai.base.values import FetchKind, Request
from tests.fetch.wire import ask, fetcher, reply, run, serving

PATH = "/zwgk/a.html"


@pytest.mark.parametrize("kind", ["article", "list", "home"])
def test_bytes_that_are_no_text_are_not_called_empty(kind: FetchKind) -> None:
    answer, _ = ask({PATH: reply(b"<html><p>x</p></html>", Content_Type="image/png")}, PATH, kind)
    assert (answer.verdict, answer.reason) == ("failed", "not-a-page")
    assert answer.response is not None


@pytest.mark.parametrize("raw", [b"x" * 5000, gzip.compress(b"x" * 500_000)])
def test_what_came_of_a_body_too_large_is_counted_and_not_kept(raw: bytes) -> None:
    encoding = "gzip" if raw.startswith(b"\x1f\x8b") else ""

    async def body() -> tuple[str, int]:
        async with (
            serving({PATH: reply(raw, length=False, Content_Encoding=encoding)}) as wire,
            fetcher(max_bytes=2000) as client,
        ):
            answer = await client.get(Request(wire.url(PATH), "article"))
            assert answer.response is None
            return answer.reason, client.bytes

    reason, came = run(body())
    assert reason == "too-large"
    assert min(len(raw), 2001) <= came <= len(raw)
