"""By when a section, and what is published in it, is owed: whose word holds, and the text it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.base.terms import parse_term
from gongkai.base.values import Level
from gongkai.config import CategoryConfig, SectionConfig

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

    @property
    def basis(self) -> str:
        """The texts of the limits that hold, each once."""
        said = (self.interval, self.deadline, self.items)
        return "；".join(dict.fromkeys(limit[1] for limit in said if limit and limit[0]))


NOTHING = Limits()


def section_limits(section: SectionConfig, category: CategoryConfig | None, level: Level) -> Limits:
    """The section's own word, else its category's; a section that is not obliged has only its own."""
    own = _own(section)
    return own.over(category_limits(category, level)) if category and section.obliged else own


def category_limits(category: CategoryConfig, level: Level | None) -> Limits:
    """What a category says for units of a level, or of all levels (None)."""
    limit = category.deadlines.get(level) if level else None
    day, basis = (limit.day, limit.basis) if limit else (category.deadline, category.basis)
    days = category.interval_days
    return Limits(
        (days, of_category(category, category.basis)) if days is not None else None,
        (day, of_category(category, basis)) if day else None,
    )


def of_category(category: CategoryConfig, basis: str | None) -> str:
    return f"类别“{category.name}”：{basis or OWN_WORD}"


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
