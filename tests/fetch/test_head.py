"""Asking for the head of an answer alone."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.base.values import Answer, FetchKind, Request
from tests.fetch.wire import NO_ROBOTS, Reply, Wire, fetcher, redirect, reply, run, serving

FILE = "/files/a.pdf"


def head_of(
    routes: dict[str, Reply | list[Reply]], kind: FetchKind = "attachment", **more: Any
) -> tuple[Answer, Wire]:
    async def body() -> tuple[Answer, Wire]:
        async with serving(routes) as wire, fetcher(retries=0, max_attachment_bytes=1000) as client:
            return await client.get(Request(wire.url(FILE), kind, head=True, **more)), wire

    return run(body())


def lasting(answer: bytes) -> bytes:
    return answer.replace(b"Connection: close\r\n", b"")


@pytest.mark.parametrize("kind", ["attachment", "article"])
def test_the_head_tells_the_length_and_has_no_body(kind: FetchKind) -> None:
    stated = reply(b"", Content_Type="application/pdf", Content_Length="987654321")
    answer, wire = head_of({FILE: stated}, kind)
    assert (answer.verdict, answer.reason) == ("page", "")
    assert answer.response is not None
    assert (answer.response.method, answer.response.status, answer.response.body) == ("HEAD", 200, b"")
    assert answer.response.header("content-length") == "987654321"
    assert answer.response.media_type == "application/pdf"
    (asked,) = wire.pages
    assert (asked.method, asked.body) == ("HEAD", b"")
    assert "content-length" not in asked.headers
    assert asked.headers["accept-encoding"] == "identity"


def test_a_compressed_head_is_no_damage() -> None:
    for coding in ("gzip", "zstd"):
        answer, _ = head_of({FILE: reply(b"", Content_Encoding=coding, Content_Length="77")})
        assert answer.verdict == "page"


@pytest.mark.parametrize("status", [405, 501])
def test_a_server_without_head_is_our_trouble_and_no_refusal(status: int) -> None:
    async def body() -> list[str]:
        async with (
            serving({FILE: reply(b"", status), "/page": reply()}) as wire,
            fetcher(retries=0) as client,
        ):
            found = []
            kinds: tuple[FetchKind, ...] = ("article", "article", "article", "attachment")
            for kind in kinds:
                answer = await client.get(Request(wire.url(FILE), kind, head=True))
                found.append(f"{answer.verdict} {answer.reason}")
            found.append((await client.get(Request(wire.url("/page"), "article"))).verdict)
            return found

    assert run(body()) == ["failed no-head"] * 4 + ["page"]


@pytest.mark.parametrize(
    ("status", "verdict", "reason"),
    [(404, "gone", "http-404"), (403, "blocked", "http-403"), (500, "failed", "http-500")],
)
def test_other_statuses_mean_what_they_mean(status: int, verdict: str, reason: str) -> None:
    answer, _ = head_of({FILE: reply(b"", status)})
    assert (answer.verdict, answer.reason) == (verdict, reason)


def test_a_head_may_have_conditions() -> None:
    answer, wire = head_of({FILE: reply(b"", 304)}, etag='"a"')
    assert answer.verdict == "unchanged"
    assert wire.pages[0].headers["if-none-match"] == '"a"'


def test_a_redirect_is_followed_by_head() -> None:
    answer, wire = head_of({FILE: redirect("/b.pdf", 303), "/b.pdf": reply(b"", Content_Length="5")})
    assert answer.verdict == "page"
    assert [seen.method for seen in wire.pages] == ["HEAD", "HEAD"]


def test_the_connection_is_used_again_unless_a_body_came_all_the_same() -> None:
    async def body(first: bytes) -> tuple[list[str], int]:
        routes: dict[str, Reply | list[Reply]] = {FILE: [lasting(first), reply(b"%PDF-1.7 x")]}
        robots = lasting(NO_ROBOTS)
        async with serving(routes | {"/robots.txt": robots}) as wire, fetcher(retries=0) as client:
            answers = [
                await client.get(Request(wire.url(FILE), "attachment", head=head)) for head in (True, False)
            ]
            assert answers[1].response is not None
            assert answers[1].response.body == b"%PDF-1.7 x"
            return [answer.verdict for answer in answers], wire.connections

    kept = reply(b"", Content_Length="10")
    assert run(body(kept)) == (["page", "page"], 1)
    assert run(body(kept + b"%PDF-1.7 x")) == (["page", "page"], 2)


def test_a_head_never_has_a_body_of_its_own() -> None:
    with pytest.raises(ValueError, match="no body"):
        Request("https://a.example/", "list", body="a=1", head=True)
