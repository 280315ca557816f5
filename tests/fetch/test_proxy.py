"""Through an operator's HTTP proxy, plain and by tunnel; and that the guard holds there too."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from gongkai.base.proxy import Proxy
from gongkai.base.values import Answer, Request
from gongkai.fetch import Fetcher
from gongkai.fetch.tls import TlsRule
from tests.fetch.authority import expired, served, trusted
from tests.fetch.proxying import ProxyServer, proxying
from tests.fetch.wire import PAGE, Wire, fetcher, redirect, reply, run, serving

PATH = "/zwgk/a.html"
BEYOND = "www.beyond.invalid"  # a name that nobody here can resolve (RFC 6761)
SIGNED = ("li", "s3cret@:")


@pytest.fixture
def root(tmp_path: Path) -> Iterator[trustme.CA]:
    authority = trustme.CA()
    with trusted(authority, tmp_path):
        yield authority


def through(proxy: ProxyServer, auth: tuple[str, str] | None = None, **changes: Any) -> Fetcher:
    return fetcher(retries=0, proxy=Proxy("127.0.0.1", proxy.port, auth), **changes)


def test_plain_requests_are_forwarded() -> None:
    async def body() -> tuple[Answer, ProxyServer, Wire]:
        async with (
            serving({PATH: reply()}) as wire,
            proxying() as proxy,
            through(proxy, SIGNED) as client,
        ):
            return await client.get(Request(wire.url(PATH), "article")), proxy, wire

    answer, proxy, wire = run(body())
    assert answer.response is not None
    assert (answer.verdict, answer.response.body) == ("page", PAGE)
    assert proxy.asked == [f"GET {wire.url('/robots.txt')}", f"GET {wire.url(PATH)}"]
    assert proxy.signed == ["Basic " + base64.b64encode(b"li:s3cret@:").decode()] * 2
    assert wire.pages[0].headers["host"] == f"127.0.0.1:{wire.port}"
    assert not any(name.startswith("proxy") for name in wire.pages[0].headers)


def test_tls_goes_through_a_tunnel_to_the_site_itself(root: trustme.CA) -> None:
    async def body() -> tuple[Answer, ProxyServer, Wire]:
        async with (
            serving({PATH: reply()}, tls=served(root.issue_cert("localhost"))) as wire,
            proxying() as proxy,
            through(proxy, SIGNED) as client,
        ):
            return await client.get(Request(wire.url(PATH, "localhost"), "article")), proxy, wire

    answer, proxy, wire = run(body())
    assert answer.verdict == "page"
    assert set(proxy.asked) == {f"CONNECT localhost:{wire.port}"}
    assert [seen.path for seen in wire.seen] == ["/robots.txt", PATH]
    assert "proxy-authorization" not in wire.seen[0].headers


def test_handshakes_in_a_tunnel_are_judged_and_relaxed_as_without(root: trustme.CA) -> None:
    async def body() -> list[str]:
        async with (
            serving({PATH: reply()}, tls=served(expired(root, "localhost"))) as wire,
            proxying() as proxy,
        ):
            found = []
            for rules in ({}, {f"localhost:{wire.port}": TlsRule(unverified=True)}):
                async with through(proxy, tls=rules) as client:
                    answer = await client.get(Request(wire.url(PATH, "localhost"), "article"))
                    found.append(answer.detail[:5] or answer.verdict)
            return found

    assert run(body()) == ["证书已过期", "page"]


# --- the guard ------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "2130706433", "0x7f.1", "[::1]",
     "[::ffff:127.0.0.1]", "[fd00::1]"],
)  # fmt: skip
def test_private_addresses_are_refused_before_the_proxy_hears_of_them(scheme: str, host: str) -> None:
    async def body() -> tuple[Answer, ProxyServer]:
        async with proxying() as proxy, through(proxy, private_hosts=frozenset()) as client:
            return await client.get(Request(f"{scheme}://{host}:8/x", "list")), proxy

    answer, proxy = run(body())
    assert (answer.verdict, answer.reason) == ("failed", "private-address")
    assert proxy.asked == []


def test_a_redirect_cannot_lead_inside() -> None:
    async def body() -> tuple[Answer, ProxyServer]:
        async with serving({PATH: redirect("http://localhost/secret")}) as wire, proxying() as proxy:
            allowed = frozenset([f"127.0.0.1:{wire.port}"])
            async with through(proxy, private_hosts=allowed) as client:
                return await client.get(Request(wire.url(PATH), "list")), proxy

    answer, proxy = run(body())
    assert answer.reason == "private-address"
    assert len(proxy.asked) == 2


def test_a_name_that_only_the_proxy_knows_is_left_to_it() -> None:
    async def body() -> tuple[Answer, ProxyServer]:
        async with (
            serving({PATH: reply()}) as wire,
            proxying(names=frozenset([BEYOND])) as proxy,
            through(proxy, private_hosts=frozenset()) as client,
        ):
            return await client.get(Request(wire.url(PATH, BEYOND), "list")), proxy

    answer, proxy = run(body())
    assert answer.verdict == "page"
    assert len(proxy.asked) == 2


# --- trouble --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "status", "reason"),
    [
        ("http", 407, "proxy"),
        ("https", 407, "proxy"),
        ("https", 403, "proxy"),
        ("https", 502, "robots-unavailable"),  # the site is out of reach, not the proxy
        ("https", 504, "robots-unavailable"),
        ("http", 502, "robots-unavailable"),
    ],
)
def test_a_proxy_that_says_no(
    scheme: str, status: int, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def body() -> Answer:
        async with proxying(refuses=status) as proxy, through(proxy, SIGNED) as client:
            return await client.get(Request(f"{scheme}://{BEYOND}:8/x", "article"))

    answer = run(body())
    assert (answer.verdict, answer.response, answer.reason) == ("failed", None, reason)
    if reason == "proxy":
        assert f"代理答复 {status}" in answer.detail
    assert "httpcore" in caplog.text
    assert "s3cret" not in answer.detail + caplog.text
    assert base64.b64encode(b"li:s3cret@:").decode() not in answer.detail + caplog.text


def test_a_proxy_that_is_not_there() -> None:
    async def body() -> list[Answer]:
        async with fetcher(retries=0, proxy=Proxy("127.0.0.1", 9, SIGNED)) as client:
            urls = (f"{scheme}://{BEYOND}/x" for scheme in ("http", "https"))
            return [await client.get(Request(url, "article")) for url in urls]

    for answer in run(body()):
        assert (answer.verdict, answer.reason) == ("failed", "proxy")
        assert "crawl.proxy" in answer.detail
        assert "s3cret" not in answer.detail
