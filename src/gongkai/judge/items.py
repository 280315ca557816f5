"""The findings about single items: every rule asked about every item that could be at fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from gongkai.base.findings import Found
from gongkai.base.itemfacts import ItemFacts
from gongkai.judge.rules import altered_item, backdated_item, late_item, removed_item, undated_item
from gongkai.judge.rules.item import ItemRule
from gongkai.judge.settings import Judging

ITEM_RULES = cast(
    "tuple[ItemRule, ...]", (undated_item, late_item, backdated_item, removed_item, altered_item)
)


def judge_item(item: ItemFacts, judging: Judging) -> Iterator[Found]:
    """Every fault of an item as of the day that its facts are of."""
    for rule in ITEM_RULES:
        if rule.ID in judging.rules:
            yield from rule.look(item, judging)
