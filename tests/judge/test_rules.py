"""The rules as the configuration and the judge know them."""

from __future__ import annotations

from gongkai.check import judging
from gongkai.config import load
from gongkai.judge.rules import NAMES
from gongkai.judge.settings import DEFAULTS


def test_configuration_and_judge_know_the_same_rules_by_the_same_names() -> None:
    configured = {rule.id: rule.name for rule in load(None).rules.rules}
    assert configured == dict(NAMES)
    assert configured.keys() == DEFAULTS.keys()


def test_what_holds_without_a_configuration_is_what_is_shipped() -> None:
    shipped = judging(load(None)).rules
    for name, default in DEFAULTS.items():
        assert (shipped[name].severity, shipped[name].params) == (default.severity, default.params)
