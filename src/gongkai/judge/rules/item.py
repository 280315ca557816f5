"""What the rules about single items have in common. Each looks at all that is known of an item as of a day
and tells every fault of it, with when it could first be proved and when it was over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Protocol

from gongkai.base.findings import CloseReason, Found
from gongkai.base.itemfacts import ItemFacts, PlaceFacts, VersionFacts
from gongkai.base.times import china_day, parse_utc
from gongkai.judge.settings import Judging

REPOST_WORDS = ("转发", "转载", "转自", "翻印")
ON_REQUEST_WORDS = ("依申请转主动", "依申请公开转为主动公开", "转为主动公开", "转主动公开")


class ItemRule(Protocol):
    """A module with these names."""

    ID: str
    NAME: str

    def look(self, item: ItemFacts, judging: Judging) -> Iterator[Found]: ...


def found(  # noqa: PLR0913  what a finding holds
    item: ItemFacts,
    judging: Judging,
    rule: str,
    *,
    since: str,
    opened: str,
    statement: str,
    closed: str | None = None,
    reason: CloseReason | None = None,
    dates: Sequence[tuple[str, str]] = (),
    captures: Sequence[int | None] = (),
    about: bool = False,
    **evidence: Any,
) -> Found:
    """A fault of an item; `dates` and `captures` go into its evidence with whatever else is named."""
    setting = judging.rules[rule]
    looked = china_day(item.last_looked).isoformat() if item.last_looked else opened
    return Found(
        rule=rule,
        subject=item.uid,
        since=since,
        opened=opened,
        last_confirmed=max(opened, min(looked, closed or looked)),
        severity=setting.severity,
        statement=statement,
        basis=setting.basis,
        closed=closed,
        close_reason=reason,
        site=item.site,
        unit=item.unit,
        section=item.places[0].section if item.places else None,
        item=item.uid,
        about=about,
        params=judging.params(rule),
        evidence={
            "dates": [{"what": what, "value": value} for what, value in dates],
            "captures": [capture for capture in dict.fromkeys(captures) if capture is not None],
            **evidence,
        },
    )


def day(moment: str) -> str:
    """The China day of a moment of ours."""
    return china_day(moment).isoformat()


def hours_apart(earlier: str, later: str, hours: int) -> bool:
    return parse_utc(later) - parse_utc(earlier) >= timedelta(hours=hours)


def reposted(item: ItemFacts, version: VersionFacts) -> bool:
    """Whether it is, or may be, another body's document: its dates are not the unit's doing."""
    if any(word in version.title for word in REPOST_WORDS):
        return True
    return any(name and not _own(name, item.unit_names) for name in (version.issuer, version.source))


def on_request(version: VersionFacts) -> bool:
    """Whether it says that it was given on request first, and published later."""
    return any(word in version.title or word in version.stated for word in ON_REQUEST_WORDS)


def watched_from_the_start(item: ItemFacts) -> bool:
    """Whether it appeared while we watched: after the first walk of every column that lists it."""
    return bool(item.places) and all(
        place.baseline is not None and place.first_listed > place.baseline for place in item.places
    )


def in_batch(item: ItemFacts, judging: Judging) -> bool:
    """Whether it came with so many other old-dated items that this is a migration."""
    return item.batch > judging.batch_items


def first_place(item: ItemFacts) -> PlaceFacts:
    """Where it was listed first."""
    return min(item.places, key=lambda place: (place.first_listed, place.section))


def _own(name: str, unit_names: tuple[str, ...]) -> bool:
    """Whether a stated body is the unit: by its name, or by an office of it (`青石街道党政办`)."""
    return any(own and (own in name or name in own) for own in unit_names)
