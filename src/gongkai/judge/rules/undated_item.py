"""未注明发布时间: a page whose row and text state no date (国办发〔2017〕47号, 网页设计规范: publication
time shown).

Said only where other items of the same column state one, or it may be our reading that fails, and only of a
text that was seen twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.base.findings import Found
from gongkai.base.itemfacts import ItemFacts
from gongkai.judge.rules.item import day, found
from gongkai.judge.settings import Judging

ID = "undated-item"
NAME = "条目没有标注发布时间"


def look(item: ItemFacts, judging: Judging) -> Iterator[Found]:
    if item.kind != "page" or any(place.listed_date for place in item.places):
        return
    if not any(place.dated_rows for place in item.places):
        return
    bare = [version for version in item.versions if not version.published]
    confirmed = [version.confirmed_at for version in bare if version.confirmed_at]
    if not confirmed:
        return
    dated = next((v for v in item.versions if v.published and v.seen_at > bare[0].seen_at), None)
    if dated and dated.seen_at <= min(confirmed):
        return
    yield found(
        item,
        judging,
        ID,
        since=day(item.first_seen),
        opened=day(min(confirmed)),
        statement=f"《{item.title}》的列表和正文页面均未见发布日期。",
        closed=day(dated.seen_at) if dated else None,
        reason="rectified" if dated else None,
        captures=[version.capture for version in bare],
        versions=[version.version for version in bare],
    )
