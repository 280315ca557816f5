"""The HTTP proxy that an operator names. Pure; what signs in is never shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where it listens, and with what one signs in there, if one must: (name, password)."""

    host: str
    port: int
    auth: tuple[str, str] | None = field(default=None, repr=False)


def parse_proxy(text: str) -> Proxy:
    """`http://[user:password@]host:port`. Raises ValueError, whose text never holds what was given."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
        host = (host or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise ValueError("not an address") from None
    beside = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme != "http" or not re.fullmatch(r"[\w.:-]+", host, re.A) or not port or beside:
        raise ValueError("not the address of an HTTP proxy")
    if parts.username is None:
        return Proxy(host, port)
    return Proxy(host, port, (unquote(parts.username), unquote(parts.password or "")))


def without_sign_in(text: str) -> str:
    """The address of a proxy as it may be shown."""
    _, at, after = text.rpartition("@")
    return f"http://***@{after}" if at else text
