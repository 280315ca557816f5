"""The walk from one address to the disclosure sections of its site: bounded, polite, one page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from gongkai.base.times import Clock, china_day
from gongkai.base.urls import host_of
from gongkai.config import CategoryConfig
from gongkai.discover.candidates import Candidate, Look, propose, settled
from gongkai.discover.frontier import Frontier, Way, key, worth
from gongkai.discover.keeping import Kept
from gongkai.discover.looking import look_at
from gongkai.discover.unitnames import Body, innermost
from gongkai.fetch import Fetcher

Cut = Literal["", "pages", "time"]

_GONE = frozenset(("http-404", "http-410", "soft-404"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to begin and how far to go: at most so many pages asked for, and seconds. `known` are the
    sections that are configured already, which are looked at first; `hosts` those that belong to the site."""

    start: str
    max_pages: int = 300
    seconds: float = 1800.0
    known: tuple[Way, ...] = ()
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a walk came to. `home_url` is the start, or the root of its host where the start is itself a
    section; `looks` are the pages by `frontier.key`; `elsewhere` other hosts that links with the name of a
    body led to; `cut` tells what ended the walk early."""

    home_url: str
    owner: Body | None
    title: str
    platform: str
    sections: tuple[Candidate, ...]
    looks: dict[str, Look] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    cut: Cut = ""

    @property
    def start_trouble(self) -> str:
        """Why the very first page could not be seen; empty where it could."""
        first = next(iter(self.looks.values()), None)
        return first.trouble if first else ""


async def discover(
    fetcher: Fetcher,
    wanted: Wanted,
    categories: Sequence[CategoryConfig],
    now: Clock,
    kept: Kept,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Discovery:
    """Walk until nothing promising is left or a bound is met. What `kept` holds is not asked for again.

    Raises nothing that a network can cause; the pages that could not be seen are among the `looks`.
    """
    walk = _Walk(wanted, categories)
    until = now() + timedelta(seconds=wanted.seconds)
    asked = 0
    while (way := walk.frontier.pop()) is not None:
        look = kept.looks.get(key(way.url))
        if look is None:
            walk.cut = "pages" if asked == wanted.max_pages else "time" if now() >= until else ""
            if walk.cut:
                break
            look = await look_at(fetcher, way.url, walk.hosts if walk.looks else None, china_day(now()))
            asked += 1
            if not look.trouble or is_gone(look):  # other trouble may have passed by the next run
                kept.add(key(way.url), look)
        walk.take(way, look)
        left = min(len(walk.frontier.queue), wanted.max_pages - asked)
        progress(len(walk.looks), len(walk.looks) + left)
    if not walk.cut:
        kept.done()
    return walk.found()


class _Walk:
    """The state of a walk, apart from the network."""

    def __init__(self, wanted: Wanted, categories: Sequence[CategoryConfig]) -> None:
        self.wanted, self.categories = wanted, categories
        self.hosts = frozenset((host_of(wanted.start), *wanted.hosts))
        self.frontier = Frontier()
        self.looks: dict[str, Look] = {}
        self.candidates: dict[str, Candidate] = {}
        self.owner: Body | None = None
        self.home = ""
        self.elsewhere: Counter[str] = Counter()
        self.cut: Cut = ""
        self.frontier.push(Way(wanted.start, menu=True), 1000)
        for way in wanted.known:
            self.frontier.push(way, 100)

    def take(self, way: Way, look: Look) -> None:
        if not self.looks:
            self.hosts |= {host_of(look.url)}
            self.owner, self.home = look.owner, look.url
        self.owner = self.owner or look.owner
        self.looks[key(way.url)] = look
        self.frontier.met.add(key(look.url))
        self._propose(way, look)
        rows = {key(row.url) for row in look.listing.rows if row.url and row.date}
        for link in look.links:
            if host_of(link.url) not in self.hosts:
                self.elsewhere[host_of(link.url)] += 1
            elif key(link.url) not in rows and (promise := worth(link, self.categories)) > 0:
                trail = (*way.trail, link.name) if link.name else way.trail
                unit = innermost((link.name,), self.owner) or way.unit
                self.frontier.push(Way(link.url, link.name, trail, link.menu, unit), promise)

    def _propose(self, way: Way, look: Look) -> None:
        if look.trouble or is_home(look.url):
            return
        found = propose(look, way, self.owner, self.categories)
        if found is not None:
            self.candidates.setdefault(key(found.url), found)

    def found(self) -> Discovery:
        sections = settled(self.candidates.values())
        families = Counter(one.platform for one in sections if one.kind == "list")
        first = next(iter(self.looks.values()), None)
        alone = not self.candidates.keys().isdisjoint((key(self.home), key(self.wanted.start)))
        root = f"{urlsplit(self.home).scheme}://{urlsplit(self.home).netloc}/"
        return Discovery(
            home_url=root if alone or not self.home else self.home,
            owner=self.owner,
            title=first.title if first else "",
            platform=families.most_common(1)[0][0] if families else "",
            sections=sections,
            looks=self.looks,
            elsewhere=self._kin(),
            cut=self.cut,
        )

    def _kin(self) -> tuple[str, ...]:
        """The other hosts of the same domain (`rsj.district.gov.cn` of `www.district.gov.cn`), most linked
        first."""
        domain = ".".join(host_of(self.wanted.start).split(".")[1:])
        kin = [
            host for host, _ in self.elsewhere.most_common() if domain.count(".") and host.endswith(domain)
        ]
        return tuple(kin[:20])


def is_home(url: str) -> bool:
    """Whether an address is the home page of its host."""
    return urlsplit(f"http://{key(url)}").path in ("", "/") and "?" not in key(url)


def is_gone(look: Look) -> bool:
    """Whether nothing is left at an address: the site says so, sends home, or what stands there is no list
    and no text."""
    if look.trouble:
        return look.trouble in _GONE or look.trouble == "redirect-home"
    return not look.listing.understood
