"""A twin on loopback: HTTP/1.1 with keep-alive; counts what it was asked."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from gongkai.demo.twins.base import Twin
from gongkai.demo.values import Ask, Reply

MAX_BODY = 1024 * 1024


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "demo", ""
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), MAX_BODY)
        ask = Ask.of(
            self.path,
            self.server.asked.total() + 1,
            method=self.command,
            body=self.rfile.read(length),
            headers={name.lower(): value for name, value in self.headers.items()},
        )
        self.server.asked[ask.target] += 1
        self._send(self.server.twin.answer(ask))

    def do_POST(self) -> None:
        self.do_GET()

    def _send(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        self.send_header("Content-Type", reply.media_type)
        self.send_header("Content-Length", str(len(reply.body)))
        if reply.location:
            self.send_header("Location", reply.location)
        if reply.filename:
            self.send_header("Content-Disposition", f"attachment; filename*=UTF-8''{reply.filename}")
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing to say."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, twin: Twin) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.twin = twin
        self.asked: Counter[str] = Counter()


@contextmanager
def served(twin: Twin) -> Iterator[Counter[str]]:
    """The twin on a port of the system's choice (`twin.base`); gives the count of requests by target."""
    server = _Server(twin)
    twin.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
