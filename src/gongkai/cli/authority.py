"""Asking a time stamp authority over HTTP (RFC 3161, section 3.4): one POST, bounded in time and size.

Not a page of a site, so none of a crawl's manners: no robots.txt, no pause, no second try.
"""

from __future__ import annotations

from threading import Thread
from urllib.parse import urlsplit

import httpx

from gongkai import __version__
from gongkai.archive.stamping import MAX_BYTES
from gongkai.base.errors import NoStamp

SECONDS = 30.0
"""For the whole of it, whatever the authority does."""

_HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "Accept-Encoding": "identity",
    "User-Agent": f"gongkai/{__version__}",
}


def ask(url: str, request: bytes, proxy: str) -> bytes:
    """The authority's answer to a TimeStampReq, at most MAX_BYTES; `proxy` is the configured one, empty for
    none. NoStamp if there is none. On a thread, since no timeout of a client bounds looking up a name and an
    answer that drips."""
    host = urlsplit(url).hostname
    told: list[bytes | str] = []
    thread = Thread(target=_post, args=(url, request, proxy, told), daemon=True)
    thread.start()
    thread.join(SECONDS)
    answer = told[0] if told else f"{SECONDS:g} 秒内没有答完"
    if isinstance(answer, bytes):
        return answer
    raise NoStamp(
        f"没有从 {host} 得到时间戳：{answer}。",
        do="档案没有受影响，过后再试；一直如此的，请核对 [stamp] url 和网络。",
    )


def _post(url: str, request: bytes, proxy: str, told: list[bytes | str]) -> None:
    try:
        with (
            httpx.Client(proxy=proxy or None, trust_env=False, timeout=SECONDS) as client,
            client.stream("POST", url, content=request, headers=_HEADERS) as answer,
        ):
            told.append(_body(answer))
    except Exception as error:  # whatever a server or a proxy does, its type says enough
        told.append(f"连接失败（{type(error).__name__}）")


def _body(answer: httpx.Response) -> bytes | str:
    """What was answered, or why that is no answer. Redirects are not followed: an authority stands where the
    operator says it does."""
    if answer.status_code != 200:
        return f"答复 {answer.status_code}"
    found = b""
    for piece in answer.iter_raw(4096):
        found += piece
        if len(found) > MAX_BYTES:
            return f"答复超过 {MAX_BYTES // 1024} KB"
    return found
