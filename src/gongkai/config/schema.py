"""JSON Schemas of the files, for editors: from the models, with the words of docs/configuration.md.

They are shipped as `config/schema/*.schema.json`; `scripts/schema` writes them anew. An editor is told what
shows in a file alone; `load` checks everything. References are put in place and optional values have no null,
for TOML has none, and some editors (Taplo) pass over what stands beside a `$ref`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongkai.config import models, rules, taxonomy
from gongkai.config.calendar import CalendarFile, HolidayConfig, YearConfig
from gongkai.config.files import read_toml, shipped
from gongkai.config.mistakes import keys_of
from gongkai.config.models import Model

FOLDER = "schema"
_DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that all editors of TOML read

TABLES: Mapping[str, type[Model]] = {
    "[archive]": models.ArchiveSettings,
    "[operator]": models.OperatorSettings,
    "[crawl]": models.CrawlSettings,
    "[serve]": models.ServeSettings,
    "[monitor]": models.MonitorSettings,
    "[stamp]": models.StampSettings,
    "rules.toml": rules.Rules,
    "[[rules]]": rules.RuleConfig,
    "profiles/*.toml": rules.ProfileConfig,
    "[[limits]]": rules.LimitConfig,
    "[[groups]]": taxonomy.GroupConfig,
    "[[categories]]": taxonomy.CategoryConfig,
    "[categories.deadlines.LEVEL]": taxonomy.LevelDeadline,
    "[sorting]": taxonomy.SortingConfig,
    "[[cues]]": taxonomy.CueConfig,
    "[[dimensions]]": taxonomy.DimensionConfig,
    "[[topics]]": taxonomy.TopicConfig,
    "sites/*.toml": models.SiteConfig,
    "[[tls]]": models.TlsConfig,
    "[[units]]": models.UnitConfig,
    "[[sections]]": models.SectionConfig,
    "[sections.selectors]": models.SelectorsConfig,
    "[sections.request]": models.RequestConfig,
    "[sections.paths]": models.PathsConfig,
    "[sections.pages]": models.PagesConfig,
    "[[years]]": YearConfig,
    "[[years.holidays]]": HolidayConfig,
}
"""Where docs/configuration.md describes the keys of a table: the name in its heading."""

_FILES: Mapping[str, tuple[type[Model], str]] = {
    "site": (models.SiteConfig, "sites/*.toml：一个网站"),
    "units": (models.UnitsFile, "units.toml：几个网站共用的单位"),
    "gongkai": (models.Settings, "gongkai.toml：总设置"),
    "taxonomy": (taxonomy.Taxonomy, "taxonomy.toml：类别，归类的依据"),
    "profile": (rules.ProfileConfig, "profiles/*.toml：一个方案"),
    "rules": (rules.Rules, "rules.toml：判断用的方案、阈值和规则"),
    "calendar": (CalendarFile, "calendar.toml：各年的节假日安排"),
}
_LAYERED = frozenset(("gongkai", "taxonomy", "rules"))
"""Files of which an operator writes only what differs from the shipped one."""

_TABLE_WORDS = {
    "archive": "档案放在哪里",
    "operator": "由谁采集，怎样联系",
    "crawl": "采集的节奏和限度",
    "serve": "网页服务",
    "monitor": "采集开始和结束时告诉谁",
    "stamp": "由谁给证据链盖时间戳",
    "groups": "分组：只用于排列类别",
    "categories": "类别",
    "sorting": "归类时怎样算有把握",
    "cues": "归类的依据：哪些词说明是哪一类",
    "dimensions": "类别之外的另一种分法：法条、领域",
    "topics": "另一种分法中的一项",
    "units": "单位",
    "rules": "规则",
    "years": "各年的节假日安排",
}
"""Tables that no line of the docs describes as a key."""

_NOT_BOTH: Mapping[type[Model], tuple[tuple[str, str], ...]] = {
    models.SelectorsConfig: (("title", "title_column"), ("link", "link_column"), ("date", "date_column")),
    models.RequestConfig: (("form", "json"),),
    models.PathsConfig: (("link", "link_template"),),
}
_ONE_OF: Mapping[type[Model], tuple[str, ...]] = {
    models.RequestConfig: ("url", "form", "json", "headers"),
    models.TlsConfig: ("legacy", "chain", "unverified"),
}


def documented(docs: str, heading: str) -> dict[str, str]:
    """The keys in the table under a heading of docs/configuration.md, and what it says of each."""
    part = re.search(rf"(?ms)^#+ [^\n]*`{re.escape(heading)}`[^\n]*\n(.*?)(?=^#|\Z)", docs)
    rows = re.findall(r"(?m)^\| `(\w+)` \|(?:.* \|)? (.*) \|$", part[1]) if part else []
    return dict(rows)


def schemas(docs: str) -> dict[str, str]:
    """Name of a file in `FOLDER` → its text."""
    words = {model.__name__: documented(docs, heading) for heading, model in TABLES.items()}
    return {f"{name}.schema.json": _text(name, words) for name in _FILES}


def _text(name: str, words: Mapping[str, dict[str, str]]) -> str:
    model, title = _FILES[name]
    raw = model.model_json_schema(by_alias=True)
    tables = {table: held for table, held in raw.pop("$defs", {}).items() if "properties" in held}
    tables[model.__name__] = raw
    by_name = {table.__name__: table for table in (*TABLES.values(), *(held for held, _ in _FILES.values()))}
    for table, held in tables.items():
        _tell(held, by_name[table], words.get(table, {}), layered=name in _LAYERED)
    schema = {"$schema": _DRAFT, "title": title, **_plain(raw, tables)}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _tell(held: dict[str, Any], model: type[Model], words: Mapping[str, str], *, layered: bool) -> None:
    """Words, and what goes together, put into the schema of one table."""
    held.pop("description", None)
    for key, schema in held["properties"].items():
        schema["description"] = words.get(key) or _TABLE_WORDS.get(key, "")
    if "category" in keys_of(model):
        known = [c["id"] for c in read_toml(shipped("taxonomy.toml"), "").document["categories"]]
        held["properties"]["category"] |= {"anyOf": [{"enum": known}, {"type": "string", "pattern": r"\S"}]}
    if layered:
        held["required"] = [key for key in held.get("required", ()) if key == "id"]
    if model in _NOT_BOTH:
        held["allOf"] = [{"not": {"required": list(pair)}} for pair in _NOT_BOTH[model]]
    if model in _ONE_OF:
        held["anyOf"] = [{"required": [key]} for key in _ONE_OF[model]]


def _plain(schema: Any, tables: Mapping[str, Any]) -> Any:
    """A schema without references, nulls, defaults and titles that say nothing."""
    if isinstance(schema, list):
        return [_plain(part, tables) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        beside = {key: held for key, held in schema.items() if key != "$ref"}
        return _plain(tables[schema["$ref"].rpartition("/")[2]] | beside, tables)
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        beside = {key: held for key, held in schema.items() if key != "anyOf"}
        return _plain(choices[0] | beside, tables)
    return {
        key: {name: _plain(held, tables) for name, held in part.items()}
        if key == "properties"
        else _plain(part, tables)
        for key, part in schema.items()
        if not _says_nothing(key, part)
    }


def _says_nothing(key: str, part: Any) -> bool:
    if key == "default":
        return part is None or isinstance(part, dict | list)
    return (key == "title" and isinstance(part, str)) or (key in ("examples", "required") and not part)


def main(folder: Path) -> None:
    """Write the schemas of a checkout anew."""
    docs = (folder / "docs" / "configuration.md").read_text(encoding="utf-8")
    (folder / "config" / FOLDER).mkdir(exist_ok=True)
    for name, text in schemas(docs).items():
        (folder / "config" / FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
