"""One website on loopback: HTTP/1.1 with keep-alive, its dates by the make-believe clock."""

from __future__ import annotations

import hashlib
import itertools
import socket
import struct
import sys
import threading
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from gongkai.demo.clock import DemoClock
from gongkai.demo.families import Family
from gongkai.demo.values import CHINA, Ask, Reply
from gongkai.demo.world import World

CHALLENGE = (
    b"<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('clearance')+'=1;max-age=3600;path=/';"
    b"document.cookie='__jsl_clearance=1|0|make-believe;path=/';location.href=location.pathname+location.search"
    b"</script>"
)
SHORT_BY = 2000
"""A truncated answer promises this many bytes more than it sends."""

_RESET = struct.pack("ii", 1, 0)  # linger on, zero seconds: closing sends a reset


class SiteServer(ThreadingHTTPServer):
    """A site's server; the port is the system's choice."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, family: Family, world: World, clock: DemoClock) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.family, self.world, self.clock = family, world, clock
        self.hits = itertools.count(1)
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Close the port and every connection still open."""
        self.shutdown()
        self.server_close()
        with self._guard:
            left = list(self._open)
        for connection in left:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # closed in the meantime
                continue
        self._thread.join()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; anything else is our own fault and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "demo", ""
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        now = self.server.clock.now().astimezone(CHINA)
        hits = next(self.server.hits)
        trouble = self.server.world.trouble(self.server.family.place.id, now)
        kind = trouble.kind if trouble else None
        if kind == "reset":
            return self._reset()
        if kind == "http-500":
            return self._send(self.server.family.broken_down(), now)
        reply = self.server.family.answer(Ask.of(self.path, hits), now)
        if kind and self.path != "/robots.txt":
            if kind == "challenge":
                reply = Reply(CHALLENGE)
            return self._send(reply, now, short=kind == "truncated")
        return self._send(reply, now)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.close_connection = True

    def _send(self, reply: Reply, now: datetime, *, short: bool = False) -> None:
        etag = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"'
        if reply.validators and self._unchanged(etag, reply.modified):
            reply = Reply(b"", reply.media_type, 304, reply.modified, True)
        self.send_response_only(reply.status)
        self.send_header("Server", "demo")
        self.send_header("Date", _http_date(now))
        if reply.status != 304:
            self.send_header("Content-Type", reply.media_type)
            self.send_header("Content-Length", str(len(reply.body) + (SHORT_BY if short else 0)))
        if reply.filename:
            self.send_header("Content-Disposition", f"attachment; filename*=UTF-8''{reply.filename}")
        if reply.validators and reply.modified:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", _http_date(reply.modified))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)
        self.close_connection = self.close_connection or short

    def _unchanged(self, etag: str, modified: datetime | None) -> bool:
        """RFC 9110, 13.2.2: If-None-Match decides alone where it is given."""
        match = self.headers.get("If-None-Match")
        if match is not None:
            return etag in (tag.strip().removeprefix("W/") for tag in match.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None or modified is None:
            return False
        try:
            return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def log_message(self, format: str, *args: Any) -> None:
        """The demo's terminal is for the crawl."""


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
