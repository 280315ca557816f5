"""What is watched, kept as the configuration last said it."""

from __future__ import annotations

import json
from dataclasses import replace

from gongkai.archive.sqlite import Connection, one, transaction
from gongkai.base.sorting import Topic
from gongkai.base.values import Catalogue, Section, Site


def put_catalogue(db: Connection, catalogue: Catalogue, at: str) -> Catalogue:
    """Write all of it in one transaction, and hand it back as it is kept. Nothing is deleted: a section no
    longer configured becomes inactive, since its visits and items remain; and a site whose first name
    changed goes on under the name that the identity of its items was made with, as long as that is a twin."""
    sites = tuple(replace(site, hosts=_hosts(db, site)) for site in catalogue.sites)
    catalogue = replace(catalogue, sites=sites)
    with transaction(db):
        for unit in catalogue.units:
            values = (unit.id, unit.name, unit.level, unit.parent, unit.home_url, unit.site_code)
            _upsert(
                db,
                "units",
                "id, name, level, parent, home_url, site_code, region_code",
                (*values, unit.region_code),
            )
        for site in catalogue.sites:
            hosts = json.dumps(site.hosts, ensure_ascii=False)
            _upsert(
                db,
                "sites",
                "id, name, home_url, site_code, hosts",
                (site.id, site.name, site.home_url, site.site_code, hosts),
            )
        for category in catalogue.categories:
            _upsert(
                db,
                "categories",
                "id, name, parent, interval_days, deadline, basis, duty",
                (
                    category.id,
                    category.name,
                    category.parent,
                    category.interval_days,
                    category.deadline,
                    category.basis,
                    category.duty,
                ),
            )
        _put_topics(db, catalogue.topics)
        db.execute("UPDATE sections SET active = 0")
        for section in catalogue.sections:
            db.execute(
                "UPDATE sections SET anew = 1 WHERE id = ? AND asked <> ?", (section.id, section.asked)
            )
            _upsert(db, "sections", _SECTION_COLUMNS, _section_values(section))
        db.execute(
            "UPDATE sections SET retired_at = CASE WHEN active THEN NULL ELSE coalesce(retired_at, ?) END",
            (at,),
        )
    return catalogue


def _put_topics(db: Connection, topics: tuple[Topic, ...]) -> None:
    """The topics, and the categories that belong to them now."""
    db.execute("DELETE FROM topic_categories")
    for position, topic in enumerate(topics):
        values = (topic.id, topic.dimension, topic.dimension_name, topic.name, topic.basis, position)
        _upsert(db, "topics", "id, dimension, dimension_name, name, basis, position", values)
        pairs = [(topic.id, category) for category in dict.fromkeys(topic.categories)]
        db.executemany("INSERT INTO topic_categories(topic, category) VALUES (?, ?)", pairs)


def _hosts(db: Connection, site: Site) -> tuple[str, ...]:
    """The names of a site, those known before first and in their order."""
    kept = json.loads(one(db, "SELECT hosts FROM sites WHERE id = ?", site.id) or "[]")
    return tuple(dict.fromkeys((*(host for host in kept if host in site.hosts), *site.hosts)))


_SECTION_COLUMNS = (
    "id, site, unit, name, url, platform, category, category_reason, interval_days, deadline, basis, "
    "obliged, duty, time_limit, first_level, may_be_empty, active, asked"
)


def _section_values(section: Section) -> tuple[object, ...]:
    return (
        section.id,
        section.site,
        section.unit,
        section.name,
        section.url,
        section.platform,
        section.category,
        section.category_reason,
        section.interval_days,
        section.deadline,
        section.basis,
        int(section.obliged),
        section.duty,
        section.time_limit,
        int(section.first_level),
        int(section.may_be_empty),
        int(section.active),
        section.asked,
    )


def _upsert(db: Connection, table: str, columns: str, values: tuple[object, ...]) -> None:
    """Insert, or set every column of the row with the same id. Names are constants of this module."""
    names = columns.split(", ")
    marks = ", ".join("?" * len(names))
    settings = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    db.execute(
        f"INSERT INTO {table}({columns}) VALUES ({marks}) ON CONFLICT(id) DO UPDATE SET {settings}", values
    )
