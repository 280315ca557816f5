"""From the configuration to what the fetcher needs."""

from __future__ import annotations

from ipaddress import ip_address

from gongkai import __version__
from gongkai.base.urls import host_of
from gongkai.config import Config
from gongkai.fetch import FetchSettings


def fetch_settings(config: Config) -> FetchSettings:
    """The fetcher's settings: the general ones, and per host what its site says otherwise."""
    wanted, operator = config.settings.crawl, config.settings.operator
    pauses, encodings = {}, {}
    for site in config.sites:
        for host in (host_of(site.home_url), *site.hosts):
            if site.pause_seconds is not None:
                pauses[host] = site.pause_seconds
            if site.encoding is not None:
                encodings[host] = site.encoding
    return FetchSettings(
        user_agent=wanted.user_agent.format(
            version=__version__, name=operator.name, contact=operator.contact
        ),
        pause_seconds=wanted.pause_seconds,
        connect_seconds=wanted.connect_seconds,
        read_seconds=wanted.read_seconds,
        total_seconds=wanted.total_seconds,
        max_bytes=wanted.max_bytes,
        max_attachment_bytes=wanted.max_attachment_bytes,
        max_redirects=wanted.max_redirects,
        retries=wanted.retries,
        private_hosts=frozenset(wanted.private_hosts) | own_private_hosts(config),
        pauses=pauses,
        encodings=encodings,
    )


def own_private_hosts(config: Config) -> frozenset[str]:
    """The hosts that site files name by a loopback or private address. Writing the address itself is the
    operator's word for it; a name that merely resolves there needs `private_hosts`."""
    return frozenset(
        host for site in config.sites for host in (host_of(site.home_url), *site.hosts) if _is_private(host)
    )


def needs_contact(config: Config) -> bool:
    """Whether somebody else's server will be asked while nobody can tell whom to write to."""
    return not config.settings.operator.contact and any(
        not _is_private(host_of(site.home_url)) for site in config.sites
    )


def _is_private(host: str) -> bool:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    try:
        address = ip_address(name.strip("[]"))
    except ValueError:
        return name == "localhost"
    return address.is_loopback or address.is_private
