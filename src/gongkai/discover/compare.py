"""What a walk over a configured site shows: sections that are new, gone or moved. Pure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from gongkai.base.urls import section_address
from gongkai.classify.naming import plain
from gongkai.config import SectionConfig, SiteConfig
from gongkai.discover.candidates import Candidate
from gongkai.discover.frontier import Way, key
from gongkai.discover.run import Discovery, is_gone


@dataclass(frozen=True, slots=True)
class Difference:
    """`moved` are configured sections with what seems to have taken their place, which may stand at the same
    address; `gone` those of which nothing is left; `unseen` those that this walk could not see."""

    new: tuple[Candidate, ...]
    gone: tuple[SectionConfig, ...]
    moved: tuple[tuple[SectionConfig, Candidate], ...]
    unseen: tuple[SectionConfig, ...]
    same: int


def known_ways(site: SiteConfig) -> tuple[Way, ...]:
    """The addresses of a site's active sections, to be looked at."""
    return tuple(
        Way(url, section.name, (section.name,), menu=True)
        for section in site.sections
        if section.active and (url := section_address(site.home_url, section.url))
    )


def compare(site: SiteConfig, found: Discovery, rebuilt: Set[str] = frozenset()) -> Difference:
    """`rebuilt` are ids of sections at whose unchanged address another list stands, as the archive knows:
    they count as moved to where they are. A section that the operator asks in their own way is never gone."""
    active = [section for section in site.sections if section.active]
    addresses = {
        section.id: key(section_address(site.home_url, section.url) or "") for section in site.sections
    }
    ours = set(addresses.values())
    ours |= {key(look.url) for known in tuple(ours) if (look := found.looks.get(known)) and not is_gone(look)}
    new = [one for one in found.sections if key(one.url) not in ours]
    moved: list[tuple[SectionConfig, Candidate]] = []
    gone, unseen, same = [], [], 0
    for section in active:
        look = found.looks.get(addresses[section.id])
        here = next((one for one in found.sections if key(one.url) == addresses[section.id]), None)
        if section.id in rebuilt and here is not None:
            moved.append((section, here))
        elif look is None or (look.trouble and not is_gone(look)) or section.request or section.paths:
            unseen.append(section)
        elif not is_gone(look):
            same += 1
        elif successor := _successor(section, new):
            moved.append((section, successor))
            new.remove(successor)
        else:
            gone.append(section)
    return Difference(tuple(new), tuple(gone), tuple(moved), tuple(unseen), same)


def _successor(section: SectionConfig, new: list[Candidate]) -> Candidate | None:
    """The only new section of the same name; of several nobody knows which it is."""
    named = [one for one in new if plain(one.name) == plain(section.name)]
    return named[0] if len(named) == 1 else None
