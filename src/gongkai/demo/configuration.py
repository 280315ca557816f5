"""The operator's files for the make-believe district: addresses only, no selectors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from gongkai.demo.cast import PLACES, UNITS, columns_of
from gongkai.demo.families import Family
from gongkai.demo.values import Column, Place

GENERAL = """#:schema ./schema/gongkai.schema.json
# 虚构的云岭区：只在本机回环地址上，不停顿、不重试。
[operator]
name = "gongkai 演示"
contact = "demo@yunling.example"

[crawl]
pause_seconds = 0
pause_factor = 0
retries = 0
private_hosts = ["127.0.0.1"]
"""


_SCHEMA = "#:schema ../schema/site.schema.json\n"
"""What editors complete and check the file by; who runs the demo lays the schemas there."""


def write(folder: Path, bases: Mapping[str, str], families: Mapping[str, Family]) -> None:
    """Write gongkai.toml and sites/*.toml; `bases` are the sites' addresses without a slash at the end."""
    (folder / "sites").mkdir(parents=True, exist_ok=True)
    (folder / "gongkai.toml").write_text(GENERAL, encoding="utf-8")
    for place in PLACES:
        text = _site(place, bases[place.id], families[place.id])
        (folder / "sites" / f"{place.id}.toml").write_text(text, encoding="utf-8")


def _site(place: Place, base: str, family: Family) -> str:
    head = _table(
        "",
        {
            "id": place.id,
            "name": f"{place.short}网站",
            "home_url": f"{base}/",
            "hosts": [urlsplit(base).netloc],
        },
    )
    columns = columns_of(place.id)
    wanted = {column.unit or place.id for column in columns}
    units = [_table("[[units]]", _unit(unit, place, base)) for unit in UNITS if unit.id in wanted]
    sections = [_table("[[sections]]", _section(column, base, family)) for column in columns]
    return "\n".join([_SCHEMA, head, *units, *sections])


def _unit(unit: Place, place: Place, base: str) -> dict[str, object]:
    home = f"{base}/" if unit.id == place.id else None
    return {"id": unit.id, "name": unit.name, "level": unit.level, "parent": unit.parent, "home_url": home}


def _section(column: Column, base: str, family: Family) -> dict[str, object]:
    return {
        "id": column.id,
        "unit": column.unit or column.site,
        "name": column.name,
        "url": base + family.column_path(column),
        "category": column.category,
        "interval_days": column.interval if column.written else None,
        "deadline": column.deadline if column.written else None,
    }


def _table(header: str, values: Mapping[str, object]) -> str:
    """A TOML table; JSON's strings, numbers and lists of strings are TOML's too."""
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in values.items()
        if value is not None
    ]
    return "\n".join([*([header] if header else []), *lines, ""])
