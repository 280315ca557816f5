"""Handshakes with real servers on loopback: strict for all, and what an operator allows one host.

What cannot be tried here: a whole exchange with a server that lacks RFC 5746, since no OpenSSL of today can
play one. Its first answer is put on the wire by hand, and the handshake goes as far as that answer.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme

from gongkai.base.values import Answer, Request
from gongkai.fetch import reasons
from gongkai.fetch.tls import TlsRule
from tests.fetch.authority import expired, self_signed, served, trusted
from tests.fetch.wire import fetcher, reply, run, serving

PATH = "/zwgk/"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[trustme.CA]:
    authority = trustme.CA(key_type=trustme.KeyType.RSA)
    with trusted(authority, tmp_path):
        yield authority


@dataclass
class Asked:
    answer: Answer
    requests: int


def ask_tls(server: ssl.SSLContext, rule: TlsRule | None = None, *, host: str = "localhost") -> list[Asked]:
    """Two questions to one server in one run; the port is added to the rule's host."""

    async def go() -> list[Asked]:
        async with serving({PATH: reply()}, tls=server) as wire:
            rules = {f"{host}:{wire.port}": rule} if rule else {}
            async with fetcher(retries=0, tls=rules) as client:
                found = []
                for _ in range(2):
                    before = client.requests
                    answer = await client.get(Request(wire.url(PATH, host), "list"))
                    found.append(Asked(answer, client.requests - before))
                return found

    return run(go())


def refused(server: ssl.SSLContext, rule: TlsRule | None = None, *, host: str = "localhost") -> str:
    """The detail of a refusal, after checking that it is one of the handshake."""
    answer = ask_tls(server, rule, host=host)[0].answer
    assert (answer.verdict, answer.reason, answer.response) == ("failed", "tls", None)
    assert f"{host}:" in answer.detail
    return answer.detail


def accepted(server: ssl.SSLContext, rule: TlsRule | None = None) -> bool:
    return all(asked.answer.verdict == "page" for asked in ask_tls(server, rule))


def test_a_good_certificate_gives_the_page(root: trustme.CA) -> None:
    assert accepted(served(root.issue_cert("localhost")))


def test_strict_comes_first_and_what_followed_is_remembered(root: trustme.CA) -> None:
    """robots.txt: one handshake that fails, one that does not; then each question is one request."""
    rule = TlsRule(unverified=True)
    first, second = ask_tls(served(expired(root, "localhost")), rule)
    assert (first.requests, second.requests) == (3, 1)
    first, second = ask_tls(served(root.issue_cert("localhost")), rule)
    assert (first.requests, second.requests) == (2, 1)


# --- what is refused, and what to write -----------------------------------------------------------


def test_an_incomplete_chain_is_refused_until_its_certificate_is_given(root: trustme.CA) -> None:
    middle = root.create_child_ca(key_type=trustme.KeyType.RSA)
    server = served(middle.issue_cert("localhost"), whole=False)
    detail = refused(server)
    assert "unable to get local issuer certificate" in detail
    assert '[[tls]]：chain = "certs/' in detail
    assert accepted(server, TlsRule(chain=middle.cert_pem.bytes().decode()))
    assert "unable to get local issuer" in refused(server, TlsRule(legacy=True))


def test_a_given_certificate_only_bridges_to_a_trusted_root(root: trustme.CA) -> None:
    stranger = trustme.CA(key_type=trustme.KeyType.RSA)
    middle = stranger.create_child_ca(key_type=trustme.KeyType.RSA)
    server = served(middle.issue_cert("localhost"), whole=False)
    assert "证书" in refused(server, TlsRule(chain=middle.cert_pem.bytes().decode()))


def test_a_given_certificate_does_not_excuse_another_name(root: trustme.CA) -> None:
    middle = root.create_child_ca(key_type=trustme.KeyType.RSA)
    server = served(middle.issue_cert("www.other.example"), whole=False)
    assert "不是发给这个主机名" in refused(server, TlsRule(chain=middle.cert_pem.bytes().decode()))


def test_an_expired_certificate_is_refused_unless_unverified(root: trustme.CA) -> None:
    server = served(expired(root, "localhost"))
    detail = refused(server)
    assert "证书已过期或尚未生效" in detail
    assert "unverified = true" in detail
    assert "because" in detail
    assert "已过期" in refused(server, TlsRule(legacy=True, chain=root.cert_pem.bytes().decode()))
    assert accepted(server, TlsRule(unverified=True))


def test_a_certificate_for_another_name_says_so(root: trustme.CA) -> None:
    server = served(root.issue_cert("www.other.example"))
    assert "不是发给这个主机名" in refused(server)
    assert "不是发给这个主机名" in refused(server, host="127.0.0.1")
    assert accepted(server, TlsRule(unverified=True))


def test_a_certificate_that_signs_itself_says_so(root: trustme.CA, tmp_path: Path) -> None:
    _, server = self_signed(tmp_path, "localhost", bits=2048)
    assert "自签名" in refused(server)
    assert accepted(server, TlsRule(unverified=True))


def test_one_global_tls_setting_never(root: trustme.CA) -> None:
    """What one host is allowed, another with the same fault is not, in the same run, before or after."""

    async def go() -> list[str]:
        bad = served(expired(root, "localhost"))
        async with serving({PATH: reply()}, tls=bad) as one, serving({PATH: reply()}, tls=bad) as other:
            allowed = {f"localhost:{one.port}": TlsRule(unverified=True, legacy=True)}
            async with fetcher(retries=0, tls=allowed) as client:
                asked = [wire.url(PATH, "localhost") for wire in (other, one, other, one)]
                answers = [await client.get(Request(url, "list")) for url in asked]
                # and a host is allowed nothing by the name of another port or another name of it
                answers.append(await client.get(Request(one.url(PATH), "list")))
                return [answer.reason or answer.verdict for answer in answers]

    assert run(go()) == ["tls", "page", "tls", "page", "tls"]


# --- old servers ----------------------------------------------------------------------------------


def test_old_ciphers_are_used_only_where_legacy_is_allowed(root: trustme.CA) -> None:
    """TLS 1.2 with CBC and without forward secrecy, which Python leaves out by itself."""
    server = served(root.issue_cert("localhost", key_type=trustme.KeyType.RSA))
    server.maximum_version = ssl.TLSVersion.TLSv1_2
    server.set_ciphers("AES128-SHA:@SECLEVEL=0")
    detail = refused(server)
    assert "[[tls]]：legacy = true" in detail
    assert refused(server, TlsRule(chain=root.cert_pem.bytes().decode()))
    assert accepted(server, TlsRule(legacy=True))


def test_a_weak_key_needs_legacy(root: trustme.CA, tmp_path: Path) -> None:
    """RSA of 1024 bits: 80 bits of security, which only level 1 allows."""
    pem, server = self_signed(tmp_path, "localhost", bits=1024)
    detail = refused(server, TlsRule(chain=pem))
    assert "legacy = true" in detail
    assert accepted(server, TlsRule(legacy=True, chain=pem))


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_versions_before_tls_1_2_are_not_spoken_even_so(root: trustme.CA) -> None:
    server = served(root.issue_cert("localhost", key_type=trustme.KeyType.RSA))
    server.set_ciphers("DEFAULT:@SECLEVEL=0")
    server.minimum_version, server.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    for rule in (None, TlsRule(legacy=True)):
        assert refused(server, rule)


def _hello(version: bytes) -> bytes:
    """A server's first message with ECDHE-RSA-AES128-GCM-SHA256 and no extension at all."""
    return b"\x16\x03\x03\x00\x2a\x02\x00\x00\x26" + version + bytes(range(32)) + b"\x00\xc0\x2f\x00"


def _answered_with(said: bytes, rule: TlsRule | None = None) -> tuple[Answer, int]:
    """The answer where a server says this and then waits, and the number of its connections."""
    connections = asyncio.Semaphore(0)
    count = 0

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        count += 1
        await reader.read(65536)
        writer.write(said)
        await reader.read()
        writer.close()
        connections.release()

    async def go() -> Answer:
        server = await asyncio.start_server(speak, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        rules = {f"localhost:{port}": rule} if rule else {}
        async with server:
            async with fetcher(retries=0, tls=rules, connect_seconds=0.3) as client:
                answer = await client.get(Request(f"https://localhost:{port}/robots.txt", "robots"))
            for _ in range(count):
                await connections.acquire()
        return answer

    return run(go()), count


def test_legacy_renegotiation_is_refused_and_named() -> None:
    """A server without RFC 5746."""
    answer, connections = _answered_with(_hello(b"\x03\x03"))
    assert (answer.reason, connections) == ("tls", 1)
    assert "UNSAFE_LEGACY_RENEGOTIATION_DISABLED" in answer.detail
    assert "legacy = true" in answer.detail


def test_legacy_renegotiation_is_let_pass_where_it_is_allowed() -> None:
    """The second handshake goes on, and waits for the certificate that this server does not send."""
    answer, connections = _answered_with(_hello(b"\x03\x03"), TlsRule(legacy=True))
    assert (answer.reason, connections) == ("timeout", 2)


@pytest.mark.parametrize(
    "said", [_hello(b"\x03\x01"), b"\x15\x03\x01\x00\x02\x02\x46"], ids=["hello", "alert"]
)
def test_a_server_of_old_versions_alone_is_named(said: bytes) -> None:
    answer, _ = _answered_with(said)
    assert "TLS 1.1 或更早" in answer.detail


# --- other ports ----------------------------------------------------------------------------------


def test_a_server_without_tls_says_so() -> None:
    async def speak(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async def go() -> Answer:
        server = await asyncio.start_server(speak, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, fetcher(retries=0) as client:
            return await client.get(Request(f"https://127.0.0.1:{port}{PATH}", "list"))

    answer = run(go())
    assert answer.reason == "tls"
    assert "不是 HTTPS" in answer.detail


def test_a_server_that_hangs_up_in_the_handshake_is_told_with_its_host() -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65536)
        writer.close()

    async def go() -> Answer:
        server = await asyncio.start_server(speak, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, fetcher(retries=0) as client:
            return await client.get(Request(f"https://127.0.0.1:{port}{PATH}", "list"))

    answer = run(go())
    assert answer.reason == "tls"
    assert "legacy = true" in answer.detail
    assert "127.0.0.1:" in answer.detail


@pytest.mark.parametrize("fault", sorted(reasons.TLS))
def test_every_fault_says_what_is_wrong_and_what_to_do(fault: Any) -> None:
    answer = reasons.of_handshake(fault, "www.a.example：x")
    assert answer.detail.count("。") >= 2
    assert "请" in answer.detail
