"""What goes out: bodies, headers, and what of them goes on after a redirect, on real sockets."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.base.headers import RESERVED
from gongkai.base.values import Answer, Request
from tests.fetch.wire import AGENT, PAGE, Reply, Wire, fetcher, redirect, reply, run, serving

PATH = "/api/list"
FORM = "channelId=12&page=1&title=公开"


def post(routes: dict[str, Reply | list[Reply]], body: str | None = FORM, **more: Any) -> tuple[Answer, Wire]:
    """A request for PATH with a body, and the server afterwards."""
    settings = {name: more.pop(name) for name in ("retries", "headers") & more.keys()}

    async def go() -> tuple[Answer, Wire]:
        async with serving(routes) as wire, fetcher(**_by_port(settings, wire)) as client:
            return await client.get(Request(wire.url(PATH), "list", body=body, **more)), wire

    return run(go())


def _by_port(settings: dict[str, Any], wire: Wire) -> dict[str, Any]:
    if "headers" in settings:
        settings["headers"] = {f"127.0.0.1:{wire.port}": settings["headers"]}
    return settings


@pytest.mark.parametrize(
    ("more", "content_type"),
    [
        ({}, "application/x-www-form-urlencoded; charset=UTF-8"),
        ({"body_type": "json"}, "application/json;charset=UTF-8"),
        ({"headers": (("content-type", "text/plain"),)}, "text/plain"),
    ],
)
def test_a_body_is_posted_as_utf8_under_its_type(more: dict[str, Any], content_type: str) -> None:
    async def go() -> tuple[Answer, Wire]:
        async with serving({PATH: reply()}) as wire, fetcher() as client:
            return await client.get(Request(wire.url(PATH), "list", body=FORM, **more)), wire

    answer, wire = run(go())
    sent = wire.pages[0]
    assert (sent.method, sent.body) == ("POST", FORM.encode())
    assert sent.headers["content-type"] == content_type
    assert answer.response is not None
    assert (answer.response.method, answer.response.request_body) == ("POST", FORM)


def test_an_empty_body_is_a_post_too() -> None:
    answer, wire = post({PATH: reply()}, "")
    assert (wire.pages[0].method, wire.pages[0].headers["content-length"]) == ("POST", "0")
    assert answer.response is not None
    assert (answer.response.method, answer.response.request_body) == ("POST", "")


def test_a_request_with_a_body_is_never_conditional() -> None:
    """Its 304 would confirm nothing: the mark is of another question at the same address."""
    answer, wire = post({PATH: reply(b"", 304, length=False)}, etag='"a"', last_modified="yesterday")
    assert not {"if-none-match", "if-modified-since"} & wire.pages[0].headers.keys()
    assert (answer.verdict, answer.reason) == ("failed", "http-304")


def test_a_post_is_asked_again_as_a_get_is() -> None:
    answer, wire = post({PATH: [reply(b"x", 503), reply()]}, retries=1)
    assert answer.verdict == "page"
    assert [sent.body for sent in wire.pages] == [FORM.encode()] * 2


@pytest.mark.parametrize("status", [301, 302, 303])
def test_most_redirects_turn_a_post_into_a_get(status: int) -> None:
    answer, wire = post({PATH: redirect("/b", status), "/b": reply()}, etag='"a"')
    went = wire.pages[1]
    assert (went.method, went.body) == ("GET", b"")
    assert not {"content-type", "content-length", "if-none-match"} & went.headers.keys()
    assert answer.response is not None
    assert (answer.response.method, answer.response.request_body) == ("POST", FORM)
    assert answer.response.final_url == wire.url("/b")


@pytest.mark.parametrize("status", [307, 308])
def test_some_redirects_keep_method_and_body(status: int) -> None:
    answer, wire = post({PATH: redirect("/b", status), "/b": reply()})
    assert answer.verdict == "page"
    assert [(sent.method, sent.body) for sent in wire.pages] == [("POST", FORM.encode())] * 2


def test_the_address_itself_by_get_is_no_loop() -> None:
    answer, wire = post({PATH: [redirect(PATH, 303), reply()]})
    assert answer.verdict == "page"
    assert [sent.method for sent in wire.pages] == ["POST", "GET"]


# --- headers --------------------------------------------------------------------------------------


def test_headers_of_a_request_go_before_those_of_a_site_and_ours() -> None:
    _, wire = post(
        {PATH: reply()},
        None,
        referer="http://a.example/ours",
        headers={"accept": "application/json", "X-Site": "1", "X-Requested-With": "no"},
    )
    sent = wire.pages[0].headers
    assert (sent["accept"], sent["x-site"]) == ("application/json", "1")
    assert sent["referer"] == "http://a.example/ours"
    assert wire.seen[0].path == "/robots.txt"
    assert wire.seen[0].headers["x-site"] == "1"


def test_a_request_says_more_than_its_site() -> None:
    async def go() -> Wire:
        async with serving({PATH: reply()}) as wire:
            of_site = {f"127.0.0.1:{wire.port}": {"Referer": "http://s.example/", "Accept": "text/html"}}
            async with fetcher(headers=of_site) as client:
                extra = (("X-Requested-With", "XMLHttpRequest"), ("accept", "*/*"))
                await client.get(Request(wire.url(PATH), "list", referer="http://o.example/", headers=extra))
            return wire

    sent = run(go()).pages[0].headers
    assert (sent["x-requested-with"], sent["accept"]) == ("XMLHttpRequest", "*/*")
    assert sent["referer"] == "http://s.example/"


@pytest.mark.parametrize("name", [*sorted(RESERVED - {"authorization"}), "Two Words", "X\r\nEvil", ""])
def test_what_frames_a_message_or_says_who_asks_stays_ours(name: str) -> None:
    async def go() -> tuple[Answer, Wire]:
        async with serving({PATH: reply()}) as wire, fetcher() as client:
            return await client.get(Request(wire.url(PATH), "list", headers=((name, "forged"),))), wire

    answer, wire = run(go())
    assert answer.verdict == "page"
    assert wire.pages[0].headers["user-agent"] == AGENT
    assert "forged" not in wire.pages[0].headers.values()


def test_a_token_is_sent_by_the_service_that_wants_it_and_by_no_configuration() -> None:
    """Some list services give anybody a token first; a sign-in nobody may write into a site's file."""

    async def go(of_request: tuple[tuple[str, str], ...]) -> Wire:
        async with serving({PATH: reply()}) as wire:
            of_site = {f"127.0.0.1:{wire.port}": {"Authorization": "Basic configured"}}
            async with fetcher(headers=of_site) as client:
                await client.get(Request(wire.url(PATH), "list", headers=of_request))
            return wire

    assert "authorization" not in run(go(())).pages[0].headers
    given = run(go((("Authorization", "Bearer given"),))).pages[0].headers
    assert given["authorization"] == "Bearer given"


def _elsewhere(first: Request, status: int = 302) -> tuple[Wire, Wire]:
    """A host that leads to another one and what both were asked; `first` is for the path PATH."""

    async def go() -> tuple[Wire, Wire]:
        async with serving({PATH: reply()}, "127.0.0.2") as other:
            away = redirect(other.url(PATH, "127.0.0.2"), status)
            async with serving({PATH: away}) as wire:
                of_site = {f"127.0.0.1:{wire.port}": {"X-Site": "1"}}
                async with fetcher(headers=of_site) as client:
                    asked = Request(
                        wire.url(PATH), "list", first.referer, body=first.body, headers=first.headers
                    )
                    answer = await client.get(asked)
            assert answer.response is not None
            assert answer.response.body == PAGE
            return wire, other

    return run(go())


def test_no_header_of_one_host_goes_on_to_another() -> None:
    extra = (("X-Requested-With", "XMLHttpRequest"), ("X-Token", "k"))
    wire, other = _elsewhere(Request("", "list", referer="http://a.example/xxgk/?x=1", headers=extra))
    assert (wire.pages[0].headers["x-token"], wire.pages[0].headers["x-site"]) == ("k", "1")
    assert wire.pages[0].headers["referer"] == "http://a.example/xxgk/?x=1"
    assert not {"x-requested-with", "x-token", "x-site"} & other.pages[0].headers.keys()
    assert not {"x-site"} & other.seen[0].headers.keys()
    assert other.pages[0].headers["referer"] == "http://a.example/"


def test_a_referer_among_the_headers_is_cut_to_its_origin_too() -> None:
    extra = (("referer", "http://name:word@api.example:81/secret"),)
    wire, other = _elsewhere(Request("", "list", referer="http://a.example/b", headers=extra))
    assert wire.pages[0].headers["referer"] == "http://name:word@api.example:81/secret"
    assert other.pages[0].headers["referer"] == "http://api.example:81/"


def test_from_an_encrypted_page_to_another_plain_host_there_is_no_referer() -> None:
    _, other = _elsewhere(Request("", "list", referer="https://a.example/b"))
    assert "referer" not in other.pages[0].headers


def test_a_body_kept_on_the_way_to_another_host_keeps_its_type() -> None:
    _, other = _elsewhere(Request("", "list", body=FORM, headers=(("Content-Type", "text/x"),)), 307)
    assert (other.pages[0].method, other.pages[0].body) == ("POST", FORM.encode())
    assert other.pages[0].headers["content-type"].startswith("application/x-www-form-urlencoded")
