"""公开不及时: published more than the working days allowed after it was formed (条例第二十六条: 20 working
days, or what the section's catalogue says).

Said only where the issuer is the unit itself, of what appeared while we watched, and not of what came with a
migration, was reposted, or was given on request first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.base.findings import Found
from gongkai.base.itemfacts import ItemFacts, VersionFacts
from gongkai.base.terms import Term, parse_term
from gongkai.base.workdays import Reckoning, between, reckon
from gongkai.judge.rules.item import (
    day,
    first_place,
    found,
    in_batch,
    on_request,
    reposted,
    watched_from_the_start,
)
from gongkai.judge.settings import Judging

ID = "late-item"
NAME = "形成之后较久才公开"
LONGEST_DAYS = 3660
"""A gap of more than ten years is a slip of the pen, not a delay."""


@dataclass(frozen=True, slots=True)
class _Limit:
    last_day: date
    words: str
    reckoning: Reckoning | None


def look(item: ItemFacts, judging: Judging) -> Iterator[Found]:
    if not watched_from_the_start(item) or in_batch(item, judging):
        return
    version = _first_stating(item)
    if version is None or reposted(item, version) or on_request(version):
        return
    formed, published = (
        date.fromisoformat(text[:10]) for text in (version.formed, version.published) if text
    )
    limit = _limit(item, formed, judging)
    if limit is None or published <= limit.last_day or (published - formed).days > LONGEST_DAYS:
        return
    mended = _mended(item, version)
    told = between(formed, published, judging.calendar, first_counts=judging.first_day_counts)
    about = limit.reckoning is not None and limit.reckoning.about
    yield found(
        item,
        judging,
        ID,
        since=(limit.last_day + timedelta(days=1)).isoformat(),
        opened=day(version.seen_at),
        statement=_statement(formed, published, limit, about=about),
        closed=day(mended.seen_at) if mended else None,
        reason="rectified" if mended else None,
        dates=(("形成日期", formed.isoformat()), ("时限内最后一天", limit.last_day.isoformat()),
               ("发布日期", published.isoformat())),
        captures=[version.capture],
        about=about,
        versions=[version.version],
        **({"working_days": _table(formed, limit, told, judging)} if limit.reckoning and told else {}),
    )  # fmt: skip


def _first_stating(item: ItemFacts) -> VersionFacts | None:
    """The first version that states both dates."""
    return next((v for v in item.versions if v.formed and v.published), None)


def _mended(item: ItemFacts, version: VersionFacts) -> VersionFacts | None:
    """A later version that states other dates: what was misprinted was put right."""
    return next(
        (v for v in item.versions if v.seen_at > version.seen_at
         and (v.formed, v.published) != (version.formed, version.published)),
        None,
    )  # fmt: skip


def _limit(item: ItemFacts, formed: date, judging: Judging) -> _Limit | None:
    """By the wording of the section, else by the Regulation; the latest of several readings of a day."""
    wording = first_place(item).time_limit
    term = parse_term(wording) if wording else None
    if term is None:
        term = Term("working-days", "", int(judging.rules[ID].params["working_days"]))
    if term.number is None or term.kind not in ("working-days", "days"):
        return None
    if term.kind == "days":
        return _Limit(formed + timedelta(days=term.number), f"{term.number}日", None)
    told = reckon(formed, term.number, judging.calendar, first_counts=judging.first_day_counts)
    return _Limit(told.last, f"{term.number}个工作日", told)


def _statement(formed: date, published: date, limit: _Limit, *, about: bool) -> str:
    word = "约于" if about else "于"
    return (
        f"标注的形成日期 {formed}，发布日期 {published}；{limit.words}的时限{word} {limit.last_day} 届满。"
        + ("其间有的年份尚无放假安排，工作日为约数。" if about else "")
    )


def _table(formed: date, limit: _Limit, told: Reckoning, judging: Judging) -> dict[str, object]:
    return {
        "from": formed.isoformat(),
        "first_counts": judging.first_day_counts,
        "count": max((counted.number or 0 for counted in told.days), default=0),
        "about": limit.reckoning is not None and limit.reckoning.about,
        "last_day": limit.last_day.isoformat(),
        "days": [[counted.day.isoformat(), counted.number, counted.kind.why] for counted in told.days],
    }
