"""A site on loopback that writes its answers byte by byte, so that any of them can go wrong."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.loopback import LoopbackSite, Reply

MISSING = Reply(b"<html><title>404</title></html>", 404, {"Content-Type": "text/html"})
EVERYTHING = "*"
"""In `harms`: whatever is asked."""

_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of no time: closing sends RST
_NO_BYTES = (204, 304)


class Closed(Exception):
    """The site is being closed, or the client has gone."""


@dataclass
class Talk:
    """One request: what was asked, the answer of the healthy site, and the socket to answer on. `number`
    counts the requests for this path from 1. The connection is closed afterwards unless `keep`."""

    site: FaultSite
    sock: socket.socket
    path: str
    headers: dict[str, str]
    reply: Reply
    number: int
    keep: bool = False

    def send(self, data: bytes) -> None:
        try:
            self.sock.sendall(data)
        except OSError as error:
            raise Closed from error

    def drip(self, data: Iterable[int], seconds: float = 0.05) -> None:
        """Byte by byte, with a pause after each."""
        for byte in data:
            self.send(bytes((byte,)))
            self.wait(seconds)

    def wait(self, seconds: float) -> None:
        if self.site.closing.wait(seconds):
            raise Closed

    def reset(self) -> None:
        """Ends the connection as a crash does."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.sock.close()

    def serve(self, reply: Reply | None = None) -> None:
        """A whole and right answer, the healthy one unless given, on a connection that stays."""
        reply = reply or self.reply
        tag = reply.headers.get("ETag")
        if tag and tag == self.headers.get("if-none-match"):
            reply = Reply(b"", 304)
        self.send(head(reply, length=len(reply.bytes())) + reply.bytes())
        self.keep = True


Harm = Callable[[Talk], None]


def head(reply: Reply, *, length: int | None, close: bool = False) -> bytes:
    """Status line and headers; `length` is what Content-Length says, if it is sent at all."""
    lines = [f"HTTP/1.1 {reply.status} Whatever", *(f"{k}: {v}" for k, v in reply.headers.items())]
    if length is not None and reply.status not in _NO_BYTES:
        lines.append(f"Content-Length: {length}")
    if close:
        lines.append("Connection: close")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


@dataclass
class FaultSite(LoopbackSite):
    """A LoopbackSite that can be told to misbehave.

    `harms` answers in place of the page of that path; `invented` gives pages that nobody put; `tls` is
    the context with which the next connection is greeted, where the site is an encrypted one.
    """

    tls: ssl.SSLContext | None = None
    harms: dict[str, Harm] = field(default_factory=dict)
    invented: Callable[[str], Reply | None] | None = None
    connections: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__()
        self._listener: socket.socket | None = None
        self.port = 0
        self.open()
        self.base = f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def open(self) -> None:
        """Listens, on the same port as before. Nothing to do if it does."""
        if self._listener is not None:
            return
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def shut(self) -> None:
        """From now on connections are refused."""
        if self._listener is None:
            return
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self._listener.close()
        self._listener = None

    def close(self) -> None:
        self.closing.set()
        self.shut()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with suppress(Closed, OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.tls.wrap_socket(sock, server_side=True) if self.tls else sock as stream:
                waiting = b""
                while True:
                    request, waiting = _request(stream, waiting)
                    if request is None or not self._answer(stream, request):
                        return

    def _answer(self, stream: socket.socket, request: str) -> bool:
        first, *lines = request.split("\r\n")
        pairs = (line.partition(": ") for line in lines)
        path = first.split()[1]
        self.asked[path] += 1
        invented = self.invented(path) if self.invented else None
        reply = self.pages.get(path) or invented or MISSING
        headers = {name.lower(): value for name, _, value in pairs}
        talk = Talk(self, stream, path, headers, reply, self.asked[path])
        harm = self.harms.get(path) or self.harms.get(EVERYTHING) or Talk.serve
        harm(talk)
        return talk.keep


def _request(stream: socket.socket, waiting: bytes) -> tuple[str | None, bytes]:
    """The next request's head and what came after it; None once the client has gone."""
    while b"\r\n\r\n" not in waiting:
        data = stream.recv(65536)
        if not data:
            return None, b""
        waiting += data
    request, _, rest = waiting.partition(b"\r\n\r\n")
    return request.decode("latin-1"), rest


@contextmanager
def fault_site(tls: ssl.SSLContext | None = None) -> Iterator[FaultSite]:
    site = FaultSite(tls)
    try:
        yield site
    finally:
        site.close()
