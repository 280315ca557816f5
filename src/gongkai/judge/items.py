"""The findings about single items: every rule asked about every item that could be at fault."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.base.findings import Found
from gongkai.base.itemfacts import ItemFacts
from gongkai.judge.rules import ITEM_RULES
from gongkai.judge.settings import Judging


def judge_item(item: ItemFacts, judging: Judging) -> Iterator[Found]:
    """Every fault of an item as of the day that its facts are of."""
    for rule in ITEM_RULES:
        if rule.ID in judging.rules:
            yield from rule.look(item, judging)
