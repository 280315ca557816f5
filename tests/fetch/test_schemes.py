"""The two schemes of one host, on loopback servers of both kinds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from gongkai.base.values import Answer, Request
from gongkai.fetch import Fetcher
from gongkai.fetch.schemes import Schemes
from tests.fetch.authority import expired, served, trusted
from tests.fetch.test_trouble import _hangs_up
from tests.fetch.wire import Reply, Wire, fetcher, redirect, reply, run, serving, settings

PATH = "/zwgk/a.html"
GONE = reply(b"<p>x</p>", 410)
Routes = dict[str, Reply | list[Reply]]


@pytest.fixture
def root(tmp_path: Path) -> Iterator[trustme.CA]:
    authority = trustme.CA()
    with trusted(authority, tmp_path):
        yield authority


@dataclass
class Pair:
    """An encrypted and a plain server of one site, and a client that knows both."""

    secure: Wire
    plain: Wire
    client: Fetcher

    async def ask(self, wire: Wire, path: str = PATH, **more: str) -> Answer:
        return await self.client.get(Request(wire.url(path, "localhost"), "article", **more))  # type: ignore[arg-type]


@asynccontextmanager
async def pair(
    secure: Routes | None, plain: Routes | None, certificate: trustme.LeafCert, *, own_plain: bool = True
) -> AsyncIterator[Pair]:
    """Routes None: nothing listens there. `own_plain`: the operator's own addresses ask this host without
    encryption."""
    async with AsyncExitStack() as stack:
        wires = []
        for routes, tls in ((secure, served(certificate)), (plain, None)):
            async with AsyncExitStack() as short:
                wire = await short.enter_async_context(serving(routes or {}, tls=tls))
                wires.append(wire)
                if routes is not None:
                    await stack.enter_async_context(short.pop_all())
        both = {wires[0].url("", "localhost"): wires[1].url("", "localhost")}
        hosts = frozenset([f"localhost:{wires[1].port}"] if own_plain else [])
        client = await stack.enter_async_context(fetcher(retries=0, twins=both, plain_hosts=hosts))
        yield Pair(wires[0], wires[1], client)


@pytest.fixture
def good(root: trustme.CA) -> trustme.LeafCert:
    return root.issue_cert("localhost")


@pytest.fixture
def bad(root: trustme.CA) -> trustme.LeafCert:
    return expired(root, "localhost")


# --- from https to http ---------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", ["tls", "connect", "disconnected", "410"])
def test_what_https_cannot_give_http_may(trouble: str, good: trustme.LeafCert, bad: trustme.LeafCert) -> None:
    secure: dict[str, Routes | None] = {
        "tls": {PATH: reply()}, "connect": None, "disconnected": {PATH: _hangs_up}, "410": {PATH: GONE},
    }  # fmt: skip

    async def go() -> tuple[Answer, Answer, Pair, int]:
        certificate = bad if trouble == "tls" else good
        async with pair(secure[trouble], {PATH: reply(), "/b.html": reply()}, certificate) as two:
            first = await two.ask(two.secure)
            asked = len(two.secure.seen)
            return first, await two.ask(two.secure, "/b.html"), two, asked

    first, second, two, asked = run(go())
    assert first.verdict == second.verdict == "page"
    assert first.response is not None
    assert first.response.url == first.response.final_url == two.plain.url(PATH, "localhost")
    assert [seen.path for seen in two.plain.seen] == ["/robots.txt", PATH, "/b.html"]
    assert len(two.secure.seen) == asked  # remembered: plain is asked first from then on


def test_the_operators_word_is_needed_to_ask_without_encryption(bad: trustme.LeafCert) -> None:
    async def go() -> tuple[Answer, Pair]:
        async with pair({PATH: reply()}, {PATH: reply()}, bad, own_plain=False) as two:
            return await two.ask(two.secure), two

    answer, two = run(go())
    assert (answer.reason, two.plain.seen) == ("tls", [])


def test_what_answers_is_not_asked_otherwise(good: trustme.LeafCert) -> None:
    """A refusal, a missing page, a broken server: the scheme is not to blame."""
    routes: Routes = {"/1": reply(b"x", 403), "/2": reply(b"x", 404), "/3": reply(b"x", 500), "/4": reply()}

    async def go() -> tuple[list[str], Pair]:
        async with pair(routes, {PATH: reply()}, good) as two:
            return [(await two.ask(two.secure, path)).reason for path in routes], two

    reasons, two = run(go())
    assert reasons == ["http-403", "http-404", "http-500", ""]
    assert two.plain.seen == []


# --- from http to https ---------------------------------------------------------------------------


def test_a_closed_plain_port_leads_to_the_encrypted_one(good: trustme.LeafCert) -> None:
    async def go() -> tuple[Answer, Pair]:
        async with pair({PATH: reply()}, None, good, own_plain=False) as two:
            return await two.ask(two.plain), two

    answer, two = run(go())
    assert answer.response is not None
    assert answer.response.final_url == two.secure.url(PATH, "localhost")


def test_a_plain_server_that_hangs_up_is_taken_at_its_word(good: trustme.LeafCert) -> None:
    async def go() -> tuple[Answer, Pair]:
        async with pair({PATH: reply()}, {PATH: _hangs_up}, good) as two:
            return await two.ask(two.plain), two

    answer, two = run(go())
    assert (answer.reason, two.secure.seen) == ("disconnected", [])


def test_both_closed_is_told_as_the_first(good: trustme.LeafCert) -> None:
    async def go() -> Answer:
        async with pair(None, None, good) as two:
            return await two.ask(two.secure)

    assert run(go()).reason == "robots-unavailable"


def test_a_scheme_that_leads_on_to_a_page_is_remembered_too(good: trustme.LeafCert) -> None:
    async def go() -> tuple[list[Answer], Pair]:
        plain: Routes = {PATH: redirect("/b.html"), "/b.html": reply()}
        async with pair({PATH: _hangs_up}, plain, good) as two:
            return [await two.ask(two.secure) for _ in range(2)], two

    answers, two = run(go())
    assert [answer.verdict for answer in answers] == ["page", "page"]
    assert len(two.secure.pages) == 1


# --- nothing is concluded from one scheme alone ---------------------------------------------------


@pytest.mark.parametrize(
    "plain",
    [
        reply(b"x", 404),
        reply(b"x", 410),
        redirect("/"),
        reply("<html><title>404 Not Found</title><body>您访问的页面不存在</body></html>".encode()),
    ],
    ids=["404", "410", "sent home", "soft 404"],
)
def test_gone_over_http_while_https_is_in_trouble_is_trouble(plain: Reply, bad: trustme.LeafCert) -> None:
    async def go() -> Answer:
        async with pair({PATH: reply()}, {PATH: plain, "/": reply()}, bad) as two:
            return await two.ask(two.secure)

    answer = run(go())
    assert (answer.verdict, answer.reason) == ("failed", "tls")


@pytest.mark.parametrize(
    ("plain", "verdict", "reason"),
    [
        ({PATH: reply(b"x", 410)}, "gone", "http-410"),
        ({PATH: reply(b"x", 404)}, "gone", "http-410"),
        ({PATH: reply(b"x", 503)}, "failed", "http-503"),
        ({PATH: reply(b"x", 403)}, "blocked", "http-403"),
        (None, "failed", "robots-unavailable"),
    ],
)
def test_410_over_https_needs_http_to_say_so_too(
    plain: Routes | None, verdict: str, reason: str, good: trustme.LeafCert
) -> None:
    async def go() -> Answer:
        async with pair({PATH: GONE}, plain, good) as two:
            return await two.ask(two.secure)

    answer = run(go())
    assert (answer.verdict, answer.reason) == (verdict, reason)


@pytest.mark.parametrize("target", [PATH, "/b.html", "/"])
def test_http_that_sends_back_to_broken_https_is_told_as_that(target: str, bad: trustme.LeafCert) -> None:
    """Most plain ports only lead to the encrypted one: neither a loop nor a page that was sent home."""

    async def go() -> tuple[Answer, Pair]:
        routes: Routes = {}
        async with pair({PATH: reply()}, routes, bad) as two:
            two.plain.routes[PATH] = [redirect(two.secure.url(target, "localhost"), 301)]
            return await two.ask(two.secure), two

    answer, two = run(go())
    assert (answer.verdict, answer.reason) == ("failed", "tls")
    assert [seen.path for seen in two.plain.pages] == [PATH]


def test_the_date_of_one_scheme_is_no_condition_at_the_other(bad: trustme.LeafCert) -> None:
    """Another page may stand there, older than the date: its 304 would be taken for an unchanged article."""

    async def go() -> tuple[Answer, Pair]:
        plain = reply(b"", 304, length=False)
        async with pair({PATH: reply()}, {PATH: plain}, bad) as two:
            return await two.ask(two.secure, last_modified="Mon, 02 Mar 2026 00:00:00 GMT"), two

    answer, two = run(go())
    assert answer.verdict == "failed"
    assert "if-modified-since" not in two.plain.pages[0].headers


def test_a_mark_of_its_bytes_is_one(bad: trustme.LeafCert) -> None:
    async def go() -> tuple[Answer, Pair]:
        async with pair({PATH: reply()}, {PATH: reply(b"", 304, length=False)}, bad) as two:
            return await two.ask(two.secure, etag='"a"'), two

    answer, two = run(go())
    assert answer.verdict == "unchanged"
    assert answer.response is not None
    assert answer.response.url == two.plain.url(PATH, "localhost")


def test_robots_of_the_scheme_that_is_asked_are_obeyed(bad: trustme.LeafCert) -> None:
    rules = reply(b"User-agent: *\nDisallow: /zwgk/\n", Content_Type="text/plain")

    async def go() -> tuple[Answer, Pair]:
        async with pair({PATH: reply()}, {PATH: reply(), "/robots.txt": rules}, bad) as two:
            return await two.ask(two.secure), two

    answer, two = run(go())
    assert answer.reason == "tls"
    assert two.plain.pages == []


# --- which addresses are twins --------------------------------------------------------------------


def test_standard_ports_are_twins_and_others_only_by_name() -> None:
    known = Schemes(
        settings(
            plain_hosts=frozenset(["a.example", "c.example:8080"]),
            twins={"https://c.example:8443": "http://c.example:8080"},
        )
    )
    assert known.tries("https://a.example/x?y=1") == ("https://a.example/x?y=1", "http://a.example/x?y=1")
    assert known.tries("http://b.example/x") == ("http://b.example/x", "https://b.example/x")
    assert known.tries("https://b.example/x") == ("https://b.example/x",)
    assert known.tries("http://a.example:81/x") == ("http://a.example:81/x",)
    assert known.tries("https://c.example:8443/x") == ("https://c.example:8443/x", "http://c.example:8080/x")
    assert known.tries("http://c.example:8080/x") == ("http://c.example:8080/x", "https://c.example:8443/x")
    known.remember("http://a.example/z")
    assert known.tries("https://a.example/x") == ("http://a.example/x", "https://a.example/x")
    assert known.tries("http://a.example/x") == ("http://a.example/x", "https://a.example/x")
    known.remember("https://a.example/z")
    assert known.tries("https://a.example/x") == ("https://a.example/x", "http://a.example/x")
