"""From the configuration to what the fetcher needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from gongkai import __version__
from gongkai.base.hours import parse_hours
from gongkai.base.proxy import parse_proxy
from gongkai.base.urls import absolute, host_of
from gongkai.config import Config
from gongkai.config.models import SiteConfig
from gongkai.fetch import FetchSettings
from gongkai.fetch.tls import TlsRule


def fetch_settings(config: Config) -> FetchSettings:
    """The fetcher's settings: the general ones, and per host what its site says otherwise."""
    wanted, operator = config.settings.crawl, config.settings.operator
    hosts = [(site, host) for site in config.sites for host in site.own_hosts]
    return FetchSettings(
        user_agent=wanted.user_agent.format(
            version=__version__, name=operator.name, contact=operator.contact
        ),
        pause_seconds=wanted.pause_seconds,
        pause_factor=wanted.pause_factor,
        connect_seconds=wanted.connect_seconds,
        read_seconds=wanted.read_seconds,
        total_seconds=wanted.total_seconds,
        max_bytes=wanted.max_bytes,
        max_attachment_bytes=wanted.max_attachment_bytes,
        max_redirects=wanted.max_redirects,
        retries=wanted.retries,
        private_hosts=frozenset(wanted.private_hosts) | own_private_hosts(config),
        pauses={host: site.pause_seconds for site, host in hosts if site.pause_seconds is not None},
        encodings={host: site.encoding for site, host in hosts if site.encoding is not None},
        headers={host: site.headers for site, host in hosts if site.headers},
        tls=_tls_rules(config),
        plain_hosts=frozenset(
            host_of(url) for site in config.sites for url in _addresses(site) if url.startswith("http:")
        ),
        twins={tls: plain for site in config.sites for tls, plain in _twins(site)},
        open_hours=parse_hours(wanted.open_hours),
        hours={host: parse_hours(site.open_hours) for site, host in hosts if site.open_hours is not None},
        unruled_hosts=frozenset(host for site, host in hosts if site.ignore_robots_because),
        proxy=parse_proxy(wanted.proxy) if wanted.proxy else None,
    )


def _tls_rules(config: Config) -> dict[str, TlsRule]:
    """What each host is allowed where its strict handshake fails."""
    return {
        entry.host: TlsRule(
            entry.legacy, config.certificates[entry.chain] if entry.chain else None, entry.unverified
        )
        for site in config.sites
        for entry in site.tls
    }


def _addresses(site: SiteConfig) -> Iterator[str]:
    """The addresses that an operator wrote down."""
    yield site.home_url
    for section in site.sections:
        yield absolute(site.home_url, section.url) or site.home_url
        if section.request and section.request.url:
            yield absolute(site.home_url, section.request.url) or site.home_url


def _twins(site: SiteConfig) -> Iterator[tuple[str, str]]:
    """Encrypted and plain origins of one name with a port of their own, where just one of each is written.
    Those on the standard ports need no word."""
    origins: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"https": set(), "http": set()})
    for parts in map(urlsplit, _addresses(site)):
        origins[parts.hostname or ""][parts.scheme].add(f"{parts.scheme}://{parts.netloc}")
    for found in origins.values():
        if len(found["https"]) == len(found["http"]) == 1:
            yield found["https"].pop(), found["http"].pop()


def own_private_hosts(config: Config) -> frozenset[str]:
    """The hosts that site files name by a loopback or private address. Writing the address itself is the
    operator's word for it; a name that merely resolves there needs `private_hosts`."""
    return frozenset(host for site in config.sites for host in site.own_hosts if _is_private(host))


def needs_contact(config: Config) -> bool:
    """Whether somebody else's server will be asked while nobody can tell whom to write to."""
    return not config.settings.operator.contact and any(
        not _is_private(host) for site in config.sites for host in site.own_hosts
    )


def _is_private(host: str) -> bool:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    try:
        address = ip_address(name.strip("[]"))
    except ValueError:
        return name == "localhost"
    return address.is_loopback or address.is_private
