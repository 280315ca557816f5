"""What can go wrong with one answer, each as a harm of the fault server."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from tests.crawl.fault_server import Harm, Talk, head
from tests.crawl.pages import FOOTER, NAV
from tests.loopback import Reply

MIB = 1024 * 1024
CHALLENGE = (
    "<html><head><script>document.cookie='__jsl_clearance=x;path=/';location.href=location.pathname"
    "</script></head><body></body></html>"
)
WELCOME = "".join(
    f"<p>{line}</p>"
    for line in (
        "云岭区位于云水之畔，面积三百二十平方公里，常住人口二十六万，素有茶乡之称。",
        "全区拥有国家级非物质文化遗产三项，风景名胜七处，年接待游客一百八十万人次。",
        "欢迎海内外朋友来云岭旅游观光、投资兴业，共享山水田园之美。",
    )
)
HOME = f"<html><head><title>云岭区</title></head><body>{NAV}<div>{WELCOME}</div>{FOOTER}</body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def instead(body: str | bytes, status: int = 200, **headers: str) -> Harm:
    """Another answer in place of the page."""
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return lambda talk: talk.serve(Reply(body, status, HTML | named))


def altered(change: Callable[[Reply], Reply]) -> Harm:
    """The page, changed."""
    return lambda talk: talk.serve(change(talk.reply))


def _headed(reply: Reply, **headers: str) -> Reply:
    """With other headers, and without validators: what is harmed is no old page unchanged."""
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return replace(reply, headers={k: v for k, v in reply.headers.items() if k != "ETag"} | named)


# --- the wire -------------------------------------------------------------------------------------


def reset_mid_body(talk: Talk) -> None:
    body = talk.reply.bytes()
    talk.send(head(talk.reply, length=len(body)) + body[: len(body) // 2])
    talk.wait(0.02)  # else the reset overtakes what was sent
    talk.reset()


def reset_at_once(talk: Talk) -> None:
    talk.reset()


def silence(talk: Talk) -> None:
    talk.wait(30)


def slow_headers(talk: Talk) -> None:
    talk.drip(head(talk.reply, length=0))


def slow_body(talk: Talk) -> None:
    body = talk.reply.bytes() or b" " * 4096
    talk.send(head(talk.reply, length=len(body)))
    talk.drip(body)


def endless_body(talk: Talk) -> None:
    talk.send(head(talk.reply, length=None, close=True) + talk.reply.bytes())
    more = b"<p>" + b" " * MIB + b"</p>"
    while True:
        talk.send(more)


def longer_than_said(talk: Talk) -> None:
    body = talk.reply.bytes()
    talk.send(head(talk.reply, length=len(body) // 2) + body)
    talk.wait(0.2)


def shorter_than_said(talk: Talk) -> None:
    body = talk.reply.bytes()
    talk.send(head(talk.reply, length=len(body) + 400) + body)


def cut_gzip(talk: Talk, *, length: bool) -> None:
    cut = gzip.compress(talk.reply.bytes())
    cut = cut[: len(cut) // 2]
    reply = _headed(talk.reply, Content_Encoding="gzip")
    talk.send(head(reply, length=len(cut) if length else None, close=True) + cut)


def cut_gzip_with_length(talk: Talk) -> None:
    cut_gzip(talk, length=True)


def cut_gzip_without_length(talk: Talk) -> None:
    cut_gzip(talk, length=False)


@cache
def _bomb() -> bytes:
    """200 MiB of blanks in 200 KiB."""
    packed = [gzip.compress(b" " * (20 * MIB))] * 10
    return b"".join(packed)


def gzip_bomb(talk: Talk) -> None:
    talk.serve(Reply(_bomb(), 200, _headed(talk.reply, Content_Encoding="gzip").headers))


def unknown_encoding(talk: Talk) -> None:
    talk.serve(_headed(talk.reply, Content_Encoding="x-squeezed"))


def huge_header(talk: Talk) -> None:
    talk.serve(_headed(talk.reply, X_Trace="x" * (300 * 1024)))


def many_headers(talk: Talk) -> None:
    talk.serve(_headed(talk.reply, **{f"X_Trace_{n}": "x" for n in range(20_000)}))


def some_headers(talk: Talk) -> None:
    """As many as a client may be expected to bear."""
    talk.serve(_headed(talk.reply, **{f"X_Trace_{n}": "x" for n in range(2000)}))


def no_status_line(talk: Talk) -> None:
    talk.send(b"HTTP/1.1 fine\r\nContent-Length: 2\r\n\r\nok")


def hangs_up_at_random(talk: Talk) -> None:
    """Closes connections that were to stay: on every third request before an answer, on others after it."""
    served = sum(talk.site.asked.values())
    if served % 3 == 0:
        talk.reset()
        return
    talk.serve()
    talk.keep = served % 3 == 1


# --- what is said ---------------------------------------------------------------------------------

challenge = instead(CHALLENGE)
empty = instead("")
home_page = instead(HOME)
server_error = instead("<html><title>500</title><body>error</body></html>", 500)
not_found = instead("<html><title>404</title></html>", 404)
busy = instead("busy", 429)
busy_for_a_moment = instead("busy", 429, Retry_After="0")
busy_for_hours = instead("busy", 429, Retry_After="7200")
to_metadata_service = instead("", 302, Location="http://169.254.169.254/latest/meta-data/")
to_home = instead("", 302, Location="/")
called_image = altered(lambda reply: _headed(reply, Content_Type="image/png"))
wrong_charset = altered(lambda reply: _headed(reply, Content_Type="text/html; charset=gb2312"))


def redirect_loop(talk: Talk) -> None:
    talk.serve(Reply(b"", 302, {"Location": talk.path}))


def to_neighbour(port: int) -> Harm:
    """To another server of this machine, which must not hear of it."""
    return instead("", 302, Location=f"http://127.0.0.1:{port}/gzdt/")


def to_name(name: str) -> Harm:
    """To the same page under another name."""

    def harm(talk: Talk) -> None:
        talk.serve(Reply(b"", 302, {"Location": f"http://{name}:{talk.site.port}{talk.path}"}))

    return harm


def then_closes(talk: Talk) -> None:
    """The right answer, and the end of the connection."""
    talk.serve()
    talk.keep = False


def two_faced(talk: Talk) -> None:
    """Sends to a name that leads here once and elsewhere after that."""
    if talk.headers.get("host", "").startswith("127.0.0.1"):
        to_name("twofaced.example")(talk)
    else:
        talk.serve()


def with_zeros(talk: Talk) -> None:
    """NUL bytes between tags and at the end of the page, as a broken disk or template gives."""
    body = talk.reply.bytes().replace(b"</p>", b"</p>\0\0").replace(b"</li>", b"</li>\0")
    talk.serve(replace(_headed(talk.reply), body=body + b"\0" * 64))


def with_clock(talk: Talk) -> None:
    """Another time of day on every request, above the page and beside what is said of the article."""
    served = sum(talk.site.asked.values())
    clock = f"{served % 24:02d}:{served % 60:02d}:{served * 7 % 60:02d}"
    body = talk.reply.bytes().decode()
    body = body.replace("<body>", f"<body><div class='top'>今天是2026年3月9日 星期一 {clock}</div>")
    body = body.replace("<div id='zoom'>", f"<div class='now'>当前时间：{clock}</div><div id='zoom'>")
    body = body.replace("<h2>", f"<span class='now'>现在时间：{clock}</span><h2>")
    talk.serve(replace(_headed(talk.reply), body=body))
