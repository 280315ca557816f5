"""The client against real loopback servers: pages, redirects, conditions, counters."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest

from gongkai.base.values import Answer, Request
from gongkai.fetch import Fetcher
from gongkai.fetch import client as client_module
from tests.fetch.wire import (
    AGENT,
    PAGE,
    Reply,
    Wire,
    ask,
    clock,
    fetcher,
    redirect,
    reply,
    run,
    serving,
    settings,
)

PATH = "/zwgk/a.html"


def test_a_page_is_given_whole() -> None:
    answer, wire = ask({PATH: reply(X_Served_By="东".encode().decode("latin-1"))})
    assert answer.verdict == "page"
    assert (answer.reason, answer.detail) == ("", "")
    response = answer.response
    assert response is not None
    assert response.body == PAGE
    assert (response.status, response.media_type, response.charset) == (200, "text/html", "utf-8")
    assert response.url == response.final_url == wire.url(PATH)
    assert (response.method, response.request_body) == ("GET", None)
    assert response.requested_at == response.received_at == "2026-03-02T01:00:00Z"
    assert ("Content-Type", "text/html") in response.headers
    assert response.header("x-served-by") == "东".encode().decode("latin-1")


def test_the_request_says_who_asks() -> None:
    _, wire = ask({PATH: reply()})
    headers = wire.pages[0].headers
    assert headers["user-agent"] == AGENT
    assert headers["host"] == f"127.0.0.1:{wire.port}"
    assert headers["accept-encoding"] == "gzip, deflate, br"
    assert "cookie" not in headers


def test_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    answer, _ = ask({PATH: reply()})
    assert answer.verdict == "page"


def test_counters_count_everything_on_the_wire() -> None:
    async def body() -> tuple[int, int]:
        async with serving({PATH: redirect("/b.html"), "/b.html": reply()}) as wire, fetcher() as client:
            await client.get(Request(wire.url(PATH), "list"))
            return client.requests, client.bytes

    assert run(body()) == (3, len(PAGE))


def test_connections_are_used_again() -> None:
    lasting = reply().replace(b"Connection: close\r\n", b"")

    async def body() -> int:
        async with serving({"/robots.txt": lasting, PATH: lasting}) as wire, fetcher() as client:
            for _ in range(5):
                await client.get(Request(wire.url(PATH), "list"))
            return wire.connections

    assert run(body()) == 1


# --- conditions -----------------------------------------------------------------------------------


def _conditional(answered: bytes, **marks: Any) -> tuple[Answer, Wire]:
    async def body() -> tuple[Answer, Wire]:
        async with serving({PATH: answered}) as wire, fetcher() as client:
            return await client.get(Request(wire.url(PATH), "list", **marks)), wire

    return run(body())


def test_unchanged_needs_a_condition() -> None:
    unchanged = reply(b"", 304, length=False, ETag='"a"')
    answer, wire = _conditional(unchanged, etag='"a"', last_modified="Mon, 02 Mar 2026 00:00:00 GMT")
    assert answer.verdict == "unchanged"
    assert answer.response is not None
    assert answer.response.body == b""
    assert wire.pages[0].headers["if-none-match"] == '"a"'
    assert wire.pages[0].headers["if-modified-since"] == "Mon, 02 Mar 2026 00:00:00 GMT"

    answer, _ = _conditional(unchanged)
    assert (answer.verdict, answer.reason) == ("failed", "http-304")


def test_a_stored_mark_cannot_forge_headers() -> None:
    answer, wire = _conditional(reply(), etag='"a"\r\nX-Evil: 1')
    assert answer.verdict == "page"
    assert "x-evil" not in wire.pages[0].headers


# --- redirects ------------------------------------------------------------------------------------


def test_redirects_are_followed_and_recorded() -> None:
    answer, wire = ask({PATH: redirect("../b/./c.html?x=1", 301), "/b/c.html?x=1": reply()})
    assert answer.verdict == "page"
    assert answer.response is not None
    assert answer.response.url == wire.url(PATH)
    assert answer.response.final_url == wire.url("/b/c.html?x=1")


def test_redirect_paths_in_raw_bytes_are_quoted_as_they_are() -> None:
    answer, wire = ask(
        {PATH: redirect("/通知.html".encode("gbk").decode("latin-1")), "/%CD%A8%D6%AA.html": reply()}
    )
    assert answer.verdict == "page"
    assert wire.pages[-1].path == "/%CD%A8%D6%AA.html"


@pytest.mark.parametrize(
    ("routes", "reason"),
    [
        ({PATH: redirect("/b"), "/b": redirect(PATH)}, "redirect-loop"),
        ({PATH: redirect(PATH)}, "redirect-loop"),
        ({PATH: redirect("")}, "bad-redirect"),
        ({PATH: redirect("file:///etc/passwd")}, "bad-redirect"),
        ({PATH: redirect("javascript:alert(1)")}, "bad-redirect"),
        ({PATH: redirect("http://a..b/x")}, "bad-redirect"),
        ({f"/{i}": redirect(f"/{i + 1}") for i in range(20)} | {PATH: redirect("/0")}, "too-many-redirects"),
    ],
)
def test_ways_that_lead_nowhere(routes: dict[str, Any], reason: str) -> None:
    answer, wire = ask(routes)
    assert (answer.verdict, answer.reason) == ("failed", reason)
    assert len(wire.pages) <= 6


def test_a_cookie_that_opens_the_way_is_carried() -> None:
    answer, wire = ask({PATH: [redirect(PATH, Set_Cookie="C3VK=a1; path=/; Max-Age=300"), reply()]})
    assert answer.verdict == "page"
    assert wire.pages[1].headers["cookie"] == "C3VK=a1"


def test_cookies_of_pages_are_not_kept() -> None:
    async def body() -> Wire:
        async with serving({PATH: reply(Set_Cookie="JSESSIONID=1")}) as wire, fetcher() as client:
            await client.get(Request(wire.url(PATH), "list"))
            await client.get(Request(wire.url(PATH), "list"))
            return wire

    assert all("cookie" not in seen.headers for seen in run(body()).seen)


@pytest.mark.parametrize("home", ["/", "/index.html", "/index.shtml", "http://127.0.0.2:9/"])
def test_an_article_sent_home_is_gone(home: str) -> None:
    answer, wire = ask({PATH: redirect(home)})
    assert (answer.verdict, answer.reason) == ("gone", "redirect-home")
    assert answer.response is not None
    assert (answer.response.status, answer.response.final_url) == (302, wire.url(PATH))


def test_a_list_sent_home_is_our_trouble() -> None:
    answer, _ = ask({"/zwgk/": redirect("/")}, "/zwgk/", "list")
    assert (answer.verdict, answer.reason) == ("failed", "redirect-home")


def test_the_home_page_may_lead_home() -> None:
    answer, _ = ask({"/": redirect("/index.html"), "/index.html": reply()}, "/", "list")
    assert answer.verdict == "page"


def test_a_section_may_move_to_a_host_of_its_own() -> None:
    async def body() -> Answer:
        async with (
            serving({"/": reply()}, "127.0.0.2") as other,
            serving({"/zwgk/": redirect(other.url("/", "127.0.0.2"))}) as wire,
            fetcher() as client,
        ):
            return await client.get(Request(wire.url("/zwgk/"), "list"))

    assert run(body()).verdict == "page"


# --- kinds of bodies ------------------------------------------------------------------------------


def test_a_page_instead_of_a_file_is_no_file() -> None:
    answer, _ = ask({"/a.pdf": reply()}, "/a.pdf", "attachment")
    assert (answer.verdict, answer.reason) == ("failed", "not-a-file")


def test_a_file_that_leads_to_a_page_is_no_file() -> None:
    routes: dict[str, Reply | list[Reply]] = {"/a.pdf": redirect("/user/in.html"), "/user/in.html": reply()}
    answer, _ = ask(routes, "/a.pdf", "attachment")
    assert (answer.verdict, answer.reason) == ("failed", "not-a-file")


def test_a_file_is_known_by_its_bytes() -> None:
    answer, _ = ask({"/a.doc": reply(b"%PDF-1.4 \x00", Content_Type="text/html")}, "/a.doc", "attachment")
    assert answer.verdict == "page"
    assert answer.response is not None
    assert (answer.response.media_type, answer.response.charset) == ("application/pdf", None)


def test_attachments_have_a_cap_of_their_own() -> None:
    body = b"%PDF" + bytes(5000)
    answer, _ = ask({"/a.pdf": reply(body)}, "/a.pdf", "attachment", max_bytes=1000)
    assert answer.verdict == "page"
    answer, _ = ask({"/a.pdf": reply(body)}, "/a.pdf", "attachment", max_attachment_bytes=1000)
    assert answer.reason == "too-large"


def test_an_empty_file_is_no_file() -> None:
    answer, _ = ask({"/a.pdf": reply(b"")}, "/a.pdf", "attachment")
    assert (answer.verdict, answer.reason) == ("failed", "empty-body")


@pytest.mark.parametrize(
    ("content_type", "body", "charset"),
    [
        ("text/html; charset=gb2312", "<html><p>镕</p></html>".encode("gb18030"), "gb18030"),
        ("text/html", "<html><meta charset=gbk><p>关于开展检查的通知</p></html>".encode("gbk"), "gb18030"),
        ("text/html; charset=gbk", "<html><p>关于开展检查的通知</p></html>".encode(), "utf-8"),
        ("application/octet-stream", "<html><p>关于开展检查的通知</p></html>".encode(), "utf-8"),
        ("", "<!doctype html><html><p>关于开展检查的通知</p></html>".encode("gb18030"), "gb18030"),
    ],
)
def test_the_charset_is_named(content_type: str, body: bytes, charset: str) -> None:
    answer, _ = ask({PATH: reply(body, Content_Type=content_type)})
    assert answer.response is not None
    assert (answer.response.media_type, answer.response.charset) == ("text/html", charset)
    assert answer.response.body == body


def test_the_operator_may_force_a_charset() -> None:
    text = "<html><p>通知公告</p></html>".encode("big5")
    answer, _ = ask({PATH: reply(text)}, encodings={"127.0.0.1": "big5"})
    assert answer.response is not None
    assert answer.response.charset == "big5"


# --- verdicts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(404, "gone"), (410, "gone"), (403, "blocked"), (405, "blocked"), (412, "blocked"), (521, "blocked"),
     (400, "failed"), (401, "failed"), (429, "failed"), (500, "failed"), (204, "failed"), (300, "failed")],
)  # fmt: skip
def test_a_status_has_its_verdict(status: int, verdict: str) -> None:
    answer, _ = ask({PATH: reply(b"" if status == 204 else b"<p>x</p>", status, length=status != 204)})
    assert (answer.verdict, answer.reason) == (verdict, f"http-{status}")
    assert answer.detail.endswith("。")
    assert answer.response is not None


def test_a_soft_404_is_gone_with_its_proof() -> None:
    body = "<html><head><title>404 Not Found</title></head><body>您访问的页面不存在</body></html>".encode()
    answer, _ = ask({PATH: reply(body)})
    assert (answer.verdict, answer.reason) == ("gone", "soft-404")
    assert answer.response is not None
    assert answer.response.body == body


@pytest.mark.parametrize("url", ["", "ftp://a.cn/", "http:///x", "http://a b/", "http://[::1", "http://a:x/"])
def test_a_bad_address_is_an_answer(url: str) -> None:
    async def body() -> Answer:
        async with fetcher() as client:
            return await client.get(Request(url, "list"))

    assert run(body()).reason == "bad-address"


def test_cancelling_passes_through_and_leaves_the_host_usable() -> None:
    arrived = asyncio.Event()

    async def slow(writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await asyncio.sleep(10)

    async def body() -> Answer:
        async with (
            serving({"/slow": slow, PATH: reply()}) as wire,
            Fetcher(settings(read_seconds=5), clock) as client,
        ):
            task = asyncio.create_task(client.get(Request(wire.url("/slow"), "list")))
            await arrived.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await client.get(Request(wire.url(PATH), "list"))

    assert run(body()).verdict == "page"


def test_idle_connections_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "_MOST_OPEN", 2)
    lasting = reply().replace(b"Connection: close\r\n", b"")

    async def body() -> list[int]:
        async with AsyncExitStack() as stack:
            names = [f"127.0.0.{number}" for number in (2, 3, 4)]
            routes: dict[str, Reply | list[Reply]] = {"/robots.txt": lasting, PATH: lasting}
            wires = [await stack.enter_async_context(serving(routes, name)) for name in names]
            client = await stack.enter_async_context(fetcher())
            for wire, name in [*zip(wires, names, strict=True), (wires[2], names[2]), (wires[0], names[0])]:
                assert (await client.get(Request(wire.url(PATH, name), "list"))).verdict == "page"
            return [wire.connections for wire in wires]

    assert run(body()) == [2, 1, 1]
