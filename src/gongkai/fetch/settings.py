"""What the client obeys: pace, caps, and the exceptions an operator may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gongkai.base.hours import ALWAYS, OpenHours
from gongkai.base.proxy import Proxy
from gongkai.fetch.tls import TlsRule

MIB = 1024 * 1024

EVERY_HOST = "*"
"""In `private_hosts`: any host may live at a private address; for demonstrations and tests only."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """`user_agent` must say who crawls and how to reach them; its part before the first `/` is the name
    that robots.txt is asked for. Hosts are keyed `host` or, off the scheme's own port, `host:port`.

    `pauses` and `encodings` are by host and win over the general value and the page's own labels.
    `headers` are sent to that host and no other, before ours of the same name.
    `tls` is what a host is allowed after its strict handshake failed; `plain_hosts` are those that the
    operator's own addresses ask without encryption; `twins` are origins off the standard ports that are one
    site, encrypted to plain: `{"https://host:8443": "http://host:8080"}`.
    `pause_factor`: after each answer a host rests at least that many times as long as it took to answer.
    `open_hours` hold everywhere but where `hours` says otherwise by host. `unruled_hosts` are asked for no
    robots.txt, by the operator's word. Everything goes through `proxy`, if there is one.
    `private_hosts` may live at loopback or private addresses; all others are refused there.
    `max_bytes` counts before and after decoding, for attachments `max_attachment_bytes`.
    """

    user_agent: str
    pause_seconds: float = 2.0
    pause_factor: float = 1.0
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    total_seconds: float = 90.0
    max_bytes: int = 16 * MIB
    max_attachment_bytes: int = 128 * MIB
    max_redirects: int = 5
    retries: int = 2
    retry_base_seconds: float = 1.0
    private_hosts: frozenset[str] = frozenset()
    pauses: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    encodings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    tls: Mapping[str, TlsRule] = field(default_factory=lambda: MappingProxyType({}))
    plain_hosts: frozenset[str] = frozenset()
    twins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    open_hours: OpenHours = ALWAYS
    hours: Mapping[str, OpenHours] = field(default_factory=lambda: MappingProxyType({}))
    unruled_hosts: frozenset[str] = frozenset()
    proxy: Proxy | None = None

    @property
    def robot(self) -> str:
        """The product token of the User-Agent, by which robots.txt names us (RFC 9309, 2.2.1)."""
        return self.user_agent.split("/")[0].split()[0]

    def pause_of(self, host: str) -> float:
        """Seconds between two requests to `host` (`host` or `host:port`)."""
        name = host.rpartition(":")[0] or host
        return self.pauses.get(host, self.pauses.get(name, self.pause_seconds))

    def hours_of(self, host: str) -> OpenHours:
        """When `host` may be asked."""
        name = host.rpartition(":")[0] or host
        return self.hours.get(host, self.hours.get(name, self.open_hours))

    def encoding_of(self, host: str) -> str | None:
        """The charset the operator forces for `host`, or None."""
        return self.encodings.get(host, self.encodings.get(host.rpartition(":")[0] or host))

    def headers_of(self, host: str) -> Iterable[tuple[str, str]]:
        """What the operator wants sent to `host` beside our own headers. Its name must be the very one."""
        return self.headers.get(host, {}).items()

    def may_be_private(self, host: str) -> bool:
        """Whether `host` is allowed at loopback or private addresses."""
        names = {host, host.rpartition(":")[0] or host, EVERY_HOST}
        return bool(names & self.private_hosts)
