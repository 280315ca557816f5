"""Where a name may lead, and the connection to exactly the address that was checked.

The guard against forged requests: a name is resolved here, its addresses are judged, and the socket goes to
one of the judged addresses itself, so that neither a redirect nor a name that changes its mind reaches
the machine, its neighbours or a cloud's metadata service.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from gongkai.fetch.tls import Fault, fault_of

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

MAX_ADDRESSES = 3  # tried in turn, each for its share of the time
LOOKUP_SECONDS = 5.0  # behind a proxy, where there may be nobody to resolve names
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HEAD_LIMIT = 128 * 1024


class PrivateAddress(httpcore.ConnectError):
    """The name leads to an address that must not be asked."""


class NameUnknown(httpcore.ConnectError):
    """The name cannot be resolved."""


class ProxyTrouble(httpcore.ConnectError):
    """The operator's proxy cannot be reached."""


class TlsRefused(httpcore.ConnectError):
    """The handshake failed or the certificate is not good; `fault` tells which, as far as is known."""

    def __init__(self, message: str, fault: Fault) -> None:
        super().__init__(message)
        self.fault = fault


def may_connect(address: str, *, private: bool) -> bool:
    """Whether a numeric address may be asked. `private` admits loopback and private networks, and
    nothing else: link-local (where metadata services live), multicast, reserved and unspecified never."""
    ip = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
    if ip is None or ip.is_multicast or ip.is_link_local or ip.is_unspecified:
        return False
    if ip.is_loopback:
        return private
    if ip.is_reserved:
        return False
    return ip.is_global or (private and ip.is_private)


def _unwrapped(ip: IPAddress) -> IPAddress | None:
    """The IPv4 address inside an IPv6 one, where that is where packets go; None for old tunnels."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip.sixtofour or ip.teredo:
        return None
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip


class Tap(httpcore.AsyncNetworkStream):
    """A stream that counts what came since the last request was written, to tell a body longer than its
    Content-Length says."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._head = bytearray()
        self._head_bytes = 0
        self._received = 0

    def beyond(self, body_bytes: int) -> int:
        """How many bytes came after a body of that length; 0 if that cannot be told."""
        if not self._head_bytes or self._head[9:10] == b"1":
            return 0
        return max(0, self._received - self._head_bytes - body_bytes)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        data = await self._stream.read(max_bytes, timeout)
        self._received += len(data)
        if not self._head_bytes and len(self._head) < _HEAD_LIMIT:
            self._head += data
            end = _HEAD_END.search(self._head)
            self._head_bytes = end.end() if end else 0
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        if buffer:
            self._head.clear()
            self._head_bytes = self._received = 0
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        try:
            return Tap(await self._stream.start_tls(ssl_context, server_hostname, timeout))
        except httpcore.ConnectError as error:
            raise TlsRefused(str(error), fault_of(error)) from error

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Guard(httpcore.AsyncNetworkBackend):
    """Opens connections for one host, to addresses that it may live at."""

    def __init__(self, *, private: bool) -> None:
        self._private = private
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await _addresses(host, port, timeout, private=self._private)
        trouble: Exception = NameUnknown(host)
        for address in addresses:
            share = timeout / len(addresses) if timeout else None
            try:
                return Tap(await self._network.connect_tcp(address, port, share, local_address))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise trouble


class ProxyGuard(httpcore.AsyncNetworkBackend):
    """Opens connections for one host, `target`, to the proxy, which may live anywhere: it is the operator's
    word. Where `target` leads is judged here as far as it is known here; a name that is not is the proxy's
    to resolve."""

    def __init__(self, target: str, *, private: bool) -> None:
        self._target = target
        self._private = private
        self._unknown = False
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        await self._judge_target()
        try:
            return Tap(await self._network.connect_tcp(host, port, timeout, local_address))
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise ProxyTrouble("连不上") from error

    async def _judge_target(self) -> None:
        if self._unknown:
            return
        try:
            await _addresses(self._target, 0, LOOKUP_SECONDS, private=self._private)
        except (NameUnknown, httpcore.ConnectTimeout):
            self._unknown = True


async def _addresses(host: str, port: int, seconds: float | None, *, private: bool) -> list[str]:
    """The addresses of a name that may be asked, in the resolver's order."""
    try:
        async with asyncio.timeout(seconds):
            found = await asyncio.get_running_loop().getaddrinfo(
                host.strip("[]"), port, type=socket.SOCK_STREAM
            )
    except TimeoutError:
        raise httpcore.ConnectTimeout(host) from None
    except (OSError, UnicodeError) as error:
        raise NameUnknown(str(error)) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = [address for address in addresses if may_connect(address, private=private)]
    if addresses and not allowed:
        raise PrivateAddress(addresses[0])
    return allowed[:MAX_ADDRESSES]
