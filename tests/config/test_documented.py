"""docs/configuration.md describes every key, and its example is one that `load` takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from gongkai.config import load, models
from gongkai.config.files import shipped
from tests.config.folders import write

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")

TABLES: dict[str, type[BaseModel]] = {
    "[archive]": models.ArchiveSettings,
    "[operator]": models.OperatorSettings,
    "[crawl]": models.CrawlSettings,
    "[serve]": models.ServeSettings,
    "rules.toml": models.Rules,
    "[[groups]]": models.GroupConfig,
    "[[categories]]": models.CategoryConfig,
    "[categories.deadlines.LEVEL]": models.LevelDeadline,
    "sites/*.toml": models.SiteConfig,
    "[[tls]]": models.TlsConfig,
    "[[units]]": models.UnitConfig,
    "[[sections]]": models.SectionConfig,
    "[sections.selectors]": models.SelectorsConfig,
}


def documented(heading: str) -> set[str]:
    """The keys in the table under a heading that holds the given name in code marks."""
    part = re.search(rf"(?ms)^#+ [^\n]*`{re.escape(heading)}`[^\n]*\n(.*?)(?=^#|\Z)", DOCS)
    assert part, f"no heading for {heading}"
    return set(re.findall(r"(?m)^\| `(\w+)` \|", part[1]))


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_is_documented_and_no_other(heading: str) -> None:
    assert documented(heading) == set(TABLES[heading].model_fields)


def test_every_category_is_named() -> None:
    listed = dict(re.findall(r"(?m)^\| `(\w+)` \| (\S+) \| \S+ \|", DOCS.partition("## 类别编号")[2]))
    assert listed == {category.id: category.name for category in load(None).categories}


def test_the_shipped_files_set_every_key_that_has_a_default() -> None:
    for name in ("gongkai.toml", "rules.toml"):
        text = shipped(name).read_text(encoding="utf-8")
        found = set(re.findall(r"(?m)^(\w+) = ", text))
        wanted = {
            "gongkai.toml": ("[archive]", "[operator]", "[crawl]", "[serve]"),
            "rules.toml": ("rules.toml",),
        }
        keys = {key for heading in wanted[name] for key in TABLES[heading].model_fields}
        assert found == keys - {"sources"}


def test_the_example_of_a_site_is_right(tmp_path: Path) -> None:
    example = re.search(r"(?s)```toml\n(# sites/.*?)```", DOCS)
    assert example
    config = load(write(tmp_path, {"sites/qingshi.toml": example[1]}))
    assert len(config.sites[0].sections) > 3
    assert not any(section.selectors.rows for section in config.sites[0].sections)
