"""What `init` writes: nothing set but what must be, and right once it is uncommented."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from gongkai.config import load
from gongkai.config.differences import differences
from gongkai.config.files import shipped
from gongkai.config.starter import SAMPLE, starter_files
from tests.config.folders import write


def test_it_changes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path, starter_files())
    assert load(folder).sha256 == load(None).sha256
    assert differences(folder) == ()


def test_only_the_operator_is_asked_for() -> None:
    files = starter_files()
    assert tomllib.loads(files["gongkai.toml"]) == {
        "archive": {}, "operator": {"name": "", "contact": ""}, "crawl": {}, "serve": {},
        "monitor": {}, "stamp": {},
    }  # fmt: skip
    assert tomllib.loads(files["rules.toml"]) == {}
    assert tomllib.loads(files["taxonomy.toml"]) == {}


def test_uncommenting_settings_and_rules_gives_the_defaults() -> None:
    for name in ("gongkai.toml", "rules.toml"):
        text = re.sub(r"(?m)^# (?=\[|\w+ = )", "", starter_files()[name])
        assert tomllib.loads(text) == tomllib.loads(shipped(name).read_text(encoding="utf-8"))


def test_uncommented_suggestions_are_taken(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^# (?=\[\[|\w+ = )", "", starter_files()["taxonomy.toml"])
    config = load(write(tmp_path, {"taxonomy.toml": text}))
    limits = {category.id: category for category in config.categories}
    assert limits["rescue"].interval_days == 31
    assert limits["rule_of_law"].deadline == "04-01"
    changed = {difference.key.partition("]")[0] for difference in differences(tmp_path)}
    assert len(changed) == 16


def test_every_suggestion_of_the_domain_is_there_to_be_switched_on(evaluation: Path) -> None:
    contract = json.loads((evaluation / "domain" / "taxonomy.json").read_text(encoding="utf-8"))
    wanted = {
        category["id"]: category["suggested_interval_days"]
        for category in contract["categories"]
        if category["suggested_interval_days"]
    }
    text = starter_files()["taxonomy.toml"]
    found = re.findall(r'# id = "(\w+)".*\n# interval_days = (\d+)', text)
    assert {known_by: int(days) for known_by, days in found} == wanted


def test_the_sample_site_is_right_as_it_stands_and_uncommented(tmp_path: Path) -> None:
    sample = starter_files()[SAMPLE]
    load(write(tmp_path / "a", {"sites/example.toml": sample}))
    everything = re.sub(r"(?m)^# (?=\[sections|\w+ = (?!\"…))", "", sample)
    config = load(write(tmp_path / "b", {"sites/example.toml": everything}))
    assert config.sites[0].sections[1].selectors.rows == "ul.list > li"
    assert config.sites[0].pause_seconds == 5.0
