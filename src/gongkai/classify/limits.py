"""By when a section, and what is published in it, is owed: whose word holds, and the text it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.base.terms import parse_term
from gongkai.base.values import Level
from gongkai.config import CategoryConfig, ProfileConfig, SectionConfig

Profiles = Sequence[ProfileConfig]
"""Those that apply, the first word first."""

OWN_WORD = "类别配置"
"""The basis of a limit for which an operator named none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What somebody says of a section, each with its basis: how many days pass between updates (0: no matter
    how many), on which days of the year something is owed, by when its items are published (a wording).
    None where they say nothing."""

    interval: tuple[int, str] | None = None
    deadline: tuple[str, str] | None = None
    items: tuple[str, str] | None = None

    def over(self, other: Limits) -> Limits:
        """These, and the other's where these say nothing."""
        return Limits(
            self.interval or other.interval, self.deadline or other.deadline, self.items or other.items
        )

    def told(self, before: str) -> Limits:
        """The same with some words before each basis."""
        interval, deadline, items = self.interval, self.deadline, self.items
        return Limits(
            (interval[0], before + interval[1]) if interval else None,
            (deadline[0], before + deadline[1]) if deadline else None,
            (items[0], before + items[1]) if items else None,
        )

    @property
    def days(self) -> int | None:
        """Days between updates, None where it does not matter how many."""
        return self.interval[0] or None if self.interval else None

    @property
    def dates(self) -> str | None:
        """Days of the year on which something is owed."""
        return self.deadline[0] if self.deadline else None

    @property
    def wording(self) -> str | None:
        """By when items are published."""
        return self.items[0] if self.items else None

    @property
    def basis(self) -> str:
        """The texts of the limits that hold, each once."""
        said = (self.interval, self.deadline, self.items)
        return "；".join(dict.fromkeys(limit[1] for limit in said if limit and limit[0]))


NOTHING = Limits()


def section_limits(
    section: SectionConfig, category: CategoryConfig | None, level: Level, profiles: Profiles
) -> Limits:
    """The section's own word, else its category's; a section that is not obliged has only its own."""
    own = _own(section)
    if category is None or not section.obliged:
        return own
    return own.over(category_limits(category, level, profiles).told(f"类别“{category.name}”："))


def category_limits(category: CategoryConfig, level: Level | None, profiles: Profiles) -> Limits:
    """The operator's own word on a category for units of a level, or of all levels (None); else, for each
    kind of limit, that of the first profile that has one."""
    limit = category.deadlines.get(level) if level else None
    day, basis = (limit.day, limit.basis) if limit else (category.deadline, category.basis)
    days = category.interval_days
    found = Limits(
        (days, category.basis or OWN_WORD) if days is not None else None,
        (day, basis or OWN_WORD) if day else None,
    )
    for profile in profiles:
        found = found.over(_profile_limits(profile, category, level))
    return found


def _profile_limits(profile: ProfileConfig, category: CategoryConfig, level: Level | None) -> Limits:
    """What a profile says; a limit that names the level goes before one of all levels."""
    found = NOTHING
    for limit in sorted(profile.limits, key=lambda limit: not limit.levels):
        if limit.category == category.id and (not limit.levels or level in limit.levels):
            basis = f"{limit.basis or profile.source}（方案“{profile.name}”）"
            found = found.over(worded(limit.wording, basis))
    return found


def _own(section: SectionConfig) -> Limits:
    """What the section's table says; its `time_limit` where no number is given beside it."""
    source = f"（{section.basis}）" if section.basis else ""
    days, dates = section.interval_days, section.deadline
    said = Limits(
        (days, f"栏目配置：{days} 天内应有更新{source}") if days is not None else None,
        (dates, f"栏目配置：每年 {dates.replace(',', '、')} 前{source}") if dates else None,
    )
    return said.over(worded(section.time_limit or "", f"栏目配置：{section.time_limit}{source}"))


def worded(wording: str, basis: str) -> Limits:
    """What a wording of a catalogue says; nothing where it cannot be timed."""
    term = parse_term(wording)
    if term is None:
        return NOTHING
    if term.kind == "interval" and term.number is not None:
        return Limits(interval=(term.number, basis))
    if term.deadline is not None:
        return Limits(deadline=(term.deadline, basis))
    return Limits(items=(wording, basis)) if term.number is not None else NOTHING
