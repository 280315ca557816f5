"""Writing site files: a whole one, and sections added to one that an operator keeps.

What is there is never written anew: additions go to its end, and where a section is retired one key is set
(tomlkit keeps everything else as it was).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import tomlkit
from tomlkit.items import AoT, Table

from gongkai.base.errors import UsageError
from gongkai.base.values import Level

_LONGEST = 60
_INDEX = re.compile(r"^(?:index|default|list|main|moreinfo|column-index-\d+)?(?:\.\w+)?$", re.I)
_PLAIN = re.compile(r"[^a-z0-9]+")
_NOT_TELLING = frozenset(("www", "gov", "cn", "com", "org", "net", "edu"))
CARRIED = (
    "category",
    "unit",
    "interval_days",
    "deadline",
    "time_limit",
    "basis",
    "obliged",
    "duty",
    "first_level",
)
"""What an operator said of a section that holds as well for the one that takes its place."""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """`[[units]]`; `notes` become comments."""

    id: str
    name: str
    level: Level
    parent: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewSection:
    """`[[sections]]`: `values` are further keys, `notes` become comments."""

    id: str
    name: str
    url: str
    values: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site file. `notes` stand at its head."""

    id: str
    name: str
    home_url: str
    units: tuple[NewUnit, ...]
    sections: tuple[NewSection, ...]
    notes: tuple[str, ...] = ()


def site_text(site: NewSite) -> str:
    """The text of a new site file."""
    document = tomlkit.document()
    document.add(tomlkit.comment(":schema ../schema/site.schema.json").indent(0))
    for note in site.notes:
        document.add(tomlkit.comment(_line(note)))
    document.add(tomlkit.nl())
    for name, value in (("id", site.id), ("name", site.name), ("home_url", site.home_url)):
        document.add(name, tomlkit.item(value))
    head = tomlkit.dumps(document).replace("# :schema", "#:schema", 1)
    return head + "".join(map(_unit_text, site.units)) + "".join(map(_section_text, site.sections))


def with_sections(text: str, sections: tuple[NewSection, ...], retired: Mapping[str, str]) -> str:
    """The text of a site file with sections added at its end, and those in `retired` (id → why) crawled no
    more. UsageError where its sections are written as one inline array, to which none can be added so."""
    document = tomlkit.parse(text)
    there = document.get("sections")
    if there is not None and not isinstance(there, AoT):
        raise UsageError(
            "栏目写成了一个内联数组（sections = […]），没有改动。", do="改写成一个个 [[sections]]。"
        )
    for table in there or ():
        why = retired.get(str(table.get("id")))
        if why is not None:
            table["active"] = tomlkit.item(False).comment(_line(why))
    kept = tomlkit.dumps(document)
    return kept + ("" if kept.endswith("\n") else "\n") + "".join(map(_section_text, sections))


def _unit_text(unit: NewUnit) -> str:
    keys = {"id": unit.id, "name": unit.name, "level": unit.level, "parent": unit.parent}
    return _table_text("units", keys, unit.notes)


def _section_text(section: NewSection) -> str:
    keys = {"id": section.id, "name": section.name, "url": section.url, **section.values}
    return _table_text("sections", keys, section.notes)


def _table_text(name: str, keys: Mapping[str, object], notes: tuple[str, ...]) -> str:
    table: Table = tomlkit.table()
    for key, value in keys.items():
        if value is not None:
            table.add(key, tomlkit.item(value))
    for note in notes:
        table.add(tomlkit.comment(_line(note)))
    return f"\n[[{name}]]\n{table.as_string()}"


def _line(note: str) -> str:
    """A note as a comment takes it: one line, nothing that is not shown."""
    return "".join(sign for sign in " ".join(note.split()) if sign.isprintable())


def site_id(home_url: str, taken: Set[str]) -> str:
    """An id by the host, and by the folder of a site that is a part of it: `www.lg.gov.cn/bmzz/btjdb/` is
    `lg-btjdb`."""
    parts = urlsplit(home_url)
    host = (parts.hostname or "").lower()
    is_number = host.replace(".", "").isdigit() or ":" in host
    labels = (
        [host, str(parts.port or "")] if is_number else [p for p in host.split(".") if p not in _NOT_TELLING]
    )
    folder = [step for step in parts.path.split("/")[:-1] if step][-1:]
    return _free(("site-" if is_number else "") + "-".join((*labels, *folder)), taken)


def section_id(url: str, taken: Set[str]) -> str:
    """An id by the last steps of an address, its parameters and its fragment."""
    parts = urlsplit(url)
    steps = [
        step.rpartition(".")[0] or step for step in parts.path.split("/") if step and not _INDEX.match(step)
    ]
    values = [pair.partition("=")[2] for pair in parts.query.split("&")]
    return _free("-".join((*steps[-2:], *values, parts.fragment)), taken)


def _free(wanted: str, taken: Set[str]) -> str:
    """The wanted name as an id that is not taken."""
    plain = _PLAIN.sub("-", wanted.lower()).strip("-")[:_LONGEST].strip("-") or "column"
    number, found = 1, plain
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    return found
