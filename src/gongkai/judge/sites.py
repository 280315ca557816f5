"""The findings of a site, from those of its columns: from the day on which so many are at fault at once
until the day on which they are fewer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gongkai.base.findings import Found
from gongkai.base.values import Section
from gongkai.judge.rules import SITE_RULES
from gongkai.judge.rules.site import SiteRule
from gongkai.judge.settings import Judging


def judge_sites(found: Iterable[Found], sections: Mapping[str, Section], judging: Judging) -> Iterator[Found]:
    """What is found of sites, given everything found of their columns, closed findings among it."""
    by_site: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for one in found:
        section = sections.get(one.section or "")
        if section is None or one.close_reason == "withdrawn":
            continue
        for rule in SITE_RULES:
            if rule.ID in judging.rules and rule.counts(one, section):
                by_site[section.site, rule.ID].append(one)
    for rule in SITE_RULES:
        for (site, rule_id), members in sorted(by_site.items()):
            if rule_id == rule.ID:
                yield from _judge(site, rule, members, judging)


def counted(found: Iterable[Found], sections: Mapping[str, Section], judging: Judging) -> Iterator[Found]:
    """What was found of columns, each open one with how many of its kind its site has, and how many fail
    it."""
    found = tuple(found)
    toward = {one.key: _toward(one, sections, judging) for one in found if one.closed is None}
    totals = Counter((one.site, rule.ID) for one in found for rule in toward.get(one.key, ()))
    for one in found:
        told = [
            f"计入该站“{rule.words}”：现有 {totals[one.site, rule.ID]} 个，"
            f"{judging.rules[rule.ID].params['at_least']} 个及以上即不合格。"
            for rule in toward.get(one.key, ())
        ]
        yield replace(one, statement=one.statement + "".join(told))


def _toward(one: Found, sections: Mapping[str, Section], judging: Judging) -> list[SiteRule]:
    """The rules about its site toward which a column's finding counts."""
    section = sections.get(one.section or "")
    return [r for r in SITE_RULES if section and r.ID in judging.rules and r.counts(one, section)]


def _judge(site: str, rule: SiteRule, members: list[Found], judging: Judging) -> Iterator[Found]:
    least = int(judging.rules[rule.ID].params["at_least"])
    opened, before = "", False
    for day in _turns(members):
        now = _open(members, day)
        if not opened and len(now) >= least:
            opened = day
        elif opened and len(now) < least:
            yield _found(site, rule, _open_before(members, day), judging, opened, day, repeats=before)
            opened, before = "", True
    if opened:
        last = max(_turns(members))
        yield _found(site, rule, _open(members, last), judging, opened, None, repeats=before)


def _turns(members: list[Found]) -> list[str]:
    """The days on which the number changes."""
    return sorted({m.opened for m in members} | {m.closed for m in members if m.closed})


def _open(members: list[Found], day: str) -> list[Found]:
    """Those open at the end of a day, one of each column."""
    open_then = [m for m in members if m.opened <= day and (m.closed is None or m.closed > day)]
    return list({m.section: m for m in open_then}.values())


def _open_before(members: list[Found], day: str) -> list[Found]:
    """Those that were open until that day."""
    open_then = [m for m in members if m.opened < day and (m.closed is None or m.closed >= day)]
    return list({m.section: m for m in open_then}.values())


def _found(
    site: str,
    rule: SiteRule,
    members: list[Found],
    judging: Judging,
    opened: str,
    closed: str | None,
    *,
    repeats: bool,
) -> Found:
    setting = judging.rules[rule.ID]
    least = int(setting.params["at_least"])
    return Found(
        rule=rule.ID,
        subject=site,
        since=opened,
        opened=opened,
        last_confirmed=max((m.last_confirmed for m in members), default=opened),
        severity=setting.severity,
        statement=f"自 {opened} 起，该站{rule.words}达到 {len(members)} 个（{least} 个及以上即不合格）。",
        basis=setting.basis,
        closed=closed,
        close_reason="rectified" if closed else None,
        site=site,
        repeats=repeats,
        params=judging.params(rule.ID),
        evidence={
            "dates": [{"what": f"达到 {least} 个的第一天", "value": opened}],
            "members": sorted(m.key for m in members),
        },
    )
