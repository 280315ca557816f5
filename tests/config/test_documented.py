"""docs/configuration.md describes every key, and its example is one that `load` takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.base.terms import parse_term
from gongkai.config import load
from gongkai.config.files import shipped
from gongkai.config.mistakes import keys_of
from gongkai.config.rules import PARAMS
from gongkai.config.schema import TABLES, documented
from gongkai.config.warnings import warnings
from tests.config.folders import SITE, write

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_is_documented_and_no_other(heading: str) -> None:
    assert documented(DOCS, heading).keys() == set(keys_of(TABLES[heading]))


def test_every_category_is_named() -> None:
    listed = dict(re.findall(r"(?m)^\| `(\w+)` \| (\S+) \| \S+ \|", DOCS.partition("## 类别编号")[2]))
    assert listed == {category.id: category.name for category in load(None).categories}


def test_the_shipped_files_set_every_key_that_has_a_default() -> None:
    for name in ("gongkai.toml", "rules.toml"):
        text = shipped(name).read_text(encoding="utf-8")
        found = set(re.findall(r"(?m)^(\w+) = ", text))
        wanted = {
            "gongkai.toml": ("[archive]", "[operator]", "[crawl]", "[serve]", "[monitor]", "[stamp]"),
            "rules.toml": ("rules.toml", "[[rules]]"),
        }
        keys = {key for heading in wanted[name] for key in TABLES[heading].model_fields}
        keys |= {param for params in PARAMS.values() for param in params} if name == "rules.toml" else set()
        assert found == keys - {"rules", "params"}


def test_the_example_of_a_profile_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"(?s)```toml\n(# profiles/.*?)```", DOCS)
    files = {"profiles/qingshi.toml": example, "rules.toml": 'profiles = ["qingshi"]\n'}
    assert len(load(write(tmp_path, files)).active_profiles[0].limits) == 2


def test_every_shipped_profile_is_named() -> None:
    listed = re.findall(r"(?m)^\| `([a-z-]+)` \| ([^|]+) \| ", DOCS.partition("### 随程序发行的方案")[2])
    assert {known_by for known_by, _ in listed[:3]} == {profile.id for profile in load(None).profiles}


def test_wordings_of_time_limits_are_read_as_they_are_described() -> None:
    table = DOCS.partition("### 公开时限的写法")[2].partition("## ")[0]
    rows = re.findall(r"(?m)^\| (`.*) \| .* \|$", table)
    kinds = [{term.kind for word in re.findall("`(.+?)`", row) if (term := parse_term(word))} for row in rows]
    assert kinds == [{"working-days"}, {"days"}, {"deadline"}, {"interval"}, {"untimed"}]
    assert all(parse_term(word) for row in rows for word in re.findall("`(.+?)`", row))


def test_every_rule_is_described_as_it_is_shipped() -> None:
    row = re.compile(r"(?m)^\| `([a-z-]+)` \| (\S+) \| (\w+) \| (\S+) \| ((?:`\w+ = \d+`)?)[^|]*\|$")
    rules = load(None).rules.rules
    shipped_rules = [
        (rule.id, rule.name, rule.profile, rule.severity, *(f"`{k} = {v}`" for k, v in rule.params.items()))
        for rule in rules
    ]
    assert [tuple(filter(None, found)) for found in row.findall(DOCS)] == shipped_rules


def test_the_example_of_rules_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"(?s)```toml\n(\[\[rules\]\].*?)```", DOCS)
    active = load(write(tmp_path, {"rules.toml": example})).rules.active
    assert (active["late-item"].params, active["late-item"].basis) == (
        {"working_days": 10},
        "区主动公开基本目录",
    )
    assert "altered-item" not in active


def site_of_the_docs(number: int) -> str:
    """The smallest site with the section that the docs show as their example of that number."""
    examples = re.findall(r"(?s)```toml\n(\[\[sections\]\].*?)```", DOCS)
    return f"{SITE}{examples[number]}"


def whole_site_of_the_docs() -> str:
    """The file of a whole site that the docs show."""
    (example,) = re.findall(r"(?s)```toml\n(# sites/.*?)```", DOCS)
    return str(example)


@pytest.mark.parametrize("number", range(4))
def test_the_examples_of_sections_are_right(number: int, tmp_path: Path) -> None:
    config = load(write(tmp_path, {"sites/qs.toml": site_of_the_docs(number)}))
    assert len(config.sites[0].sections) == 2
    assert [warning.key for warning in warnings(config)] == ["operator.contact"]


def test_the_example_of_a_site_is_right(tmp_path: Path) -> None:
    config = load(write(tmp_path, {"sites/qingshi.toml": whole_site_of_the_docs()}))
    assert len(config.sites[0].sections) > 3
    assert not any(section.selectors.rows for section in config.sites[0].sections)
