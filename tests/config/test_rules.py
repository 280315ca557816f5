"""The rules of judging as they are shipped, and what an operator makes of them."""

from __future__ import annotations

from pathlib import Path

from gongkai.config import RuleConfig, load
from gongkai.config.rules import ALWAYS, OPERATORS, PARAMS, UNVERIFIED
from tests.config.folders import write


def rules(folder: Path, text: str) -> dict[str, RuleConfig]:
    """Every rule with an operator's file over the shipped one, by id."""
    return {rule.id: rule for rule in load(write(folder, {"rules.toml": text})).rules.rules}


def test_those_that_the_judge_knows_are_shipped_with_their_parameters() -> None:
    shipped = {rule.id: tuple(rule.params) for rule in load(None).rules.rules}
    assert shipped == PARAMS


def test_all_are_active_by_default() -> None:
    config = load(None)
    assert config.rules.profiles == ("inspection", "regulation")
    assert tuple(config.rules.active) == tuple(PARAMS)


def test_what_nobody_has_read_is_off_and_says_so() -> None:
    for rule in load(None).rules.rules:
        assert rule.on != rule.basis.startswith(UNVERIFIED), rule.id


def test_what_the_project_observes_claims_no_document() -> None:
    for rule in load(None).rules.rules:
        quotes = "〔" in rule.basis or "条例" in rule.basis
        assert quotes == (rule.profile != ALWAYS), rule.id


def test_the_thresholds_of_the_documents() -> None:
    active = load(None).rules.active
    assert active["site-stale-core"].params == {"at_least": 5}
    assert active["site-stale-columns"].params == {"at_least": 10}
    assert active["site-empty-columns"].params == {"at_least": 5}
    assert active["late-item"].params == {"working_days": 20}
    assert {known for known, rule in active.items() if rule.severity == "单项否决"} == {
        "site-stale-core", "site-stale-columns", "site-empty-columns",
    }  # fmt: skip


def test_a_profile_that_does_not_apply_takes_its_rules_along(tmp_path: Path) -> None:
    active = load(write(tmp_path, {"rules.toml": 'profiles = ["inspection"]\n'})).rules.active
    assert PARAMS.keys() - active.keys() == {"late-item"}


def test_without_any_profile_only_rules_of_none_are_left(tmp_path: Path) -> None:
    active = load(write(tmp_path, {"rules.toml": "profiles = []\n"})).rules.active
    assert {rule.profile for rule in active.values()} == {ALWAYS}
    assert {"stale-section", "deadline-missed", "backdated-item"} <= active.keys()


def test_one_is_switched_off_by_its_id(tmp_path: Path) -> None:
    text = '[[rules]]\nid = "altered-item"\non = false\n'
    config = load(write(tmp_path, {"rules.toml": text}))
    assert PARAMS.keys() - config.rules.active.keys() == {"altered-item"}
    assert rules(tmp_path, text)["altered-item"].basis == rules(tmp_path, "")["altered-item"].basis


def test_other_parameters_claim_no_longer_the_shipped_source(tmp_path: Path) -> None:
    text = '[[rules]]\nid = "late-item"\nparams = { working_days = 10 }\n'
    found = rules(tmp_path, text)["late-item"]
    assert (found.params, found.basis) == ({"working_days": 10}, OPERATORS)
    found = rules(tmp_path, text + 'basis = "区目录"\n')["late-item"]
    assert (found.params, found.basis) == ({"working_days": 10}, "区目录")


def test_the_same_parameters_keep_it(tmp_path: Path) -> None:
    found = rules(tmp_path, '[[rules]]\nid = "late-item"\n[rules.params]\nworking_days = 20\n')["late-item"]
    assert "第二十六条" in found.basis
