"""The models of judging: `rules.toml` (profiles, thresholds, rules) and `profiles/*.toml` (limits)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from gongkai.base.findings import Severity
from gongkai.base.values import Level
from gongkai.config.fields import Id, TermText, Text
from gongkai.config.models import Model, Ref, Several

PARAMS: Mapping[str, tuple[str, ...]] = {
    "stale-section": (),
    "empty-section": (),
    "site-stale-core": ("at_least",),
    "site-stale-columns": ("at_least",),
    "site-empty-columns": ("at_least",),
    "deadline-missed": (),
    "undated-item": (),
    "late-item": ("working_days",),
    "backdated-item": ("backdate_days",),
    "removed-item": ("display_days",),
    "altered-item": (),
}
"""The rules that the judge knows, and the parameters of each."""

ALWAYS = "gongkai"
"""The profile of rules that belong to no document: our own, and those whose limit is a section's."""

OPERATORS = "操作者自定"
"""The basis of a rule whose parameters an operator set without naming a source."""

UNVERIFIED = "操作者自定（出处待核）"
"""How the basis of a rule begins whose source nobody has read; it is off until an operator wants it."""

Days = Annotated[int, Field(ge=0, le=366)]
Param = Annotated[int, Field(ge=1, le=10_000)]


class RuleConfig(Model):
    """A rule of judging: what a finding of it is called, how grave it is, on what it rests."""

    id: Id
    name: Text
    profile: Ref
    on: bool
    severity: Severity
    basis: Text = OPERATORS
    params: dict[str, Param] = Field(default_factory=dict)


class LimitConfig(Model):
    """By when units of some levels (all, where none is named) owe what a category holds, in the words of a
    catalogue (`base.terms`)."""

    category: Ref
    levels: Several[Level] = ()
    wording: TermText
    basis: Text | None = None


class ProfileConfig(Model):
    """profiles/*.toml: the limits of one document. Where a limit names no basis, it rests on `source`."""

    id: Id
    name: Text
    source: Text
    limits: Several[LimitConfig] = ()


class Rules(Model):
    """rules.toml. Shares are of 1; days are calendar days unless a name says working days."""

    profiles: Several[Id]
    sight_days: Annotated[int, Field(ge=1, le=60)]
    due_days_short: Days
    due_days_long: Days
    deadline_due_days: Days
    proof_hours: Annotated[int, Field(ge=1, le=720)]
    hold_days: Days
    first_day_counts: bool
    batch_items: Annotated[int, Field(ge=1, le=10_000)]
    removal_share: Annotated[float, Field(gt=0, le=1)]
    removal_least: Annotated[int, Field(ge=1, le=10_000)]
    removal_window_days: Annotated[int, Field(ge=1, le=366)]
    rules: Several[RuleConfig]

    @property
    def active(self) -> Mapping[str, RuleConfig]:
        """The rules that apply, by id: switched on, of a profile that applies or of none."""
        profiles = {ALWAYS, *self.profiles}
        return {rule.id: rule for rule in self.rules if rule.on and rule.profile in profiles}
