"""The two schemes of one host are one site: which is asked, and which instead where asking fails.

From http to https always; from https to http only on hosts that the operator's own addresses ask so.
What works is remembered for the life of the client. Addresses with a port have a twin only in `twins`.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from gongkai.base.urls import host_of
from gongkai.fetch.settings import FetchSettings

_TURNS = {
    "https": frozenset(("tls", "connect", "disconnected", "http-410")),
    "http": frozenset(("connect",)),
}


def turns(url: str, reason: str) -> bool:
    """Whether a failure of this kind may be of the scheme and not of the site."""
    return reason in _TURNS[urlsplit(url).scheme]


class Schemes:
    """Knows of each address its twin, and what worked."""

    def __init__(self, settings: FetchSettings) -> None:
        self._plain_hosts = settings.plain_hosts
        self._twins = {**settings.twins, **{plain: tls for tls, plain in settings.twins.items()}}
        self._works: set[str] = set()

    def tries(self, url: str) -> tuple[str, ...]:
        """The address and its twin, if it may be asked, in the order in which they are to be tried."""
        other = self._other(url)
        if other is None:
            return (url,)
        return (other, url) if _origin(other) in self._works else (url, other)

    def remember(self, url: str) -> None:
        """This address worked where its twin did not."""
        other = self._other(url)
        self._works.add(_origin(url))
        self._works.discard(_origin(other or ""))

    def are_twins(self, one: str, other: str) -> bool:
        """Whether two addresses differ in the scheme of their host, whatever their paths."""
        return self._twin_origin(one) == _origin(other)

    def _other(self, url: str) -> str | None:
        twin = self._twin_origin(url)
        if twin is None or (twin.startswith("http:") and host_of(twin) not in self._plain_hosts):
            return None
        return twin + url[len(_origin(url)) :]

    def _twin_origin(self, url: str) -> str | None:
        parts, origin = urlsplit(url), _origin(url)
        if origin in self._twins:
            return self._twins[origin]
        if parts.port is not None:
            return None
        return f"{'http' if parts.scheme == 'https' else 'https'}://{parts.netloc}"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
