"""A small web site on loopback whose pages a test writes and changes as it goes."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0  # bytes promised at the end but never sent
    host: str = ""  # the only name under which it is there, unless under any

    def bytes(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


class LoopbackSite:
    """`pages` maps paths to replies; `asked` counts the requests by path."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.asked: Counter[str] = Counter()
        self.base = ""

    @property
    def host(self) -> str:
        return self.base.removeprefix("http://").rstrip("/")

    def put(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> None:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        self.pages[path] = Reply(body, status, {"Content-Type": "text/html; charset=utf-8"} | named)


@contextmanager
def loopback_site() -> Iterator[LoopbackSite]:
    site = LoopbackSite()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            site.asked[self.path] += 1
            missing = Reply(b"<html><title>404</title></html>", 404)
            reply = site.pages.get(self.path, missing)
            if reply.host and reply.host != self.headers.get("Host"):
                reply = missing
            body = reply.bytes()
            if reply.headers.get("ETag") and reply.headers["ETag"] == self.headers.get("If-None-Match"):
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(reply.status)
            for key, value in reply.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) - reply.cut])
            self.close_connection = reply.cut > 0

        def log_message(self, format: str, *args: object) -> None:
            """The tests read `asked` instead."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.base = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
