"""标注日期早于首次见到: an item that states a day on which, as we saw, the column did not list it.

The gravest thing to say, so nothing but what was seen is said, and only with proof: a complete, understood,
unconditional walk that began days after the stated day, reached past it and did not meet the item, and
another such walk hours away from it. It is no rule of any document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from gongkai.base.findings import Found
from gongkai.base.itemfacts import ItemFacts, ListVisit, PlaceFacts, VersionFacts
from gongkai.base.times import china_time, end_text, parse_utc, utc_text
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


@dataclass(frozen=True, slots=True)
class _Stated:
    """A day that the item states, from when on it was seen to, by which capture, and until when."""

    day: date
    since: str
    until: str | None
    capture: int | None


def look(item: ItemFacts, judging: Judging) -> Iterator[Found]:
    if not watched_from_the_start(item) or in_batch(item, judging):
        return
    if any(reposted(item, v) or on_request(v) for v in item.versions):
        return
    place = first_place(item)
    if _known_before(item, place.first_listed):
        return
    for stated in _stated(item):
        witness = _witness(place, stated.day, judging)
        if witness is not None:
            yield from _found(item, judging, place, stated, witness)


def _found(
    item: ItemFacts, judging: Judging, place: PlaceFacts, stated: _Stated, witness: ListVisit
) -> Iterator[Found]:
    opened = max(day(place.first_listed), day(stated.since))
    went = _went(item, place.first_listed, judging)
    if went is not None and day(went) <= opened:
        return
    closed = min((moment for moment in (stated.until, went) if moment), default=None)
    yield found(
        item,
        judging,
        ID,
        since=stated.day.isoformat(),
        opened=opened,
        statement=(
            f"《{item.title}》标注日期 {stated.day}；本系统于 {china_time(witness.started)} "
            f"采集该栏目时未见此条，于 {china_time(place.first_listed)} 首次见到。"
        ),
        closed=day(closed) if closed else None,
        reason=None if closed is None else "withdrawn" if closed == went else "rectified",
        dates=(
            ("标注日期", stated.day.isoformat()),
            ("未见此条的采集", day(witness.started)),
            ("首次见到", day(place.first_listed)),
        ),
        captures=[witness.capture, place.first.capture if place.first else None, stated.capture],
        visits=[witness.id, *([place.first.id] if place.first else [])],
    )


def _known_before(item: ItemFacts, moment: str) -> bool:
    """Whether it, or one of the same title, was there before and moved, or went and came back."""
    kinds = ("removed", "returned", "moved", "delisted", "relisted")
    befallen = any(event.kind in kinds and event.at <= moment for event in item.events)
    return befallen or any(first_seen < moment for first_seen, _ in item.twins)


def _went(item: ItemFacts, listed: str, judging: Judging) -> str | None:
    """When it was gone from its list again, if that was soon: a list that comes and goes proves nothing."""
    until = utc_text(parse_utc(listed) + timedelta(days=judging.states.hold_days))
    went = (event.at for event in item.events if event.kind in ("removed", "moved", "delisted"))
    return next((moment for moment in went if listed < moment <= until), None)


def _stated(item: ItemFacts) -> Iterator[_Stated]:
    """The days that it states, one after the other; of one that was dated anew those that were seen twice.
    Where row and page differ the later one counts."""
    rows = [place.listed_date[:10] for place in item.places if place.listed_date]
    dated = [version for version in item.versions if version.published]
    if not dated:
        if rows:
            yield _Stated(date.fromisoformat(max(rows)), item.first_seen, None, None)
        return
    for number, version in enumerate(dated):
        following = next((v for v in dated[number:] if _day(v) != _day(version)), None)
        if number and _day(dated[number - 1]) == _day(version):
            continue
        since = version.confirmed_at if number else version.seen_at
        last = max([_day(version), *rows]) if following is None else _day(version)
        if since is not None and (following is None or following.seen_at > since):
            until = following.seen_at if following else None
            yield _Stated(date.fromisoformat(last), since, until, version.capture)


def _day(version: VersionFacts) -> str:
    return (version.published or "")[:10]


def _witness(place: PlaceFacts, stated: date, judging: Judging) -> ListVisit | None:
    """The last unconditional visit that must have met the item, and did not. Two must have, hours apart: of
    two servers one may be behind. It was read as the one that met it: by the same reader, at the same
    address."""
    since = end_text(stated + timedelta(days=judging.rules[ID].params["backdate_days"]))
    first = place.first
    if first is None or _went_back((*place.before, first)):
        return None
    good = [
        visit
        for visit in place.before
        if visit.complete
        and visit.started >= since
        and visit.bottom is not None
        and visit.bottom < stated.isoformat()
        and (visit.conditional or (visit.reader, visit.url) == (first.reader, first.url))
    ]
    witness = next((visit for visit in reversed(good) if not visit.conditional), None)
    hours = judging.states.proof_hours
    if witness is None or not any(
        hours_apart(visit.started, witness.started, hours)
        or hours_apart(witness.started, visit.started, hours)
        for visit in good
    ):
        return None
    return witness


def _went_back(visits: tuple[ListVisit, ...]) -> bool:
    """Whether the list once showed less than before: a cache or another server then served an older one."""
    return any((later.newest or "") < (earlier.newest or "") for earlier, later in pairwise(visits))
