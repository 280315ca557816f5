"""What the judge is told: thresholds, the rules that hold, with what parameters, and the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.base.findings import Severity
from gongkai.base.workdays import Calendar
from gongkai.judge.limits import DueRules


@dataclass(frozen=True, slots=True)
class StateRules:
    """Thresholds of `config/rules.toml` for the state of a section.

    A section not understood for more than `sight_days` is unseen; the two visits that prove staleness lie at
    least `proof_hours` apart; a list that showed something newer is held to show it for `hold_days` more: a
    cache or a second server may serve an older one.
    """

    sight_days: int = 3
    proof_hours: int = 6
    hold_days: int = 14
    due: DueRules = field(default_factory=DueRules)


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """How one rule is judged: its severity, its parameters and the text it rests on."""

    severity: Severity
    basis: str = ""
    params: Mapping[str, int] = field(default_factory=dict)


DEFAULTS: Mapping[str, RuleSetting] = {
    "stale-section": RuleSetting("一般"),
    "empty-section": RuleSetting("一般"),
    "deadline-missed": RuleSetting("突出"),
    "site-stale-core": RuleSetting("单项否决", params={"at_least": 5}),
    "site-stale-columns": RuleSetting("单项否决", params={"at_least": 10}),
    "site-empty-columns": RuleSetting("单项否决", params={"at_least": 5}),
    "undated-item": RuleSetting("提示"),
    "late-item": RuleSetting("提示", params={"working_days": 20}),
    "backdated-item": RuleSetting("提示", params={"backdate_days": 3}),
    "removed-item": RuleSetting("提示", params={"display_days": 7}),
    "altered-item": RuleSetting("提示"),
}
"""The rules as they are judged where no configuration is given; the texts they rest on stand in
`config/rules.toml`, and a test holds the two together."""


@dataclass(frozen=True, slots=True)
class Judging:
    """All that findings depend on beside the archive: two checks with equal ones give the same findings.

    `rules` are those that hold, by id; `first_day_counts` whether the day of forming is the first working
    day; `batch_items`: more old-dated items at once are a migration, of which nothing is said.
    """

    states: StateRules = field(default_factory=StateRules)
    rules: Mapping[str, RuleSetting] = field(default_factory=lambda: DEFAULTS)
    calendar: Calendar = field(default_factory=Calendar)
    first_day_counts: bool = False
    batch_items: int = 20

    def params(self, rule: str) -> dict[str, Any]:
        """The parameters of a rule, as they are kept with what it finds."""
        return dict(self.rules[rule].params)
