"""The rules, one module each: about a section, an item, or a site."""

from collections.abc import Mapping
from typing import cast

from gongkai.judge.rules import (
    altered_item,
    backdated_item,
    deadline_missed,
    empty_section,
    late_item,
    removed_item,
    stale_section,
    undated_item,
)
from gongkai.judge.rules.item import ItemRule
from gongkai.judge.rules.section import SectionRule
from gongkai.judge.rules.site import SITE_RULES

SECTION_RULES = cast("tuple[SectionRule, ...]", (stale_section, deadline_missed, empty_section))
ITEM_RULES = cast(
    "tuple[ItemRule, ...]", (undated_item, late_item, backdated_item, removed_item, altered_item)
)

NAMES: Mapping[str, str] = {
    **{rule.ID: rule.NAME for rule in SECTION_RULES},
    **{rule.ID: rule.NAME for rule in SITE_RULES},
    **{rule.ID: rule.NAME for rule in ITEM_RULES},
}
"""What people read for each rule, by its id."""

__all__ = ["ITEM_RULES", "NAMES", "SECTION_RULES", "SITE_RULES"]
