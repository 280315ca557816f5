"""From configuration to catalogue: every section with its category, interval, deadline and their basis."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urldefrag

from gongkai.base.asking import form_body, json_body, numbered
from gongkai.base.urls import absolute, host_of, section_address
from gongkai.base.values import LEVEL_WORDS, Ask, Catalogue, Category, Level, Section, Site, Unit
from gongkai.base.wanted import BY_PATHS, Paging, Paths, Selectors
from gongkai.classify.clues import CONFIGURED
from gongkai.classify.limits import Profiles, category_limits, section_limits
from gongkai.classify.naming import category_by_name
from gongkai.classify.topics import topics
from gongkai.config import CategoryConfig, Config, SectionConfig, SiteConfig, UnitConfig


def catalogue(config: Config) -> Catalogue:
    """Everything that is watched, with nothing left to look up."""
    categories = {category.id: category for category in config.categories}
    levels = {unit.id: unit.level for unit in config.units}
    profiles = config.active_profiles
    return Catalogue(
        units=tuple(_unit(unit) for unit in config.units),
        sites=tuple(_site(site) for site in config.sites),
        sections=tuple(
            _section(site, section, categories, levels, profiles)
            for site in config.sites
            for section in site.sections
        ),
        categories=tuple(_category(category, profiles) for category in config.categories),
        topics=topics(config),
    )


def _unit(unit: UnitConfig) -> Unit:
    return Unit(unit.id, unit.name, unit.level, unit.parent, unit.home_url, unit.site_code, unit.region_code)


def _site(site: SiteConfig) -> Site:
    hosts = tuple(dict.fromkeys((host_of(site.home_url), *site.hosts)))
    follow = tuple(dict.fromkeys(host for host in site.follow if host not in hosts))
    return Site(site.id, site.name, site.home_url, hosts, site.site_code, follow)


def _category(category: CategoryConfig, profiles: Profiles) -> Category:
    """A category as the archive keeps it: what holds for all levels of units. What holds for some of them
    only is named in the basis."""
    general = category_limits(category, None, profiles)
    parts = [general.basis]
    for level, word in LEVEL_WORDS.items():
        limits = category_limits(category, level, profiles)
        if limits.interval and limits.interval != general.interval:
            parts.append(f"{word} {limits.interval[0]} 天（{limits.interval[1]}）")
        if limits.deadline and limits.deadline != general.deadline:
            parts.append(f"{word} {limits.deadline[0]}（{limits.deadline[1]}）")
    return Category(
        id=category.id,
        name=category.name,
        parent=category.parent,
        interval_days=general.days,
        deadline=general.dates,
        basis="；".join(part for part in parts if part),
        words=category.all_words,
        duty=category.duty or "",
    )


def _section(
    site: SiteConfig,
    section: SectionConfig,
    categories: Mapping[str, CategoryConfig],
    levels: Mapping[str, Level],
    profiles: Profiles,
) -> Section:
    unit = site.unit_of(section)
    url = section_address(site.home_url, section.url)
    if unit is None or url is None:
        raise ValueError(f"{site.id}/{section.id} has no unit or address; `config.load` refuses such a file")
    category, reason = _category_of(section, categories)
    limits = section_limits(section, categories.get(category or ""), levels[unit], profiles)
    return Section(
        id=f"{site.id}/{section.id}",
        site=site.id,
        unit=unit,
        name=section.name,
        url=url,
        platform=section.platform or site.platform,
        category=category,
        category_reason=reason,
        interval_days=limits.days,
        deadline=limits.dates,
        basis=limits.basis,
        obliged=section.obliged,
        duty=section.duty or "",
        time_limit=limits.wording,
        first_level=section.first_level,
        active=section.active,
        selectors=Selectors(**section.selectors.model_dump()),
        paths=Paths(**section.paths.model_dump()) if section.paths else None,
        paging=Paging(**section.pages.model_dump()) if section.pages else None,
        request=_request(site, section, url),
        may_be_empty=section.may_be_empty,
        first_page_only=section.first_page_only,
    )


def _request(site: SiteConfig, section: SectionConfig, url: str) -> Ask | None:
    """What is asked for the first page, None where it is the column's address alone. A service's answer is
    shown in the column's page."""
    wanted, reader = section.request, BY_PATHS if section.paths else ""
    if not (wanted or section.pages or reader):
        return None
    asked = Ask(url, reader=reader)
    if wanted:
        address = absolute(site.home_url, wanted.url) if wanted.url else url
        body = None
        if wanted.form is not None:
            body = form_body(wanted.form)
        elif wanted.json_body is not None:
            body = json_body(wanted.json_body)
        asked = Ask(
            address or url,
            body,
            "form" if wanted.json_body is None else "json",
            tuple(wanted.headers.items()),
            shown_in=urldefrag(url).url if wanted.url else "",
            reader=reader,
        )
    return numbered(asked, section.pages.field, section.pages.first) if section.pages else asked


def _category_of(section: SectionConfig, categories: Mapping[str, CategoryConfig]) -> tuple[str | None, str]:
    if section.category is not None:
        return section.category, CONFIGURED
    found = category_by_name(section.name, categories.values())
    return (found[0], f"名称含“{found[1]}”") if found else (None, "")
