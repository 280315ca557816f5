"""已公开信息撤下: an item that was published and is gone, as the archive concluded. No text forbids it; it
is shown so that somebody asks why. What was put up for a display period (公示) and was up that long is not
named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.base.findings import Found
from gongkai.base.itemfacts import EventFacts, ItemFacts
from gongkai.base.times import china_day
from gongkai.base.workdays import reckon
from gongkai.judge.rules.item import day, found
from gongkai.judge.settings import Judging

ID = "removed-item"
NAME = "条目撤下"
_DISPLAY = re.compile("公示|征求意见|征集意见|招聘|招考|招标|招租|采购|比选|报名|拍卖")


def look(item: ItemFacts, judging: Judging) -> Iterator[Found]:
    for number, event in enumerate(item.events):
        if event.kind != "removed" or _published_elsewhere(item, event) or _displayed(item, event, judging):
            continue
        over = _over(item, item.events[number + 1 :], event)
        yield found(
            item,
            judging,
            ID,
            since=day(event.at),
            opened=day(event.at),
            statement=(
                f"《{item.title}》曾公开，{day(event.at)} 起原址和所在栏目均已不见；是否应当保留，请核实。"
            ),
            closed=day(over) if over else None,
            reason="rectified" if over else None,
            dates=(("首次见到", day(item.first_seen)), ("认定撤下", day(event.at))),
            captures=[event.capture, *(version.capture for version in item.versions[-1:])],
        )


def _published_elsewhere(item: ItemFacts, event: EventFacts) -> bool:
    """Whether the unit has it at another address when it is gone from this one."""
    return any(seen <= event.at and (removed is None or removed > event.at) for seen, removed in item.twins)


def _over(item: ItemFacts, later: tuple[EventFacts, ...], event: EventFacts) -> str | None:
    """When it came back, here or at another address."""
    back = [later_event.at for later_event in later if later_event.kind == "returned"]
    back += [seen for seen, _ in item.twins if seen > event.at]
    return min(back, default=None)


def _displayed(item: ItemFacts, event: EventFacts, judging: Judging) -> bool:
    """Whether it was put up for a time, and was up that long."""
    if not _DISPLAY.search(item.title):
        return False
    stated = min((v.published for v in item.versions if v.published), default=None)
    up = date.fromisoformat(stated[:10]) if stated else china_day(item.first_seen)
    days = int(judging.rules[ID].params["display_days"])
    return china_day(event.at) > reckon(up, days, judging.calendar).last
