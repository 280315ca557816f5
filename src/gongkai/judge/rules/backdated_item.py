"""标注日期早于首次见到: an item that states a day on which, as we saw, the column did not list it.

The gravest thing to say, so nothing but what was seen is said, and only with proof: a complete, understood,
unconditional walk that began days after the stated day, reached past it and did not meet the item, and a
second walk after the first that did. It is no rule of any document.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.base.findings import Found
from gongkai.base.itemfacts import ItemFacts, ListVisit, PlaceFacts
from gongkai.base.times import china_time, day_end, utc_text
from gongkai.judge.rules.item import (
    day,
    first_place,
    found,
    hours_apart,
    in_batch,
    on_request,
    reposted,
    watched_from_the_start,
)
from gongkai.judge.settings import Judging

ID = "backdated-item"
NAME = "标注日期早于采集所见"


def look(item: ItemFacts, judging: Judging) -> Iterator[Found]:
    stated = _stated(item)
    if stated is None or not watched_from_the_start(item) or in_batch(item, judging) or _befallen(item):
        return
    if any(reposted(item, v) or on_request(v) for v in item.versions):
        return
    place = first_place(item)
    if any(first_seen < place.first_listed for first_seen, _ in item.twins):
        return
    witness, seen_again = _witness(place, stated, judging), _seen_again(place, judging)
    if witness is None or seen_again is None:
        return
    yield found(
        item,
        judging,
        ID,
        since=stated.isoformat(),
        opened=day(seen_again.started),
        statement=(
            f"《{item.title}》标注日期 {stated}；本系统于 {china_time(witness.started)} "
            f"采集该栏目时未见此条，于 {china_time(place.first_listed)} 首次见到。"
        ),
        dates=(("标注日期", stated.isoformat()), ("未见此条的采集", day(witness.started)),
               ("首次见到", day(place.first_listed))),
        captures=[witness.capture, place.first.capture if place.first else None, seen_again.capture],
        visits=[witness.id, *([place.first.id] if place.first else []), seen_again.id],
    )  # fmt: skip


def _stated(item: ItemFacts) -> date | None:
    """The latest of the days it states, in its row and on its page, as they were first seen."""
    page = next((v.published for v in item.versions if v.published), None)
    days = [text[:10] for text in (page, *(place.listed_date for place in item.places)) if text]
    return date.fromisoformat(max(days)) if days else None


def _befallen(item: ItemFacts) -> bool:
    """Whether it moved, went or came back, or is not there twice alike: then its list may have changed."""
    return any(
        event.kind in ("removed", "returned", "moved", "delisted", "relisted") for event in item.events
    )


def _witness(place: PlaceFacts, stated: date, judging: Judging) -> ListVisit | None:
    """The last visit that must have met the item, and did not. Two must have, hours apart: of two servers one
    may be behind. All are read as the one that met it: by the same reader, at the same address."""
    since = utc_text(day_end(stated + timedelta(days=judging.rules[ID].params["backdate_days"])))
    first = place.first
    if first is None:
        return None
    good = [
        visit
        for visit in place.before
        if visit.complete
        and not visit.conditional
        and visit.started >= since
        and visit.bottom is not None
        and visit.bottom < stated.isoformat()
        and (visit.reader, visit.url) == (first.reader, first.url)
    ]
    if len(good) < 2 or not hours_apart(good[0].started, good[-1].started, judging.states.proof_hours):
        return None
    return good[-1]


def _seen_again(place: PlaceFacts, judging: Judging) -> ListVisit | None:
    """The first later visit that still listed it."""
    hours = judging.states.proof_hours
    return next(
        (visit for visit in place.after if hours_apart(place.first_listed, visit.started, hours)), None
    )
